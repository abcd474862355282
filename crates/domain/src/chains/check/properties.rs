//! Every chain that passes comes to an end, whatever is answered, however its members are decided and in whatever
//! order they are.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;

use super::tests::found;
use super::*;
use crate::{
    base::MatterId,
    cases::{ApplicantKind, EndKind},
    catalogue::{Answers, FieldKind, FormCondition, FormField, NO, YES},
    chains::{
        ChainEvent, DropReason, Finish, FromResult, Matter, MatterNo, MatterOpening, MemberState, OnDenial, OpenStage,
        accept, open, report,
        tests::{TODAY, chain, field, form, item, material, member},
        with_kind,
    },
};

const KEYS: [&str; 4] = ["ma", "mb", "mc", "md"];

prop_compose! {
    fn chains()(
        count in 2..5_usize,
        edges in prop::collection::vec((0..4_usize, 0..4_usize, any::<bool>()), 0..6),
        denied in prop::collection::vec(0..3_usize, 4),
        who in prop::collection::vec(0..6_usize, 4),
    ) -> (Chain, Items) {
        let mut members: Vec<Member> = KEYS[..count].iter().map(|k| member(k, &[])).collect();
        for (n, m) in members.iter_mut().enumerate() {
            m.denied = OnDenial::ALL[denied[n]];
            m.condition = match who[n] {
                1 => Some(FormCondition::equals("ask", YES)),
                2 => Some(FormCondition::equals("ask", NO)),
                3 => Some(FormCondition::equals("way", "乙")),
                _ => None,
            };
        }
        for (one, other, brings) in edges {
            // Now and then against the order, which makes a ring.
            let (first, then) = if one == 3 { (one.max(other), one.min(other)) } else { (one.min(other), one.max(other)) };
            if first != then && first < count && then < count {
                members[then].after.push(KEYS[first].to_owned());
                if brings && members[then].brings.is_empty() {
                    let result = FromResult { material: "前项结果".into(), from: KEYS[first].to_owned() };
                    members[then].brings.push(result);
                }
            }
        }
        let mut it = chain(members);
        it.questions = vec![
            FormField { required: true, ..field("ask", "要不要", FieldKind::YesNo) },
            FormField {
                condition: Some(FormCondition::equals("ask", YES)),
                ..field("way", "怎么办", FieldKind::Choice { options: vec!["甲".into(), "乙".into()], list: false })
            },
        ];
        let items = it.members.iter().map(|m| {
            let mut it = item(3, "结果");
            it.content.guide.materials = vec![material("前项结果")];
            it.content.guide.form = Some(form(vec![field("name", "名称", FieldKind::default())]));
            (m.key.clone(), it)
        }).collect();
        (it, items)
    }
}

fn outcome(pick: u8) -> MemberState {
    match pick % 3 {
        0 => MemberState::Granted { on: TODAY },
        1 => MemberState::Denied { on: TODAY },
        _ => MemberState::Ended { on: TODAY, kind: EndKind::Withdrawn },
    }
}

fn began(it: &Chain, situation: &Situation) -> (Matter, BTreeMap<String, String>) {
    let answers = Answers::unchecked(situation.clone());
    let all = with_kind(&answers, ApplicantKind::Person);
    let opening = MatterOpening {
        id: MatterId::new(1),
        no: MatterNo::new(TODAY, 3, 1),
        on: TODAY,
        applicant: ApplicantKind::Person,
    };
    let (matter, events) = open(it, &answers, opening).expect("somebody has something to do in every case");
    assert!(matches!(events[0], ChainEvent::Opened(_)));
    let (matter, accepted) = accept(matter, Timestamp::UNIX_EPOCH, TODAY).expect("nothing stands against it");
    let open = |s: &MemberState| matches!(s, MemberState::Open(OpenStage::InHand { .. }));
    let in_hand: Vec<&String> = matter.members.iter().filter(|(_, s)| open(s)).map(|(k, _)| k).collect();
    assert_eq!(in_hand, accepted.members.iter().collect::<Vec<_>>(), "one intake, one acceptance for all of them");
    (matter, all)
}

