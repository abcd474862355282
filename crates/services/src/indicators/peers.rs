//! Our figure among the city's counties (全市各县对比): places, scores, benchmarks, and how far it is to
//! the next and to the best.

use domain::{
    base::Percent,
    indicators::{CountyFigure, Figure, Indicator, Profile, fewest, is_better, place, scores},
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx, base,
    indicators::{self as rows, PeerFigure},
};

use super::{figures::figure_of, gaps::newest};
use crate::{Bureau, Failure, Never};

/// One county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerRow {
    /// 6 digits, or the name where the city's table has no code.
    pub code: String,
    /// Name.
    pub name: String,
    /// As published, without the sign; ours as counted here. `None` for ours when nothing is known.
    pub value: Option<String>,
    /// Place; `None` for benchmarks, and for ours while it is a lower bound.
    pub place: Option<u32>,
    /// Another county shares the place.
    pub tied: bool,
    /// Ours.
    pub own: bool,
    /// An advanced county elsewhere.
    pub benchmark: bool,
    /// 效用值, 0–100.
    pub utility: Option<String>,
    /// 功效系数, 60–100.
    pub efficacy: Option<String>,
}

/// How far it is to a better county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerGap {
    /// Its name.
    pub name: String,
    /// Its figure.
    pub value: String,
    /// Percentage points between.
    pub points: String,
    /// Rows of ours to draw level; `None` when all do not do it, or closing leads away.
    pub to_equal: Option<u64>,
    /// Rows of ours to pass it.
    pub to_pass: Option<u64>,
}

/// The field.
#[derive(Debug, Clone)]
pub struct PeerTable {
    /// Our figure, ranked in this field.
    pub figure: Figure,
    /// By place, then by code; benchmarks at the end.
    pub rows: Vec<PeerRow>,
    /// The county just before ours.
    pub next: Option<PeerGap>,
    /// The best one.
    pub best: Option<PeerGap>,
    /// All ranked figures are equal: scores are 100 by agreement.
    pub all_equal: bool,
    /// The day the city's table speaks of; `None` where there is none.
    pub as_of: Option<Date>,
    /// Where it was published.
    pub source: String,
    /// The city's table is newer than the snapshot: its own rank is still that of the table before.
    pub newer: bool,
}

/// Our newest figure in the city's present table; `None` before the first snapshot.
pub fn peers(bureau: &Bureau, desk: &Desk, indicator: Indicator) -> Result<Option<PeerTable>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    Ok(bureau.db().read(|tx| table(tx, bureau, indicator))?)
}

fn table(tx: &mut Tx<'_>, bureau: &Bureau, indicator: Indicator) -> Result<Option<PeerTable>, StoreError> {
    let Some((snapshot, mut frozen)) = newest(tx, bureau, indicator)? else { return Ok(None) };
    let published: Vec<PeerFigure> =
        rows::peer_figures(tx, bureau.region())?.into_iter().filter(|p| p.indicator == indicator).collect();
    let field: Vec<CountyFigure> = published.iter().map(|p| p.figure.clone()).collect();
    let own_code = bureau.region().as_str();
    let county = base::county(tx, bureau.region())?;
    let before = frozen.field();
    frozen.set_field(field.clone());
    let newer = !same(&before, &field);
    let figure = figure_of(tx, bureau, &snapshot, &frozen, frozen.tally())?;
    let mut counties = field;
    if !counties.iter().any(|c| c.code == own_code) {
        let name = county.map(|c| c.name).unwrap_or_default();
        counties.push(CountyFigure { code: own_code.to_owned(), name, value: String::new(), benchmark: false });
    }
    let (mut rows, all_equal) = ranked(&counties, own_code, &figure, &frozen.profile);
    rows.sort_by(|a, b| {
        (a.benchmark, a.place.unwrap_or(u32::MAX), &a.code).cmp(&(b.benchmark, b.place.unwrap_or(u32::MAX), &b.code))
    });
    let (next, best) = ahead(&rows, &figure, &frozen.profile);
    let newest = published.iter().max_by_key(|p| p.as_of);
    Ok(Some(PeerTable {
        next,
        best,
        all_equal,
        as_of: newest.map(|p| p.as_of),
        source: newest.map(|p| p.source.clone()).unwrap_or_default(),
        newer,
        figure,
        rows,
    }))
}

