//! Answering a correction online (在线补正): what was asked for on top, the whole form below with what was answered.

use askama::Template;

use crate::{
    base::{Frame, Page},
    catalogue::QuestionPage,
};

/// The whole form once more.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/own_correct.html")]
pub struct CorrectPage {
    /// Frame.
    pub frame: Frame,
    /// The item's name.
    pub item: String,
    /// What is to be corrected.
    pub items: Vec<String>,
    /// Last day in words.
    pub until: String,
    /// Materials that are asked for, with how many files came since.
    pub materials: Vec<(String, usize)>,
    /// Screens below each other; empty where the form was not filled in online.
    pub pages: Vec<QuestionPage>,
    /// Version, sent back.
    pub version: i64,
}

impl Page for CorrectPage {
    const NAME: &'static str = "cases/own_correct";

    fn samples() -> Vec<Self> {
        let page = super::QuestionsPage::samples().swap_remove(0).page;
        let answers = Self {
            frame: Frame::sample_public("补正"),
            item: "食品经营许可（新办）".into(),
            items: vec!["经营场所地址写到门牌号".into()],
            until: "12月2日（周三）".into(),
            materials: vec![],
            pages: vec![page],
            version: 3,
        };
        let papers = Self {
            items: vec!["营业执照：盖章不清，请重拍".into()],
            materials: vec![("营业执照".into(), 0), ("平面图".into(), 2)],
            pages: vec![],
            ..answers.clone()
        };
        vec![answers, papers]
    }
}
