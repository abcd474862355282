//! Orders that come back, cards of a second clock, the order as a paper.

use std::sync::Arc;

use domain::base::ManualClock;
use jiff::civil::date;
use services::{
    Failure,
    cases::{CaseRef, CompleteForm, DecideForm, ExtendForm, complete, decide, extend, take_up},
    oversight::watch::{
        CardForm, IssueForm, Level, OrderForm, Point, Refusal, RuleForm, RunForm, StepForm, attention, board, cards_of,
        insist, issue, list_cards, list_orders, order, print_order, reply, rule, run, send_back, withdraw,
    },
};
use testkit::engines;

use crate::cases::{County, FOOD};

fn at(county: &County, day: jiff::civil::Date) -> services::Bureau {
    let morning = format!("{day}T01:00:00Z").parse().unwrap();
    county.bureau.at(Arc::new(ManualClock::new(morning)), Arc::new(testkit::rng()))
}

fn run_on(county: &County, day: jiff::civil::Date) -> Vec<(&'static str, &'static str)> {
    let done = run(&at(county, day), &domain::people::Desk::system("定时任务"), &RunForm::default()).unwrap();
    done.cards.iter().map(|c| (c.point, c.level)).collect()
}

#[test]
fn an_order_comes_back_is_handed_over_again_and_printed() {
    for db in engines() {
        let county = County::open(db);
        let no = county.accepted(FOOD, true);
        let (own, supervisor) = (county.desk("liqiang"), county.desk("sunhong"));
        let bureau = &county.bureau;
        let slug =
            issue(bureau, &supervisor, &IssueForm { case_no: no.clone(), words: "今天办结".into() }, None).unwrap();
        let form = |version, text: &str| StepForm { no: slug.clone(), version, text: text.into() };
        assert!(matches!(send_back(bureau, &supervisor, &form(1, "不是"), None), Err(Failure::Denied(_))));
        assert_eq!(send_back(bureau, &own, &form(1, " "), None), Err(Failure::Refused(Refusal::ReturnReasonMissing)));
        assert_eq!(board(bureau, &supervisor, None).unwrap().all.orders.issued, 1);
        assert_eq!(send_back(bureau, &own, &form(1, "已在省级系统办结"), Some("k")), Ok(2));
        assert_eq!(send_back(bureau, &own, &form(1, "已在省级系统办结"), Some("k")), Ok(2), "sent twice");
        let counted = board(bureau, &supervisor, None).unwrap().all.orders;
        assert_eq!((counted.issued, counted.sent_back), (0, 1), "what the watch does is seen at once");
        let waits = attention(bureau, &supervisor).unwrap().unwrap();
        assert_eq!((waits.sent_back, attention(bureau, &own).unwrap().unwrap().sent_back), (1, 0));
        assert!(order(bureau, &supervisor, &slug).unwrap().may_insist);
        assert!(!order(bureau, &own, &slug).unwrap().may_reply);
        assert!(matches!(insist(bureau, &own, &form(2, "办"), None), Err(Failure::Denied(_))));
        let later = at(&county, date(2026, 11, 25));
        assert_eq!(insist(&later, &supervisor, &form(2, "省级系统里没有"), None), Ok(3));
        let again = order(&later, &own, &slug).unwrap();
        assert_eq!((again.order.reply_by, again.may_reply), (date(2026, 11, 30), true));
        assert_eq!(reply(&later, &own, &form(3, "今天办结"), None), Ok(4));
        let kinds: Vec<String> = order(&later, &own, &slug).unwrap().history.into_iter().map(|e| e.kind).collect();
        let steps = ["order_issued", "order_sent_back", "order_insisted", "order_replied"];
        assert_eq!(kinds, steps.map(|k| format!("oversight.{k}")));
        for as_pdf in [false, true] {
            let file = print_order(&later, &own, (&slug, "https://county.example/oversight/orders/2026-1"), as_pdf);
            let file = file.unwrap();
            assert!(file.name.starts_with("督办〔2026〕1号") && file.bytes.len() > 3_000, "{}", file.name);
        }
        let others = print_order(&later, &county.desk("zhaolei"), (&slug, "https://county.example/"), false);
        assert_eq!(others.map(|_| ()), Err(Failure::NotFound));
        assert_eq!(services::journal::verify(bureau).unwrap().journal.findings, []);
    }
}

