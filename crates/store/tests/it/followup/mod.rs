//! Follow-up calls: plans, draws with their frozen lists, lines in every standing, and whose turn it is.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{CaseId, Confidence, DepartmentId, DrawId, ItemId, LineId, OrderId, PersonId, StaffId, shanghai_midnight},
    cases::{ApplicantKind, Outcome as CaseOutcome},
    followup::{
        Call, CallRules, Candidate, Clue, CountyPlan, Dimension, Exclusions, FrozenCandidate, Line, Made, OrderRules,
        Outcome, Place, Plan, SEED_BYTES, SampleSize, Script, Seed, SkipReason, Standing, StratumKey, Try, Week,
        WeekDraw,
    },
};
use jiff::{SignedDuration, civil::date};
use store::{
    Database,
    cases::case_change,
    followup::{
        Contact, Hold, SealedLine, clue_count, contacts, drop_hold, drop_seed, finished_cases, followup_line,
        followup_plan, followup_plan_at, followup_plans, frozen_list, hold_line, holds, keep_list, keep_seed,
        kept_seed, line_change, lines_of_order, lines_of_week, lines_since, lines_with_clue, plan_change, week_draw,
        week_draw_change, week_draws, weeks_to_draw,
    },
    journal::{Entry, Stream, append, verify},
};
use testkit::{accepted_case, completed, decided, on_every_engine, region, stamp};

use crate::common::{put, write};

pub(crate) fn week(text: &str) -> Week {
    Week::parse(text).unwrap()
}

pub(crate) fn a_plan(version: i64) -> CountyPlan {
    CountyPlan {
        version,
        plan: Plan {
            applicants: BTreeSet::from([ApplicantKind::Organisation]),
            unit: domain::followup::DrawUnit::Case,
            size: SampleSize::Width { half: 50, confidence: Confidence::NinetyFive, expected: 950 },
            least: 1,
            reserve: 50,
            exclusions: Exclusions { called_days: 90, refused_days: 180 },
        },
        calls: CallRules { most_tries: 3, again_after_minutes: 120, within_weeks: 4 },
        confidence: Confidence::NinetyFive,
        hide_below: 5,
        script: Script {
            opening: "您好".into(),
            questions: Dimension::ALL.into_iter().map(|d| (d, d.label().to_owned())).collect::<BTreeMap<_, _>>(),
            overall: "总体".into(),
            handed_in: "在哪里".into(),
            extra: "另外".into(),
            closing: "谢谢".into(),
        },
        dial: String::new(),
        words: vec!["排队".into()],
        order: OrderRules { due_workdays: 15, requirement: "核实并整改".into() },
        source: "试算".into(),
    }
}

pub(crate) fn a_draw(week: Week, drawn: bool) -> WeekDraw {
    WeekDraw {
        id: DrawId::new(week.first_day().year().into()),
        version: 1 + i64::from(drawn),
        week,
        commitment: "66c7".into(),
        committed_at: stamp().happened_at,
        made: drawn.then(|| Made { seed: Seed::new([5; SEED_BYTES]), at: stamp().happened_at, plan: 1 }),
    }
}

pub(crate) fn a_candidate(id: i64) -> FrozenCandidate {
    FrozenCandidate {
        candidate: Candidate {
            case: CaseId::new(id),
            person: PersonId::new(id),
            case_no: format!("20261120-3-{id:04}"),
            stratum: StratumKey { department: DepartmentId::new(1), applicant: ApplicantKind::Organisation },
            window: (id % 2 == 0).then_some(3),
            finished_on: date(2026, 11, 18),
            has_phone: id != 3,
            reached_on: (id == 2).then_some(date(2026, 8, 1)),
            refused_on: (id == 2).then_some(date(2026, 8, 2)),
        },
        left_out: (id == 3).then(|| "no_phone".to_owned()),
        place: [None, Some(Place::Sample(1)), Some(Place::Reserve(1))]
            .get(usize::try_from(id).unwrap())
            .copied()
            .flatten(),
    }
}

pub(crate) fn a_line(id: i64, place: Place) -> SealedLine {
    let one = a_candidate(id).candidate;
    SealedLine {
        line: Line {
            id: LineId::new(id),
            version: 1,
            week: week("2026-W47"),
            case: one.case,
            case_no: one.case_no,
            person: one.person,
            stratum: one.stratum,
            place,
            window: one.window,
            tries: Vec::new(),
            standing: Standing::Waiting { not_before: None },
            order: None,
            clue: None,
        },
        answers: None,
        note: None,
    }
}

