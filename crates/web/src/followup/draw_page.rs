//! A week's draw (抽样): promise, seed, strata, every case with what became of it, and what drawing again finds.

use askama::Template;

use crate::base::{Frame, Link, Page, Tag, Tone};
use crate::cases::Fact;

/// A stratum.
#[derive(Debug, Clone)]
pub struct StratumRow {
    /// Department and kind of applicant.
    pub name: String,
    /// Cases that could be drawn.
    pub population: u32,
    /// Of them in the sample.
    pub wanted: u32,
}

/// A case of the frozen list.
#[derive(Debug, Clone)]
pub struct DrawnRow {
    /// Number and, for those who may read it, its page.
    pub case: Link,
    /// Department.
    pub department: String,
    /// Where it came out, or why it was left out.
    pub place: String,
    /// How far it is; `None` where it is not called.
    pub state: Option<Tag>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "followup/draw.html")]
pub struct WeekDrawPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// `2026-W48`.
    pub week: String,
    /// Promise and draw.
    pub state: Tag,
    /// Commitment, seed, plan.
    pub facts: Vec<Fact>,
    /// What drawing again finds; empty when all is as the seed says.
    pub differences: Vec<String>,
    /// Whether it was drawn.
    pub is_drawn: bool,
    /// Strata.
    pub strata: Vec<StratumRow>,
    /// The list.
    pub rows: Vec<DrawnRow>,
    /// Its results.
    pub results: Option<Link>,
}

impl Page for WeekDrawPage {
    const NAME: &'static str = "followup/draw";

    fn samples() -> Vec<Self> {
        let fact = |label: &str, value: &str| Fact { label: label.into(), value: value.into() };
        let row = |no: &str, href: &str, place: &str, state: Option<Tag>| DrawnRow {
            case: Link::new(href, no),
            department: "县市场监督管理局".into(),
            place: place.into(),
            state,
        };
        let drawn = Self {
            frame: Frame::sample_staff("81 件里抽了 50 件，复核一致"),
            week: "2026-W48".into(),
            state: Tag::new(Tone::Good, "事先承诺，已抽样"),
            facts: vec![
                fact("承诺值", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
                fact("种子", "0707070707070707070707070707070707070707070707070707070707070707"),
            ],
            differences: Vec::new(),
            is_drawn: true,
            strata: vec![StratumRow { name: "县市场监督管理局 · 单位".into(), population: 81, wanted: 50 }],
            rows: vec![
                row("2026-1124-03-0012", "/followup/calls/7", "样本第 1 件", Some(Tag::new(Tone::Good, "接通"))),
                row("2026-1124-03-0013", "", "没有联系电话，不参加抽样", None),
            ],
            results: Some(Link::new("/followup/results?period=2026-W48", "看结果")),
        };
        let wrong = Self {
            frame: Frame::sample_staff("复核发现 1 处不一致"),
            differences: vec!["2026-1124-03-0012：登记为样本第 9 件，按种子应为没有抽中".into()],
            ..drawn.clone()
        };
        let promised = Self {
            frame: Frame::sample_staff("2026-W49 还没有抽样"),
            week: "2026-W49".into(),
            state: Tag::new(Tone::Info, "已承诺，周末后抽样"),
            facts: drawn.facts[..1].to_vec(),
            is_drawn: false,
            strata: Vec::new(),
            rows: Vec::new(),
            results: None,
            ..drawn.clone()
        };
        vec![drawn, wrong, promised]
    }
}
