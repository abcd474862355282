//! One figure of a county in the ranking: its parts, place and score, who is next better and what it would take.

use domain::indicators::{Indicator, Standing, StandingPart, StandingRules};

use crate::base::{Link, thousands};

/// One figure.
#[derive(Debug, Clone, Default)]
pub struct PartLine {
    /// Its name.
    pub name: String,
    /// Where its rows or gaps are.
    pub links: Vec<Link>,
    /// As printed; empty where there is none.
    pub value: String,
    /// `90 ÷ 100`; `未报` where it was not reported.
    pub parts: String,
    /// As `第 2`; empty where there is none.
    pub place: String,
    /// As `80.00 × 20%`; empty where there is none.
    pub score: String,
    /// As `前一名 东河县 99.1%，再补 25 项追平`.
    pub next: String,
    /// The definition it was counted by.
    pub profile: String,
}

/// Name of a figure by its id.
pub(super) fn name(id: &str) -> &str {
    Indicator::parse(id).map_or_else(|| id, |i| i.name())
}

/// Who is next better and what it would take.
pub(super) fn next(part: &StandingPart) -> String {
    match (&part.next, part.place) {
        (Some(next), _) => {
            let unit = Indicator::parse(&part.indicator).map_or("行", Indicator::unit);
            let value = next.value.trim_end_matches('0').trim_end_matches('.');
            let rows = next.rows.map(|rows| format!("，再补 {} {unit}追平", thousands(rows)));
            format!("前一名 {} {value}%{}", next.name, rows.unwrap_or_default())
        }
        (None, Some(_)) => "已是第 1".to_owned(),
        (None, None) if part.reported => "没有能计的行，排不了名次".to_owned(),
        (None, None) => "没有上报，排不了名次".to_owned(),
    }
}

impl PartLine {
    /// The figures of a standing in the order of the rules.
    pub(super) fn all(
        standing: &Standing,
        rules: &StandingRules,
        links: impl Fn(&StandingPart) -> Vec<Link>,
    ) -> Vec<Self> {
        let line = |(part, weight): (&StandingPart, u32)| Self {
            name: name(&part.indicator).to_owned(),
            links: links(part),
            value: part.value.clone().unwrap_or_default(),
            parts: if part.reported { part.parts.clone() } else { "未报".to_owned() },
            place: part.place.map(|p| format!("第 {p}")).unwrap_or_default(),
            score: part.score.as_ref().map(|s| format!("{s} × {weight}%")).unwrap_or_default(),
            next: next(part),
            profile: part.profile.clone(),
        };
        standing.parts.iter().zip(rules.weights.iter().map(|w| w.weight)).map(line).collect()
    }

    /// For samples of pages.
    pub(super) fn samples() -> Vec<Self> {
        let known = Self {
            name: "网上可办率".into(),
            links: vec![Link::new("/standings/990101/rows", "未达 25 项")],
            value: "98.10%".into(),
            parts: "3,019 ÷ 3,077，不计入 12".into(),
            place: "第 2".into(),
            score: "88.89 × 20%".into(),
            next: "前一名 东河县 98.9%，再补 25 项追平".into(),
            profile: "online 第 2 版".into(),
        };
        let lacking = Self {
            name: "进驻大厅占比".into(),
            parts: "未报".into(),
            next: "没有上报，排不了名次".into(),
            ..Self::default()
        };
        vec![known, lacking]
    }
}
