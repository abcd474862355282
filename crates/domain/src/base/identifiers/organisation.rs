//! Codes of organisations: 统一社会信用代码 (GB 32100-2015) and the 组织机构代码 inside it
//! (GB 11714-1997).
//!
//! Deliberately not here: which organisation a code belongs to. A code is public and never masked,
//! and it does not identify a department alone: sub-units share their parent's.

use super::flaw::{CodeField, Flaw};
use super::fold::fold_code;

/// GB 32100-2015, table 2: the 31 characters; I, O, S, V and Z are left out.
const USCC_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_LEN: usize = 18;
/// GB 32100-2015, 5.4: the weights 3^(i-1) mod 31.
const USCC_WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORG_LEN: usize = 9;
/// GB 11714-1997, 4.2.
const ORG_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A unified social credit code of 18 characters, both check characters verified.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc(String);

impl Uscc {
    /// Reads a code as people type it; small letters, full-width characters, spaces and hyphens
    /// are folded away.
    ///
    /// # Errors
    /// The first [`Flaw`] met, in the order: characters, length, character 18, characters 9–17.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = fold_code(raw);
        for (at, found) in text.chars().enumerate().take(USCC_LEN) {
            let at = at + 1;
            match found {
                'I' => {
                    return Err(Flaw::UsccLookalike { at, found, digit: '1' });
                }
                'O' => {
                    return Err(Flaw::UsccLookalike { at, found, digit: '0' });
                }
                _ if uscc_value(found).is_none() => {
                    return Err(Flaw::Stray { field: CodeField::Uscc, at, found });
                }
                _ => {}
            }
        }
        refuse_length(CodeField::Uscc, &text, USCC_LEN)?;
        if uscc_check(&text).is_none_or(|check| !text.ends_with(check)) {
            return Err(Flaw::UsccCheck);
        }
        let inner = &text[8..17];
        if org_check(inner).is_none_or(|check| !inner.ends_with(check)) {
            return Err(Flaw::UsccInnerCheck);
        }
        Ok(Self(text))
    }

    /// Completes 17 characters, whose last nine must be a right organisation code, with their
    /// check character: for samples and tests.
    ///
    /// # Errors
    /// As [`Uscc::parse`].
    pub fn with_check(first17: &str) -> Result<Self, Flaw> {
        let text = fold_code(first17);
        let check = uscc_check(&text).unwrap_or('0');
        Self::parse(&format!("{text}{check}"))
    }

    /// Completes 16 characters with both check characters: for samples and tests.
    ///
    /// # Errors
    /// As [`Uscc::parse`].
    pub fn with_both_checks(first16: &str) -> Result<Self, Flaw> {
        let text = fold_code(first16);
        let inner = text.get(8..).and_then(org_check).unwrap_or('0');
        Self::with_check(&format!("{text}{inner}"))
    }

    /// The 18 characters, letters in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The organisation code inside, characters 9–17.
    #[must_use]
    pub fn org_code(&self) -> OrgCode {
        OrgCode(self.0[8..17].to_owned())
    }
}

impl std::fmt::Display for Uscc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An organisation code of nine characters, check character verified; without the hyphen that
/// older certificates print before the last one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrgCode(String);

impl OrgCode {
    /// Reads a code as people type it, with or without its hyphen.
    ///
    /// # Errors
    /// The first [`Flaw`] met, in the order: characters, length, check character.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = fold_code(raw);
        for (at, found) in text.chars().enumerate().take(ORG_LEN) {
            if !found.is_ascii_digit() && !found.is_ascii_uppercase() {
                return Err(Flaw::Stray { field: CodeField::OrgCode, at: at + 1, found });
            }
        }
        refuse_length(CodeField::OrgCode, &text, ORG_LEN)?;
        if org_check(&text).is_none_or(|check| !text.ends_with(check)) {
            return Err(Flaw::OrgCodeCheck);
        }
        Ok(Self(text))
    }

    /// Completes eight characters with their check character: for samples and tests.
    ///
    /// # Errors
    /// As [`OrgCode::parse`].
    pub fn with_check(first8: &str) -> Result<Self, Flaw> {
        let text = fold_code(first8);
        let check = org_check(&text).unwrap_or('0');
        Self::parse(&format!("{text}{check}"))
    }

    /// The nine characters, letters in upper case, no hyphen.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for OrgCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says how many characters are missing or too many; an empty field asks to be filled.
pub(super) fn refuse_length(field: CodeField, text: &str, len: usize) -> Result<(), Flaw> {
    match text.chars().count() {
        0 => Err(Flaw::Empty { field }),
        found if found < len => Err(Flaw::Missing { field, by: len - found }),
        found if found > len => Err(Flaw::TooMany { field, by: found - len }),
        _ => Ok(()),
    }
}

fn uscc_value(c: char) -> Option<usize> {
    USCC_ALPHABET.iter().position(|&a| char::from(a) == c)
}

/// Check character over the first 17; `None` when there are fewer or one is not of the alphabet.
fn uscc_check(text: &str) -> Option<char> {
    let mut characters = text.chars();
    let mut sum = 0;
    for weight in USCC_WEIGHTS {
        sum += weight * uscc_value(characters.next()?)?;
    }
    let check = (USCC_ALPHABET.len() - sum % USCC_ALPHABET.len()) % USCC_ALPHABET.len();
    USCC_ALPHABET.get(check).map(|&c| char::from(c))
}

/// Check character over the first eight; `None` when there are fewer or one is no digit or letter.
fn org_check(text: &str) -> Option<char> {
    let mut characters = text.chars();
    let mut sum = 0;
    for weight in ORG_WEIGHTS {
        sum += weight * characters.next()?.to_digit(36)?;
    }
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}
