//! The identifier of an electronic certificate (电子证照标识, GB/T 36904-2018):
//! `1.2.156.3005.2.{type 21}.{issuer}.{serial}.{version 3}.{check}`, its check character by ISO/IEC 7064 MOD 37,36 over
//! the parts without root and dots.
//!
//! Not here: the number printed on the paper (证照编号), which is each office's own.

use std::fmt;

use crate::base::{Uscc, fold};

/// The root that the standard gives to certificates.
const ROOT: &str = "1.2.156.3005.2.";
/// ISO/IEC 7064: the characters in the order of their values.
const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const TYPE_LEN: usize = 21;
const ISSUER_LEN: usize = 18;
const VERSION_LEN: usize = 3;
/// No serial in use is longer than the 32 of a UUID.
const SERIAL_LONGEST: usize = 40;

/// Why a typed identifier is none. A flaw never repeats the identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeFlaw {
    /// Nothing was typed.
    #[error("请填写电子证照标识，以 1.2.156.3005.2 开头")]
    Empty,
    /// Not the parts of the standard.
    #[error("电子证照标识应是用点分开的五段，请照证照逐段核对")]
    Parts,
    /// A part of another length.
    #[error("标识的{part}应是 {wanted} 位，现在是 {found} 位，请核对")]
    Length {
        /// Which part.
        part: &'static str,
        /// How long it must be.
        wanted: usize,
        /// How long it is.
        found: usize,
    },
    /// A character that cannot stand there.
    #[error("标识的{part}里不该有“{found}”，请核对")]
    Stray {
        /// Which part.
        part: &'static str,
        /// The character.
        found: char,
    },
    /// The check character does not fit.
    #[error("电子证照标识的校验位对不上，请照证照逐位核对")]
    Check,
    /// A type code that does not begin with a credit code.
    #[error("类型代码应是 18 位信用代码加 3 位数字，请核对")]
    Type,
    /// No version is left.
    #[error("这本证照已换发 999 次，请按新办发证")]
    Versions,
}

impl CodeFlaw {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Parts => "parts",
            Self::Length { .. } => "length",
            Self::Stray { .. } => "stray_character",
            Self::Check => "check",
            Self::Type => "type",
            Self::Versions => "versions",
        }
    }
}

/// 证照类型代码: the credit code of whoever defined the type, and a number of three digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeCode(String);

impl TypeCode {
    /// Reads what the editor typed; full width, small letters and spaces are folded away.
    ///
    /// # Errors
    /// [`CodeFlaw::Length`] or [`CodeFlaw::Type`].
    pub fn parse(raw: &str) -> Result<Self, CodeFlaw> {
        let text = plain(raw);
        let found = text.chars().count();
        if found != TYPE_LEN {
            return Err(CodeFlaw::Length { part: "类型代码", wanted: TYPE_LEN, found });
        }
        let Some((owner, number)) = text.split_at_checked(ISSUER_LEN) else { return Err(CodeFlaw::Type) };
        if Uscc::parse(owner).is_err() || !number.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CodeFlaw::Type);
        }
        Ok(Self(text))
    }

    /// The 21 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TypeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An identifier whose check character is right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificateCode {
    /// Type, issuer, serial, version, check.
    parts: [String; 5],
}

impl CertificateCode {
    /// The identifier of a certificate made here: first version, serial as year and number.
    #[must_use]
    pub fn new(of: &TypeCode, issuer: &Uscc, year: i16, n: u32) -> Self {
        Self::checked(of.as_str(), issuer.as_str(), &format!("{year:04}{n:06}"), 1)
    }

    fn checked(of: &str, issuer: &str, serial: &str, version: u16) -> Self {
        let version = format!("{version:03}");
        let check = check_character(&format!("{of}{issuer}{serial}{version}")).unwrap_or('0');
        Self { parts: [of.to_owned(), issuer.to_owned(), serial.to_owned(), version, check.to_string()] }
    }

