//! Review (审查): the department takes a case up, and says of each material what it finds.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Case, Refusal, Review, Stage, Verdict};
use crate::base::StaffId;

/// Takes an accepted case up (接件), or takes it over from a colleague.
pub fn take_up(case: Case, by: StaffId, at: Timestamp) -> Result<(Case, CaseTakenUp), Refusal> {
    case.is_here()?;
    let (acceptance, earlier) = case.stage.in_hand("接件")?;
    let event = CaseTakenUp { over: earlier.is_some() };
    let stage = Stage::InReview(acceptance, Review { at, by });
    Ok((Case { version: case.version + 1, stage, ..case }, event))
}

/// Notes what is found of materials, by their place; the case is in review from then on.
pub fn examine(
    case: Case,
    verdicts: Vec<(usize, Verdict)>,
    by: StaffId,
    at: Timestamp,
) -> Result<(Case, MaterialsExamined), Refusal> {
    case.is_here()?;
    let (acceptance, review) = case.stage.in_hand("审查材料")?;
    let mut materials = case.materials;
    let mut said = Vec::new();
    for (place, verdict) in verdicts {
        let material = materials.get_mut(place).ok_or(Refusal::MaterialUnknown)?;
        if !verdict.ok && verdict.note.trim().is_empty() {
            return Err(Refusal::WhyMissing("材料不符合"));
        }
        said.push((material.name.clone(), verdict.ok));
        material.verdict = Some(verdict);
    }
    let event = MaterialsExamined { verdicts: said };
    let stage = Stage::InReview(acceptance, review.unwrap_or(Review { at, by }));
    Ok((Case { version: case.version + 1, materials, stage, ..case }, event))
}

/// Event: somebody in the department has it in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseTakenUp {
    /// Taken over from a colleague.
    pub over: bool,
}

/// Event: materials were examined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialsExamined {
    /// Name and whether it fits.
    pub verdicts: Vec<(String, bool)>,
}
