//! Cases that are part of a matter (联办件): opened and accepted with the whole.

use super::*;
use crate::base::MatterId;

fn came(names: &[&str]) -> Vec<HandedIn> {
    let one = |n: &str| HandedIn { name: n.into(), received: names.contains(&n), ..HandedIn::default() };
    ["申请书", "委托书", "证明"].map(one).into()
}

fn opened(materials: Vec<HandedIn>) -> Case {
    let (days, rules) = (calendar(), rules());
    let member =
        JointMember { matter: MatterId::new(9), applicant: ApplicantKind::Person, materials, committed_on: None };
    let (case, event) = open_jointly(&item("01", Status::InUse), member, (&rules, &days), opening()).unwrap();
    assert_eq!(case.receipt.notice_by, Some(event.notice_by));
    case
}

#[test]
fn it_is_received_and_accepted_with_the_whole() {
    let (days, content) = (calendar(), item("01", Status::InUse).content);
    let case = opened(came(&["申请书", "证明"]));
    assert_eq!((case.version, &case.stage, case.matter), (1, &Stage::Submitted, Some(MatterId::new(9))));
    let on = date(2026, 2, 13);
    let accept = |case, by| accept_jointly(case, &content, by, &days, (Timestamp::UNIX_EPOCH, on));
    let (accepted, event) = accept(case, Accepter::Staff(StaffId::new(1))).unwrap();
    assert!(event.joint && !event.silent);
    assert_eq!(accepted.stage.acceptance().map(|a| a.on), Some(on));
    let again = accept(accepted, Accepter::Notices).unwrap_err();
    assert_eq!(again.code(), "wrong_stage");
    let lacking = opened(came(&["申请书"]));
    let refused = accept(lacking.clone(), Accepter::Staff(StaffId::new(1)));
    assert_eq!(refused, Err(Refusal::MaterialsMissing(vec!["证明".into()])));
    let (silent, event) = accept(lacking, Accepter::Silence).unwrap();
    assert!(event.silent, "nobody said that something is missing");
    assert_eq!(silent.stage.acceptance().map(|a| a.by), Some(Accepter::Silence));
}

#[test]
fn it_is_received_anew_with_the_whole_and_knows_that_it_is_a_part() {
    let (days, rules) = (calendar(), rules());
    let (case, _) = hold_notice(opened(came(&[]))).unwrap();
    assert_eq!((case.receipt.notice_by, case.next_on()), (None, None), "nobody waits for its department");
    let later = date(2026, 3, 2);
    let (case, event) = receive_anew(case, (&rules, &days), (None, Timestamp::UNIX_EPOCH, later)).unwrap();
    assert_eq!((case.receipt.on, case.receipt.notice_by), (later, Some(date(2026, 3, 9))));
    assert_eq!(event.notice_by, date(2026, 3, 9));
    let refused = case.stands_alone("受理").unwrap_err();
    assert_eq!((refused.code(), case.version), ("part_of_matter", 3));
    assert!(Case { matter: None, ..case }.stands_alone("受理").is_ok());
}

#[test]
fn it_is_stopped_with_the_whole_and_nothing_else_is() {
    let at = Timestamp::UNIX_EPOCH;
    let stop = |case, why| end(case, EndKind::StoppedWithMatter, (why, ""), None, at);
    let case = opened(came(&["申请书", "证明"]));
    assert_eq!(stop(case.clone(), " ").unwrap_err().code(), "why_missing");
    assert_eq!(stop(Case { matter: None, ..case.clone() }, "整件终止").unwrap_err().code(), "no_matter");
    let (stopped, event) = stop(case, "整件终止").unwrap();
    assert_eq!((stopped.stage.as_str(), Stage::label_of("stopped_with_matter")), ("stopped_with_matter", "随整件终止"));
    let kept = serde_json::to_value(&event).unwrap();
    assert_eq!(serde_json::from_value::<CaseEnded>(kept).unwrap().how, EndKind::StoppedWithMatter);
    assert_eq!(stop(stopped, "整件终止").unwrap_err().code(), "wrong_stage");
}
