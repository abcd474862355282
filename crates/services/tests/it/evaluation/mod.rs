//! The evaluation index between the job and the desks, on both engines: computing from clocks, intake, calls, ratings, questionnaires and
//! cards,
//! what is withheld, rows and who may open them, disputes, the index and its weights, orders with what came after, talks
//! and bulletins.

mod follow;
mod heard;
mod index;

use domain::{base::shanghai_midnight, people::Desk};
use jiff::{SignedDuration, civil::date};
use services::{
    Failure,
    cases::{AcceptForm, CompleteForm, DecideForm, accept, complete, decide},
    evaluation::{
        DisputeForm, DisputeStage, Period, RankLine, Refusal, Subject, SubjectKind, compute_period, disputes,
        leaf_rows, own_scores, raise_dispute, ranking, rule_dispute, run_evaluations, score_view,
    },
    measures::SOURCES,
};
use testkit::engines;

use crate::followup::{CARD, County, FOOD};

pub(crate) const MONTH: &str = "2026-12";

pub(crate) fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

/// Noon of a day.
pub(crate) fn at(county: &County, year: i16, month: i8, day: i8) {
    county.clock.set(shanghai_midnight(date(year, month, day)) + SignedDuration::from_hours(12));
}

/// So many cases of an item accepted now; their numbers.
pub(crate) fn accepted(county: &County, item: i64, enterprises: std::ops::Range<u32>) -> Vec<String> {
    let one = |n: u32| {
        let code = domain::base::Uscc::with_both_checks(&format!("91990101{n:08}")).unwrap();
        let form = AcceptForm {
            item,
            applicant: "organisation".into(),
            code: code.as_str().into(),
            name: format!("试算县第{n}商行"),
            contact: "张三丰".into(),
            phone: format!("138{n:08}"),
            promised: true,
            ..AcceptForm::default()
        };
        accept(&county.bureau, &county.desk("chuangkou"), &form, None).unwrap().case_no
    };
    enterprises.map(one).collect()
}

/// Grants and completes them now.
pub(crate) fn finished(county: &County, item: i64, numbers: &[String]) {
    let desk = county.desk(if item == FOOD { "shichang" } else { "renshe" });
    for no in numbers {
        let form = DecideForm { case_no: no.clone(), version: 1, outcome: "grant".into(), ..Default::default() };
        decide(&county.bureau, &desk, &form, None).unwrap();
        let form =
            CompleteForm { case_no: no.clone(), version: 2, result_name: "许可证".into(), ..Default::default() };
        complete(&county.bureau, &desk, &form, None).unwrap();
    }
}

/// December: twelve cases of one department decided on their day, twelve of the other long after theirs.
pub(crate) fn december(county: &County) {
    let late = accepted(county, CARD, 1000..1012);
    at(county, 2026, 12, 28);
    let prompt = accepted(county, FOOD, 0..12);
    finished(county, FOOD, &prompt);
    finished(county, CARD, &late);
}

pub(crate) fn lines(county: &County, kind: SubjectKind, month: &str) -> Vec<RankLine> {
    ranking(&county.bureau, &county.desk("ducha"), kind, Some(period(month)), None).unwrap().lines
}

pub(crate) fn of(county: &County, kind: SubjectKind, month: &str, name: &str) -> RankLine {
    lines(county, kind, month).into_iter().find(|l| l.row.name == name).unwrap()
}

fn part<'l>(line: &'l RankLine, key: &str) -> &'l services::evaluation::Part {
    line.row.score.parts.iter().find(|p| p.key == key).unwrap()
}

fn person(county: &County, login: &str) -> Subject {
    let id = county.desk(login).staff.unwrap().id;
    Subject { kind: SubjectKind::Person, key: id.to_string() }
}

