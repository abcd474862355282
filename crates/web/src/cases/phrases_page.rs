//! Phrases (常用语): one's own with the county's beside, and the county's for whoever may change them; one a line, by
//! what they are for.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// The phrases of one kind.
#[derive(Debug, Clone)]
pub struct PhraseList {
    /// Name of the box, as `opinion`.
    pub name: &'static str,
    /// What they are for.
    pub label: &'static str,
    /// One's own, one a line.
    pub own: Field,
    /// The county's.
    pub county: Vec<String>,
}

/// The page and its form.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/phrases.html")]
pub struct PhrasesPage {
    /// Frame.
    pub frame: Frame,
    /// By kind.
    pub lists: Vec<PhraseList>,
}

impl Page for PhrasesPage {
    const NAME: &'static str = "cases/phrases";

    fn samples() -> Vec<Self> {
        let list = |name, label, own: Field| PhraseList {
            name,
            label,
            own,
            county: vec!["材料齐全，符合法定条件，同意。".into(), "经现场核查，符合规定条件，同意。".into()],
        };
        let ordinary = Self {
            frame: Frame::sample_staff("我的常用语"),
            lists: vec![
                list("opinion", "审核意见", Field::of("同意。\n经核查，同意。")),
                list("reason", "理由和依据", Field::default()),
                list("correction", "要补正什么", Field::default()),
            ],
        };
        let long = "第 1 条有 201 个字，一条最多 200 个字，请写短些或分成两条";
        let mut wrong = Self { frame: ordinary.frame.clone().with_problem("reason", long), ..ordinary.clone() };
        wrong.lists[1].own = Field::wrong("长".repeat(201), long);
        vec![ordinary, wrong]
    }
}

/// The county's phrases and their form.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/county_phrases.html")]
pub struct CountyPhrasesPage {
    /// Frame.
    pub frame: Frame,
    /// Version that is edited.
    pub version: i64,
    /// By kind: name of the box, what they are for, the phrases one a line.
    pub lists: Vec<(&'static str, &'static str, Field)>,
    /// Where those that ship come from; empty once they were changed.
    pub source: String,
}

impl Page for CountyPhrasesPage {
    const NAME: &'static str = "cases/county_phrases";

    fn samples() -> Vec<Self> {
        let shipped = Self {
            frame: Frame::sample_staff("全县常用语"),
            version: 0,
            lists: vec![
                ("opinion", "审核意见", Field::of("材料齐全，符合法定条件，同意。")),
                ("reason", "理由和依据", Field::of("申请材料与实际情况不一致。")),
                ("correction", "要补正什么", Field::default()),
            ],
            source: "按行政许可法第三十二条、第三十八条整理".into(),
        };
        let long = "第 1 条有 201 个字，一条最多 200 个字，请写短些或分成两条";
        let mut wrong = Self {
            frame: shipped.frame.clone().with_problem("reason", long),
            version: 3,
            source: String::new(),
            ..shipped.clone()
        };
        wrong.lists[1].2 = Field::wrong("长".repeat(201), long);
        vec![shipped, wrong]
    }
}
