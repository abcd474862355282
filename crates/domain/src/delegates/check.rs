//! What the letters leave open on a day (核查): items that are in the hall and nobody there may decide
//! (已进驻未授权), departments without a representative, letters that nobody keeps on record or shows.
//!
//! Not here: decisions, which belong to cases.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{AuthorizationLetter, Power};
use crate::base::{DepartmentId, ItemId, LetterId};

/// An item that is in the hall (已进驻).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidentItem {
    /// Id.
    pub id: ItemId,
    /// 业务办理项编码.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whose.
    pub department: DepartmentId,
}

/// Why nobody in the hall may decide an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// 部门没有有效授权书.
    NoLetter,
    /// 授权书不含决定权: a letter covers it without the power to decide.
    NotDecide(LetterId),
    /// 授权书把它除外了.
    Excluded(LetterId),
    /// 授权书没有列它.
    NotListed,
}

impl Gap {
    /// Word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoLetter => "no_letter",
            Self::NotDecide(_) => "not_decide",
            Self::Excluded(_) => "excluded",
            Self::NotListed => "not_listed",
        }
    }

    /// Words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NoLetter => "部门没有有效的授权书",
            Self::NotDecide(_) => "授权书没有给决定权",
            Self::Excluded(_) => "授权书把这项除外了",
            Self::NotListed => "授权书没有列这项",
        }
    }

    /// The letter that says so.
    #[must_use]
    pub const fn letter(self) -> Option<LetterId> {
        match self {
            Self::NotDecide(id) | Self::Excluded(id) => Some(id),
            Self::NoLetter | Self::NotListed => None,
        }
    }
}

/// 已进驻未授权.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unauthorised {
    /// The item.
    pub item: ResidentItem,
    /// Why.
    pub gap: Gap,
}

/// What the letters leave open on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bare {
    /// Items that nobody in the hall may decide, in the order given.
    pub items: Vec<Unauthorised>,
    /// Items in the hall that somebody may decide.
    pub authorised: u64,
    /// Departments with items in the hall and no letter in force.
    pub departments: Vec<DepartmentId>,
    /// Letters in force that nobody keeps on record (未备案).
    pub unfiled: Vec<LetterId>,
    /// Letters in force that nobody shows (未公示).
    pub unpublished: Vec<LetterId>,
}

/// Looks on a day.
#[must_use]
pub fn check(items: &[ResidentItem], letters: &[AuthorizationLetter], on: Date) -> Bare {
    let now: Vec<&AuthorizationLetter> = letters.iter().filter(|l| l.holds_on(on)).collect();
    let mut bare = Bare::default();
    let mut departments = BTreeSet::new();
    for item in items {
        let theirs: Vec<&AuthorizationLetter> =
            now.iter().copied().filter(|l| l.department == item.department).collect();
        if theirs.is_empty() {
            departments.insert(item.department);
        }
        match gap(item.id, &theirs) {
            None => bare.authorised += 1,
            Some(gap) => bare.items.push(Unauthorised { item: item.clone(), gap }),
        }
    }
    bare.departments = departments.into_iter().collect();
    bare.unfiled = now.iter().filter(|l| l.filing.is_none()).map(|l| l.id).collect();
    bare.unpublished = now.iter().filter(|l| l.published_on.is_none()).map(|l| l.id).collect();
    bare
}

/// Why no letter gives the power to decide an item; `None` = one does.
pub(super) fn gap(item: ItemId, letters: &[&AuthorizationLetter]) -> Option<Gap> {
    let covers = |l: &&&AuthorizationLetter| l.scope.covers(item);
    if letters.iter().filter(covers).any(|l| l.powers.contains(&Power::Decide)) {
        return None;
    }
    if letters.is_empty() {
        return Some(Gap::NoLetter);
    }
    if let Some(letter) = letters.iter().find(covers) {
        return Some(Gap::NotDecide(letter.id));
    }
    let excluding = letters.iter().find(|l| l.scope.excluded.contains(&item));
    Some(excluding.map_or(Gap::NotListed, |l| Gap::Excluded(l.id)))
}
