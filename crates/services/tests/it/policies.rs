//! Policies down and answers up: over a faulty line and by file, on each engine.

use std::collections::BTreeMap;

use domain::{
    indicators::Indicator,
    publication::exchange::{AnswerWanted, PolicyStand, PolicyWanted, ReplyKind},
};
use jiff::SignedDuration;
use services::{
    Failure, catalogue,
    indicators::{
        self, ClaimForm, PolicyRefusal, answer_policy, claim_policy, publish_policy, received_policies, sent_policies,
        withdraw_policy,
    },
    publication::exchange::{collect, take_package, write_package},
};

use crate::exchange::{Node, Wire, desk, pairs, push_all};

fn wanted(kind: &str, code: &str, title: &str, content: &str) -> PolicyWanted {
    PolicyWanted {
        kind: kind.into(),
        code: code.into(),
        title: title.into(),
        detail: "2026 年第 3 次调整".into(),
        content: content.into(),
        days: "20".into(),
    }
}

/// One of each kind.
fn publish_all(province: &Node) {
    let profiles = indicators::profiles(&province.bureau, &desk()).unwrap();
    let profile = profiles.iter().find(|p| p.indicator == Indicator::OnlineAvailableRate.id()).unwrap();
    for one in [
        wanted("catalogue", "000139001000", "养犬登记", ""),
        wanted("chain", "YJS-001", "企业开办一件事", ""),
        wanted("profile", &profile.indicator, "网上可办率口径", &profile.id),
    ] {
        publish_policy(&province.bureau, &desk(), &one, None).unwrap();
    }
}

fn fetch_all(county: &Node, wire: &Wire<'_>, above: &domain::publication::exchange::Peer) {
    for _ in 0..40 {
        if collect(&county.bureau, wire, above).unwrap().fault.is_none() {
            return;
        }
    }
    panic!("it never ended");
}

fn reply(reply: &str, ours: &str, day: &str, reason: &str) -> AnswerWanted {
    AnswerWanted { reply: reply.into(), ours: ours.into(), planned_on: day.into(), reason: reason.into() }
}

fn stands(province: &Node) -> BTreeMap<String, String> {
    let all = sent_policies(&province.bureau, &desk()).unwrap();
    all.into_iter().map(|s| (s.policy.key.clone(), s.lines[0].stand.words())).collect()
}

#[test]
fn what_is_asked_below_is_answered_above() {
    for (county, province, above, _) in pairs() {
        let wire = Wire::new(&province.bureau, false);
        push_all(&county.bureau, &wire, &above);
        publish_all(&province);
        assert!(stands(&province).values().all(|s| s == "未送达"), "{}", county.db.name);
        fetch_all(&county, &wire, &above);
        assert!(stands(&province).values().all(|s| s == "待答复"));
        let asked = received_policies(&county.bureau, &desk()).unwrap();
        assert_eq!(asked.len(), 3);
        assert!(asked.iter().all(|r| r.stand == PolicyStand::Waiting && r.due_on > county.bureau.today()));
        let give =
            |key: &str, wanted: &AnswerWanted| answer_policy(&county.bureau, &desk(), (&above.code, key), wanted, None);
        let unknown = give("catalogue/000139001000", &reply("claimed", "没有", "", ""));
        assert!(matches!(unknown, Err(Failure::Refused(PolicyRefusal::Answer(_)))));
        // A draft is made of what is claimed; once more makes no second one.
        let form = ClaimForm {
            department: "县民政局".into(),
            code: "N001".into(),
            item_type: "行政许可".into(),
            reason: String::new(),
        };
        let claim = || claim_policy(&county.bureau, &desk(), (&above.code, "catalogue/000139001000"), &form, None);
        claim().unwrap();
        assert_eq!(claim().unwrap().ours, "N001");
        let drafts = catalogue::drafts(&county.bureau, &desk()).unwrap();
        assert_eq!(drafts.len(), 1);
        give("chain/YJS-001", &reply("planned", "", "2027-03-31", "")).unwrap();
        let profile = format!("profile/{}", Indicator::OnlineAvailableRate.id());
        give(&profile, &reply("taken_over", "", "", "")).unwrap();
        push_all(&county.bureau, &wire, &above);
        let said = stands(&province);
        assert_eq!(said["catalogue/000139001000"], "已认领");
        assert_eq!(said["chain/YJS-001"], "已定日期");
        assert_eq!(said[&profile], "已执行");
        // The next version is to be answered anew; in time passed by it is late.
        let next = PolicyWanted {
            days: "10".into(), ..wanted("chain", "YJS-001", "企业开办一件事（新增社保）", "")
        };
        publish_policy(&province.bureau, &desk(), &next, None).unwrap();
        fetch_all(&county, &wire, &above);
        assert_eq!(stands(&province)["chain/YJS-001"], "待答复");
        province.clock.advance(SignedDuration::from_hours(24 * 12));
        assert_eq!(stands(&province)["chain/YJS-001"], "超期 2 天未答复");
        withdraw_policy(&province.bureau, &desk(), "chain/YJS-001", None).unwrap();
        assert!(withdraw_policy(&province.bureau, &desk(), "chain/YJS-001", None).is_err());
        county.clock.advance(SignedDuration::from_hours(24 * 12));
        fetch_all(&county, &wire, &above);
        let left = received_policies(&county.bureau, &desk()).unwrap();
        assert!(left.iter().all(|r| r.policy.key != "chain/YJS-001"), "what is taken back is asked no longer");
        county.sound();
        province.sound();
    }
}

