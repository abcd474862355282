//! Reading the end of a limit without a case (到期日试算): for scripts, other systems and whoever wants to check.

use domain::{
    base::{Calendar, Due},
    cases::{PauseSpan, Terms, clocks},
    catalogue::{Limit, LimitUnit},
    people::{Act, Desk},
};
use jiff::civil::Date;

use crate::{Bureau, Failure};

/// Most special procedures of one question.
const MOST_PAUSES: usize = 20;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueForm {
    /// Day of acceptance; not counted.
    pub from: Date,
    /// How many.
    pub value: u16,
    /// Of what.
    pub unit: LimitUnit,
    /// Special procedures, first and last day.
    pub pauses: Vec<(Date, Date)>,
    /// Working days by which it was extended.
    pub extension: u16,
}

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueAnswer {
    /// The last day, and whether it is 暂定.
    pub due: Due,
    /// Working days between, paused ones among them.
    pub workdays: i64,
    /// Of those, within the special procedures.
    pub paused: i64,
    /// Working days passed until today, paused ones not counted, at most as many as there are.
    pub passed: i64,
    /// Working days left from today; negative when it is overdue.
    pub left: i64,
}

/// Why a question is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DueRefusal {
    /// A pause that ends before it begins, or begins before acceptance.
    #[error("特别程序 {0} 至 {1} 的起止日期不对：止不能早于起，起不能早于受理日")]
    Pause(Date, Date),
    /// Two pauses at a time.
    #[error("特别程序的日期有重叠，请合成一段")]
    Overlap,
    /// Very many.
    #[error("特别程序最多 {MOST_PAUSES} 段")]
    Many,
}

/// Reads it by the clocks that cases have.
pub fn due(bureau: &Bureau, desk: &Desk, form: &DueForm) -> Result<DueAnswer, Failure<DueRefusal>> {
    bureau.may(desk, Act::CalendarView)?;
    check(form).map_err(Failure::Refused)?;
    let calendar = bureau.db().read(|tx| bureau.calendar(tx))?;
    Ok(answer(form, &calendar, bureau.today()))
}

fn check(form: &DueForm) -> Result<(), DueRefusal> {
    if form.pauses.len() > MOST_PAUSES {
        return Err(DueRefusal::Many);
    }
    if let Some((from, to)) = form.pauses.iter().find(|(from, to)| to < from || *from < form.from) {
        return Err(DueRefusal::Pause(*from, *to));
    }
    let mut sorted = form.pauses.clone();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        return Err(DueRefusal::Overlap);
    }
    Ok(())
}

fn answer(form: &DueForm, calendar: &Calendar, today: Date) -> DueAnswer {
    let stopped: Vec<PauseSpan> = form.pauses.iter().map(|(from, to)| PauseSpan { from: *from, to: *to }).collect();
    let terms = Terms { promised: Some(Limit { value: form.value, unit: form.unit }), statutory: None };
    let read = clocks(form.from, terms, &stopped, None, calendar);
    let limit = Due { on: read.due.on.unwrap_or(form.from), provisional: read.due.provisional };
    let more = calendar.add_workdays(limit.on, u32::from(form.extension));
    let due = Due { on: more.on, provisional: limit.provisional || more.provisional };
    let until = today.clamp(form.from, due.on);
    let paused_until = |day: Date| -> i64 {
        let within = |(from, to): &(Date, Date)| calendar.workdays_between(*from, (*to).min(day)).max(0);
        form.pauses.iter().map(within).sum()
    };
    DueAnswer {
        due,
        workdays: calendar.workdays_between(form.from, due.on),
        paused: paused_until(due.on),
        passed: calendar.workdays_between(form.from, until) - paused_until(until),
        left: calendar.workdays_between(today, due.on),
    }
}

#[cfg(test)]
mod tests {
    use domain::base::calendar::parse_csv;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn national() -> Calendar {
        Calendar::new(parse_csv(include_str!("../../data/calendar.csv")).expect("a table")).expect("a calendar")
    }

    fn asked(from: Date, value: u16, pauses: &[(Date, Date)], extension: u16) -> DueForm {
        DueForm { from, value, unit: LimitUnit::Workday, pauses: pauses.to_vec(), extension }
    }

    /// domain §3.7: a pause of ten working days over 清明.
    #[test]
    fn a_pause_is_counted_as_a_limit_is() {
        let form = asked(date(2024, 3, 1), 20, &[(date(2024, 3, 6), date(2024, 3, 20))], 0);
        let read = answer(&form, &national(), date(2024, 3, 12));
        assert_eq!((read.due.on, read.due.provisional), (date(2024, 4, 15), false));
        // 4, 5 and 6 March passed; the rest stood still.
        assert_eq!((read.workdays, read.paused, read.passed, read.left), (30, 10, 3, 23));
    }

    #[test]
    fn a_question_without_sense_is_named() {
        let (a, b, c) = (date(2024, 3, 6), date(2024, 3, 20), date(2024, 3, 15));
        assert_eq!(check(&asked(a, 20, &[(b, a)], 0)), Err(DueRefusal::Pause(b, a)));
        assert_eq!(check(&asked(b, 20, &[(a, b)], 0)), Err(DueRefusal::Pause(a, b)));
        assert_eq!(check(&asked(a, 20, &[(a, b), (c, b)], 0)), Err(DueRefusal::Overlap));
        assert_eq!(check(&asked(a, 20, &[(a, a); 21], 0)), Err(DueRefusal::Many));
    }

    proptest! {
        /// Each day in turn: a day counts when the office works and no special procedure stands over it.
        #[test]
        fn a_paused_limit_is_walked(start in 0_i32..6_500, n in 1_u16..60, at in 0_i32..40, long in 0_i32..40, more in 0_u16..16) {
            let calendar = national();
            let from = date(2007, 1, 1).saturating_add(jiff::Span::new().days(start));
            let after = |days: i32| from.saturating_add(jiff::Span::new().days(days));
            // A special procedure begins while the limit runs.
            let end = calendar.add_workdays(from, u32::from(n)).on;
            let first = after(at).min(end.yesterday().expect("far from the beginning of time"));
            let last = first.saturating_add(jiff::Span::new().days(long));
            let (mut on, mut left) = (from, n + more);
            while left > 0 {
                on = on.tomorrow().expect("far from the end of time");
                let stopped = on > first && on <= last;
                left -= u16::from(calendar.is_workday(on).is_yes() && !stopped);
            }
            let read = answer(&asked(from, n, &[(first, last)], more), &calendar, from);
            prop_assert_eq!(read.due.on, on);
            prop_assert_eq!(read.workdays - read.paused, i64::from(n + more));
            prop_assert_eq!(read.passed, 0);
        }

        /// A pause moves the end by its own working days, wherever it lies within the limit, and one on which
        /// nobody works moves nothing.
        #[test]
        fn a_pause_is_the_same_wherever_it_lies(start in 0_i32..6_500, n in 1_u16..60, at in 0_i32..30, long in 0_i32..30) {
            let calendar = national();
            let from = date(2007, 1, 1).saturating_add(jiff::Span::new().days(start));
            let first = from.saturating_add(jiff::Span::new().days(at));
            let last = first.saturating_add(jiff::Span::new().days(long));
            let worked = calendar.workdays_between(first, last);
            let read = answer(&asked(from, n, &[(first, last)], 0), &calendar, from);
            let plain = calendar.add_workdays(from, u32::from(n) + u32::try_from(worked).expect("not negative"));
            prop_assert_eq!(read.due, plain);
        }
    }
}
