//! Materials that an applicant promises online to bring later (容缺受理): of the published list alone, with the commitment;
//! owed from acceptance on, by staff or by silence; and what becomes of the case otherwise.

use domain::{
    cases::{Channel, EndKind, Refusal, Stage},
    people::Desk,
};
use jiff::{SignedDuration, civil::date};
use services::{
    Failure,
    cases::{
        AcceptRefusal, ApplyRefusal, Begun, CaseRef, Draft, OwnRef, ReceiveForm, begin_draft, bring_own, keep_draft,
        own, promise_own, put_aside_own, receive, run_timers, submit,
    },
};

use super::*;

fn outside() -> Desk {
    Desk::public("192.0.2.1")
}

fn begun(county: &County) -> Begun {
    let form = AcceptForm {
        item: FOOD,
        applicant: "person".into(),
        code: "990101199003078578".into(),
        name: "张三丰".into(),
        phone: "13800138000".into(),
        ..AcceptForm::default()
    };
    begin_draft(&county.bureau, &outside(), (&form, Channel::Online), None).unwrap()
}

fn at(begun: &Begun, version: i64) -> OwnRef {
    OwnRef { case_no: begun.case_no.clone(), password: begun.query_password.clone(), version }
}

fn refused<T: std::fmt::Debug>(done: Result<T, Failure<ApplyRefusal>>) -> Refusal {
    match done {
        Err(Failure::Refused(ApplyRefusal::Form(AcceptRefusal::Rule(rule)))) => rule,
        other => panic!("{other:?}"),
    }
}

/// A promise made in a draft that is sent in; version 4.
fn sent(county: &County) -> Begun {
    let begun = begun(county);
    let promise = |places: &[usize], signed, version| {
        promise_own(&county.bureau, &outside(), (&at(&begun, version), places, signed), None)
    };
    assert_eq!(refused(promise(&[0], true, 1)).code(), "not_deferrable");
    assert_eq!(refused(promise(&[7], true, 1)).code(), "not_deferrable");
    assert_eq!(refused(promise(&[1], false, 1)).code(), "promise_missing");
    assert_eq!(promise(&[1], true, 1), Ok(2));
    let typed = Draft { materials: vec![0], ..Draft::default() };
    assert_eq!(keep_draft(&county.bureau, &outside(), (&at(&begun, 2), &typed), None), Ok(3), "it stays promised");
    assert_eq!(submit(&county.bureau, &outside(), &at(&begun, 3), None), Ok(4));
    let events = county.events(&begun.case_no);
    assert_eq!(events.last().map(|(kind, _)| kind.as_str()), Some("case.submitted"));
    assert!(events.last().is_some_and(|(_, facts)| facts.contains("平面图")), "{events:?}");
    assert_eq!(refused(promise(&[], false, 4)).code(), "wrong_stage");
    begun
}

impl County {
    fn events(&self, no: &str) -> Vec<(String, String)> {
        let (region, no) = (*self.bureau.region(), domain::cases::CaseNo::parse(no).unwrap());
        let read = self.db.db.read(|tx| {
            let (case, _) = store::cases::case_by_no(tx, &region, &no)?.unwrap();
            store::journal::history(tx, &region, &store::journal::Stream::case(case.id))
        });
        read.unwrap().into_iter().map(|e| (e.kind, e.facts.to_string())).collect()
    }

    fn days(&self, days: i64) {
        self.clock.advance(SignedDuration::from_hours(24 * days));
    }
}

#[test]
fn what_is_promised_online_is_owed_from_acceptance_and_ends_the_case_if_it_does_not_come() {
    for db in testkit::engines() {
        let county = County::open(db);
        let begun = sent(&county);
        let clerk = county.desk("zhangmin");
        county.days(3);
        // The applicant has signed: the clerk does not ask for it again.
        let form = ReceiveForm { materials: vec![0], deferred: vec![1], ..ReceiveForm::default() };
        let here = CaseRef { case_no: begun.case_no.clone(), version: 4 };
        receive(&county.bureau, &clerk, (&here, &form), None).unwrap();
        let case = own(&county.bureau, &outside(), &begun.case_no, &begun.query_password).unwrap().case;
        assert_eq!(case.owed(), [("平面图", date(2026, 12, 7))], "ten working days from the Monday of acceptance");
        assert!(case.materials[1].promised_on == Some(date(2026, 11, 20)), "{:?}", case.materials);
        let bare = bring_own(&county.bureau, &outside(), (&at(&begun, 5), 1), None);
        assert_eq!(refused(bare).code(), "file_missing");
        county.days(15);
        assert_eq!(run_timers(&county.bureau).unwrap().owed_lapsed, 1);
        let case = own(&county.bureau, &outside(), &begun.case_no, &begun.query_password).unwrap().case;
        assert_eq!(case.stage.ending().map(|e| e.kind), Some(EndKind::Withdrawn));
    }
}

#[test]
fn silence_takes_the_promise_too() {
    let county = County::open(testkit::TestDb::sqlite());
    let begun = sent(&county);
    county.days(10);
    assert_eq!(run_timers(&county.bureau).unwrap().deemed_accepted, 1);
    let case = own(&county.bureau, &outside(), &begun.case_no, &begun.query_password).unwrap().case;
    assert!(matches!(case.stage, Stage::Accepted(_)), "{:?}", case.stage);
    assert_eq!(case.owed(), [("平面图", date(2026, 12, 14))], "from the day on which it is known");
}

#[test]
fn no_certificate_is_put_aside_that_was_not_proved() {
    let county = County::open(testkit::TestDb::sqlite());
    let begun = begun(&county);
    let put = |place| put_aside_own(&county.bureau, &outside(), (&at(&begun, 1), place, false), None);
    assert_eq!(refused(put(0)).code(), "not_certified");
    assert_eq!(refused(put(9)).code(), "material_unknown");
}
