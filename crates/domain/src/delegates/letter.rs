//! The letter of authorisation (授权书): what a representative may do, over which items, from when to when.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};

use super::{ItemScope, Power};
use crate::base::{DepartmentId, LetterId, StaffId};

/// Whom a letter lets act (首席事务代表), as the appointment said when the letter was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representative {
    /// Who.
    pub staff: StaffId,
    /// The name in the letter.
    pub name: String,
    /// 职级.
    pub rank: String,
    /// 在编.
    pub on_roster: bool,
}

/// Who acts when the representative is absent (AB角).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deputy {
    /// Who.
    pub staff: StaffId,
    /// The name in the letter.
    pub name: String,
}

/// The letter was handed to whoever keeps it on record (备案).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Day.
    pub on: Date,
    /// 备案号.
    pub no: String,
}

/// The letter was taken back before its last day (撤销授权), or another took its place (更换).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// First day on which it no longer holds.
    pub from: Date,
    /// Why.
    pub reason: String,
    /// The letter that took its place.
    pub replaced_by: Option<LetterId>,
    /// Instant of the entry.
    pub at: Timestamp,
    /// Who entered it.
    pub by: StaffId,
}

/// Where a letter stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LetterState {
    /// 在授权期内.
    InForce,
    /// 未到生效日.
    Waiting,
    /// 已期满.
    Ended,
    /// 已撤销.
    Revoked,
}

impl LetterState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::InForce, Self::Waiting, Self::Ended, Self::Revoked];

    /// Word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Waiting => "waiting",
            Self::Ended => "ended",
            Self::Revoked => "revoked",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::InForce => "有效",
            Self::Waiting => "未到生效日",
            Self::Ended => "已期满",
            Self::Revoked => "已撤销",
        }
    }
}

/// 授权书.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationLetter {
    /// Id.
    pub id: LetterId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// Whose items.
    pub department: DepartmentId,
    /// Its name when the letter was made.
    pub department_name: String,
    /// 文号.
    pub doc_no: String,
    /// Who may act.
    pub representative: Representative,
    /// Who acts in absence.
    pub deputy: Option<Deputy>,
    /// Over which items.
    pub scope: ItemScope,
    /// What.
    pub powers: BTreeSet<Power>,
    /// First day, included.
    pub valid_from: Date,
    /// Last day, included.
    pub valid_to: Date,
    /// SM3 of the signed paper's scan, hexadecimal; empty = none was attached.
    pub file_digest: String,
    /// The letter whose place it takes.
    pub replaces: Option<LetterId>,
    /// Version of the county's rules and words under which it was made; 0 = those that ship.
    pub rules_version: i64,
    /// Instant of the entry.
    pub made_at: Timestamp,
    /// Who entered it.
    pub made_by: StaffId,
    /// 备案.
    pub filing: Option<Filing>,
    /// Day of the public notice (公示), at the window and in the online hall.
    pub published_on: Option<Date>,
    /// Its early end.
    pub revocation: Option<Revocation>,
}

impl AuthorizationLetter {
    /// The last day on which it holds; `None` where it was taken back before it began.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        let last = match &self.revocation {
            Some(r) => self.valid_to.min(r.from.yesterday().unwrap_or(r.from)),
            None => self.valid_to,
        };
        (self.valid_from <= last).then_some(last)
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.last_day().is_some_and(|last| day <= last)
    }

    /// Where it stands on a day.
    #[must_use]
    pub fn state_on(&self, day: Date) -> LetterState {
        match self.last_day() {
            Some(last) if day <= last && day < self.valid_from => LetterState::Waiting,
            Some(last) if day <= last => LetterState::InForce,
            Some(last) if last == self.valid_to => LetterState::Ended,
            Some(_) | None => LetterState::Revoked,
        }
    }

    /// Whether both hold on some day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self.last_day(), other.last_day()) {
            (Some(one), Some(two)) => self.valid_from <= two && other.valid_from <= one,
            (None, _) | (_, None) => false,
        }
    }

    /// Whether both give the same power over the same item at the same time to two representatives: nobody could
    /// say whose decision counts.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        self.id != other.id
            && self.department == other.department
            && self.representative.staff != other.representative.staff
            && !self.powers.is_disjoint(&other.powers)
            && self.overlaps(other)
            && self.scope.meets(&other.scope)
    }
}