/// Reached, with a clue that was handed over and an order.
pub(crate) fn reached(sealed: SealedLine) -> SealedLine {
    let (at, by) = (stamp().happened_at, StaffId::new(2));
    let tried = Try { at: at - SignedDuration::from_hours(3), by, outcome: Outcome::NoAnswer };
    let call = Call { at, by, outcome: Outcome::Reached, answers: None, script: 1 };
    let clue = Clue::HandedOver { on: date(2026, 11, 20), receipt: "县纪委 回执3号".into(), by, at };
    let line = Line {
        version: 4,
        tries: vec![tried],
        standing: Standing::Done(call),
        order: Some(OrderId::new(8)),
        clue: Some(clue),
        ..sealed.line
    };
    SealedLine { line, answers: Some(vec![1, 2]), note: None }
}

pub(crate) fn skipped(sealed: SealedLine) -> SealedLine {
    let (at, by) = (stamp().happened_at, StaffId::new(2));
    let standing = Standing::Skipped { reason: SkipReason::InDispute, note: String::new(), at, by };
    SealedLine { line: Line { version: 2, standing, ..sealed.line }, answers: None, note: Some(vec![3]) }
}

fn keep(db: &Database, sealed: &SealedLine) {
    put(db, &Stream::line(sealed.line.id), vec![line_change(&region(), sealed)]);
}

#[test]
fn versions_of_the_plan_stay() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| followup_plan(tx, &region())), Ok(None));
        for version in [1, 2] {
            put(&t.db, &Stream::followup_plan(), vec![plan_change(&region(), &a_plan(version))]);
        }
        assert_eq!(t.db.read(|tx| followup_plan(tx, &region())), Ok(Some(a_plan(2))));
        assert_eq!(t.db.read(|tx| followup_plan_at(tx, &region(), 1)), Ok(Some(a_plan(1))));
        assert_eq!(t.db.read(|tx| followup_plan_at(tx, &region(), 3)), Ok(None));
        let all = t.db.read(|tx| followup_plans(tx, &region())).unwrap();
        assert_eq!(all.iter().map(|p| p.version).collect::<Vec<_>>(), [2, 1]);
    });
}

#[test]
fn a_draw_is_promised_then_made_with_its_list() {
    on_every_engine(|t| {
        let (before, now) = (week("2026-W46"), week("2026-W47"));
        let promised = a_draw(now, false);
        put(&t.db, &Stream::draw(now), vec![week_draw_change(&region(), &promised)]);
        let earlier = WeekDraw { id: DrawId::new(1), ..a_draw(before, true) };
        put(&t.db, &Stream::draw(before), vec![week_draw_change(&region(), &earlier)]);
        assert_eq!(t.db.read(|tx| week_draw(tx, &region(), now)), Ok(Some(promised)));
        assert_eq!(t.db.read(|tx| weeks_to_draw(tx, &region(), week("2026-W48"))), Ok(vec![now]));
        assert_eq!(t.db.read(|tx| weeks_to_draw(tx, &region(), now)), Ok(vec![]), "the week is not over");
        write(&t.db, move |tx| keep_seed(tx, &region(), now, &[9])).unwrap();
        write(&t.db, move |tx| keep_seed(tx, &region(), now, &[8])).unwrap();
        assert_eq!(t.db.read(|tx| kept_seed(tx, &region(), now)), Ok(Some(vec![9])), "a promise is kept");
        write(&t.db, move |tx| drop_seed(tx, &region(), now)).unwrap();
        assert_eq!(t.db.read(|tx| kept_seed(tx, &region(), now)), Ok(None));
        let drawn = a_draw(now, true);
        let list: Vec<FrozenCandidate> = (1..=4).map(a_candidate).collect();
        let (head, frozen) = (drawn.clone(), list.clone());
        write(&t.db, move |tx| {
            let bulk = keep_list(tx, &region(), head.id, &frozen)?;
            let entry = Entry::new(Stream::draw(now), 1, "followup.drawn", &"试")
                .with(week_draw_change(&region(), &head))
                .with_bulk(bulk);
            append(tx, &region(), &stamp(), entry)
        })
        .unwrap();
        assert_eq!(t.db.read(|tx| frozen_list(tx, &region(), drawn.id)), Ok(list));
        let all = t.db.read(|tx| week_draws(tx, &region(), now, 10)).unwrap();
        assert_eq!(all, [drawn, earlier]);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        let altered = "UPDATE followup_candidate SET place = 9 WHERE place_kind = 'sample'";
        write(&t.db, move |tx| tx.run(altered, &[])).unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings.len(), 1, "a changed list is found");
        write(&t.db, |tx| tx.run("UPDATE followup_candidate SET draw_id = 77", &[])).unwrap();
        let found = t.db.read(|tx| verify(tx, &region())).unwrap().findings;
        assert!(found.iter().any(|f| f.place == "followup_candidate 77"), "a list of no draw: {found:?}");
    });
}

