//! One rating (评价): what was said, and for a bad one the loop with the step that comes next.

use askama::Template;

use crate::base::{Field, Frame, Link, Page, Tag, Tone};

/// A line of facts.
#[derive(Debug, Clone)]
pub struct ReviewFact {
    /// What.
    pub label: String,
    /// Value.
    pub value: String,
}

/// The form of a step.
#[derive(Debug, Clone)]
pub struct ReviewStepForm {
    /// Word of the step.
    pub step: String,
    /// Where it goes.
    pub action: String,
    /// Heading.
    pub title: String,
    /// What it does, in words.
    pub hint: String,
    /// Label of the text.
    pub label: String,
    /// The text.
    pub words: Field,
    /// The last day; `None` where none is asked for.
    pub due: Option<Field>,
    /// Words of the rating that are shown to the public; `None` where nothing is published.
    pub shown: Option<Field>,
    /// Value and label of each button.
    pub buttons: Vec<(String, String)>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/review.html")]
pub struct ReviewPage {
    /// Frame.
    pub frame: Frame,
    /// Version of the rating.
    pub version: i64,
    /// Level.
    pub level: Tag,
    /// Loop of a bad one.
    pub state: Option<Tag>,
    /// What is known of it.
    pub facts: Vec<ReviewFact>,
    /// The case, for whoever may see it.
    pub case: Option<Link>,
    /// The order on the register.
    pub order: Option<Link>,
    /// What was done, in order.
    pub course: Vec<ReviewFact>,
    /// Steps that the reader may take now.
    pub steps: Vec<ReviewStepForm>,
}

impl Page for ReviewPage {
    const NAME: &'static str = "reviews/review";

    fn samples() -> Vec<Self> {
        let fact = |label: &str, value: &str| ReviewFact { label: label.into(), value: value.into() };
        let verify = ReviewStepForm {
            step: "verify".into(),
            action: "/reviews/1/steps/verify".into(),
            title: "核实".into(),
            hint: "联系评价人，写明核实的情况。当场改好的，期限空着".into(),
            label: "核实情况".into(),
            words: Field::default(),
            due: Some(Field::default()),
            shown: None,
            buttons: vec![(String::new(), "登记核实情况".into())],
        };
        let decide = ReviewStepForm {
            step: "decide".into(),
            action: "/reviews/1/rulings/decide".into(),
            title: "复核申诉".into(),
            label: "复核意见".into(),
            due: None,
            buttons: vec![("yes".into(), "申诉成立".into()), ("no".into(), "不成立".into())],
            ..verify.clone()
        };
        let publish = ReviewStepForm {
            step: "publish".into(),
            action: "/reviews/1/rulings/publish".into(),
            title: "公开".into(),
            label: "公开的答复".into(),
            due: None,
            shown: Some(Field::of("多要了房东的身份证复印件")),
            buttons: vec![(String::new(), "公开评价和答复".into())],
            ..verify.clone()
        };
        let full = Self {
            frame: Frame::sample_staff("食品经营许可（新办，含网络经营）"),
            version: 2,
            level: Tag::new(Tone::Bad, "1 星 非常不满意"),
            state: Some(Tag::new(Tone::Warning, "待核实，11月19日（周四）前")),
            facts: vec![
                fact("评价时间", "2026-11-18 10:21"),
                fact("选的", "需提供办事指南之外的申报材料"),
                fact("写的", "多要了房东的身份证复印件"),
                fact("评价人", "张*丰 138****8000"),
            ],
            case: Some(Link::new("/cases/2026-1120-03-0386", "2026-1120-03-0386")),
            order: Some(Link::new("/rectification/2026-12", "整改〔2026〕12号")),
            course: vec![fact("核实", "属实，多要了证明")],
            steps: vec![verify.clone()],
        };
        let wrong = Self {
            frame: full.frame.clone().with_problem("words", "请写明核实情况"),
            steps: vec![ReviewStepForm { words: Field::wrong("", "请写明核实情况"), ..verify }],
            ..full.clone()
        };
        let settled = Self { steps: vec![decide], ..full.clone() };
        let over = Self { steps: vec![publish], case: None, order: None, ..full.clone() };
        let good = Self {
            level: Tag::new(Tone::Good, "5 星 非常满意"),
            state: None,
            course: Vec::new(),
            steps: Vec::new(),
            ..over.clone()
        };
        vec![full, wrong, settled, over, good]
    }
}

impl ReviewStepForm {
    /// Name and id of the text: two forms of one page have two.
    fn field_id(&self) -> &str {
        if self.step == "appeal" { "reason" } else { "words" }
    }
}
