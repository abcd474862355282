//! Ratings in a list (评价明细), and those that wait for the department (差评办理).

use askama::Template;

use crate::base::{Frame, Link, Page, Tag, Tone};

/// One rating.
#[derive(Debug, Clone)]
pub struct ReviewListRow {
    /// Its day, with its page.
    pub day: Link,
    /// Number of the case; 匿名 where it is not told.
    pub case_no: String,
    /// Item.
    pub item: String,
    /// Department and who served.
    pub whose: String,
    /// Level.
    pub level: Tag,
    /// Who made it and which way.
    pub made: String,
    /// Loop of a bad one.
    pub state: Option<Tag>,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/list.html")]
pub struct ReviewListPage {
    /// Frame; its title is the finding.
    pub frame: Frame,
    /// What is listed, in words.
    pub about: String,
    /// Rows.
    pub rows: Vec<ReviewListRow>,
}

impl Page for ReviewListPage {
    const NAME: &'static str = "reviews/list";

    fn samples() -> Vec<Self> {
        let row = ReviewListRow {
            day: Link::new("/reviews/1", "11月18日（周三）"),
            case_no: "2026-1120-03-0386".into(),
            item: "食品经营许可（新办，含网络经营）".into(),
            whose: "县市场监督管理局 张敏".into(),
            level: Tag::new(Tone::Bad, "1 星 非常不满意"),
            made: "本人评价 扫码".into(),
            state: Some(Tag::new(Tone::Bad, "待核实，11月19日（周四）已过期")),
        };
        let anonymous = ReviewListRow {
            case_no: "匿名".into(),
            level: Tag::new(Tone::Good, "5 星 非常满意"),
            state: None,
            ..row.clone()
        };
        let full = Self {
            frame: Frame::sample_staff("2 条评价"),
            about: "9月1日（周二）到 11月30日（周一），县市场监督管理局".into(),
            rows: vec![row, anonymous],
        };
        vec![full.clone(), Self { rows: Vec::new(), ..full }]
    }
}
