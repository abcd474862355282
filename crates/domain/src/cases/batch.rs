//! Deciding several cases with the same words (批量准予): which may be among them.

use super::{Case, HandedIn, Refusal};

/// Most cases of one batch: each is named on the page that asks (experience §B.2 user 3).
pub const BATCH: usize = 20;

/// A case that a batch may grant: in hand, and nothing open on its materials. What is found unfit may still be granted
/// by opening the case, where the finding stands beside the decision; in a batch nobody would see it.
///
/// # Errors
/// [`Refusal::WrongStage`], that another system has it, and what [`nothing_open`] says.
pub fn fits_a_batch(case: &Case) -> Result<(), Refusal> {
    case.is_here()?;
    case.stage.clone().in_hand("批准")?;
    nothing_open(&case.materials)
}

/// Nothing is owed and nothing was found unfit.
///
/// # Errors
/// [`Refusal::Owed`], [`Refusal::Unfit`].
pub fn nothing_open(materials: &[HandedIn]) -> Result<(), Refusal> {
    let named = |wanted: fn(&HandedIn) -> bool| -> Vec<String> {
        materials.iter().filter(|m| wanted(m)).map(|m| m.name.clone()).collect()
    };
    let owed = named(HandedIn::is_owed);
    if !owed.is_empty() {
        return Err(Refusal::Owed(owed));
    }
    let unfit = named(|m| m.verdict.as_ref().is_some_and(|v| !v.ok));
    if unfit.is_empty() { Ok(()) } else { Err(Refusal::Unfit(unfit)) }
}
