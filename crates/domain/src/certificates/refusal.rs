//! Why a step of a certificate is refused. The code is stable; the sentence says what to do.

use jiff::civil::Date;

use super::{CodeFlaw, NumberFormFlaw};
use crate::base::{Flaw, date_text_with_year};

/// Longest reason, in characters.
const LONGEST: usize = 500;
/// Longest name or number.
const LONGEST_NAME: usize = 100;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case is not completed with a grant.
    #[error("这件还没有准予并办结，办结后再制证")]
    NotGranted,
    /// The item gives out no certificate.
    #[error("“{0}”的办理结果不是证照或批文，不用制证")]
    NoCertificate(String),
    /// The county's list lacks the kind, or it is only registered here.
    #[error("“{0}”还没有证照类型代码，请事项编制员先在“证照类型”里登记")]
    KindMissing(String),
    /// The kind belongs to another department.
    #[error("“{0}”是别的部门的证照类型，请核对")]
    OtherDepartment(String),
    /// The case has its certificate.
    #[error("这件已经制证，编号 {0}")]
    AlreadyIssued(String),
    /// Another certificate of the kind bears the number.
    #[error("编号 {0} 已经用过，请换一个")]
    NumberTaken(String),
    /// The identifier is in the register.
    #[error("这个电子证照标识已经登记过，请核对是不是同一本")]
    CodeTaken,
    /// What is replaced is of another holder or kind, or does not count any more.
    #[error("换发的原证照要是同一人、同一种、还没有失效的，请核对原证照编号")]
    NotReplaceable,
    /// A field that must be filled.
    #[error("请填写{0}")]
    Missing(&'static str),
    /// A text longer than the field.
    #[error("{field}最多 {most} 字，现在是 {count} 字，请删减")]
    TooLong {
        /// Which field.
        field: &'static str,
        /// How long it may be.
        most: usize,
        /// Its length.
        count: usize,
    },
    /// The last day before the first.
    #[error("有效期止不能早于有效期起 {}", date_text_with_year(*.0))]
    EndsBefore(Date),
    /// Given out in the future.
    #[error("发证日期不能晚于今天 {}", date_text_with_year(*.0))]
    IssuedLater(Date),
    /// Neither paper, file nor address.
    #[error("请勾选“已核对原件”，或附上证照文件、查询网址，至少一样")]
    EvidenceMissing,
    /// An address that is none.
    #[error("查询网址要以 http:// 或 https:// 开头，请核对")]
    Link,
    /// The identifier.
    #[error(transparent)]
    Code(#[from] CodeFlaw),
    /// The issuer's credit code.
    #[error(transparent)]
    Issuer(#[from] Flaw),
    /// The form of numbers.
    #[error(transparent)]
    NumberForm(#[from] NumberFormFlaw),
    /// Neither a number of months nor blank.
    #[error("有效期填 1 到 1200 个月，长期有效的不填")]
    Months,
    /// Made here by nobody.
    #[error("本县制证的证照类型要选发证部门")]
    DepartmentMissing,
    /// The name is in the list.
    #[error("“{0}”已经在证照类型里，请改那一条")]
    NameTaken(String),
    /// No such ending.
    #[error("请选择撤销、注销、吊销或转出")]
    EndingMissing,
    /// It does not count any more.
    #[error("这本证照{0}，不能再办这一步")]
    Over(&'static str),
    /// It bears a seal.
    #[error("这本证照已经加盖电子印章，不用再盖")]
    AlreadySealed,
}

impl Refusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotGranted => "not_granted",
            Self::NoCertificate(_) => "no_certificate",
            Self::KindMissing(_) => "kind_missing",
            Self::OtherDepartment(_) => "other_department",
            Self::AlreadyIssued(_) => "already_issued",
            Self::NumberTaken(_) => "number_taken",
            Self::CodeTaken => "code_taken",
            Self::NotReplaceable => "not_replaceable",
            Self::Missing(_) => "missing",
            Self::TooLong { .. } => "too_long",
            Self::EndsBefore(_) => "ends_before",
            Self::IssuedLater(_) => "issued_later",
            Self::EvidenceMissing => "evidence_missing",
            Self::Link => "link",
            Self::Code(_) => "code",
            Self::Issuer(_) => "issuer",
            Self::NumberForm(_) => "number_form",
            Self::Months => "months",
            Self::DepartmentMissing => "department_missing",
            Self::NameTaken(_) => "name_taken",
            Self::EndingMissing => "ending_missing",
            Self::Over(_) => "over",
            Self::AlreadySealed => "already_sealed",
        }
    }
}

/// The words of a field, trimmed; refused when there are none or too many.
fn words(text: &str, field: &'static str, most: usize) -> Result<String, Refusal> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Refusal::Missing(field)),
        count if count > most => Err(Refusal::TooLong { field, most, count }),
        _ => Ok(text.to_owned()),
    }
}

/// A name or a number.
pub(super) fn name(text: &str, field: &'static str) -> Result<String, Refusal> {
    words(text, field, LONGEST_NAME)
}

/// A reason.
pub(super) fn reason(text: &str, field: &'static str) -> Result<String, Refusal> {
    words(text, field, LONGEST)
}

/// The last day is not before the first.
pub(super) fn in_order(valid_from: Date, valid_to: Option<Date>) -> Result<(), Refusal> {
    match valid_to {
        Some(last) if last < valid_from => Err(Refusal::EndsBefore(valid_from)),
        Some(_) | None => Ok(()),
    }
}
