//! What an applicant promised (承诺): materials that follow later (容缺受理), and a decision on the own word
//! (告知承诺) that is checked afterwards.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Case, CaseRedrafted, CaseRules, CommitmentCheck, EndKind, Ending, HandedIn, Lapse, Means, Refusal, Stage};
use crate::{
    base::StaffId,
    catalogue::{Content, Need},
};

/// Takes the applicant's word online, before the application is sent in, that materials follow later (容缺受理): those of
/// the published list alone, with the commitment in writing. What is not named any more is not promised any more.
///
/// # Errors
/// [`Refusal::WrongStage`]; [`Refusal::NotDeferrable`] for what the guide does not let follow;
/// [`Refusal::PromiseMissing`].
pub fn promise(
    case: Case,
    content: &Content,
    (places, signed): (&[usize], bool),
    today: Date,
) -> Result<(Case, CaseRedrafted), Refusal> {
    case.stage.still_a_draft("约定后补材料")?;
    for place in places {
        let name = case.materials.get(*place).map_or("这样材料", |m| m.name.as_str());
        let listed = content.guide.materials.iter().find(|m| m.name == name);
        if listed.is_none_or(|m| m.need != Need::Deferrable) {
            return Err(Refusal::NotDeferrable(name.to_owned()));
        }
    }
    if !places.is_empty() && !signed {
        return Err(Refusal::PromiseMissing);
    }
    let one = |(place, m): (usize, HandedIn)| {
        let promised_on = (places.contains(&place) && !m.received).then_some(m.promised_on.unwrap_or(today));
        HandedIn { promised_on, ..m }
    };
    let materials: Vec<HandedIn> = case.materials.into_iter().enumerate().map(one).collect();
    let deferred = materials.iter().filter(|m| m.is_promised()).map(|m| m.name.clone()).collect();
    Ok((Case { version: case.version + 1, materials, ..case }, CaseRedrafted { deferred, aside: Vec::new() }))
}

/// Notes that owed materials came, by their place.
pub fn bring(mut case: Case, places: &[usize], means: Means) -> Result<(Case, MaterialsBrought), Refusal> {
    match &case.stage {
        Stage::Accepted(_) | Stage::InReview(..) | Stage::Suspended(..) | Stage::Decided(..) => {}
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => return Err(case.stage.wrong("登记补交材料")),
    }
    if places.is_empty() {
        return Err(Refusal::MaterialUnknown);
    }
    let mut names = Vec::new();
    for place in places {
        let material = case.materials.get_mut(*place).ok_or(Refusal::MaterialUnknown)?;
        if !material.is_owed() {
            return Err(Refusal::NotOwed(material.name.clone()));
        }
        material.received = true;
        material.means = means;
        names.push(material.name.clone());
    }
    case.version += 1;
    Ok((case, MaterialsBrought { names }))
}

/// Ends a case whose owed materials did not come: deemed withdrawn, or its acceptance cancelled, as the
/// county's rule says (domain §3.5).
///
/// # Errors
/// [`Refusal::WrongStage`]; [`Refusal::Day`] while nothing is overdue.
pub fn lapse_owed(case: Case, rules: &CaseRules, at: Timestamp, today: Date) -> Result<(Case, OwedLapsed), Refusal> {
    let late: Vec<String> =
        case.owed().into_iter().filter(|(_, until)| *until < today).map(|(name, _)| name.to_owned()).collect();
    if late.is_empty() {
        return Err(Refusal::Day("没有逾期未补的容缺材料".into()));
    }
    let acceptance = match case.stage {
        Stage::Accepted(a) | Stage::InReview(a, _) | Stage::Suspended(a, ..) => a,
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => return Err(case.stage.wrong("按容缺逾期处理")),
    };
    let kind = match rules.deferred_lapse {
        Lapse::Withdrawn => EndKind::Withdrawn,
        Lapse::Cancelled => EndKind::AcceptanceCancelled,
    };
    let then = rules.deferred_lapse.words();
    let reason = format!("承诺补交的材料没有按期补齐：{}，按承诺书{then}，可以重新申请", late.join("、"));
    let ending = Ending { kind, at, by: None, reason, body: String::new() };
    let event = OwedLapsed { how: kind, names: late };
    Ok((Case { version: case.version + 1, stage: Stage::Ended(Some(acceptance), ending), ..case }, event))
}

/// Notes what the check of a commitment found (domain §3.5: 核查).
pub fn check_commitment(
    mut case: Case,
    kept: bool,
    note: &str,
    by: StaffId,
    at: Timestamp,
) -> Result<(Case, CommitmentChecked), Refusal> {
    match &case.stage {
        Stage::Decided(..) | Stage::Completed(..) | Stage::Delivered(..) | Stage::Rated(..) => {}
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => return Err(case.stage.wrong("核查承诺")),
    }
    let commitment = case.commitment.as_mut().ok_or(Refusal::NoCommitment)?;
    if commitment.checked.is_some() {
        return Err(Refusal::CheckedBefore);
    }
    let note = note.trim().to_owned();
    if !kept && note.is_empty() {
        return Err(Refusal::WhyMissing("与承诺不符，并写明查到什么"));
    }
    let event = CommitmentChecked { kept, note: note.clone() };
    commitment.checked = Some(CommitmentCheck { at, by, kept, note });
    case.version += 1;
    Ok((case, event))
}

/// Event: materials that were to follow came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialsBrought {
    /// Which.
    pub names: Vec<String>,
}

/// Event: materials that were to follow did not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedLapsed {
    /// What became of the case.
    pub how: EndKind,
    /// Which did not.
    pub names: Vec<String>,
}

/// Event: a commitment was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentChecked {
    /// 与承诺相符.
    pub kept: bool,
    /// What was found.
    pub note: String,
}
