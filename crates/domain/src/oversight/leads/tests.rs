use jiff::civil::date;

use super::*;
use crate::{
    base::{CaseId, DepartmentId, ItemId, LeadId, RunId, StaffId, shanghai_midnight},
    oversight::detectors::{Detector, Evidence, Lead, Row, Subject},
    rectification::OrderNo,
};

const OFFICER: StaffId = StaffId::new(1);
const CLERK: StaffId = StaffId::new(2);

fn lead(cases: std::ops::Range<i64>) -> Lead {
    Lead {
        detector: Detector::EarlyResult,
        subject: Subject::Item(ItemId::new(7)),
        item: Some(ItemId::new(7)),
        department: Some(DepartmentId::new(3)),
        person: None,
        part: cases.clone().count() as u64,
        whole: 40,
        usual_per_10000: Some(20),
        one_in: Some(1_000),
        finding: "40 件中有几件".into(),
        evidence: cases.map(|n| Evidence { row: Row::Case(CaseId::new(n)), says: "先出证".into() }).collect(),
    }
}

fn occasion(day: i8) -> Finding {
    let on = date(2026, 11, day);
    Finding { run: RunId::new(day.into()), at: shanghai_midnight(on), from: date(2026, 10, 1), to: on }
}

fn found() -> TrackedLead {
    find(LeadId::new(5), LeadNo::new(2026, 1), lead(0..4), occasion(2)).0
}

fn stated() -> TrackedLead {
    let (today, at) = (date(2026, 11, 3), shanghai_midnight(date(2026, 11, 3)));
    let lead = assign(found(), (date(2026, 11, 10), today), "", OFFICER, at).expect("it was found").0;
    state(lead, "证是旧系统的，补录在后", CLERK, at).expect("it was assigned").0
}

#[test]
fn a_lead_goes_from_assignment_to_the_second_look() {
    let at = shanghai_midnight(date(2026, 11, 5));
    let order = OrderNo::new(2026, 9);
    let (lead, event) = uphold(stated(), " 到科室看了档案 ", order, OFFICER, at).expect("it was stated");
    assert_eq!(
        (lead.stage.as_str(), event.order_no.as_str(), event.finding.as_str()),
        ("upheld", "整改〔2026〕9号", "到科室看了档案")
    );
    let early = follow_up(lead.clone(), (false, false), "没有再出现", OFFICER, at);
    assert_eq!(early.map(|_| ()), Err(Refusal::OrderOpen));
    let (lead, _) = follow_up(lead, (true, true), "还有两件", OFFICER, at).expect("the order is closed");
    assert_eq!((lead.stage.as_str(), lead.version, lead.stage.upheld()), ("followed_up", 5, Some(true)));
    assert!(!lead.stage.is_open());
}

#[test]
fn whoever_stated_does_not_decide() {
    let at = shanghai_midnight(date(2026, 11, 5));
    let own = explain(stated(), "垂管系统", "看过", CLERK, at).map(|_| ());
    assert_eq!(own, Err(Refusal::OwnStatement));
    let bare = explain(stated(), " ", "看过", OFFICER, at).map(|_| ());
    assert_eq!(bare, Err(Refusal::ExplanationMissing));
    let (lead, _) = explain(stated(), "垂管系统", "看过", OFFICER, at).expect("an officer looked");
    assert_eq!((lead.stage.as_str(), lead.stage.upheld()), ("explained", Some(false)));
    assert!(matches!(follow_up(lead, (false, true), "看过", OFFICER, at), Err(Refusal::WrongStage { .. })));
}

#[test]
fn days_that_cannot_be_meant_and_leads_of_nobody_are_not_assigned() {
    let (today, at) = (date(2026, 11, 3), shanghai_midnight(date(2026, 11, 3)));
    let past = assign(found(), (date(2026, 11, 2), today), "", OFFICER, at).map(|_| ());
    assert_eq!(past, Err(Refusal::DuePast(today)));
    let far = assign(found(), (date(2028, 11, 2), today), "", OFFICER, at).map(|_| ());
    assert_eq!(far, Err(Refusal::DueTooFar));
    let mut nobodys = found();
    nobodys.lead.department = None;
    assert_eq!(assign(nobodys, (today, today), "", OFFICER, at).map(|_| ()), Err(Refusal::NoDepartment));
    assert!(matches!(state(found(), "说明", CLERK, at), Err(Refusal::WrongStage { .. })));
}

#[test]
fn the_same_rows_are_not_told_twice() {
    assert_eq!(novelty(&lead(0..4), None), Novelty::New);
    assert_eq!(novelty(&lead(0..6), Some(&found())), Novelty::Again);
    let (again, event) = find_again(found(), lead(0..6), occasion(9));
    assert_eq!(
        (again.version, again.lead.part, event.part, again.run, again.last_run),
        (2, 6, 6, RunId::new(2), RunId::new(9))
    );
    let at = shanghai_midnight(date(2026, 11, 5));
    let settled = explain(stated(), "垂管系统", "看过", OFFICER, at).expect("an officer looked").0;
    assert_eq!(novelty(&lead(0..4), Some(&settled)), Novelty::Settled);
    assert_eq!(novelty(&lead(1..3), Some(&settled)), Novelty::Settled);
    assert_eq!(novelty(&lead(2..5), Some(&settled)), Novelty::New);
}

#[test]
fn a_proposal_spares_false_leads_and_keeps_the_true_ones() {
    let settled: Vec<(u64, bool)> = (3..9).map(|n| (n, false)).chain((7..13).map(|n| (n, true))).collect();
    let told = propose(&settled, 3).expect("half of them were false");
    assert_eq!(told, Proposal { from: 3, to: 6, keeps: 6, upheld: 6, spares: 3, explained: 6 });
    assert_eq!(propose(&settled[..9], 3), None, "too few are settled");
    let good: Vec<(u64, bool)> = (0..12).map(|n| (n, n != 3)).collect();
    assert_eq!(propose(&good, 1), None, "it does well enough");
    let mixed: Vec<(u64, bool)> = (0..12).map(|n| (5, n % 2 == 0)).collect();
    assert_eq!(propose(&mixed, 1), None, "no number tells them apart");
}

#[test]
fn outcomes_are_counted_by_detector() {
    let all = [
        (Detector::OffHours, None),
        (Detector::OffHours, Some(true)),
        (Detector::OffHours, Some(false)),
        (Detector::OffHours, Some(false)),
        (Detector::TwoDoors, None),
    ];
    let counted = tally(all);
    let share = counted[&Detector::OffHours].false_share().expect("three are settled");
    assert_eq!((share.part(), share.whole()), (2, 3));
    assert_eq!(counted[&Detector::TwoDoors].false_share(), None);
}

#[test]
fn every_stage_has_its_word() {
    for word in Stage::WORDS {
        assert!(Stage::label_of(word).is_some(), "{word}");
    }
    assert_eq!(stated().stage.label(), Stage::label_of("stated").expect("it is one"));
}
