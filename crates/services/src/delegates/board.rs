//! 三集中三到位: the board of what each department has really moved, the rows behind each figure, and recording the one
//! unit that a department concentrates its approvals in.

use std::collections::BTreeMap;

use domain::{
    base::DepartmentId,
    delegates::{
        self as domain_rules, ApprovalUnit, Board, BoardDepartment, BoardFacts, BoardItem, BoardRow, BoardStaff, Cell,
        NewUnit, Parts, UnitRecorded,
    },
    people::{Act, Desk, Reach, authorise},
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    StoreError, Tx, delegates as rows,
    journal::{self, Entry, Stream},
    people,
};

use super::{
    DelegateRefusal, rules,
    step::{Actor, day, department, looked_back, seen},
};
use crate::{Bureau, Failure, Never};

/// The board on a day.
#[derive(Debug, Clone)]
pub struct BoardView {
    /// The day.
    pub on: Date,
    /// First day of the decisions that 电子监察 looks back on.
    pub since: Date,
    /// The figures. Whoever sees one department alone sees it on top too.
    pub board: Board,
}

/// The rows behind one figure.
#[derive(Debug, Clone)]
pub struct BoardRows {
    /// The day.
    pub on: Date,
    /// First day of the decisions that 电子监察 looks back on.
    pub since: Date,
    /// Which figure.
    pub cell: Cell,
    /// Name of the department; `None` = all that the asker may see.
    pub department: Option<(DepartmentId, String)>,
    /// The figure itself.
    pub parts: Parts,
    /// What lacks first.
    pub rows: Vec<BoardRow>,
    /// Names of departments.
    pub names: BTreeMap<DepartmentId, String>,
    /// What is recorded of the department's approvals, with who did.
    pub unit: Option<(ApprovalUnit, String)>,
    /// The desk may record it.
    pub may_edit: bool,
}

/// What the board is made from, as it was read.
struct Ground {
    departments: Vec<BoardDepartment>,
    units: Vec<ApprovalUnit>,
    staff: Vec<BoardStaff>,
    items: Vec<BoardItem>,
    letters: Vec<domain_rules::AuthorizationLetter>,
    on: Date,
    since: Date,
}

impl Ground {
    /// What stood on a day, as far as facts are dated: items by their versions, exemptions, letters, units and cases. Who
    /// sits where is known as it is now.
    fn read(bureau: &Bureau, tx: &mut Tx<'_>, reach: Reach, on: Date) -> Result<Self, StoreError> {
        let region = bureau.region();
        let (since, span) = looked_back(on, &rules::in_force(tx, region)?.rules);
        let known = people::departments(tx, region)?.into_iter().filter(|d| reach.covers(d.id));
        let mut items = rows::board_items(tx, region, on, span)?;
        items.retain(|i| reach.covers(i.department));
        Ok(Self {
            departments: known
                .map(|d| BoardDepartment { id: d.id, name: d.name, code: d.code, window_no: d.window_no })
                .collect(),
            units: units_on(bureau, tx, on)?,
            staff: rows::board_staff(tx, region, (since, on))?,
            items,
            letters: rows::letters(tx, region)?,
            on,
            since,
        })
    }

    fn facts(&self) -> BoardFacts<'_> {
        BoardFacts {
            departments: &self.departments,
            units: &self.units,
            staff: &self.staff,
            items: &self.items,
            letters: &self.letters,
            on: self.on,
        }
    }
}

/// What was recorded of the units on a day: the last record that counts from then or before. Those before the last stand
/// in the journal alone.
fn units_on(bureau: &Bureau, tx: &mut Tx<'_>, on: Date) -> Result<Vec<ApprovalUnit>, StoreError> {
    let region = bureau.region();
    let mut out = Vec::new();
    for unit in rows::units(tx, region)? {
        if unit.from <= on {
            out.push(unit);
            continue;
        }
        let history = journal::history(tx, region, &Stream::approval_unit(unit.department))?;
        let told = history.iter().rev().find_map(|e| {
            let told: UnitRecorded = serde_json::from_value(e.facts.clone()).ok()?;
            (told.from <= on).then_some((told, e.entered_at))
        });
        if let Some((told, recorded_at)) = told {
            let UnitRecorded { unit: name, offices, doc_no, from, .. } = told;
            out.push(ApprovalUnit { name, offices, doc_no, from, recorded_at, ..unit });
        }
    }
    Ok(out)
}

