//! The page of the preview (预览页): the questions as the applicant sees them, all screens below each other, and the
//! list that is checked before submitting.

use askama::Template;

use super::{AnswerRow, Control, Question, QuestionPage, When};
use crate::base::{Choice, Frame, Page, Pick};

/// The applicant's view of a form.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/form_preview.html")]
pub struct FormPreviewPage {
    /// Frame.
    pub frame: Frame,
    /// The item's id.
    pub id: String,
    /// Taken along for the way back.
    pub seq: i64,
    /// Taken along for the way back.
    pub based_on: i64,
    /// The form under work as JSON; empty = the default form.
    pub form: String,
    /// Person or organisation.
    pub kind: Choice,
    /// Screens in order.
    pub pages: Vec<QuestionPage>,
    /// The list to check; empty before a trial.
    pub rows: Vec<AnswerRow>,
}

impl Page for FormPreviewPage {
    const NAME: &'static str = "catalogue/form_preview";

    fn samples() -> Vec<Self> {
        let pick = |word: &str, chosen| Pick { value: word.into(), label: word.into(), chosen };
        let question = |key: &str, label: &str, control: Control| Question {
            id: format!("answer.{key}"),
            label: label.into(),
            optional: false,
            hint: String::new(),
            value: String::new(),
            offered: String::new(),
            problem: None,
            when: None,
            why: String::new(),
            control,
        };
        let line = |unit: &str| Control::Line { mode: "", complete: "off", fold: false, unit: unit.into() };
        let test = r#"{"equals":{"key":"way","value":"网络经营"}}"#;
        let first = QuestionPage {
            title: "经营情况".into(),
            hint: "照实际填写".into(),
            questions: vec![
                question("shop", "字号", line("")),
                question("way", "经营方式", Control::Radios(vec![pick("实体店", true), pick("网络经营", false)])),
                Question {
                    when: Some(When { words: "“经营方式”选“网络经营”".into(), test: test.into() }),
                    ..question("shop_url", "网店地址", line(""))
                },
                Question {
                    optional: true, hint: "室内面积".into(), ..question("area", "面积", line("平方米"))
                },
                question("sells", "经营项目", Control::Boxes(vec![pick("热食", true), pick("饮品", true)])),
                question("street", "所在街道", Control::List(vec![pick("请选择", true), pick("东街", false)])),
                question("note", "补充说明", Control::Lines),
            ],
            known: vec![("answer.applicant_kind".into(), "person".into())],
        };
        let second = QuestionPage {
            title: "经营者".into(),
            hint: String::new(),
            questions: vec![Question {
                why: "用途：核对经营者身份。依据：《促进个体工商户发展条例》第八条。".into(),
                offered: "您前面填过，不对就改".into(),
                value: "13800138000".into(),
                ..question("mobile", "手机号码", line(""))
            }],
            known: vec![],
        };
        let plain = Self {
            frame: Frame::sample_staff("预览：个体工商户登记（设立）"),
            id: "7".into(),
            seq: 3,
            based_on: 1,
            form: "{\"pages\":[]}".into(),
            kind: Choice::of(&[("person", "个人"), ("organisation", "单位")], "person"),
            pages: vec![first, second],
            rows: vec![],
        };
        let mut wrong = plain.clone();
        let sentence = "面积请填数字，如 120，单位是平方米";
        wrong.frame = wrong.frame.with_problem("answer.area", sentence);
        wrong.pages[0].questions[3].problem = Some(sentence.to_owned());
        wrong.pages[0].questions[3].value = "很大".into();
        let row = |label: &str, lines: &[&str]| AnswerRow {
            label: label.into(),
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
            change: Some("#answer.shop".into()),
        };
        let checked = Self { rows: vec![row("字号", &["三味小吃店"]), row("面积", &[])], ..plain.clone() };
        vec![plain, wrong, checked]
    }
}