#[test]
fn a_definition_that_is_taken_over_counts_from_then_on() {
    for (county, province, above, _) in pairs() {
        let of = Indicator::OnlineAvailableRate;
        let found = |node: &Node| {
            let all = indicators::profiles(&node.bureau, &desk()).unwrap();
            all.into_iter().find(|p| p.indicator == of.id() && p.in_force).unwrap()
        };
        let mut stricter = found(&province);
        (stricter.min_depth, stricter.id, stricter.name) = (4, "province-2027".into(), "省里 2027 年口径".into());
        let text = serde_json::to_string(&stricter).unwrap();
        publish_policy(&province.bureau, &desk(), &wanted("profile", of.id(), "网上可办率口径", &text), None).unwrap();
        let other = publish_policy(&province.bureau, &desk(), &wanted("profile", "other", "别的", &text), None);
        assert!(matches!(other, Err(Failure::Refused(PolicyRefusal::Policy(_)))), "of another figure");
        indicators::take(&county.bureau, &desk(), county.bureau.today()).unwrap();
        fetch_all(&county, &Wire::new(&province.bureau, false), &above);
        let mut asked = received_policies(&county.bureau, &desk()).unwrap();
        indicators::count_effects(&county.bureau, &desk(), &mut asked);
        assert!(asked[0].effect.starts_with("现在 "), "{}", asked[0].effect);
        assert_ne!(found(&county).id, "province-2027");
        let key = format!("profile/{}", of.id());
        answer_policy(&county.bureau, &desk(), (&above.code, &key), &reply("taken_over", "", "", ""), None).unwrap();
        let now = found(&county);
        assert_eq!((now.id.as_str(), now.min_depth), ("province-2027", 4));
        let report = indicators::take(&county.bureau, &desk(), county.bureau.today()).unwrap();
        assert_eq!(report.figure(of).unwrap().profile_name, "省里 2027 年口径");
        county.sound();
    }
}

#[test]
fn a_faulty_line_and_a_file_bring_each_policy_once() {
    for (county, province, above, below) in pairs() {
        publish_all(&province);
        let (package, messages) = write_package(&province.bureau, &below).unwrap();
        assert_eq!(messages, 1);
        let taken = take_package(&county.bureau, &package).unwrap();
        assert_eq!(take_package(&county.bureau, &package).unwrap().known, 1, "the medium came twice");
        take_package(&province.bureau, &taken.reply).unwrap();
        assert_eq!(received_policies(&county.bureau, &desk()).unwrap().len(), 3);
        assert!(stands(&province).values().all(|s| s == "待答复"));
        answer_policy(
            &county.bureau,
            &desk(),
            (&above.code, "chain/YJS-001"),
            &reply("declined", "", "", "本县没有企业登记权限"),
            None,
        )
        .unwrap();
        push_all(&county.bureau, &Wire::new(&province.bureau, true), &above);
        let all = sent_policies(&province.bureau, &desk()).unwrap();
        let one = all.iter().find(|s| s.policy.key == "chain/YJS-001").unwrap();
        let answer = one.lines[0].answer.as_ref().unwrap();
        assert_eq!((answer.reply, answer.reason.as_str()), (ReplyKind::Declined, "本县没有企业登记权限"));
        assert_eq!((one.answered(), one.late()), (1, 0));
        county.sound();
        province.sound();
    }
}