/// The board of a day, `None` = today, as whoever sits here may see it. A day that has not come is today.
pub fn board(bureau: &Bureau, desk: &Desk, on: Option<Date>) -> Result<BoardView, Failure<Never>> {
    let (reach, on) = (seen(desk)?, asked(bureau, on));
    let ground = bureau.db().read(|tx| Ground::read(bureau, tx, reach, on))?;
    Ok(BoardView { on: ground.on, since: ground.since, board: domain_rules::board(&ground.facts()) })
}

/// The day that is asked for; nothing is known of one that has not come.
fn asked(bureau: &Bureau, on: Option<Date>) -> Date {
    let today = bureau.today();
    on.filter(|on| *on < today).unwrap_or(today)
}

/// The rows behind a figure of one department on a day, `None` = of all that the asker may see. A department that has no items, or
/// that the asker may not see, is not there.
pub fn board_rows(
    bureau: &Bureau,
    desk: &Desk,
    (of, cell): (Option<DepartmentId>, Cell),
    on: Option<Date>,
) -> Result<BoardRows, Failure<Never>> {
    let (reach, on) = (seen(desk)?, asked(bureau, on));
    let found = bureau.db().read(|tx| {
        let ground = Ground::read(bureau, tx, reach, on)?;
        let unit = match ground.units.iter().find(|u| Some(u.department) == of) {
            Some(unit) => {
                let by = people::staff(tx, bureau.region(), unit.recorded_by)?.map(|s| s.name);
                Some((unit.clone(), by.unwrap_or_default()))
            }
            None => None,
        };
        Ok((ground, unit))
    })?;
    let (ground, unit) = found;
    let board = domain_rules::board(&ground.facts());
    let line = match of {
        None => &board.county,
        Some(id) => board.departments.iter().find(|l| l.department == Some(id)).ok_or(Failure::NotFound)?,
    };
    let mut rows = domain_rules::rows(&ground.facts(), cell);
    rows.retain(|r| of.is_none_or(|id| r.department == id));
    Ok(BoardRows {
        on: ground.on,
        since: ground.since,
        cell,
        department: line.department.map(|id| (id, line.name.clone())),
        parts: line.parts(cell),
        rows,
        names: ground.departments.iter().map(|d| (d.id, d.name.clone())).collect(),
        unit,
        // What was is not recorded any more.
        may_edit: ground.on == bureau.today() && authorise(desk, Act::DelegateEdit, None).is_ok(),
    })
}

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct UnitForm {
    /// Whose unit.
    pub department: i64,
    /// Version the page was made from; 0 = nothing was recorded.
    pub version: i64,
    /// 审批科室.
    pub name: String,
    /// How many units approve; what is no number is 0.
    pub offices: u16,
    /// 文号.
    pub doc_no: String,
    /// First day.
    pub from: String,
}

/// Records where a department's approvals are. The same key has one effect. Returns the record's version.
pub fn record_unit(
    bureau: &Bureau,
    desk: &Desk,
    form: &UnitForm,
    key: Option<&str>,
) -> Result<i64, Failure<DelegateRefusal>> {
    let (actor, from) = (Actor::of(bureau, desk)?, day(&form.from, "from")?);
    let command = bureau.command(desk, "delegates.record_unit", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DelegateRefusal>> {
        let region = worker.region();
        let department = department(&worker, tx, form.department)?;
        let before = rows::unit(tx, region, department.id)?;
        if before.as_ref().map_or(0, |u| u.version) != form.version {
            return Err(Failure::Stale);
        }
        let new = NewUnit {
            department: &department,
            name: &form.name,
            offices: form.offices,
            doc_no: &form.doc_no,
            from,
            by: actor.by,
            at: actor.at,
        };
        let (unit, event) =
            domain_rules::record_unit(&new, before.as_ref(), actor.today).map_err(|r| Failure::Refused(r.into()))?;
        let stream = Stream::approval_unit(unit.department);
        let entry = Entry::new(stream, unit.version - 1, "delegates.unit_recorded", &event)
            .with(rows::unit_change(region, &unit));
        Ok(journal::append(tx, region, &actor.desk.stamp(actor.at, actor.role), entry)?)
    })?;
    Ok(done.value)
}
