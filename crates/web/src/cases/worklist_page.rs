//! The day's work (我的工作): open cases by deadline, the ones that burn first on top.

use askama::Template;

use crate::base::{Choice, Clock, Deadline, Field, Frame, Link, Page, Tag, Tone, paths};

/// A group one can look at alone, as "审核中 24".
#[derive(Debug, Clone)]
pub struct WorkCount {
    /// Address of the narrowed list.
    pub href: String,
    /// Its word.
    pub label: String,
    /// Number of cases.
    pub count: u64,
    /// Whether the list is narrowed to it now.
    pub current: bool,
}

/// One case.
#[derive(Debug, Clone)]
pub struct WorkRow {
    /// Its address.
    pub href: String,
    /// Case number 办件编号; sent as `case` when ticked.
    pub number: String,
    /// May be granted among others by this reader.
    pub in_batch: bool,
    /// Item.
    pub item: String,
    /// Which system it came from; empty where it began here.
    pub source: String,
    /// Applicant, masked when a person.
    pub applicant: String,
    /// Department that decides.
    pub department: String,
    /// Accepted, as "11月20日（周五）".
    pub accepted: String,
    /// Due, as "12月1日（周二）"; empty when no clock runs.
    pub due: String,
    /// Whether the due date may still move (暂定).
    pub provisional: bool,
    /// The mark.
    pub deadline: Deadline,
    /// Stage.
    pub stage: Tag,
    /// Who must act (等谁).
    pub waiting_for: String,
}

/// List of cases.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/worklist.html")]
pub struct WorklistPage {
    /// Frame.
    pub frame: Frame,
    /// Number, item or name.
    pub q: Field,
    /// Department to narrow by.
    pub department: Choice,
    /// Stage to narrow by.
    pub stage: Choice,
    /// Groups by stage.
    pub counts: Vec<WorkCount>,
    /// Cases of this part of the list.
    pub rows: Vec<WorkRow>,
    /// How many there are, as "共 38 件，按到期先后".
    pub summary: String,
    /// Orders of rectification, letters of representatives, cards and supervision orders that want something done.
    pub reminders: Vec<Link>,
    /// Whether this reader accepts cases.
    pub may_accept: bool,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// What to say when there are none, as "今天没有要办的件".
    pub empty: String,
}

impl WorklistPage {
    fn may_batch(&self) -> bool {
        self.rows.iter().any(|row| row.in_batch)
    }
}

impl Page for WorklistPage {
    const NAME: &'static str = "cases/worklist";

    fn samples() -> Vec<Self> {
        let count = |label: &str, count: u64, current: bool| WorkCount {
            href: "/cases?stage=accepted".into(),
            label: label.into(),
            count,
            current,
        };
        let ordinary = Self {
            frame: Frame::sample_staff("我的工作"),
            q: Field::default(),
            department: Choice::of(&[("", "全部部门"), ("1", "县市场监督管理局")], ""),
            stage: Choice::of(&[("", "全部状态"), ("accepted", "审核中"), ("decided", "待办结")], ""),
            counts: vec![
                count("全部在办", 38, true),
                count("审核中", 24, false),
                count("已决定", 8, false),
                count("已办结", 6, false),
                count("已送达", 1204, false),
            ],
            rows: sample_rows(),
            summary: "共 38 件，按到期先后".into(),
            reminders: vec![
                Link::new("/rectification?tab=overdue", "整改单 1 件超期，2 件快到期"),
                Link::new("/delegates/check", "1 份授权书快到期"),
                Link::new("/oversight/orders?tab=issued", "监察 1 张督办单待答复，2 件超期没有公开原因"),
            ],
            may_accept: true,
            next: Some("/cases?after=0386".into()),
            empty: String::new(),
        };
        let empty = Self {
            counts: vec![count("全部在办", 0, true)],
            rows: vec![],
            summary: "共 0 件，按到期先后".into(),
            reminders: Vec::new(),
            may_accept: false,
            next: None,
            empty: "现在没有要办的件。窗口新收的件会按到期先后排在这里。".into(),
            ..ordinary.clone()
        };
        let reading = Self {
            rows: sample_rows().into_iter().map(|r| WorkRow { in_batch: false, ..r }).collect(),
            ..ordinary.clone()
        };
        vec![ordinary, empty, reading]
    }
}

fn sample_rows() -> Vec<WorkRow> {
    let row = |number: &str, item: &str, applicant: &str, due: &str, deadline: Deadline, stage: Tag| WorkRow {
        href: paths::case("7"),
        number: number.into(),
        in_batch: stage.word == "审核中",
        item: item.into(),
        source: if number.ends_with("0044") { "省统一受理平台".into() } else { String::new() },
        applicant: applicant.into(),
        department: "县市场监督管理局".into(),
        accepted: "11月12日（周四）".into(),
        due: due.into(),
        provisional: due.starts_with("12月"),
        deadline,
        stage,
        waiting_for: "县市场监督管理局 · 李强".into(),
    };
    let reviewing = || Tag::new(Tone::Info, "审核中");
    vec![
        row(
            "2026-1109-0031",
            "食品经营许可（新办）",
            "张*",
            "11月20日（周五）",
            Deadline::new(Clock::Overdue, "超期 1 个工作日"),
            reviewing(),
        ),
        row(
            "2026-1112-0207",
            "公共场所卫生许可",
            "阿**",
            "11月23日（周一）",
            Deadline::new(Clock::Today, "今天到期"),
            reviewing(),
        ),
        row(
            "2026-1118-0102",
            "临时救助",
            "欧*华",
            "11月25日（周三）",
            Deadline::new(Clock::Soon, "还剩 2 个工作日"),
            Tag::new(Tone::Good, "待办结"),
        ),
        row(
            "2026-1119-0011",
            "对从事餐饮服务、单位食堂、集体用餐配送、中央厨房以及网络餐饮服务第三方平台等经营活动的食品经营者变更经营场所、主体业态、经营项目、法定代表人（负责人）及有效期届满延续并同时申请补发许可证的核准",
            "某县城乡供水一体化工程建设运营管理有限责任公司第三分公司",
            "12月10日（周四）",
            Deadline::new(Clock::Ample, "还剩 13 个工作日"),
            reviewing(),
        ),
        row(
            "2026-1119-0044",
            "建筑工程施工许可",
            "某县城建公司",
            "",
            Deadline::new(Clock::Paused, "专家评审，暂停计时"),
            reviewing(),
        ),
    ]
}
