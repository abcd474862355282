//! One screen of questions (填写): what was typed before stands there, 上一步 and 下一步 keep what is typed now.

use askama::Template;

use crate::{
    base::{Frame, Page},
    catalogue::{Control, Question, QuestionPage},
};

/// One screen.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/own_questions.html")]
pub struct QuestionsPage {
    /// Frame; its title is the screen's heading.
    pub frame: Frame,
    /// The item's name.
    pub item: String,
    /// Number of the screen, from 1.
    pub at: usize,
    /// How many there are, with the one to check at the end.
    pub of: usize,
    /// The questions.
    pub page: QuestionPage,
    /// 办件编号.
    pub number: String,
    /// 查询密码: with the number it opens the draft elsewhere.
    pub password: String,
}

impl Page for QuestionsPage {
    const NAME: &'static str = "cases/own_questions";

    fn samples() -> Vec<Self> {
        let line = Control::Line { mode: "", complete: "off", fold: false, unit: String::new() };
        let question = Question {
            id: "answer.site".into(),
            label: "经营场所地址".into(),
            optional: false,
            hint: "不动产权证上有".into(),
            value: String::new(),
            offered: String::new(),
            problem: None,
            when: None,
            why: String::new(),
            control: line,
        };
        let page = QuestionPage {
            title: "经营场所".into(),
            hint: "照实际填写".into(),
            questions: vec![question],
            known: vec![],
        };
        let first = Self {
            frame: Frame::sample_public("经营场所"),
            item: "食品经营许可（新办）".into(),
            at: 1,
            of: 4,
            page,
            number: "2026-1122-00-0386".into(),
            password: "4829 1367".into(),
        };
        let mut wrong = first.clone();
        let sentence = "请填写经营场所地址（不动产权证上有）";
        wrong.frame = wrong.frame.with_problem("answer.site", sentence);
        wrong.page.questions[0].problem = Some(sentence.into());
        let large = Self { frame: first.frame.clone().in_large_type(), at: 2, ..first.clone() };
        vec![first, wrong, large]
    }
}
