//! What comes after the result (评价、归档): one rating of the case as a whole, and the archive's package.
//!
//! Not here: the register of reviews, and what a package holds.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Archiving, Case, Finished, Rating, Refusal, Stage};

/// Notes the applicant's rating (一事一评) of a case whose result was handed out.
pub fn rate(case: Case, stars: u8, at: Timestamp) -> Result<(Case, CaseRated), Refusal> {
    if !(1..=5).contains(&stars) {
        return Err(Refusal::Stars);
    }
    let stage = match case.stage {
        Stage::Delivered(a, d, c, v) => Stage::Rated(a, d, c, v, Rating { at, stars }),
        Stage::Rated(..) | Stage::Archived(Finished::Rated(..), _) => return Err(Refusal::RatedBefore),
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..)
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Ended(..)
        | Stage::Archived(Finished::Delivered(..) | Finished::Ended(..), _) => return Err(case.stage.wrong("评价")),
    };
    Ok((Case { version: case.version + 1, stage, ..case }, CaseRated { stars }))
}

/// Notes that a finished case was packed for the archive.
pub fn archive(case: Case, package: Archiving) -> Result<(Case, CaseArchived), Refusal> {
    let finished = match case.stage {
        Stage::Delivered(a, d, c, v) => Finished::Delivered(a, d, c, v),
        Stage::Rated(a, d, c, v, r) => Finished::Rated(a, d, c, v, r),
        Stage::Ended(a, e) => Finished::Ended(a, e),
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..)
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Archived(..) => return Err(case.stage.wrong("归档")),
    };
    let event = CaseArchived { package_no: package.package_no.clone(), digest: package.digest.clone() };
    Ok((Case { version: case.version + 1, stage: Stage::Archived(finished, package), ..case }, event))
}

/// Event: the applicant rated the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRated {
    /// 5 to 1.
    pub stars: u8,
}

/// Event: the case was packed for the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseArchived {
    /// 电子文件号.
    pub package_no: String,
    /// SM3 of the package.
    pub digest: String,
}
