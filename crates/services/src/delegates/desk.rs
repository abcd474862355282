//! What a representative has in view while sitting (代表席): which items are authorised and which are not, since when and by
//! which paper; how much of today was done at the window; what went back to the department and why.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ItemId, StaffId, shanghai_midnight},
    delegates::{self as rules, AtWindow, Authority, AuthorizationLetter, Power, at_window, authority},
    people::{Act, Denied, Desk},
};
use jiff::{Timestamp, civil::Date};
use store::{
    StoreError, Tx,
    delegates::{self as rows, SentBackLine},
    people,
};

use super::{rules as county_rules, sent_back::BackLine, step::looked_back, window_rules};
use crate::{Bureau, Failure, Never};

/// Cases that went back, shown beside the work.
const BACK: i64 = 10;

/// An item in the hall, as it stands with whoever sits here.
#[derive(Debug, Clone)]
pub struct DeskItem {
    /// Id.
    pub id: ItemId,
    /// Name.
    pub name: String,
    /// Under which letter they may decide it, with its first day; `None` = they may not.
    pub letter: Option<(Authority, Date)>,
    /// Why not all of a sitting: what cannot be done here, in one sentence; empty = it can be sat through.
    pub why_not: String,
    /// Whether the guide lets it be decided at the window.
    pub at_window: AtWindow,
}

/// The desk.
#[derive(Debug, Clone)]
pub struct RepresentativeDesk {
    /// Today.
    pub today: Date,
    /// Letters in force that name them.
    pub letters: Vec<AuthorizationLetter>,
    /// Items of their departments: those that can be sat through first, then those that are authorised.
    pub items: Vec<DeskItem>,
    /// Decisions of today on the items they are authorised for.
    pub decided_today: u64,
    /// Of these, by them, on the day of acceptance (即办).
    pub here_today: u64,
    /// What went back in the days looked back on, the newest first.
    pub back: Vec<BackLine>,
    /// First of these days.
    pub since: Date,
}

/// The desk of whoever sits here.
pub fn representative_desk(bureau: &Bureau, desk: &Desk) -> Result<RepresentativeDesk, Failure<Never>> {
    bureau.may(desk, Act::CaseSit)?;
    let staff = desk.staff.as_ref().ok_or(Failure::Denied(Denied::NotSignedIn))?;
    let (by, own) = (staff.id, staff.department);
    Ok(bureau.db().read(|tx| look(bureau, tx, (by, own)))?)
}

fn look(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (by, own): (StaffId, Option<DepartmentId>),
) -> Result<RepresentativeDesk, StoreError> {
    let (region, today) = (bureau.region(), bureau.today());
    let names =
        |l: &AuthorizationLetter| l.representative.staff == by || l.deputy.as_ref().is_some_and(|d| d.staff == by);
    let mut letters = rows::letters(tx, region)?;
    letters.retain(|l| l.holds_on(today) && names(l));
    let mut departments: Vec<DepartmentId> = letters.iter().map(|l| l.department).chain(own).collect();
    departments.sort_unstable();
    departments.dedup();
    let (since, _) = looked_back(today, &county_rules::in_force(tx, region)?.rules);
    let rules_of_window = window_rules(tx, region)?;
    let tomorrow = shanghai_midnight(today.tomorrow().unwrap_or(today));
    let mut out = RepresentativeDesk {
        today,
        items: Vec::new(),
        decided_today: 0,
        here_today: 0,
        back: Vec::new(),
        since,
        letters,
    };
    for department in departments {
        let items = rows::resident_guides(tx, region, Some(department))?;
        for (item, guide) in items {
            let here = at_window(&guide, &rules_of_window.obstacles);
            let of = (item.id, department);
            let under = authority(&out.letters, of, by, Power::Decide, today);
            let sits = rules::may_sit((item.id, department, &item.name), (&here, false), &out.letters, by, today);
            out.items.push(DeskItem {
                why_not: sits.err().map(|why| why.to_string()).unwrap_or_default(),
                letter: under.map(|a| (since_of(&out.letters, &a), a)).map(|(since, a)| (a, since)),
                id: item.id,
                name: item.name,
                at_window: here,
            });
        }
        out.count_today(bureau, tx, (department, by), (shanghai_midnight(today), tomorrow))?;
        let span = (shanghai_midnight(since), tomorrow);
        let lines = back(bureau, tx, department, span, &out.letters)?;
        out.back.extend(named(bureau, tx, department, lines)?);
    }
    out.items.sort_by_key(|i| (!i.why_not.is_empty(), i.letter.is_none()));
    out.back.sort_by_key(|line| std::cmp::Reverse(line.row.at));
    out.back.truncate(usize::try_from(BACK).unwrap_or(usize::MAX));
    Ok(out)
}

fn since_of(letters: &[AuthorizationLetter], under: &Authority) -> Date {
    letters.iter().find(|l| l.id == under.letter).map_or(Date::MIN, |l| l.valid_from)
}

impl RepresentativeDesk {
    fn count_today(
        &mut self,
        bureau: &Bureau,
        tx: &mut Tx<'_>,
        who: (DepartmentId, StaffId),
        span: (Timestamp, Timestamp),
    ) -> Result<(), StoreError> {
        let authorised: BTreeMap<ItemId, bool> = self.items.iter().map(|i| (i.id, i.letter.is_some())).collect();
        for (item, decided, here) in rows::decisions_today(tx, bureau.region(), who, span, self.today)? {
            if authorised.get(&item).copied().unwrap_or_default() {
                self.decided_today += decided;
                self.here_today += here;
            }
        }
        Ok(())
    }
}

fn named(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    department: DepartmentId,
    lines: Vec<SentBackLine>,
) -> Result<Vec<BackLine>, StoreError> {
    let region = bureau.region();
    let name = people::department(tx, region, department)?.map(|d| d.name).unwrap_or_default();
    let mut all = Vec::new();
    for row in lines {
        let by = people::staff(tx, region, row.by)?.map(|s| s.name).unwrap_or_default();
        all.push(BackLine { row, department: name.clone(), by });
    }
    Ok(all)
}

/// What went back of a department's items that these letters authorise.
fn back(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    department: DepartmentId,
    span: (Timestamp, Timestamp),
    letters: &[AuthorizationLetter],
) -> Result<Vec<SentBackLine>, StoreError> {
    let mut lines = rows::passed_on(tx, bureau.region(), Some(department), span, BACK)?;
    lines.extend(rows::decided_away(tx, bureau.region(), Some(department), span, BACK)?);
    lines.retain(|line| letters.iter().any(|l| l.department == department && l.scope.covers(line.item)));
    Ok(lines)
}
