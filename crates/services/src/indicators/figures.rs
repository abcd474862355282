//! Figures of a frozen snapshot, with rank among the city's counties.

use domain::{
    indicators::{Against, Counts, CountyFigure, Figure, Indicator, Previous, Profile, Tally, TargetKind, rank_by},
    people::{Act, Desk},
};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
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
    /// Rows behind the parts, where parts are sums.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Counts>,
    /// Code, name, value of each county of the city as published.
    pub city: Vec<(String, String, String)>,
    /// Advanced counties elsewhere, the same way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub benchmarks: Vec<(String, String, String)>,
}

impl FrozenFigure {
    /// What a snapshot freezes.
    pub(super) fn new(profile: Profile, tally: Tally, city: Vec<CountyFigure>) -> Self {
        let (benchmarks, city): (Vec<_>, Vec<_>) = city.into_iter().partition(|c| c.benchmark);
        let plain = |list: Vec<CountyFigure>| list.into_iter().map(|c| (c.code, c.name, c.value)).collect();
        let Counts { met, not_met, unknown, excluded } = tally.parts;
        Self {
            profile,
            met,
            not_met,
            unknown,
            excluded,
            rows: (tally.rows != tally.parts).then_some(tally.rows),
            city: plain(city),
            benchmarks: plain(benchmarks),
        }
    }

    /// Its parts.
    pub fn counts(&self) -> Counts {
        Counts { met: self.met, not_met: self.not_met, unknown: self.unknown, excluded: self.excluded }
    }

    /// Its parts, and the rows behind them.
    pub fn tally(&self) -> Tally {
        Tally { parts: self.counts(), rows: self.rows.unwrap_or_else(|| self.counts()) }
    }

    /// The same under another table of the city.
    pub(super) fn set_field(&mut self, city: Vec<CountyFigure>) {
        let Self { city, benchmarks, .. } = Self::new(self.profile.clone(), self.tally(), city);
        (self.city, self.benchmarks) = (city, benchmarks);
    }

    /// The counties as they stood in the city's table then, benchmarks after them.
    pub(super) fn field(&self) -> Vec<CountyFigure> {
        let county = |benchmark: bool| {
            move |(code, name, value): &(String, String, String)| CountyFigure {
                code: code.clone(),
                name: name.clone(),
                value: value.clone(),
                benchmark,
            }
        };
        self.city.iter().map(county(false)).chain(self.benchmarks.iter().map(county(true))).collect()
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
    /// The measures beside them; fewer in a county opened by an earlier program.
    pub further: Vec<(Figure, Vec<CityRow>)>,
}

impl Report {
    /// One figure of either group.
    pub fn figure(&self, indicator: Indicator) -> Option<&Figure> {
        self.figures.iter().chain(&self.further).map(|(f, _)| f).find(|f| f.indicator == indicator)
    }
}

/// The newest snapshot on or before a day.
pub fn latest(bureau: &Bureau, desk: &Desk, on_or_before: Date) -> Result<Option<Report>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    Ok(bureau.db().read(|tx| {
        let found = rows::latest_snapshot(tx, bureau.region(), on_or_before)?;
        found.map(|s| report_in(tx, bureau, &s)).transpose()
    })?)
}

/// The figures of a snapshot.
pub fn report(bureau: &Bureau, snapshot: &Snapshot) -> Result<Report, StoreError> {
    bureau.db().read(|tx| report_in(tx, bureau, snapshot))
}

/// What a snapshot froze.
pub(super) fn frozen(snapshot: &Snapshot) -> Result<Vec<FrozenFigure>, StoreError> {
    serde_json::from_str(&snapshot.figures)
        .map_err(|e| StoreError::Corrupt { place: "snapshot.figures".into(), why: e.to_string() })
}

/// One figure of what a snapshot froze.
pub(super) fn frozen_of(snapshot: &Snapshot, indicator: Indicator) -> Result<Option<FrozenFigure>, StoreError> {
    Ok(frozen(snapshot)?.into_iter().find(|f| f.profile.indicator == indicator.id()))
}

pub(super) fn report_in(tx: &mut Tx<'_>, bureau: &Bureau, snapshot: &Snapshot) -> Result<Report, StoreError> {
    let own = bureau.region().as_str();
    let mut report = Report {
        snapshot: snapshot.id.get(),
        as_of: snapshot.as_of,
        taken_at: snapshot.taken_at,
        figures: Vec::new(),
        further: Vec::new(),
    };
    for f in frozen(snapshot)? {
        let Some(indicator) = f.profile.of() else { continue };
        let figure = figure_of(tx, bureau, snapshot, &f, f.tally())?;
        let beside = beside(&figure, own, &f);
        if indicator.is_of_the_five() {
            report.figures.push((figure, beside));
        } else {
            report.further.push((figure, beside));
        }
    }
    Ok(report)
}

/// The figure of a frozen definition over some count of its snapshot: what was counted, or what would
/// be counted if rows were closed. Ranked among the counties of then, judged against the time before.
pub(super) fn figure_of(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    snapshot: &Snapshot,
    frozen: &FrozenFigure,
    tally: Tally,
) -> Result<Figure, StoreError> {
    let profile = &frozen.profile;
    let indicator = profile
        .of()
        .ok_or_else(|| StoreError::Corrupt { place: "snapshot.figures".into(), why: "不认识的指标".into() })?;
    let bare = Figure::new(indicator, tally, profile, snapshot.as_of, None);
    let own = bureau.region().as_str();
    let ranked = bare.value.as_deref().filter(|_| !bare.is_lower_bound());
    let rank = ranked.and_then(|v| rank_by(v, own, &frozen.field(), profile.ties, profile.direction));
    let previous = previous(tx, bureau, snapshot.as_of, indicator, profile)?;
    Ok(Figure { rank, ..bare }.against(previous))
}

/// What the figure was before, where its target looks back: the earlier snapshot counted again by the
/// definition of today, so that a change of the definition is no rise.
fn previous(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    as_of: Date,
    indicator: Indicator,
    profile: &Profile,
) -> Result<Option<Previous>, StoreError> {
    match profile.target_kind {
        TargetKind::Value | TargetKind::Watch => return Ok(None),
        TargetKind::Hold | TargetKind::Rising => {}
    }
    let until = match profile.judged_against {
        Against::LastSnapshot => as_of,
        Against::LastMonth => as_of.first_of_month(),
        Against::LastYear => as_of.first_of_year(),
    }
    .saturating_sub(1.day());
    let Some(before) = rows::latest_snapshot(tx, bureau.region(), until)? else { return Ok(None) };
    let tally = rows::count(tx, bureau.region(), before.id, indicator, profile)?;
    let figure = Figure::new(indicator, tally, profile, before.as_of, None);
    let ratio = figure.ratio();
    Ok(figure.value.map(|value| Previous { as_of: before.as_of, ratio, value }))
}

/// The counties with ours counted, not quoted: our own row carries the figure made here. Benchmarks are
/// not among them.
fn beside(figure: &Figure, own: &str, frozen: &FrozenFigure) -> Vec<CityRow> {
    frozen
        .city
        .iter()
        .filter_map(|(code, name, value)| {
            let ours = code == own;
            let value = if ours { figure.value.clone()? } else { value.clone() };
            Some(CityRow { code: code.clone(), name: name.clone(), value, own: ours })
        })
        .collect()
}
