//! Why an act on a matter was not done (一件事办件提示).

use domain::{
    cases::{self, ApplicantFlaw},
    catalogue::AnswerFlaw,
    chains,
};

use crate::{Failure, cases::ProgressRefusal};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MatterRefusal {
    /// The applicant's particulars, and answers of the merged form, all at once.
    #[error("有 {} 处需要修改", .0.len() + .1.len())]
    Fields(Vec<ApplicantFlaw>, Vec<AnswerFlaw>),
    /// The rule of the whole.
    #[error(transparent)]
    Rule(#[from] chains::Refusal),
    /// The rule of a member's case.
    #[error(transparent)]
    Case(#[from] cases::Refusal),
    /// Not offered, or not any more.
    #[error("没有找到这件事，或者已经停办，请重新选择")]
    NotOffered,
    /// An item of it is not in the catalogue any more.
    #[error("“{0}”已不在事项库里，这件事暂时不能办，请分开办理，或告诉牵头部门")]
    ItemGone(String),
    /// The clerk sits at no window.
    #[error("您还没有安排窗口，请系统管理员先设好窗口号")]
    Window,
    /// Number or password.
    #[error(transparent)]
    Door(#[from] ProgressRefusal),
    /// No way was chosen.
    #[error("请选择送达方式")]
    Way,
    /// The applicant is said to have received it, and somebody is named.
    #[error("已经选了本人领取，请把领取人姓名清空；别人代领就不要选本人领取")]
    Both,
    /// The applicant's data were erased.
    #[error("申请人的信息已按本人要求删除，这件事不能再办")]
    Erased,
}

impl MatterRefusal {
    /// Stable code for the API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Fields(..) => "fields",
            Self::Rule(rule) => rule.code(),
            Self::Case(rule) => rule.code(),
            Self::NotOffered => "not_offered",
            Self::ItemGone(_) => "item_gone",
            Self::Window => "window_missing",
            Self::Door(ProgressRefusal::Later) => "later",
            Self::Door(ProgressRefusal::Number(_) | ProgressRefusal::Wrong) => "wrong",
            Self::Way => "way_missing",
            Self::Both => "receiver_twice",
            Self::Erased => "erased",
        }
    }
}

/// The failure of an act on a matter.
pub type MatterFailure = Failure<MatterRefusal>;

/// A failure of a member's case under the whole.
pub(super) fn of_case(failure: Failure<cases::Refusal>) -> MatterFailure {
    failure.map(MatterRefusal::Case)
}

/// A refusal of the whole.
pub(super) fn of_rule(refusal: chains::Refusal) -> MatterFailure {
    Failure::Refused(MatterRefusal::Rule(refusal))
}