    /// Reads what people type or scan: with or without the root, full width, small letters, spaces. Without dots the
    /// issuer is taken to have its 18 characters.
    ///
    /// # Errors
    /// The first [`CodeFlaw`] met. Issuers that are no credit code are taken: such certificates are in use.
    pub fn parse(raw: &str) -> Result<Self, CodeFlaw> {
        let text = plain(raw);
        let text = text.strip_prefix(ROOT).unwrap_or(&text);
        if text.is_empty() {
            return Err(CodeFlaw::Empty);
        }
        let parts: Vec<String> = match text.contains('.') {
            true => text.split('.').map(str::to_owned).collect(),
            false => cut(text).ok_or(CodeFlaw::Parts)?,
        };
        let parts: [String; 5] = parts.try_into().map_err(|_| CodeFlaw::Parts)?;
        for (part, (name, least, most)) in parts.iter().zip(PARTS) {
            if let Some(found) = part.chars().find(|c| !c.is_ascii_digit() && !c.is_ascii_uppercase()) {
                return Err(CodeFlaw::Stray { part: name, found });
            }
            if !(least..=most).contains(&part.len()) {
                return Err(CodeFlaw::Length { part: name, wanted: most, found: part.len() });
            }
        }
        if let Some(found) = parts[3].chars().find(|c| !c.is_ascii_digit()) {
            return Err(CodeFlaw::Stray { part: "版本", found });
        }
        let checked = check_character(&parts[..4].concat());
        if checked.is_none_or(|c| parts[4] != c.to_string()) {
            return Err(CodeFlaw::Check);
        }
        Ok(Self { parts })
    }

    /// The same certificate given out again (换发): one version higher, the rest unchanged.
    ///
    /// # Errors
    /// [`CodeFlaw::Versions`] after version 999.
    pub fn next(&self) -> Result<Self, CodeFlaw> {
        let version: u16 = self.parts[3].parse().map_err(|_| CodeFlaw::Versions)?;
        if version >= 999 {
            return Err(CodeFlaw::Versions);
        }
        Ok(Self::checked(&self.parts[0], &self.parts[1], &self.parts[2], version + 1))
    }

    /// 证照类型代码, 21 characters.
    #[must_use]
    pub fn type_code(&self) -> &str {
        &self.parts[0]
    }

    /// 颁发机构: nearly always a credit code.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.parts[1]
    }
}

/// Name of each part with its least and greatest length.
const PARTS: [(&str, usize, usize); 5] = [
    ("类型代码", TYPE_LEN, TYPE_LEN),
    ("颁发机构", 1, ISSUER_LEN),
    ("流水号", 1, SERIAL_LONGEST),
    ("版本", VERSION_LEN, VERSION_LEN),
    ("校验位", 1, 1),
];

impl fmt::Display for CertificateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{ROOT}{}", self.parts.join("."))
    }
}

fn plain(raw: &str) -> String {
    fold(raw).to_uppercase()
}

/// The parts of an identifier written without dots.
fn cut(text: &str) -> Option<Vec<String>> {
    if !text.is_ascii() || text.len() < TYPE_LEN + ISSUER_LEN + 1 + VERSION_LEN + 1 {
        return None;
    }
    let (of, rest) = text.split_at(TYPE_LEN);
    let (issuer, rest) = rest.split_at(ISSUER_LEN);
    let (rest, check) = rest.split_at(rest.len() - 1);
    let (serial, version) = rest.split_at(rest.len() - VERSION_LEN);
    Some([of, issuer, serial, version, check].map(str::to_owned).to_vec())
}

/// One step of ISO/IEC 7064's hybrid system MOD 37,36.
pub(super) fn step(product: usize, value: usize) -> usize {
    let sum = (product + value) % 36;
    (if sum == 0 { 36 } else { sum }) * 2 % 37
}

/// The check character over digits and capital letters; `None` where another character stands.
pub(super) fn check_character(text: &str) -> Option<char> {
    let mut product = 36;
    for byte in text.bytes() {
        product = step(product, ALPHABET.iter().position(|a| *a == byte)?);
    }
    ALPHABET.get((37 - product) % 36).map(|c| char::from(*c))
}