#[test]
fn a_line_reads_back_in_every_standing() {
    on_every_engine(|t| {
        let later = a_line(2, Place::Second(OrderId::new(8)));
        let agreed = Standing::Waiting { not_before: Some(stamp().happened_at) };
        let later = SealedLine { line: Line { week: week("2026-W48"), standing: agreed, ..later.line }, ..later };
        let all = [
            reached(a_line(1, Place::Sample(1))),
            later,
            skipped(a_line(4, Place::Reserve(1))),
            SealedLine {
                line: Line { clue: Some(Clue::Open), ..reached(a_line(6, Place::Sample(2))).line },
                ..reached(a_line(6, Place::Sample(2)))
            },
        ];
        for sealed in &all {
            keep(&t.db, sealed);
            assert_eq!(t.db.read(|tx| followup_line(tx, &region(), sealed.line.id)).unwrap().as_ref(), Some(sealed));
        }
        assert_eq!(t.db.read(|tx| followup_line(tx, &region(), LineId::new(99))), Ok(None));
        let ids = |lines: Vec<SealedLine>| lines.iter().map(|l| l.line.id.get()).collect::<Vec<_>>();
        assert_eq!(ids(t.db.read(|tx| lines_of_week(tx, &region(), week("2026-W47"))).unwrap()), [1, 4, 6]);
        assert_eq!(ids(t.db.read(|tx| lines_since(tx, &region(), week("2026-W47"))).unwrap()), [1, 4, 6, 2]);
        assert_eq!(ids(t.db.read(|tx| lines_of_order(tx, &region(), OrderId::new(8))).unwrap()), [1, 6]);
        assert_eq!(ids(t.db.read(|tx| lines_with_clue(tx, &region(), 10)).unwrap()), [6, 1]);
        assert_eq!(t.db.read(|tx| clue_count(tx, &region())), Ok(1), "one waits, the other was handed over");
        let spoken = t.db.read(|tx| contacts(tx, &region(), &[1, 2, 4].map(PersonId::new))).unwrap();
        let once = Contact { person: PersonId::new(1), reached_on: Some(date(2026, 11, 20)), refused_on: None };
        assert_eq!(spoken, [once]);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        write(&t.db, |tx| tx.run("UPDATE followup_line SET outcome = NULL WHERE id = 1", &[])).unwrap();
        assert!(t.db.read(|tx| followup_line(tx, &region(), LineId::new(1))).is_err(), "reached by nobody");
    });
}

#[test]
fn finished_cases_are_those_of_the_time() {
    on_every_engine(|t| {
        let fields = |id: u8| store::cases::SealedFields {
            name: vec![1],
            code: vec![2],
            contact: None,
            phone: vec![id],
            query_password: vec![],
            receiver: None,
            answers: None,
        };
        let open = accepted_case(1, ItemId::new(5), DepartmentId::new(1));
        let done = completed(decided(accepted_case(2, ItemId::new(5), DepartmentId::new(1)), CaseOutcome::Grant));
        for (case, n) in [(&open, 1), (&done, 2)] {
            put(&t.db, &Stream::case(case.id), vec![case_change(&region(), case, &fields(n))]);
        }
        let day = |d| shanghai_midnight(date(2026, 11, d));
        let found = t.db.read(|tx| finished_cases(tx, &region(), day(16), day(23))).unwrap();
        let told: Vec<_> = found.iter().map(|f| (f.case.get(), f.window, f.phone.clone(), f.key.clone())).collect();
        assert_eq!(told, [(2, Some(3), vec![2], None)]);
        assert_eq!(t.db.read(|tx| finished_cases(tx, &region(), day(9), day(16))), Ok(vec![]));
    });
}

#[test]
fn a_caller_holds_one_case_at_a_time() {
    on_every_engine(|t| {
        let hold = |staff: i64, line: i64| Hold {
            staff: StaffId::new(staff),
            line: LineId::new(line),
            until: stamp().happened_at,
        };
        for one in [hold(1, 5), hold(2, 6), hold(1, 7)] {
            write(&t.db, move |tx| hold_line(tx, &region(), one)).unwrap();
        }
        assert_eq!(t.db.read(|tx| holds(tx, &region())), Ok(vec![hold(1, 7), hold(2, 6)]));
        write(&t.db, |tx| drop_hold(tx, &region(), StaffId::new(1))).unwrap();
        assert_eq!(t.db.read(|tx| holds(tx, &region())), Ok(vec![hold(2, 6)]));
    });
}
