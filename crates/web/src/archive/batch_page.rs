//! One batch (移交批次) with its list.

use askama::Template;

use crate::base::{Frame, Page};

/// One package of the batch.
#[derive(Debug, Clone)]
pub struct BatchLine {
    /// 电子文件号.
    pub number: String,
    /// 题名.
    pub title: String,
    /// Who decided.
    pub department: String,
    /// As "30年".
    pub retention: String,
    /// SM3 of the package.
    pub digest: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "archive/batch.html")]
pub struct BatchPage {
    /// Frame.
    pub frame: Frame,
    /// Number of the batch.
    pub number: String,
    /// As "2026年12月5日移交，1 件".
    pub summary: String,
    /// Its packages.
    pub lines: Vec<BatchLine>,
}

impl Page for BatchPage {
    const NAME: &'static str = "archive/batch";

    fn samples() -> Vec<Self> {
        vec![Self {
            frame: Frame::sample_staff("移交批次 2026-1"),
            number: "2026-1".into(),
            summary: "2026年12月5日移交，1 件。".into(),
            lines: vec![BatchLine {
                number: "GD-990101-2026-1120-03-0386".into(),
                title: "食品经营许可（新办）（2026-1120-03-0386）".into(),
                department: "县市场监督管理局".into(),
                retention: "30年".into(),
                digest: "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0".into(),
            }],
        }]
    }
}
