//! Which series a rating stands in (评价计数): one cell each, so that the rates of a month come from counters and their
//! parts add up whichever way they are cut.

use serde::{Deserialize, Serialize};

use super::{Provenance, ReviewChannel};

/// A cell of the counters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReviewCell {
    /// Month of the rating, `2026-11`.
    pub month: String,
    /// Who decided; 0 = not known.
    pub department: i64,
    /// Item; 0 = not known.
    pub item: i64,
    /// Window; 0 = none.
    pub window: i64,
    /// Who served; 0 = not known.
    pub staff: i64,
    /// Who made it.
    pub provenance: Provenance,
    /// Which way.
    pub channel: ReviewChannel,
    /// 1 to 5.
    pub stars: u8,
    /// Given by name.
    pub named: bool,
    /// Set aside after an appeal, or not in force where it came from: in no rate.
    pub set_aside: bool,
    /// The case as a whole: of the active rate only these count.
    pub whole_case: bool,
}

/// Numbers of some cells together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReviewCounts {
    /// Finished cases that their applicants rated.
    pub active: u64,
    /// Effective ratings: the applicants' own, none set aside.
    pub effective: u64,
    /// Of them with three stars and more.
    pub good: u64,
    /// Of them by name and bad: all must be called back.
    pub named_bad: u64,
    /// Own ones by stars, one first.
    pub by_stars: [u64; 5],
    /// Own ones that were set aside.
    pub set_aside: u64,
    /// From devices that staff hold.
    pub staff_device: u64,
    /// From other systems that do not say who made them.
    pub imported: u64,
    /// Made by a system.
    pub defaults: u64,
}

impl ReviewCounts {
    /// Adds `n` ratings of a cell; `n` may be below none, a counter never is.
    pub fn add(&mut self, cell: &ReviewCell, n: i64) {
        let put = |to: &mut u64| *to = to.saturating_add_signed(n);
        match cell.provenance {
            Provenance::Citizen | Provenance::Phone => {
                if cell.whole_case {
                    put(&mut self.active);
                }
                if cell.set_aside {
                    put(&mut self.set_aside);
                    return;
                }
                put(&mut self.effective);
                if let Some(star) = self.by_stars.get_mut(usize::from(cell.stars).saturating_sub(1)) {
                    put(star);
                }
                if cell.stars >= 3 {
                    put(&mut self.good);
                } else if cell.named {
                    put(&mut self.named_bad);
                }
            }
            Provenance::StaffDevice => put(&mut self.staff_device),
            Provenance::Import => put(&mut self.imported),
            Provenance::SystemDefault => put(&mut self.defaults),
        }
    }

    /// Bad ones of the effective.
    #[must_use]
    pub const fn bad(&self) -> u64 {
        self.effective.saturating_sub(self.good)
    }
}
