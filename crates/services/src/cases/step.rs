//! What the steps after opening share: load the case under its expected version, check the right in its
//! department, apply the rule, save the next state with its event, and with it the letter under which somebody named in
//! one did it.

use std::sync::Arc;

use domain::{
    base::{Calendar, DepartmentId, StaffId, shanghai_day},
    cases::{self, Case, CaseNo, TakenAs},
    catalogue::Item,
    delegates::{Acted, ActedUnder, Authority, Power, PowerUse, WindowRules, authority, footing, power_used},
    people::{Act, Desk, Role, Source, Stamp, authorise},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use store::{
    StoreError, Tx,
    cases::{self as rows, SealedFields},
    catalogue, delegates, files,
    journal::{self, Change, Entry, Stream},
    people,
};

use crate::{Bureau, Failure, delegates::window_rules};

/// A case under an act.
pub(super) struct Loaded {
    pub(super) case: Case,
    pub(super) sealed: SealedFields,
    pub(super) role: Option<Role>,
    /// Who acts; `None` = the applicant or the system.
    pub(super) by: Option<StaffId>,
}

/// Loads a case for an act. Somebody else's change since the page was made is `Stale`.
pub(super) fn load<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    act: Act,
    no: &CaseNo,
    expected: i64,
) -> Result<Loaded, Failure<R>> {
    let region = bureau.region();
    let (case, sealed) = rows::case_by_no(tx, region, no)?.ok_or(Failure::NotFound)?;
    let department = people::department(tx, region, case.department)?.map(|d| d.name).unwrap_or_default();
    let role = authorise(desk, act, Some((case.department, &department)))?;
    let by = desk.staff.as_ref().map(|s| s.id);
    if case.version != expected {
        return Err(Failure::Stale);
    }
    Ok(Loaded { case, sealed, role, by })
}

/// The item version that a case was filed under: its clocks and its guide for good.
pub(super) fn filed_item(tx: &mut Tx<'_>, bureau: &Bureau, case: &Case) -> Result<Item, StoreError> {
    catalogue::item_at(tx, bureau.region(), case.item_id, case.item_version)?
        .ok_or_else(|| StoreError::Corrupt {
            place: "service_case.item_version".into(), why: "没有这个版本".into()
        })
}

/// Saves the next state of a case with its event, in the role in which the desk was allowed. Returns
/// its version.
pub(super) fn save(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, role): (&Desk, Option<Role>),
    next: &Case,
    sealed: &SealedFields,
    event: (&'static str, &impl Serialize),
    at: Timestamp,
) -> Result<i64, StoreError> {
    let used = under(bureau, tx, event.0, next, (desk, role), at)?;
    put_with(bureau, tx, &desk.stamp(at, role), (next, sealed), event, (used, Vec::new()))
}

