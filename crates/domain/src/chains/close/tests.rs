//! Taken back, handed out and rated as a whole.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::*;
use crate::{
    base::{CaseId, ChainId, DepartmentId, MatterId, PersonId},
    cases::{ApplicantKind, Channel, CorrectionItem, Receipt},
    chains::{Finish, Handling, Intake, Look, MatterNo, MatterStage, States, look, tests::TODAY},
};

fn matter(members: &[(&str, MemberState)]) -> Matter {
    Matter {
        id: MatterId::new(7),
        version: 4,
        no: MatterNo::new(TODAY, 3, 1),
        chain_code: "YJS001".into(),
        chain_version: 1,
        intake: Intake::Accepted { at: Timestamp::UNIX_EPOCH, on: TODAY },
        notice: None,
        members: members.iter().map(|(k, s)| ((*k).to_owned(), s.clone())).collect::<States>(),
        finish: None,
    }
}

fn filed(matter: Matter) -> Filed {
    let handling = |case| Handling {
        item_version: 1,
        case,
        ahead: None,
        earlier: vec![],
        again_on: None,
        committed_on: None,
        certified: std::collections::BTreeSet::new(),
        look: Look::NotYet,
    };
    Filed {
        members: BTreeMap::from([("a".to_owned(), handling(Some(CaseId::new(1)))), ("b".to_owned(), handling(None))]),
        matter,
        chain: ChainId::new(6),
        chain_name: "开办餐饮店".into(),
        lead: DepartmentId::new(1),
        person: PersonId::new(1),
        applicant_kind: ApplicantKind::Person,
        channel: Channel::Window,
        window_no: Some(3),
        receipt: Receipt { at: Timestamp::UNIX_EPOCH, on: TODAY, by: None, notice_by: None },
        materials: Vec::new(),
        due_on: None,
        delivered_at: None,
        rating: None,
    }
}

const IN_HAND: MemberState = MemberState::Open(OpenStage::InHand { due: None });
const DECIDED: MemberState = MemberState::Open(OpenStage::Decided { due: None });
const GRANTED: MemberState = MemberState::Granted { on: TODAY };

#[test]
fn a_matter_is_taken_back_whole_but_for_what_is_decided() {
    let (after, events) = withdraw(matter(&[("a", IN_HAND), ("b", MemberState::Waiting)]), TODAY).unwrap();
    assert_eq!((after.finish, after.version), (Some((Finish::Withdrawn, TODAY)), 6));
    let ChainEvent::Withdrawn(first) = &events[0] else { panic!("a withdrawal") };
    assert_eq!((first.members.join(" "), first.dropped.join(" ")), ("a".into(), "b".into()));
    assert_eq!(withdraw(after, TODAY), Err(Refusal::Finished("已撤回")));

    let (after, events) = withdraw(matter(&[("a", DECIDED), ("b", MemberState::Waiting)]), TODAY).unwrap();
    assert_eq!((after.finish, events.len()), (None, 1), "what is decided runs to its end");
    assert_eq!(after.members["b"], MemberState::Dropped(DropReason::Withdrawn));
    assert_eq!(DropReason::Withdrawn.words(&|k: &str| k.to_owned()), "申请已经撤回，这一项不再办理");
    assert_eq!(withdraw(after, TODAY), Err(Refusal::NothingToWithdraw));

    let (after, _) = withdraw(matter(&[("a", GRANTED), ("b", IN_HAND)]), TODAY).unwrap();
    assert_eq!(after.finish, Some((Finish::PartlyGranted, TODAY)), "what was granted stays");
}

#[test]
fn results_are_handed_out_together_and_the_whole_is_rated_once() {
    let open = filed(matter(&[("a", GRANTED), ("b", IN_HAND)]));
    assert_eq!(open.stage(), MatterStage::InHand);
    let at = Timestamp::UNIX_EPOCH;
    let deliver = |filed, members: &[&str], left| {
        let members = members.iter().map(|m| (*m).to_owned()).collect();
        deliver(filed, members, left, DeliveryWay::Window, at)
    };
    assert_eq!(deliver(open.clone(), &[], false), Err(Refusal::NothingReady));
    let (part, event) = deliver(open, &["a"], false).unwrap();
    assert!(!event.whole, "more is to come");
    assert_eq!(rate(part.clone(), 5, at), Err(Refusal::NotDelivered));
    let mut over = part;
    over.matter.finish = Some((Finish::AllGranted, TODAY));
    assert_eq!(over.stage(), MatterStage::Finished);
    let (whole, event) = deliver(over, &["b"], false).unwrap();
    assert!(event.whole);
    assert_eq!(whole.stage(), MatterStage::Delivered);
    assert_eq!(rate(whole.clone(), 6, at), Err(Refusal::Stars));
    let (rated, _) = rate(whole, 4, at).unwrap();
    assert_eq!(rate(rated, 5, at), Err(Refusal::RatedBefore));
}

#[test]
fn a_department_looks_while_the_intake_is_open() {
    let mut it = matter(&[("a", MemberState::Open(OpenStage::Submitted)), ("b", MemberState::Waiting)]);
    it.intake = Intake::Received { on: TODAY };
    let it = filed(it);
    assert_eq!(it.received_members(), ["a"]);
    let needs = Look::Needs(vec![CorrectionItem { material: Some(0), what: "缺章".into() }]);
    let (after, event) = look(it.clone(), ("a", "事项a"), needs.clone()).unwrap();
    assert_eq!((&after.members["a"].look, event.look), (&needs, needs.clone()));
    assert_eq!(look(it.clone(), ("b", "事项b"), needs.clone()).unwrap_err().code(), "not_started");
    assert_eq!(look(it.clone(), ("x", "x"), needs.clone()).unwrap_err().code(), "unknown_member");
    let accepted = filed(matter(&[("a", IN_HAND)]));
    assert_eq!(look(accepted, ("a", "事项a"), needs), Err(Refusal::AcceptedAlready(TODAY)));
    for stage in MatterStage::ALL {
        assert_eq!(MatterStage::parse(stage.as_str()), Some(stage));
    }
}
