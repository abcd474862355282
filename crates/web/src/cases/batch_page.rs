//! Granting several cases at once (批量准予): each is named with what is special about it before the one button, and of
//! each is said afterwards what became of it.

use askama::Template;

use crate::base::{Clock, Deadline, Field, Frame, Page, Tag, Tone, paths};

/// A case that may be granted among others.
#[derive(Debug, Clone)]
pub struct BatchRow {
    /// Its address.
    pub href: String,
    /// Case number 办件编号; sent as `case` when ticked.
    pub number: String,
    /// Version that is shown; sent back to notice a faster colleague.
    pub version: i64,
    /// Item.
    pub item: String,
    /// Applicant, masked when a person.
    pub applicant: String,
    /// Due, as "12月1日（周二）"; empty when no clock runs.
    pub due: String,
    /// The mark.
    pub deadline: Deadline,
    /// What is special about it: 补正, 容缺, 延长, 告知承诺.
    pub special: Vec<Tag>,
    /// Whether it is ticked.
    pub chosen: bool,
}

/// A case that is not, or was not, granted, and why.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// Its address.
    pub href: String,
    /// Case number.
    pub number: String,
    /// Item; empty when it is not known.
    pub item: String,
    /// Why.
    pub why: String,
}

/// The question: these cases, these words?
#[derive(Debug, Clone, Template)]
#[template(path = "cases/batch.html")]
pub struct BatchDecidePage {
    /// Frame.
    pub frame: Frame,
    /// Cases that can be granted together.
    pub rows: Vec<BatchRow>,
    /// What is wrong with the choice.
    pub problem: Option<String>,
    /// Cases that cannot.
    pub left_out: Vec<LeftOut>,
    /// Words for all of them.
    pub opinion: Field,
    /// Opinions to choose from.
    pub phrases: Vec<String>,
    /// Most cases of one batch.
    pub most: usize,
}

impl Page for BatchDecidePage {
    const NAME: &'static str = "cases/batch";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("批量准予"),
            rows: sample_rows(),
            problem: None,
            left_out: vec![LeftOut {
                href: paths::case("9"),
                number: "2026-1118-0102".into(),
                item: "临时救助".into(),
                why: "容缺材料还没补齐：收入证明。请先登记补交，或按承诺作撤回处理".into(),
            }],
            opinion: Field::default(),
            phrases: vec!["材料齐全，符合法定条件，同意。".into()],
            most: 20,
        };
        let sentence = "请勾选要一起批准的件";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("case", sentence),
            problem: Some(sentence.into()),
            opinion: Field::of("材料齐全，符合法定条件，同意。"),
            left_out: vec![],
            ..ordinary.clone()
        };
        let none = Self { rows: vec![], ..ordinary.clone() };
        vec![ordinary, wrong, none]
    }
}

fn sample_rows() -> Vec<BatchRow> {
    let row = |number: &str, item: &str, applicant: &str, deadline: Deadline, special: Vec<Tag>| BatchRow {
        href: paths::case("7"),
        number: number.into(),
        version: 2,
        item: item.into(),
        applicant: applicant.into(),
        due: "11月23日（周一）".into(),
        deadline,
        special,
        chosen: true,
    };
    vec![
        row(
            "2026-1109-0031",
            "食品经营许可（新办）",
            "张*",
            Deadline::new(Clock::Overdue, "超期 1 个工作日"),
            vec![Tag::new(Tone::Warning, "补正过，11月12日补齐"), Tag::new(Tone::Warning, "延长过 10 个工作日")],
        ),
        row(
            "2026-1119-0011",
            "对从事餐饮服务、单位食堂、集体用餐配送、中央厨房以及网络餐饮服务第三方平台等经营活动的食品经营者变更经营场所、主体业态、经营项目、法定代表人（负责人）及有效期届满延续并同时申请补发许可证的核准",
            "某县城乡供水一体化工程建设运营管理有限责任公司第三分公司",
            Deadline::new(Clock::Ample, "还剩 13 个工作日"),
            vec![],
        ),
    ]
}

/// A case that was granted.
#[derive(Debug, Clone)]
pub struct GrantedRow {
    /// Its address.
    pub href: String,
    /// Case number.
    pub number: String,
    /// Item.
    pub item: String,
    /// Applicant, masked when a person.
    pub applicant: String,
}

/// The answer: which were granted, which not and why.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/batch_done.html")]
pub struct BatchDecidedPage {
    /// Frame.
    pub frame: Frame,
    /// Granted now.
    pub granted: Vec<GrantedRow>,
    /// Not granted, and why.
    pub left_out: Vec<LeftOut>,
    /// The words that were typed, where not all cases took them.
    pub kept: String,
}

impl Page for BatchDecidedPage {
    const NAME: &'static str = "cases/batch_done";

    fn samples() -> Vec<Self> {
        let granted = |number: &str| GrantedRow {
            href: paths::case("7"),
            number: number.into(),
            item: "食品经营许可（新办）".into(),
            applicant: "张*".into(),
        };
        let all = Self {
            frame: Frame::sample_staff("批量准予的结果"),
            granted: vec![granted("2026-1109-0031"), granted("2026-1112-0207")],
            left_out: vec![],
            kept: String::new(),
        };
        let left_out = vec![LeftOut {
            href: paths::case("9"),
            number: "2026-1118-0102".into(),
            item: "临时救助".into(),
            why: "王芳 10:21 已准予这件".into(),
        }];
        let some = Self { left_out: left_out.clone(), kept: "材料齐全，同意。".into(), ..all.clone() };
        let none = Self { granted: vec![], left_out, ..all.clone() };
        vec![all, some, none]
    }
}
