//! Why an act on a rating is refused: what the rule says, and what could not be read.

use domain::{base::Flaw, cases::CaseNo, reviews::Refusal};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// No case of that number.
    #[error("没有编号是“{0}”的办件，请照回执核对")]
    NoCase(String),
    /// Nothing to rate yet.
    #[error("这件还没有受理，不能评价")]
    NothingYet,
    /// No way that there is.
    #[error("请选评价是怎么来的：纸质评价表、电话或工作人员设备")]
    Way,
    /// Whoever served writes nothing down for those served.
    #[error("自己经手的件，要由别人代录评价")]
    OwnCase,
    /// A day that is none.
    #[error("整改期限：{0}")]
    Day(Flaw),
    /// The register did not take the order.
    #[error("整改单没有开成：{0}")]
    Order(domain::rectification::Refusal),
}

impl ReviewRefusal {
    /// The field of the form that has to be mended; empty where no single one has.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Rule(rule) => match rule {
                Refusal::LevelMissing => "stars",
                Refusal::OptionUnknown(_) | Refusal::OptionOfOther { .. } | Refusal::TooManyOptions(_) => "options",
                Refusal::TextTooLong(_)
                | Refusal::WordsMissing(_)
                | Refusal::WordsTooLong(_)
                | Refusal::NamesSomebody => "words",
                Refusal::DuePast(_) | Refusal::DueTooLate(_) => "due",
                Refusal::AlreadyRated
                | Refusal::WrongState { .. }
                | Refusal::OwnAppeal
                | Refusal::PublishedBefore
                | Refusal::NoLink
                | Refusal::LinkOver(_)
                | Refusal::TooEarly { .. } => "",
            },
            Self::NoCase(_) | Self::NothingYet | Self::OwnCase => "case_no",
            Self::Way => "way",
            Self::Day(_) => "due",
            Self::Order(_) => "",
        }
    }
}

/// A typed case number.
pub(super) fn case_no(typed: &str) -> Result<CaseNo, ReviewRefusal> {
    CaseNo::parse(typed).map_err(|_| ReviewRefusal::NoCase(typed.trim().to_owned()))
}