#[test]
fn a_finished_period_is_computed_once_from_its_rows() {
    for db in engines() {
        let county = County::open(db);
        december(&county);
        let early = compute_period(&county.bureau, &county.desk("ducha"), SOURCES, period(MONTH), None);
        assert!(matches!(early, Err(Failure::Refused(Refusal::Running(_)))), "{early:?}");
        at(&county, 2027, 1, 10);
        let settling = run_evaluations(&county.bureau, SOURCES).unwrap();
        assert!(!settling.contains(&period(MONTH)), "its facts still come in: {settling:?}");
        at(&county, 2027, 1, 20);
        let done = run_evaluations(&county.bureau, SOURCES).unwrap();
        assert_eq!(done, [period(MONTH), period("2026-Q4"), period("2026")]);
        assert_eq!(run_evaluations(&county.bureau, SOURCES).unwrap(), [], "once");
        let (best, worst) = (
            of(&county, SubjectKind::Department, MONTH, "县市场监管局"),
            of(&county, SubjectKind::Department, MONTH, "县人社局"),
        );
        let on_time = part(&best, "efficiency.on_time");
        assert_eq!((on_time.value.unwrap().value, on_time.value.unwrap().n, on_time.points), (100.0, 12, Some(100.0)));
        let late = part(&worst, "efficiency.on_time");
        assert_eq!((late.value.unwrap().value, late.points), (0.0, Some(0.0)));
        assert!(part(&worst, "efficiency.promise_used").value.unwrap().value > 100.0);
        assert!(best.place == Some(1) && worst.place == Some(2) && best.row.score.points > worst.row.score.points);
        // Nobody was called: no data, and not zero.
        let calls = part(&best, "attitude.calls");
        assert!(calls.points.is_none() && calls.value.is_none() && !calls.too_few, "{calls:?}");
        assert!(best.row.score.covered < 1.0);
        // Stations count to townships, intake to windows: a department is not measured by either.
        assert!(best.row.score.parts.iter().all(|p| p.key != "quality.stations" && p.key != "quality.returned"));
        let window = of(&county, SubjectKind::Window, MONTH, "3号窗口");
        assert_eq!(part(&window, "quality.returned").value.unwrap().n, 12, "received in December");
        let clerk = of(&county, SubjectKind::Person, MONTH, "chuangkou");
        assert_eq!(part(&clerk, "efficiency.same_day").points, Some(100.0));
        assert_eq!(part(&clerk, "efficiency.on_time").points, None, "whoever takes in does not decide");
        county.is_sound();
    }
}

#[test]
fn fewer_than_the_least_are_withheld_and_their_rows_with_them() {
    for db in engines() {
        let county = County::open(db);
        let few = accepted(&county, FOOD, 0..3);
        finished(&county, FOOD, &few);
        at(&county, 2026, 12, 20);
        compute_period(&county.bureau, &county.desk("ducha"), SOURCES, period("2026-11"), None).unwrap();
        let line = of(&county, SubjectKind::Department, "2026-11", "县市场监管局");
        assert_eq!((line.row.score.points, line.place), (None, None));
        assert!(part(&line, "efficiency.on_time").too_few && part(&line, "efficiency.on_time").value.is_none());
        let found = ranking(&county.bureau, &county.desk("ducha"), SubjectKind::Department, None, None).unwrap();
        let run = found.run.unwrap().id;
        let rows =
            leaf_rows(&county.bureau, &county.desk("ducha"), SOURCES, (run, &line.row.subject), "efficiency.on_time")
                .unwrap();
        assert_eq!((rows.withheld, rows.rows.len()), (Some(3), 0));
        let none = compute_period(&county.bureau, &county.desk("ducha"), SOURCES, period("2020-01"), None);
        // Stations have no history: a county with stations would have rows of any period, this one has none.
        assert!(matches!(none, Err(Failure::Refused(Refusal::NoFacts(_)))), "{none:?}");
    }
}

