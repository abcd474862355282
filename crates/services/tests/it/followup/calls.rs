//! At the call desk: whose turn it is, what is written down and how it is kept, and numbers.

use domain::base::shanghai_midnight;
use jiff::{SignedDuration, civil::date};
use services::{
    Failure,
    followup::{CallForm, CallRefusal, Refusal, SkipForm, Standing, record, show_number, skip, take_next, waiting},
};
use testkit::engines;

use super::County;

fn rule<T: std::fmt::Debug>(refused: Result<T, Failure<CallRefusal>>) -> Refusal {
    match refused.unwrap_err() {
        Failure::Refused(CallRefusal::Rule(rule)) => rule,
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_callers_get_two_cases_and_asking_again_brings_no_other() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(3, 0);
        let (one, two) = (county.next("huifang"), county.next("huifang2"));
        assert_ne!(one.line.id, two.line.id);
        assert_eq!(county.next("huifang").line.id, one.line.id, "nobody looks for another one");
        let theirs = CallForm { line: two.line.id.get(), version: 1, outcome: "2".into(), ..CallForm::default() };
        assert_eq!(rule(record(&county.bureau, &county.desk("huifang"), &theirs, None)), Refusal::NotYours);
        assert_eq!(rule(show_number(&county.bureau, &county.desk("huifang"), two.line.id)), Refusal::NotYours);
        // The window that took all of them calls none of them.
        assert_eq!(rule(take_next(&county.bureau, &county.desk("jianren"))), Refusal::NothingToCall);
        for login in ["chuangkou", "shichang", "ducha", "jijian"] {
            assert!(matches!(take_next(&county.bureau, &county.desk(login)), Err(Failure::Denied(_))), "{login}");
        }
        // Whoever went home does not keep a case from the others.
        county.clock.advance(SignedDuration::from_mins(31));
        let taken: Vec<_> = (0..3).map(|_| county.call("huifang2", |_| {}).0).collect();
        assert!(taken.contains(&one.line.id));
        assert_eq!(rule(take_next(&county.bureau, &county.desk("huifang"))), Refusal::NothingToCall);
        county.is_sound();
    }
}

#[test]
fn a_call_is_made_again_after_its_time() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(1, 0);
        let none = |form: &mut CallForm| {
            form.outcome = "2".into();
            form.overall.clear();
        };
        assert!(county.call("huifang", none).1.again);
        let wait = waiting(&county.bureau, &county.desk("huifang")).unwrap();
        assert_eq!((wait.now, wait.later, wait.held), (0, 1, None));
        assert_eq!(rule(take_next(&county.bureau, &county.desk("huifang"))), Refusal::NothingToCall);
        county.clock.advance(SignedDuration::from_hours(2));
        // The 28th is a Saturday: nobody is there to call.
        let view = county.next("huifang");
        let saturday = CallForm {
            line: view.line.id.get(),
            version: view.line.version,
            outcome: "5".into(),
            agreed: "2026-11-28 10:00".into(),
            ..CallForm::default()
        };
        let refused = record(&county.bureau, &county.desk("huifang"), &saturday, None);
        assert_eq!(rule(refused), Refusal::AgreedOffDay(date(2026, 11, 30)));
        let (id, again) = county.call("huifang", |form| {
            none(form);
            form.outcome = "改约".into();
            form.outcome = "5".into();
            form.agreed = "2026-11-24 15:30".into();
        });
        assert!(again.again);
        county.clock.set(shanghai_midnight(date(2026, 11, 24)) + SignedDuration::from_hours(16));
        let (same, last) = county.call("huifang2", none);
        assert_eq!((same, last.again), (id, false), "three times, and no more");
        let line = county.line("ducha", id).line;
        assert!(matches!(line.standing, Standing::Done(ref call) if call.answers.is_none()));
        assert_eq!(line.tries.len(), 2);
        county.is_sound();
    }
}

