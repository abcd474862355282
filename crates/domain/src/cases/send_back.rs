//! Passing a case on to its department (退回部门) that could be decided here and now: by a representative whose letter gives
//! the decision, with the reason. The clocks run on.

use serde::{Deserialize, Serialize};

use super::{Case, Refusal, Stage};
use crate::{
    base::LetterId,
    delegates::{Authority, Capacity, WindowRules},
};

/// Passes an accepted case on; whoever has it in hand in the hall lets go of it, and the department takes it up anew.
///
/// # Errors
/// [`Refusal::NoPowerToDecide`] without a letter: then there is nothing to pass on. [`Refusal::WhyMissing`] without one of
/// the county's reasons, or without words where the reason asks for them.
pub fn send_back(
    case: Case,
    authority: Option<Authority>,
    (reason, words): (&str, &str),
    rules: &WindowRules,
) -> Result<(Case, CaseSentBack), Refusal> {
    case.is_here()?;
    let (acceptance, _) = case.stage.in_hand("退回部门")?;
    let authority = authority.ok_or(Refusal::NoPowerToDecide)?;
    let words = words.trim();
    let listed = rules.send_back_reason(reason).ok_or(Refusal::WhyMissing("退回部门"))?;
    if listed.in_words && words.is_empty() {
        return Err(Refusal::WhyMissing("退回部门（选了“其他”要写明情况）"));
    }
    let event = CaseSentBack {
        reason: listed.name.clone(),
        words: words.to_owned(),
        capacity: authority.capacity,
        letter: authority.letter,
        doc_no: authority.doc_no,
    };
    Ok((Case { version: case.version + 1, stage: Stage::Accepted(acceptance), ..case }, event))
}

/// Event: a case was passed on to its department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSentBack {
    /// Why, as the county's list words it.
    pub reason: String,
    /// In their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// `representative` or `deputy`.
    pub capacity: Capacity,
    /// The letter under which they could have decided.
    pub letter: LetterId,
    /// Its number.
    pub doc_no: String,
}
