//! Weeks, sizes, calls and what they add up to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::date};

use super::*;
use crate::{
    base::{CaseId, Confidence, DepartmentId, Satisfaction, StaffId, WindowId},
    cases::ApplicantKind,
};

pub(super) fn key(department: i64) -> StratumKey {
    StratumKey { department: DepartmentId::new(department), applicant: ApplicantKind::Organisation }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_136_400 + second).unwrap()
}

const RULES: CallRules = CallRules { most_tries: 3, again_after_minutes: 120 };

fn line() -> Line {
    Line {
        case: CaseId::new(1),
        stratum: key(1),
        place: Place::Sample(1),
        window: Some(WindowId::new(5)),
        tries: vec![],
        standing: Standing::Waiting { not_before: None },
    }
}

fn caller() -> Caller {
    Caller { staff: StaffId::new(9), window: None }
}

fn typed(outcome: Outcome) -> Typed {
    Typed { outcome, answers: None, agreed: None }
}

fn answers(overall: Satisfaction) -> Answers {
    Answers {
        overall,
        dimensions: BTreeMap::new(),
        handed_in: None,
        extra_materials: String::new(),
        note: String::new(),
    }
}

#[test]
fn weeks_begin_on_monday_and_know_the_turn_of_the_year() {
    let week = Week::parse("２０２６-w48").unwrap();
    assert_eq!(week.to_string(), "2026-W48");
    assert_eq!((week.first_day(), week.last_day()), (date(2026, 11, 23), date(2026, 11, 29)));
    assert_eq!(Week::of(date(2026, 12, 31)).to_string(), "2026-W53");
    assert_eq!(Week::of(date(2027, 1, 3)).to_string(), "2026-W53");
    assert_eq!(Week::of(date(2027, 1, 4)).before().to_string(), "2026-W53");
    assert!(week.holds(date(2026, 11, 29)) && !week.holds(date(2026, 11, 30)));
    for wrong in ["2026-48", "2026-W54", "2025-W53", "2026-W0", "26-W1", "2026-W4x", ""] {
        assert_eq!(Week::parse(wrong), Err(WeekFlaw), "{wrong}");
    }
}

#[test]
fn sizes_by_number_share_and_width() {
    assert_eq!(sample_size(SampleSize::Fixed(50), 30), 30);
    assert_eq!(sample_size(SampleSize::Fixed(50), 80), 50);
    assert_eq!(sample_size(SampleSize::Share(100), 81), 9);
    // Cochran's 384.16 for 5 points at 95 %, and 278 out of a thousand.
    let width = SampleSize::Width { half: 50, confidence: Confidence::NinetyFive, expected: 500 };
    assert_eq!(sample_size(width, 1_000_000_000), 385);
    assert_eq!(sample_size(width, 1000), 278);
    assert_eq!(sample_size(width, 3), 3);
    assert_eq!(sample_size(width, 0), 0);
    assert_eq!(sample_size(SampleSize::Width { half: 0, confidence: Confidence::Ninety, expected: 500 }, 77), 77);
}

#[test]
fn shares_go_by_size_and_the_least_comes_first() {
    let wanted = |sizes: &[u32], total, least| -> Vec<u32> {
        let strata: Vec<_> = (1_i64..).map(key).zip(sizes.iter().copied()).collect();
        allocate(&strata, total, least).iter().map(|s| s.wanted).collect()
    };
    assert_eq!(wanted(&[100, 50, 50], 20, 0), [10, 5, 5]);
    assert_eq!(wanted(&[100, 1, 3], 20, 2), [17, 1, 2]);
    // The least of all is more than the total: it is kept.
    assert_eq!(wanted(&[9, 9, 9], 3, 2), [2, 2, 2]);
    assert_eq!(wanted(&[2, 2], 100, 1), [2, 2]);
    assert_eq!(wanted(&[], 10, 1), [0_u32; 0]);
}

#[test]
fn a_call_that_nobody_takes_is_made_again_and_given_up_at_last() {
    let (first, event) = record(&line(), caller(), typed(Outcome::NoAnswer), &RULES, at(0)).unwrap();
    assert_eq!(event.again_at, Some(at(7200)));
    let early = record(&first, caller(), typed(Outcome::NoAnswer), &RULES, at(7199));
    assert_eq!(early, Err(Refusal::TooEarly(at(7200))));
    let (second, _) = record(&first, caller(), typed(Outcome::NoAnswer), &RULES, at(7200)).unwrap();
    let (third, event) = record(&second, caller(), typed(Outcome::NoAnswer), &RULES, at(20_000)).unwrap();
    assert_eq!((event.again_at, third.tries.len()), (None, 2));
    assert!(matches!(&third.standing, Standing::Done(call) if call.outcome == Outcome::NoAnswer));
    assert_eq!(record(&third, caller(), typed(Outcome::NoAnswer), &RULES, at(90_000)), Err(Refusal::Over));
}

