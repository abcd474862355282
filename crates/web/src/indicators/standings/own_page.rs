//! How this county stands by the nodes above.

use askama::Template;

use super::{CourseLine, PartLine};
use crate::base::{Frame, Page, Tag, Tone};

/// Rows that a node above asked to see.
#[derive(Debug, Clone, Default)]
pub struct AskedLine {
    /// Figure and part.
    pub what: String,
    /// The day of the snapshot.
    pub as_of: String,
    /// Why, in the asker's words.
    pub why: String,
    /// When the question came.
    pub at: String,
    /// Whether they were given.
    pub state: Tag,
}

/// By one node above.
#[derive(Debug, Clone, Default)]
pub struct OwnSection {
    /// The finding.
    pub heading: String,
    /// Day, version and time; empty where nothing was told.
    pub when: String,
    /// Points; empty where there are none.
    pub total: String,
    /// Who is next and how far; empty for the first and who has no place.
    pub gap: String,
    /// What this version changed; empty where nothing.
    pub change: String,
    /// By figure.
    pub parts: Vec<PartLine>,
    /// How it is ranked.
    pub rules: String,
    /// Its places, the newest day first.
    pub course: Vec<CourseLine>,
    /// How the last report stands.
    pub state: Tag,
    /// The same in words.
    pub sent: String,
    /// What was asked, the newest first.
    pub asked: Vec<AskedLine>,
}

/// The page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "indicators/standings/own.html")]
pub struct OwnStandingPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// By each node above.
    pub sections: Vec<OwnSection>,
}

impl Page for OwnStandingPage {
    const NAME: &'static str = "indicators/standings/own";

    fn samples() -> Vec<Self> {
        let course = |day: &str, place: &str| CourseLine {
            day: day.into(),
            href: String::new(),
            place: place.into(),
            total: "80.00".into(),
            gap: "8.00".into(),
        };
        let city = OwnSection {
            heading: "样例市排第 2（共 6），离前一名东河县差 8.00 分".into(),
            when: "2026-11-30，第 2 版，2026-12-01 08:00 计算".into(),
            total: "80.00".into(),
            gap: "东河县 88.00 分，差 8.00 分".into(),
            change: "上一版 第 3（70.00 分），这一版 第 2（80.00 分），因本县补报或更正".into(),
            parts: PartLine::samples(),
            rules: "依据：样例市考核办法（第 1 版）".into(),
            course: vec![course("2026-11-30", "第 2（共 6）"), course("2026-11-29", "")],
            state: Tag::new(Tone::Good, "已接收"),
            sent: "2026-12-01 08:00 报送".into(),
            asked: vec![AskedLine {
                what: "网上可办率 未达".into(),
                as_of: "2026-11-30".into(),
                why: "抽查".into(),
                at: "2026-12-01 09:00".into(),
                state: Tag::new(Tone::Good, "已报送"),
            }],
        };
        let waiting = OwnSection {
            heading: "样例省还没有发来排名".into(),
            state: Tag::new(Tone::Bad, "已退回"),
            sent: "2026-12-01 08:00 报送：上报格式 2 不认识，双方请升级到同一版本".into(),
            ..OwnSection::default()
        };
        vec![
            Self {
                frame: Frame::sample_staff("样例市排第 2（共 6），离前一名东河县差 8.00 分"),
                sections: vec![waiting, city],
            },
            Self { frame: Frame::sample_staff("还没有登记上级节点，没有排名"), sections: Vec::new() },
        ]
    }
}
