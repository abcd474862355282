//! Weeks, sizes, calls and what they add up to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::date};

use super::*;
use crate::{
    base::{CaseId, Confidence, DepartmentId, DrawId, LineId, OrderId, PersonId, Satisfaction, StaffId},
    cases::ApplicantKind,
};

pub(super) fn key(department: i64) -> StratumKey {
    StratumKey { department: DepartmentId::new(department), applicant: ApplicantKind::Organisation }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_136_400 + second).unwrap()
}

const RULES: CallRules = CallRules { most_tries: 3, again_after_minutes: 120, within_weeks: 4 };

fn line() -> Line {
    Line {
        id: LineId::new(1),
        version: 1,
        week: Week::parse("2026-W48").unwrap(),
        case: CaseId::new(1),
        case_no: "1".into(),
        person: PersonId::new(1),
        stratum: key(1),
        place: Place::Sample(1),
        window: Some(5),
        tries: vec![],
        standing: Standing::Waiting { not_before: None },
        order: None,
        clue: None,
    }
}

fn caller() -> Caller {
    Caller { staff: StaffId::new(9), window: None }
}

fn typed(outcome: Outcome) -> Typed {
    Typed { outcome, answers: None, agreed: None, script: 1 }
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
        record(&line(), caller(), Typed { outcome, answers, agreed, script: 1 }, &RULES, at(0)).unwrap_err()
    };
    let some = || Some(answers(Satisfaction::Satisfied));
    assert_eq!(refused(Outcome::Reached, None, None), Refusal::AnswersMissing);
    assert_eq!(refused(Outcome::Declined, some(), None), Refusal::AnswersUnasked);
    assert_eq!(refused(Outcome::Rescheduled, None, None), Refusal::AgreedMissing);
    assert_eq!(refused(Outcome::Rescheduled, None, Some(at(0))), Refusal::AgreedPast);
    let long = Answers { note: "长".repeat(LONGEST_NOTE + 1), ..answers(Satisfaction::Fair) };
    assert_eq!(refused(Outcome::Reached, Some(long), None), Refusal::NoteTooLong(LONGEST_NOTE + 1));
    let own = Caller { window: Some(5), ..caller() };
    assert_eq!(record(&line(), own, typed(Outcome::NoAnswer), &RULES, at(0)), Err(Refusal::OwnWindow));
    let elsewhere = Line { window: None, ..line() };
    assert!(record(&elsewhere, caller(), typed(Outcome::DeadNumber), &RULES, at(0)).is_ok());
}

