//! Telephone numbers (联系方式): a mobile that can take a message, or any number that can be called.
//!
//! Deliberately not here: whether a number is in use, who owns it, and service numbers such as
//! 400 or 95: a case's contact is a person's own line, and the guide's one is the hall or 12345.

use super::flaw::{CodeField, Flaw};
use super::fold::fold;
use super::organisation::refuse_length;
use crate::base::mask::mask_mobile;

const MOBILE_LEN: usize = 11;
/// 政务服务便民热线: the same number in every city.
const HOTLINE: &str = "12345";

/// A mainland mobile number of 11 digits (手机号码). `Debug` prints it masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mobile(String);

impl Mobile {
    /// Reads a number as people type it: spaces, hyphens, full-width digits and the country code
    /// 86 are folded away.
    ///
    /// # Errors
    /// The first [`Flaw`] met, in the order: characters, landline, length, first two digits.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = spell_out(raw).replace('-', "");
        if let Some((at, found)) = text.chars().enumerate().find(|(at, c)| *at < MOBILE_LEN && !c.is_ascii_digit()) {
            return Err(Flaw::Stray { field: CodeField::Mobile, at: at + 1, found });
        }
        // No mobile begins with 0; with an area code the length alone would mislead the person.
        if text.starts_with('0') && (10..=12).contains(&text.len()) {
            return Err(Flaw::MobileIsLandline);
        }
        refuse_length(CodeField::Mobile, &text, MOBILE_LEN)?;
        match text.as_bytes() {
            [b'1', b'3'..=b'9', ..] => Ok(Self(text)),
            _ => Err(Flaw::MobileStart),
        }
    }

    /// The 11 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Mobile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mobile({})", mask_mobile(&self.0))
    }
}

/// A number that can be called (联系电话): a mobile, a landline with its area code written
/// `0826-2345678` or `0826-2345678-801`, 12345, or 12345 with an area code. `Debug` is masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people type it; brackets round the area code and 转, # or * before an
    /// extension are understood.
    ///
    /// # Errors
    /// The [`Flaw`] met: for eleven digits beginning with 1 those of [`Mobile::parse`].
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = spell_out(raw);
        let plain = text.replace('-', "");
        if plain.is_empty() {
            return Err(Flaw::Empty { field: CodeField::Phone });
        }
        if let Some((at, found)) = plain.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
            return Err(Flaw::Stray { field: CodeField::Phone, at: at + 1, found });
        }
        if plain == HOTLINE {
            return Ok(Self(plain));
        }
        if plain.starts_with('1') {
            return Mobile::parse(&plain).map(|mobile| Self(mobile.0));
        }
        if !plain.starts_with('0') {
            return Err(match plain.len() {
                7 | 8 => Flaw::PhoneNoArea,
                _ => Flaw::PhoneUnread,
            });
        }
        landline(&text).map(Self).ok_or(Flaw::PhoneUnread)
    }

    /// The number in its one written form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as a mobile, when it is one.
    #[must_use]
    pub fn mobile(&self) -> Option<Mobile> {
        Mobile::parse(&self.0).ok()
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Phone({})", mask_mobile(&self.0))
    }
}

/// Country code and brackets gone, every separator of an extension a hyphen, none at the ends.
fn spell_out(raw: &str) -> String {
    let folded: String =
        fold(raw).replace("转", "-").replace(['#', '*', '/', ')'], "-").chars().filter(|c| *c != '(').collect();
    let mut text = without_trunk(&without_country(folded.trim_start_matches('-')));
    while text.contains("--") {
        text = text.replace("--", "-");
    }
    text.trim_matches('-').to_owned()
}

/// Strips `+86`, `0086` and, before eleven digits of a mobile, a bare `86`.
fn without_country(text: &str) -> String {
    let rest = if let Some(rest) = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")) {
        rest
    } else {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let bare = text.strip_prefix("86").map(|rest| rest.trim_start_matches('-'));
        match bare {
            Some(rest) if digits == MOBILE_LEN + 2 && rest.starts_with('1') => rest,
            _ => return text.to_owned(),
        }
    };
    let rest = rest.trim_start_matches('-');
    // Abroad the area code is dialled without its 0: +86-826-2345678.
    if rest.starts_with(['0', '1']) { rest.to_owned() } else { format!("0{rest}") }
}

/// Strips the 0 that older people dial before a mobile of another city.
fn without_trunk(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    match text.as_bytes() {
        [b'0', b'1', b'3'..=b'9', ..] if digits == MOBILE_LEN + 1 => text[1..].to_owned(),
        _ => text.to_owned(),
    }
}

/// `0` + 2–3 digits of area, 7–8 of number (or 12345), up to 6 of extension; `None` when it is not
/// so. Without a first hyphen 010 and 02x are areas of three digits, all others of four.
fn landline(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let first = parts.next()?;
    let area_len = if first.starts_with("010") || first.starts_with("02") { 3 } else { 4 };
    let (area, number) = match first.len() {
        3 | 4 => (first, parts.next()?.to_owned()),
        _ => (first.get(..area_len)?, first.get(area_len..)?.to_owned()),
    };
    let mut number = number;
    let rest: Vec<&str> = parts.collect();
    // "0826-234-5678": a number written in two groups, not one with an extension.
    let extension = match rest.as_slice() {
        [] => None,
        [tail] if number.len() < 7 => {
            number.push_str(tail);
            None
        }
        [extension] => Some(*extension),
        [tail, extension] if number.len() < 7 => {
            number.push_str(tail);
            Some(*extension)
        }
        _ => return None,
    };
    if number != HOTLINE && !matches!(number.len(), 7 | 8) {
        return None;
    }
    match extension {
        None => Some(format!("{area}-{number}")),
        Some(ext) if ext.len() <= 6 && number != HOTLINE => Some(format!("{area}-{number}-{ext}")),
        Some(_) => None,
    }
}
