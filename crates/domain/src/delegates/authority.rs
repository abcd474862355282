//! Under which letter somebody acts on an item on a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AuthorizationLetter, Footing, Power};
use crate::base::{DepartmentId, ItemId, LetterId, StaffId};

/// In which capacity a letter lets somebody act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// 首席事务代表.
    Representative,
    /// AB角.
    Deputy,
}

impl Capacity {
    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Representative => "representative",
            Self::Deputy => "deputy",
        }
    }

    /// Words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Representative => "首席事务代表",
            Self::Deputy => "首席事务代表AB角",
        }
    }
}

/// The letter that somebody acts under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Which letter.
    pub letter: LetterId,
    /// Its number, as it stands in decisions and on pages.
    pub doc_no: String,
    /// As what.
    pub capacity: Capacity,
}

/// The letter under which `staff` may use `power` over an item of a department on a day; `None` = none. Whoever is
/// named twice acts as representative before deputy, and under the letter that began last.
#[must_use]
pub fn authority(
    letters: &[AuthorizationLetter],
    of: (ItemId, DepartmentId),
    staff: StaffId,
    power: Power,
    on: Date,
) -> Option<Authority> {
    named(letters, of, staff, on, |letter| letter.powers.contains(&power))
}

/// How `staff` stands who uses `power`: under the letter that gives it, else under one that names them for the item and
/// does not; `None` = no letter in force names them.
#[must_use]
pub fn footing(
    letters: &[AuthorizationLetter],
    of: (ItemId, DepartmentId),
    staff: StaffId,
    power: Power,
    on: Date,
) -> Option<Footing> {
    match authority(letters, of, staff, power, on) {
        Some(authority) => Some(Footing { authority, lacking: false }),
        None => named(letters, of, staff, on, |_| true).map(|authority| Footing { authority, lacking: true }),
    }
}

fn named(
    letters: &[AuthorizationLetter],
    (item, department): (ItemId, DepartmentId),
    staff: StaffId,
    on: Date,
    gives: impl Fn(&AuthorizationLetter) -> bool,
) -> Option<Authority> {
    let given =
        letters.iter().filter(|l| l.department == department && gives(l) && l.holds_on(on) && l.scope.covers(item));
    let named = given.filter_map(|letter| {
        let capacity = if letter.representative.staff == staff {
            Capacity::Representative
        } else if letter.deputy.as_ref().is_some_and(|d| d.staff == staff) {
            Capacity::Deputy
        } else {
            return None;
        };
        Some((capacity, letter))
    });
    let first = named.min_by_key(|(capacity, l)| (*capacity, std::cmp::Reverse((l.valid_from, l.id))));
    first.map(|(capacity, l)| Authority { letter: l.id, doc_no: l.doc_no.clone(), capacity })
}
