//! Why a letter is not taken: what the rule says, and what could not be read.

use domain::{base::Flaw, delegates::Refusal};

use super::scan::ScanFlaw;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DelegateRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// A day that is none.
    #[error("{flaw}")]
    Day {
        /// Field of the form.
        field: &'static str,
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// Nobody, or somebody who is not there.
    #[error("请从列表里选人")]
    Person(&'static str),
    /// No such department.
    #[error("请从列表里选部门")]
    Department,
    /// The scan.
    #[error(transparent)]
    Scan(ScanFlaw),
    /// A power that is none.
    #[error("权限“{0}”不认识，只有受理、审查、决定、用章、颁证")]
    Power(String),
}

impl DelegateRefusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.code(),
            Self::Day { .. } => "day",
            Self::Person(_) => "person_unknown",
            Self::Department => "department_unknown",
            Self::Power(_) => "power_unknown",
            Self::Scan(flaw) => flaw.code(),
        }
    }

    /// The field of the form that has to be mended; empty where no single one has.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.field(),
            Self::Day { field, .. } | Self::Person(field) => field,
            Self::Department => "department",
            Self::Power(_) => "powers",
            Self::Scan(_) => "file",
        }
    }
}
