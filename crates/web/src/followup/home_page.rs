//! The desk of calls (电话回访): what waits for whoever calls, and the draws of the last weeks.

use askama::Template;

use crate::base::{Frame, Link, Page, Tag, Tone};

/// The draw of a week.
#[derive(Debug, Clone)]
pub struct DrawRow {
    /// Its page.
    pub href: String,
    /// `2026-W48`.
    pub week: String,
    /// From when to when.
    pub days: String,
    /// Promise and draw.
    pub state: Tag,
    /// Its results; `None` before it is drawn.
    pub results: Option<Link>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "followup/home.html")]
pub struct FollowupHomePage {
    /// Frame; its title states what waits.
    pub frame: Frame,
    /// Whether this reader calls.
    pub calls: bool,
    /// A case lies before them already.
    pub is_held: bool,
    /// What waits, in words; empty for those who do not call.
    pub waiting: String,
    /// Where to go on.
    pub ways: Vec<Link>,
    /// The draws, the newest first.
    pub draws: Vec<DrawRow>,
}

impl Page for FollowupHomePage {
    const NAME: &'static str = "followup/home";

    fn samples() -> Vec<Self> {
        let row = |week: &str, state: Tag, drawn: bool| DrawRow {
            href: format!("/followup/draws/{week}"),
            week: week.into(),
            days: "11月23日（周一）到 11月29日（周日）".into(),
            state,
            results: drawn.then(|| Link::new(format!("/followup/results?period={week}"), "看结果")),
        };
        let first = Self {
            frame: Frame::sample_staff("42 件可以打"),
            calls: true,
            is_held: false,
            waiting: "另有 3 件约好以后再打，最早 2026-11-30 15:30".into(),
            ways: vec![Link::new("/followup/results", "回访结果"), Link::new("/followup/plan", "回访方案")],
            draws: vec![
                row("2026-W49", Tag::new(Tone::Info, "已承诺，周末后抽样"), false),
                row("2026-W48", Tag::new(Tone::Good, "事先承诺，已抽样"), true),
                row("2026-W47", Tag::new(Tone::Warning, "已抽样，没有按时承诺"), true),
            ],
        };
        let held = Self { is_held: true, ..first.clone() };
        let supervisor = Self {
            frame: Frame::sample_staff("电话回访"),
            calls: false,
            waiting: String::new(),
            draws: Vec::new(),
            ..first.clone()
        };
        vec![first, held, supervisor]
    }
}
