use jiff::civil::date;
use proptest::prelude::*;

use super::{
    super::{AnswerFlaw, AnswerWanted, ExchangeRow, PolicyAnswer, PolicyStand, policy_row_flaw, policy_stand},
    *,
};

fn wanted(kind: &str) -> PolicyWanted {
    PolicyWanted {
        kind: kind.into(),
        code: "000139001000".into(),
        title: "新增：养犬登记".into(),
        detail: "省基本目录 2026 年第 3 次调整".into(),
        content: if kind == "profile" { "{}".into() } else { String::new() },
        days: "20".into(),
    }
}

fn today() -> Date {
    date(2026, 11, 20)
}

fn a_policy(kind: &str) -> Policy {
    Policy::publish(None, &wanted(kind), today(), |_| true).unwrap().0
}

#[test]
fn a_policy_is_published_in_versions() {
    let first = a_policy("catalogue");
    assert_eq!((first.key.as_str(), first.version, first.code()), ("catalogue/000139001000", 1, "000139001000"));
    assert_eq!(first.due_on(), date(2026, 12, 10));
    let same = Policy::publish(Some(&first), &wanted("catalogue"), today(), |_| true);
    assert_eq!(same, Err(vec![PolicyFlaw::Unchanged]));
    let (gone, event) = first.withdraw(today()).unwrap();
    assert_eq!((gone.version, event.withdrawn), (2, true));
    assert_eq!(gone.withdraw(today()), None);
    let (again, _) = Policy::publish(Some(&gone), &wanted("catalogue"), today(), |_| true).unwrap();
    assert_eq!((again.version, again.withdrawn), (3, false));
    let nothing = PolicyWanted { code: "a b".into(), days: "0".into(), ..PolicyWanted::default() };
    let fields = |wanted: &PolicyWanted, reads: bool| -> Vec<&str> {
        Policy::publish(None, wanted, today(), |_| reads).unwrap_err().iter().map(PolicyFlaw::field).collect()
    };
    assert_eq!(fields(&nothing, true), ["kind", "title", "days"]);
    assert_eq!(fields(&PolicyWanted { code: "../x".into(), ..wanted("chain") }, true), ["code"]);
    assert_eq!(fields(&wanted("profile"), false), ["content"]);
}

#[test]
fn each_kind_has_its_answers() {
    let give = |kind: &str, reply: &str, ours: &str, day: &str, reason: &str| {
        let wanted =
            AnswerWanted { reply: reply.into(), ours: ours.into(), planned_on: day.into(), reason: reason.into() };
        let fields = |flaws: Vec<AnswerFlaw>| -> Vec<&str> { flaws.iter().map(AnswerFlaw::field).collect() };
        PolicyAnswer::give(&a_policy(kind), None, &wanted, today(), |code| code == "A-1").map_err(fields)
    };
    assert_eq!(give("catalogue", "claimed", "A-1", "", "").unwrap().ours, "A-1");
    assert_eq!(give("catalogue", "claimed", "", "", ""), Err(vec!["ours"]));
    assert_eq!(give("catalogue", "claimed", "B-1", "", ""), Err(vec!["ours"]));
    assert_eq!(give("catalogue", "planned", "", "2026-12-01", ""), Err(vec!["reply"]));
    assert_eq!(give("chain", "planned", "", "2026-12-01", "").unwrap().planned_on, Some(date(2026, 12, 1)));
    assert_eq!(give("chain", "planned", "", "2026-11-19", ""), Err(vec!["planned_on"]));
    assert_eq!(give("chain", "taken_over", "", "", ""), Err(vec!["reply"]));
    assert_eq!(give("profile", "taken_over", "", "", "").unwrap().reply, ReplyKind::TakenOver);
    assert_eq!(give("profile", "declined", "", "", "不"), Err(vec!["reason"]));
    assert_eq!(give("profile", "declined", "", "", "本县没有这类事项").unwrap().reason, "本县没有这类事项");
    let gone = a_policy("chain").withdraw(today()).unwrap().0;
    let late = PolicyAnswer::give(&gone, None, &AnswerWanted::default(), today(), |_| true);
    assert_eq!(late, Err(vec![AnswerFlaw::Withdrawn]));
}

