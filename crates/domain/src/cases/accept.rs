//! Acceptance (受理, 行政许可法 32): complete materials, a competent item, a receipt; or by silence.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Acceptance, Accepter, ApplicantKind, Brought, Case, CaseRules, Commitment, HandedIn, Opening, Receipt, Refusal,
    Stage, Terms, clocks,
    open::{keeping_promises, opened},
};
use crate::{
    base::{Calendar, StaffId},
    catalogue::{Content, Item},
};

/// What the act is given besides the case.
pub struct AcceptFacts<'a> {
    /// The item version it is filed under.
    pub item: &'a Item,
    /// What came.
    pub brought: Brought<'a>,
    /// The applicant signed what the deferral or the commitment asks.
    pub promised: bool,
    /// 告知承诺: decide on the applicant's word, check later.
    pub by_commitment: bool,
    /// Working days.
    pub calendar: &'a Calendar,
    /// The county's numbers.
    pub rules: &'a CaseRules,
}

/// Takes a new case in and accepts it at once, as at the window; or says everything that is missing
/// (行政许可法 32(4): 一次告知).
pub fn accept(
    facts: &AcceptFacts<'_>,
    applicant: ApplicantKind,
    opening: Opening,
) -> Result<(Case, CaseAccepted), Refusal> {
    let (by, at, today) = (opening.by, opening.at, opening.today);
    let case = opened(facts.item, applicant, Vec::new(), opening)?;
    accepted(Case { version: 0, ..case }, facts, by.map_or(Accepter::Elsewhere, Accepter::Staff), (at, today))
}

/// Accepts an application that was sent in, or the correction of one.
pub fn accept_submitted(
    case: Case,
    facts: &AcceptFacts<'_>,
    by: StaffId,
    at: Timestamp,
    today: Date,
) -> Result<(Case, CaseAccepted), Refusal> {
    case.stage.sent_in("受理")?;
    accepted(case, facts, Accepter::Staff(by), (at, today))
}

fn accepted(
    case: Case,
    facts: &AcceptFacts<'_>,
    by: Accepter,
    (at, today): (Timestamp, Date),
) -> Result<(Case, CaseAccepted), Refusal> {
    let content = &facts.item.content;
    facts.brought.check(content)?;
    if facts.by_commitment && !offers_commitment(content) {
        return Err(Refusal::NotByCommitment(content.name.clone()));
    }
    let defers = !facts.brought.deferred.is_empty();
    // What was promised online was promised in writing.
    let promised = |place: &usize| case.materials.get(*place).is_some_and(|m| m.promised_on.is_some());
    let signs = facts.by_commitment || !facts.brought.deferred.iter().all(promised);
    if signs && !facts.promised {
        return Err(Refusal::PromiseMissing);
    }
    let until = defers.then(|| facts.calendar.add_workdays(today, facts.rules.deferred_workdays).on);
    let commitment = facts.by_commitment.then_some(Commitment { signed_on: today, check_by: None, checked: None });
    let clocks = clocks(today, Terms::of(content), &[], None, facts.calendar);
    let materials = keeping_promises(facts.brought.listed(content, until), &case.materials);
    let event = CaseAccepted {
        case_no: case.no.to_string(),
        item_code: content.code.clone(),
        item_version: facts.item.version,
        due_on: clocks.due.on,
        provisional: clocks.due.provisional,
        limit: clocks.due.limit_text.clone(),
        deferred: materials.iter().filter(|m| m.is_owed()).map(|m| m.name.clone()).collect(),
        deferred_until: until,
        by_commitment: facts.by_commitment,
        silent: false,
        joint: false,
    };
    let acceptance = Acceptance { at, on: today, by, clocks, stopped: Vec::new(), extension: None };
    let stage = Stage::Accepted(acceptance);
    Ok((Case { version: case.version + 1, materials, commitment, stage, ..case }, event))
}

/// Whether the guide offers 告知承诺: its 审批方式 says so.
pub fn offers_commitment(content: &Content) -> bool {
    content.guide.approval_mode.contains("告知承诺")
}

/// Accepts what nobody answered in time: from the day of receipt (行政许可法 32(4): 逾期不告知的，自收到申请
/// 材料之日起即为受理). Done by the system, the day after the last day to say what is missing. What the applicant promised
/// online to bring later is owed from the day on which that is known.
///
/// # Errors
/// [`Refusal::WrongStage`]; [`Refusal::Day`] while the day has not passed.
pub fn deem_accepted(
    case: Case,
    content: &Content,
    (rules, calendar): (&CaseRules, &Calendar),
    at: Timestamp,
    today: Date,
) -> Result<(Case, CaseAccepted), Refusal> {
    case.stage.sent_in("视为受理")?;
    let Receipt { on, notice_by, .. } = case.receipt;
    if notice_by.is_none_or(|last| today <= last) {
        return Err(Refusal::Day("告知期限还没有过，不能视为受理".into()));
    }
    let clocks = clocks(on, Terms::of(content), &[], None, calendar);
    let materials = promised_until(case.materials, rules.deferral(today, calendar).until);
    let deferred: Vec<String> = materials.iter().filter(|m| m.is_owed()).map(|m| m.name.clone()).collect();
    let event = CaseAccepted {
        case_no: case.no.to_string(),
        item_code: content.code.clone(),
        item_version: case.item_version,
        due_on: clocks.due.on,
        provisional: clocks.due.provisional,
        limit: clocks.due.limit_text.clone(),
        deferred_until: materials.iter().filter(|m| m.is_owed()).find_map(|m| m.deferred_until),
        deferred,
        by_commitment: false,
        silent: true,
        joint: false,
    };
    let acceptance = Acceptance { at, on, by: Accepter::Silence, clocks, stopped: Vec::new(), extension: None };
    Ok((Case { version: case.version + 1, materials, stage: Stage::Accepted(acceptance), ..case }, event))
}

/// What was promised online is owed until a day.
#[must_use]
pub fn promised_until(materials: Vec<HandedIn>, until: Date) -> Vec<HandedIn> {
    let one = |m: HandedIn| match m.is_promised() && m.deferred_until.is_none() {
        true => HandedIn { deferred_until: Some(until), ..m },
        false => m,
    };
    materials.into_iter().map(one).collect()
}

/// Event: a case was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAccepted {
    /// Its number.
    pub case_no: String,
    /// The item's code.
    pub item_code: String,
    /// The item's version.
    pub item_version: i64,
    /// Due day, if a limit is known.
    pub due_on: Option<Date>,
    /// 暂定.
    pub provisional: bool,
    /// The limit in words.
    pub limit: String,
    /// 容缺: materials that follow later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deferred: Vec<String>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferred_until: Option<Date>,
    /// 告知承诺.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_commitment: bool,
    /// 逾期不告知视为受理.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
    /// 联办: accepted as part of a matter, with the others or by the notices of those before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub joint: bool,
}
