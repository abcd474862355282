//! Why an act on a certificate was not done: the rule, or fields of a form, all at once.

use domain::{
    base::{Flaw, parse_date},
    certificates::Refusal,
};
use jiff::civil::Date;

/// One field to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFlaw {
    /// Its name in the form.
    pub field: &'static str,
    /// What to do.
    pub sentence: String,
}

impl FieldFlaw {
    pub(super) fn of(field: &'static str, flaw: &Flaw) -> Self {
        Self { field, sentence: flaw.to_string() }
    }
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// Fields.
    #[error("有 {} 处需要修改", .0.len())]
    Fields(Vec<FieldFlaw>),
}

/// A day as typed; a flaw is noted.
pub(super) fn day(text: &str, field: &'static str, flaws: &mut Vec<FieldFlaw>) -> Option<Date> {
    parse_date(text).map_err(|flaw| flaws.push(FieldFlaw::of(field, &flaw))).ok()
}

/// A last day as typed; blank = 长期.
pub(super) fn last_day(text: &str, field: &'static str, flaws: &mut Vec<FieldFlaw>) -> Option<Date> {
    match text.trim() {
        "" | "长期" => None,
        typed => day(typed, field, flaws),
    }
}
