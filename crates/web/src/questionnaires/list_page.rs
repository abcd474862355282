//! Questionnaires (问卷清单).

use askama::Template;

use crate::base::{Frame, Page, Tag, Tone};

/// One of them.
#[derive(Debug, Clone)]
pub struct QuestionnaireRow {
    /// Its page.
    pub href: String,
    /// Title.
    pub title: String,
    /// Whether answers are taken.
    pub standing: Tag,
    /// The last edition, in words; empty where there is none.
    pub edition: String,
    /// Answers.
    pub answers: u32,
    /// Its results; empty before it was put out.
    pub results: String,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "questionnaires/list.html")]
pub struct QuestionnaireListPage {
    /// Frame.
    pub frame: Frame,
    /// The newest first.
    pub rows: Vec<QuestionnaireRow>,
    /// Whether this reader builds questionnaires.
    pub may_edit: bool,
}

impl Page for QuestionnaireListPage {
    const NAME: &'static str = "questionnaires/list";

    fn samples() -> Vec<Self> {
        let row = |title: &str, standing: Tag, edition: &str, answers, results: &str| QuestionnaireRow {
            href: "/questionnaires/459000000000000001".into(),
            title: title.into(),
            standing,
            edition: edition.into(),
            answers,
            results: results.into(),
        };
        let first = Self {
            frame: Frame::sample_staff("满意度问卷"),
            rows: vec![
                row("2026 年下半年政务服务满意度调查", Tag::new(Tone::Neutral, "还没有发布"), "", 0, ""),
                row(
                    "政务服务满意度调查",
                    Tag::new(Tone::Good, "正在收"),
                    "第 2 版",
                    128,
                    "/questionnaires/459000000000000001/results",
                ),
            ],
            may_edit: true,
        };
        let empty = Self { rows: Vec::new(), may_edit: false, ..first.clone() };
        vec![first, empty]
    }
}
