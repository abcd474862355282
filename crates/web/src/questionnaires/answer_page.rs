//! Answering by a link (答问卷): on a phone, without signing in and without a script; or why nothing is asked any more.

use askama::Template;

use super::preview_page::sample_pages;
use crate::{
    base::{Frame, Page},
    catalogue::QuestionPage,
};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "questionnaires/answer.html")]
pub struct AnswerPage {
    /// Frame; its title is the questionnaire's.
    pub frame: Frame,
    /// What stands in the address.
    pub link: String,
    /// Where it was put out.
    pub outlet: String,
    /// Before the questions.
    pub opening: String,
    /// Sections; none where nothing is asked.
    pub pages: Vec<QuestionPage>,
    /// What is said in the place of questions: thanks, or that it is over. Empty where they are asked.
    pub instead: String,
}

impl Page for AnswerPage {
    const NAME: &'static str = "questionnaires/answer";

    fn samples() -> Vec<Self> {
        let first = Self {
            frame: Frame::sample_public("政务服务满意度调查"),
            link: "459000000000000001-k3m9xq2vtb".into(),
            outlet: "3 号窗口".into(),
            opening: "请花两分钟说说这次办事的感受。不问姓名，不留手机号。".into(),
            pages: sample_pages(None),
            instead: String::new(),
        };
        let sentence = "请选择总的来说满意吗";
        let mut wrong = Self { pages: sample_pages(Some(sentence)), ..first.clone() };
        wrong.frame = wrong.frame.with_problem("answer.overall", sentence);
        let large = Self { frame: first.frame.clone().in_large_type(), ..first.clone() };
        let closed = Self {
            pages: Vec::new(),
            instead: "这份问卷已于2026年12月31日（周四）截止，谢谢您愿意回答。".into(),
            ..first.clone()
        };
        vec![first, wrong, large, closed]
    }
}
