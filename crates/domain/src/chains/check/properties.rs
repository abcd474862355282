//! Every chain that passes comes to an end, whatever is answered, however its members are decided and in whatever
//! order they are.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use proptest::prelude::*;

use super::tests::found;
use super::*;
use crate::{
    base::{CaseId, ChainId, DepartmentId, MatterId, PersonId},
    cases::{ApplicantKind, Channel, EndKind, Receipt},
    catalogue::{Answers, FieldKind, FormCondition, FormField, NO, YES},
    chains::{
        ChainEvent, DropReason, Filed, Finish, FromResult, Handling, Look, Matter, MatterNo, MatterOpening,
        MemberState, OnDenial, OpenStage, accept, begin_again, given_up, open, report,
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

/// How often a member may be handed in again here.
const AGAIN: usize = 2;

/// What becomes of a member in hand; one that was returned too often comes to nothing with it.
fn outcome(pick: u8, before: usize) -> MemberState {
    match (pick % 4, before < AGAIN) {
        (0, _) => MemberState::Granted { on: TODAY },
        (1, _) => MemberState::Denied { on: TODAY },
        (2, true) => MemberState::Returned { on: TODAY, until: TODAY },
        (2, false) => MemberState::Ended { on: TODAY, kind: EndKind::Returned },
        _ => MemberState::Ended { on: TODAY, kind: EndKind::Withdrawn },
    }
}

/// A matter with the cases that its members would have.
fn filed(matter: Matter) -> Filed {
    let handling = |key: &String| {
        let handling = Handling {
            item_version: 1,
            case: Some(CaseId::new(1)),
            ahead: None,
            earlier: vec![],
            again_on: None,
            committed_on: None,
            certified: BTreeSet::new(),
            look: Look::NotYet,
        };
        (key.clone(), handling)
    };
    Filed {
        members: matter.members.keys().map(handling).collect(),
        matter,
        chain: ChainId::new(1),
        chain_name: String::new(),
        lead: DepartmentId::new(1),
        person: PersonId::new(1),
        applicant_kind: ApplicantKind::Person,
        channel: Channel::Online,
        window_no: None,
        receipt: Receipt { at: Timestamp::UNIX_EPOCH, on: TODAY, by: None, notice_by: None },
        materials: vec![],
        due_on: None,
        delivered_at: None,
        rating: None,
    }
}

/// A returned member is handed in again and accepted, or given up.
fn after_return(it: &Chain, all: &BTreeMap<String, String>, mut of: Filed, key: &str, give_up: bool) -> Filed {
    if give_up {
        let over = given_up(&of.matter, (key, key)).expect("it was returned");
        let day = (TODAY, &Calendar::default());
        of.matter = report(of.matter, it, all, (key, over), day).expect("it may come to nothing").0;
        return of;
    }
    let (mut of, _) = begin_again(of, (key, key), TODAY).expect("its days are not over");
    of.members.get_mut(key).expect("a member").case = Some(CaseId::new(2));
    of.matter = accept(of.matter, Timestamp::UNIX_EPOCH, TODAY).expect("it waits to be accepted").0;
    of
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
    let (matter, all) = began(it, situation);
    let mut of = filed(matter);
    let mut picks = picks.iter().copied().cycle();
    // Each member ends, and before that it may be returned and handed in again so many times.
    for _ in 0..=it.members.len() * (1 + 2 * AGAIN) {
        let matter = of.matter.clone();
        if matter.finish.is_some() {
            return Some(matter);
        }
        let acts = |s: &MemberState| s.open().is_some() || matches!(s, MemberState::Returned { .. });
        let open: Vec<String> = matter.members.iter().filter(|(_, s)| acts(s)).map(|(k, _)| k.clone()).collect();
        if open.is_empty() {
            return None;
        }
        let pick = picks.next().unwrap_or(0);
        let key = open[usize::from(pick / 4) % open.len()].clone();
        if matches!(matter.members[&key], MemberState::Returned { .. }) {
            of = after_return(it, &all, of, &key, pick % 2 == 1);
            continue;
        }
        let now = outcome(pick, of.members[&key].earlier.len());
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
        of.matter = next;
    }
    of.matter.finish.is_some().then_some(of.matter)
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
