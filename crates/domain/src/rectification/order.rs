//! An order (整改单) and the stage it is in.

use jiff::{Timestamp, civil::Date};

use super::OrderNo;
use crate::base::{DepartmentId, OrderId, StaffId};

/// What found out that something must be put right (来源).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// 指标差距: a row that a figure lacks; `source_ref` is the indicator's id.
    Gap,
    /// 督查交办: somebody looked and found it; nothing a program could look up closes it.
    Supervision,
    /// 电话回访: an applicant who was called was dissatisfied; closed upon a second call.
    FollowUp,
    /// 线索核实: a lead that was upheld; `source_ref` is its number.
    Lead,
    /// 评价得分: a department scored below the county's line; `source_ref` is the period.
    Score,
    /// 规范化检查: a station that lacks what the checklist asks; `source_ref` is the round. Closed upon a second visit.
    Inspection,
    /// 差评整改: a bad rating that was upheld; `source_ref` is its id. Closed once whoever rated was told.
    Review,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Gap, Self::Supervision, Self::FollowUp, Self::Lead, Self::Score, Self::Inspection, Self::Review];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Supervision => "supervision",
            Self::FollowUp => "followup",
            Self::Lead => "lead",
            Self::Score => "score",
            Self::Inspection => "inspection",
            Self::Review => "review",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Gap => "指标差距",
            Self::Supervision => "督查交办",
            Self::FollowUp => "电话回访",
            Self::Lead => "线索核实",
            Self::Score => "评价得分",
            Self::Inspection => "规范化检查",
            Self::Review => "差评整改",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// What kind of thing an order is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// 事项; its key is the item's id.
    Item,
    /// 乡镇、村（社区） and the station that serves it; its key is the division code of 12 digits.
    Division,
    /// 办件; its key is the case's id.
    Case,
    /// 部门; its key is the department's id.
    Department,
}

impl SubjectKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Item, Self::Division, Self::Case, Self::Department];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Division => "division",
            Self::Case => "case",
            Self::Department => "department",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Item => "事项",
            Self::Division => "站点",
            Self::Case => "办件",
            Self::Department => "部门",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// What an order is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Which kind.
    pub kind: SubjectKind,
    /// Item or case id as decimal text, or division code.
    pub key: String,
    /// Its name when the order was made.
    pub name: String,
}

/// What the unit says it did (答复).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Instant.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// What was done, in words.
    pub text: String,
}

/// The last check did not find it done (退回).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The answer that was checked.
    pub answer: Answer,
    /// Instant.
    pub at: Timestamp,
    /// Who checked.
    pub by: StaffId,
    /// What is still lacking.
    pub finding: String,
}

/// How a closed order ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// 已整改: what was asked for is there.
    Met,
    /// 不能整改: it cannot be had, for the reason given; the gap stays a gap.
    Unattainable,
}

impl Ending {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Met, Self::Unattainable];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unattainable => "unattainable",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Met => "已整改",
            Self::Unattainable => "不能整改",
        }
    }

    /// Reads the word of a table.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.as_str() == text)
    }
}

/// The closing (销号).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Instant.
    pub at: Timestamp,
    /// Who checked and closed.
    pub by: StaffId,
    /// How it ended.
    pub ending: Ending,
    /// What the check found; the reason where it cannot be put right. May be empty when met.
    pub finding: String,
    /// What it changed, as the source told at that moment.
    pub effect: String,
}

/// Issued by mistake (撤回).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Instant.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// Why.
    pub reason: String,
}

/// Where an order stands; each stage carries what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// 待答复; with the last check when it came back.
    Issued(Option<Returned>),
    /// 待核验.
    Answered(Answer),
    /// 已销号.
    Closed(Answer, Closing),
    /// 已撤回.
    Withdrawn(Withdrawal),
}

impl Stage {
    /// The words of all stages in tables, in the order of an order's life.
    pub const WORDS: [&'static str; 4] = ["issued", "answered", "closed", "withdrawn"];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Issued(_) => "issued",
            Self::Answered(_) => "answered",
            Self::Closed(..) => "closed",
            Self::Withdrawn(_) => "withdrawn",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Issued(None) => "待答复",
            Self::Issued(Some(_)) => "退回待答复",
            Self::Answered(_) => "待核验",
            Self::Closed(_, Closing { ending: Ending::Met, .. }) => "已销号",
            Self::Closed(_, Closing { ending: Ending::Unattainable, .. }) => "不能整改，已销号",
            Self::Withdrawn(_) => "已撤回",
        }
    }

    /// Somebody still has to act.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self {
            Self::Issued(_) | Self::Answered(_) => true,
            Self::Closed(..) | Self::Withdrawn(_) => false,
        }
    }
}

/// One line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Id.
    pub id: OrderId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// 整改单号.
    pub no: OrderNo,
    /// Who found it.
    pub source: Source,
    /// What of the source: the indicator's id for a gap; empty where the source needs none.
    pub source_ref: String,
    /// What it is about.
    pub subject: Subject,
    /// Department that must act; `None` for stations and townships, which no department stands for.
    pub department: Option<DepartmentId>,
    /// Its name, or the unit's, when the order was made.
    pub unit_name: String,
    /// What holds it up (堵点), as known when the order was made; may be empty.
    pub blocker: String,
    /// What must be done (整改要求).
    pub requirement: String,
    /// How it stood when the order was made (交办时情况); may be empty.
    pub was: String,
    /// Orders opened together share it.
    pub batch: Option<i64>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// By whom.
    pub issued_by: StaffId,
    /// Last day for the answer (完成期限).
    pub due_on: Date,
    /// Where it stands.
    pub stage: Stage,
    /// Day of the last reminder since it was issued or returned.
    pub reminded_on: Option<Date>,
}

impl Order {
    /// The answer is not there and its last day is over. Waiting for the check is not the unit's delay.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        match self.stage {
            Stage::Issued(_) => self.due_on < today,
            Stage::Answered(_) | Stage::Closed(..) | Stage::Withdrawn(_) => false,
        }
    }
}
