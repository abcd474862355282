//! Links and QR codes of a questionnaire (链接和二维码), to be printed and put up.

use askama::Template;

use crate::base::{Frame, Page, Svg};

/// A place with its link.
#[derive(Debug, Clone)]
pub struct LinkCard {
    /// Its name.
    pub label: String,
    /// Address inside this site.
    pub href: String,
    /// The whole address, as it is printed.
    pub address: String,
    /// The same as a QR code.
    pub qr: Svg,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "questionnaires/links.html")]
pub struct QuestionnaireLinksPage {
    /// Frame.
    pub frame: Frame,
    /// Id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A card each.
    pub cards: Vec<LinkCard>,
}

impl Page for QuestionnaireLinksPage {
    const NAME: &'static str = "questionnaires/links";

    fn samples() -> Vec<Self> {
        let card = |label: &str| LinkCard {
            label: label.into(),
            href: "/questionnaires/answer/459000000000000001-k3m9xq2vtb".into(),
            address: "https://hall.example/questionnaires/answer/459000000000000001-k3m9xq2vtb".into(),
            qr: Svg::default(),
        };
        vec![Self {
            frame: Frame::sample_staff("链接和二维码"),
            id: "459000000000000001".into(),
            title: "政务服务满意度调查".into(),
            cards: vec![card("3 号窗口"), card("大厅门口")],
        }]
    }
}
