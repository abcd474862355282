//! Ratings of other systems (外部评价明细).

use askama::Template;

use crate::base::{Frame, Link, Page};

/// One of them.
#[derive(Debug, Clone)]
pub struct ImportedReviewRow {
    /// Its day.
    pub day: String,
    /// Number of the case there or here.
    pub case_no: String,
    /// Item and department, as far as they are known here.
    pub whose: String,
    /// Level, and what was ticked.
    pub level: String,
    /// Who made it and which way.
    pub made: String,
    /// File and row.
    pub place: String,
    /// The loop of a bad one that is worked through here.
    pub review: Option<Link>,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/imported.html")]
pub struct ImportedReviewsPage {
    /// Frame; its title is the finding.
    pub frame: Frame,
    /// Days, in words.
    pub about: String,
    /// Rows.
    pub rows: Vec<ImportedReviewRow>,
}

impl Page for ImportedReviewsPage {
    const NAME: &'static str = "reviews/imported";

    fn samples() -> Vec<Self> {
        let row = ImportedReviewRow {
            day: "11月18日（周三）".into(),
            case_no: "WB-2026-000417".into(),
            whose: "食品经营许可（新办） 县市场监督管理局".into(),
            level: "1 星 非常不满意：需提供办事指南之外的申报材料".into(),
            made: "外部系统 网站".into(),
            place: "省平台评价.xlsx 第 18 行".into(),
            review: Some(Link::new("/reviews/7", "看办理")),
        };
        let default = ImportedReviewRow {
            level: "5 星 非常满意".into(),
            made: "系统默认 网站，在对方系统已失效".into(),
            whose: "本县没有这个事项".into(),
            review: None,
            ..row.clone()
        };
        let full = Self {
            frame: Frame::sample_staff("2 条外部评价"),
            about: "9月1日（周二）到 11月30日（周一）".into(),
            rows: vec![row, default],
        };
        vec![full.clone(), Self { rows: Vec::new(), ..full }]
    }
}
