//! The state machine against a small reference (办件状态机): which verb each stage lets through, and where
//! it leads. Every other pair is refused and changes nothing.

use proptest::prelude::*;

use super::*;
use crate::{
    base::LetterId,
    delegates::{self, Authority, Capacity},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Redraft,
    Submit,
    AskCorrection,
    Supply,
    LapseCorrection,
    Accept,
    DeemAccepted,
    TakeUp,
    Examine,
    SendBack,
    Stop,
    Hold,
    Resume,
    Extend,
    Bring,
    LapseOwed,
    Grant,
    Deny,
    CheckCommitment,
    Complete,
    Deliver,
    Rate,
    Archive,
    TakeOver,
    HandBack,
    TakeBack,
    ReportDecision,
    ReportResult,
    End(EndKind),
}

const VERBS: [Verb; 28] = [
    Verb::Redraft,
    Verb::Submit,
    Verb::AskCorrection,
    Verb::Supply,
    Verb::LapseCorrection,
    Verb::Accept,
    Verb::DeemAccepted,
    Verb::TakeUp,
    Verb::Examine,
    Verb::SendBack,
    Verb::Stop,
    Verb::Hold,
    Verb::Resume,
    Verb::Extend,
    Verb::Bring,
    Verb::LapseOwed,
    Verb::Grant,
    Verb::Deny,
    Verb::CheckCommitment,
    Verb::Complete,
    Verb::Deliver,
    Verb::Rate,
    Verb::Archive,
    Verb::TakeOver,
    Verb::HandBack,
    Verb::TakeBack,
    Verb::ReportDecision,
    Verb::ReportResult,
];

fn verbs() -> impl Strategy<Value = Verb> {
    let ends = EndKind::ALL.map(Verb::End);
    prop::sample::select([VERBS.as_slice(), ends.as_slice()].concat())
}

/// What the reference remembers beside the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Model {
    stage: &'static str,
    asked: bool,
    extended: bool,
    reviewed: bool,
    /// A department's system has it.
    elsewhere: bool,
}

/// The reference. `None` = refused.
fn reference(m: &Model, verb: Verb) -> Option<Model> {
    let to = |stage: &'static str| Some(Model { stage, ..m.clone() });
    let on_hand = m.stage == "accepted" || m.stage == "in_review";
    let here = on_hand && !m.elsewhere;
    let received = m.stage == "submitted" || m.stage == "correction_asked";
    match verb {
        Verb::Redraft => (m.stage == "draft").then(|| m.clone()),
        Verb::Submit if m.stage == "draft" => to("submitted"),
        Verb::AskCorrection if received && !m.asked => {
            Some(Model { stage: "correction_asked", asked: true, ..m.clone() })
        }
        Verb::Supply if m.stage == "correction_asked" => to("submitted"),
        Verb::LapseCorrection if m.stage == "correction_asked" => to("correction_lapsed"),
        Verb::Accept | Verb::DeemAccepted if m.stage == "submitted" => to("accepted"),
        Verb::TakeUp | Verb::Examine if here => Some(Model { stage: "in_review", reviewed: true, ..m.clone() }),
        Verb::SendBack if here => Some(Model { stage: "accepted", reviewed: false, ..m.clone() }),
        Verb::Stop | Verb::Hold if here => to("suspended"),
        Verb::Resume if m.stage == "suspended" => to(if m.reviewed { "in_review" } else { "accepted" }),
        Verb::Extend if here && !m.extended => Some(Model { extended: true, ..m.clone() }),
        Verb::Grant | Verb::Deny if here => to("decided"),
        Verb::Complete if m.stage == "decided" && !m.elsewhere => to("completed"),
        Verb::TakeOver if here => Some(Model { elsewhere: true, ..m.clone() }),
        Verb::HandBack | Verb::TakeBack if m.elsewhere && (on_hand || m.stage == "decided") => {
            Some(Model { elsewhere: false, ..m.clone() })
        }
        Verb::ReportDecision if m.elsewhere && on_hand => to("decided"),
        Verb::ReportResult if m.elsewhere && m.stage == "decided" => to("completed"),
        Verb::Deliver if m.stage == "completed" => to("delivered"),
        Verb::Rate if m.stage == "delivered" => to("rated"),
        Verb::Archive => {
            let over = m.stage == "delivered" || m.stage == "rated" || EndKind::parse(m.stage).is_some();
            over.then(|| Model { stage: "archived", ..m.clone() })
        }
        Verb::End(kind) => {
            let may = match kind {
                EndKind::NotAccepted | EndKind::Returned | EndKind::CorrectionLapsed => received,
                EndKind::Withdrawn => m.stage == "draft" || received || on_hand || m.stage == "suspended",
                EndKind::AcceptanceCancelled => on_hand || m.stage == "suspended",
                EndKind::ReferredUpward => here,
                // It is part of none.
                EndKind::StoppedWithMatter => false,
                EndKind::Voided => {
                    m.stage == "draft" || received || on_hand || m.stage == "suspended" || m.stage == "decided"
                }
            };
            if may { to(kind.as_str()) } else { None }
        }
        // Nothing is owed and nothing was promised here; the rest are the refused pairs.
        Verb::Submit
        | Verb::AskCorrection
        | Verb::Supply
        | Verb::LapseCorrection
        | Verb::Accept
        | Verb::DeemAccepted
        | Verb::TakeUp
        | Verb::Examine
        | Verb::SendBack
        | Verb::Stop
        | Verb::Hold
        | Verb::Resume
        | Verb::Extend
        | Verb::Bring
        | Verb::LapseOwed
        | Verb::Grant
        | Verb::Deny
        | Verb::CheckCommitment
        | Verb::Complete
        | Verb::Deliver
        | Verb::Rate
        | Verb::TakeOver
        | Verb::HandBack
        | Verb::TakeBack
        | Verb::ReportDecision
        | Verb::ReportResult => None,
    }
}

