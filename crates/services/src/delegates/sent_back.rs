//! What went back to the departments and why (退回部门), by month, with how far each authorised item is decided at the window;
//! and items that could be decided there and are not (能在窗口定而没定).

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ItemId, StaffId, shanghai_day, shanghai_midnight},
    delegates::{AtWindow, AuthorizationLetter, Missing, Power, ResidentItem, at_window, missing},
    people::{Desk, Reach},
};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use store::{
    StoreError, Tx,
    delegates::{self as rows, DayDecisions, ItemDecisions, SentBackLine},
    people,
};

use super::{
    rules,
    step::{looked_back, seen},
    window_rules,
};
use crate::{Bureau, Failure, Never};

/// Cases listed one by one.
const MOST: usize = 200;
/// Rows looked at for that: of some the item was not authorised on the day.
const LOOK: i64 = 2_000;

/// A case that went back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackLine {
    /// The row.
    pub row: SentBackLine,
    /// Name of the department.
    pub department: String,
    /// Name of whoever passed it on, else of whoever decided it.
    pub by: String,
}

/// Decisions of one month on items that were authorised on their day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthBack {
    /// First day of the month.
    pub month: Date,
    /// By a representative or deputy, at the window.
    pub at_window: u64,
    /// In the department.
    pub away: u64,
}

/// How far one authorised item is decided at the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemUse {
    /// Item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// Name of the department.
    pub department: String,
    /// At the window.
    pub at_window: u64,
    /// In the department.
    pub away: u64,
}

/// What went back.
#[derive(Debug, Clone)]
pub struct SentBackView {
    /// The day.
    pub on: Date,
    /// First of the days looked back on.
    pub since: Date,
    /// Decisions in these days at the window, of items that were authorised.
    pub at_window: u64,
    /// And in the department.
    pub away: u64,
    /// Reasons that were given in these days, the most often first.
    pub reasons: Vec<(String, u64)>,
    /// The cases, the newest first, at most 200.
    pub lines: Vec<BackLine>,
    /// By month, the oldest first.
    pub months: Vec<MonthBack>,
    /// By item, those that go to the department most often first.
    pub items: Vec<ItemUse>,
}

impl SentBackView {
    /// How often somebody who could have decided passed a case on, with a reason, in these days; it may not be decided yet.
    #[must_use]
    pub fn passed_on(&self) -> u64 {
        self.reasons.iter().map(|(_, n)| n).sum()
    }
}

/// An item that could be decided at the window and is decided in the department.
#[derive(Debug, Clone)]
pub struct AwayLine {
    /// The item.
    pub item: ResidentItem,
    /// Name of the department.
    pub department: String,
    /// Who says that it could.
    pub at_window: AtWindow,
    /// What is missing.
    pub missing: Missing,
    /// Decisions by capacity.
    pub counts: ItemDecisions,
}

impl AwayLine {
    /// Decisions that nobody took under a letter.
    #[must_use]
    pub const fn away(&self) -> u64 {
        self.counts.department + self.counts.other
    }
}

/// One department's share of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwayDepartment {
    /// Name.
    pub name: String,
    /// Items.
    pub items: u64,
    /// Decisions in the department.
    pub away: u64,
}

/// What could be decided at the window and is not.
#[derive(Debug, Clone)]
pub struct AwayView {
    /// The day.
    pub on: Date,
    /// First of the days looked back on.
    pub since: Date,
    /// Items in the hall that can be decided at the window.
    pub decidable: u64,
    /// Those that were decided in the department, the most often first.
    pub lines: Vec<AwayLine>,
    /// By department, the most decisions first.
    pub departments: Vec<AwayDepartment>,
}

struct Names {
    departments: BTreeMap<DepartmentId, String>,
    staff: BTreeMap<StaffId, String>,
}

impl Names {
    fn load(bureau: &Bureau, tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        let region = bureau.region();
        Ok(Self {
            departments: people::departments(tx, region)?.into_iter().map(|d| (d.id, d.name)).collect(),
            staff: people::staff_list(tx, region)?.into_iter().map(|s| (s.id, s.name)).collect(),
        })
    }

    fn department(&self, id: DepartmentId) -> String {
        self.departments.get(&id).cloned().unwrap_or_default()
    }
}

/// First of the days that the county's rules look back on, and the instants around them.
fn days(bureau: &Bureau, on: Date) -> Result<(Date, (Timestamp, Timestamp)), StoreError> {
    let county = bureau.db().read(|tx| rules::in_force(tx, bureau.region()))?;
    Ok(looked_back(on, &county.rules))
}

/// Whether somebody could have decided the item at the window on a day.
fn was_authorised(letters: &[AuthorizationLetter], (item, department): (ItemId, DepartmentId), on: Date) -> bool {
    letters.iter().any(|l| {
        l.department == department && l.powers.contains(&Power::Decide) && l.holds_on(on) && l.scope.covers(item)
    })
}

fn only(reach: Reach) -> Option<Option<DepartmentId>> {
    match reach {
        Reach::County => Some(None),
        Reach::Department(own) => Some(Some(own)),
        Reach::Nothing => None,
    }
}

