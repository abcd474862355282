//! One sign of gaming (刷评迹象): its numbers, its innocent explanation, its rows, and how it was looked into.

use askama::Template;

use super::ReviewFact;
use crate::base::{Choice, Field, Frame, Link, Page, Tag, Tone};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/sign.html")]
pub struct SignPage {
    /// Frame.
    pub frame: Frame,
    /// Where the form goes.
    pub action: String,
    /// Version that the page was made from.
    pub version: i64,
    /// Where it is.
    pub state: Tag,
    /// What was found, in a sentence with its numbers.
    pub finding: String,
    /// What to look at first.
    pub explanation: String,
    /// What is known of it.
    pub facts: Vec<ReviewFact>,
    /// The ratings.
    pub rows: Vec<Link>,
    /// The reader may look into it.
    pub may_settle: bool,
    /// Explained or upheld.
    pub ruling: Choice,
    /// Why.
    pub reason: Field,
}

impl Page for SignPage {
    const NAME: &'static str = "reviews/sign";

    fn samples() -> Vec<Self> {
        let fact = |label: &str, value: &str| ReviewFact { label: label.into(), value: value.into() };
        let open = Self {
            frame: Frame::sample_staff("同一设备：张敏"),
            action: "/reviews/signs/1".into(),
            version: 1,
            state: Tag::new(Tone::Warning, "待核实"),
            finding: "40 条评价来自许多人共用的设备，占 25.00%（40/160）；其他人占 1.02%（31/3040）".into(),
            explanation: "帮办代办人员用自己的手机请群众点；大厅的公用平板没有登记".into(),
            facts: vec![fact("部门", "县市场监督管理局"), fact("碰巧的可能", "不到 1/10000")],
            rows: vec![
                Link::new("/reviews/1", "2026-11-18 10:21　5 星　扫码"),
                Link::new("/reviews/2", "2026-11-18 10:29　5 星　扫码"),
            ],
            may_settle: true,
            ruling: Choice::of(&[("explained", "情况正常，是误报"), ("upheld", "查实，评价不是群众自己的")], ""),
            reason: Field::default(),
        };
        let sentence = "请写明怎么核实的、为什么这样认定";
        let wrong = Self {
            frame: open.frame.clone().with_problem("reason", sentence),
            reason: Field::wrong("", sentence),
            ..open.clone()
        };
        let over = Self {
            state: Tag::new(Tone::Neutral, "情况正常"),
            may_settle: false,
            facts: vec![fact("核实", "2026-11-19 09:00 王强"), fact("理由", "帮办员代点，已提醒")],
            rows: Vec::new(),
            ..open.clone()
        };
        vec![open, wrong, over]
    }
}
