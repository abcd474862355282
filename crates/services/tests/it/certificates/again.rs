//! Applying once more with an earlier case (沿用): what its password opens, and what it does not.

use std::collections::BTreeMap;

use domain::{
    base::ItemId,
    cases::{Channel, Means},
    catalogue::{FieldKind, Form, FormField, FormPage},
};
use services::{
    cases::{
        Again, AgainForm, ApplyRefusal, CaseRef, Draft, OwnRef, ProgressRefusal, ReceiveForm, again, begin_again,
        begin_draft, keep_draft, own, put_aside_own, receipt, receive, submit,
    },
    certificates::held_again,
};

use super::*;

const SHOP: i64 = 9_100_000_000_000_007;

/// An item with a form of its own: the applicant's number, a home, a shop's name.
fn seed_shop(county: &County) {
    let text = |key: &str, reuse: &str, kind| FormField {
        key: key.into(),
        label: key.into(),
        reuse: reuse.into(),
        kind,
        ..FormField::default()
    };
    let fields = vec![
        text("number", "applicant.code", FieldKind::CitizenId),
        text("home", "applicant.address", FieldKind::Address),
        text("shop", "", FieldKind::Text { most: 20 }),
    ];
    let mut content = testkit::content("A07", "小餐饮登记", 1);
    content.guide.form = Some(Form { pages: vec![FormPage { title: "x".into(), hint: String::new(), fields }] });
    let material = |name: &str, origin| Material { name: name.into(), origin, ..Material::default() };
    content.guide.materials =
        vec![material("申请书", Origin::Applicant), material("食品经营许可证复印件", Origin::Government)];
    testkit::seed_item(&county.db.db, &testkit::item(SHOP, content));
}

fn person(item: i64, answers: &[(&str, &str)]) -> AcceptForm {
    AcceptForm {
        item,
        applicant: "person".into(),
        code: ID.into(),
        name: "张三丰".into(),
        phone: "13800138000".into(),
        materials: vec![0, 1],
        answers: Some(answers.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()),
        ..AcceptForm::default()
    }
}

/// Taken in at the window; number and query password, as the receipt has them.
fn at_the_window(county: &County, home: &str) -> (String, String) {
    let desk = county.desk("chuangkou");
    let form = person(SHOP, &[("home", home), ("shop", "文澜小吃")]);
    let no = accept(&county.bureau, &desk, &form, None).unwrap().case_no;
    let password = receipt(&county.bureau, &desk, &no).unwrap().query_password.unwrap();
    (no, password)
}

fn outside() -> Desk {
    Desk::public("198.51.100.7")
}

fn opened(county: &County, (no, password): (&str, &str)) -> Result<Again, Failure<ApplyRefusal>> {
    again(&county.bureau, &outside(), (no, password), SHOP)
}

