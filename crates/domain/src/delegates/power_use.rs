//! What somebody named in a letter does at a case (权限行使): under which letter, and whether the letter gives it. That one
//! does not is a finding for people to look at; nothing is refused for it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Authority, Capacity, Power};
use crate::base::{CaseId, DepartmentId, ItemId, LetterId, StaffId};

/// How somebody stands who is named in a letter in force over the item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footing {
    /// The letter that gives the power; where none does, the one that names them.
    pub authority: Authority,
    /// No letter gives them the power.
    pub lacking: bool,
}

/// One use of a power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PowerUse {
    /// The case.
    pub case: CaseId,
    /// The kind of its event: `case.accepted`.
    pub act: String,
    /// Version of the case when it was done; with the act the key.
    pub version: i64,
    /// Which power.
    pub power: Power,
    /// Under which letter.
    pub footing: Footing,
    /// Who.
    pub by: StaffId,
    /// Item.
    pub item: ItemId,
    /// Whose.
    pub department: DepartmentId,
    /// When.
    pub at: Timestamp,
}

/// The power that an act on a case or its certificate uses, by the kind of its event; `None` = it uses none that letters
/// give, or its event tells it already (the decision).
#[must_use]
pub fn power_used(act: &str) -> Option<Power> {
    match act {
        "case.accepted" | "case.correction_asked" => Some(Power::Accept),
        "case.taken_up" | "case.materials_examined" | "case.suspended" | "case.extended" => Some(Power::Review),
        // What is completed is the document that bears the seal.
        "case.completed" | "certificate.sealed" => Some(Power::Seal),
        "certificate.issued" | "case.delivered" => Some(Power::Issue),
        _ => None,
    }
}

/// An event with the letter under which it was done. Where there is none it reads as the event alone does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acted<E> {
    /// What was done.
    #[serde(flatten)]
    pub what: E,
    /// Under which letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<ActedUnder>,
}

/// The letter, as events tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActedUnder {
    /// `accept`, `review`, `seal`, `issue`.
    pub power: String,
    /// `representative` or `deputy`.
    pub capacity: Capacity,
    /// The letter in force.
    pub letter: LetterId,
    /// Its number.
    pub doc_no: String,
    /// It names them and does not give the power.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lacking: bool,
}

impl ActedUnder {
    /// Of a use.
    #[must_use]
    pub fn of(used: &PowerUse) -> Self {
        let authority = &used.footing.authority;
        Self {
            power: used.power.as_str().to_owned(),
            capacity: authority.capacity,
            letter: authority.letter,
            doc_no: authority.doc_no.clone(),
            lacking: used.footing.lacking,
        }
    }
}

/// A case that was passed on to the department by somebody who was authorised to decide it (退回部门).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBack {
    /// The case.
    pub case: CaseId,
    /// Its version after that; with the case the key.
    pub version: i64,
    /// Under which letter they could have decided.
    pub authority: Authority,
    /// Who.
    pub by: StaffId,
    /// Item.
    pub item: ItemId,
    /// Whose.
    pub department: DepartmentId,
    /// When.
    pub at: Timestamp,
    /// Why: one of the county's list.
    pub reason: String,
    /// In their own words; may be empty.
    pub words: String,
}
