//! What a check on a day finds (授权核查): items in the hall that nobody there may decide, departments without a
//! representative, letters that end or ended, decisions that nobody was authorised to take, and how far what was
//! authorised is used. Findings for people to look at, never verdicts.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ItemId, LetterId, StaffId},
    delegates::{
        self as domain_rules, AppointmentLetter, AuthorizationLetter, Gap, Power, ended_within, ending_within,
    },
    people::{Desk, Reach},
};
use jiff::{Timestamp, civil::Date};
use store::{
    StoreError, Tx,
    delegates::{self as rows, BareDecision, ItemDecisions, LackingUse},
    people,
};

use super::{
    rules,
    step::{looked_back, seen},
};
use crate::{Bureau, Failure, Never};

/// Decisions listed one by one; the count is of all.
const MOST: i64 = 200;

/// An item in the hall that nobody there may decide (已进驻未授权).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnauthorisedLine {
    /// Item.
    pub item: ItemId,
    /// 业务办理项编码.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name of the department.
    pub department: String,
    /// Why.
    pub gap: Gap,
    /// Number of the letter that says so; empty = none does.
    pub doc_no: String,
}

/// A department with items in the hall and no letter in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentGap {
    /// Id.
    pub id: DepartmentId,
    /// Name.
    pub name: String,
    /// Items in the hall.
    pub resident: u64,
}

/// A letter with its last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterEnd {
    /// The letter.
    pub letter: AuthorizationLetter,
    /// Its last day; `None` = it was taken back before it began.
    pub last: Option<Date>,
}

/// A decision that nobody was authorised to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BareDecisionLine {
    /// The row.
    pub row: BareDecision,
    /// Name of the department.
    pub department: String,
    /// Name of whoever decided.
    pub decided_by: String,
}

/// Something done by somebody whose letter does not give that power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LackingLine {
    /// The row.
    pub row: LackingUse,
    /// Name of the department.
    pub department: String,
    /// Name of whoever did it.
    pub by: String,
}

/// How far the authority over an item is used (授权与行使).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// Item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// Name of the department.
    pub department: String,
    /// Decisions by capacity.
    pub counts: ItemDecisions,
}

/// What a check on a day finds.
#[derive(Debug, Clone)]
pub struct Findings {
    /// The day.
    pub on: Date,
    /// First day of those that are looked back on.
    pub since: Date,
    /// Items in the hall that somebody there may decide.
    pub authorised: u64,
    /// 已进驻未授权.
    pub unauthorised: Vec<UnauthorisedLine>,
    /// Departments without a representative.
    pub departments: Vec<DepartmentGap>,
    /// Letters that ended in the days looked back on and that nothing goes on after, the last first.
    pub ended: Vec<LetterEnd>,
    /// Letters that end soon, the first first.
    pub ending: Vec<LetterEnd>,
    /// Letters in force whose representative is out of office.
    pub out_of_office: Vec<AuthorizationLetter>,
    /// Letters in force that are not on record.
    pub unfiled: Vec<AuthorizationLetter>,
    /// Letters in force that are not shown.
    pub unpublished: Vec<AuthorizationLetter>,
    /// Appointments in force that are not on record.
    pub unfiled_appointments: Vec<AppointmentLetter>,
    /// Appointments in force that something speaks against.
    pub warned: Vec<AppointmentLetter>,
    /// Decisions on items in the hall without a letter, the newest first, at most 200.
    pub decisions: Vec<BareDecisionLine>,
    /// How many there are in all.
    pub decisions_count: u64,
    /// What was done by somebody whose letter does not give that power, the newest first, at most 200.
    pub lacking: Vec<LackingLine>,
    /// How many there are in all.
    pub lacking_count: u64,
    /// Letters in force under which the representative decided nothing in the days looked back on.
    pub unused: Vec<AuthorizationLetter>,
    /// Decisions of authorised items by capacity, those sent to the department most often first.
    pub exercise: Vec<Exercise>,
}

