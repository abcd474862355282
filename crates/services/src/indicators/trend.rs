//! How a figure moved (趋势): the last snapshot of each day or month, and the rows that changed sides
//! between two snapshots.

use std::collections::{BTreeMap, HashMap};

use domain::{
    base::SnapshotId,
    indicators::{Figure, Indicator, Profile, RowStanding},
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx,
    indicators::{self as rows, FactRow},
};

use super::figures::{figure_of, frozen_of};
use crate::{Bureau, Failure, Never};

/// How close together the points stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The last snapshot of each day.
    Day,
    /// The last snapshot of each month.
    Month,
}

/// One point.
#[derive(Debug, Clone)]
pub struct TrendPoint {
    /// Snapshot.
    pub snapshot: i64,
    /// Its day.
    pub as_of: Date,
    /// The figure, by the definition of then.
    pub figure: Figure,
    /// The definition is not that of the point before: what lies between is no movement of the rows alone.
    pub profile_changed: bool,
}

/// A row that changed sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Item id, or division code as a number.
    pub key: i64,
    /// Item or division code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Department, or township.
    pub unit: String,
    /// How it stood; `None` = it was not there, or not counted.
    pub before: Option<RowStanding>,
    /// How it stands.
    pub after: Option<RowStanding>,
}

/// Days of the longest month: so many snapshots hold at least one of each.
const DAYS: i64 = 31;
/// Most points of one answer.
const MOST: usize = 400;

/// At most `points` points up to now, the oldest first.
pub fn trend(
    bureau: &Bureau,
    desk: &Desk,
    indicator: Indicator,
    by: By,
    points: usize,
) -> Result<Vec<TrendPoint>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    let points = points.clamp(1, MOST);
    Ok(bureau.db().read(|tx| {
        let most = match by {
            By::Day => points as i64,
            By::Month => points as i64 * DAYS,
        };
        let mut ends = rows::day_ends(tx, bureau.region(), most)?;
        // Newest first, so the first of each month is its last.
        ends.dedup_by_key(|s| match by {
            By::Day => s.as_of,
            By::Month => s.as_of.first_of_month(),
        });
        ends.truncate(points);
        let mut out: Vec<TrendPoint> = Vec::new();
        let mut definition: Option<Profile> = None;
        for snapshot in ends.into_iter().rev() {
            let Some(frozen) = frozen_of(&snapshot, indicator)? else { continue };
            let figure = figure_of(tx, bureau, &snapshot, &frozen, frozen.tally())?;
            let profile_changed = definition.as_ref().is_some_and(|before| *before != frozen.profile);
            definition = Some(frozen.profile);
            let as_of = snapshot.as_of;
            out.push(TrendPoint { snapshot: snapshot.id.get(), as_of, figure, profile_changed });
        }
        Ok(out)
    })?)
}

/// Rows that changed sides between two snapshots, each counted by the definition of its time.
pub fn moved(
    bureau: &Bureau,
    desk: &Desk,
    from: i64,
    to: i64,
    indicator: Indicator,
) -> Result<Vec<Moved>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    let found = bureau.db().read(|tx| {
        let (Some(one), Some(other)) = (side(tx, bureau, from, indicator)?, side(tx, bureau, to, indicator)?) else {
            return Ok(None);
        };
        changed_sides(tx, bureau, (&one, &other), indicator).map(Some)
    })?;
    found.ok_or(Failure::NotFound)
}

/// A snapshot counted by a definition.
pub(super) struct Side {
    pub(super) snapshot: SnapshotId,
    pub(super) profile: Profile,
}

fn side(tx: &mut Tx<'_>, bureau: &Bureau, id: i64, indicator: Indicator) -> Result<Option<Side>, StoreError> {
    let Some(snapshot) = rows::snapshot(tx, bureau.region(), SnapshotId::new(id))? else { return Ok(None) };
    Ok(frozen_of(&snapshot, indicator)?.map(|f| Side { snapshot: snapshot.id, profile: f.profile }))
}

/// Code, name and unit of a row.
type Named = (String, String, String);

fn names(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    snapshot: SnapshotId,
    indicator: Indicator,
) -> Result<HashMap<i64, Named>, StoreError> {
    fn of<F>(rows: Vec<FactRow<F>>) -> HashMap<i64, Named> {
        rows.into_iter().map(|r| (r.key, (r.code, r.name, r.unit))).collect()
    }
    Ok(if indicator.is_over_divisions() {
        of(rows::division_facts(tx, bureau.region(), snapshot)?)
    } else {
        of(rows::item_facts(tx, bureau.region(), snapshot)?)
    })
}

/// The rows that stand differently on two sides, by key. Outside the population is as good as not there.
pub(super) fn changed_sides(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    sides: (&Side, &Side),
    indicator: Indicator,
) -> Result<Vec<Moved>, StoreError> {
    let mut pairs: BTreeMap<i64, [Option<RowStanding>; 2]> = BTreeMap::new();
    for (at, side) in [sides.0, sides.1].into_iter().enumerate() {
        for (key, standing) in rows::standings(tx, bureau.region(), side.snapshot, indicator, &side.profile)? {
            pairs.entry(key).or_default()[at] = Some(standing).filter(|s| *s != RowStanding::Outside);
        }
    }
    pairs.retain(|_, [before, after]| before != after);
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let mut named = names(tx, bureau, sides.0.snapshot, indicator)?;
    named.extend(names(tx, bureau, sides.1.snapshot, indicator)?);
    let row = |(key, [before, after]): (i64, [Option<RowStanding>; 2])| {
        let (code, name, unit) = named.remove(&key).unwrap_or_default();
        Moved { key, code, name, unit, before, after }
    };
    Ok(pairs.into_iter().map(row).collect())
}
