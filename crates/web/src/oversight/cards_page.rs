//! Cards (黄牌、红牌) as a list.

use askama::Template;

use crate::{
    base::{Choice, Frame, Page, Tag, Tone},
    cases::WorkCount,
};

/// One card.
#[derive(Debug, Clone)]
pub struct CardRow {
    /// Its page.
    pub href: String,
    /// 黄牌, 红牌.
    pub level: Tag,
    /// What is watched.
    pub point: &'static str,
    /// 办件编号.
    pub number: String,
    /// What was applied for.
    pub item: String,
    /// Whose card it is.
    pub department: String,
    /// The step's last day as it was then.
    pub due: String,
    /// Given on.
    pub given: String,
    /// Where it stands.
    pub stage: Tag,
    /// What the department tells the public; empty where it says nothing.
    pub reason: String,
}

/// List of cards.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/cards.html")]
pub struct CardsPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// The reader may go to the board.
    pub board: bool,
    /// Parts of the list.
    pub counts: Vec<WorkCount>,
    /// Word of the part that is shown.
    pub state: String,
    /// Department to narrow by; no options where the reader has one alone.
    pub department: Choice,
    /// Level to narrow by.
    pub level: Choice,
    /// Watched point to narrow by.
    pub point: Choice,
    /// Cards of this part of the list.
    pub rows: Vec<CardRow>,
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// What to say when there are none.
    pub empty: String,
}

impl Page for CardsPage {
    const NAME: &'static str = "oversight/cards";

    fn samples() -> Vec<Self> {
        let count = |label: &str, count: u64, current: bool| WorkCount {
            href: "/oversight/cards?tab=disputed".into(),
            label: label.into(),
            count,
            current,
        };
        let row = |tone, level: &str, stage: Tag, reason: &str| CardRow {
            href: "/oversight/cards/7".into(),
            level: Tag::new(tone, level),
            point: "全程办结",
            number: "2026-1120-03-0386".into(),
            item: "生产建设项目水土保持方案审批（编制水土保持方案报告书的项目，跨乡镇）".into(),
            department: "县市场监督管理局".into(),
            due: "11月18日（周三）".into(),
            given: "11月19日（周四）".into(),
            stage,
            reason: reason.into(),
        };
        let ordinary = Self {
            frame: Frame::sample_staff("黄牌 6 张，红牌 3 张"),
            board: true,
            counts: vec![count("计数的", 9, true), count("有异议", 1, false), count("已撤销", 2, false)],
            state: String::new(),
            department: Choice::of(&[("", "全部部门"), ("1", "县市场监督管理局")], ""),
            level: Choice::of(&[("", "黄牌和红牌"), ("yellow", "黄牌"), ("red", "红牌")], ""),
            point: Choice::of(&[("", "全部监察点"), ("whole", "全程办结")], ""),
            rows: vec![
                row(Tone::Bad, "红牌", Tag::new(Tone::Warning, "有异议，待裁定"), "等待省级系统核验"),
                row(Tone::Warning, "黄牌", Tag::new(Tone::Info, "已发"), ""),
            ],
            next: Some("/oversight/cards?before=2026-11-19%2C7".into()),
            empty: String::new(),
        };
        let empty = Self {
            frame: Frame::sample_staff("还没有发过牌"),
            department: Choice::default(),
            rows: Vec::new(),
            next: None,
            empty: "还没有发过牌。".into(),
            ..ordinary.clone()
        };
        vec![ordinary, empty]
    }
}
