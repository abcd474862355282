//! Runs so far, a new one, how often each detector was right, and its threshold (监测和口径).

use askama::Template;

use crate::base::{Field, Frame, Page, paths};

/// One run.
#[derive(Debug, Clone)]
pub struct RunRow {
    /// Its address.
    pub href: String,
    /// When.
    pub at: String,
    /// The days looked at.
    pub days: String,
    /// What was tested, in words.
    pub tested: String,
}

/// One detector with its outcomes and its threshold.
#[derive(Debug, Clone)]
pub struct TallyRow {
    /// Number, as `D5`.
    pub id: String,
    /// Name.
    pub label: String,
    /// Open, upheld, explained.
    pub counts: [u64; 3],
    /// 误报率 in words; "没有核实过" where nothing is settled.
    pub false_share: String,
    /// Rows that a lead needs now.
    pub at_least: u32,
    /// What is proposed; empty = nothing.
    pub proposal: String,
    /// The number that the form begins with.
    pub value: u32,
}

/// Runs and thresholds.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/runs.html")]
pub struct RunListPage {
    /// Frame.
    pub frame: Frame,
    /// First day of a new run.
    pub from: Field,
    /// Last day.
    pub to: Field,
    /// Runs, the last first.
    pub runs: Vec<RunRow>,
    /// Detectors.
    pub tallies: Vec<TallyRow>,
    /// Version of the thresholds.
    pub version: i64,
    /// Why a threshold is changed.
    pub reason: Field,
}

impl Page for RunListPage {
    const NAME: &'static str = "oversight/runs";

    fn samples() -> Vec<Self> {
        let tally = |id: &str, label: &str, proposal: &str| TallyRow {
            id: id.into(),
            label: label.into(),
            counts: [3, 2, 9],
            false_share: "误报 81.82%（9 ÷ 11 条）".into(),
            at_least: 3,
            proposal: proposal.into(),
            value: 5,
        };
        let ordinary = Self {
            frame: Frame::sample_staff("监测和口径"),
            from: Field::of("2026-08-23"),
            to: Field::of("2026-11-20"),
            runs: vec![RunRow {
                href: paths::run("7"),
                at: "2026-11-20 09:00".into(),
                days: "2026-08-23 至 2026-11-20".into(),
                tested: "看了 9 项，3 项没有数据，口径第 1 版".into(),
            }],
            tallies: vec![
                tally("D5", "先出证后受理", "建议从 3 起改为 5 起：属实的 2 条全留，少报 6 条"),
                tally("D12", "群众反映大厅外办理", ""),
            ],
            version: 1,
            reason: Field::default(),
        };
        let reason = "请写一句为什么改，例如“核实了 12 条，8 条是正常情形”";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("reason", reason),
            runs: vec![],
            reason: Field::wrong("", reason),
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}
