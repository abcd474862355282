//! Typing a paper in (纸质补录): where it was handed out, its number, and what stands on it.

use askama::Template;

use super::preview_page::sample_pages;
use crate::{
    base::{Choice, Field, Frame, Page},
    catalogue::QuestionPage,
};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "questionnaires/paper.html")]
pub struct PaperPage {
    /// Frame.
    pub frame: Frame,
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where it was handed out.
    pub outlet: Choice,
    /// Its number.
    pub paper_no: Field,
    /// Sections.
    pub pages: Vec<QuestionPage>,
}

impl Page for PaperPage {
    const NAME: &'static str = "questionnaires/paper";

    fn samples() -> Vec<Self> {
        let first = Self {
            frame: Frame::sample_staff("纸质补录"),
            id: "459000000000000001".into(),
            title: "政务服务满意度调查".into(),
            outlet: Choice::of(&[("", "请选择"), ("k3m9xq2vtb", "3 号窗口")], ""),
            paper_no: Field::default(),
            pages: sample_pages(None),
        };
        let sentence = "纸质卷号“A-1”已经录过，请核对";
        let mut wrong = Self { paper_no: Field::wrong("A-1", sentence), ..first.clone() };
        wrong.frame = wrong.frame.with_problem("paper_no", sentence);
        vec![first, wrong]
    }
}
