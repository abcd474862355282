//! Policies, answers, and how both stand: written by events, read back alike on both engines.

use domain::publication::exchange::{
    AnswerWanted, HeldRow, MessageKind, Policy, PolicyAnswer, PolicyWanted, PublishState,
};
use jiff::civil::date;
use store::{
    journal::{Stream, verify},
    publication::{
        held_change, held_rows, is_item_code, policies, policy, policy_answer_change, policy_answers, policy_change,
        policy_sending, policy_sending_change,
    },
};
use testkit::{content, department, item, on_every_engine, region, seed_department, seed_item};

use super::exchange::{an_item, fields, province};
use crate::common::put;

#[test]
fn policies_and_answers_are_read_back_and_rebuilt() {
    on_every_engine(|t| {
        let (db, here, there, today) = (&t.db, region(), province(), date(2026, 11, 20));
        let wanted = PolicyWanted {
            kind: "chain".into(),
            code: "YJS-001".into(),
            title: "企业开办一件事".into(),
            days: "20".into(),
            ..PolicyWanted::default()
        };
        let one = Policy::publish(None, &wanted, today, |_| true).unwrap().0;
        let answer = |reply: &str, day: &str, reason: &str| {
            let wanted = AnswerWanted {
                reply: reply.into(),
                planned_on: day.into(),
                reason: reason.into(),
                ..AnswerWanted::default()
            };
            PolicyAnswer::give(&one, None, &wanted, today, |_| true).unwrap()
        };
        let given = answer("planned", "2026-12-31", "");
        put(
            db,
            &Stream::publication(),
            vec![
                policy_change(&here, &one),
                policy_answer_change(&here, &there, &answer("declined", "", "本县没有权限")),
                policy_answer_change(&here, &there, &given),
            ],
        );
        assert_eq!(db.read(|tx| policies(tx, &here)).unwrap(), std::slice::from_ref(&one));
        assert_eq!(db.read(|tx| policy(tx, &here, &one.key)), Ok(Some(one.clone())));
        assert_eq!(db.read(|tx| policy(tx, &here, "chain/other")), Ok(None));
        let answers = db.read(|tx| policy_answers(tx, &here, &there)).unwrap();
        assert_eq!(answers.into_values().collect::<Vec<_>>(), [given], "the last answer stands");
        let kind = MessageKind::Policy;
        let went = domain::publication::exchange::Published {
            department: domain::base::DepartmentId::new(0),
            ..an_item(&one.key, PublishState::Accepted)
        };
        put(db, &Stream::exchange_out(&there), vec![policy_sending_change(&here, (&there, kind), &went)]);
        let all = db.read(|tx| policy_sending(tx, &here, (&there, kind))).unwrap();
        assert_eq!(all.into_values().collect::<Vec<_>>(), [went]);
        let other = db.read(|tx| policy_sending(tx, &here, (&there, MessageKind::PolicyAnswers))).unwrap();
        assert!(other.is_empty(), "each kind by itself");
        let held = HeldRow { key: one.key.clone(), version: 1, digest: "d".into(), withdrawn: false };
        put(db, &Stream::exchange_in(&there), vec![held_change(&here, (&there, kind), &held, &fields(), 1)]);
        assert_eq!(db.read(|tx| held_rows(tx, &here, (&there, kind))).unwrap(), [(held, fields())]);
        seed_department(db, &department(1, "县民政局"));
        seed_item(db, &item(1, content("A-1", "临时救助", 1)));
        assert_eq!(db.read(|tx| is_item_code(tx, &here, "A-1")), Ok(true));
        assert_eq!(db.read(|tx| is_item_code(tx, &here, "B-1")), Ok(false));
        assert_eq!(db.read(|tx| verify(tx, &here)).unwrap().findings, []);
    });
}
