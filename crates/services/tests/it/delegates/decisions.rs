//! In which capacity each way of deciding leaves its decision, and what a check makes of it.

use domain::{cases::TakenAs, catalogue::CaseKind, delegates::Capacity, people::Role};
use services::cases::{
    AcceptForm, BatchForm, CaseRef, DecideForm, OnTheSpot, accept_on_the_spot, decide, decide_batch, view,
};
use services::delegates::{AuthoriseForm, findings};
use testkit::engines;

use super::{authorised, id_of, is_sound, named, open, wanted};
use crate::cases::{County, FOOD};

const INSTANT: i64 = 9_100_000_000_000_003;

pub(super) fn decided(county: &County, login: &str) -> String {
    let case_no = county.accepted(FOOD, true);
    let form = DecideForm { case_no: case_no.clone(), version: 1, outcome: "grant".into(), ..DecideForm::default() };
    decide(&county.bureau, &county.desk(login), &form, None).unwrap();
    case_no
}

fn taken_as(county: &County, case_no: &str) -> Option<TakenAs> {
    let case = view(&county.bureau, &county.desk("sunhong"), case_no).unwrap().case;
    case.stage.decision().unwrap().taken_as.clone()
}

/// Number of the letter and capacity.
fn under(county: &County, case_no: &str) -> Option<(String, Capacity)> {
    taken_as(county, case_no)?.authority().map(|a| (a.doc_no.clone(), a.capacity))
}

#[test]
fn a_decision_keeps_the_letter_in_force_and_its_capacity() {
    for db in engines() {
        let county = open(db);
        let before = decided(&county, "daibiao");
        assert_eq!(taken_as(&county, &before), Some(TakenAs::Approver), "no letter yet, and nobody is held up");
        named(&county, "daibiao", "市监任〔2026〕1号");
        let form = AuthoriseForm {
            deputy: Some(id_of(&county, "liqiang")),
            ..wanted(&county, "daibiao", "市监授〔2026〕1号")
        };
        authorised(&county, &form).unwrap();
        let letter = || "市监授〔2026〕1号".to_owned();
        assert_eq!(under(&county, &decided(&county, "daibiao")), Some((letter(), Capacity::Representative)));
        assert_eq!(under(&county, &decided(&county, "liqiang")), Some((letter(), Capacity::Deputy)));
        assert_eq!(taken_as(&county, &decided(&county, "wangfang")), Some(TakenAs::Approver));
        assert_eq!(taken_as(&county, &before), Some(TakenAs::Approver), "a letter does not reach back");

        let (one, two) = (county.accepted(FOOD, true), county.accepted(FOOD, true));
        let at = |case_no: &String| CaseRef { case_no: case_no.clone(), version: 1 };
        let form = BatchForm { cases: vec![at(&one), at(&two)], opinion: String::new() };
        decide_batch(&county.bureau, &county.desk("daibiao"), &form, None).unwrap();
        for case_no in [&one, &two] {
            assert_eq!(under(&county, case_no), Some((letter(), Capacity::Representative)));
        }
        let events = view(&county.bureau, &county.desk("sunhong"), &one).unwrap().history;
        let told = &events.last().unwrap().facts["taken_as"];
        assert_eq!(
            (told["capacity"].as_str(), told["doc_no"].as_str()),
            (Some("representative"), Some("市监授〔2026〕1号"))
        );
        is_sound(&county);
    }
}

#[test]
fn what_is_decided_on_the_spot_is_decided_under_the_letter_too() {
    for db in engines() {
        let county = open(db);
        let mut content = testkit::content("A3", "食品摊贩登记", 1);
        content.case_kind = Some(CaseKind::Instant);
        testkit::seed_item(&county.db.db, &testkit::item(INSTANT, content));
        let on_the_spot = |login: &str| {
            let form = AcceptForm {
                item: INSTANT,
                applicant: "person".into(),
                code: "990101199003078578".into(),
                name: "张三丰".into(),
                phone: "13800138000".into(),
                ..AcceptForm::default()
            };
            let spot = OnTheSpot { opinion: String::new(), result_name: "登记证".into(), result_no: "1号".into() };
            accept_on_the_spot(&county.bureau, &county.desk(login), (&form, &spot), None).unwrap().case_no
        };
        assert_eq!(taken_as(&county, &on_the_spot("zhangmin")), None, "a window without a letter");
        named(&county, "daibiao", "市监任〔2026〕1号");
        let form =
            AuthoriseForm {
                all_items: false, items: vec![INSTANT], ..wanted(&county, "daibiao", "市监授〔2026〕1号")
            };
        authorised(&county, &form).unwrap();
        let letter = ("市监授〔2026〕1号".to_owned(), Capacity::Representative);
        assert_eq!(under(&county, &on_the_spot("daibiao")), Some(letter));
        assert_eq!(
            taken_as(&county, &decided(&county, "daibiao")),
            Some(TakenAs::Approver),
            "an item that is not listed"
        );
        is_sound(&county);
    }
}

#[test]
fn decisions_without_a_letter_are_found_and_the_use_of_each_letter_counted() {
    for db in engines() {
        let county = open(db);
        county.add(("tiyan", "体验"), &[Role::Approver], Some(1));
        let (bureau, desk) = (&county.bureau, county.desk("sunhong"));
        named(&county, "daibiao", "市监任〔2026〕1号");
        authorised(&county, &wanted(&county, "daibiao", "市监授〔2026〕1号")).unwrap();
        let bare = decided(&county, "wangfang");
        let found = findings(bureau, &desk, None).unwrap();
        let rows: Vec<(&str, &str, &str)> = found
            .decisions
            .iter()
            .map(|d| (d.row.case_no.as_str(), d.department.as_str(), d.decided_by.as_str()))
            .collect();
        assert_eq!(rows, [(bare.as_str(), "县市场监督管理局", "王芳")]);
        assert_eq!((found.decisions_count, found.unused.len()), (1, 1), "authorised, and decided nothing");
        decided(&county, "daibiao");
        let found = findings(bureau, &desk, None).unwrap();
        assert_eq!((found.decisions_count, found.unused.len()), (1, 0));
        let used = &found.exercise[0];
        assert_eq!((used.name.as_str(), used.counts.representative, used.counts.department), ("食品经营许可", 1, 1));
        let elsewhere = findings(bureau, &county.desk("zhaolei"), None).unwrap();
        assert_eq!((elsewhere.decisions_count, elsewhere.exercise.len()), (0, 0));
    }
}
