//! The text of events of clocks under watch, frozen like every other.

use domain::{
    base::{DepartmentId, StaffId},
    oversight::watch::{
        Card, CardGiven, Level, OrderInsisted, OrderIssued, OrderStage, Point, ProfileChanged, Recipient, Ruled,
        SupervisionOrder, Verdict, close, dispute, escalate, explain, hand_over, reply, rule, send_back, withdraw,
    },
};
use jiff::civil::date;
use serde_json::{Value, json};
use store::{
    journal::{Entry, Stream},
    oversight::watch::{card_change, supervision_order_change, watch_profile_change},
};
use testkit::{region, stamp, weekdays};

use super::golden::frozen;
use crate::oversight::{a_card, a_supervision_order, the_rules};

const UNIT: StaffId = StaffId::new(2);
const SUPERVISOR: StaffId = StaffId::new(3);

#[test]
fn a_card_through_its_life() {
    let at = stamp().happened_at;
    let put = |kind, facts: &Value, card: &Card| {
        Entry::new(Stream::card(card.id), 0, kind, facts).with(card_change(&region(), card))
    };
    let first = a_card(1, 1, Point::Whole, Level::Red);
    let given = CardGiven {
        case_no: first.case_no.to_string(),
        point: first.reached.point.as_str().into(),
        level: first.reached.level.as_str().into(),
        due_on: first.reached.due_on,
        reached_on: first.reached.on,
        profile_version: first.profile_version,
    };
    frozen("oversight_card_given", &put("oversight.card_given", &json!(given), &first));
    let (explained, event) = explain(first.clone(), "等待省级系统核验", &[], (UNIT, at)).unwrap();
    frozen("oversight_card_explained", &put("oversight.card_explained", &json!(event), &explained));
    let who = (UNIT, at, date(2026, 11, 20));
    let with = ("数据晚到", "回执 0071");
    let (shown, event) = dispute(first.clone(), with, date(2026, 11, 27), who).unwrap();
    frozen("oversight_card_disputed_with_evidence", &put("oversight.card_disputed", &json!(event), &shown));
    let (disputed, event) = dispute(first, ("数据晚到", ""), date(2026, 11, 27), who).unwrap();
    frozen("oversight_card_disputed", &put("oversight.card_disputed", &json!(event), &disputed));
    for verdict in [Verdict::Uphold, Verdict::Annul] {
        let (ruled, event) = rule(disputed.clone(), verdict, "核对回执", (SUPERVISOR, at)).unwrap();
        match event {
            Ruled::Upheld(e) => frozen("oversight_card_upheld", &put("oversight.card_upheld", &json!(e), &ruled)),
            Ruled::Annulled(e) => frozen("oversight_card_annulled", &put("oversight.card_annulled", &json!(e), &ruled)),
        }
    }
}

#[test]
fn a_supervision_order_through_its_life() {
    let at = stamp().happened_at;
    let put = |kind, facts: &Value, order: &SupervisionOrder| {
        Entry::new(Stream::supervision(order.id), 0, kind, facts).with(supervision_order_change(&region(), order))
    };
    let first = a_supervision_order(1, 1);
    let issued = OrderIssued {
        order_no: first.no.to_string(),
        cause: first.cause.as_str().into(),
        case_no: first.case_no.to_string(),
        department: first.department_name.clone(),
        words: first.words.clone(),
        reply_by: first.reply_by,
        told: first.told.iter().map(|t| t.rank.clone()).collect(),
    };
    frozen("oversight_order_issued", &put("oversight.order_issued", &json!(issued), &first));
    let (told, event) = escalate(first.clone(), &the_rules(1, date(2026, 1, 1)).ladder[1], date(2026, 11, 25));
    frozen("oversight_order_escalated", &put("oversight.order_escalated", &json!(event), &told));
    let (back, event) = send_back(first.clone(), "不是本部门的", (UNIT, at)).unwrap();
    frozen("oversight_order_sent_back", &put("oversight.order_sent_back", &json!(event), &back));
    let rules = the_rules(1, date(2026, 1, 1));
    let to = |id: i64, name: &str| Recipient { id: DepartmentId::new(id), name: name.into() };
    let days = (&rules, &weekdays());
    // As it was written until orders could go to another department.
    let before = OrderInsisted {
        reason: "清单里是你局".into(),
        reply_by: date(2026, 11, 27),
        department: String::new(),
        told: Vec::new(),
    };
    let again = SupervisionOrder { version: 3, reply_by: before.reply_by, stage: OrderStage::Issued, ..first.clone() };
    frozen("oversight_order_insisted", &put("oversight.order_insisted", &json!(before), &again));
    let (passed, event) = hand_over(back, (to(2, "县公安局"), "该他们办"), days, date(2026, 11, 24)).unwrap();
    frozen("oversight_order_handed_over", &put("oversight.order_handed_over", &json!(event), &passed));
    let (replied, event) = reply(first.clone(), "明天办结", (UNIT, at)).unwrap();
    frozen("oversight_order_replied", &put("oversight.order_replied", &json!(event), &replied));
    let (closed, event) = close(replied, "已办结", (SUPERVISOR, at)).unwrap();
    frozen("oversight_order_closed", &put("oversight.order_closed", &json!(event), &closed));
    let (gone, event) = withdraw(first, "红牌已撤销", (SUPERVISOR, at)).unwrap();
    frozen("oversight_order_withdrawn", &put("oversight.order_withdrawn", &json!(event), &gone));
}

#[test]
fn the_rules_of_watching() {
    let rules = the_rules(1, date(2026, 12, 1));
    let event = ProfileChanged { version: 1, valid_from: rules.valid_from, source: rules.source.clone() };
    let entry = Entry::new(Stream::watch_profile(), 0, "oversight.profile_changed", &event);
    frozen("oversight_profile_changed", &entry.with(watch_profile_change(&region(), &rules)));
}
