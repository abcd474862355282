use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

use super::{tests as given, *};
use crate::{
    base::StaffId,
    cases::{Case, Completion, Decision, Outcome, Pause, PauseKind, PauseSpan, Review, Stage},
};

/// A day of 2026, the year of which the calendar knows every day.
fn day(after: i64) -> Date {
    date(2026, 1, 5).saturating_add(after.days())
}

#[derive(Debug, Clone)]
struct Life {
    accepted: i64,
    limit: i64,
    taken_up: Option<i64>,
    /// Finished after so many days; `None` = it runs.
    finished: Option<i64>,
    stands: bool,
    stopped: Option<(i64, i64)>,
}

fn lives() -> impl Strategy<Value = Life> {
    (0_i64..150, 0_i64..40, prop::option::of(0_i64..20), prop::option::of(0_i64..60), any::<bool>()).prop_flat_map(
        |(accepted, limit, taken_up, finished, stands)| {
            prop::option::of((0_i64..10, 0_i64..15)).prop_map(move |stopped| Life {
                accepted,
                limit,
                taken_up,
                finished,
                stands: stands && finished.is_none(),
                stopped,
            })
        },
    )
}

fn case_of(life: &Life) -> Case {
    let on = day(life.accepted);
    let due = day(life.accepted + life.limit);
    let mut acceptance = given::acceptance(on, Some(due));
    if let Some((from, days)) = life.stopped {
        let from = day(life.accepted + from);
        acceptance.stopped.push(PauseSpan { from, to: from.saturating_add(days.days()) });
    }
    let review = life.taken_up.map(|n| Review { at: given::at(day(life.accepted + n)), by: StaffId::new(2) });
    let stage = match (life.finished, life.stands, review) {
        (Some(n), _, _) => {
            let at = given::at(day(life.accepted + n));
            let decision = Decision {
                at,
                by: None,
                outcome: Outcome::Grant,
                reason: String::new(),
                opinion: String::new(),
                deliver_by: None,
                taken_as: None,
            };
            Stage::Completed(
                acceptance,
                decision,
                Completion { at, by: None, result_name: "证".into(), result_no: String::new() },
            )
        }
        (None, true, review) => {
            let what = PauseKind::Special { procedure: "听证".into(), notice_no: "1".into() };
            let from = on;
            let pause = Pause { what, reason: String::new(), at: given::at(on), from, until: due, by: StaffId::new(2) };
            Stage::Suspended(acceptance, review, pause)
        }
        (None, false, Some(review)) => Stage::InReview(acceptance, review),
        (None, false, None) => Stage::Accepted(acceptance),
    };
    let mut case = given::case(stage);
    case.receipt.on = on;
    case.receipt.notice_by = None;
    case
}

fn profiles() -> impl Strategy<Value = WatchProfile> {
    (0_u32..6, 0_u32..6, 0_u32..3).prop_map(|(a, b, red_after)| WatchProfile {
        reminder_left: a.max(b),
        yellow_left: a.min(b),
        red_after,
        ..given::profile()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_card_while_more_is_left_than_the_threshold(life in lives(), profile in profiles(), today in 0_i64..300) {
        let (case, calendar, today) = (case_of(&life), given::calendar(), day(today));
        for r in reached((&case, None), &profile, &calendar, today) {
            prop_assert!(r.on <= today && r.on > r.from);
            let left = calendar.workdays_between(r.on, r.due_on);
            match r.level {
                Level::Reminder => prop_assert!(left <= i64::from(profile.reminder_left) && r.on <= r.due_on),
                Level::Yellow => prop_assert!(left <= i64::from(profile.yellow_left) && r.on <= r.due_on),
                Level::Red => prop_assert!(r.on > r.due_on && -left >= i64::from(profile.red_after)),
            }
        }
    }

    #[test]
    fn no_card_while_the_clock_stands(life in lives(), profile in profiles(), today in 0_i64..300) {
        let case = case_of(&Life { stands: true, finished: None, ..life });
        prop_assert_eq!(reached((&case, None), &profile, &given::calendar(), day(today)), []);
    }

    /// Whatever days somebody looked on, a card is there once, and all of them are those of one look at the end.
    #[test]
    fn running_day_by_day_is_running_once(life in lives(), profile in profiles(), days in prop::collection::vec(0_i64..300, 0..12)) {
        let (case, calendar) = (case_of(&life), given::calendar());
        let mut days = days;
        days.push(300);
        let mut kept: BTreeSet<Reached> = BTreeSet::new();
        let mut seen = BTreeSet::new();
        days.sort_unstable();
        for today in &days {
            for r in reached((&case, None), &profile, &calendar, day(*today)) {
                if seen.insert((r.point, r.level)) {
                    kept.insert(r);
                } else {
                    prop_assert!(kept.contains(&r), "the same card again tells the same");
                }
            }
        }
        let once: BTreeSet<Reached> = reached((&case, None), &profile, &calendar, day(300)).into_iter().collect();
        prop_assert_eq!(kept, once);
    }

    /// With each day there are more levels or as many, never fewer.
    #[test]
    fn a_later_day_has_all_of_an_earlier_one(life in lives(), profile in profiles(), a in 0_i64..300, b in 0_i64..300) {
        let case = case_of(&life);
        let calendar = given::calendar();
        let on = |n: i64| reached((&case, None), &profile, &calendar, day(n)).into_iter().collect::<BTreeSet<_>>();
        prop_assert!(on(a.min(b)).is_subset(&on(a.max(b))));
    }

    #[test]
    fn an_annulled_card_never_counts_and_a_reminder_is_none(level in 0_usize..3, point in 0_usize..8, disputed in any::<bool>()) {
        let on = date(2026, 11, 10);
        let reached = Reached { point: Point::ALL[point], level: Level::ALL[level], from: day(0), due_on: day(5), on };
        let (card, at) = (given::card(reached), given::at(on));
        prop_assert_eq!(card.counts(), Level::ALL[level] != Level::Reminder);
        let who = (StaffId::new(2), at, on);
        let card = if disputed { dispute(card.clone(), ("数据晚到", ""), on, who).map_or(card, |d| d.0) } else { card };
        if let Ok((card, _)) = rule(card, Verdict::Annul, "属实", (StaffId::new(3), at)) {
            prop_assert!(!card.counts());
            prop_assert_eq!(card.reached, reached);
        }
    }

    /// Every working day from acceptance to the end is somebody's, once.
    #[test]
    fn the_parts_of_the_time_make_the_whole(life in lives(), more in 0_i64..30) {
        let calendar = given::calendar();
        let case = case_of(&Life { stopped: None, ..life.clone() });
        let today = day(life.accepted + life.finished.unwrap_or(0) + more);
        let spent = spent(&case, &calendar, today);
        prop_assert!(Spell::ALL.iter().all(|s| spent.of(*s) >= 0));
        prop_assert_eq!(spent.total(), calendar.workdays_between(day(life.accepted), today));
    }
}
