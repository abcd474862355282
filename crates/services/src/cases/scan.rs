//! Finding what was scanned at a desk (扫码): the case of a receipt, or of a number of another system.

use domain::{
    cases::{CaseNo, Scanned, read_scan},
    people::{Act, Desk},
};

use super::list::numbers_of;
use crate::{Bureau, Failure, Never};

/// What a scan leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// One case.
    Case(String),
    /// Several cases of other systems under the same number.
    Cases(String),
    /// The number of a case that is not here, or none of the asker's business.
    NoCase(CaseNo),
    /// A person or an organisation: asked for at intake, after the item.
    Applicant,
    /// A certificate, or something that may be the number of one.
    Certificate(String),
    /// Nothing was scanned.
    Nothing,
}

/// Finds it.
pub fn scan(bureau: &Bureau, desk: &Desk, text: &str) -> Result<Reached, Failure<Never>> {
    bureau.may(desk, Act::CaseList)?;
    let typed = |words: &str| numbers_of(bureau, desk, words);
    Ok(match read_scan(text, bureau.today()) {
        Scanned::Case(no) => match typed(no.as_str())?.into_iter().next() {
            Some(here) => Reached::Case(here),
            None => Reached::NoCase(no),
        },
        Scanned::Person | Scanned::Organisation => Reached::Applicant,
        Scanned::Certificate(code) => Reached::Certificate(code),
        Scanned::Other(words) if words.is_empty() => Reached::Nothing,
        Scanned::Other(words) => match typed(&words)?.as_slice() {
            [] => Reached::Certificate(words),
            [one] => Reached::Case(one.clone()),
            _ => Reached::Cases(words),
        },
    })
}