/// Whether two tables say the same of every county.
fn same(one: &[CountyFigure], other: &[CountyFigure]) -> bool {
    one.len() == other.len() && one.iter().all(|c| other.contains(c))
}

/// The rows with places and scores, and whether the whole field is equal.
fn ranked(counties: &[CountyFigure], own: &str, figure: &Figure, profile: &Profile) -> (Vec<PeerRow>, bool) {
    // Our own value is the one counted here; a lower bound has no place and no score.
    let certain = figure.value.as_deref().filter(|_| !figure.is_lower_bound());
    let value = |c: &CountyFigure| if c.code == own { figure.value.clone() } else { Some(c.value.clone()) };
    let ranked_value = |c: &CountyFigure| {
        let text = if c.code == own { certain.map(str::to_owned) } else { Some(c.value.clone()) };
        text.filter(|_| !c.benchmark).and_then(|t| Percent::parse(&t).ok())
    };
    let field: Vec<Percent> = counties.iter().filter_map(ranked_value).collect();
    let alone = field.len() < 2;
    let mut all_equal = false;
    let rows = counties
        .iter()
        .map(|c| {
            let own_value = ranked_value(c).filter(|_| !alone);
            let scored = own_value.and_then(|v| scores(v, &field, profile.direction));
            all_equal |= scored.as_ref().is_some_and(|s| s.all_equal);
            PeerRow {
                code: c.code.clone(),
                name: c.name.clone(),
                value: value(c),
                place: own_value.map(|v| place(v, &field, profile.ties, profile.direction)),
                tied: own_value.is_some_and(|v| field.iter().filter(|f| **f == v).count() > 1),
                own: c.code == own,
                benchmark: c.benchmark,
                utility: scored.as_ref().map(|s| s.utility.clone()),
                efficacy: scored.map(|s| s.efficacy),
            }
        })
        .collect();
    (rows, all_equal)
}

/// The county just before ours, and the best one, where there are better ones.
fn ahead(rows: &[PeerRow], figure: &Figure, profile: &Profile) -> (Option<PeerGap>, Option<PeerGap>) {
    let Some(own) = figure.value.as_deref().and_then(|v| Percent::parse(v).ok()) else { return (None, None) };
    let mut better: Vec<(Percent, &PeerRow)> = rows
        .iter()
        .filter(|r| !r.own && !r.benchmark)
        .filter_map(|r| Some((Percent::parse(r.value.as_deref()?).ok()?, r)))
        .filter(|(v, _)| is_better(*v, own, profile.direction))
        .collect();
    better.sort_by_key(|(v, r)| (v.units().abs_diff(own.units()), r.code.clone()));
    let gap = |(theirs, row): &(Percent, &PeerRow)| PeerGap {
        name: row.name.clone(),
        value: row.value.clone().unwrap_or_default(),
        points: Percent::from_units(theirs.units().abs_diff(own.units())).map(|p| p.to_string()).unwrap_or_default(),
        to_equal: rows_to(figure, profile, |v| v >= *theirs),
        to_pass: rows_to(figure, profile, |v| v > *theirs),
    };
    (better.first().map(gap), better.last().map(gap))
}

fn rows_to(figure: &Figure, profile: &Profile, holds: impl Fn(Percent) -> bool) -> Option<u64> {
    match profile.direction {
        domain::indicators::Direction::LowerIsBetter => None,
        domain::indicators::Direction::HigherIsBetter if figure.indicator.is_weighed() => None,
        domain::indicators::Direction::HigherIsBetter => fewest(figure.ratio(), profile.decimals, holds),
    }
}
