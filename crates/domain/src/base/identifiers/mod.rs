//! Identifiers people type and their check digits (证件号码、信用代码、电话): each a newtype with one
//! constructor that folds honest mess away and answers a mistake with one sentence.
//!
//! Deliberately not here: row ids ([`super::ids`]), division codes ([`super::region`]), item and
//! case numbers (they belong to the catalogue and to cases).

mod citizen;
mod flaw;
mod fold;
#[cfg(test)]
mod mistakes;
mod organisation;
mod phone;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use citizen::{CitizenCard, CitizenId};
pub use flaw::{CodeField, Flaw};
pub use fold::{fold, fold_code, fold_line, fold_lines, fold_name, is_chinese, is_variation_selector};
pub use organisation::{OrgCode, Uscc};
pub use phone::{Mobile, Phone};
