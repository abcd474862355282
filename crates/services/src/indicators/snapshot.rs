//! Freezing a snapshot: the rows of a day, counted once, under one event.

use domain::{
    base::SnapshotId,
    indicators::SnapshotTaken,
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{
    indicators::{self as rows, Snapshot},
    journal::{self, Entry, Stream},
};

use super::{FrozenFigure, Report, report};
use crate::{Bureau, Failure};

/// Why nothing was frozen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotRefusal {
    /// A day to come.
    #[error("{0} 还没有到，最晚只能统计到今天")]
    Future(Date),
}

/// The snapshot of a day: the one there is when nothing has changed since, else a new one. Late
/// and corrected data make a new version; none is overwritten.
pub fn take(bureau: &Bureau, desk: &Desk, as_of: Date) -> Result<Report, Failure<SnapshotRefusal>> {
    let role = bureau.may(desk, Act::IndicatorSnapshot)?;
    if as_of > bureau.today() {
        return Err(Failure::Refused(SnapshotRefusal::Future(as_of)));
    }
    // What was published for today or before must be what everybody sees of it too.
    crate::catalogue::bring_into_force(bureau)?;
    crate::stations::bring_into_force(bureau)?;
    let (region, now) = (*bureau.region(), bureau.now());
    let id = SnapshotId::new(bureau.new_id());
    let stamp = desk.stamp(now, role);
    let snapshot = bureau.db().write(move |tx| -> Result<Snapshot, Failure<SnapshotRefusal>> {
        let basis = rows::basis(tx, &region)?.0;
        if let Some(last) = rows::latest_snapshot(tx, &region, as_of)?.filter(|s| s.as_of == as_of && s.basis == basis)
        {
            return Ok(last);
        }
        let (items, divisions) = rows::freeze(tx, &region, id, as_of)?;
        let mut frozen = Vec::new();
        for (indicator, profile) in rows::profiles(tx, &region)? {
            let tally = rows::count(tx, &region, id, indicator, &profile)?;
            let city = rows::city_figures(tx, &region, indicator)?;
            frozen.push(FrozenFigure::new(profile, tally, city));
        }
        let snapshot = Snapshot {
            id,
            as_of,
            taken_at: now,
            basis,
            digest: store::digest(format!("{}\n{}", items.digest, divisions.digest).as_bytes()),
            figures: serde_json::json!(frozen).to_string(),
        };
        let event = SnapshotTaken { as_of, items: items.rows, divisions: divisions.rows };
        let head = journal::head(tx, &region, &Stream::indicators())?;
        let entry = Entry::new(Stream::indicators(), head, "indicators.snapshot_taken", &event)
            .with(rows::snapshot_change(&region, &snapshot))
            .with_bulk(items)
            .with_bulk(divisions);
        journal::append(tx, &region, &stamp, entry)?;
        Ok(snapshot)
    })?;
    Ok(report(bureau, &snapshot)?)
}
