//! The letter of appointment (任命书): whom a department sends into the hall as its representative.

use jiff::{Timestamp, civil::Date};

use super::Filing;
use crate::base::{AppointmentId, DepartmentId, StaffId};

/// What speaks against an appointment and was taken all the same: recorded, so that whoever inspects sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// 非在编.
    OffRoster,
    /// 职级不够.
    LowRank,
    /// 任期不满 in principle of the place, at the dismissal.
    Early,
}

impl Warning {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::OffRoster, Self::LowRank, Self::Early];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OffRoster => "off_roster",
            Self::LowRank => "low_rank",
            Self::Early => "early",
        }
    }

    /// Words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::OffRoster => "不是在编人员",
            Self::LowRank => "职级不够",
            Self::Early => "任期不满就换人",
        }
    }

    /// Reads the word of a table.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.as_str() == text)
    }
}

/// The end of an appointment (免去).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissal {
    /// First day on which the appointment no longer holds.
    pub from: Date,
    /// Why.
    pub reason: String,
    /// Instant of the entry.
    pub at: Timestamp,
    /// Who entered it.
    pub by: StaffId,
}

/// 任命书.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentLetter {
    /// Id.
    pub id: AppointmentId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// Whose representative.
    pub department: DepartmentId,
    /// Its name when the letter was made.
    pub department_name: String,
    /// Who.
    pub person: StaffId,
    /// The name in the letter.
    pub person_name: String,
    /// 职级, one of the county's words.
    pub rank: String,
    /// 在编: on the permanent roster.
    pub on_roster: bool,
    /// 文号.
    pub doc_no: String,
    /// First day.
    pub from: Date,
    /// What speaks against it.
    pub warnings: Vec<Warning>,
    /// Version of the county's rules and words under which it was made; 0 = those that ship.
    pub rules_version: i64,
    /// Instant of the entry.
    pub made_at: Timestamp,
    /// Who entered it.
    pub made_by: StaffId,
    /// 备案 with the service bureau.
    pub filing: Option<Filing>,
    /// Its end.
    pub dismissal: Option<Dismissal>,
}

impl AppointmentLetter {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.dismissal.as_ref().is_none_or(|d| day < d.from)
    }
}
