//! A returned member: held open, handed in again, given up, or over when its days are.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;

use super::*;
use crate::{
    base::{CaseId, ChainId, DepartmentId, MatterId, PersonId},
    cases::{ApplicantKind, Channel, Receipt},
    catalogue::Answers,
    chains::{
        Chain, ChainEvent, DropReason, Finish, Handling, MatterNo, MatterOpening, OnDenial, given_up, open, report,
        tests::{TODAY, chain, member},
        with_kind, withdraw,
    },
};

const UNTIL: Date = date(2026, 12, 21);

fn returned() -> MemberState {
    MemberState::Returned { on: TODAY, until: UNTIL }
}

/// firm ∥ inspect → food; the first was returned before anything was accepted.
fn began(denied: OnDenial) -> (Chain, Filed, BTreeMap<String, String>) {
    let mut it = chain(vec![member("firm", &[]), member("inspect", &[]), member("food", &["firm", "inspect"])]);
    it.members[0].denied = denied;
    let answers = Answers::default();
    let opening = MatterOpening {
        id: MatterId::new(1),
        no: MatterNo::new(TODAY, 3, 1),
        on: TODAY,
        applicant: ApplicantKind::Person,
    };
    let (matter, _) = open(&it, &answers, opening).expect("it applies");
    let all = with_kind(&answers, ApplicantKind::Person);
    let handling = |case: Option<i64>| Handling {
        item_version: 1,
        case: case.map(CaseId::new),
        ahead: None,
        earlier: vec![],
        again_on: None,
        committed_on: None,
        certified: BTreeSet::new(),
        look: Look::Complete,
    };
    let day = (TODAY, &Calendar::default());
    let (matter, events) = report(matter, &it, &all, ("firm", returned()), day).expect("it is open");
    assert_eq!(events.len(), 1, "nothing stops and nothing starts: {events:?}");
    let filed = Filed {
        matter,
        chain: ChainId::new(1),
        chain_name: "开办餐饮店".into(),
        lead: DepartmentId::new(1),
        person: PersonId::new(1),
        applicant_kind: ApplicantKind::Person,
        channel: Channel::Online,
        window_no: None,
        receipt: Receipt { at: Timestamp::UNIX_EPOCH, on: TODAY, by: None, notice_by: None },
        materials: vec![],
        members: [("firm", Some(1)), ("inspect", Some(2)), ("food", None)]
            .map(|(k, c)| (k.to_owned(), handling(c)))
            .into(),
        due_on: None,
        delivered_at: None,
        rating: None,
    };
    (it, filed, all)
}

fn rules() -> CaseRules {
    CaseRules { again_workdays: 15, again_times: 2, ..crate::cases::tests::rules() }
}