impl Findings {
    /// Items that nobody may decide though their department has a representative. Where it has none the department
    /// stands for all of its items.
    pub fn left_out(&self) -> impl Iterator<Item = &UnauthorisedLine> {
        self.unauthorised.iter().filter(|u| u.gap != Gap::NoLetter)
    }

    /// How many things somebody has to look at.
    pub fn count(&self) -> u64 {
        let lists = [
            self.left_out().count(),
            self.departments.len(),
            self.ended.len(),
            self.ending.len(),
            self.out_of_office.len(),
            self.unfiled.len(),
            self.unpublished.len(),
            self.unfiled_appointments.len(),
            self.warned.len(),
            self.unused.len(),
        ];
        lists.iter().map(|n| *n as u64).sum::<u64>() + self.decisions_count + self.lacking_count
    }
}

/// Checks on a day, `None` = today, within what whoever sits here may see.
pub fn findings(bureau: &Bureau, desk: &Desk, on: Option<Date>) -> Result<Findings, Failure<Never>> {
    let reach = seen(desk)?;
    let on = on.unwrap_or_else(|| bureau.today());
    Ok(bureau.db().read(|tx| look(bureau, tx, reach, on))?)
}

/// Names that lines show.
struct Names {
    departments: BTreeMap<DepartmentId, String>,
    staff: BTreeMap<StaffId, String>,
}

impl Names {
    fn department(&self, id: DepartmentId) -> String {
        self.departments.get(&id).cloned().unwrap_or_default()
    }
}

fn look(bureau: &Bureau, tx: &mut Tx<'_>, reach: Reach, on: Date) -> Result<Findings, StoreError> {
    let region = bureau.region();
    let names = Names {
        departments: people::departments(tx, region)?.into_iter().map(|d| (d.id, d.name)).collect(),
        staff: people::staff_list(tx, region)?.into_iter().map(|s| (s.id, s.name)).collect(),
    };
    let mut items = rows::resident_items(tx, region)?;
    items.retain(|i| reach.covers(i.department));
    let mut letters = rows::letters(tx, region)?;
    letters.retain(|l| reach.covers(l.department));
    let mut appointments = rows::appointments(tx, region)?;
    appointments.retain(|a| reach.covers(a.department) && a.holds_on(on));

    let bare = domain_rules::check(&items, &letters, on);
    let of = |ids: &[LetterId]| letters.iter().filter(|l| ids.contains(&l.id)).cloned().collect::<Vec<_>>();
    let doc_no =
        |id: Option<LetterId>| letters.iter().find(|l| Some(l.id) == id).map(|l| l.doc_no.clone()).unwrap_or_default();
    let unauthorised = bare.items.iter().map(|u| UnauthorisedLine {
        item: u.item.id,
        code: u.item.code.clone(),
        name: u.item.name.clone(),
        department: names.department(u.item.department),
        gap: u.gap,
        doc_no: doc_no(u.gap.letter()),
    });
    let departments = bare.departments.iter().map(|id| DepartmentGap {
        id: *id,
        name: names.department(*id),
        resident: items.iter().filter(|i| i.department == *id).count() as u64,
    });
    let county = rules::in_force(tx, region)?.rules;
    let (since, span) = looked_back(on, &county);
    let (decisions, decisions_count) = bare_decisions(bureau, tx, &names, reach, span)?;
    let (lacking, lacking_count) = lacking_uses(bureau, tx, &names, reach, span)?;
    let ends = |all: Vec<&AuthorizationLetter>| {
        all.into_iter().map(|l| LetterEnd { last: l.last_day(), letter: l.clone() }).collect()
    };
    let in_office = |l: &AuthorizationLetter| {
        appointments.iter().any(|a| a.person == l.representative.staff && a.department == l.department)
    };
    Ok(Findings {
        on,
        since,
        authorised: bare.authorised,
        unauthorised: unauthorised.collect(),
        departments: departments.collect(),
        ended: ends(ended_within(&letters, (since, on))),
        ending: ends(ending_within(&letters, on, county.remind_days)),
        out_of_office: letters.iter().filter(|l| l.holds_on(on) && !in_office(l)).cloned().collect(),
        unfiled: of(&bare.unfiled),
        unpublished: of(&bare.unpublished),
        unfiled_appointments: appointments.iter().filter(|a| a.filing.is_none()).cloned().collect(),
        warned: appointments.iter().filter(|a| !a.warnings.is_empty()).cloned().collect(),
        decisions,
        decisions_count,
        lacking,
        lacking_count,
        unused: unused(bureau, tx, &letters, (since, on), span)?,
        exercise: exercise(bureau, tx, &names, (&items, &letters, on), span)?,
    })
}

