//! Giving a rating (评价): five levels, what can be ticked with each, words. One page of a phone, without a script.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// What can be ticked with one level.
#[derive(Debug, Clone)]
pub struct LevelOptions {
    /// The level's word.
    pub label: String,
    /// Something of it is ticked already.
    pub is_open: bool,
    /// Its options.
    pub options: Choice,
}

/// The form, or what was given.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/give.html")]
pub struct ReviewGivePage {
    /// Frame.
    pub frame: Frame,
    /// Where the form goes; empty where there is nothing to give.
    pub action: String,
    /// What was done.
    pub item: String,
    /// Number of the case.
    pub case_no: String,
    /// By whom.
    pub department: String,
    /// Which contact, and until when, in words.
    pub about: String,
    /// What is there already, in words; empty where nothing is.
    pub rated: String,
    /// Levels.
    pub stars: Choice,
    /// Options by level.
    pub groups: Vec<LevelOptions>,
    /// Words.
    pub words: Field,
    /// Not to be named.
    pub anonymous: bool,
    /// Looked at under a draft: nothing can be sent.
    pub is_preview: bool,
    /// The question.
    pub ask: String,
    /// What stands under the form.
    pub note: String,
    /// What happens now, for whoever has just rated; empty before.
    pub thanks: String,
}

impl Page for ReviewGivePage {
    const NAME: &'static str = "reviews/give";

    fn samples() -> Vec<Self> {
        let levels = [("5", "非常满意"), ("4", "满意"), ("3", "基本满意"), ("2", "不满意"), ("1", "非常不满意")];
        let group = |label: &str, options: &[(&str, &str)]| LevelOptions {
            label: label.into(),
            is_open: false,
            options: Choice::of(options, ""),
        };
        let blank = Self {
            frame: Frame::sample_public("评价这次办事"),
            action: "/reviews/link/abc".into(),
            item: "食品经营许可（新办，含网络经营）".into(),
            case_no: "2026-1120-03-0386".into(),
            department: "县市场监督管理局".into(),
            about: "评的是办结这一次，12月20日（周日）前可以评，只评一次".into(),
            rated: String::new(),
            stars: Choice::of(&levels, ""),
            groups: vec![
                group("非常满意", &[("510", "一窗受理一次办结"), ("513", "可以全程网上办理")]),
                group(
                    "非常不满意",
                    &[("109", "需提供办事指南之外的申报材料"), ("112", "承诺在线收取申报材料实际无法收取")],
                ),
            ],
            words: Field::default(),
            anonymous: false,
            is_preview: false,
            ask: "这次办得怎么样".into(),
            note: "评价自愿，不影响以后办事。实名的不满意，会有人联系您。".into(),
            thanks: String::new(),
        };
        let sentence = "请先选满意程度";
        let wrong = Self {
            frame: blank.frame.clone().with_problem("stars", sentence),
            stars: Choice { problem: Some(sentence.into()), ..blank.stars.clone() },
            ..blank.clone()
        };
        let again =
            Self { rated: "您评过“不满意”。已经整改，可以再评一次".into(), ..blank.clone() };
        let done = Self {
            frame: Frame::sample_public("评价已收到"),
            action: String::new(),
            thanks: "谢谢。我们会在 1 个工作日内核实，并把结果告诉您。".into(),
            ..blank.clone()
        };
        let over =
            Self { action: String::new(), rated: "您已经评过“满意”，谢谢".into(), ..blank.clone() };
        let preview = Self { is_preview: true, ..blank.clone() };
        vec![blank, wrong, again, done, over, preview]
    }
}