fn door(done: Result<Again, Failure<ApplyRefusal>>) -> ProgressRefusal {
    match done {
        Err(Failure::Refused(ApplyRefusal::Door(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_earlier_case_fills_a_new_application_of_the_same_person() {
    on_both(|county| {
        seed_shop(&county);
        let done = county.completed("JY202600007");
        county.issue(&done, "JY202600007", None).unwrap();
        let (no, password) = at_the_window(&county, "试算县城关镇文澜路88号");
        let earlier = opened(&county, (&no, &password)).unwrap();
        assert_eq!(earlier.masked(), "张*丰，138****8000");
        assert_eq!(earlier.masked_code(), "990101********8578");
        assert!(!format!("{earlier:?}").contains("张三丰"));
        let held = held_again(&county.bureau, &earlier, ItemId::new(SHOP)).unwrap();
        assert_eq!(held.iter().map(|h| h.place).collect::<Vec<_>>(), [1]);

        let form = AgainForm { item: SHOP, held: vec![1], ..AgainForm::default() };
        let begun = begin_again(&county.bureau, &outside(), (&earlier, &form), Some("k")).unwrap();
        let twice = begin_again(&county.bureau, &outside(), (&earlier, &form), Some("k")).unwrap();
        assert_eq!(begun, twice, "the same key has one effect");
        let draft = own(&county.bureau, &outside(), &begun.case_no, &begun.query_password).unwrap();
        assert!(draft.case.stage.is_draft());
        assert_eq!((draft.case.channel, draft.name.as_str()), (Channel::Online, "张三丰"));
        assert_eq!(draft.answers["home"], "试算县城关镇文澜路88号");
        assert_eq!((draft.answers["shop"].as_str(), draft.answers["number"].as_str()), ("文澜小吃", ID));
        assert_eq!(draft.case.materials[1].means, Means::Certificate);

        // Going on with the draft loses no certificate.
        let at = OwnRef { case_no: begun.case_no.clone(), password: begun.query_password.clone(), version: 1 };
        let typed = Draft { answers: BTreeMap::from([("shop".into(), "文澜二店".into())]), materials: vec![] };
        keep_draft(&county.bureau, &outside(), (&at, &typed), None).unwrap();
        let draft = own(&county.bureau, &outside(), &begun.case_no, &begun.query_password).unwrap();
        let material = &draft.case.materials[1];
        assert!(material.received && material.means == Means::Certificate, "{material:?}");

        // It can be put aside, which going on keeps, and taken up again.
        let put = |version, aside| {
            let at = OwnRef { version, ..at.clone() };
            put_aside_own(&county.bureau, &outside(), (&at, 1, aside), None)
        };
        let shown = || own(&county.bureau, &outside(), &begun.case_no, &begun.query_password).unwrap().case;
        assert_eq!(put(2, true), Ok(3));
        assert!(shown().materials[1].is_put_aside());
        keep_draft(&county.bureau, &outside(), (&OwnRef { version: 3, ..at.clone() }, &typed), None).unwrap();
        assert!(shown().materials[1].is_put_aside(), "{:?}", shown().materials);
        assert_eq!(put(4, false), Ok(5));
        assert_eq!((shown().materials[1].received, shown().materials[1].means), (true, Means::Certificate));

        let sent = OwnRef { version: 5, ..at };
        submit(&county.bureau, &outside(), &sent, None).unwrap();
        let received = ReceiveForm { materials: vec![0, 1], ..ReceiveForm::default() };
        let here = CaseRef { case_no: begun.case_no.clone(), version: 6 };
        receive(&county.bureau, &county.approver(), (&here, &received), None).unwrap();
        let case = services::cases::view(&county.bureau, &county.approver(), &begun.case_no).unwrap().case;
        assert_eq!((case.materials[0].means, case.materials[1].means), (Means::Paper, Means::Certificate));

        // What has changed is said; everything else stays.
        let form = AgainForm { item: SHOP, phone: "1390013".into(), ..AgainForm::default() };
        let refused = begin_again(&county.bureau, &outside(), (&earlier, &form), None);
        assert!(matches!(refused, Err(Failure::Refused(ApplyRefusal::Form(_)))), "{refused:?}");
        county.is_sound();
    });
}

#[test]
fn a_case_that_came_online_proves_itself_and_not_the_person() {
    on_both(|county| {
        seed_shop(&county);
        let done = county.completed("JY202600007");
        county.issue(&done, "JY202600007", None).unwrap();
        at_the_window(&county, "试算县城关镇文澜路88号");
        // Somebody else knows the number of the paper, and begins something online with it.
        let form = AcceptForm { answers: None, materials: vec![], ..person(SHOP, &[]) };
        let stranger = begin_draft(&county.bureau, &outside(), (&form, Channel::Online), None).unwrap();
        let earlier = opened(&county, (&stranger.case_no, &stranger.query_password)).unwrap();
        assert!(held_again(&county.bureau, &earlier, ItemId::new(SHOP)).unwrap().is_empty());
        let form = AgainForm { item: SHOP, ..AgainForm::default() };
        let begun = begin_again(&county.bureau, &outside(), (&earlier, &form), None).unwrap();
        let draft = own(&county.bureau, &outside(), &begun.case_no, &begun.query_password).unwrap();
        assert!(!draft.answers.contains_key("home") && !draft.answers.contains_key("shop"), "{:?}", draft.answers);
    });
}

#[test]
fn one_address_begins_no_more_than_the_county_lets_it() {
    on_both(|county| {
        seed_shop(&county);
        let form = AcceptForm { answers: None, materials: vec![], ..person(SHOP, &[]) };
        let begin = |from: &str, key| {
            begin_draft(&county.bureau, &domain::people::Desk::public(from), (&form, Channel::Online), key)
        };
        let most = services::cases::case_rules().drafts_per_address;
        let first = begin("192.0.2.1", Some("k")).unwrap();
        for _ in 1..most {
            begin("192.0.2.1", None).unwrap();
        }
        assert_eq!(begin("192.0.2.1", None), Err(Failure::Refused(ApplyRefusal::TooMany(most))));
        assert_eq!(begin("192.0.2.1", Some("k")), Ok(first), "a form that is sent twice begins one");
        assert!(begin("192.0.2.2", None).is_ok(), "another address");
        county.is_sound();
    });
}

#[test]
fn nothing_but_number_and_password_opens_it() {
    on_both(|county| {
        seed_shop(&county);
        let (no, password) = at_the_window(&county, "试算县城关镇文澜路88号");
        let (other, _) = at_the_window(&county, "试算县城关镇文澜路99号");
        assert_eq!(door(opened(&county, (&no, "8000"))), ProgressRefusal::Wrong, "digits of the mobile");
        assert_eq!(door(opened(&county, (&other, &password))), ProgressRefusal::Wrong);
        assert_eq!(door(opened(&county, ("2026-1120-03-9999", &password))), ProgressRefusal::Wrong, "none of ours");
        assert!(matches!(door(opened(&county, ("x", &password))), ProgressRefusal::Number(_)));
        for n in 0..10 {
            opened(&county, (&no, &format!("1234567{n}"))).unwrap_err();
        }
        assert_eq!(door(opened(&county, (&no, &password))), ProgressRefusal::Later, "not even the right one");
    });
}

#[test]
fn who_was_erased_is_not_found_again() {
    on_both(|county| {
        seed_shop(&county);
        let (no, password) = at_the_window(&county, "试算县城关镇文澜路88号");
        let erased: Result<u64, store::StoreError> = county.db.db.write(|tx| tx.run("DELETE FROM person_key", &[]));
        assert_eq!(erased, Ok(1));
        assert_eq!(door(opened(&county, (&no, &password))), ProgressRefusal::Wrong);
    });
}
