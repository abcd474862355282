//! One's own scores (我的得分), with the disputes one raised.

use askama::Template;

use crate::base::{Frame, Link, Page, Tag, Tone};

/// A period.
#[derive(Debug, Clone)]
pub struct OwnRow {
    /// Period.
    pub period: String,
    /// Own score; `None` = none was computed.
    pub own: Option<Link>,
    /// That of the window; `None` = none.
    pub window: Option<Link>,
    /// How much of the weight had data; empty without a score.
    pub covered: String,
}

/// A dispute.
#[derive(Debug, Clone)]
pub struct OwnDispute {
    /// The case.
    pub label: String,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub state: Tag,
    /// Ruling, or the last day for it.
    pub ruling: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "evaluation/own.html")]
pub struct OwnScorePage {
    /// Frame.
    pub frame: Frame,
    /// Periods, the newest first.
    pub rows: Vec<OwnRow>,
    /// Disputes.
    pub disputes: Vec<OwnDispute>,
}

impl Page for OwnScorePage {
    const NAME: &'static str = "evaluation/own";

    fn samples() -> Vec<Self> {
        let first = Self {
            frame: Frame::sample_staff("我的得分"),
            rows: vec![
                OwnRow {
                    period: "2026年第三季度".into(),
                    own: Some(Link::new("/evaluation/score?run=1&kind=person&key=1", "88.05")),
                    window: Some(Link::new("/evaluation/score?run=1&kind=window&key=3", "90.10")),
                    covered: "100%".into(),
                },
                OwnRow { period: "2026年9月".into(), own: None, window: None, covered: String::new() },
            ],
            disputes: vec![OwnDispute {
                label: "食品经营许可（20260903-3-0001）".into(),
                reason: "那天系统停机".into(),
                state: Tag::new(Tone::Warning, "有异议，待裁定"),
                ruling: "2026-12-01 前裁定".into(),
            }],
        };
        let empty = Self { rows: Vec::new(), disputes: Vec::new(), ..first.clone() };
        vec![first, empty]
    }
}
