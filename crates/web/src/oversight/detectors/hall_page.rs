//! The hall's hours, places and terminals (大厅时间和终端): what holds now, the form for the next version, and all there
//! were.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// A version before.
#[derive(Debug, Clone)]
pub struct HallRow {
    /// Its number.
    pub version: i64,
    /// Since when.
    pub since: String,
    /// Hours and grace.
    pub hours: String,
    /// How many terminals.
    pub terminals: String,
    /// Where it comes from.
    pub source: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/hall.html")]
pub struct HallProfilePage {
    /// Frame.
    pub frame: Frame,
    /// Version of the thresholds, which the form is made from.
    pub version: i64,
    /// Hours, a stretch a line.
    pub hours: Field,
    /// Minutes before and after.
    pub grace: Field,
    /// Words of the hall's address.
    pub places: Field,
    /// Terminals.
    pub terminals: Field,
    /// Source.
    pub source: Field,
    /// Why it is changed.
    pub reason: Field,
    /// Versions before, the newest first.
    pub rows: Vec<HallRow>,
}

impl Page for HallProfilePage {
    const NAME: &'static str = "oversight/hall";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("大厅时间和终端"),
            version: 2,
            hours: Field::of("08:30-12:00\n13:30-17:30"),
            grace: Field::of("30"),
            places: Field::of("政务服务中心\n政务大厅"),
            terminals: Field::of("3号窗口\n10.8.3.*"),
            source: Field::of("县政务服务中心公告〔2026〕2号"),
            reason: Field::default(),
            rows: vec![HallRow {
                version: 2,
                since: "2026-06-01 09:00".into(),
                hours: "08:30-12:00、13:30-17:30，前后 30 分钟".into(),
                terminals: "2 行".into(),
                source: "县政务服务中心公告〔2026〕2号".into(),
            }],
        };
        let missing = "请写一句为什么改，例如“夏季作息”，200 字以内";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("reason", missing),
            reason: Field::wrong("", missing),
            rows: Vec::new(),
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}
