//! Taking a division table (导入区划表), and moving today's table when the day of its versions has come.

use domain::{
    base::TableKind,
    people::Desk,
    stations::{
        Division, DivisionPlan, DivisionVersion, DivisionsAsked, DivisionsImported, DivisionsInForce, KnownDivisions,
        Moved, Station, due_today, follow_names, plan_divisions,
    },
};
use jiff::civil::Date;
use store::{
    StoreError, Tx,
    journal::{self, Change, Entry, Stream},
    stations as rows,
};

use crate::{
    Bureau,
    base::{Planned, TableAt, TableImport, TableOccasion, TableRefusal, TableSettings},
};

/// The division table.
pub(crate) struct Divisions;

impl TableImport for Divisions {
    type Work = (Vec<DivisionVersion>, Moved);
    const KIND: TableKind = TableKind::Divisions;

    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
        let ties = rows::division_ties(tx, &at.region)?;
        let known = KnownDivisions { ties, ..rows::known_divisions(tx, &at.region)? };
        let TableSettings { as_of, complete, source } = at.settings;
        let asked = DivisionsAsked { region: at.region, from: *as_of, complete: *complete, source };
        let DivisionPlan { told, versions, moved } = plan_divisions(&known, at.rows, &asked);
        Ok(Ok(Planned { told, work: (versions, moved) }))
    }

    fn write(
        tx: &mut Tx<'_>,
        occasion: &TableOccasion,
        settings: &TableSettings,
        planned: &Planned<Self::Work>,
    ) -> Result<(), StoreError> {
        let region = &occasion.region;
        let (added, changed, removed) = planned.told.sizes();
        let event = DivisionsImported {
            file_name: occasion.file_name.clone(),
            file_digest: occasion.digest.clone(),
            from: settings.as_of,
            complete: settings.complete,
            rows: planned.told.rows,
            added,
            changed,
            removed,
            refused: planned.told.refused.len() as u64,
            moved: planned.work.1.clone(),
        };
        let written = &planned.work.0;
        let known = rows::known_divisions(tx, region)?;
        let mut versions = known.versions;
        for new in written {
            versions.retain(|v| (v.code, v.valid_from) != (new.code, new.valid_from));
        }
        versions.extend(written.iter().cloned());
        let (changes, renamed, _) = todays(region, (&known.today, &known.stations), &versions, occasion.today);
        let history = rows::history_changes(tx, region, &renamed, &[], occasion.today)?;
        let head = journal::head(tx, region, &Stream::stations())?;
        let entry = Entry::new(Stream::stations(), head, "stations.divisions_imported", &event)
            .with_all(written.iter().map(|v| rows::division_version_change(region, v)))
            .with_all(changes)
            .with_all(history);
        journal::append(tx, region, &occasion.stamp, entry).map(|_| ())
    }
}

/// What today's table and the names of stations become, those stations, and the numbers opened and closed.
fn todays(
    region: &domain::base::Region,
    today: (&[Division], &[Station]),
    versions: &[DivisionVersion],
    day: Date,
) -> (Vec<Change>, Vec<Station>, (u64, u64)) {
    let (divisions, stations) = today;
    let (put, gone) = due_today(divisions, versions, day);
    let mut changes: Vec<Change> = put.iter().map(|d| rows::division_change(region, d)).collect();
    changes.extend(gone.iter().map(|code| rows::division_removal(region, code)));
    let renamed = follow_names(stations, &put);
    changes.extend(renamed.iter().map(|s| rows::station_change(region, s)));
    (changes, renamed, (put.len() as u64, gone.len() as u64))
}

/// Moves today's division table when the day of a version has come: with the sweep, and before a
/// snapshot. Returns how many rows moved; nothing is written when none does.
pub fn bring_into_force(bureau: &Bureau) -> Result<u64, StoreError> {
    let (region, day) = (*bureau.region(), bureau.today());
    let due = move |tx: &mut Tx<'_>| {
        let known = rows::known_divisions(tx, &region)?;
        Ok(todays(&region, (&known.today, &known.stations), &known.versions, day))
    };
    if bureau.db().read(due)?.0.is_empty() {
        return Ok(0);
    }
    let stamp = Desk::system("程序").stamp(bureau.now(), None);
    bureau.db().write(move |tx| {
        let (changes, renamed, (opened, closed)) = due(tx)?;
        if changes.is_empty() {
            return Ok(0);
        }
        let moved = changes.len() as u64;
        let history = rows::history_changes(tx, &region, &renamed, &[], day)?;
        let head = journal::head(tx, &region, &Stream::stations())?;
        let event = DivisionsInForce { day, opened, closed };
        let entry = Entry::new(Stream::stations(), head, "stations.divisions_in_force", &event).with_all(changes);
        let entry = entry.with_all(history);
        journal::append(tx, &region, &stamp, entry)?;
        Ok(moved)
    })
}
