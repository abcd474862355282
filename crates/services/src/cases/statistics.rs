//! How many cases, how quickly, how they ended (办件统计): by month, department and item, from the counters that each step
//! keeps; what is overdue now is counted among open cases. No case is scanned. Deliberately not here: the five indicators.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ItemId},
    cases::{Cell, Outcome, Side, Timely},
    people::{Act, Desk, Reach, reach},
};
use jiff::{ToSpan as _, civil::Date};
use store::{
    cases::{self as rows, CounterFilter, Counters},
    catalogue, people,
};

use crate::{Bureau, Failure, Never};

/// Months shown where none are named.
const MONTHS: i32 = 12;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct StatisticsForm {
    /// First month, `2026-01`; empty = twelve months with this one.
    pub from: String,
    /// Last month; empty = this one.
    pub to: String,
    /// One department.
    pub department: Option<i64>,
    /// One item.
    pub item: Option<i64>,
}

/// Counts of some cases. Each is a part of `accepted` or of `finished`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CaseCounts {
    /// 受理.
    pub accepted: u64,
    /// 办结.
    pub finished: u64,
    /// Finished on its last day or before.
    pub on_time: u64,
    /// Finished after it.
    pub late: u64,
    /// Finished without a known limit: in neither of the two.
    pub no_limit: u64,
    /// Finished with 准予.
    pub granted: u64,
    /// Finished with 不予.
    pub denied: u64,
    /// 即收即办: finished, and decided on the day of acceptance.
    pub same_day: u64,
    /// 即时办结: finished within half an hour of acceptance.
    pub at_once: u64,
}

impl CaseCounts {
    fn add(&mut self, cell: &Cell, n: i64) {
        let n = u64::try_from(n).unwrap_or(0);
        match cell.side {
            Side::Accepted => self.accepted += n,
            Side::Standing => {}
            Side::Finished => {
                self.finished += n;
                match cell.timely {
                    Some(Timely::OnTime) => self.on_time += n,
                    Some(Timely::Late) => self.late += n,
                    Some(Timely::NoLimit) | None => self.no_limit += n,
                }
                match Outcome::parse(&cell.outcome) {
                    Some(Outcome::Grant) => self.granted += n,
                    Some(Outcome::Deny) => self.denied += n,
                    None => {}
                }
                self.same_day += if cell.pace.is_some_and(|p| p.is_same_day()) { n } else { 0 };
                self.at_once += if cell.pace.is_some_and(|p| p.is_at_once()) { n } else { 0 };
            }
        }
    }
}

/// One line: a month, a department or an item.
#[derive(Debug, Clone)]
pub struct StatisticsLine {
    /// `2026-11`, or an id.
    pub key: String,
    /// In words; a month as it is.
    pub name: String,
    /// Its counts.
    pub counts: CaseCounts,
    /// Open today and past their day; of departments alone.
    pub overdue: Option<u64>,
}

/// The statistics of a span of months.
#[derive(Debug, Clone)]
pub struct Statistics {
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
    /// All of it.
    pub all: CaseCounts,
    /// Open today and past their day.
    pub overdue: u64,
    /// Open today.
    pub open: u64,
    /// By month, the first one first.
    pub months: Vec<StatisticsLine>,
    /// By department, the most accepted first.
    pub departments: Vec<StatisticsLine>,
    /// By item, the most accepted first; of one department alone.
    pub items: Vec<StatisticsLine>,
    /// The department that was asked for, by name.
    pub department: Option<(i64, String)>,
}

/// The statistics that whoever sits here may see: an approver the own department's.
pub fn statistics(bureau: &Bureau, desk: &Desk, form: &StatisticsForm) -> Result<Statistics, Failure<Never>> {
    let region = bureau.region();
    let department = match reach(desk, Act::CaseStatistics)? {
        Reach::County => form.department,
        Reach::Department(own) => Some(own.get()),
        // A department that there is none of has no cases.
        Reach::Nothing => Some(0),
    };
    let today = bureau.today();
    let (from, to) = span(form, today);
    let filter = CounterFilter { side: None, months: Some((from.clone(), to.clone())), department, item: form.item };
    Ok(bureau.db().read(|tx| {
        let standing = CounterFilter {
            side: Some(Side::Standing),
            department: Some(department.unwrap_or(0)),
            ..CounterFilter::default()
        };
        let mut counted = rows::counters(tx, region, &CounterFilter { side: Some(Side::Accepted), ..filter.clone() })?;
        counted.extend(rows::counters(tx, region, &CounterFilter { side: Some(Side::Finished), ..filter.clone() })?);
        let standing = rows::counters(tx, region, &standing)?;
        let overdue = rows::overdue_by_department(tx, region, department.map(DepartmentId::new), today)?;
        let names: BTreeMap<i64, String> =
            people::departments(tx, region)?.into_iter().map(|d| (d.id.get(), d.name)).collect();
        let mut out = gathered(&counted, (&from, &to), &names, department);
        out.overdue = overdue.iter().map(|(_, n)| n).sum();
        out.open = open(&standing);
        for line in &mut out.departments {
            line.overdue = Some(overdue.iter().find(|(d, _)| d.get().to_string() == line.key).map_or(0, |(_, n)| *n));
        }
        for line in &mut out.items {
            let id = line.key.parse().map(ItemId::new).ok();
            if let Some(item) = id.map(|id| catalogue::item(tx, region, id)).transpose()?.flatten() {
                line.name = item.content.name;
            }
        }
        Ok(out)
    })?)
}

