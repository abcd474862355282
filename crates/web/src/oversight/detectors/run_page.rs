//! One run (一次监测): what each detector looked at, and what it found.

use askama::Template;

use crate::base::{Frame, Page, Tag, Tone, paths};

/// One detector's outcome.
#[derive(Debug, Clone)]
pub struct OutcomeRow {
    /// "D5 先出证后受理".
    pub detector: String,
    /// 已监测, 没有数据, 停用.
    pub state: Tag,
    /// What was looked at, or why nothing was.
    pub words: String,
    /// How many leads.
    pub found: usize,
}

/// One thing found.
#[derive(Debug, Clone)]
pub struct FindingRow {
    /// "D5 先出证后受理".
    pub detector: String,
    /// What was seen.
    pub finding: String,
    /// How it compares; may be empty.
    pub compared: String,
}

/// One run.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/detect_run.html")]
pub struct RunPage {
    /// Frame.
    pub frame: Frame,
    /// Days, time and version, in one line.
    pub summary: String,
    /// Detectors in their order.
    pub outcomes: Vec<OutcomeRow>,
    /// What was found.
    pub findings: Vec<FindingRow>,
}

impl Page for RunPage {
    const NAME: &'static str = "oversight/detect_run";

    fn samples() -> Vec<Self> {
        let outcome = |detector: &str, state: Tag, words: &str, found: usize| OutcomeRow {
            detector: detector.into(),
            state,
            words: words.into(),
            found,
        };
        let ordinary = Self {
            frame: Frame::sample_staff("一次监测"),
            summary: "2026-08-23 至 2026-11-20，口径第 1 版".into(),
            outcomes: vec![
                outcome("D5 先出证后受理", Tag::new(Tone::Good, "已监测"), "30 个对象，400 行", 1),
                outcome("D7 窗口件没有取号", Tag::new(Tone::Neutral, "没有数据"), "没有叫号机或预约的记录", 0),
            ],
            findings: vec![FindingRow {
                detector: "D5 先出证后受理".into(),
                finding: "40 件有结果日期的办件中有 4 件结果早于受理".into(),
                compared: "通常占 1.00%".into(),
            }],
        };
        vec![ordinary.clone(), Self { findings: vec![], ..ordinary }]
    }
}

impl RunPage {
    /// Where the leads are.
    fn leads(&self) -> &'static str {
        paths::LEADS
    }
}