#[test]
fn the_same_key_writes_once_and_a_wrong_form_is_told() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(2, 0);
        let view = county.next("huifang");
        let desk = county.desk("huifang");
        let form = |outcome: &str, overall: &str| CallForm {
            line: view.line.id.get(),
            version: 1,
            outcome: outcome.into(),
            overall: overall.into(),
            ..CallForm::default()
        };
        let try_with = |form: &CallForm| record(&county.bureau, &desk, form, None).unwrap_err();
        assert!(matches!(try_with(&form("8", "5")), Failure::Refused(CallRefusal::Outcome)));
        assert!(matches!(try_with(&form("1", "6")), Failure::Refused(CallRefusal::Level("总体评价"))));
        assert_eq!(rule(record(&county.bureau, &desk, &form("1", ""), None)), Refusal::AnswersMissing);
        assert_eq!(rule(record(&county.bureau, &desk, &form("3", "5"), None)), Refusal::AnswersUnasked);
        assert_eq!(rule(record(&county.bureau, &desk, &form("5", ""), None)), Refusal::AgreedMissing);
        let stale = CallForm { version: 7, ..form("1", "5") };
        assert!(matches!(try_with(&stale), Failure::Stale));
        let done = record(&county.bureau, &desk, &form("1", "5"), Some("k")).unwrap();
        assert_eq!(record(&county.bureau, &desk, &form("1", "5"), Some("k")).unwrap(), done);
        county.is_sound();
    }
}

#[test]
fn answers_and_words_are_sealed_and_a_shown_number_is_on_record() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(2, 0);
        let view = county.next("huifang");
        assert!(view.particulars.phone.contains("****") && view.is_mine, "{}", view.particulars.phone);
        let number = show_number(&county.bureau, &county.desk("huifang"), view.line.id).unwrap();
        assert!(number.starts_with("138") && !number.contains('*'));
        let (id, _) = county.call("huifang", |form| {
            form.note = "金丝雀甲：窗口要排队".into();
            form.extra = "金丝雀乙：房产证".into();
            form.handed_in = "office_first".into();
        });
        let skipped = county.next("huifang");
        let form = SkipForm {
            line: skipped.line.id.get(),
            version: 1,
            reason: "deceased".into(),
            note: "金丝雀丙：家属告知".into(),
        };
        let bare = SkipForm { note: " ".into(), ..form.clone() };
        assert_eq!(rule(skip(&county.bureau, &county.desk("huifang"), &bare, None)), Refusal::SkipNoteMissing);
        skip(&county.bureau, &county.desk("huifang"), &form, None).unwrap();
        let all = county.db.db.read(|tx| {
            let mut text = String::new();
            for row in tx.rows("SELECT body FROM event", &[])? {
                text.push_str(&row.text("body")?);
            }
            for row in tx.rows("SELECT answers, skip_note FROM followup_line", &[])? {
                for column in ["answers", "skip_note"] {
                    text.push_str(&String::from_utf8_lossy(&row.opt_bytes(column)?.unwrap_or_default()));
                }
            }
            Ok(text)
        });
        let all = all.unwrap();
        assert!(!all.contains("金丝雀") && all.contains("followup.number_shown") && !all.contains(&number));
        // The applicant sees that, when and in which office, and not whom.
        let tail = number[number.len() - 4..].to_owned();
        let public = domain::people::Desk::public("192.0.2.1");
        let seen = services::cases::progress(&county.bureau, &public, &view.line.case_no, &tail).unwrap();
        let offices: Vec<&str> = seen.number_shown.iter().map(|(_, office)| office.as_str()).collect();
        assert_eq!(offices, ["试算县政务服务中心"]);
        // And yet they are read again, by those who may.
        let Standing::Done(call) = county.line("ducha", id).line.standing else { panic!("reached") };
        assert_eq!(call.answers.unwrap().note, "金丝雀甲：窗口要排队");
        let Standing::Skipped { note, .. } = county.line("ducha", skipped.line.id).line.standing else {
            panic!("skipped")
        };
        assert_eq!(note, "金丝雀丙：家属告知");
        let other = services::followup::line_view(&county.bureau, &county.desk("huifang2"), id);
        assert!(matches!(other, Err(Failure::NotFound)), "what another called is none of one's business");
        county.is_sound();
    }
}
