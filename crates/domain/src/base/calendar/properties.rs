//! What must hold of every limit, held against a walker that looks at each day in turn.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::tests::national;
use super::{Calendar, Due, Workday};

/// Any day the table knows or borders on.
fn any_day() -> impl Strategy<Value = Date> {
    (0_i32..7_900).prop_map(|n| date(2006, 6, 1).saturating_add(jiff::Span::new().days(n)))
}

/// The national calendar with up to a dozen days of the place's own.
fn any_calendar() -> impl Strategy<Value = Calendar> {
    proptest::collection::btree_map(any_day(), any::<bool>(), 0..12).prop_map(|local| {
        let days =
            |works: bool| -> Vec<Date> { local.iter().filter(|(_, w)| **w == works).map(|(on, _)| *on).collect() };
        national().with_overlay(&days(false), &days(true)).expect("each day once")
    })
}

/// The definition itself: from the next day on, one day at a time.
fn walk(calendar: &Calendar, start: Date, n: u32) -> Due {
    let (mut on, mut left, mut provisional) = (start, n, false);
    while left > 0 {
        on = on.tomorrow().expect("far from the end of time");
        let standing = calendar.is_workday(on);
        provisional |= !standing.known;
        left -= u32::from(standing.is_yes());
    }
    Due { on, provisional }
}

proptest! {
    #[test]
    fn adding_is_walking(calendar in any_calendar(), start in any_day(), n in 0_u32..400) {
        prop_assert_eq!(calendar.add_workdays(start, n), walk(&calendar, start, n));
    }

    #[test]
    fn counting_is_walking(calendar in any_calendar(), a in any_day(), b in any_day()) {
        let (from, to) = (a.min(b), a.max(b));
        let mut walked = 0;
        let mut on = from;
        while on < to {
            on = on.tomorrow().expect("far from the end of time");
            walked += i64::from(calendar.is_workday(on).is_yes());
        }
        prop_assert_eq!(calendar.workdays_between(from, to), walked);
    }

    #[test]
    fn a_longer_limit_ends_later(start in any_day(), n in 0_u32..400) {
        let calendar = national();
        prop_assert!(calendar.add_workdays(start, n).on < calendar.add_workdays(start, n + 1).on);
    }

    #[test]
    fn a_later_start_never_ends_earlier(a in any_day(), b in any_day(), n in 0_u32..400) {
        let calendar = national();
        let (early, late) = (a.min(b), a.max(b));
        prop_assert!(calendar.add_workdays(early, n).on <= calendar.add_workdays(late, n).on);
    }

    #[test]
    fn two_limits_in_a_row_are_one(start in any_day(), a in 0_u32..200, b in 0_u32..200) {
        let calendar = national();
        let first = calendar.add_workdays(start, a);
        let second = calendar.add_workdays(first.on, b);
        let whole = calendar.add_workdays(start, a + b);
        prop_assert_eq!(second.on, whole.on);
        prop_assert_eq!(first.provisional || second.provisional, whole.provisional);
    }

    #[test]
    fn a_limit_ends_on_a_working_day(calendar in any_calendar(), start in any_day(), n in 1_u32..400) {
        prop_assert!(calendar.is_workday(calendar.add_workdays(start, n).on).is_yes());
    }

    #[test]
    fn the_first_day_is_not_counted(start in any_day(), n in 1_u32..400) {
        prop_assert!(national().add_workdays(start, n).on > start);
    }

    #[test]
    fn a_day_off_counts_as_the_working_day_before_it(start in any_day(), n in 1_u32..400) {
        let calendar = national();
        let mut worked = start;
        while !calendar.is_workday(worked).is_yes() {
            worked = worked.yesterday().expect("far from the beginning of time");
        }
        prop_assert_eq!(
            calendar.add_workdays(start, n).on,
            calendar.add_workdays(worked, n).on
        );
    }

    #[test]
    fn counting_undoes_adding(calendar in any_calendar(), start in any_day(), n in 0_u32..400) {
        let due = calendar.add_workdays(start, n).on;
        prop_assert_eq!(calendar.workdays_between(start, due), i64::from(n));
    }

    #[test]
    fn counting_turns_round(a in any_day(), b in any_day()) {
        let calendar = national();
        prop_assert_eq!(calendar.workdays_between(a, b), -calendar.workdays_between(b, a));
    }

    #[test]
    fn counts_in_a_row_add_up(a in any_day(), b in any_day(), c in any_day()) {
        let calendar = national();
        prop_assert_eq!(
            calendar.workdays_between(a, b) + calendar.workdays_between(b, c),
            calendar.workdays_between(a, c)
        );
    }

    #[test]
    fn calendar_days_end_on_the_first_working_day_from_the_last(
        calendar in any_calendar(), start in any_day(), n in 0_u32..400,
    ) {
        let mut on = start.saturating_add(jiff::Span::new().days(n));
        let mut provisional = !calendar.is_workday(on).known;
        while !calendar.is_workday(on).is_yes() {
            on = on.tomorrow().expect("far from the end of time");
            provisional |= !calendar.is_workday(on).known;
        }
        prop_assert_eq!(calendar.add_days_rolling(start, n), Due { on, provisional });
    }

    #[test]
    fn a_closed_day_never_brings_the_end_forward(
        start in any_day(), n in 0_u32..400, closed in any_day(),
    ) {
        let calendar = national();
        let with = national().with_overlay(&[closed], &[]).expect("one day");
        prop_assert!(with.add_workdays(start, n).on >= calendar.add_workdays(start, n).on);
    }

    #[test]
    fn within_the_notices_nothing_is_provisional(start in 0_i32..7_304, n in 0_u32..200) {
        let calendar = national();
        let start = date(2007, 1, 1).saturating_add(jiff::Span::new().days(start));
        let due = calendar.add_workdays(start, n);
        prop_assert_eq!(due.provisional, due.on > date(2026, 12, 31));
    }

    /// What a revised notice changes on one day moves no end before that day, and no limit that begins
    /// with or after it.
    #[test]
    fn a_revision_moves_only_what_it_lies_within(
        start in any_day(), n in 0_u32..400, year in 0_usize..20, at in 0_usize..40,
    ) {
        let calendar = national();
        let mut revised = calendar.years()[year].clone();
        let dropped = revised.days.remove(at % revised.days.len());
        let after = calendar.with_year(revised).expect("one day less");
        let (was, is) = (calendar.add_workdays(start, n), after.add_workdays(start, n));
        if was.on < dropped.on || start >= dropped.on {
            prop_assert_eq!(was, is);
        } else if dropped.workday == Workday::No {
            prop_assert!(is.on <= was.on);
        } else {
            prop_assert!(is.on >= was.on);
        }
        prop_assert_eq!(is, walk(&after, start, n));
    }

    /// The notice of the next year makes firm what was 暂定, and moves nothing that ended before it.
    #[test]
    fn the_next_notice_makes_days_firm(start in 0_i32..365, n in 0_u32..250) {
        let whole = national();
        let known = whole.years().iter().filter(|y| y.year < 2026).cloned().collect();
        let before = Calendar::new(known).expect("the years before");
        let start = date(2025, 1, 1).saturating_add(jiff::Span::new().days(start));
        let (was, is) = (before.add_workdays(start, n), whole.add_workdays(start, n));
        prop_assert!(!is.provisional || is.on > date(2026, 12, 31));
        prop_assert_eq!(was.provisional, was.on > date(2025, 12, 31) && was.on > start);
        if !was.provisional {
            prop_assert_eq!(was, is);
        }
    }
}
