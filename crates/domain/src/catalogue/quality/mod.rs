//! Quality of guides (办事指南质量): what an evaluator's script would find in a guide, found before the evaluator does.
//!
//! The rule groups 1–12 are those of domain §2.6, machine checks that provinces really run; 13 asks for the fields that a
//! guide must have, 14 for contradictions on which the figures depend, 15 for codes that break the scheme they claim,
//! 16 for forms that ask for more than they say.
//! What is on, its weight and its words are data ([`QualityProfile`]).
//!
//! A blank is not wrong where a rule needs a value: the rule is then *not checkable* and counted apart, never as passed.
//! Only the rules of group 13, and those that say "must be there", call a blank wrong. What nobody applies for (依职权)
//! has no guide and is not examined.
//!
//! Deliberately not here: whether what a guide says is true, the words of pages, and which item is whose.

mod access;
mod check;
mod code;
mod contact;
mod content;
mod form;
mod missing;
mod profile;
mod result;
mod rule;
mod score;
mod timing;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use check::{Checked, Finding, Outcome, check, examine, field_anchor};
pub use profile::{Ending, ProfileFlaw, QualityProfile, RuleSetting};
pub use rule::{RuleId, Severity};
pub use score::Tally;
