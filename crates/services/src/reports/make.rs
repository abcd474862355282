//! Making a report, and making it anew from newer data with the author's words kept.

use domain::{
    base::{DepartmentId, ReportId, SnapshotId},
    people::{Act, Desk, authorise},
    reports::{ReportKind, ReportMade, compose},
};
use jiff::civil::Date;
use store::{
    journal::{self, Entry, Stream},
    reports::{self as rows, ReportRow},
};

use super::{
    ReportRefusal,
    facts::{Gathered, Wanted, gather},
    template,
};
use crate::{Bureau, Failure, indicators};

/// What is wanted.
#[derive(Debug, Clone, Default)]
pub struct MakeForm {
    /// `analysis`, `weekly` or `assignment`.
    pub kind: String,
    /// The day it speaks of; empty = the newest snapshot.
    pub as_of: String,
    /// To whom, for a 交办单.
    pub department: Option<DepartmentId>,
}

fn failed(e: Failure<crate::Never>) -> Failure<ReportRefusal> {
    e.map(|never| match never {})
}

fn wanted(bureau: &Bureau, form: &MakeForm) -> Result<Wanted, Failure<ReportRefusal>> {
    let kind = ReportKind::parse(form.kind.trim()).ok_or(Failure::Refused(ReportRefusal::Kind))?;
    let day = form.as_of.trim();
    let as_of = if day.is_empty() {
        bureau.today()
    } else {
        day.parse::<Date>().map_err(|_| Failure::Refused(ReportRefusal::Day(day.to_owned())))?
    };
    if kind == ReportKind::Assignment && form.department.is_none() {
        return Err(Failure::Refused(ReportRefusal::Department));
    }
    Ok(Wanted { kind, as_of, department: form.department, anew: None })
}

/// Freezes today's snapshot first where the desk may, so that a report never lags behind the catalogue.
fn freshen(bureau: &Bureau, desk: &Desk, as_of: Date) -> Result<(), Failure<ReportRefusal>> {
    if as_of != bureau.today() || authorise(desk, Act::IndicatorSnapshot, None).is_err() {
        return Ok(());
    }
    match indicators::take(bureau, desk, as_of) {
        Ok(_) => Ok(()),
        Err(e) => Err(e.map(|_| ReportRefusal::NoSnapshot)),
    }
}

/// Makes a report and keeps it. Returns its id.
pub fn make(
    bureau: &Bureau,
    desk: &Desk,
    form: &MakeForm,
    key: Option<&str>,
) -> Result<ReportId, Failure<ReportRefusal>> {
    let role = bureau.may(desk, Act::ReportEdit)?;
    let wanted = wanted(bureau, form)?;
    freshen(bureau, desk, wanted.as_of)?;
    let gathered = gather(bureau, desk, &wanted)?.ok_or(Failure::Refused(ReportRefusal::NoSnapshot))?;
    let template = template::in_force(bureau, wanted.kind)?;
    if wanted.kind == ReportKind::Assignment && gathered.facts.rows("open_orders").is_empty() {
        return Err(Failure::Refused(ReportRefusal::NothingToAssign));
    }
    let mut body = compose(&template, &gathered.facts);
    body.notes.extend(gathered.notes);
    let (region, now, id) = (*bureau.region(), bureau.now(), ReportId::new(bureau.new_id()));
    let stamp = desk.stamp(now, role);
    let event = ReportMade { kind: wanted.kind, snapshot: gathered.snapshot, notes: body.notes.len() as u64 };
    let row = ReportRow {
        id,
        version: 1,
        as_of: gathered.as_of,
        snapshot: SnapshotId::new(gathered.snapshot),
        department: wanted.department,
        body,
        drawn: serde_json::json!(gathered.drawn).to_string(),
        made_at: now,
        made_by: stamp.actor.clone(),
        changed_at: now,
        changed_by: stamp.actor.clone(),
    };
    let content = (&form.kind, &form.as_of, form.department.map(DepartmentId::get));
    let command = bureau.command(desk, "reports.make", key, &content);
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ReportRefusal>> {
        let entry = Entry::new(Stream::report(id), 0, "report.made", &event).with(rows::report_change(&region, &row));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(id.get())
    })?;
    Ok(ReportId::new(done.value))
}

/// Makes a report anew from the newest snapshot; what its author wrote stays and is marked against the
/// new figures.
pub fn remake(
    bureau: &Bureau,
    desk: &Desk,
    id: ReportId,
    version: i64,
    key: Option<&str>,
) -> Result<i64, Failure<ReportRefusal>> {
    let role = bureau.may(desk, Act::ReportEdit)?;
    let old = super::view(bureau, desk, id).map_err(failed)?;
    let today = bureau.today();
    freshen(bureau, desk, today)?;
    let department = bureau.db().read(|tx| rows::report(tx, bureau.region(), id))?.ok_or(Failure::NotFound)?.department;
    let wanted = Wanted { kind: old.body.kind, as_of: today, department, anew: Some(id) };
    let Gathered { facts, drawn, snapshot, as_of, notes } =
        gather(bureau, desk, &wanted)?.ok_or(Failure::Refused(ReportRefusal::NoSnapshot))?;
    let template = template::in_force(bureau, wanted.kind)?;
    let mut fresh = compose(&template, &facts);
    fresh.notes.extend(notes);
    let (region, now) = (*bureau.region(), bureau.now());
    let stamp = desk.stamp(now, role);
    let drawn = serde_json::json!(drawn).to_string();
    let command = bureau.command(desk, "reports.remake", key, &(id.get(), version));
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ReportRefusal>> {
        let row = rows::report(tx, &region, id)?.ok_or(Failure::NotFound)?;
        if row.version != version {
            return Err(Failure::Refused(ReportRefusal::Moved));
        }
        let body = fresh.clone().with_edits_of(&row.body);
        let event = ReportMade { kind: body.kind, snapshot, notes: body.notes.len() as u64 };
        let next = ReportRow {
            version: version + 1,
            as_of,
            snapshot: SnapshotId::new(snapshot),
            body,
            drawn: drawn.clone(),
            changed_at: now,
            changed_by: stamp.actor.clone(),
            ..row
        };
        let entry =
            Entry::new(Stream::report(id), version, "report.remade", &event).with(rows::report_change(&region, &next));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(version + 1)
    })?;
    Ok(done.value)
}
