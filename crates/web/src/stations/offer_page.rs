//! What stations offer (站点服务事项): the list for everybody, and the form of the office.

use askama::Template;

use crate::base::{Field, Frame, Link, Page};

/// A line: an item or a station.
#[derive(Debug, Clone)]
pub struct OfferRow {
    /// What it is, and where it leads.
    pub name: Link,
    /// What is done; empty = nothing to add.
    pub remark: String,
    /// Facts beneath; empty = none.
    pub more: String,
}

impl OfferRow {
    /// A row of the samples.
    pub(super) fn sample(way: &str, more: &str) -> Self {
        Self {
            name: Link::new("/catalogue/7", "城乡居民基本养老保险参保登记（首次参保）"),
            remark: way.into(),
            more: more.into(),
        }
    }
}

/// Items that stations offer, or the stations that offer one.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/offers.html")]
pub struct OffersPage {
    /// Frame.
    pub frame: Frame,
    /// What was looked for; `None` where one item was chosen.
    pub query: Option<Field>,
    /// The guide of the chosen item.
    pub guide: Option<String>,
    /// How much there is.
    pub lead: String,
    /// The lines.
    pub rows: Vec<OfferRow>,
}

impl Page for OffersPage {
    const NAME: &'static str = "stations/offers";

    fn samples() -> Vec<Self> {
        let list = Self {
            frame: Frame::sample_public("站点能办的事"),
            query: Some(Field::of("养老")),
            guide: None,
            lead: "共 1 项。".into(),
            rows: vec![OfferRow::sample("", "18 个站点能直接办，211 个站点能代办")],
        };
        let chosen = Self {
            query: None,
            guide: Some("/catalogue/7".into()),
            lead: "1 个站点能办，去之前先打电话问一声。".into(),
            rows: vec![OfferRow {
                name: Link::new("/stations/990101100201", "双桥村便民服务站"),
                remark: "帮办代办".into(),
                more: "云溪镇双桥村 3 组　0990-1234567".into(),
            }],
            ..list.clone()
        };
        let none = Self {
            query: Some(Field::of("出国")),
            lead: "没有站点登记能办这件事，换个说法再找，或者到县政务服务大厅办。".into(),
            rows: vec![],
            ..list.clone()
        };
        vec![list, chosen, none]
    }
}

/// The form of the office.
#[derive(Debug, Clone, Template)]
#[template(path = "stations/offer_form.html")]
pub struct OfferFormPage {
    /// Frame.
    pub frame: Frame,
    /// Division the station stands in.
    pub code: String,
    /// Version the form was made from.
    pub version: i64,
    /// Items it handles itself, one a line.
    pub handled: Field,
    /// Items it hands in for a neighbour, one a line.
    pub assisted: Field,
}

impl Page for OfferFormPage {
    const NAME: &'static str = "stations/offer_form";

    fn samples() -> Vec<Self> {
        let sentence = "“出国”不是在用的事项，请照事项库里的名称或编码填写";
        let plain = Self {
            frame: Frame::sample_staff("双桥村便民服务站：服务事项"),
            code: "990101100201".into(),
            version: 3,
            handled: Field::of(""),
            assisted: Field::of("城乡居民基本养老保险参保登记\n高龄津贴申领"),
        };
        let wrong = Self {
            frame: plain.frame.clone().with_problem("handled", sentence),
            handled: Field::wrong("出国", sentence),
            ..plain.clone()
        };
        vec![plain, wrong]
    }
}
