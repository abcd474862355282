//! A case (办件), whom it waits for and by when.

use jiff::{Timestamp, civil::Date};

use super::{ApplicantKind, CaseNo, Channel, Commitment, Correction, DueDay, Elsewhere, HandedIn, Stage};
use crate::base::{CaseId, DepartmentId, ItemId, MatterId, PersonId, StaffId};

/// 收件: when the application was received, complete as far as the applicant knew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Instant; of a draft, when it was begun.
    pub at: Timestamp,
    /// Civil day of that; after a correction, the day it came.
    pub on: Date,
    /// Who took it; `None` = the applicant sent it in.
    pub by: Option<StaffId>,
    /// Last day to say once what is missing; silence beyond it is acceptance.
    pub notice_by: Option<Date>,
}

/// The number a case has in the system it was handled in (外部编号).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// 申办流水号 there (`project_no`), at most 50 characters.
    pub no: String,
    /// Which system, in words: 省级平台.
    pub source: String,
}

/// A case. Personal fields are sealed and live beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Id.
    pub id: CaseId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// 办件编号.
    pub no: CaseNo,
    /// Item.
    pub item_id: ItemId,
    /// The version of the item it was filed under, for good.
    pub item_version: i64,
    /// Its name then.
    pub item_name: String,
    /// Who decides.
    pub department: DepartmentId,
    /// Who took it in; `None` = the hall's integrated window itself.
    pub accepting_department: Option<DepartmentId>,
    /// Window it was taken at.
    pub window_no: Option<u16>,
    /// How it came in.
    pub channel: Channel,
    /// Its number elsewhere; `None` = it began here.
    pub foreign: Option<Foreign>,
    /// Applicant.
    pub person: PersonId,
    /// Person or organisation.
    pub applicant_kind: ApplicantKind,
    /// What was handed in.
    pub materials: Vec<HandedIn>,
    /// When it was received.
    pub receipt: Receipt,
    /// 补正, asked once.
    pub correction: Option<Correction>,
    /// 告知承诺.
    pub commitment: Option<Commitment>,
    /// 部门系统办理: which system has it, or had it when its result came.
    pub elsewhere: Option<Elsewhere>,
    /// 联办: the application under a chain that it is a part of; `None` = it stands alone.
    pub matter: Option<MatterId>,
    /// Where it stands.
    pub stage: Stage,
}

/// Who has to do the next thing (等谁).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// The applicant: to send in, to correct, to collect.
    Applicant(&'static str),
    /// The window: to accept or to say what is missing.
    Window,
    /// The department that decides.
    Department,
    /// A special procedure or whoever holds it up.
    Pause,
    /// Nobody: it is over.
    Nobody,
}

impl Waiting {
    /// For the word of a table.
    pub fn of(stage: &str) -> Self {
        match stage {
            "draft" => Self::Applicant("提交"),
            "submitted" => Self::Window,
            "correction_asked" => Self::Applicant("补正"),
            "accepted" | "in_review" | "decided" => Self::Department,
            "suspended" => Self::Pause,
            "completed" => Self::Applicant("领取"),
            // Delivered, rated, archived, and every end without a decision.
            _ => Self::Nobody,
        }
    }

    /// The same where a system may have the case.
    pub fn label_with(self, department: &str, system: Option<&str>) -> String {
        match (self, system) {
            (Self::Department, Some(system)) => format!("{department}（{system}）"),
            (Self::Applicant(_) | Self::Window | Self::Department | Self::Pause | Self::Nobody, _) => {
                self.label(department)
            }
        }
    }

    /// In words; the department under its name.
    pub fn label(self, department: &str) -> String {
        match self {
            Self::Applicant(what) => format!("申请人{what}"),
            Self::Window => "综合窗口".into(),
            Self::Department => department.to_owned(),
            Self::Pause => format!("{department}（已暂停）"),
            Self::Nobody => String::new(),
        }
    }
}

impl Case {
    /// The day by which it is due; before acceptance none is known.
    pub fn due(&self) -> DueDay {
        match self.stage.acceptance() {
            Some(a) => a.clocks.due.clone(),
            None => DueDay { on: None, provisional: false, limit_text: String::new() },
        }
    }

    /// Whom it waits for.
    pub fn waiting(&self) -> Waiting {
        Waiting::of(self.stage.as_str())
    }

    /// The day by which whoever it waits for must act: what lists are ordered by.
    pub fn next_on(&self) -> Option<Date> {
        match &self.stage {
            Stage::Submitted => self.receipt.notice_by,
            Stage::CorrectionAsked => self.correction.as_ref().map(|c| c.until),
            Stage::Accepted(a) | Stage::InReview(a, _) | Stage::Decided(a, _) => a.clocks.due.on,
            Stage::Suspended(_, _, pause) => Some(pause.until),
            Stage::Completed(_, d, _) => d.deliver_by,
            Stage::Draft | Stage::Delivered(..) | Stage::Rated(..) | Stage::Ended(..) | Stage::Archived(..) => None,
        }
    }

    /// Names of the materials still owed under a commitment (容缺), with their last day.
    pub fn owed(&self) -> Vec<(&str, Date)> {
        self.materials
            .iter()
            .filter(|m| m.is_owed())
            .filter_map(|m| m.deferred_until.map(|until| (m.name.as_str(), until)))
            .collect()
    }

    /// Last day to check what the applicant promised (告知承诺); `None` once it is checked.
    pub fn check_by(&self) -> Option<Date> {
        self.commitment.as_ref().filter(|c| c.checked.is_none()).and_then(|c| c.check_by)
    }

    /// Decided on the day it was accepted (即收即办).
    pub fn is_same_day(&self) -> Option<bool> {
        let (acceptance, decision) = (self.stage.acceptance()?, self.stage.decision()?);
        Some(crate::base::shanghai_day(decision.at) == acceptance.on)
    }
}
