//! BPMN 隔离读取: a process file read in a process of its own; back comes the chain or a refusal.
//!
//! Deliberately not here: what is read; see [`crate::chains::bpmn`].

use std::{io, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    once::{Silence, once},
    parent::ChildLimits,
    wire::{Request, Wanted, read_part, write_part},
};
use crate::chains::bpmn::{BpmnFault, Imported, LARGEST, TreeFault, read_bpmn};

/// The child's answer.
#[derive(Serialize, Deserialize)]
struct Answer(Result<Imported, BpmnFault>);

/// Reads a BPMN file in a child process of `exe`. Blocks for at most `child.wall_time`.
///
/// # Errors
/// Those of [`read_bpmn`], [`BpmnFault::StoppedByLimits`] where the child did not finish, or
/// [`BpmnFault::NotStarted`].
pub fn read_bpmn_in_child(exe: &Path, bytes: &[u8], child: &ChildLimits) -> Result<Imported, BpmnFault> {
    if bytes.len() > LARGEST {
        return Err(TreeFault::TooLarge.into());
    }
    let request = Request {
        address_space_bytes: child.address_space_bytes,
        cpu_seconds: child.cpu_seconds,
        wanted: Wanted::Bpmn,
    };
    match once::<Answer>((exe, "bpmn"), &request, bytes, child.wall_time, 4 * LARGEST as u64) {
        Ok(Answer(answer)) => answer,
        Err(Silence::NotStarted) => Err(BpmnFault::NotStarted),
        Err(Silence::Stopped) => Err(BpmnFault::StoppedByLimits),
    }
}

/// The child's side.
pub(super) fn answer(from: &mut impl io::Read, to: &mut impl io::Write) -> io::Result<()> {
    let answer = Answer(read_bpmn(&read_part(from, LARGEST as u64)?));
    write_part(to, &serde_json::to_vec(&answer)?)?;
    to.flush()
}
