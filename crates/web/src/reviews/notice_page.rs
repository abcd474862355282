//! Published ratings and what was answered, for everybody (评价公示).

use askama::Template;

use crate::base::{Frame, Page, Tag, Tone};

/// One rating.
#[derive(Debug, Clone)]
pub struct ReviewNoticeRow {
    /// Its day.
    pub day: String,
    /// Item.
    pub item: String,
    /// Department.
    pub department: String,
    /// Level.
    pub level: Tag,
    /// What was ticked and said.
    pub words: String,
    /// What was answered.
    pub reply: String,
    /// The second rating; empty where there is none.
    pub again: String,
}

/// The notice.
#[derive(Debug, Clone, Template)]
#[template(path = "reviews/notice.html")]
pub struct ReviewNoticePage {
    /// Frame.
    pub frame: Frame,
    /// Ratings, the newest first.
    pub rows: Vec<ReviewNoticeRow>,
}

impl Page for ReviewNoticePage {
    const NAME: &'static str = "reviews/notice";

    fn samples() -> Vec<Self> {
        let row = ReviewNoticeRow {
            day: "11月18日（周三）".into(),
            item: "食品经营许可（新办，含网络经营）".into(),
            department: "县市场监督管理局".into(),
            level: Tag::new(Tone::Bad, "1 星 非常不满意"),
            words: "需提供办事指南之外的申报材料；多要了房东的身份证复印件".into(),
            reply: "已取消这项证明，退回复印件，并向本人道歉".into(),
            again: "整改后再评：满意".into(),
        };
        let bare = ReviewNoticeRow { again: String::new(), ..row.clone() };
        let full = Self { frame: Frame::sample_public("评价公示"), rows: vec![row, bare] };
        vec![full.clone(), Self { rows: Vec::new(), ..full }]
    }
}
