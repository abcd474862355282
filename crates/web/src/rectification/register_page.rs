//! The register (整改台账): what still has to be put right, by last day, the overdue on top.

use askama::Template;

use crate::{
    base::{Choice, Clock, Deadline, Frame, Page, Tag, Tone, paths},
    cases::WorkCount,
};

/// One order.
#[derive(Debug, Clone)]
pub struct OrderRow {
    /// Its address.
    pub href: String,
    /// 整改单号.
    pub number: String,
    /// Item or place.
    pub subject: String,
    /// Where it comes from, as "指标差距 · 省级平台发布占比".
    pub origin: String,
    /// Unit that must act.
    pub unit: String,
    /// What must be done.
    pub requirement: String,
    /// What holds it up; may be empty.
    pub blocker: String,
    /// Last day, as "12月1日（周二）".
    pub due: String,
    /// The mark.
    pub deadline: Deadline,
    /// Stage.
    pub stage: Tag,
    /// Who must act (等谁).
    pub waiting_for: String,
}

/// List of orders.
#[derive(Debug, Clone, Template)]
#[template(path = "rectification/register.html")]
pub struct RegisterPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Parts of the register.
    pub counts: Vec<WorkCount>,
    /// Word of the part that is shown, for the filter row; empty for the first.
    pub state: String,
    /// Unit to narrow by; no options where the reader has one unit alone.
    pub unit: Choice,
    /// Source to narrow by.
    pub source: Choice,
    /// Orders of this part of the list.
    pub rows: Vec<OrderRow>,
    /// How many there are.
    pub summary: String,
    /// Whether this reader opens orders.
    pub may_issue: bool,
    /// Where bad ratings are handled (差评); for departments, whose top bar is full.
    pub bad_ratings: Option<String>,
    /// The same list as a spreadsheet.
    pub sheet_href: String,
    /// The papers of the open orders of this list; `None` when there are none.
    pub print_href: Option<String>,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// What to say when there are none.
    pub empty: String,
}

impl Page for RegisterPage {
    const NAME: &'static str = "rectification/register";

    fn samples() -> Vec<Self> {
        let count = |label: &str, count: u64, current: bool| WorkCount {
            href: "/rectification?tab=overdue".into(),
            label: label.into(),
            count,
            current,
        };
        let ordinary = Self {
            frame: Frame::sample_staff("整改还有 12 件未销号，其中 3 件超期"),
            counts: vec![
                count("未销号", 12, true),
                count("待答复", 9, false),
                count("超期", 3, false),
                count("待核验", 3, false),
                count("已销号", 40, false),
                count("全部", 53, false),
            ],
            state: String::new(),
            unit: Choice::of(&[("", "全部单位"), ("县民政局", "县民政局（11）"), ("云溪镇", "云溪镇（1）")], ""),
            source: Choice::of(&[("", "全部来源"), ("gap", "指标差距"), ("supervision", "督查交办")], ""),
            rows: sample_rows(),
            summary: "共 12 件，按期限先后".into(),
            may_issue: true,
            bad_ratings: None,
            sheet_href: "/rectification/register.xlsx".into(),
            print_href: Some("/rectification/print".into()),
            next: Some("/rectification?after=2026-12-11%2C7".into()),
            empty: String::new(),
        };
        let empty = Self {
            frame: Frame::sample_staff("还没有整改单"),
            counts: vec![count("未销号", 0, true)],
            unit: Choice::default(),
            rows: vec![],
            summary: "共 0 件".into(),
            may_issue: false,
            bad_ratings: Some("/reviews/handle".into()),
            print_href: None,
            next: None,
            empty: "还没有整改单。从指标的差距清单里选事项交办，就会排在这里。".into(),
            ..ordinary.clone()
        };
        vec![ordinary, empty]
    }
}

fn sample_rows() -> Vec<OrderRow> {
    let row = |number: &str, subject: &str, unit: &str, due: &str, deadline: Deadline, stage: Tag| OrderRow {
        href: paths::rectification("2026-12"),
        number: number.into(),
        subject: subject.into(),
        origin: "指标差距 · 省级平台发布占比".into(),
        unit: unit.into(),
        requirement: "把“省级平台发布”办成“是”".into(),
        blocker: "省平台未同步".into(),
        due: due.into(),
        deadline,
        stage,
        waiting_for: unit.into(),
    };
    let overdue = Deadline::new(Clock::Overdue, "超期 2 个工作日");
    let answered = OrderRow {
        blocker: String::new(),
        waiting_for: "督查核验".into(),
        ..row(
            "整改〔2026〕103号",
            "生产建设项目水土保持方案审批（编制水土保持方案报告书的项目，跨乡镇）",
            "县市场监督管理局",
            "2027年1月5日（周二）",
            Deadline::new(Clock::Over, "已答复"),
            Tag::new(Tone::Warning, "待核验"),
        )
    };
    vec![
        row("整改〔2026〕12号", "临时救助", "县民政局", "11月18日（周三）", overdue, Tag::new(Tone::Info, "待答复")),
        answered,
        row(
            "整改〔2026〕13号",
            "双桥村",
            "云溪镇",
            "12月11日（周五）",
            Deadline::new(Clock::Ample, "还剩 15 个工作日"),
            Tag::new(Tone::Warning, "退回待答复"),
        ),
    ]
}
