//! One county in the ranking.

use askama::Template;

use super::PartLine;
use crate::base::{Frame, Page};

/// A version of a report.
#[derive(Debug, Clone, Default)]
pub struct ReportLine {
    /// The day that it speaks of.
    pub as_of: String,
    /// As `第 2 版`.
    pub version: String,
    /// When it came.
    pub came: String,
    /// When the county froze it.
    pub frozen: String,
    /// Cases on the county's books.
    pub cases: String,
    /// What it says differently from the one before.
    pub changes: Vec<String>,
    /// Number of the message that brought it.
    pub message: String,
    /// It is the one that is ranked.
    pub counts: bool,
}

/// How it stood on a day.
#[derive(Debug, Clone, Default)]
pub struct CourseLine {
    /// The day.
    pub day: String,
    /// Where that day is opened.
    pub href: String,
    /// As `第 2`; empty where it had none.
    pub place: String,
    /// Points; empty where there were none.
    pub total: String,
    /// Points to the next; empty where there was none.
    pub gap: String,
}

/// The page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "indicators/standings/county.html")]
pub struct CountyStandingPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Day, version and time of the ranking.
    pub when: String,
    /// The ranking.
    pub back: String,
    /// Points; empty where there are none.
    pub total: String,
    /// Which report is ranked.
    pub report: String,
    /// Cases on its books; empty where it reported none.
    pub cases: String,
    /// By figure.
    pub parts: Vec<PartLine>,
    /// Its reports, the newest first.
    pub reports: Vec<ReportLine>,
    /// Its places, the newest day first.
    pub course: Vec<CourseLine>,
}

impl Page for CountyStandingPage {
    const NAME: &'static str = "indicators/standings/county";

    fn samples() -> Vec<Self> {
        let report = |version: &str, counts: bool, changes: &[&str]| ReportLine {
            as_of: "2026-11-30".into(),
            version: version.into(),
            came: "2026-12-01 08:00".into(),
            frozen: "2026-11-30 23:00".into(),
            cases: "1,204".into(),
            changes: changes.iter().map(|c| (*c).to_owned()).collect(),
            message: "12".into(),
            counts,
        };
        let course = |day: &str, place: &str| CourseLine {
            day: day.into(),
            href: "/standings/990101?day=2026-11-30".into(),
            place: place.into(),
            total: if place.is_empty() { String::new() } else { "80.00".into() },
            gap: if place.is_empty() { String::new() } else { "8.00".into() },
        };
        let known = Self {
            frame: Frame::sample_staff("青禾县全市第 2，离前一名东河县差 8.00 分"),
            when: "2026-11-30，第 2 版，2026-12-01 08:00 计算".into(),
            back: "/standings?day=2026-11-30".into(),
            total: "80.00".into(),
            report: "2026-11-30 的第 2 版，迟报".into(),
            cases: "1,204".into(),
            parts: PartLine::samples(),
            reports: vec![
                report(
                    "第 2 版",
                    true,
                    &["网上可办率：90 ÷ 100（口径 online 第 1 版） → 95 ÷ 100（口径 online 第 1 版）"],
                ),
                report("第 1 版", false, &[]),
            ],
            course: vec![course("2026-11-30", "第 2"), course("2026-11-29", "")],
        };
        let silent = Self {
            frame: Frame::sample_staff("白水县没有上报，没有位次"),
            total: String::new(),
            report: "没有上报".into(),
            cases: String::new(),
            reports: Vec::new(),
            course: Vec::new(),
            ..known.clone()
        };
        vec![known, silent]
    }
}
