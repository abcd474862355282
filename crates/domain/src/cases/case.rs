//! A case and the stage it is in.

use std::fmt;

use jiff::{Timestamp, civil::Date};

use super::{ApplicantKind, DueDay, HandedIn};
use crate::base::{CaseId, DepartmentId, ItemId, PersonId, StaffId, fold};

/// 办件编号: `2026-1122-03-0386` = day, window, number of that window on that day. Counted per
/// window so that windows never wait for one another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNo(String);

/// Why a typed number is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseNoFlaw {
    /// Not 14 digits.
    #[error("办件编号有 14 位数字，现在是 {0} 位，请照回执核对")]
    Digits(usize),
}

impl CaseNo {
    /// The number of a new case.
    pub fn new(day: Date, window_no: u16, n: u32) -> Self {
        Self(format!("{:04}-{:02}{:02}-{window_no:02}-{n:04}", day.year(), day.month(), day.day()))
    }

    /// Reads what people type: with or without dashes, full width, spaces. A window that takes more
    /// than 9,999 cases on a day gets longer numbers.
    pub fn parse(text: &str) -> Result<Self, CaseNoFlaw> {
        let digits: String = fold(text).chars().filter(char::is_ascii_digit).collect();
        if !(14..=18).contains(&digits.len()) {
            return Err(CaseNoFlaw::Digits(digits.len()));
        }
        Ok(Self(format!("{}-{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..10], &digits[10..])))
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// 决定.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 准予.
    Grant,
    /// 不予.
    Deny,
}

impl Outcome {
    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Deny => "deny",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Grant => "准予",
            Self::Deny => "不予批准",
        }
    }

    /// Reads the word of a table or a form.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Grant, Self::Deny].into_iter().find(|o| o.as_str() == text)
    }
}

/// What was decided, by whom, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Instant.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// Grant or deny.
    pub outcome: Outcome,
    /// Why not; empty on a grant.
    pub reason: String,
    /// The approver's words; may be empty on a grant.
    pub opinion: String,
}

/// The result as entered at 办结.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Instant.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// Name of the certificate or document.
    pub result_name: String,
    /// Its number; empty where the result has none.
    pub result_no: String,
}

/// How a result reached the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryWay {
    /// 窗口领取.
    Window,
    /// 邮寄.
    Mail,
    /// 网上送达.
    Online,
}

impl DeliveryWay {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Window, Self::Mail, Self::Online];

    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Mail => "mail",
            Self::Online => "online",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Window => "窗口领取",
            Self::Mail => "邮寄",
            Self::Online => "网上送达",
        }
    }

    /// Reads the word of a table or a form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.as_str() == text)
    }
}

/// The hand-over. The receiver's name is sealed and lives beside the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Instant.
    pub at: Timestamp,
    /// Who handed it out.
    pub by: StaffId,
    /// How.
    pub way: DeliveryWay,
}

/// Where a case stands; each stage carries what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// 已受理, waits for the department.
    Accepted,
    /// 已决定, waits for its result to be entered.
    Decided(Decision),
    /// 已办结, waits to be handed out.
    Completed(Decision, Completion),
    /// 已送达.
    Delivered(Decision, Completion, Delivery),
}

impl Stage {
    /// Word in tables.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Decided(_) => "decided",
            Self::Completed(..) => "completed",
            Self::Delivered(..) => "delivered",
        }
    }

    /// Word on pages.
    pub fn label(&self) -> &'static str {
        Self::label_of(self.as_str())
    }

    /// Word on pages for the word of a table.
    pub fn label_of(word: &str) -> &'static str {
        match word {
            "accepted" => "审核中",
            "decided" => "已决定",
            "completed" => "已办结",
            "delivered" => "已送达",
            _ => "未知",
        }
    }

    /// Number of the step, of 4.
    pub fn step(&self) -> u8 {
        match self {
            Self::Accepted => 2,
            Self::Decided(_) | Self::Completed(..) => 3,
            Self::Delivered(..) => 4,
        }
    }

    /// The clock no longer runs: the matter is decided and its result entered.
    pub fn is_finished(&self) -> bool {
        match self {
            Self::Accepted | Self::Decided(_) => false,
            Self::Completed(..) | Self::Delivered(..) => true,
        }
    }
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
    /// Applicant.
    pub person: PersonId,
    /// Person or organisation.
    pub applicant_kind: ApplicantKind,
    /// What was handed in.
    pub materials: Vec<HandedIn>,
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// The civil day of that.
    pub accepted_on: Date,
    /// By whom.
    pub accepted_by: StaffId,
    /// Due day and where its limit comes from.
    pub due: DueDay,
    /// Where it stands.
    pub stage: Stage,
}

/// Why an act on a case is refused. The code is stable; the sentence says what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The item may not be applied for.
    #[error("“{0}”现在{1}，不能受理。请核对事项")]
    ItemNotInUse(String, &'static str),
    /// Ex officio powers are not applied for.
    #[error("“{0}”属于{1}，由部门依职权办理，不受理申请")]
    NotOnApplication(String, String),
    /// Required materials are not ticked.
    #[error("还差 {} 样：{}。请收齐后再受理", .0.len(), .0.join("、"))]
    MaterialsMissing(Vec<String>),
    /// The item is for others.
    #[error("这个事项只受理{0}的申请")]
    WrongClient(&'static str),
    /// Denied without saying why.
    #[error("请写明不予批准的理由和依据")]
    ReasonMissing,
    /// A certificate without its number.
    #[error("请填写证照或批文的编号")]
    ResultNumberMissing,
    /// No name of the result.
    #[error("请填写结果名称，例如营业执照")]
    ResultNameMissing,
    /// Nobody received it.
    #[error("请填写领取人姓名")]
    ReceiverMissing,
    /// The act does not fit the stage.
    #[error("这件{now}，不能再{wanted}")]
    WrongStage {
        /// Where it stands.
        now: &'static str,
        /// What was asked.
        wanted: &'static str,
    },
}

impl Refusal {
    /// Stable code for the API and for tests.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ItemNotInUse(..) => "item_not_in_use",
            Self::NotOnApplication(..) => "not_on_application",
            Self::MaterialsMissing(_) => "materials_missing",
            Self::WrongClient(_) => "wrong_client",
            Self::ReasonMissing => "reason_missing",
            Self::ResultNumberMissing => "result_number_missing",
            Self::ResultNameMissing => "result_name_missing",
            Self::ReceiverMissing => "receiver_missing",
            Self::WrongStage { .. } => "wrong_stage",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_printed_reads_back_however_it_is_typed() {
        for (n, printed) in [(386, "2026-1122-03-0386"), (12_345, "2026-1122-03-12345")] {
            let no = CaseNo::new(date(2026, 11, 22), 3, n);
            assert_eq!(no.as_str(), printed);
            for typed in
                [printed.to_owned(), printed.replace('-', ""), printed.replace('-', " "), printed.replace('-', "—")]
            {
                assert_eq!(CaseNo::parse(&typed), Ok(no.clone()), "{typed}");
            }
        }
        assert_eq!(
            CaseNo::parse("2026-1122").unwrap_err().to_string(),
            "办件编号有 14 位数字，现在是 8 位，请照回执核对"
        );
    }
}
