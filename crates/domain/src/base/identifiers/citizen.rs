//! The citizen identification number (公民身份号码, GB 11643-1999) and the two cards that share its
//! form: 外国人永久居留身份证 (prefix 9) and 港澳台居民居住证 (81, 82, 83).
//!
//! Deliberately not here: whether a person of that number exists, and the table of division codes:
//! the first six digits are those of the first issue and may name a county abolished long ago.

use jiff::civil::Date;

use super::flaw::{CodeField, Flaw};
use super::fold::fold_code;
use super::organisation::refuse_length;
use crate::base::mask::mask_citizen_id;

const LEN: usize = 18;
/// GB 11643-1999, 4.3: the weights 2^(17-i) mod 11.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// GB 11643-1999, 4.3: the check character for each remainder 0–10.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// A citizen id of 18 characters whose birth date is real and whose check character holds.
/// `Debug` prints it masked, so that a log line never carries it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CitizenId(String);

/// The card a number of this form stands on (证件类别), told by its first digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CitizenCard {
    /// 居民身份证
    Resident,
    /// 港澳台居民居住证, prefixes 81, 82, 83
    HongKongMacaoTaiwan,
    /// 外国人永久居留身份证, prefix 9
    ForeignPermanent,
}

impl CitizenId {
    /// Reads a number as people type it: spaces, hyphens, full-width digits and a small x are
    /// folded away. `today` is the day (Asia/Shanghai) the birth date may not lie after; pass
    /// `Date::MAX` for a value that was checked when it was stored.
    ///
    /// # Errors
    /// The first [`Flaw`] met, in the order: characters, length, birth date, check character.
    pub fn parse(raw: &str, today: Date) -> Result<Self, Flaw> {
        // Input methods offer the multiplication sign for the X of the card.
        let text = fold_code(raw).replace('×', "X");
        let typed = text.chars().count();
        for (at, found) in text.chars().enumerate().take(LEN) {
            // An X that is last belongs there, however many digits were left out before it.
            let last = at + 1 == LEN || at + 1 == typed;
            let fits = found.is_ascii_digit() || (found == 'X' && last);
            if !fits {
                return Err(Flaw::Stray { field: CodeField::CitizenId, at: at + 1, found });
            }
        }
        if typed == 15 && !text.ends_with('X') {
            return Err(Flaw::FirstGenerationCard);
        }
        refuse_length(CodeField::CitizenId, &text, LEN)?;
        let id = Self(text);
        let born = id.read_birth_date().ok_or(Flaw::CitizenIdNoSuchDay)?;
        if born > today {
            return Err(Flaw::CitizenIdBornLater);
        }
        if check_character(&id.0).is_none_or(|check| !id.0.ends_with(check)) {
            return Err(Flaw::CitizenIdCheck);
        }
        Ok(id)
    }

    /// Completes 17 digits with their check character: for made-up people in samples and tests.
    ///
    /// # Errors
    /// As [`CitizenId::parse`]; lengths are counted with the check character in place.
    pub fn with_check(first17: &str) -> Result<Self, Flaw> {
        let digits = fold_code(first17);
        let check = check_character(&digits).unwrap_or('0');
        Self::parse(&format!("{digits}{check}"), Date::MAX)
    }

    /// The 18 characters, X in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Date of birth, digits 7–14.
    #[must_use]
    pub fn birth_date(&self) -> Date {
        self.read_birth_date().expect("parse refuses a number without a real birth date")
    }

    /// Division code at first issue, digits 1–6; for the two other cards a code of their own kind.
    #[must_use]
    pub fn issued_in(&self) -> &str {
        &self.0[..6]
    }

    /// Which card carries this number.
    #[must_use]
    pub fn card(&self) -> CitizenCard {
        match self.0.as_bytes() {
            [b'9', ..] => CitizenCard::ForeignPermanent,
            [b'8', b'1'..=b'3', ..] => CitizenCard::HongKongMacaoTaiwan,
            _ => CitizenCard::Resident,
        }
    }

    fn read_birth_date(&self) -> Option<Date> {
        let year = self.0.get(6..10)?.parse().ok()?;
        let month = self.0.get(10..12)?.parse().ok()?;
        let day = self.0.get(12..14)?.parse().ok()?;
        Date::new(year, month, day).ok()
    }
}

impl std::fmt::Debug for CitizenId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CitizenId({})", mask_citizen_id(&self.0))
    }
}

/// The check character over the first 17 characters; `None` unless they are 17 digits.
fn check_character(text: &str) -> Option<char> {
    let mut digits = text.chars();
    let mut sum = 0;
    for weight in WEIGHTS {
        sum += weight * digits.next()?.to_digit(10)?;
    }
    CHECKS.get(sum as usize % CHECKS.len()).copied()
}
