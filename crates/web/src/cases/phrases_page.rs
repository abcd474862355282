//! One's own phrases (我的常用语): one a line, by what they are for, with the county's beside.

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