/// What went back, on a day, `None` = today, within what whoever sits here may see.
pub fn sent_back(bureau: &Bureau, desk: &Desk, on: Option<Date>) -> Result<SentBackView, Failure<Never>> {
    let reach = seen(desk)?;
    let on = on.unwrap_or_else(|| bureau.today());
    let (since, span) = days(bureau, on)?;
    let many = bureau.db().read(|tx| window_rules(tx, bureau.region()))?.trend_months;
    let mut view = SentBackView {
        on,
        since,
        at_window: 0,
        away: 0,
        reasons: Vec::new(),
        lines: Vec::new(),
        months: months(on, many),
        items: Vec::new(),
    };
    let Some(department) = only(reach) else { return Ok(view) };
    Ok(bureau.db().read(|tx| {
        let region = bureau.region();
        let (names, letters) = (Names::load(bureau, tx)?, rows::letters(tx, region)?);
        view.reasons = rows::reasons(tx, region, department, span)?;
        view.lines = lines(bureau, tx, (&names, &letters), department, span)?;
        let first = view.months.first().map_or(since, |m| m.month).min(since);
        let all = rows::decisions_by_day(tx, region, department, (shanghai_midnight(first), span.1))?;
        let counted: Vec<&DayDecisions> =
            all.iter().filter(|d| was_authorised(&letters, (d.item, d.department), d.on)).collect();
        for day in &counted {
            if let Some(month) = view.months.iter_mut().find(|m| m.month == day.on.first_of_month()) {
                month.at_window += day.at_window;
                month.away += day.away;
            }
        }
        let items: BTreeMap<ItemId, ResidentItem> =
            rows::resident_items(tx, region)?.into_iter().map(|i| (i.id, i)).collect();
        let mut uses: BTreeMap<ItemId, ItemUse> = BTreeMap::new();
        for day in counted.iter().filter(|d| d.on >= since) {
            let Some(item) = items.get(&day.item) else { continue };
            let used = uses.entry(day.item).or_insert_with(|| ItemUse {
                item: item.id,
                name: item.name.clone(),
                department: names.department(item.department),
                at_window: 0,
                away: 0,
            });
            used.at_window += day.at_window;
            used.away += day.away;
        }
        view.items = uses.into_values().collect();
        view.items.sort_by_key(|i| (std::cmp::Reverse(i.away), i.item));
        view.at_window = view.items.iter().map(|i| i.at_window).sum();
        view.away = view.items.iter().map(|i| i.away).sum();
        Ok(view)
    })?)
}

/// The months that the trend shows, empty, the oldest first.
fn months(on: Date, many: u32) -> Vec<MonthBack> {
    let last = on.first_of_month();
    (0..many)
        .rev()
        .map(|back| MonthBack { month: last.saturating_sub(i64::from(back).months()), at_window: 0, away: 0 })
        .collect()
}

/// Cases that were passed on, and those that were decided in the department without a word though somebody at the window
/// could have.
fn lines(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (names, letters): (&Names, &[AuthorizationLetter]),
    department: Option<DepartmentId>,
    span: (Timestamp, Timestamp),
) -> Result<Vec<BackLine>, StoreError> {
    let region = bureau.region();
    let mut rows = rows::passed_on(tx, region, department, span, LOOK)?;
    let away = rows::decided_away(tx, region, department, span, LOOK)?;
    rows.extend(away.into_iter().filter(|r| was_authorised(letters, (r.item, r.department), shanghai_day(r.at))));
    rows.sort_by(|a, b| (b.at, &b.case_no).cmp(&(a.at, &a.case_no)));
    rows.truncate(MOST);
    let line = |row: SentBackLine| BackLine {
        department: names.department(row.department),
        by: names.staff.get(&row.by).cloned().unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// What could be decided at the window and is not, on a day, `None` = today, within what whoever sits here may see.
pub fn still_away(bureau: &Bureau, desk: &Desk, on: Option<Date>) -> Result<AwayView, Failure<Never>> {
    let reach = seen(desk)?;
    let on = on.unwrap_or_else(|| bureau.today());
    let (since, span) = days(bureau, on)?;
    let mut view = AwayView { on, since, decidable: 0, lines: Vec::new(), departments: Vec::new() };
    let Some(department) = only(reach) else { return Ok(view) };
    Ok(bureau.db().read(|tx| {
        let region = bureau.region();
        let (names, letters) = (Names::load(bureau, tx)?, rows::letters(tx, region)?);
        let counts: BTreeMap<ItemId, ItemDecisions> =
            rows::decisions_by_item(tx, region, span)?.into_iter().map(|c| (c.item, c)).collect();
        let obstacles = window_rules(tx, region)?.obstacles;
        for (item, guide) in rows::resident_guides(tx, region, department)? {
            let here = at_window(&guide, &obstacles);
            if !here.can() {
                continue;
            }
            view.decidable += 1;
            let Some(counts) = counts.get(&item.id).copied() else { continue };
            let line = AwayLine {
                department: names.department(item.department),
                at_window: here,
                missing: missing(&item, &letters, on),
                counts,
                item,
            };
            if line.away() > 0 {
                view.lines.push(line);
            }
        }
        view.lines.sort_by_key(|l| (std::cmp::Reverse(l.away()), l.item.id));
        view.departments = by_department(&view.lines);
        Ok(view)
    })?)
}

fn by_department(lines: &[AwayLine]) -> Vec<AwayDepartment> {
    let mut sums: BTreeMap<DepartmentId, AwayDepartment> = BTreeMap::new();
    for line in lines {
        let sum = sums.entry(line.item.department).or_insert_with(|| AwayDepartment {
            name: line.department.clone(),
            items: 0,
            away: 0,
        });
        sum.items += 1;
        sum.away += line.away();
    }
    let mut all: Vec<AwayDepartment> = sums.into_values().collect();
    all.sort_by_key(|d| std::cmp::Reverse(d.away));
    all
}