fn apply(case: Case, verb: Verb, item: &Item, days: &Calendar, rules: &CaseRules) -> Result<Case, Refusal> {
    let (by, at, today) = (StaffId::new(2), Timestamp::UNIX_EPOCH, date(2026, 3, 2));
    let (ground, late) = ((rules, days), date(2027, 3, 1));
    let content = &item.content;
    let brought = Brought { ticked: &[0, 2], ..Brought::default() };
    match verb {
        Verb::Redraft => redraft(case, content, &brought).map(|d| d.0),
        Verb::Submit => submit(case, content, rules, days, (None, at, today)).map(|d| d.0),
        Verb::AskCorrection => {
            let lack = CorrectionItem { material: Some(0), what: "没有签字".into() };
            ask_correction(case, vec![lack], None, ground, (by, at, today)).map(|d| d.0)
        }
        Verb::Supply => supply(case, &[0], Means::Upload, ground, (None, at, today)).map(|d| d.0),
        Verb::LapseCorrection => lapse_correction(case, rules, at, late).map(|d| d.0),
        Verb::Accept => accept_submitted(case, &facts(item, brought, days, rules), by, at, today).map(|d| d.0),
        Verb::DeemAccepted => deem_accepted(case, content, (rules, days), at, late).map(|d| d.0),
        Verb::TakeUp => take_up(case, by, at).map(|d| d.0),
        Verb::Examine => examine(case, vec![(0, Verdict { ok: true, note: String::new() })], by, at).map(|d| d.0),
        Verb::SendBack => {
            let (letter, doc_no) = (LetterId::new(1), "授〔2026〕1号".into());
            let authority = Authority { letter, doc_no, capacity: Capacity::Representative };
            send_back(case, Some(authority), ("要现场勘察", ""), &delegates::tests::window_rules()).map(|d| d.0)
        }
        Verb::Stop => {
            let what = PauseKind::Special { procedure: "听证".into(), notice_no: "1号".into() };
            suspend(case, what, "", today, (by, at, today)).map(|d| d.0)
        }
        Verb::Hold => suspend(case, PauseKind::Hold, "等批复", today, (by, at, today)).map(|d| d.0),
        Verb::Resume => resume(case, content, days, today).map(|d| d.0),
        Verb::Extend => {
            let asked =
                Prolonging { workdays: 10, rank: ApproverRank::AgencyHead, approver: "局长", reason: "复杂" };
            extend(case, &asked, content, ground, (by, at)).map(|d| d.0)
        }
        Verb::Bring => bring(case, &[0], Means::Paper).map(|d| d.0),
        Verb::LapseOwed => lapse_owed(case, rules, at, late).map(|d| d.0),
        Verb::Grant => decide(case, Outcome::Grant, ("", ""), ground, (by, at, today), None).map(|d| d.0),
        Verb::Deny => decide(case, Outcome::Deny, ("不符合", ""), ground, (by, at, today), None).map(|d| d.0),
        Verb::CheckCommitment => check_commitment(case, true, "", by, at).map(|d| d.0),
        Verb::Complete => complete(case, "食品经营许可证", "JY1", "证照", by, at).map(|d| d.0),
        Verb::Deliver => deliver(case, DeliveryWay::Window, "王某", by, at).map(|d| d.0),
        Verb::Rate => rate(case, 5, at).map(|d| d.0),
        Verb::Archive => {
            let package = Archiving { at, package_no: "1".into(), digest: "ab".into() };
            archive(case, package).map(|d| d.0)
        }
        Verb::TakeOver => take_over(case, "住建审批系统", at).map(|d| d.0),
        Verb::HandBack => hand_back(case, Some("住建审批系统"), "不归我们办").map(|d| d.0),
        Verb::TakeBack => hand_back(case, None, "系统停机").map(|d| d.0),
        Verb::ReportDecision => {
            let reported = ReportedDecision {
                system: "住建审批系统",
                outcome: Outcome::Grant,
                decision_no: "准〔2026〕1号",
                reason: "",
            };
            report_decision(case, &reported, ground, (by, reported_at(), reported_at())).map(|d| d.0)
        }
        Verb::ReportResult => {
            let reported = ReportedResult {
                system: "住建审批系统",
                result_name: "食品经营许可证",
                result_no: "JY1",
                result_kind: "证照",
            };
            report_result(case, &reported, (by, reported_at(), reported_at())).map(|d| d.0)
        }
        Verb::End(kind) => end(case, kind, ("理由", "上级机关"), Some(by), at).map(|d| d.0),
    }
}

