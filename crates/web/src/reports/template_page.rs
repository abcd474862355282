//! The words of a template, a sentence a box.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// One sentence of a template.
#[derive(Debug, Clone)]
pub struct TemplateParagraph {
    /// Its id.
    pub id: String,
    /// The field's name: `say.` and the id.
    pub name: String,
    /// Section it stands in and its place there.
    pub label: String,
    /// What it is about, and the fields it may name.
    pub hint: String,
    /// The sentence.
    pub text: Field,
}

/// Form of one template.
#[derive(Debug, Clone, Template)]
#[template(path = "reports/template.html")]
pub struct TemplatePage {
    /// Frame.
    pub frame: Frame,
    /// Kind for the address.
    pub kind: String,
    /// Version that was opened.
    pub version: i64,
    /// The office has changed it before.
    pub own: bool,
    /// Title with its fields.
    pub title: Field,
    /// Sentences.
    pub paragraphs: Vec<TemplateParagraph>,
    /// Whether this seat may change it.
    pub may_edit: bool,
}

impl Page for TemplatePage {
    const NAME: &'static str = "reports/template";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("分析研判报告的模板"),
            kind: "analysis".into(),
            version: 1,
            own: false,
            title: Field::of("关于{county}政务服务营商环境指标情况的分析研判报告"),
            paragraphs: vec![TemplateParagraph {
                id: "overall.ranked".into(),
                name: "say.overall.ranked".into(),
                label: "总体情况，第 1 句".into(),
                hint: "可以用 {name} {value} {rank}".into(),
                text: Field::of("{name}{value}，位居全市第{rank}"),
            }],
            may_edit: true,
        };
        let sentence = "这一段没有“{price}”这个数据，请用提示里列出的";
        let mut wrong = ordinary.clone();
        wrong.frame = wrong.frame.with_problem("say.overall.ranked", sentence);
        wrong.paragraphs[0].text = Field::wrong("{price}", sentence);
        vec![ordinary.clone(), wrong, Self { may_edit: false, own: true, ..ordinary }]
    }
}