#[test]
fn an_order_that_came_back_can_be_withdrawn() {
    for db in engines() {
        let county = County::open(db);
        let no = county.accepted(FOOD, true);
        let (bureau, supervisor) = (&county.bureau, county.desk("sunhong"));
        let slug = issue(bureau, &supervisor, &IssueForm { case_no: no, words: "今天办结".into() }, None).unwrap();
        let form = |version, text: &str| StepForm { no: slug.clone(), version, text: text.into() };
        send_back(bureau, &county.desk("liqiang"), &form(1, "不是本部门的"), None).unwrap();
        withdraw(bureau, &supervisor, &form(2, "确实不是"), None).unwrap();
        let listed = list_orders(bureau, &supervisor, &OrderForm { limit: 9, ..OrderForm::default() }).unwrap();
        assert_eq!((listed.counts.sent_back, listed.counts.withdrawn), (0, 1));
    }
}

#[test]
fn a_card_that_was_annulled_comes_again_when_the_last_day_was_put_off_and_passed_too() {
    for db in engines() {
        let county = County::open(db);
        let no = county.accepted(FOOD, true);
        let (own, supervisor) = (county.desk("liqiang"), county.desk("sunhong"));
        take_up(&county.bureau, &own, &CaseRef { case_no: no.clone(), version: 1 }, None).unwrap();
        assert_eq!(run_on(&county, date(2026, 11, 26)), [("whole", "reminder"), ("whole", "yellow")]);
        let form = CardForm { level: Some(Level::Yellow), limit: 9, ..CardForm::default() };
        let yellow = list_cards(&county.bureau, &supervisor, &form).unwrap().lines[0].card.id.get();
        let ruling = RuleForm { id: yellow, version: 1, verdict: "annul".into(), reason: "系统停用".into() };
        rule(&at(&county, date(2026, 11, 26)), &supervisor, &ruling, None).unwrap();
        assert_eq!(run_on(&county, date(2026, 11, 27)), [], "for the same last day it is not given again");
        let longer = ExtendForm {
            workdays: 5,
            rank: "agency_head".into(),
            approver: "王局长".into(),
            reason: "材料需要核实".into(),
        };
        let on = CaseRef { case_no: no.clone(), version: 2 };
        extend(&at(&county, date(2026, 11, 27)), &own, (&on, &longer), None).unwrap();
        // The reminder counts and stays the only one; the annulled card has a second one for the new day.
        assert_eq!(run_on(&county, date(2026, 12, 3)), [("whole", "yellow")]);
        assert_eq!(run_on(&county, date(2026, 12, 3)), []);
        let of_case = cards_of(&county.bureau, &supervisor, &no).unwrap();
        assert_eq!(
            of_case.iter().map(|l| l.card.reached.due_on).collect::<Vec<_>>(),
            [date(2026, 11, 27), date(2026, 12, 4)]
        );
        assert_eq!(cards_of(&county.bureau, &county.desk("zhangmin"), &no).unwrap().len(), 0, "clerks see none");
        assert_eq!(services::journal::verify(&county.bureau).unwrap().journal.findings, []);
    }
}

#[test]
fn a_late_handing_over_is_found_after_the_decision_too() {
    for db in engines() {
        let county = County::open(db);
        let no = county.accepted(FOOD, true);
        let own = county.desk("liqiang");
        let late = at(&county, date(2026, 11, 25));
        take_up(&late, &own, &CaseRef { case_no: no.clone(), version: 1 }, None).unwrap();
        let grant = DecideForm { case_no: no.clone(), version: 2, outcome: "grant".into(), ..DecideForm::default() };
        let version = decide(&late, &own, &grant, None).unwrap();
        let result = CompleteForm { case_no: no, version, result_name: "许可证".into(), result_no: "1".into() };
        complete(&late, &own, &result, None).unwrap();
        let told = run_on(&county, date(2026, 11, 26));
        assert!(told.contains(&("handing", "red")), "{told:?}");
        let form = CardForm { point: Some(Point::Handing), level: Some(Level::Red), limit: 9, ..CardForm::default() };
        assert_eq!(list_cards(&county.bureau, &county.desk("sunhong"), &form).unwrap().lines.len(), 1);
    }
}
