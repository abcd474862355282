//! The cases behind a number of the statistics (统计数背后的办件). Deliberately not here: the numbers.

use domain::{
    cases::{Outcome, Side, Timely},
    people::{Act, Desk, Reach, reach},
};
use jiff::{ToSpan as _, civil::Date};
use store::cases::{self as rows, CountedFilter, CountedKey};

use super::{list::masked, statistics::span};
use crate::{Bureau, Failure, Never, cases::StatisticsForm};

/// Which cases are asked for.
#[derive(Debug, Clone)]
pub struct CountedForm {
    /// Months, department and item, as the statistics are asked for.
    pub of: StatisticsForm,
    /// Accepted or finished ones.
    pub side: Side,
    /// Within their limit or not.
    pub timely: Option<Timely>,
    /// How they were decided.
    pub outcome: Option<Outcome>,
    /// 即收即办 alone.
    pub same_day: bool,
    /// 即时办结 alone.
    pub at_once: bool,
    /// Key of the page before: time and id.
    pub after: Option<CountedKey>,
    /// Lines.
    pub limit: usize,
}

/// One case.
#[derive(Debug, Clone)]
pub struct CountedLine {
    /// 办件编号.
    pub case_no: String,
    /// Item.
    pub item_name: String,
    /// Applicant, masked.
    pub applicant: String,
    /// Deciding department.
    pub department: String,
    /// Stage word.
    pub stage: String,
    /// Due on.
    pub due_on: Option<Date>,
}

/// A page of them.
#[derive(Debug, Clone)]
pub struct CountedList {
    /// First and last month.
    pub months: (String, String),
    /// Lines by time.
    pub lines: Vec<CountedLine>,
    /// Key of the next page, if there may be one.
    pub next: Option<CountedKey>,
}

/// The cases; an approver sees the own department's.
pub fn counted(bureau: &Bureau, desk: &Desk, form: &CountedForm) -> Result<CountedList, Failure<Never>> {
    let region = bureau.region();
    let department = match reach(desk, Act::CaseStatistics)? {
        Reach::County => form.of.department,
        Reach::Department(own) => Some(own.get()),
        // A department that there is none of has no cases.
        Reach::Nothing => Some(0),
    };
    let months = span(&form.of, bureau.today());
    let filter = CountedFilter {
        side: form.side,
        days: days(&months).ok_or(Failure::NotFound)?,
        department,
        item: form.of.item,
        timely: form.timely,
        outcome: form.outcome,
        same_day: form.same_day,
        at_once: form.at_once,
    };
    Ok(bureau.db().read(|tx| {
        let (found, next) = rows::counted_lines(tx, region, &filter, form.after.as_ref(), form.limit)?;
        let mut lines = Vec::with_capacity(found.len());
        for line in found {
            lines.push(CountedLine {
                applicant: masked(bureau, &line)?,
                case_no: line.case_no,
                item_name: line.item_name,
                department: line.department,
                stage: line.stage,
                due_on: line.due_on,
            });
        }
        Ok(CountedList { months: months.clone(), lines, next })
    })?)
}

/// First day of the first month, and of the month after the last.
fn days((from, to): &(String, String)) -> Option<(Date, Date)> {
    let first = |month: &str| format!("{month}-01").parse::<Date>().ok();
    Some((first(from)?, first(to)?.checked_add(1.month()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_reach_from_their_first_day_to_the_first_after_them() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        assert_eq!(days(&("2026-01".into(), "2026-12".into())), Some((day("2026-01-01"), day("2027-01-01"))));
        assert_eq!(days(&("2026-02".into(), "2026-02".into())), Some((day("2026-02-01"), day("2026-03-01"))));
    }
}