/// Items of one department that are shown; the rest is in the sums.
const ITEMS: usize = 100;

fn gathered(
    counted: &Counters,
    (from, to): (&str, &str),
    names: &BTreeMap<i64, String>,
    department: Option<i64>,
) -> Statistics {
    let mut all = CaseCounts::default();
    let (mut months, mut departments, mut items) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (cell, n) in counted {
        all.add(cell, *n);
        months.entry(cell.month.clone()).or_insert_with(CaseCounts::default).add(cell, *n);
        departments.entry(cell.department).or_insert_with(CaseCounts::default).add(cell, *n);
        items.entry(cell.item).or_insert_with(CaseCounts::default).add(cell, *n);
    }
    let line = |key: String, name: String, counts| StatisticsLine { key, name, counts, overdue: None };
    let most_first = |lines: &mut Vec<StatisticsLine>| {
        lines.sort_by(|a, b| (b.counts.accepted, &a.key).cmp(&(a.counts.accepted, &b.key)));
    };
    let mut departments: Vec<StatisticsLine> = departments
        .into_iter()
        .map(|(id, counts)| line(id.to_string(), names.get(&id).cloned().unwrap_or_default(), counts))
        .collect();
    most_first(&mut departments);
    let mut items: Vec<StatisticsLine> = match department {
        Some(_) => items.into_iter().map(|(id, counts)| line(id.to_string(), String::new(), counts)).collect(),
        None => Vec::new(),
    };
    most_first(&mut items);
    items.truncate(ITEMS);
    Statistics {
        from: from.to_owned(),
        to: to.to_owned(),
        all,
        overdue: 0,
        open: 0,
        months: months.into_iter().map(|(month, counts)| line(month.clone(), month, counts)).collect(),
        departments,
        items,
        department: department.and_then(|id| names.get(&id).map(|name| (id, name.clone()))),
    }
}

/// Stages in which somebody still has to act on the matter.
fn open(standing: &Counters) -> u64 {
    let still = |cell: &Cell| rows::OPEN_STAGES.contains(&cell.outcome.as_str());
    standing.iter().filter(|(cell, _)| still(cell)).map(|(_, n)| u64::try_from(*n).unwrap_or(0)).sum()
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// `2026-11` and nothing else.
fn is_month(text: &str) -> bool {
    text.len() == 7 && format!("{text}-01").parse::<Date>().is_ok()
}

/// First and last month that are asked for.
pub(super) fn span(form: &StatisticsForm, today: Date) -> (String, String) {
    let to = if is_month(&form.to) { form.to.clone() } else { month(today) };
    let usual = today.first_of_month().saturating_sub((MONTHS - 1).months());
    let from = if is_month(&form.from) { form.from.clone() } else { month(usual).min(to.clone()) };
    if from <= to { (from, to) } else { (to, from) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn without_months_it_is_the_last_twelve() {
        let asked = StatisticsForm::default();
        assert_eq!(span(&asked, day("2026-11-30")), ("2025-12".into(), "2026-11".into()));
    }

    #[test]
    fn months_that_are_none_are_not_asked_for_and_two_in_the_wrong_order_are_turned() {
        let asked = |from: &str, to: &str| StatisticsForm { from: from.into(), to: to.into(), ..Default::default() };
        assert_eq!(span(&asked("2026-03", "2026-01"), day("2026-11-30")), ("2026-01".into(), "2026-03".into()));
        assert_eq!(span(&asked("2026-13", "2026-1"), day("2026-11-30")), ("2025-12".into(), "2026-11".into()));
        assert_eq!(span(&asked("", "2020-01"), day("2026-11-30")).1, "2020-01");
    }
}
