//! 地图隔离读取: the areas of a map read in a process of its own.
//!
//! Deliberately not here: what is read; see [`crate::stations`].

use std::{io, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    once::{Silence, once},
    parent::ChildLimits,
    wire::{Request, Wanted, read_part, write_part},
};
use crate::stations::{AreaFlaw, AreaLimits, read_areas};
use domain::stations::Area;

/// The child's answer.
#[derive(Serialize, Deserialize)]
struct Answer(Result<Vec<Area>, AreaFlaw>);

/// Reads a GeoJSON file in a child process of `exe`. Blocks for at most `child.wall_time`.
///
/// # Errors
/// Those of [`read_areas`], [`AreaFlaw::Stopped`] where the child did not finish, or [`AreaFlaw::NotStarted`].
pub fn read_areas_in_child(
    exe: &Path,
    bytes: &[u8],
    limits: &AreaLimits,
    child: &ChildLimits,
) -> Result<Vec<Area>, AreaFlaw> {
    if bytes.len() as u64 > limits.bytes {
        return Err(AreaFlaw::TooLarge(limits.bytes / 1024));
    }
    let request = Request {
        address_space_bytes: child.address_space_bytes,
        cpu_seconds: child.cpu_seconds,
        wanted: Wanted::Areas(*limits),
    };
    match once::<Answer>((exe, "map"), &request, bytes, child.wall_time, 4 * limits.bytes) {
        Ok(Answer(answer)) => answer,
        Err(Silence::NotStarted) => Err(AreaFlaw::NotStarted),
        Err(Silence::Stopped) => Err(AreaFlaw::Stopped),
    }
}

/// The child's side.
pub(super) fn answer(from: &mut impl io::Read, to: &mut impl io::Write, limits: &AreaLimits) -> io::Result<()> {
    let answer = Answer(read_areas(&read_part(from, limits.bytes)?, limits));
    write_part(to, &serde_json::to_vec(&answer)?)?;
    to.flush()
}