/// Saves the next state of a case with its event, the letter it was done under and further rows. Returns its version.
pub(super) fn put_with(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    (next, sealed): (&Case, &SealedFields),
    event: (&'static str, &impl Serialize),
    (used, more): (Option<Used>, Vec<Change>),
) -> Result<i64, StoreError> {
    let region = bureau.region();
    let entry = told_under(Stream::case(next.id), next.version - 1, event, used)
        .with(rows::case_change(region, next, sealed))
        .with_all(more);
    journal::append(tx, region, stamp, entry)
}

/// A use of a power: as its event tells it, and its row.
pub(crate) type Used = (ActedUnder, Change);

/// How somebody stands who does this at a case in a role: under which letter, and whether that gives the power. `None`
/// where no letter in force names them, or the act uses no power that letters give. Nothing is refused for it.
pub(crate) fn under(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    act: &str,
    case: &Case,
    (desk, role): (&Desk, Option<Role>),
    at: Timestamp,
) -> Result<Option<Used>, StoreError> {
    // A program acts in no role.
    match desk.staff.as_ref().filter(|_| role.is_some()) {
        Some(staff) => under_letter(bureau, tx, act, case, (staff.id, staff.department), at),
        None => Ok(None),
    }
}

/// The same of a member of staff, by the own department.
pub(super) fn under_letter(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    act: &str,
    case: &Case,
    (by, own): (StaffId, Option<DepartmentId>),
    at: Timestamp,
) -> Result<Option<Used>, StoreError> {
    let Some(power) = power_used(act) else { return Ok(None) };
    // Letters name members of their department. The hall's own clerks, who accept most cases, are not looked for.
    if own != Some(case.department) {
        return Ok(None);
    }
    let (region, today) = (bureau.region(), shanghai_day(at));
    let letters = delegates::letters_on(tx, region, case.department, today)?;
    let Some(footing) = footing(&letters, (case.item_id, case.department), by, power, today) else {
        return Ok(None);
    };
    let used = PowerUse {
        case: case.id,
        act: act.to_owned(),
        version: case.version,
        power,
        footing,
        by,
        item: case.item_id,
        department: case.department,
        at,
    };
    Ok(Some((ActedUnder::of(&used), delegates::power_use_change(region, &used))))
}

/// The entry of an event, with the letter it was done under where there is one.
pub(crate) fn told_under(
    stream: Stream,
    expected: i64,
    (kind, event): (&'static str, &impl Serialize),
    used: Option<Used>,
) -> Entry {
    match used {
        Some((told, row)) => Entry::new(stream, expected, kind, &Acted { what: event, under: Some(told) }).with(row),
        None => Entry::new(stream, expected, kind, event),
    }
}

/// In which capacity somebody decides a case now: under a letter in force that names them, else as the department's own
/// approver. Neither is asked for; whoever inspects sees what lacks.
pub(super) fn taken_as(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    case: &Case,
    (by, role): (StaffId, Option<Role>),
    today: Date,
) -> Result<Option<TakenAs>, StoreError> {
    // A program acts in no role: its number is a key's, and no letter names a key.
    let Some(role) = role else { return Ok(None) };
    let under = may_decide(bureau, tx, case, by, today)?;
    let own = (role == Role::Approver).then_some(TakenAs::Approver);
    Ok(under.map(TakenAs::Delegate).or(own))
}

/// The letter under which somebody may decide a case.
pub(super) fn may_decide(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    case: &Case,
    by: StaffId,
    today: Date,
) -> Result<Option<Authority>, StoreError> {
    let letters = delegates::letters_on(tx, bureau.region(), case.department, today)?;
    Ok(authority(&letters, (case.item_id, case.department), by, Power::Decide, today))
}

/// Which case a form is about, and under which version and key it was sent.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CaseRef {
    /// 办件编号.
    pub case_no: String,
    /// Version the page was made from.
    pub version: i64,
}

/// What a rule may ask for besides the case.
pub(super) struct Ground<'a, 'b> {
    bureau: &'a Bureau,
    tx: &'a mut Tx<'b>,
    /// Who acts, where it is a member of staff.
    pub(super) staff: Option<StaffId>,
    /// In which role.
    role: Option<Role>,
    pub(super) now: Timestamp,
    pub(super) today: Date,
    /// Further rows that come with the event.
    rows: Vec<Change>,
}

impl Ground<'_, '_> {
    pub(super) fn calendar(&mut self) -> Result<Arc<Calendar>, StoreError> {
        self.bureau.calendar(self.tx)
    }

    pub(super) fn item(&mut self, case: &Case) -> Result<Item, StoreError> {
        filed_item(self.tx, self.bureau, case)
    }

    /// In which capacity a decision on the case would be taken.
    pub(super) fn taken_as(&mut self, case: &Case) -> Result<Option<TakenAs>, StoreError> {
        let Some(by) = self.staff else { return Ok(None) };
        taken_as(self.bureau, self.tx, case, (by, self.role), self.today)
    }

    /// The letter under which whoever acts could decide the case.
    pub(super) fn authority(&mut self, case: &Case) -> Result<Option<Authority>, StoreError> {
        let Some(by) = self.staff.filter(|_| self.role.is_some()) else { return Ok(None) };
        may_decide(self.bureau, self.tx, case, by, self.today)
    }

    /// The county's rules of what is decided at a window.
    pub(super) fn window_rules(&mut self) -> Result<WindowRules, StoreError> {
        window_rules(self.tx, self.bureau.region())
    }

    /// Keeps a row with the event.
    pub(super) fn keep(&mut self, row: Change) {
        self.rows.push(row);
    }

    /// Places of the materials that came as files.
    pub(super) fn uploaded(&mut self, case: &Case) -> Result<Vec<usize>, StoreError> {
        let held = files::files_of_case(self.tx, self.bureau.region(), case.id)?;
        Ok(cases::uploaded(case, &held.into_iter().map(|row| row.file).collect::<Vec<_>>()))
    }

    /// The member of staff who acts: acts of staff alone ask for it.
    pub(super) fn by<R: std::error::Error>(&self) -> Result<StaffId, Failure<R>> {
        self.staff.ok_or(Failure::Denied(domain::people::Denied::NotSignedIn))
    }
}

/// One act of staff on one case: the right, the version, the rule, the event. The same key has one
/// effect. Returns the version of the case after it.
pub(super) fn act<R, E>(
    bureau: &Bureau,
    desk: &Desk,
    which: (Act, &'static str),
    what: (&CaseRef, &impl Serialize, Option<&str>),
    rule: impl FnMut(Case, &mut Ground<'_, '_>) -> Result<(Case, E), Failure<R>> + Send + 'static,
) -> Result<i64, Failure<R>>
where
    R: std::error::Error + Send + 'static,
    E: Serialize,
{
    act_then(bureau, desk, which, None, what, rule)
}

/// The same for what another system tells of: it happened then, and was handed over (导入) now.
pub(super) fn act_then<R, E>(
    bureau: &Bureau,
    desk: &Desk,
    (right, kind): (Act, &'static str),
    then: Option<Timestamp>,
    (at, form, key): (&CaseRef, &impl Serialize, Option<&str>),
    mut rule: impl FnMut(Case, &mut Ground<'_, '_>) -> Result<(Case, E), Failure<R>> + Send + 'static,
) -> Result<i64, Failure<R>>
where
    R: std::error::Error + Send + 'static,
    E: Serialize,
{
    bureau.may(desk, right)?;
    let no = CaseNo::parse(&at.case_no).map_err(|_| Failure::NotFound)?;
    let (now, today, command) = (bureau.now(), bureau.today(), bureau.command(desk, kind, key, &(at, form)));
    let (worker, desk, version) = (bureau.clone(), desk.clone(), at.version);
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<R>> {
        let it = load(&worker, tx, &desk, right, &no, version)?;
        let mut ground = Ground { bureau: &worker, tx, staff: it.by, role: it.role, now, today, rows: Vec::new() };
        let (next, event) = rule(it.case, &mut ground)?;
        let rows = std::mem::take(&mut ground.rows);
        let used = under(&worker, tx, kind, &next, (&desk, it.role), now)?;
        let live = desk.stamp(now, it.role);
        let stamp = match then {
            Some(then) => Stamp { happened_at: then, source: Source::Imported, ..live },
            None => live,
        };
        Ok(put_with(&worker, tx, &stamp, (&next, &it.sealed), (kind, &event), (used, rows))?)
    })?;
    Ok(done.value)
}
