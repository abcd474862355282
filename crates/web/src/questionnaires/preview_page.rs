//! A questionnaire as those see it who answer (预览), with a trial that keeps nothing.

use askama::Template;

use crate::{
    base::{Frame, Page, Pick},
    catalogue::{Control, Question, QuestionPage},
};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "questionnaires/preview.html")]
pub struct QuestionnairePreviewPage {
    /// Frame.
    pub frame: Frame,
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Before the questions.
    pub opening: String,
    /// Sections.
    pub pages: Vec<QuestionPage>,
}

/// Two sections as they look: a scale, and words that are asked upon an answer.
pub(super) fn sample_pages(problem: Option<&str>) -> Vec<QuestionPage> {
    let pick = |word: &str| Pick { value: word.into(), label: word.into(), chosen: word == "满意" };
    let levels = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"];
    let question = |key: &str, label: &str, optional, control| Question {
        id: format!("answer.{key}"),
        label: label.into(),
        optional,
        hint: String::new(),
        value: String::new(),
        offered: String::new(),
        problem: None,
        when: None,
        why: String::new(),
        control,
    };
    let mut overall = question("overall", "总的来说满意吗", false, Control::Radios(levels.map(pick).into()));
    overall.problem = problem.map(str::to_owned);
    let why = question("why", "哪里不满意，可多选", true, Control::Boxes(vec![pick("排队等候久"), pick("办得慢")]));
    let mut words = question("words", "意见或建议", true, Control::Lines);
    words.hint = "请不要写姓名、电话和证件号码".into();
    let page = |title: &str, questions| QuestionPage {
        title: title.into(),
        hint: String::new(),
        questions,
        known: Vec::new(),
    };
    vec![page("您的评价", vec![overall, why]), page("还想说的", vec![words])]
}

impl Page for QuestionnairePreviewPage {
    const NAME: &'static str = "questionnaires/preview";

    fn samples() -> Vec<Self> {
        let first = Self {
            frame: Frame::sample_staff("预览"),
            id: "459000000000000001".into(),
            title: "政务服务满意度调查".into(),
            opening: "请花两分钟说说这次办事的感受。不问姓名，不留手机号。".into(),
            pages: sample_pages(None),
        };
        let sentence = "请选择总的来说满意吗";
        let mut wrong = Self { pages: sample_pages(Some(sentence)), ..first.clone() };
        wrong.frame = wrong.frame.with_problem("answer.overall", sentence);
        vec![first, wrong]
    }
}
