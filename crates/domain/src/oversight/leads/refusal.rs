//! Why a step of a lead is refused. The code is stable; the sentence says what to do.

use jiff::civil::Date;

use crate::base::date_text;

/// Longest statement or finding, in characters.
const LONGEST: usize = 2_000;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The last day is over before it begins.
    #[error("说明期限不能早于今天 {}", date_text(*.0))]
    DuePast(Date),
    /// Most likely a typing error in the year.
    #[error("说明期限最长一年，请核对年份")]
    DueTooFar,
    /// The lead is nobody's.
    #[error("这条线索涉及几个部门，没有单一的责任部门，请直接核实")]
    NoDepartment,
    /// Nothing stated.
    #[error("请写明情况：在哪里、由谁、为什么这样办")]
    StatementMissing,
    /// Settled without saying what was found.
    #[error("请写明核实情况：看了哪些行、问了谁")]
    FindingMissing,
    /// Explained without the explanation.
    #[error("请选一条或写明排除的理由")]
    ExplanationMissing,
    /// Who stated does not decide.
    #[error("情况说明是您写的，请由另一位督查核实")]
    OwnStatement,
    /// The order is not closed.
    #[error("整改单还没有销号，销号以后再回头看")]
    OrderOpen,
    /// A text longer than the field.
    #[error("{field}最多 2000 字，现在是 {count} 字，请删减")]
    TooLong {
        /// Which field.
        field: &'static str,
        /// Its length.
        count: usize,
    },
    /// The act does not fit the stage.
    #[error("这条线索{now}，不能再{wanted}")]
    WrongStage {
        /// Where it stands.
        now: &'static str,
        /// What was asked.
        wanted: &'static str,
    },
}

impl Refusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DuePast(_) => "due_past",
            Self::DueTooFar => "due_too_far",
            Self::NoDepartment => "no_department",
            Self::StatementMissing => "statement_missing",
            Self::FindingMissing => "finding_missing",
            Self::ExplanationMissing => "explanation_missing",
            Self::OwnStatement => "own_statement",
            Self::OrderOpen => "order_open",
            Self::TooLong { .. } => "too_long",
            Self::WrongStage { .. } => "wrong_stage",
        }
    }
}

/// The words of a field, trimmed; refused when there are none or too many.
pub(super) fn words(text: &str, field: &'static str, missing: Refusal) -> Result<String, Refusal> {
    match text.trim() {
        "" => Err(missing),
        some => short_enough(some, field),
    }
}

/// The words of a field that may be left empty, trimmed.
pub(super) fn short_enough(text: &str, field: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    match text.chars().count() {
        count if count > LONGEST => Err(Refusal::TooLong { field, count }),
        _ => Ok(text.to_owned()),
    }
}
