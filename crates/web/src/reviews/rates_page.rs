//! Rates of ratings (评价率): five of them with their parts, and groups that open into their rows.

use askama::Template;

use crate::base::{Choice, Field, Frame, Link, Page};

/// One rate: its name, the parts, the percentage, what it counts.
#[derive(Debug, Clone)]
pub struct RateLine {
    /// 主动评价率 and so on.
    pub name: String,
    /// `37/120`.
    pub parts: String,
    /// `30.83%`, or that there is nothing to count.
    pub percent: String,
    /// What it counts.
    pub note: String,
}

/// A row of a group.
#[derive(Debug, Clone)]
pub struct ReviewGroupRow {
    /// Name with its rows.
    pub name: Link,
    /// Effective ratings.
    pub effective: u64,
    /// Share of good ones, with its parts.
    pub positive: String,
    /// Bad ones.
    pub bad: u64,
    /// Rated of finished; empty where it is not counted this way.
    pub active: String,
    /// Staff devices, imports and defaults.
    pub others: String,
}

/// A cut through the numbers.
#[derive(Debug, Clone)]
pub struct ReviewGroup {
    /// As 部门.
    pub title: String,
    /// Its rows.
    pub rows: Vec<ReviewGroupRow>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/rates.html")]
pub struct ReviewRatesPage {
    /// Frame; its title is the finding.
    pub frame: Frame,
    /// First month.
    pub from: Field,
    /// Last month.
    pub to: Field,
    /// Departments to narrow by.
    pub department: Choice,
    /// Window to narrow by.
    pub window: Field,
    /// Item to narrow by, its id; kept from a link.
    pub item: String,
    /// The rates.
    pub rates: Vec<RateLine>,
    /// Series that are in none of them.
    pub others: Vec<(String, u64)>,
    /// Cuts.
    pub groups: Vec<ReviewGroup>,
    /// Where to go on.
    pub ways: Vec<Link>,
    /// Fewer than so many are given no share.
    pub hide_below: u32,
}

impl Page for ReviewRatesPage {
    const NAME: &'static str = "reviews/rates";

    fn samples() -> Vec<Self> {
        let rate = |name: &str, parts: &str, percent: &str| RateLine {
            name: name.into(),
            parts: parts.into(),
            percent: percent.into(),
            note: "办结的件里，申请人自己评过的".into(),
        };
        let row = |name: &str| ReviewGroupRow {
            name: Link::new("/reviews/list?department=1", name),
            effective: 37,
            positive: "94.59%（35/37）".into(),
            bad: 2,
            active: "37/120".into(),
            others: "工作人员设备 3，外部系统 12，默认 40".into(),
        };
        let full = Self {
            frame: Frame::sample_staff("有效评价 37 条，差评 2 条，1 条还在办"),
            from: Field::of("2026-09"),
            to: Field::of("2026-11"),
            department: Choice::of(&[("", "全部部门"), ("1", "县市场监督管理局")], ""),
            window: Field::default(),
            item: String::new(),
            rates: vec![rate("主动评价率", "37/120", "30.83%"), rate("按期整改率", "0/0", "没有可算的")],
            others: vec![("工作人员设备".into(), 3), ("系统默认".into(), 40)],
            groups: vec![
                ReviewGroup {
                    title: "部门".into(), rows: vec![row("县市场监督管理局"), row("县自然资源和规划局")]
                },
                ReviewGroup { title: "事项".into(), rows: Vec::new() },
            ],
            ways: vec![Link::new("/reviews/handle", "差评办理"), Link::new("/reviews/signs", "刷评迹象")],
            hide_below: 5,
        };
        let wrong = Self {
            frame: full.frame.clone().with_problem("from", "月份要写成 2026-11"),
            from: Field::wrong("十一月", "月份要写成 2026-11"),
            ..full.clone()
        };
        let empty = Self { groups: Vec::new(), others: Vec::new(), ..full.clone() };
        vec![full, wrong, empty]
    }
}
