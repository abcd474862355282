//! A lead and the stage it is in (线索台账).

use jiff::{Timestamp, civil::Date};

use super::LeadNo;
use crate::{
    base::{LeadId, RunId, StaffId},
    oversight::detectors::Lead,
    rectification::OrderNo,
};

/// Given to a department (交办核查).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Instant.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// Last day for its statement.
    pub due_on: Date,
    /// What to look at, in words; may be empty.
    pub note: String,
}

/// What the department says (情况说明).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Instant.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// In words.
    pub text: String,
}

/// Whoever looked at it decides (核实).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Instant.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// How it ended.
    pub settled: Settled,
    /// What was found, in words.
    pub finding: String,
}

/// How a lead was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// 属实: with the order by which it is put right.
    Upheld(OrderNo),
    /// 已排除: with the innocent explanation that held.
    Explained(String),
}

/// Looked at again after it was put right (回头看).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Instant.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// It goes on all the same.
    pub goes_on: bool,
    /// What was seen.
    pub finding: String,
}

/// Where a lead stands; each stage carries what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// 待交办.
    Found,
    /// 待说明.
    Assigned(Assignment),
    /// 待核实.
    Stated(Assignment, Statement),
    /// 已排除 or 属实整改中.
    Settled(Assignment, Statement, Verdict),
    /// 已回头看: over.
    FollowedUp(Assignment, Statement, Verdict, FollowUp),
}

impl Stage {
    /// The words of all stages in tables, in the order of a lead's life.
    pub const WORDS: [&'static str; 6] = ["found", "assigned", "stated", "explained", "upheld", "followed_up"];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Assigned(_) => "assigned",
            Self::Stated(..) => "stated",
            Self::Settled(_, _, Verdict { settled: Settled::Explained(_), .. }) => "explained",
            Self::Settled(_, _, Verdict { settled: Settled::Upheld(_), .. }) => "upheld",
            Self::FollowedUp(..) => "followed_up",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Found => "待交办",
            Self::Assigned(_) => "待说明",
            Self::Stated(..) => "待核实",
            Self::Settled(_, _, Verdict { settled: Settled::Explained(_), .. }) => "已排除",
            Self::Settled(_, _, Verdict { settled: Settled::Upheld(_), .. }) => "属实，整改中",
            Self::FollowedUp(..) => "已回头看",
        }
    }

    /// The word on pages of a word in tables.
    #[must_use]
    pub fn label_of(word: &str) -> Option<&'static str> {
        match word {
            "found" => Some("待交办"),
            "assigned" => Some("待说明"),
            "stated" => Some("待核实"),
            "explained" => Some("已排除"),
            "upheld" => Some("属实，整改中"),
            "followed_up" => Some("已回头看"),
            _ => None,
        }
    }

    /// Nobody has decided yet whether it holds.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self {
            Self::Found | Self::Assigned(_) | Self::Stated(..) => true,
            Self::Settled(..) | Self::FollowedUp(..) => false,
        }
    }

    /// Whether it was upheld; `None` = not settled.
    #[must_use]
    pub const fn upheld(&self) -> Option<bool> {
        match self {
            Self::Found | Self::Assigned(_) | Self::Stated(..) => None,
            Self::Settled(_, _, verdict) | Self::FollowedUp(_, _, verdict, _) => match verdict.settled {
                Settled::Upheld(_) => Some(true),
                Settled::Explained(_) => Some(false),
            },
        }
    }
}

/// One line of the register of leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackedLead {
    /// Id.
    pub id: LeadId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// 线索编号.
    pub no: LeadNo,
    /// The run that found it first.
    pub run: RunId,
    /// The last run that found it.
    pub last_run: RunId,
    /// When it was found first.
    pub found_at: Timestamp,
    /// When it was found last.
    pub last_found_at: Timestamp,
    /// First day looked at by the last run that found it.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What was seen.
    pub lead: Lead,
    /// Where it stands.
    pub stage: Stage,
}

impl TrackedLead {
    /// The statement is not there and its last day is over.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        match &self.stage {
            Stage::Assigned(assignment) => assignment.due_on < today,
            Stage::Found | Stage::Stated(..) | Stage::Settled(..) | Stage::FollowedUp(..) => false,
        }
    }
}
