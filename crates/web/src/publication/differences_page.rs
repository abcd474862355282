//! Where the provincial platform and our catalogue disagree (省级平台差异清单), each with who must act.

use askama::Template;

use crate::base::{Choice, Frame, Page, Tag, Tone, paths};

/// One kind of difference with its count.
#[derive(Debug, Clone)]
pub struct KindTab {
    /// Address of the list.
    pub href: String,
    /// As "我有省无".
    pub label: String,
    /// How many.
    pub count: usize,
    /// Whether it is shown now.
    pub current: bool,
}

/// One difference.
#[derive(Debug, Clone, Default)]
pub struct DifferenceLine {
    /// Page of our item; `None` where we have none.
    pub href: Option<String>,
    /// Name.
    pub name: String,
    /// Our code, or theirs where we have none.
    pub code: String,
    /// Department; empty when the platform does not say.
    pub department: String,
    /// Both sides in one sentence.
    pub words: String,
    /// Entries with the same name under another code.
    pub candidates: Vec<String>,
    /// Who must act.
    pub act: Tag,
}

/// The list.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "publication/differences.html")]
pub struct DifferencesPage {
    /// Frame; its title is the finding.
    pub frame: Frame,
    /// The day and the sizes of both lists; empty when no export was taken.
    pub as_of: String,
    /// Kinds with their counts.
    pub tabs: Vec<KindTab>,
    /// The kind that is shown, as a word of the address; empty = all.
    pub kind: String,
    /// Who must act.
    pub act: Choice,
    /// Department.
    pub department: Choice,
    /// How many are in the narrowed list.
    pub listed: usize,
    /// This part of it.
    pub rows: Vec<DifferenceLine>,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// Address of the first part, when this is a later one.
    pub first: Option<String>,
    /// Address of the narrowed list as xlsx.
    pub sheet: String,
    /// Where an export is handed in; for those who may.
    pub import: Option<String>,
}

impl Page for DifferencesPage {
    const NAME: &'static str = "publication/differences";

    fn samples() -> Vec<Self> {
        let tab = |label: &str, count: usize, current: bool| KindTab {
            href: "/publication?kind=only_ours".into(),
            label: label.into(),
            count,
            current,
        };
        let rows = vec![
            DifferenceLine {
                href: Some("/catalogue/1".into()),
                name: "适龄儿童、少年因身体状况需要延缓入学或者休学审批（义务教育阶段）".into(),
                code: "11990101MB285591843370117002011".into(),
                department: "青禾县教育和体育局".into(),
                words: "本县在用，省级平台没有列出".into(),
                candidates: vec!["省级编码 11990101MB28559184337011700209901".into()],
                act: Tag::new(Tone::Info, "本县核对"),
            },
            DifferenceLine {
                name: "孤儿认定".into(),
                code: "C-1".into(),
                words: "省级平台“已发布”，本县事项库没有".into(),
                act: Tag::new(Tone::Warning, "本县认领"),
                ..DifferenceLine::default()
            },
        ];
        let ordinary = Self {
            frame: Frame::sample_staff("与省级平台有 55 处不一致：我有省无 49，状态不同 6"),
            as_of: "截至 2026年11月20日（周五），省级平台列出 3065 项，本县在用 3117 项".into(),
            tabs: vec![tab("全部", 55, true), tab("我有省无", 49, false)],
            act: Choice::of(&[("", "全部"), ("county_report", "本县补报")], ""),
            department: Choice::of(&[("", "全部部门"), ("县民政局", "县民政局（3）")], ""),
            listed: 55,
            rows,
            next: Some("/publication?after=50".into()),
            sheet: paths::PUBLICATION_SHEET.into(),
            import: Some("/tables/publication".into()),
            ..Self::default()
        };
        let agreed = Self {
            frame: Frame::sample_staff("与省级平台一致"),
            tabs: vec![],
            listed: 0,
            rows: vec![],
            next: None,
            ..ordinary.clone()
        };
        let nothing = Self {
            frame: Frame::sample_staff("还没有省级平台的导出，没法核对"),
            import: Some("/tables/publication".into()),
            ..Self::default()
        };
        vec![ordinary, agreed, nothing]
    }
}
