//! Orders that come back, cards of a second clock, the order as a paper.

use std::sync::{Arc, Mutex};

use domain::{
    base::ManualClock,
    cases::Channel,
    people::{Desk, Role},
    publication::{Listed, Outcome},
};
use jiff::civil::date;
use services::{
    Failure,
    cases::{
        AcceptForm, CaseRef, CompleteForm, DecideForm, ExtendForm, OwnRef, begin_draft, complete, decide, extend,
        submit, take_up,
    },
    oversight::watch::{
        CardForm, CardState, DisputeForm, HandForm, IssueForm, Level, OF_WINDOW, OrderForm, Point, ProfileForm,
        Refusal, RuleForm, RunForm, StepForm, attention, board, card, cards_of, change_profile, dispute, insist, issue,
        list_cards, list_orders, order, print_order, profiles, reply, rule, run, send_back, withdraw,
    },
    publication::{Carrier, Message, SubscriptionForm, deliver, open_subscription},
};
use testkit::engines;

use crate::cases::{County, FOOD};

fn at(county: &County, day: jiff::civil::Date) -> services::Bureau {
    let morning = format!("{day}T01:00:00Z").parse().unwrap();
    county.bureau.at(Arc::new(ManualClock::new(morning)), Arc::new(testkit::rng()))
}

