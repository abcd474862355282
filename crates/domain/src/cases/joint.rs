//! A case that is part of a matter (联办件, 一件事): opened and accepted with the others by the one intake, or later by
//! the notices of completion of those before it (domain §3.5), and received anew with the whole.
//!
//! What is done once for the whole is not done to it alone: acceptance, the notice of what to supply, the answer to
//! it, withdrawal, delivery, rating. Everything in its department's hands is done as with any other case.
//! Not here: the matter itself (`chains`).

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Acceptance, Accepter, ApplicantKind, Case, CaseAccepted, CaseRules, CaseSubmitted, Commitment, HandedIn, Opening,
    Receipt, Refusal, Stage, Terms, clocks, open::opened,
};
use crate::{
    base::{Calendar, MatterId, StaffId},
    catalogue::{Content, Item, Need},
};

/// What a member's case is opened with besides its item.
pub struct JointMember {
    /// The whole.
    pub matter: MatterId,
    /// Person or organisation.
    pub applicant: ApplicantKind,
    /// Its own list of materials, with what came of them.
    pub materials: Vec<HandedIn>,
    /// 告知承诺: the day on which the applicant signed for this member too.
    pub committed_on: Option<Date>,
}

impl Case {
    /// Refuses what is done once for the whole matter; `wanted` names the act.
    ///
    /// # Errors
    /// [`Refusal::PartOfMatter`].
    pub fn stands_alone(&self, wanted: &'static str) -> Result<(), Refusal> {
        if self.matter.is_none() { Ok(()) } else { Err(Refusal::PartOfMatter(wanted)) }
    }
}

/// Opens the case of a member as received, on the day of the whole.
///
/// # Errors
/// [`Refusal::ItemNotInUse`], [`Refusal::NotOnApplication`], [`Refusal::WrongClient`].
pub fn open_jointly(
    item: &Item,
    member: JointMember,
    (rules, calendar): (&CaseRules, &Calendar),
    opening: Opening,
) -> Result<(Case, CaseSubmitted), Refusal> {
    let matter = Some(member.matter);
    let case = opened(item, member.applicant, member.materials, opening)?;
    let notice = rules.notice_by(case.receipt.on, calendar);
    let receipt = Receipt { notice_by: Some(notice.on), ..case.receipt };
    let promised = case.materials.iter().filter(|m| m.is_promised()).map(|m| m.name.clone());
    let event = CaseSubmitted { channel: case.channel, notice_by: notice.on, deferred: promised.collect() };
    let commitment = member.committed_on.map(|signed_on| Commitment { signed_on, check_by: None, checked: None });
    Ok((Case { receipt, matter, commitment, stage: Stage::Submitted, ..case }, event))
}

/// Accepts the case of a member from a day on: with the whole by staff or by silence, or by the notices of those
/// before it. Whoever accepts the whole has its materials in hand; by silence and by notices it is accepted with
/// what there is.
///
/// # Errors
/// [`Refusal::WrongStage`], [`Refusal::MaterialsMissing`].
pub fn accept_jointly(
    case: Case,
    content: &Content,
    by: Accepter,
    calendar: &Calendar,
    (at, on): (Timestamp, Date),
) -> Result<(Case, CaseAccepted), Refusal> {
    case.stage.sent_in("受理")?;
    match by {
        Accepter::Staff(_) => complete(&case.materials, content)?,
        Accepter::Silence | Accepter::Elsewhere | Accepter::Notices => {}
    }
    let clocks = clocks(on, Terms::of(content), &[], None, calendar);
    let event = CaseAccepted {
        case_no: case.no.to_string(),
        item_code: content.code.clone(),
        item_version: case.item_version,
        due_on: clocks.due.on,
        provisional: clocks.due.provisional,
        limit: clocks.due.limit_text.clone(),
        deferred: case.owed().into_iter().map(|(name, _)| name.to_owned()).collect(),
        deferred_until: case.owed().into_iter().map(|(_, until)| until).min(),
        by_commitment: case.commitment.is_some(),
        silent: by == Accepter::Silence,
        joint: true,
    };
    let acceptance = Acceptance { at, on, by, clocks, stopped: Vec::new(), extension: None };
    Ok((Case { version: case.version + 1, stage: Stage::Accepted(acceptance), ..case }, event))
}

fn complete(materials: &[HandedIn], content: &Content) -> Result<(), Refusal> {
    let here = |name: &str| materials.iter().any(|m| m.received && m.name == name);
    let required = content.guide.materials.iter().filter(|m| m.need == Need::Required);
    let missing: Vec<String> = required.filter(|m| !here(&m.name)).map(|m| m.name.clone()).collect();
    if missing.is_empty() { Ok(()) } else { Err(Refusal::MaterialsMissing(missing)) }
}

/// Holds the day to say what is missing of a case that lacks nothing itself, while others of the whole have to be
/// supplied: nobody waits for its department. The whole received anew gives it another.
///
/// # Errors
/// [`Refusal::WrongStage`].
pub fn hold_notice(case: Case) -> Result<(Case, CaseNoticeHeld), Refusal> {
    case.stage.sent_in("等整件补正")?;
    let receipt = Receipt { notice_by: None, ..case.receipt };
    Ok((Case { version: case.version + 1, receipt, ..case }, CaseNoticeHeld {}))
}

/// Counts the days of a case anew from the day on which the whole was received anew: others of it had to be supplied.
///
/// # Errors
/// [`Refusal::WrongStage`].
pub fn receive_anew(
    case: Case,
    (rules, calendar): (&CaseRules, &Calendar),
    (by, at, today): (Option<StaffId>, Timestamp, Date),
) -> Result<(Case, CaseReceivedAnew), Refusal> {
    case.stage.sent_in("重新收件")?;
    let notice = rules.notice_by(today, calendar);
    let receipt = Receipt { at, on: today, by, notice_by: Some(notice.on) };
    Ok((Case { version: case.version + 1, receipt, ..case }, CaseReceivedAnew { notice_by: notice.on }))
}

/// Event: the whole that a case is part of was received anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReceivedAnew {
    /// Last day to say what is missing.
    pub notice_by: Date,
}

/// Event: others of the whole have to be supplied; this one waits with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseNoticeHeld {}