#[test]
fn what_is_returned_is_handed_in_again_and_accepted_by_itself() {
    let (it, mut filed, all) = began(OnDenial::AllStops);
    let days = Calendar::default();
    filed.members.get_mut("firm").expect("there").ahead = Some(CaseId::new(1));
    let (matter, accepted) = accept(filed.matter.clone(), Timestamp::UNIX_EPOCH, TODAY).expect("the other is there");
    assert_eq!(accepted.members, ["inspect"]);
    assert_eq!(accept(matter.clone(), Timestamp::UNIX_EPOCH, TODAY), Err(Refusal::AcceptedAlready(TODAY)));
    filed.matter = matter;
    assert_eq!(begin_again(filed.clone(), ("inspect", "检查"), TODAY).unwrap_err().code(), "not_returned");
    assert_eq!(begin_again(filed.clone(), ("firm", "登记"), date(2026, 12, 22)).unwrap_err().code(), "day");
    let later = date(2026, 12, 3);
    let (filed, event) = begin_again(filed, ("firm", "登记"), later).expect("it was returned");
    assert_eq!((event.times, event.on), (1, later));
    let firm = &filed.members["firm"];
    assert_eq!((firm.case, firm.ahead, firm.earlier.as_slice()), (None, None, [CaseId::new(1)].as_slice()));
    assert_eq!(firm.look, Look::NotYet, "its department looks anew");
    assert_eq!(received_again(&filed), Some(later));
    // Silence is acceptance from the day it came again.
    let last = rules().notice_by(later, &days).on;
    let silent = |today| deem_again_accepted(&filed, (&rules(), &days), (Timestamp::UNIX_EPOCH, today));
    assert_eq!(silent(last).unwrap_err().code(), "day");
    let (_, event) = silent(last.tomorrow().expect("a day")).expect("nobody answered");
    assert!(event.silent && event.on == later && event.members == ["firm"], "{event:?}");
    let (matter, event) = accept(filed.matter, Timestamp::UNIX_EPOCH, later).expect("it waits");
    assert_eq!((event.members.as_slice(), matter.intake.as_str()), (["firm".to_owned()].as_slice(), "accepted"));
    let granted = MemberState::Granted { on: later };
    let (matter, _) = report(matter, &it, &all, ("inspect", granted.clone()), (later, &days)).expect("in hand");
    let (_, events) = report(matter, &it, &all, ("firm", granted), (later, &days)).expect("in hand");
    assert!(matches!(&events[1], ChainEvent::MemberStarted(s) if s.member == "food"), "{events:?}");
}

#[test]
fn given_up_or_over_the_rule_of_a_denial_counts() {
    let days = Calendar::default();
    let (it, filed, all) = began(OnDenial::FollowersStop);
    assert_eq!(given_up(&filed.matter, ("inspect", "检查")).unwrap_err().code(), "not_returned");
    let over = given_up(&filed.matter, ("firm", "登记")).expect("it was returned");
    let (matter, events) = report(filed.matter.clone(), &it, &all, ("firm", over), (TODAY, &days)).expect("it may");
    assert_eq!(events.len(), 2, "{events:?}");
    assert_eq!(matter.members["food"], MemberState::Dropped(DropReason::Stopped { by: "firm".into() }));
    assert_eq!(begin_again(Filed { matter, ..filed }, ("firm", "登记"), TODAY).unwrap_err().code(), "not_returned");
    // Another one that stops everything stops it as well.
    let (mut it, filed, all) = began(OnDenial::FollowersStop);
    it.members[1].denied = OnDenial::AllStops;
    let denied = MemberState::Denied { on: TODAY };
    let (matter, _) = report(filed.matter, &it, &all, ("inspect", denied), (TODAY, &days)).expect("it is open");
    assert_eq!(matter.members["firm"], MemberState::Dropped(DropReason::AllStopped { by: "inspect".into() }));
    assert_eq!(matter.finish, Some((Finish::NotGranted, TODAY)));
    // The whole taken back.
    let (_, filed, _) = began(OnDenial::FollowersStop);
    let (matter, _) = withdraw(filed.matter, TODAY).expect("nothing is decided");
    assert_eq!(matter.members["firm"], MemberState::Dropped(DropReason::Withdrawn));
    assert_eq!(matter.finish, Some((Finish::Withdrawn, TODAY)));
}

#[test]
fn nothing_is_accepted_while_all_of_it_is_returned() {
    let (it, filed, all) = began(OnDenial::FollowersStop);
    let day = (TODAY, &Calendar::default());
    let (matter, _) = report(filed.matter, &it, &all, ("inspect", returned()), day).expect("it is open");
    assert_eq!(accept(matter.clone(), Timestamp::UNIX_EPOCH, TODAY), Err(Refusal::AwaitsAgain));
    assert_eq!(report(matter.clone(), &it, &all, ("firm", returned()), day).expect("the same").1, []);
    let open = MemberState::Open(OpenStage::Submitted);
    assert_eq!(report(matter, &it, &all, ("firm", open), day).unwrap_err().code(), "not_started");
}
