//! Frozen texts of the events of applications under a chain.

use domain::{
    base::{CaseId, DepartmentId},
    cases::{CaseNoticeHeld, CaseReceivedAnew, CorrectionItem},
    chains::{
        ChainAccepted, ChainBrought, ChainCorrectionAsked, ChainCorrectionSupplied, ChainDelivered, ChainFileAhead,
        ChainFinished, ChainLooked, ChainOpened, ChainRated, ChainWithdrawn, DropReason, Finish, Look,
        MemberBegunAgain, MemberDropped, MemberGivenUp, MemberMoved, MemberStarted, MemberState, MemberStopped,
        NoticeLine,
    },
};
use jiff::civil::date;
use serde::Serialize;
use store::{
    chains::{matter_change, office_change},
    journal::{Entry, Stream},
};
use testkit::region;

use super::{
    golden::frozen,
    house::{accepted, sealed_fields},
};
use crate::chains::a_matter;

#[test]
fn the_text_of_an_event_of_a_matter_never_changes() {
    let filed = a_matter(7);
    let (id, no, day) = (filed.matter.id, filed.matter.no.to_string(), date(2026, 11, 20));
    let change = matter_change(&region(), &filed, &sealed_fields());
    let entry = |kind, facts: &serde_json::Value| Entry::new(Stream::matter(id), 0, kind, facts);
    let bare = |name, kind, facts: serde_json::Value| frozen(name, &entry(kind, &facts));
    let whole = |name, kind, facts: serde_json::Value| frozen(name, &entry(kind, &facts).with(change.clone()));
    fn json(facts: &impl Serialize) -> serde_json::Value {
        serde_json::to_value(facts).unwrap()
    }
    let opened = ChainOpened {
        matter_no: no.clone(),
        chain_code: "YJS001".into(),
        chain_version: 1,
        chain_name: "开办餐饮店".into(),
        on: day,
    };
    let office = office_change(&region(), id, DepartmentId::new(2));
    frozen("matter_opened", &entry("matter.opened", &json(&opened)).with(change.clone()).with(office));
    let started = MemberStarted {
        matter_no: no.clone(),
        member: "m2".into(),
        item_code: "item-2".into(),
        accepted_on: Some(day),
    };
    bare("matter_member_started", "matter.member_started", json(&started));
    let reason = DropReason::Stopped { by: "m1".into() };
    let dropped = MemberDropped { matter_no: no.clone(), member: "m2".into(), reason };
    bare("matter_member_dropped", "matter.member_dropped", json(&dropped));
    let now = MemberState::Granted { on: day };
    let moved = MemberMoved { matter_no: no.clone(), member: "m1".into(), now };
    bare("matter_member_moved", "matter.member_moved", json(&moved));
    let stopped = MemberStopped { matter_no: no.clone(), member: "m1".into() };
    bare("matter_member_stopped", "matter.member_stopped", json(&stopped));
    let returned = MemberState::Returned { on: day, until: date(2026, 12, 11) };
    let moved = MemberMoved { matter_no: no.clone(), member: "m1".into(), now: returned };
    bare("matter_member_returned", "matter.member_moved", json(&moved));
    let again = MemberBegunAgain { matter_no: no.clone(), member: "m1".into(), on: day, times: 1 };
    whole("matter_member_begun_again", "matter.member_begun_again", json(&again));
    let given_up = MemberGivenUp { matter_no: no.clone(), member: "m1".into(), on: day };
    bare("matter_member_given_up", "matter.member_given_up", json(&given_up));
    let members = vec!["m1".to_owned()];
    let accepted = ChainAccepted { matter_no: no.clone(), on: day, members: members.clone(), silent: true };
    whole("matter_accepted", "matter.accepted", json(&accepted));
    let needs = Look::Needs(vec![CorrectionItem { material: Some(0), what: "缺章".into() }]);
    let looked = ChainLooked { matter_no: no.clone(), member: "m1".into(), look: needs };
    whole("matter_looked", "matter.looked", json(&looked));
    let line =
        NoticeLine { material: Some(0), name: "身份证".into(), what: "缺章".into(), members: members.clone() };
    let asked = ChainCorrectionAsked { matter_no: no.clone(), lines: vec![line], until: date(2026, 12, 11) };
    whole("matter_correction_asked", "matter.correction_asked", json(&asked));
    let supplied = ChainCorrectionSupplied { matter_no: no.clone(), on: day };
    whole("matter_correction_supplied", "matter.correction_supplied", json(&supplied));
    let ahead = ChainFileAhead { matter_no: no.clone(), member: "m3".into(), case: CaseId::new(9) };
    whole("matter_file_ahead", "matter.file_ahead", json(&ahead));
    let brought = ChainBrought { matter_no: no.clone(), on: day, names: vec!["健康证明".into()] };
    whole("matter_materials_brought", "matter.materials_brought", json(&brought));
    let finished = ChainFinished { matter_no: no.clone(), how: Finish::AllGranted, on: day };
    whole("matter_finished", "matter.finished", json(&finished));
    let dropped = vec!["m2".to_owned()];
    let withdrawn = ChainWithdrawn { matter_no: no.clone(), on: day, members: members.clone(), dropped };
    whole("matter_withdrawn", "matter.withdrawn", json(&withdrawn));
    let delivered = ChainDelivered { matter_no: no.clone(), way: "window".into(), members, whole: true };
    whole("matter_delivered", "matter.delivered", json(&delivered));
    whole("matter_rated", "matter.rated", json(&ChainRated { matter_no: no, stars: 5 }));
}

#[test]
fn the_text_of_a_case_that_waits_with_the_whole_never_changes() {
    let case = accepted(1);
    let held = Entry::new(Stream::case(case.id), 0, "case.notice_held", &CaseNoticeHeld {});
    frozen("case_notice_held", &held.with(store::cases::case_change(&region(), &case, &sealed_fields())));
    let entry =
        Entry::new(Stream::case(case.id), 0, "case.received_anew", &CaseReceivedAnew { notice_by: date(2026, 12, 4) });
    frozen("case_received_anew", &entry.with(store::cases::case_change(&region(), &case, &sealed_fields())));
}