/// Walks a matter to its end; `None` where it stands still.
fn walked(it: &Chain, situation: &Situation, picks: &[u8]) -> Option<Matter> {
    let (mut matter, all) = began(it, situation);
    let mut picks = picks.iter().copied().cycle();
    for _ in 0..=it.members.len() {
        if matter.finish.is_some() {
            return Some(matter);
        }
        let open: Vec<String> =
            matter.members.iter().filter(|(_, s)| s.open().is_some()).map(|(k, _)| k.clone()).collect();
        if open.is_empty() {
            return None;
        }
        let pick = picks.next().unwrap_or(0);
        let key = open[usize::from(pick / 3) % open.len()].clone();
        let now = outcome(pick);
        let before = matter.clone();
        let (next, events) =
            report(matter, it, &all, (&key, now.clone()), (TODAY, &Calendar::default())).expect("it is open");
        for event in &events {
            if let ChainEvent::MemberStarted(started) = event {
                let m = it.member(&started.member).expect("a member");
                assert!(started.accepted_on.is_some(), "accepted by the notices of those before it");
                assert!(m.waits_for().all(|k| next.members[k].is_settled()), "{} began too early", started.member);
                assert_eq!(before.members[&started.member], MemberState::Waiting);
            }
        }
        let again = report(next.clone(), it, &all, (&key, now), (TODAY, &Calendar::default()));
        assert_eq!(again.expect("the same report again"), (next.clone(), Vec::new()));
        matter = next;
    }
    matter.finish.is_some().then_some(matter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_chain_that_passes_ends((it, items) in chains(), picks in prop::collection::vec(any::<u8>(), 1..7)) {
        let findings = found(&it, &items);
        prop_assume!(passes(&findings));
        let merged = merge_forms(&it, &items);
        for situation in situations(&it, &merged).expect("few cases") {
            let ended = walked(&it, &situation, &picks);
            prop_assert!(ended.is_some(), "stands still in {situation:?}");
            let matter = ended.expect("just seen");
            let of = |f: fn(&MemberState) -> bool| matter.members.values().filter(|s| f(s)).count();
            let granted = of(|s| matches!(s, MemberState::Granted { .. }));
            let out = of(|s| matches!(s, MemberState::Dropped(DropReason::NotApplicable)));
            let (how, _) = matter.finish.expect("ended");
            prop_assert_eq!(how == Finish::AllGranted, granted > 0 && granted + out == it.members.len());
            prop_assert_eq!(granted > 0, matches!(how, Finish::AllGranted | Finish::PartlyGranted));
            for m in &it.members {
                let dropped = matter.members[&m.key] == MemberState::Dropped(DropReason::NotApplicable);
                prop_assert_eq!(dropped, !m.applies(&situation));
            }
        }
    }

    /// What is held against the order and the rules of a denial is no mere form: such a chain stands still.
    #[test]
    fn what_waits_for_ever_is_found((it, items) in chains(), picks in prop::collection::vec(any::<u8>(), 1..7)) {
        let findings = found(&it, &items);
        prop_assume!(!findings.iter().any(|f| matches!(f, Finding::NobodyInCase(_))));
        let merged = merge_forms(&it, &items);
        for situation in situations(&it, &merged).expect("few cases") {
            if walked(&it, &situation, &picks).is_none() {
                let why = |f: &Finding| matches!(f, Finding::Ring(_) | Finding::WaitsForEver { .. });
                prop_assert!(findings.iter().any(why), "{findings:?}");
            }
        }
    }
}

#[test]
fn a_chain_that_does_not_pass_can_stand_still() {
    let (mut it, items) = super::tests::good();
    it.members[0].denied = OnDenial::OthersGoOn;
    assert!(!passes(&found(&it, &items)));
    let situation = Situation::from([("way".to_owned(), "堂食".to_owned())]);
    assert!(walked(&it, &situation, &[1]).is_none(), "denied, and the other waits for its licence");
    it.members[0].denied = OnDenial::FollowersStop;
    let ended = walked(&it, &situation, &[1]).expect("it ends");
    assert_eq!(ended.members["food"], MemberState::Dropped(DropReason::Stopped { by: "firm".into() }));
    assert_eq!(ended.finish.map(|(how, _)| how), Some(Finish::NotGranted));
}
