//! What the unified acceptance system of the province or the city took in for the county (上级推送): it waits for the
//! window like any application that was sent in, under its number there.
//!
//! Not here: accepting it, which is the window's.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    ApplicantKind, Case, CaseRules, Foreign, HandedIn, MaterialsBrought, Means, Opening, Receipt, Refusal, Stage,
    open::opened,
};
use crate::{
    base::{Calendar, shanghai_day},
    catalogue::Item,
};

/// Longest number of the exchange tables (domain §3.2).
const NO_CHARS: usize = 50;
/// What is older is a mistake, or belongs into an import.
const OLDEST_DAYS: i64 = 366;

/// What a system sends along.
#[derive(Debug, Clone)]
pub struct Pushed<'a> {
    /// Its number there, and which system.
    pub foreign: Foreign,
    /// Materials that came, by their place in the guide, and how each got here.
    pub materials: &'a [(usize, Means)],
    /// When the applicant handed it in there.
    pub submitted_at: Timestamp,
    /// Stands for everything that was sent: the same number with other content is told from a repetition.
    pub digest: String,
}

/// Checks the number that a system gave.
///
/// # Errors
/// The sentence that says what is wrong with it.
pub fn foreign_no(text: &str) -> Result<String, &'static str> {
    let no = crate::base::fold(text).trim().to_owned();
    match no.chars().count() {
        0 => Err("请写上级系统的申办流水号"),
        1..=NO_CHARS => Ok(no),
        _ => Err("申办流水号最多 50 个字符"),
    }
}

/// Takes it in. The days of the law run from the day on which the applicant handed it in: the system took it for the
/// county (行政许可法 32(4), 电子签名法 11).
///
/// # Errors
/// [`Refusal::Day`] for a time to come or long past, [`Refusal::MaterialUnknown`], and what the item refuses.
pub fn push(
    item: &Item,
    applicant: ApplicantKind,
    pushed: Pushed<'_>,
    (rules, calendar): (&CaseRules, &Calendar),
    opening: Opening,
) -> Result<(Case, CasePushed), Refusal> {
    let (at, now) = (pushed.submitted_at, opening.at);
    if at > now {
        return Err(Refusal::Day("提交时间在现在以后，请核对时间和时区".into()));
    }
    if now.duration_since(at).as_hours() / 24 > OLDEST_DAYS {
        return Err(Refusal::Day("提交时间早于一年前，请核对；历史办件请用导入".into()));
    }
    let mut materials: Vec<HandedIn> =
        item.content.guide.materials.iter().map(|m| HandedIn { name: m.name.clone(), ..HandedIn::default() }).collect();
    for (place, means) in pushed.materials {
        let material = materials.get_mut(*place).ok_or(Refusal::MaterialUnknown)?;
        (material.received, material.means) = (true, *means);
    }
    let case = opened(item, applicant, materials, opening)?;
    let on = shanghai_day(at);
    let notice_by = rules.notice_by(on, calendar).on;
    let event = CasePushed {
        case_no: case.no.to_string(),
        item_code: item.content.code.clone(),
        item_version: item.version,
        foreign_no: pushed.foreign.no.clone(),
        foreign_source: pushed.foreign.source.clone(),
        notice_by,
        digest: pushed.digest,
    };
    let receipt = Receipt { at, on, by: None, notice_by: Some(notice_by) };
    Ok((Case { receipt, foreign: Some(pushed.foreign), stage: Stage::Submitted, ..case }, event))
}

/// Notes that the file of a material came after the application: it counts as handed in, as a file unless it comes from
/// a shared source or a certificate, and is looked at anew.
/// `None` where that is known already, or where the list stands as it was accepted: then the department takes it in.
#[must_use]
pub fn arrived(case: &Case, place: usize) -> Option<(Case, MaterialsBrought)> {
    match &case.stage {
        Stage::Submitted | Stage::CorrectionAsked => {}
        Stage::Draft
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..)
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => return None,
    }
    let mut next = case.clone();
    let material = next.materials.get_mut(place)?;
    let means = match material.means {
        from @ (Means::Shared | Means::Certificate) => from,
        Means::Paper | Means::Upload => Means::Upload,
    };
    if material.received && material.means == means && material.verdict.is_none() {
        return None;
    }
    (material.received, material.means, material.verdict) = (true, means, None);
    let event = MaterialsBrought { names: vec![material.name.clone()] };
    next.version += 1;
    Some((next, event))
}

/// Event: another system handed an application on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePushed {
    /// Its number here.
    pub case_no: String,
    /// The item's code.
    pub item_code: String,
    /// The item's version.
    pub item_version: i64,
    /// Its number there.
    pub foreign_no: String,
    /// Which system.
    pub foreign_source: String,
    /// Last day to say what is missing.
    pub notice_by: Date,
    /// Stands for what was sent.
    pub digest: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_folded_and_kept_short() {
        assert_eq!(foreign_no(" ２０２６-SL-7 ").as_deref(), Ok("2026-SL-7"));
        assert_eq!(foreign_no(&"7".repeat(50)).map(|no| no.len()), Ok(50));
        assert_eq!(foreign_no("a\u{1}b").as_deref(), Ok("ab"), "what nobody sees is no part of it");
        for odd in ["", " ", &"7".repeat(51)] {
            assert!(foreign_no(odd).is_err(), "{odd}");
        }
    }
}
