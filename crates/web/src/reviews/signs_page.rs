//! The register of signs of gaming (刷评迹象), and how often each kind was false.

use askama::Template;

use crate::base::{Frame, Link, Page, Tag, Tone};

/// One lead.
#[derive(Debug, Clone)]
pub struct SignRow {
    /// 千篇一律 and so on, with its page.
    pub kind: Link,
    /// Whose ratings.
    pub whose: String,
    /// What was found, in a sentence with its numbers.
    pub finding: String,
    /// When it was found first.
    pub found: String,
    /// Where it is.
    pub state: Tag,
}

/// How leads of one kind were looked into.
#[derive(Debug, Clone)]
pub struct SignCountRow {
    /// Kind.
    pub kind: String,
    /// Waiting.
    pub open: u64,
    /// With an innocent explanation.
    pub explained: u64,
    /// That stood.
    pub upheld: u64,
    /// Share of false ones, with its parts.
    pub share: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/signs.html")]
pub struct SignsPage {
    /// Frame; its title is the finding.
    pub frame: Frame,
    /// What is looked at, in words.
    pub about: String,
    /// The reader may have it looked at now.
    pub may_look: bool,
    /// Leads, those that wait first.
    pub signs: Vec<SignRow>,
    /// Kinds.
    pub counts: Vec<SignCountRow>,
}

impl Page for SignsPage {
    const NAME: &'static str = "reviews/signs";

    fn samples() -> Vec<Self> {
        let sign = SignRow {
            kind: Link::new("/reviews/signs/1", "同一设备"),
            whose: "县市场监督管理局 张敏".into(),
            finding: "40 条评价来自许多人共用的设备，占 25.00%（40/160）；其他人占 1.02%（31/3040）".into(),
            found: "2026-11-18 10:21".into(),
            state: Tag::new(Tone::Warning, "待核实"),
        };
        let over = SignRow { state: Tag::new(Tone::Neutral, "情况正常"), ..sign.clone() };
        let count =
            SignCountRow {
                kind: "同一设备".into(), open: 1, explained: 1, upheld: 0, share: "100%（1/1）".into()
            };
        let full = Self {
            frame: Frame::sample_staff("1 条刷评迹象待核实，请先看解释"),
            about: "每六小时查一遍 2025年11月30日到 2026年11月30日的本人评价，查到的留在这里".into(),
            may_look: true,
            signs: vec![sign, over],
            counts: vec![count],
        };
        let quiet = Self {
            frame: Frame::sample_staff("没有待核实的刷评迹象"),
            signs: Vec::new(),
            may_look: false,
            ..full.clone()
        };
        vec![full, quiet]
    }
}