#[test]
fn everybody_opens_what_is_theirs_and_no_more() {
    for db in engines() {
        let county = County::open(db);
        december(&county);
        at(&county, 2027, 1, 20);
        run_evaluations(&county.bureau, SOURCES).unwrap();
        let bureau = &county.bureau;
        let run = ranking(bureau, &county.desk("ducha"), SubjectKind::Person, Some(period(MONTH)), None)
            .unwrap()
            .run
            .unwrap()
            .id;
        let opens = |desk: &Desk, subject: &Subject| score_view(bureau, desk, SOURCES, (run, subject)).is_ok();
        let (clerk, approver) = (person(&county, "chuangkou"), person(&county, "shichang"));
        let window = Subject { kind: SubjectKind::Window, key: "3".into() };
        let own = Subject { kind: SubjectKind::Department, key: "1".into() };
        let other = Subject { kind: SubjectKind::Department, key: "2".into() };
        let [ducha, chuangkou, shichang, huifang] =
            ["ducha", "chuangkou", "shichang", "huifang"].map(|login| county.desk(login));
        for subject in [&clerk, &approver, &window, &own, &other] {
            assert!(opens(&ducha, subject), "{subject:?}");
        }
        assert!(opens(&chuangkou, &clerk) && opens(&chuangkou, &window));
        assert!(!opens(&chuangkou, &approver) && !opens(&chuangkou, &own));
        assert!(opens(&shichang, &approver) && opens(&shichang, &own));
        assert!(!opens(&shichang, &other) && !opens(&shichang, &clerk) && !opens(&shichang, &window));
        assert!(!opens(&huifang, &own) && !opens(&huifang, &clerk));
        // Lists: a department sees all departments in order, and no persons.
        let list = ranking(bureau, &shichang, SubjectKind::Department, Some(period(MONTH)), None).unwrap();
        let can: Vec<(&str, bool)> = list.lines.iter().map(|l| (l.row.name.as_str(), l.can_open)).collect();
        assert_eq!(can, [("县市场监管局", true), ("县人社局", false)]);
        assert!(!list.kinds.contains(&SubjectKind::Person));
        let persons = ranking(bureau, &shichang, SubjectKind::Person, Some(period(MONTH)), None);
        assert!(matches!(persons, Err(Failure::Denied(_))), "{persons:?}");
        assert!(matches!(ranking(bureau, &chuangkou, SubjectKind::Department, None, None), Err(Failure::Denied(_))));
        let own = own_scores(bureau, &chuangkou).unwrap();
        assert!(own.periods.len() == 3 && own.periods.iter().all(|p| p.score.is_some() && p.window.is_some()));
    }
}

