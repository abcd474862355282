//! The text of events of a case's life between receipt and archive, frozen like every other.

use domain::{
    base::StaffId,
    cases::{
        Acceptance, ApproverRank, Archiving, Case, CaseArchived, CaseDrafted, CaseEnded, CaseExtended, CaseHandedBack,
        CasePushed, CaseRated, CaseRedrafted, CaseResumed, CaseSubmitted, CaseSuspended, CaseTakenOver, CaseTakenUp,
        Channel, Commitment, CommitmentCheck, CommitmentChecked, Correction, CorrectionAsked, CorrectionItem,
        CorrectionLapsed, CorrectionSupplied, CountyPhrases, CountyPhrasesChanged, DeliveryWay, DueMoved, Elsewhere,
        EndKind, Ending, Extension, Finished, Foreign, MaterialsBrought, MaterialsExamined, Outcome, OwedLapsed, Pause,
        PauseKind, Rating, Review, Stage, Verdict,
    },
};
use jiff::civil::date;
use serde::Serialize;
use store::{
    cases::{case_change, county_phrases_change},
    journal::{Entry, Stream},
};
use testkit::{completed, decided, delivered, region, stamp};

use super::{
    golden::frozen,
    house::{accepted, sealed_fields},
};

const BY: StaffId = StaffId::new(2);

/// Freezes one step: its kind, its facts and the case after it.
fn step(kind: &'static str, facts: &impl Serialize, case: &Case) {
    let entry = Entry::new(Stream::case(case.id), 0, kind, facts).with(case_change(&region(), case, &sealed_fields()));
    frozen(&kind.replace('.', "_"), &entry);
}

fn at(stage: Stage) -> Case {
    Case { stage, ..accepted(1) }
}

fn acceptance() -> Acceptance {
    accepted(1).stage.acceptance().cloned().unwrap()
}

#[test]
fn before_it_is_accepted() {
    let draft = Case { channel: Channel::Online, window_no: None, ..at(Stage::Draft) };
    let drafted = CaseDrafted {
        case_no: draft.no.to_string(),
        item_code: "A-1".into(),
        item_version: 1,
        channel: Channel::Online,
    };
    step("case.drafted", &drafted, &draft);
    step("case.redrafted", &CaseRedrafted::default(), &draft);
    let mut sent = Case { stage: Stage::Submitted, ..draft };
    sent.receipt.notice_by = Some(date(2026, 11, 27));
    let submitted = CaseSubmitted { channel: Channel::Online, notice_by: date(2026, 11, 27), deferred: vec![] };
    step("case.submitted", &submitted, &sent);
    let foreign = Foreign { no: "P-7".into(), source: "省统一受理平台".into() };
    let pushed = CasePushed {
        case_no: sent.no.to_string(),
        item_code: "A-1".into(),
        item_version: 1,
        foreign_no: foreign.no.clone(),
        foreign_source: foreign.source.clone(),
        notice_by: date(2026, 11, 27),
        digest: "66c7".into(),
    };
    let by_push = Case { channel: Channel::Upstream, foreign: Some(foreign), ..sent.clone() };
    step("case.pushed", &pushed, &by_push);
    let until = date(2026, 12, 11);
    let items = vec![
        CorrectionItem { material: Some(1), what: "请补交申请表".into() },
        CorrectionItem { material: None, what: "电话少一位".into() },
    ];
    let asked = Correction {
        at: stamp().happened_at,
        on: date(2026, 11, 20),
        by: BY,
        items: items.clone(),
        until,
        supplied_at: None,
    };
    let waiting = Case { stage: Stage::CorrectionAsked, correction: Some(asked.clone()), ..sent.clone() };
    step("case.correction_asked", &CorrectionAsked { items, until }, &waiting);
    let answered = Correction { supplied_at: Some(stamp().happened_at), ..asked };
    let supplied = CorrectionSupplied { materials: vec![1], notice_by: date(2026, 12, 4) };
    step("case.correction_supplied", &supplied, &Case { correction: Some(answered), ..sent });
    let ending = Ending {
        kind: EndKind::CorrectionLapsed,
        at: stamp().happened_at,
        by: None,
        reason: "补正逾期".into(),
        body: String::new(),
    };
    step("case.correction_lapsed", &CorrectionLapsed { until }, &Case { stage: Stage::Ended(None, ending), ..waiting });
}