/// Later than every acceptance of the walk.
fn reported_at() -> Timestamp {
    crate::base::shanghai_midnight(date(2027, 6, 1))
}

fn begun(item: &Item) -> Case {
    let opening = Opening { by: None, channel: Channel::Online, ..opening() };
    draft(item, ApplicantKind::Person, &Brought::default(), opening).unwrap().0
}

/// Which flags the acceptance and the corrections of a case show.
fn seen(case: &Case, m: &Model) -> Model {
    Model {
        stage: case.stage.as_str(),
        asked: case.correction.is_some(),
        extended: case.stage.acceptance().map_or(m.extended, |a| a.extension.is_some()),
        reviewed: m.reviewed,
        elsewhere: case.elsewhere.is_some(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// No sequence of verbs does what the reference does not, nor leaves a case without a next step or a
    /// closing reason.
    #[test]
    fn no_sequence_of_verbs_leaves_the_reference(verbs in prop::collection::vec(verbs(), 0..50)) {
        let licence = item("01", Status::InUse);
        let (days, rules) = (calendar(), rules());
        let mut case = begun(&licence);
        let mut model = Model { stage: "draft", asked: false, extended: false, reviewed: false, elsewhere: false };
        for verb in verbs {
            let expected = reference(&model, verb);
            match (apply(case.clone(), verb, &licence, &days, &rules), expected) {
                (Ok(next), Some(wanted)) => {
                    prop_assert_eq!(seen(&next, &wanted), wanted.clone(), "{:?}", verb);
                    prop_assert_eq!(next.version, case.version + 1);
                    (case, model) = (next, wanted);
                }
                (Err(_), None) => {}
                (done, wanted) => prop_assert!(false, "{:?} at {}: {:?}, wanted {:?}", verb, model.stage, done.err(), wanted),
            }
            let closed = case.stage.ending().is_some_and(|e| !e.reason.is_empty()) || case.stage.delivery().is_some();
            prop_assert!(closed || case.waiting() != Waiting::Nobody, "{}", case.stage.as_str());
        }
    }
}

/// Every stage meets every verb, so that no pair is left to chance.
#[test]
fn every_verb_is_tried_at_every_stage() {
    let licence = item("01", Status::InUse);
    let (days, rules) = (calendar(), rules());
    let mut met: std::collections::BTreeMap<(&'static str, bool), (Case, Model)> = std::collections::BTreeMap::new();
    let first = Model { stage: "draft", asked: false, extended: false, reviewed: false, elsewhere: false };
    let mut queue = vec![(begun(&licence), first)];
    while let Some((case, model)) = queue.pop() {
        let place = (model.stage, model.elsewhere);
        if met.contains_key(&place) {
            continue;
        }
        for verb in VERBS.into_iter().chain(EndKind::ALL.map(Verb::End)) {
            let expected = reference(&model, verb);
            let done = apply(case.clone(), verb, &licence, &days, &rules);
            assert_eq!(done.is_ok(), expected.is_some(), "{verb:?} at {}: {:?}", model.stage, done.as_ref().err());
            if let (Ok(next), Some(wanted)) = (done, expected) {
                queue.push((next, wanted));
            }
        }
        met.insert(place, (case, model));
    }
    // A case that is part of no matter is never stopped with one.
    let with_matter = EndKind::StoppedWithMatter.as_str();
    let all: Vec<&str> = STAGES.iter().map(|(w, _)| *w).filter(|w| *w != with_matter).collect();
    let unmet: Vec<_> = all.iter().filter(|w| !met.contains_key(&(**w, false))).collect();
    assert!(unmet.is_empty(), "{unmet:?}");
}
