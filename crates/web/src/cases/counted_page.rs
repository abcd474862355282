//! The cases behind a number of the statistics (统计数背后的办件).

use askama::Template;

use crate::base::{Frame, Page, Tag, Tone};

/// One case.
#[derive(Debug, Clone)]
pub struct CountedRow {
    /// Its address.
    pub href: String,
    /// Case number 办件编号.
    pub number: String,
    /// Item.
    pub item: String,
    /// Applicant, masked when a person.
    pub applicant: String,
    /// Department that decides.
    pub department: String,
    /// Due, as "12月1日（周二）"; empty when no limit is known.
    pub due: String,
    /// Stage.
    pub stage: Tag,
}

/// List of them.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/counted.html")]
pub struct CountedPage {
    /// Frame; its title says which they are.
    pub frame: Frame,
    /// Months, in words.
    pub span: String,
    /// The statistics they are counted in.
    pub back: String,
    /// Cases of this part of the list.
    pub rows: Vec<CountedRow>,
    /// Address of the next part of the list.
    pub next: Option<String>,
}

impl Page for CountedPage {
    const NAME: &'static str = "cases/counted";

    fn samples() -> Vec<Self> {
        let row = |number: &str, due: &str| CountedRow {
            href: format!("/cases/{number}"),
            number: number.into(),
            item: "食品经营许可（新办）".into(),
            applicant: "王*国".into(),
            department: "县市场监督管理局".into(),
            due: due.into(),
            stage: Tag::new(Tone::Good, "已送达"),
        };
        let some = Self {
            frame: Frame::sample_staff("逾期办结的办件"),
            span: "2026年11月".into(),
            back: "/cases/statistics?from=2026-11&to=2026-11".into(),
            rows: vec![row("2026-1102-03-0001", "11月20日（周五）"), row("2026-1102-03-0002", "")],
            next: Some(
                "/cases/statistics/rows?side=finished&timely=late&after=2026-11-20T01%3A00%3A00.000000Z,7".into(),
            ),
        };
        let none = Self { rows: Vec::new(), next: None, ..some.clone() };
        let later = Self { rows: Vec::new(), ..some.clone() };
        vec![some, none, later]
    }
}
