//! Accepting what was sent in, or the answer to the one notice (受理): once, for all members that run beside each other.

use domain::{
    cases::Means,
    people::{Act, Desk},
};
use serde::Serialize;

use super::{
    open_at_window::take_in,
    refusal::MatterFailure,
    work::{MatterRef, Work},
};
use crate::Bureau;

/// What is ticked.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MaterialsForm {
    /// Materials that are there, by their place in the merged list. A certificate that the applicant chose stands
    /// while its box stays ticked.
    pub materials: Vec<usize>,
    /// Materials that follow later (容缺), by their place in the merged list.
    #[serde(default)]
    pub deferred: Vec<usize>,
    /// The applicant signed the commitment that a deferral asks.
    #[serde(default)]
    pub promised: bool,
}

/// Accepts the whole. Gives the version.
pub fn accept(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&MatterRef, &MaterialsForm),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    bureau.may(desk, Act::CaseReceive)?;
    let command = bureau.command(desk, "matter.accept", key, &(at, form));
    let (worker, desk, at, form) = (bureau.clone(), desk.clone(), at.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let mut work = Work::load(&worker, tx, (&desk, Act::CaseReceive), &at)?;
        work.settle(tx)?;
        for (place, material) in work.filed.materials.iter_mut().enumerate() {
            let ticked = form.materials.contains(&place);
            if ticked && !material.received {
                material.means = Means::Paper;
            }
            material.received = ticked;
        }
        take_in(&mut work, tx, (&form.deferred, form.promised))?;
        Ok(work.save(tx)?)
    })?;
    Ok(done.value)
}
