//! Signs of gaming (刷评迹象), each with its numbers, its innocent explanation and its rows.

use askama::Template;

use crate::base::{Frame, Link, Page};

/// One sign.
#[derive(Debug, Clone)]
pub struct SignRow {
    /// 千篇一律 and so on.
    pub kind: String,
    /// Whose ratings.
    pub whose: String,
    /// What was found, in a sentence with its numbers.
    pub finding: String,
    /// By chance once in so many.
    pub chance: String,
    /// What to look at first.
    pub explanation: String,
    /// The ratings, the first of them.
    pub rows: Vec<Link>,
    /// How many there are beyond those.
    pub more: usize,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/signs.html")]
pub struct SignsPage {
    /// Frame; its title is the finding.
    pub frame: Frame,
    /// What was looked at, in words.
    pub about: String,
    /// Signs.
    pub signs: Vec<SignRow>,
}

impl Page for SignsPage {
    const NAME: &'static str = "reviews/signs";

    fn samples() -> Vec<Self> {
        let sign = SignRow {
            kind: "同一设备".into(),
            whose: "县市场监督管理局 张敏".into(),
            finding: "40 条评价来自少数几台设备，占 25.00%（40/160）；其他人占 1.02%（31/3040）".into(),
            chance: "碰巧的可能约 1/10000".into(),
            explanation: "帮办代办人员用自己的手机请群众点；大厅的公用平板没有登记".into(),
            rows: vec![Link::new("/reviews/1", "2026-11-18 10:21"), Link::new("/reviews/2", "2026-11-18 10:29")],
            more: 38,
        };
        let full = Self {
            frame: Frame::sample_staff("1 条刷评迹象，请先看解释再核实"),
            about: "看了 2025年11月30日到 2026年11月30日的 3200 条本人评价".into(),
            signs: vec![sign],
        };
        vec![full.clone(), Self { frame: Frame::sample_staff("没有刷评迹象"), signs: Vec::new(), ..full }]
    }
}

impl SignRow {
    fn is_cut(&self) -> bool {
        self.more > 0
    }
}
