//! Items that need not move into the hall (进驻负面清单), each with its reason, approval and term.

use askama::Template;

use crate::base::{Choice, Frame, Page, Tag, Tone, paths};

/// One standing with its count.
#[derive(Debug, Clone)]
pub struct StandingTab {
    /// Address of the list.
    pub href: String,
    /// As "快到期".
    pub label: String,
    /// How many.
    pub count: usize,
    /// Whether it is shown now.
    pub current: bool,
}

/// One entry.
#[derive(Debug, Clone)]
pub struct ExemptionLine {
    /// Page of the item.
    pub href: String,
    /// Name.
    pub name: String,
    /// Department.
    pub department: String,
    /// Kind of the reason; empty when not noted.
    pub kind: String,
    /// Reason in words.
    pub reason: String,
    /// Basis.
    pub basis: String,
    /// Number of the approval; empty when not noted.
    pub approval: String,
    /// Where it is handled instead; empty when not noted.
    pub place: String,
    /// From when to when.
    pub term: String,
    /// How it stands today.
    pub standing: Tag,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/exemptions.html")]
pub struct ExemptionsPage {
    /// Frame; its title is the finding.
    pub frame: Frame,
    /// Standings with their counts.
    pub tabs: Vec<StandingTab>,
    /// The standing that is shown, as a word of the address; empty = all.
    pub standing: String,
    /// Kind of reason.
    pub reason: Choice,
    /// Department.
    pub department: Choice,
    /// How many are in the narrowed list.
    pub listed: usize,
    /// This part of it.
    pub rows: Vec<ExemptionLine>,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// Address of the first part, when this is a later one.
    pub first: Option<String>,
    /// Address of the narrowed list as xlsx.
    pub sheet: String,
    /// Where a residency list is handed in; for those who may.
    pub import: Option<String>,
}

impl Page for ExemptionsPage {
    const NAME: &'static str = "catalogue/exemptions";

    fn samples() -> Vec<Self> {
        let tab = |label: &str, count: usize, current: bool| StandingTab {
            href: "/catalogue/exemptions?standing=expiring".into(),
            label: label.into(),
            count,
            current,
        };
        let line = ExemptionLine {
            href: "/catalogue/1".into(),
            name: "机动车安全技术检验后核发检验合格标志（营运大型客车）".into(),
            department: "青禾县公安局".into(),
            kind: "场地限制".into(),
            reason: "需要检测线".into(),
            basis: "《青禾县政务服务事项进驻管理办法》第七条".into(),
            approval: "青府办〔2026〕3号".into(),
            place: "县车辆管理所".into(),
            term: "2026年1月1日（周四） 至 2026年12月10日（周四）".into(),
            standing: Tag::new(Tone::Warning, "快到期"),
        };
        let bare = ExemptionLine {
            kind: String::new(),
            approval: String::new(),
            place: String::new(),
            standing: Tag::new(Tone::Warning, "要素不全"),
            ..line.clone()
        };
        let ordinary = Self {
            frame: Frame::sample_staff("进驻负面清单 58 项，快到期 1 项"),
            tabs: vec![tab("全部", 58, true), tab("快到期", 1, false)],
            standing: String::new(),
            reason: Choice::of(&[("", "全部"), ("venue", "场地限制")], ""),
            department: Choice::of(&[("", "全部部门"), ("青禾县公安局", "青禾县公安局（12）")], ""),
            listed: 58,
            rows: vec![line, bare],
            next: Some("/catalogue/exemptions?after=50".into()),
            first: None,
            sheet: paths::EXEMPTIONS_SHEET.into(),
            import: Some("/tables/residency".into()),
        };
        let empty = Self {
            frame: Frame::sample_staff("进驻负面清单还没有事项"),
            listed: 0,
            rows: vec![],
            next: None,
            ..ordinary.clone()
        };
        vec![ordinary, empty]
    }
}
