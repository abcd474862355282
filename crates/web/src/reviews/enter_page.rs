//! Writing a rating down for somebody (代录评价).

use askama::Template;

use super::LevelOptions;
use crate::base::{Choice, Field, Frame, Page};

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/enter.html")]
pub struct ReviewEnterPage {
    /// Frame.
    pub frame: Frame,
    /// Number of the case.
    pub case_no: Field,
    /// How it came.
    pub way: Choice,
    /// Levels.
    pub stars: Choice,
    /// Options by level.
    pub groups: Vec<LevelOptions>,
    /// Words.
    pub words: Field,
    /// Not to be named.
    pub anonymous: bool,
}

impl Page for ReviewEnterPage {
    const NAME: &'static str = "reviews/enter";

    fn samples() -> Vec<Self> {
        let blank = Self {
            frame: Frame::sample_staff("代录评价"),
            case_no: Field::default(),
            way: Choice::of(&[("paper", "纸质评价表"), ("phone", "电话")], "paper"),
            stars: Choice::of(&[("5", "非常满意"), ("1", "非常不满意")], ""),
            groups: vec![LevelOptions {
                label: "非常不满意".into(),
                is_open: true,
                options: Choice::of(&[("109", "需提供办事指南之外的申报材料")], "109"),
            }],
            words: Field::default(),
            anonymous: false,
        };
        let sentence = "没有编号是“1”的办件，请照回执核对";
        let wrong = Self {
            frame: blank.frame.clone().with_problem("case_no", sentence),
            case_no: Field::wrong("1", sentence),
            ..blank.clone()
        };
        vec![blank, wrong]
    }
}