#[test]
fn answers_belong_to_those_who_were_reached() {
    let refused = |outcome, answers, agreed| {
        record(&line(), caller(), Typed { outcome, answers, agreed }, &RULES, at(0)).unwrap_err()
    };
    let some = || Some(answers(Satisfaction::Satisfied));
    assert_eq!(refused(Outcome::Reached, None, None), Refusal::AnswersMissing);
    assert_eq!(refused(Outcome::Declined, some(), None), Refusal::AnswersUnasked);
    assert_eq!(refused(Outcome::Rescheduled, None, None), Refusal::AgreedMissing);
    assert_eq!(refused(Outcome::Rescheduled, None, Some(at(0))), Refusal::AgreedPast);
    let long = Answers { note: "长".repeat(LONGEST_NOTE + 1), ..answers(Satisfaction::Fair) };
    assert_eq!(refused(Outcome::Reached, Some(long), None), Refusal::NoteTooLong(LONGEST_NOTE + 1));
    let own = Caller { window: Some(WindowId::new(5)), ..caller() };
    assert_eq!(record(&line(), own, typed(Outcome::NoAnswer), &RULES, at(0)), Err(Refusal::OwnWindow));
    let elsewhere = Line { window: None, ..line() };
    assert!(record(&elsewhere, caller(), typed(Outcome::DeadNumber), &RULES, at(0)).is_ok());
}

#[test]
fn skipping_needs_a_reason_in_words() {
    let by = StaffId::new(9);
    assert_eq!(skip(&line(), by, SkipReason::Deceased, "  ", at(0)), Err(Refusal::SkipNoteMissing));
    let (next, event) = skip(&line(), by, SkipReason::Deceased, " 家属告知 ", at(0)).unwrap();
    assert_eq!((event.note.as_str(), tally([&next]).skipped), ("家属告知", 1));
    assert_eq!(skip(&next, by, SkipReason::Deceased, "再来", at(1)), Err(Refusal::Over));
}

#[test]
fn one_low_answer_of_five_is_dissatisfied_and_a_low_integrity_is_a_clue() {
    let mut one = answers(Satisfaction::VerySatisfied);
    assert!(!one.is_dissatisfied());
    one.dimensions.insert(Dimension::Attitude, Satisfaction::Dissatisfied);
    assert!(one.is_dissatisfied() && !one.is_integrity_clue());
    one.dimensions.insert(Dimension::Integrity, Satisfaction::VeryDissatisfied);
    assert!(one.is_integrity_clue());
}

#[test]
fn a_bulletin_never_says_a_hundred_percent() {
    let done = |level| {
        let typed = Typed { answers: Some(answers(level)), ..typed(Outcome::Reached) };
        record(&line(), caller(), typed, &RULES, at(0)).unwrap().0
    };
    let mut lines: Vec<Line> = (0..42).map(|_| done(Satisfaction::Satisfied)).collect();
    let all = tally(&lines);
    assert_eq!(sentence(&all), "接通42件，均表示满意");
    lines.push(done(Satisfaction::Dissatisfied));
    lines.push(line());
    lines.push(record(&line(), caller(), typed(Outcome::DeadNumber), &RULES, at(0)).unwrap().0);
    let some = tally(&lines);
    assert_eq!(sentence(&some), "接通43件，表示满意42件，不满意1件");
    // The one still waiting is not counted against the reach, the dead number is.
    assert_eq!(some.reach_rate().map(|r| (r.part(), r.whole())), Some((43, 44)));
    assert_eq!(sentence(&tally([])), "没有接通");
}

#[test]
fn the_population_is_the_week_and_says_whom_it_leaves_out() {
    let plan = Plan {
        applicants: BTreeSet::from([ApplicantKind::Organisation]),
        size: SampleSize::Fixed(10),
        least: 1,
        reserve: 0,
        exclusions: Exclusions { called_days: 30, refused_days: 0 },
    };
    let week = Week::parse("2026-W48").unwrap();
    let one = |no: &str| Candidate {
        case: CaseId::new(1),
        case_no: no.into(),
        stratum: key(1),
        window: None,
        finished_on: date(2026, 11, 25),
        has_phone: true,
        reached_on: None,
        refused_on: Some(date(2026, 11, 20)),
    };
    let person = StratumKey { applicant: ApplicantKind::Person, ..key(1) };
    let found = population(
        &plan,
        week,
        vec![
            one("c"),
            one("a"),
            Candidate { finished_on: date(2026, 11, 22), ..one("before") },
            Candidate { stratum: person, ..one("person") },
            Candidate { has_phone: false, ..one("b") },
            Candidate { reached_on: Some(date(2026, 10, 31)), ..one("lately") },
            Candidate { reached_on: Some(date(2026, 10, 30)), ..one("long ago") },
        ],
    );
    let numbers: Vec<&str> = found.candidates.iter().map(|c| c.case_no.as_str()).collect();
    assert_eq!(numbers, ["a", "c", "long ago"]);
    let out: Vec<_> = found.left_out.iter().map(|(c, why)| (c.case_no.as_str(), *why)).collect();
    assert_eq!(out, [("b", LeftOut::NoPhone), ("lately", LeftOut::CalledLately(date(2026, 10, 31)))]);
}