#[test]
fn what_is_not_answered_in_time_is_late_from_its_day() {
    let policy = a_policy("chain");
    let at = |day: Date, delivered| policy_stand(&policy, delivered, None, day);
    assert_eq!(at(date(2026, 12, 10), true), PolicyStand::Waiting);
    assert_eq!(at(date(2026, 12, 11), true), PolicyStand::Late(1));
    assert_eq!(at(date(2026, 12, 11), false), PolicyStand::NotDelivered);
    let wanted =
        AnswerWanted { reply: "declined".into(), reason: "本县没有这类事项".into(), ..AnswerWanted::default() };
    let answer = PolicyAnswer::give(&policy, None, &wanted, today(), |_| true).unwrap();
    let stand = |policy: &Policy| policy_stand(policy, true, Some(&answer), date(2026, 12, 30));
    assert_eq!(stand(&policy), PolicyStand::Answered(ReplyKind::Declined));
    let next = Policy { version: 2, published_on: date(2026, 12, 20), ..policy.clone() };
    assert_eq!(stand(&next), PolicyStand::Waiting, "an answer to an earlier version is none");
    assert_eq!(stand(&policy.withdraw(today()).unwrap().0), PolicyStand::Withdrawn);
}

#[test]
fn what_cannot_be_read_goes_back() {
    let row = |key: &str, fields: BTreeMap<String, String>| ExchangeRow {
        key: key.into(),
        version: 1,
        withdrawn: false,
        fields,
    };
    let policy = a_policy("chain");
    assert_eq!(policy_row_flaw(&row(&policy.key, policy.fields()), false), None);
    assert_eq!(policy_row_flaw(&row("catalogue/1", policy.fields()), false), Some("编号与种类对不上".into()));
    assert!(policy_row_flaw(&row(&policy.key, BTreeMap::new()), false).is_some());
    assert!(policy_row_flaw(&row(&policy.key, policy.fields()), true).is_some(), "a policy is no answer");
    assert_eq!(policy_row_flaw(&ExchangeRow { withdrawn: true, ..row("x", BTreeMap::new()) }, false), None);
}

proptest! {
    /// What travels is read back as it was.
    #[test]
    fn policies_and_answers_survive_the_way(
        kind in 0..3_usize, code in "[A-Za-z0-9._-]{1,60}", title in "\\PC{2,100}", detail in "\\PC{0,200}",
        days in 1..366_i64, reply in 0..4_usize, reason in "\\PC{5,100}",
    ) {
        let kind = PolicyKind::ALL[kind];
        let wanted = PolicyWanted {
            kind: kind.as_str().into(), code, title, detail, content: "{}".into(), days: days.to_string(),
        };
        if let Ok((policy, _)) = Policy::publish(None, &wanted, today(), |_| true) {
            prop_assert_eq!(Policy::read(&policy.key, policy.version, &policy.fields()), Ok(policy.clone()));
            let reply = ReplyKind::ALL[reply];
            let wanted = AnswerWanted {
                reply: reply.as_str().into(), ours: "A-1".into(), planned_on: "2026-12-01".into(), reason,
            };
            let given = PolicyAnswer::give(&policy, None, &wanted, today(), |_| true);
            let allowed = kind.replies().contains(&reply);
            prop_assert_eq!(given.is_ok() || wanted.reason.trim().chars().count() < 5, allowed || given.is_ok());
            if let Ok(answer) = given {
                prop_assert!(allowed);
                prop_assert_eq!(PolicyAnswer::read(&answer.key, answer.version, &answer.fields()), Ok(answer.clone()));
                let stand = policy_stand(&policy, true, Some(&answer), date(2030, 1, 1));
                prop_assert_eq!(stand, PolicyStand::Answered(reply));
            }
        }
    }
}