/// Letters with the power to decide that hold since the beginning of the days looked back on, and under which their
/// representative decided nothing since.
fn unused(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    letters: &[AuthorizationLetter],
    (since, on): (Date, Date),
    span: (Timestamp, Timestamp),
) -> Result<Vec<AuthorizationLetter>, StoreError> {
    let used = rows::decisions_under_letters(tx, bureau.region(), span)?;
    let is_used = |l: &AuthorizationLetter| {
        used.iter().any(|(letter, by, n)| *letter == l.id && *by == l.representative.staff && *n > 0)
    };
    let may = letters.iter().filter(|l| l.powers.contains(&Power::Decide) && l.holds_on(on) && l.valid_from <= since);
    Ok(may.filter(|l| !is_used(l)).cloned().collect())
}

fn bare_decisions(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    names: &Names,
    reach: Reach,
    span: (Timestamp, Timestamp),
) -> Result<(Vec<BareDecisionLine>, u64), StoreError> {
    let only = match reach {
        Reach::County => None,
        Reach::Department(own) => Some(own),
        Reach::Nothing => return Ok((Vec::new(), 0)),
    };
    let (found, count) = rows::decisions_without_letter(tx, bureau.region(), only, span, MOST)?;
    let line = |row: BareDecision| BareDecisionLine {
        department: names.department(row.department),
        decided_by: names.staff.get(&row.decided_by).cloned().unwrap_or_default(),
        row,
    };
    Ok((found.into_iter().map(line).collect(), count))
}

fn lacking_uses(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    names: &Names,
    reach: Reach,
    span: (Timestamp, Timestamp),
) -> Result<(Vec<LackingLine>, u64), StoreError> {
    let only = match reach {
        Reach::County => None,
        Reach::Department(own) => Some(own),
        Reach::Nothing => return Ok((Vec::new(), 0)),
    };
    let (found, count) = rows::uses_lacking(tx, bureau.region(), only, span, MOST)?;
    let line = |row: LackingUse| LackingLine {
        department: names.department(row.department),
        by: names.staff.get(&row.by).cloned().unwrap_or_default(),
        row,
    };
    Ok((found.into_iter().map(line).collect(), count))
}

/// Decisions of the items that somebody in the hall may decide.
fn exercise(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    names: &Names,
    (items, letters, on): (&[domain_rules::ResidentItem], &[AuthorizationLetter], Date),
    span: (Timestamp, Timestamp),
) -> Result<Vec<Exercise>, StoreError> {
    let counts: BTreeMap<ItemId, ItemDecisions> =
        rows::decisions_by_item(tx, bureau.region(), span)?.into_iter().map(|c| (c.item, c)).collect();
    let now: Vec<&AuthorizationLetter> =
        letters.iter().filter(|l| l.holds_on(on) && l.powers.contains(&Power::Decide)).collect();
    let may = items.iter().filter(|i| now.iter().any(|l| l.department == i.department && l.scope.covers(i.id)));
    let mut lines: Vec<Exercise> = may
        .filter_map(|i| {
            counts.get(&i.id).map(|counts| Exercise {
                item: i.id,
                name: i.name.clone(),
                department: names.department(i.department),
                counts: *counts,
            })
        })
        .collect();
    lines.sort_by_key(|e| (std::cmp::Reverse(e.counts.department + e.counts.other), e.item));
    Ok(lines)
}