fn run_on(county: &County, day: jiff::civil::Date) -> Vec<(&'static str, &'static str)> {
    let done = run(&at(county, day), &Desk::system("定时任务"), &RunForm::default()).unwrap();
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
        let hand =
            |version, text: &str, department| HandForm { no: slug.clone(), version, text: text.into(), department };
        assert!(matches!(insist(bureau, &own, &hand(2, "办", None), None), Err(Failure::Denied(_))));
        let later = at(&county, date(2026, 11, 25));
        assert_eq!(insist(&later, &supervisor, &hand(2, "省级系统里没有", None), None), Ok(3));
        let again = order(&later, &own, &slug).unwrap();
        assert_eq!((again.order.reply_by, again.may_reply), (date(2026, 11, 30), true));
        assert_eq!(reply(&later, &own, &form(3, "今天办结"), None), Ok(4));
        let kinds: Vec<String> = order(&later, &own, &slug).unwrap().history.into_iter().map(|e| e.kind).collect();
        let steps = ["order_issued", "order_sent_back", "order_handed_over", "order_replied"];
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

/// An application that came in over the net and that nobody answers.
fn sent_in(county: &County) -> String {
    let form = AcceptForm {
        item: FOOD,
        applicant: "person".into(),
        code: "990101199003078578".into(),
        name: "张三丰".into(),
        phone: "13800138000".into(),
        materials: vec![0, 1],
        ..AcceptForm::default()
    };
    let outside = Desk::public("网上");
    let begun = begin_draft(&county.bureau, &outside, (&form, Channel::Online), None).unwrap();
    let at = OwnRef { case_no: begun.case_no.clone(), password: begun.query_password, version: begun.version };
    submit(&county.bureau, &outside, &at, None).unwrap();
    begun.case_no
}

#[test]
fn the_window_disputes_a_card_of_its_own_and_no_other() {
    for db in engines() {
        let county = County::open(db);
        sent_in(&county);
        let accepted = county.accepted(FOOD, true);
        let told = run_on(&county, date(2026, 11, 28));
        assert!(told.contains(&("answer", "red")), "{told:?}");
        let (clerk, unit, supervisor) = (county.desk("zhangmin"), county.desk("liqiang"), county.desk("sunhong"));
        let now = at(&county, date(2026, 11, 30));
        let form = CardForm { level: Some(Level::Red), limit: 9, ..CardForm::default() };
        let seen = list_cards(&now, &clerk, &form).unwrap();
        let [line] = seen.lines.as_slice() else { panic!("{:?}", seen.lines) };
        assert!(line.card.at_window && seen.departments.is_empty());
        let all = list_cards(&now, &clerk, &CardForm { limit: 9, ..CardForm::default() }).unwrap().counts;
        assert_eq!(attention(&now, &clerk).unwrap().unwrap().fresh, all.red + all.yellow);
        let of_window = CardForm { department: Some(OF_WINDOW), ..form };
        assert_eq!(list_cards(&now, &supervisor, &of_window).unwrap().lines.len(), 1);
        assert!(list_cards(&now, &unit, &form).unwrap().lines.iter().all(|l| !l.card.at_window));
        // A department's card looks to the window like one that is not there.
        let others = list_cards(&now, &unit, &form).unwrap().lines[0].card.id.get();
        let said = |id, reason: &str, evidence: &str| DisputeForm {
            id,
            version: 1,
            reason: reason.into(),
            evidence: evidence.into(),
        };
        assert_eq!(dispute(&now, &clerk, &said(others, "不是", "无"), None), Err(Failure::NotFound));
        assert!(cards_of(&now, &clerk, &accepted).unwrap().is_empty());
        let id = line.card.id.get();
        assert!(matches!(dispute(&now, &unit, &said(id, "晚到", "回执"), None), Err(Failure::Denied(_))));
        assert!(matches!(dispute(&now, &supervisor, &said(id, "晚到", "回执"), None), Err(Failure::Denied(_))));
        assert!(card(&now, &clerk, id).unwrap().may_dispute && !card(&now, &unit, id).unwrap().may_dispute);
        let bare = dispute(&now, &clerk, &said(id, "11月21日已电话答复", ""), None);
        assert_eq!(bare, Err(Failure::Refused(Refusal::EvidenceMissing)));
        assert_eq!(dispute(&now, &clerk, &said(id, "11月21日已电话答复", "通话记录 0571"), Some("k")), Ok(2));
        assert_eq!(attention(&now, &supervisor).unwrap().unwrap().to_rule, 1);
        let disputed = CardForm { state: CardState::Disputed, ..form };
        let waits = list_cards(&now, &supervisor, &disputed).unwrap();
        assert_eq!(waits.lines[0].card.evidence.as_deref(), Some("通话记录 0571"));
        let ruling = RuleForm { id, version: 2, verdict: "annul".into(), reason: "记录属实".into() };
        assert!(rule(&now, &clerk, &ruling, None).is_err());
        assert_eq!(rule(&now, &supervisor, &ruling, None), Ok(3));
        assert!(board(&now, &clerk, None).is_err(), "the board is not the window's");
        assert_eq!(services::journal::verify(&county.bureau).unwrap().journal.findings, []);
    }
}

#[test]
fn papers_for_an_online_application_are_a_card_where_the_county_watches_them() {
    for db in engines() {
        let county = County::open(db);
        let supervisor = county.desk("sunhong");
        let mut form = ProfileForm::of(&profiles(&county.bureau, &supervisor).unwrap().in_use);
        form.points.push("online".into());
        form.valid_from = "2026-11-21".into();
        form.source = "县政府办〔2026〕8号".into();
        change_profile(&county.bureau, &supervisor, &form, None).unwrap();
        let no = sent_in(&county);
        county.accepted(FOOD, true);
        let done = run(&at(&county, date(2026, 11, 21)), &Desk::system("定时任务"), &RunForm::default()).unwrap();
        let cards: Vec<_> = done.cards.iter().filter(|c| c.point == "online").collect();
        let [card] = cards.as_slice() else { panic!("{:?}", done.cards) };
        assert_eq!(
            (card.case_no.as_str(), card.level, card.department.as_str()),
            (no.as_str(), "red", "政务大厅综合窗口")
        );
        assert!(run_on(&county, date(2026, 11, 23)).iter().all(|(point, _)| *point != "online"), "once");
    }
}

#[test]
fn an_order_that_came_back_goes_to_another_department_and_counts_from_there() {
    for db in engines() {
        let county = County::open(db);
        let no = county.accepted(FOOD, true);
        let (own, other, supervisor) = (county.desk("liqiang"), county.desk("zhaolei"), county.desk("sunhong"));
        let bureau = &county.bureau;
        let slug = issue(bureau, &supervisor, &IssueForm { case_no: no, words: "今天办结".into() }, None).unwrap();
        let form = |version, text: &str| StepForm { no: slug.clone(), version, text: text.into() };
        send_back(bureau, &own, &form(1, "由县人社局办理"), None).unwrap();
        let hand =
            |version, department| HandForm { no: slug.clone(), version, text: "核对过清单".into(), department };
        let view = order(bureau, &supervisor, &slug).unwrap();
        assert_eq!(view.departments.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [1, 2]);
        let later = at(&county, date(2026, 11, 25));
        let nobody = insist(&later, &supervisor, &hand(2, Some(77)), None);
        assert_eq!(nobody, Err(Failure::Refused(Refusal::NoSuchDepartment)));
        assert_eq!(insist(&later, &supervisor, &hand(2, Some(2)), Some("k")), Ok(3));
        assert_eq!(insist(&later, &supervisor, &hand(2, Some(2)), Some("k")), Ok(3), "sent twice");
        assert_eq!(order(&later, &own, &slug).map(|_| ()), Err(Failure::NotFound), "it is another department's now");
        let theirs = order(&later, &other, &slug).unwrap();
        assert_eq!((theirs.order.reply_by, theirs.may_reply), (date(2026, 11, 30), true));
        let [before] = theirs.order.before.as_slice() else { panic!("{:?}", theirs.order) };
        assert_eq!((before.department.get(), before.returned.as_str()), (1, "由县人社局办理"));
        assert_eq!(attention(&later, &other).unwrap().unwrap().to_reply, 1);
        assert_eq!(attention(&later, &own).unwrap().unwrap().to_reply, 0);
        // Ranks are told by the new hand-over: nobody yet, though the first one is days old.
        let told = |day| run(&at(&county, day), &Desk::system("定时任务"), &RunForm::default()).unwrap().told.len();
        assert_eq!(told(date(2026, 11, 26)), 0);
        assert!(told(date(2026, 12, 10)) > 0);
        let version = order(&later, &other, &slug).unwrap().order.version;
        reply(&later, &other, &form(version, "今天办结"), None).unwrap();
        assert_eq!(services::journal::verify(bureau).unwrap().journal.findings, []);
    }
}

/// Takes everything.
#[derive(Default)]
struct Taken(Mutex<Vec<Message>>);

impl Carrier for Taken {
    fn carry(&self, message: &Message) -> Outcome {
        self.0.lock().unwrap().push(message.clone());
        Outcome::Answered(204)
    }
}

#[test]
fn whoever_named_them_is_told_of_cards_and_orders_of_the_own_department() {
    for db in engines() {
        let county = County::open(db);
        county.add(("subscriber", "订阅"), &[Role::Administrator], None);
        let admin = county.desk("subscriber");
        let subscribe = |name: &str, kinds: &[&str], department: Option<i64>| {
            let form = SubscriptionForm {
                name: name.into(),
                target: format!("https://{}.example.gov.cn/events", if department.is_some() { "unit" } else { "all" }),
                kinds: kinds.iter().map(|k| (*k).to_owned()).collect(),
                department,
                sm3: false,
            };
            open_subscription(&county.bureau, &admin, &form, &Listed::default(), None).unwrap()
        };
        let kinds = [
            "oversight.card_given",
            "oversight.card_annulled",
            "oversight.order_issued",
            "oversight.order_handed_over",
        ];
        subscribe("市场监管局短信", &kinds, Some(1));
        subscribe("全部", &[], None);
        let no = county.accepted(FOOD, true);
        sent_in(&county);
        run_on(&county, date(2026, 11, 30));
        let bureau = at(&county, date(2026, 11, 30));
        services::journal::seal(&bureau).unwrap();
        let carrier = Taken::default();
        deliver(&bureau, &carrier).unwrap();
        let taken = std::mem::take(&mut *carrier.0.lock().unwrap());
        let of = |place: &str| {
            let theirs = taken.iter().filter(|m| m.target.contains(place));
            theirs.map(|m| serde_json::from_str::<serde_json::Value>(&m.body).unwrap()).collect::<Vec<_>>()
        };
        let told = of("unit");
        let word = |event: &serde_json::Value, name: &str| event["data"][name].as_str().unwrap_or_default().to_owned();
        let red = |e: &&serde_json::Value| (word(e, "level"), word(e, "point")) == ("red".into(), "whole".into());
        let card = told.iter().find(red).unwrap_or_else(|| panic!("{told:#?}"));
        assert_eq!((word(card, "case_no"), word(card, "due_on")), (no, "2026-11-27".into()));
        assert_eq!(word(card, "department"), "县市场监督管理局");
        assert!(told.iter().any(|e| word(e, "level") == "reminder"), "before the day is over");
        assert!(
            told.iter().any(|e| e["type"] == "onedoor.oversight.order_issued" && word(e, "no").starts_with("督办"))
        );
        assert!(told.iter().all(|e| e["data"]["at_window"] == false), "the window's cards are no department's");
        assert!(!taken.iter().any(|m| m.body.contains("张三丰")), "nobody's name is in it");
        assert!(of("all").iter().all(|e| !e["type"].as_str().unwrap().contains("oversight")), "only who names them");
    }
}
