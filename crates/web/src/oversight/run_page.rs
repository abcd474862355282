//! A run on demand (试算并运行): what it would give, and the button that gives it.

use askama::Template;

use crate::base::{Frame, Page, Tag, Tone};

/// A card that would be given.
#[derive(Debug, Clone)]
pub struct RunLine {
    /// 提醒, 黄牌, 红牌.
    pub level: Tag,
    /// What is watched.
    pub point: &'static str,
    /// The page of the case.
    pub href: String,
    /// 办件编号.
    pub number: String,
    /// What was applied for.
    pub item: String,
    /// Whose card it would be.
    pub department: String,
    /// The step's last day.
    pub due: String,
}

/// What a run would do.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/run.html")]
pub struct WatchRunPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// How many cases were looked at, in a sentence.
    pub lead: String,
    /// Cards.
    pub rows: Vec<RunLine>,
    /// Orders and ranks, each in a sentence.
    pub more: Vec<String>,
    /// Whether there is something to give.
    pub anything: bool,
}

impl Page for WatchRunPage {
    const NAME: &'static str = "oversight/run";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("这次会发红牌 1 张、黄牌 0 张、提醒 0 条，督办单 1 张"),
            lead: "看了 38 件。下面是现在运行会做的，还没有做。".into(),
            rows: vec![RunLine {
                level: Tag::new(Tone::Bad, "红牌"),
                point: "全程办结",
                href: "/cases/2026-1120-03-0386".into(),
                number: "2026-1120-03-0386".into(),
                item: "食品经营许可（新办）".into(),
                department: "县市场监督管理局".into(),
                due: "11月18日（周三）".into(),
            }],
            more: vec!["督办 2026-1120-03-0386：同一办件多张红牌，县市场监督管理局".into()],
            anything: true,
        };
        let nothing = Self {
            frame: Frame::sample_staff("现在没有要发的牌"),
            rows: Vec::new(),
            more: Vec::new(),
            anything: false,
            ..ordinary.clone()
        };
        vec![ordinary, nothing]
    }
}
