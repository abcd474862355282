//! A figure as JSON (指标的 JSON): the one shape of the API and of `indicators --json`.

use domain::indicators::Figure;
use jiff::civil::Date;
use serde::Serialize;

/// A figure with its parts. Percentages are text without the sign, exactly as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureView {
    /// Id, as `online_available_rate`.
    pub id: &'static str,
    /// Name, as 网上可办率.
    pub name: &'static str,
    /// Rows that meet it.
    pub numerator: u64,
    /// Rows that count; unknown ones are among them.
    pub denominator: u64,
    /// Rows left out with a reason.
    pub excluded: u64,
    /// Rows nobody knows of yet; with any of them `value` is a lower bound.
    pub unknown: u64,
    /// As `99.94`; `None` when nothing is known.
    pub value: Option<String>,
    /// As `100`.
    pub target: String,
    /// Place in the city, from 1; `None` without the other counties' figures.
    pub rank: Option<u32>,
    /// Counties compared.
    pub of: Option<u32>,
    /// Id of the profile that defines it.
    pub profile: String,
    /// Day it speaks of.
    pub as_of: Date,
}

impl From<&Figure> for FigureView {
    fn from(figure: &Figure) -> Self {
        Self {
            id: figure.indicator.id(),
            name: figure.indicator.name(),
            numerator: figure.counts.met,
            denominator: figure.denominator(),
            excluded: figure.counts.excluded,
            unknown: figure.counts.unknown,
            value: figure.value.clone(),
            target: figure.target.clone(),
            rank: figure.rank.map(|r| r.place),
            of: figure.rank.map(|r| r.of),
            profile: figure.profile.clone(),
            as_of: figure.as_of,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::indicators::{Counts, Indicator, Profile, Rank};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_shape_is_fixed() {
        let profile = Profile {
            id: "seed".into(),
            version: 1,
            indicator: "online_available_rate".into(),
            name: "试算".into(),
            item_types: Vec::new(),
            min_depth: 2,
            source: "test".into(),
            ..Profile::default()
        };
        let counts = Counts { met: 3075, not_met: 2, unknown: 0, excluded: 4 };
        let place = Some(Rank { place: 3, of: 8 });
        let figure = Figure::new(Indicator::OnlineAvailableRate, counts, &profile, date(2026, 11, 20), place);
        let text = serde_json::to_string(&FigureView::from(&figure)).expect("plain fields");
        let expected = concat!(
            r#"{"id":"online_available_rate","name":"网上可办率","numerator":3075,"denominator":3077,"#,
            r#""excluded":4,"unknown":0,"value":"99.94","target":"100","rank":3,"of":8,"#,
            r#""profile":"seed","as_of":"2026-11-20"}"#
        );
        assert_eq!(text, expected);
    }
}
