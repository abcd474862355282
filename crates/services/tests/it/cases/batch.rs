//! Granting several at once (批量准予).

use domain::people::Denied;
use services::{
    Failure,
    cases::{
        BatchForm, BatchRefusal, CaseRef, DecideForm, Found, ListForm, batch, decide, decide_batch, examine, list, view,
    },
};
use testkit::engines;

use super::{CARD, County, FOOD};

fn at(case_no: &str, version: i64) -> CaseRef {
    CaseRef { case_no: case_no.to_owned(), version }
}

fn form(cases: Vec<CaseRef>) -> BatchForm {
    BatchForm { cases, opinion: " 材料齐全，同意 ".into() }
}

#[test]
fn each_case_of_a_batch_is_decided_by_itself() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, desk) = (&county.bureau, county.desk("liqiang"));
        let (one, two, lost) = (county.accepted(FOOD, true), county.accepted(FOOD, true), county.accepted(FOOD, true));
        let (owing, unfit, foreign) =
            (county.accepted(FOOD, false), county.accepted(FOOD, true), county.accepted(CARD, true));
        let found = [Found { place: 0, ok: false, note: "没有签字".into() }];
        examine(bureau, &desk, (&at(&unfit, 1), &found), None).unwrap();

        // Boxes stand where the batch would take the case, and nowhere else.
        let lines = list(bureau, &desk, &ListForm { limit: 50, ..ListForm::default() }).unwrap().lines;
        let mut offered: Vec<&str> = lines.iter().filter(|l| l.in_batch).map(|l| l.case_no.as_str()).collect();
        offered.sort_unstable();
        assert_eq!(offered, [one.as_str(), &two, &lost]);
        let clerk = list(bureau, &county.desk("zhangmin"), &ListForm { limit: 50, ..ListForm::default() }).unwrap();
        assert!(clerk.lines.len() == 6 && clerk.lines.iter().all(|l| !l.in_batch), "a window decides nothing");

        let asked = [&one, &owing, &unfit, &foreign, &lost].map(Clone::clone);
        let named = batch(bureau, &desk, &asked).unwrap();
        let barred: Vec<(&str, Option<&str>)> =
            named.iter().map(|l| (l.case.no.as_str(), l.barred.as_ref().map(|b| b.code()))).collect();
        let expected =
            [(one.as_str(), None), (&owing, Some("materials_owed")), (&unfit, Some("materials_unfit")), (&lost, None)];
        assert_eq!(barred, expected, "another department's case is not named");
        assert_eq!(named[0].applicant, "张*丰");

        let faster = DecideForm { case_no: lost.clone(), version: 1, outcome: "grant".into(), ..DecideForm::default() };
        decide(bureau, &county.desk("wangfang"), &faster, None).unwrap();
        let wanted = vec![
            at(&one, 1),
            at(&lost, 1),
            at(&owing, 1),
            at(&unfit, 2),
            at(&foreign, 1),
            at("2026-1120-03-9999", 1),
            at(&two, 1),
        ];
        let done = decide_batch(bureau, &desk, &form(wanted.clone()), Some("k")).unwrap();
        let granted: Vec<&str> = done.iter().filter(|d| d.outcome.is_ok()).map(|d| d.case_no.as_str()).collect();
        assert_eq!(granted, [one.as_str(), &two], "what cannot be decided holds up nothing after it");
        assert_eq!(done[1].outcome, Err(Failure::Stale));
        let by = done[1].overtaken_by.as_ref().unwrap();
        assert_eq!((by.kind.as_str(), by.actor.ends_with("王芳")), ("case.decided", true));
        assert!(matches!(&done[2].outcome, Err(Failure::Refused(r)) if r.code() == "materials_owed"));
        assert!(matches!(&done[3].outcome, Err(Failure::Refused(r)) if r.code() == "materials_unfit"));
        assert!(matches!(&done[4].outcome, Err(Failure::Denied(Denied::Department(_)))), "{:?}", done[4].outcome);
        assert_eq!(done[5].outcome, Err(Failure::NotFound));
        let decision = view(bureau, &desk, &two).unwrap().case.stage.decision().cloned().unwrap();
        assert_eq!((decision.opinion.as_str(), decision.by), ("材料齐全，同意", desk.staff.as_ref().map(|s| s.id)));
        let others = view(bureau, &desk, &lost).unwrap().case.stage.decision().cloned().unwrap();
        assert_eq!(others.opinion, "", "the faster decision stands");

        // A click repeated is told the same and does nothing more.
        let again = decide_batch(bureau, &desk, &form(wanted), Some("k")).unwrap();
        assert_eq!(again.iter().filter(|d| d.outcome.is_ok()).count(), 2);
        assert_eq!(view(bureau, &desk, &two).unwrap().case.version, 2);
    }
}

#[test]
fn a_batch_is_neither_empty_nor_larger_than_a_page_can_name() {
    for db in engines() {
        let county = County::open(db);
        let desk = county.desk("liqiang");
        let numbers: Vec<String> = (0..21).map(|_| county.accepted(FOOD, true)).collect();
        let all: Vec<CaseRef> = numbers.iter().map(|no| at(no, 1)).collect();
        let tried = |cases: &[CaseRef]| decide_batch(&county.bureau, &desk, &form(cases.to_vec()), None);
        assert_eq!(tried(&[]).unwrap_err(), Failure::Refused(BatchRefusal::Empty));
        let too_many = tried(&all).unwrap_err();
        assert_eq!(too_many.to_string(), "一次最多批 20 件，现在勾了 21 件，请去掉几件再批");
        assert_eq!(view(&county.bureau, &desk, &numbers[0]).unwrap().case.version, 1, "nothing was done");
        assert!(tried(&all[..20]).unwrap().iter().all(|d| d.outcome == Ok(2)));
        let clerk = county.desk("zhangmin");
        assert!(matches!(batch(&county.bureau, &clerk, &numbers), Err(Failure::Denied(_))));
        let denied = decide_batch(&county.bureau, &clerk, &form(all), None);
        assert!(matches!(denied, Err(Failure::Denied(_))));
    }
}
