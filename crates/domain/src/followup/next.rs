//! Which case is called next (下一件): agreed calls, second calls, the sample in its order, then the reserve where it is
//! needed. Nobody chooses.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Caller, Line, Place, Standing, StratumKey, Week};

/// The rank of a line in the queue; the lowest is called first.
type Rank = (u8, Option<Timestamp>, Week, u32, i64);

/// The case that this caller is to call now: of those whose moment has come, first those that were agreed or tried
/// before, then second calls, then the sample in drawn order, then of the reserve of a stratum as many as were lost in
/// its sample. Cases of the caller's own window are left to others.
#[must_use]
pub fn next(lines: &[Line], caller: Caller, now: Timestamp) -> Option<&Line> {
    let open = opened(lines);
    lines
        .iter()
        .filter_map(|line| rank(line, &open, caller, now).map(|rank| (rank, line)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, line)| line)
}

/// How many of each stratum's reserve may be asked: the lost ones among the sample and among the reserve itself.
fn opened(lines: &[Line]) -> BTreeMap<(Week, StratumKey), u32> {
    let mut open: BTreeMap<(Week, StratumKey), u32> = BTreeMap::new();
    for line in lines {
        match line.place {
            Place::Sample(_) | Place::Reserve(_) if line.is_lost() => {
                *open.entry((line.week, line.stratum)).or_default() += 1
            }
            Place::Sample(_) | Place::Reserve(_) | Place::Second(_) => {}
        }
    }
    open
}

fn rank(line: &Line, open: &BTreeMap<(Week, StratumKey), u32>, caller: Caller, now: Timestamp) -> Option<Rank> {
    let Standing::Waiting { not_before } = line.standing else { return None };
    if not_before.is_some_and(|at| at > now) || (line.window.is_some() && line.window == caller.window) {
        return None;
    }
    let (first, n) = match line.place {
        Place::Second(_) => (1, 0),
        Place::Sample(n) => (2, n),
        Place::Reserve(n) if n <= open.get(&(line.week, line.stratum)).copied().unwrap_or_default() => (3, n),
        Place::Reserve(_) => return None,
    };
    let first = if not_before.is_some() { 0 } else { first };
    Some((first, not_before, line.week, n, line.id.get()))
}
