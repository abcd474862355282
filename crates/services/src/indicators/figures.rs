//! Figures of a frozen snapshot, with rank among the city's counties.

use domain::{
    indicators::{Counts, CountyFigure, Figure, Indicator, Profile, rank},
    people::{Act, Desk},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    indicators::{self as rows, Snapshot},
};

use crate::{Bureau, Failure, Never};

/// What a snapshot froze of one figure: its parts, its definition, the city's figures of then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFigure {
    /// Definition it was counted by.
    pub profile: Profile,
    /// In the numerator.
    pub met: u64,
    /// Known not to be met.
    pub not_met: u64,
    /// Not known.
    pub unknown: u64,
    /// Left out.
    pub excluded: u64,
    /// Code, name, value of each county of the city as published.
    pub city: Vec<(String, String, String)>,
}

impl FrozenFigure {
    /// Its parts.
    pub fn counts(&self) -> Counts {
        Counts { met: self.met, not_met: self.not_met, unknown: self.unknown, excluded: self.excluded }
    }
}

/// One county beside ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityRow {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// As printed.
    pub value: String,
    /// Ours.
    pub own: bool,
}

/// A snapshot with its figures.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its id.
    pub snapshot: i64,
    /// The day it speaks of.
    pub as_of: Date,
    /// When it was frozen.
    pub taken_at: Timestamp,
    /// Five figures, each with the counties beside it.
    pub figures: Vec<(Figure, Vec<CityRow>)>,
}

/// The newest snapshot on or before a day.
pub fn latest(bureau: &Bureau, desk: &Desk, on_or_before: Date) -> Result<Option<Report>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    let found = bureau.db().read(|tx| rows::latest_snapshot(tx, bureau.region(), on_or_before))?;
    Ok(found.map(|s| report(bureau, &s)).transpose()?)
}

/// The figures of a snapshot.
pub fn report(bureau: &Bureau, snapshot: &Snapshot) -> Result<Report, StoreError> {
    let frozen: Vec<FrozenFigure> = serde_json::from_str(&snapshot.figures)
        .map_err(|e| StoreError::Corrupt { place: "snapshot.figures".into(), why: e.to_string() })?;
    let own = bureau.region().as_str();
    let figures = frozen
        .iter()
        .filter_map(|f| Indicator::parse(&f.profile.indicator).map(|i| (i, f)))
        .map(|(indicator, f)| {
            let city: Vec<CountyFigure> = f
                .city
                .iter()
                .map(|(code, name, value)| CountyFigure {
                    code: code.clone(),
                    name: name.clone(),
                    value: value.clone(),
                })
                .collect();
            let bare = Figure::new(indicator, f.counts(), &f.profile, snapshot.as_of, None);
            let place = bare.value.as_deref().filter(|_| !bare.is_lower_bound()).and_then(|v| rank(v, own, &city));
            let figure = Figure { rank: place, ..bare };
            let beside = beside(&figure, own, city);
            (figure, beside)
        })
        .collect();
    Ok(Report { snapshot: snapshot.id.get(), as_of: snapshot.as_of, taken_at: snapshot.taken_at, figures })
}

/// The counties with ours counted, not quoted: our own row carries the figure made here.
fn beside(figure: &Figure, own: &str, city: Vec<CountyFigure>) -> Vec<CityRow> {
    city.into_iter()
        .filter_map(|c| {
            let ours = c.code == own;
            let value = if ours { figure.value.clone()? } else { c.value };
            Some(CityRow { code: c.code, name: c.name, value, own: ours })
        })
        .collect()
}
