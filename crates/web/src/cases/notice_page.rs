//! A paper of a case (办件文书) as it is printed: one page, A4 or an 80 mm slip.

use askama::Template;

use crate::base::{Frame, Page, Svg};

/// The paper.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/notice.html")]
pub struct NoticePage {
    /// Frame.
    pub frame: Frame,
    /// Case number.
    pub number: String,
    /// Name of the paper.
    pub name: String,
    /// An 80 mm slip instead of A4.
    pub narrow: bool,
    /// Label and value.
    pub rows: Vec<(String, String)>,
    /// Above the list; empty where there is none.
    pub heading: String,
    /// What is to be supplied.
    pub list: Vec<String>,
    /// Paragraphs below.
    pub words: Vec<String>,
    /// The receiver signs.
    pub signed: bool,
    /// Whose seal it bears.
    pub seal: String,
    /// Its date.
    pub day: String,
    /// QR code that leads to the progress page.
    pub qr: Svg,
    /// QR code that leads to the rating; empty where there is nothing to rate.
    pub review: Svg,
}

impl Page for NoticePage {
    const NAME: &'static str = "cases/notice";

    fn samples() -> Vec<Self> {
        let row = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let correction = Self {
            frame: Frame::sample_staff("一次性告知书"),
            number: "2026-1120-03-0386".into(),
            name: "一次性告知书".into(),
            narrow: false,
            rows: vec![
                row("申请人", "张*丰"),
                row("申请事项", "食品经营许可（新办）"),
                row("补正期限", "2026年12月11日（周五）"),
            ],
            heading: "请一次补齐下列 2 项".into(),
            list: vec!["经营场所证明：复印件看不清门牌号".into(), "法定代表人签字".into()],
            words: vec!["按期补齐的，自收到全部补正材料之日起重新计算受理期限。".into()],
            signed: false,
            seal: "某县政务服务和数据管理局".into(),
            day: "2026年11月20日（周五）".into(),
            qr: super::receipt_page::sample_qr(),
            review: super::receipt_page::sample_qr(),
        };
        let delivery = Self {
            name: "送达回证".into(),
            heading: String::new(),
            list: vec![],
            words: vec![],
            signed: true,
            ..correction.clone()
        };
        let slip = Self { name: "受理回执".into(), narrow: true, signed: false, ..delivery.clone() };
        vec![correction, delivery, slip]
    }
}