#[test]
fn in_the_hands_of_its_department() {
    let review = Review { at: stamp().happened_at, by: BY };
    let in_review = at(Stage::InReview(acceptance(), review));
    step("case.taken_up", &CaseTakenUp { over: true }, &in_review);
    let system = "住建审批系统".to_owned();
    let elsewhere = Elsewhere { system: system.clone(), at: stamp().happened_at, decision_no: String::new() };
    let over = Case { elsewhere: Some(elsewhere), ..in_review.clone() };
    step("case.taken_over", &CaseTakenOver { system: system.clone() }, &over);
    step("case.handed_back", &CaseHandedBack { system, reason: "不属于本部门".into() }, &in_review);
    let mut brought = in_review.clone();
    brought.materials[1].received = true;
    step("case.materials_brought", &MaterialsBrought { names: vec!["申请表".into()] }, &brought);
    brought.materials[1].verdict = Some(Verdict { ok: false, note: "没有签字".into() });
    let examined = MaterialsExamined { verdicts: vec![("申请表".into(), false)] };
    step("case.materials_examined", &examined, &brought);
    let what = PauseKind::Special { procedure: "听证".into(), notice_no: "听〔2026〕1号".into() };
    let (from, until) = (date(2026, 11, 20), date(2026, 12, 4));
    let pause =
        Pause { what: what.clone(), reason: "涉及第三人".into(), at: stamp().happened_at, from, until, by: BY };
    let resting = at(Stage::Suspended(acceptance(), Some(review), pause));
    step("case.suspended", &CaseSuspended { what, until }, &resting);
    let due_on = Some(date(2026, 12, 11));
    step("case.resumed", &CaseResumed { stopped: true, due_on }, &in_review);
    let extension = Extension {
        workdays: 10,
        rank: ApproverRank::AgencyHead,
        approver: "周岚".into(),
        reason: "需要现场核查".into(),
        at: stamp().happened_at,
        by: BY,
    };
    let extended =
        CaseExtended { workdays: 10, rank: ApproverRank::AgencyHead, reason: "需要现场核查".into(), due_on };
    let longer = at(Stage::InReview(Acceptance { extension: Some(extension), ..acceptance() }, review));
    step("case.extended", &extended, &longer);
    let moved = DueMoved { from: Some(date(2026, 11, 27)), to: due_on, provisional: true };
    step("case.due_moved", &moved, &longer);
}

#[test]
fn promises_and_ends() {
    let ending = |kind| Ending {
        kind,
        at: stamp().happened_at,
        by: Some(BY),
        reason: "申请人要求".into(),
        body: "市场监督管理局".into(),
    };
    let ended =
        CaseEnded { how: EndKind::Withdrawn, reason: "申请人要求".into(), body: "市场监督管理局".into() };
    step("case.ended", &ended, &at(Stage::Ended(Some(acceptance()), ending(EndKind::Withdrawn))));
    let lapsed = OwedLapsed { how: EndKind::AcceptanceCancelled, names: vec!["申请表".into()] };
    let mut owing = at(Stage::Ended(Some(acceptance()), ending(EndKind::AcceptanceCancelled)));
    owing.materials[1].deferred_until = Some(date(2026, 12, 4));
    step("case.owed_lapsed", &lapsed, &owing);
    let given = completed(decided(accepted(1), Outcome::Grant));
    let checked = CommitmentCheck { at: stamp().happened_at, by: BY, kept: true, note: "现场看过".into() };
    let promised =
        Commitment { signed_on: date(2026, 11, 20), check_by: Some(date(2027, 2, 19)), checked: Some(checked) };
    let kept = CommitmentChecked { kept: true, note: "现场看过".into() };
    step("case.commitment_checked", &kept, &Case { commitment: Some(promised), ..given.clone() });
    let handed = delivered(given, DeliveryWay::Window);
    let Stage::Delivered(a, d, c, v) = handed.stage.clone() else { panic!("handed out") };
    let rating = Rating { at: stamp().happened_at, stars: 5 };
    let stage = Stage::Rated(a.clone(), d.clone(), c.clone(), v.clone(), rating.clone());
    step("case.rated", &CaseRated { stars: 5 }, &Case { stage, ..handed.clone() });
    let (package_no, digest) = ("990101-2026-1120-03-0001".to_owned(), "66c7".to_owned());
    let archiving = Archiving { at: stamp().happened_at, package_no: package_no.clone(), digest: digest.clone() };
    let stage = Stage::Archived(Finished::Rated(a, d, c, v, rating), archiving);
    step("case.archived", &CaseArchived { package_no, digest }, &Case { stage, ..handed });
}

#[test]
fn the_countys_phrases() {
    let phrases = CountyPhrases {
        version: 1,
        opinion: vec!["材料齐全，同意。".into()],
        reason: Vec::new(),
        correction: vec!["请补交申请表".into()],
    };
    let changed = CountyPhrasesChanged { version: 1, counts: [1, 0, 1] };
    let entry = Entry::new(Stream::county_phrases(), 0, "case.county_phrases_changed", &changed);
    frozen("case_county_phrases_changed", &entry.with(county_phrases_change(&region(), &phrases)));
}
