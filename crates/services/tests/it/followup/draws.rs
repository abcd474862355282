//! The seed is promised before the week is over, the draw made once, and whoever draws again finds what was changed.

use domain::base::shanghai_midnight;
use jiff::{SignedDuration, civil::date};
use services::followup::{Place, Week, draw_now, draw_view, draws, run_draws};
use store::StoreError;
use testkit::engines;

use super::{CARD, County, FOOD};

fn week(text: &str) -> Week {
    Week::parse(text).unwrap()
}

fn sql(county: &County, text: &'static str) -> u64 {
    let changed: Result<u64, StoreError> = county.db.db.write(move |tx| tx.run(text, &[]));
    changed.unwrap()
}

#[test]
fn a_seed_is_promised_and_shown_only_after_the_week() {
    for db in engines() {
        let county = County::open(db);
        let first = run_draws(&county.bureau).unwrap();
        assert_eq!((first.promised, first.drawn), (Some(week("2026-W47")), vec![week("2026-W46")]));
        assert_eq!(run_draws(&county.bureau).unwrap(), Default::default(), "twice is once");
        let desk = county.desk("ducha");
        let before = draw_view(&county.bureau, &desk, week("2026-W47")).unwrap();
        assert!(before.draw.made.is_none() && before.draw.is_in_time() && before.redraw().is_none());
        // Nobody reads the seed before: it is sealed in the table and in no event.
        let hidden = county.db.db.read(|tx| {
            let rows = tx.rows(
                "SELECT body FROM event WHERE kind = 'followup.seed_promised' AND stream = 'followup/2026-W47'",
                &[],
            )?;
            rows.iter().map(|r| r.text("body")).collect::<Result<Vec<_>, _>>()
        });
        county.finish(FOOD, 0..6);
        county.finish(CARD, 1000..1003);
        assert!(!draw_now(&county.bureau, &desk, week("2026-W47")).unwrap(), "the week is not over");
        county.clock.set(shanghai_midnight(date(2026, 11, 23)) + SignedDuration::from_secs(1));
        let after = run_draws(&county.bureau).unwrap();
        assert_eq!((after.promised, after.drawn), (Some(week("2026-W48")), vec![week("2026-W47")]));
        assert!(!draw_now(&county.bureau, &desk, week("2026-W47")).unwrap(), "nobody draws twice");
        let view = draw_view(&county.bureau, &desk, week("2026-W47")).unwrap();
        let made = view.draw.made.clone().unwrap();
        assert!(hidden.unwrap().iter().all(|body| !body.contains(made.seed.digits())));
        assert_eq!(view.draw.commitment, before.draw.commitment);
        assert_eq!(store::digest(format!("2026-W47 {}", made.seed.digits()).as_bytes()), view.draw.commitment);
        assert_eq!(view.list.len(), 9);
        assert_eq!(view.lines.len(), 9, "fifty are wanted and nine are there");
        assert!(view.lines.iter().all(|l| matches!(l.place, Place::Sample(_))));
        assert_eq!(view.strata.iter().map(|s| (s.population, s.wanted)).collect::<Vec<_>>(), [(6, 6), (3, 3)]);
        assert_eq!(view.redraw(), Some(vec![]));
        assert_eq!(draws(&county.bureau, &desk, 10).unwrap().len(), 3);
        county.is_sound();
    }
}

#[test]
fn a_changed_line_seed_or_list_is_found() {
    for db in engines() {
        let county = County::open(db);
        let week = county.drawn(4, 2);
        let desk = county.desk("ducha");
        let found = || draw_view(&county.bureau, &desk, week).unwrap().redraw().unwrap();
        assert_eq!(found(), []);
        assert_eq!(sql(&county, "UPDATE followup_line SET place = 7 WHERE place = 1"), 1);
        assert_eq!(found().len(), 1);
        sql(&county, "UPDATE followup_line SET place = 1 WHERE place = 7");
        sql(&county, "DELETE FROM followup_line WHERE place = 2");
        assert!(found()[0].what.contains("没有抽中，按种子应为样本第 2 件"), "{:?}", found());
        let verified = services::journal::verify(&county.bureau).unwrap().journal.findings;
        assert!(verified.iter().any(|f| f.place.starts_with("followup_line")), "the journal tells it as well");
        sql(&county, "UPDATE followup_candidate SET left_out = 'no_phone' WHERE place = 3");
        assert!(found().iter().any(|d| d.what.contains("不参加抽样的原因")));
        let seed = "UPDATE followup_draw SET seed = 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff' WHERE week = '2026-W47'";
        sql(&county, seed);
        assert!(found().iter().any(|d| d.what.contains("承诺值")));
    }
}

#[test]
fn what_was_not_promised_in_time_says_so() {
    for db in engines() {
        let county = County::open(db);
        county.finish(FOOD, 0..3);
        // The program stood still until the next week.
        county.clock.set(shanghai_midnight(date(2026, 11, 24)));
        run_draws(&county.bureau).unwrap();
        let view = draw_view(&county.bureau, &county.desk("ducha"), week("2026-W47")).unwrap();
        assert!(!view.draw.is_in_time() && view.draw.made.is_some());
        assert_eq!((view.lines.len(), view.redraw()), (3, Some(vec![])), "drawn all the same");
        // A promise that cannot be kept is another one, too late.
        sql(&county, "DELETE FROM followup_seed");
        let promised = draw_view(&county.bureau, &county.desk("ducha"), week("2026-W48")).unwrap().draw;
        county.clock.set(shanghai_midnight(date(2026, 12, 1)));
        run_draws(&county.bureau).unwrap();
        let kept = draw_view(&county.bureau, &county.desk("ducha"), week("2026-W48")).unwrap();
        assert!(promised.is_in_time() && !kept.draw.is_in_time());
        assert_ne!(promised.commitment, kept.draw.commitment);
        county.is_sound();
    }
}

#[test]
fn whoever_was_reached_lately_is_left_out() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(2, 0);
        county.call("huifang", |_| {});
        county.call("huifang", |form| {
            form.outcome = "4".into();
            form.overall.clear();
        });
        county.finish(FOOD, 0..3);
        county.clock.set(shanghai_midnight(date(2026, 11, 30)) + SignedDuration::from_hours(9));
        run_draws(&county.bureau).unwrap();
        let view = draw_view(&county.bureau, &county.desk("ducha"), week("2026-W48")).unwrap();
        let mut why: Vec<Option<&str>> = view.list.iter().map(|one| one.left_out.as_deref()).collect();
        why.sort_unstable();
        assert_eq!(why, [None, Some("called_lately"), Some("refused_lately")]);
        assert_eq!((view.lines.len(), view.redraw()), (1, Some(vec![])));
    }
}