#[test]
fn skipping_needs_a_reason_in_words() {
    let by = StaffId::new(9);
    assert_eq!(skip(&line(), by, SkipReason::Deceased, "  ", at(0)), Err(Refusal::SkipNoteMissing));
    let (next, event) = skip(&line(), by, SkipReason::Deceased, " 家属告知 ", at(0)).unwrap();
    assert!(matches!(&next.standing, Standing::Skipped { note, .. } if note == "家属告知"));
    assert_eq!((event.reason, tally([&next]).skipped, next.version), (SkipReason::Deceased, 1, 2));
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
        unit: DrawUnit::Case,
        size: SampleSize::Fixed(10),
        least: 1,
        reserve: 0,
        exclusions: Exclusions { called_days: 30, refused_days: 0 },
    };
    let week = Week::parse("2026-W48").unwrap();
    let one = |no: &str| Candidate {
        case: CaseId::new(1),
        person: PersonId::new(1),
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
        0,
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

fn placed(id: i64, department: i64, place: Place) -> Line {
    Line { id: LineId::new(id), case: CaseId::new(id), stratum: key(department), place, window: None, ..line() }
}

#[test]
fn the_next_call_is_nobodys_choice() {
    let now = at(10_000);
    let again = Standing::Waiting { not_before: Some(at(9_000)) };
    let mut lines = vec![
        placed(1, 1, Place::Sample(2)),
        placed(2, 2, Place::Sample(1)),
        placed(3, 1, Place::Reserve(1)),
        placed(4, 1, Place::Reserve(2)),
        placed(5, 2, Place::Reserve(1)),
        placed(6, 2, Place::Second(OrderId::new(7))),
    ];
    lines[0].standing = again;
    let chosen = |lines: &[Line], caller: Caller| next(lines, caller, now).map(|l| l.id.get());
    assert_eq!(chosen(&lines, caller()), Some(1), "what was tried before comes first");
    lines[0].standing = Standing::Waiting { not_before: Some(at(10_001)) };
    assert_eq!(chosen(&lines, caller()), Some(6), "its moment has not come; then the second call");
    let over = |line: &Line, outcome| record(line, caller(), typed(outcome), &RULES, now).unwrap().0;
    lines[5] = over(&lines[5], Outcome::DeadNumber);
    assert_eq!(chosen(&lines, caller()), Some(2));
    lines[1].window = Some(5);
    assert_eq!(
        chosen(&lines, Caller { window: Some(5), ..caller() }),
        None,
        "own window, and no reserve is opened yet"
    );
    lines[1] = over(&lines[1], Outcome::Declined);
    assert_eq!(chosen(&lines, caller()), Some(5), "the reserve of the stratum that lost one");
    lines[4] = over(&lines[4], Outcome::WrongNumber);
    assert_eq!(chosen(&lines, caller()), None, "no more in that reserve, and none was lost in the other");
    assert_eq!(tally(&lines[..5]).drawn, 3, "a reserve that nobody needed is not in the sample");
}

fn week_draw(seed: &Seed, committed_at: Timestamp) -> WeekDraw {
    WeekDraw {
        id: DrawId::new(1),
        version: 2,
        week: Week::parse("2026-W48").unwrap(),
        commitment: seed.promised(Week::parse("2026-W48").unwrap()),
        committed_at,
        made: None,
    }
}

#[test]
fn a_promise_counts_until_sunday_night() {
    let (seed, day) = (Seed::new([7; SEED_BYTES]), |d| crate::base::shanghai_midnight(date(2026, 11, d)));
    assert!(
        week_draw(&seed, day(23)).is_in_time()
            && week_draw(&seed, day(30) - jiff::SignedDuration::from_secs(1)).is_in_time()
    );
    assert!(!week_draw(&seed, day(30)).is_in_time());
    assert_eq!(seed.number(), 0x0707_0707_0707_0707);
    assert_eq!(Seed::parse(&seed.digits().to_uppercase()), Ok(seed.clone()));
    assert_eq!(Seed::parse("07"), Err(SeedFlaw));
    assert!(!format!("{seed:?}").contains("07"), "a seed is not printed by accident");
}

#[test]
fn whoever_draws_again_finds_what_was_changed() {
    let plan = Plan {
        applicants: BTreeSet::from([ApplicantKind::Organisation]),
        unit: DrawUnit::Case,
        size: SampleSize::Fixed(4),
        least: 1,
        reserve: 50,
        exclusions: Exclusions { called_days: 0, refused_days: 0 },
    };
    let seed = Seed::new([3; SEED_BYTES]);
    let of_week = week_draw(&seed, at(0));
    let one = |n: i64| Candidate {
        case: CaseId::new(n),
        person: PersonId::new(n),
        case_no: format!("{n:03}"),
        stratum: key(n % 2 + 1),
        window: None,
        finished_on: date(2026, 11, 25),
        has_phone: n != 9,
        reached_on: None,
        refused_on: None,
    };
    let found = population(&plan, of_week.week, seed.number(), (1..=9).map(one).collect());
    let drawn = draw(&plan, seed.number(), &found.candidates);
    let list = frozen(&found, &drawn);
    let lines: Vec<Line> = (1..)
        .zip(&drawn.lines)
        .map(|(id, l)| Line { id: LineId::new(id), case: l.case, place: l.place, ..line() })
        .collect();
    assert_eq!((list.len(), lines.len()), (9, 6));
    let found = |seed: &Seed, list: &[FrozenCandidate], lines: &[Line]| {
        redraw(&of_week, (seed, &seed.promised(of_week.week)), &plan, list, lines).len()
    };
    assert_eq!(found(&seed, &list, &lines), 0);
    assert!(found(&Seed::new([4; SEED_BYTES]), &list, &lines) > 1, "another seed breaks its promise and draws others");
    let mut other = list.clone();
    let at = other.iter().position(|f| f.place.is_none() && f.left_out.is_none()).unwrap();
    other[at].place = Some(Place::Sample(9));
    assert_eq!(found(&seed, &other, &lines), 1, "put into the list by hand");
    let mut other = list.clone();
    let at = other.iter().position(|f| f.left_out.is_some()).unwrap();
    other[at].left_out = Some("refused_lately".into());
    assert_eq!(found(&seed, &other, &lines), 1, "left out for a reason that the rule does not give");
    assert!(found(&seed, &list[1..], &lines) > 0, "taken off the list");
    assert_eq!(found(&seed, &list, &lines[1..]), 1, "not called");
    let extra =
        [lines.clone(), vec![Line { case: CaseId::new(99), case_no: "099".into(), ..lines[0].clone() }]].concat();
    assert_eq!(found(&seed, &list, &extra), 1, "called without being drawn");
    let second = Line { place: Place::Second(OrderId::new(1)), ..lines[0].clone() };
    assert_eq!(found(&seed, &list, &[lines.clone(), vec![second]].concat()), 0, "a second call is no draw");
}

#[test]
fn a_clue_is_kept_from_others_and_handed_over_once() {
    let mut low = answers(Satisfaction::Satisfied);
    low.note = "有人收了东西".into();
    low.dimensions.insert(Dimension::Integrity, Satisfaction::Dissatisfied);
    assert_eq!(low.complaints(), [], "a department is not told");
    let shown = low.without_clue();
    assert!(shown.note.is_empty() && shown.dimensions.is_empty());
    low.dimensions.insert(Dimension::Attitude, Satisfaction::VeryDissatisfied);
    assert_eq!(low.complaints(), [("服务态度", Satisfaction::VeryDissatisfied)]);
    let recorded = Typed { answers: Some(low), ..typed(Outcome::Reached) };
    let (with_clue, _) = record(&line(), caller(), recorded, &RULES, at(0)).unwrap();
    assert_eq!(with_clue.clue, Some(Clue::Open));
    let (by, on) = (StaffId::new(3), date(2026, 11, 20));
    assert_eq!(hand_over(&line(), on, "县纪委", by, at(0)), Err(Refusal::NoClue));
    assert_eq!(hand_over(&with_clue, on, " ", by, at(0)), Err(Refusal::ReceiptMissing));
    assert_eq!(hand_over(&with_clue, date(2027, 1, 1), "县纪委", by, at(0)), Err(Refusal::FutureDay));
    let (gone, event) = hand_over(&with_clue, on, "县纪委 回执3号", by, at(0)).unwrap();
    assert_eq!((event.receipt.as_str(), gone.version), ("县纪委 回执3号", 3));
    assert_eq!(hand_over(&gone, on, "县纪委", by, at(0)), Err(Refusal::HandedOver));
}

#[test]
fn erased_answers_are_reached_and_neither_praise_nor_blame() {
    let done = Typed { answers: Some(answers(Satisfaction::Satisfied)), ..typed(Outcome::Reached) };
    let kept = record(&line(), caller(), done, &RULES, at(0)).unwrap().0;
    let Standing::Done(call) = kept.standing.clone() else { panic!("reached") };
    let erased = Line { standing: Standing::Done(Call { answers: None, ..call }), ..kept.clone() };
    let both = tally([&kept, &erased]);
    assert_eq!((both.reached(), both.erased, both.satisfied()), (2, 1, 1));
    assert_eq!(sentence(&both), "接通2件，表示满意1件，不满意0件，1件的回答已按申请人要求清除");
}

#[test]
fn certainty_is_an_interval_or_what_may_still_be() {
    let done = |level| {
        let typed = Typed { answers: Some(answers(level)), ..typed(Outcome::Reached) };
        record(&line(), caller(), typed, &RULES, at(0)).unwrap().0
    };
    let told = |satisfied: u32, dissatisfied: u32, population: u32| {
        let lines: Vec<Line> = (0..satisfied)
            .map(|_| done(Satisfaction::Satisfied))
            .chain((0..dissatisfied).map(|_| done(Satisfaction::Dissatisfied)))
            .collect();
        let all = tally(&lines);
        let stratum = Stratum { key: key(1), population, wanted: satisfied + dissatisfied };
        let groups = [Group { stratum, answered: satisfied + dissatisfied, satisfied }];
        let text = certainty(&all, estimate(&groups, Confidence::NinetyFive).as_ref(), Confidence::NinetyFive);
        (reach_text(&all), text)
    };
    let (reach, all) = told(50, 0, 100_000);
    assert_eq!(reach, "抽取50件，接通50件");
    assert_eq!(all.as_deref(), Some("50件全部满意：真实不满意率仍可能到5.8%"));
    let (_, some) = told(45, 5, 100_000);
    assert_eq!(some.as_deref(), Some("满意率90.0%（95%置信区间78.6%至95.7%）"));
    assert_eq!(told(5, 0, 5).1.as_deref(), Some("5件全部满意，办结的全部问到"));
    assert_eq!(told(4, 1, 5).1.as_deref(), Some("满意率80.0%，办结的全部问到"));
    assert_eq!(told(0, 0, 9).1, None);
    let waiting = tally([&done(Satisfaction::Fair), &line()]);
    assert_eq!(reach_text(&waiting), "抽取2件，接通1件，还有1件没打完");
    let lost = record(&line(), caller(), typed(Outcome::DeadNumber), &RULES, at(0)).unwrap().0;
    assert_eq!(reach_text(&tally([&done(Satisfaction::Fair), &lost, &lost])), "抽取3件，接通1件（33.3%）");
}
