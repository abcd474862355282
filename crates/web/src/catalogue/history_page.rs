//! All versions of an item (历次版本), and two of them field by field (比较).

use askama::Template;

use super::FieldLine;
use crate::base::{Choice, Frame, Page, Tag, Tone, paths};

/// One version.
#[derive(Debug, Clone)]
pub struct VersionRow {
    /// As "第 3 版".
    pub name: String,
    /// In force, waiting, past, withdrawn.
    pub state: Tag,
    /// Status of the item in it.
    pub status: Tag,
    /// First day in words.
    pub on: String,
    /// Who made it and when.
    pub by: String,
    /// Why, or the file it came from.
    pub why: String,
    /// Address of the import that made it; `None` by hand.
    pub import: Option<String>,
    /// Address of its comparison with the version before; `None` for the first.
    pub compare: Option<String>,
}

/// The versions of an item.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/history.html")]
pub struct HistoryPage {
    /// Frame; its title is the item's name and how many versions it has.
    pub frame: Frame,
    /// Id for addresses.
    pub id: String,
    /// Whether the asker may draft a change of it.
    pub drafts: bool,
    /// Newest first.
    pub rows: Vec<VersionRow>,
    /// The earlier one to compare.
    pub from: Choice,
    /// The later one to compare.
    pub to: Choice,
}

/// Two versions of an item.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/compare.html")]
pub struct ComparePage {
    /// Frame; its title counts the fields that differ.
    pub frame: Frame,
    /// Id for addresses.
    pub id: String,
    /// Name of the item.
    pub name: String,
    /// As "第 1 版（2026年5月6日（周三）起）".
    pub from_name: String,
    /// The same of the other.
    pub to_name: String,
    /// What differs.
    pub changes: Vec<FieldLine>,
    /// The earlier one to compare.
    pub from: Choice,
    /// The later one to compare.
    pub to: Choice,
}

fn choices() -> (Choice, Choice) {
    let versions = [("3", "第 3 版"), ("2", "第 2 版"), ("1", "第 1 版")];
    (Choice::of(&versions, "2"), Choice::of(&versions, "3"))
}

impl Page for HistoryPage {
    const NAME: &'static str = "catalogue/history";

    fn samples() -> Vec<Self> {
        let row = |n: u32, state: Tag, why: &str, import: bool| VersionRow {
            name: format!("第 {n} 版"),
            state,
            status: Tag::new(Tone::Good, "在用"),
            on: "2026年12月1日（周二）".into(),
            by: "钱伟，2026-11-22 10:21".into(),
            why: why.into(),
            import: import.then(|| paths::import_preview("31")),
            compare: (n > 1).then(|| format!("/catalogue/items/12/compare?from={}&to={n}", n - 1)),
        };
        let (from, to) = choices();
        let ordinary = Self {
            frame: Frame::sample_staff("企业投资项目备案（技术改造）：3 个版本，第 3 版等待生效"),
            id: "12".into(),
            drafts: true,
            rows: vec![
                row(3, Tag::new(Tone::Info, "等待生效"), "省里压减时限，川办发〔2026〕3号", false),
                row(2, Tag::new(Tone::Good, "现行版本"), "导入 2026年11月事项清单.xlsx", true),
                row(1, Tag::new(Tone::Neutral, "历史版本"), "", false),
            ],
            from,
            to,
        };
        let one = Self {
            frame: Frame::sample_staff("企业投资项目备案（技术改造）：1 个版本"),
            drafts: false,
            rows: vec![row(1, Tag::new(Tone::Good, "现行版本"), "", false)],
            ..ordinary.clone()
        };
        vec![ordinary, one]
    }
}

impl Page for ComparePage {
    const NAME: &'static str = "catalogue/compare";

    fn samples() -> Vec<Self> {
        let (from, to) = choices();
        let ordinary = Self {
            frame: Frame::sample_staff("第 2 版到第 3 版改了 2 处"),
            id: "12".into(),
            name: "企业投资项目备案（技术改造）".into(),
            from_name: "第 2 版（2026年11月1日（周日）起）".into(),
            to_name: "第 3 版（2026年12月1日（周二）起，等待生效）".into(),
            changes: vec![
                FieldLine {
                    field: "承诺办结时限".into(), before: "10 个工作日".into(), after: "7 个工作日".into()
                },
                FieldLine {
                    field: "网办地址".into(), before: String::new(), after: "https://zwfw.example.cn".into()
                },
            ],
            from,
            to,
        };
        let same = Self {
            frame: Frame::sample_staff("第 2 版和第 3 版没有差别"), changes: vec![], ..ordinary.clone()
        };
        vec![ordinary, same]
    }
}