#[test]
fn a_row_that_is_disputed_with_reason_stops_counting_and_nothing_else_moves() {
    for db in engines() {
        let county = County::open(db);
        december(&county);
        at(&county, 2027, 1, 20);
        run_evaluations(&county.bureau, SOURCES).unwrap();
        let bureau = &county.bureau;
        let renshe = county.desk("renshe");
        let me = person(&county, "renshe");
        let before = of(&county, SubjectKind::Person, MONTH, "renshe");
        let found = ranking(bureau, &county.desk("ducha"), SubjectKind::Person, Some(period(MONTH)), None).unwrap();
        let run = found.run.unwrap().id;
        let rows = leaf_rows(bureau, &renshe, SOURCES, (run, &me), "efficiency.on_time").unwrap();
        assert_eq!((rows.rows.len(), rows.dispute_until), (12, Some(date(2027, 2, 19))));
        let row = &rows.rows[0].fact;
        let form = DisputeForm {
            run: run.get(),
            source: row.source.clone(),
            fact: row.key.clone(),
            measure: "cases.on_time".into(),
            reason: "省系统停机三天".into(),
        };
        let try_as = |desk: &Desk, form: &DisputeForm| raise_dispute(bureau, desk, form, None);
        let refused = |form: DisputeForm| match try_as(&renshe, &form) {
            Err(Failure::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(DisputeForm { reason: " ".into(), ..form.clone() }), Refusal::ReasonMissing);
        assert_eq!(refused(DisputeForm { measure: "calls.overall".into(), ..form.clone() }), Refusal::NoRow);
        assert_eq!(
            try_as(&county.desk("shichang"), &form),
            Err(Failure::Refused(Refusal::NotYours)),
            "nobody disputes for others"
        );
        let id = try_as(&renshe, &form).unwrap();
        assert_eq!(refused(form.clone()), Refusal::Disputed);
        let second = DisputeForm { fact: rows.rows[1].fact.key.clone(), ..form.clone() };
        let other = try_as(&renshe, &second).unwrap();
        assert_eq!(run_evaluations(bureau, SOURCES).unwrap(), [], "it counts until it is ruled on");
        let ducha = county.desk("ducha");
        assert_eq!(disputes(bureau, &ducha).unwrap().iter().filter(|d| d.can_rule).count(), 2);
        assert!(matches!(rule_dispute(bureau, &renshe, (id, 1), (true, "属实"), None), Err(Failure::Denied(_))));
        assert_eq!(
            rule_dispute(bureau, &ducha, (id, 1), (true, ""), None),
            Err(Failure::Refused(Refusal::RulingMissing))
        );
        rule_dispute(bureau, &ducha, (id, 1), (true, "属实"), None).unwrap();
        assert_eq!(rule_dispute(bureau, &ducha, (id, 1), (true, "属实"), None), Err(Failure::Stale));
        rule_dispute(bureau, &ducha, (other, 1), (false, "系统记录正常"), None).unwrap();
        // Month, quarter and year all rest on that row.
        let again = run_evaluations(bureau, SOURCES).unwrap();
        assert_eq!(again.len(), 3, "{again:?}");
        assert_eq!(run_evaluations(bureau, SOURCES).unwrap(), [], "once");
        let after = of(&county, SubjectKind::Person, MONTH, "renshe");
        assert_eq!(part(&after, "efficiency.on_time").value.unwrap().n, 11);
        assert_eq!(
            part(&after, "efficiency.promise_used").value,
            part(&before, "efficiency.promise_used").value,
            "another measure of the same case still counts"
        );
        let clerk = |run| score_view(bureau, &ducha, SOURCES, (run, &person(&county, "chuangkou"))).unwrap();
        let latest = clerk(run).latest;
        assert_ne!(latest, run);
        assert_eq!(clerk(run).row.score, clerk(latest).row.score, "nobody else's score moved");
        // Both computations and both rulings stay readable.
        let rows = leaf_rows(bureau, &renshe, SOURCES, (latest, &me), "efficiency.on_time").unwrap();
        let marked: Vec<_> = rows.rows.iter().filter_map(|r| Some((r.is_excluded, r.dispute.as_ref()?))).collect();
        assert_eq!(marked.len(), 2);
        assert!(marked.iter().all(|(out, d)| *out == matches!(d.stage, DisputeStage::Upheld(_))), "{marked:?}");
        assert_eq!(own_scores(bureau, &renshe).unwrap().disputes.len(), 2);
        at(&county, 2027, 2, 20);
        let late = DisputeForm { run: latest.get(), fact: rows.rows[2].fact.key.clone(), ..form };
        assert!(matches!(refused(late), Refusal::DisputeLate(_)));
        county.is_sound();
    }
}

#[test]
fn answers_of_calls_count_to_department_window_and_person_and_integrity_to_none() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(6, 0);
        for n in 0..6 {
            county.call("huifang", |form| {
                form.overall = "4".into();
                form.levels.insert("attitude".into(), if n == 0 { "1" } else { "5" }.into());
                form.levels.insert("integrity".into(), "2".into());
            });
        }
        at(&county, 2026, 12, 20);
        compute_period(&county.bureau, &county.desk("ducha"), SOURCES, period("2026-11"), None).unwrap();
        for (kind, name) in [
            (SubjectKind::Department, "县市场监管局"),
            (SubjectKind::Window, "3号窗口"),
            (SubjectKind::Person, "chuangkou"),
        ] {
            let line = of(&county, kind, "2026-11", name);
            let (attitude, overall) = (part(&line, "attitude.calls"), part(&line, "quality.overall"));
            let value = attitude.value.unwrap();
            assert!((value.value - (20.0 + 5.0 * 100.0) / 6.0).abs() < 1e-9 && value.n == 6, "{kind:?} {value:?}");
            assert_eq!(overall.value.unwrap().value, 80.0);
        }
        let run = ranking(&county.bureau, &county.desk("ducha"), SubjectKind::Person, None, None).unwrap().run.unwrap();
        let facts =
            county.db.db.read(|tx| store::evaluation::facts_of(tx, county.bureau.region(), run.id, None)).unwrap();
        let calls: Vec<_> = facts.iter().filter(|f| f.source == "calls").collect();
        assert!(calls.len() == 6 && calls.iter().all(|f| !f.values.keys().any(|k| k.contains("integrity"))));
    }
}
