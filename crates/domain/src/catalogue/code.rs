//! Codes of items by scheme (编码规则, domain §2.2): which scheme a code claims by its length and shape, and
//! whether it keeps it. Codes stay text.
//!
//! Not here: codes that a local scheme makes; they are kept as they are.

use super::ItemType;
use crate::base::Uscc;

/// Which scheme a code follows (domain §2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeScheme {
    /// 基本编码, 12 characters.
    Base,
    /// 实施编码, 31 characters.
    Implementation,
    /// 业务办理项编码, 33 characters.
    Variant,
    /// An older or local scheme.
    Local,
}

/// What is wrong with a code that claims a scheme, or that a spreadsheet has damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeFlaw {
    /// The spreadsheet made a number of it.
    #[error("编码“{0}”被表格软件变成了科学计数，请把该列设为文本后重新填写")]
    Scientific(String),
    /// Fifteen digits and then zeros: what a spreadsheet keeps of a long number.
    #[error("编码“{0}”15位以后都是0，是表格软件丢了后面的数字，请把该列设为文本后重新填写")]
    Truncated(String),
    /// Blanks or line breaks inside.
    #[error("编码“{0}”中有空格或换行，请核对")]
    Blank(String),
    /// Longer than any code.
    #[error("编码有 {0} 个字符，最多 80 个，请核对")]
    Long(usize),
    /// The first 18 characters are no credit code.
    #[error("{0}前18位不是正确的统一社会信用代码，请核对实施主体的代码")]
    Agency(&'static str),
    /// Character 19 is no level.
    #[error("{0}第19位应是行使层级1到7，现在是“{1}”，请核对")]
    Level(&'static str, char),
    /// The base code names no type of the list.
    #[error("{0}里的事项类型“{1}”不在代码表中，请核对基本编码")]
    Type(&'static str, String),
}

/// Places of the parts: agency 18, level 1, base code 12 (domain §2.2).
const AGENCY: usize = 18;
const IMPLEMENTATION: usize = 31;
const VARIANT: usize = 33;
const BASE: usize = 12;

impl CodeScheme {
    /// By form alone: 31 or 33 letters and digits with a level digit after the agency's code, 12 digits
    /// that name a type; else local.
    pub fn of(code: &str) -> Self {
        let plain = code.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        let level = matches!(code.as_bytes().get(AGENCY), Some(b'1'..=b'7'));
        match code.len() {
            IMPLEMENTATION if plain && level => Self::Implementation,
            VARIANT if plain && level => Self::Variant,
            BASE if code.bytes().all(|b| b.is_ascii_digit()) && base_type(code).is_ok() => Self::Base,
            _ => Self::Local,
        }
    }

    /// The scheme that a code claims by its length and characters, when it keeps it. A 12-digit number
    /// that names no type claims nothing: offices number things so.
    pub fn claimed(code: &str) -> Result<Self, CodeFlaw> {
        let upper = code.to_ascii_uppercase();
        if !upper.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
            return Ok(Self::Local);
        }
        let scheme = match upper.len() {
            IMPLEMENTATION => Self::Implementation,
            VARIANT => Self::Variant,
            _ => return Ok(Self::of(&upper)),
        };
        let label = scheme.label();
        if Uscc::parse(&upper[..AGENCY]).is_err() {
            return Err(CodeFlaw::Agency(label));
        }
        match upper.as_bytes()[AGENCY] {
            b'1'..=b'7' => {}
            other => return Err(CodeFlaw::Level(label, char::from(other))),
        }
        base_type(&upper[AGENCY + 1..IMPLEMENTATION]).map_err(|word| CodeFlaw::Type(label, word))?;
        Ok(scheme)
    }

    /// Whether a base code names a known type: for a cell that says it is one.
    pub fn check_base(code: &str) -> Result<(), CodeFlaw> {
        if code.len() == BASE && code.bytes().all(|b| b.is_ascii_digit()) {
            base_type(code).map_err(|word| CodeFlaw::Type(Self::Base.label(), word))?;
        }
        Ok(())
    }

    /// The part of a 31 or 33 character code that names the item in the base catalogue.
    pub fn base_part(code: &str) -> Option<&str> {
        match Self::of(code) {
            Self::Implementation | Self::Variant => code.get(AGENCY + 1..IMPLEMENTATION),
            Self::Base => Some(code),
            Self::Local => None,
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Base => "基本编码（12 位）",
            Self::Implementation => "实施编码（31 位）",
            Self::Variant => "业务办理项编码（33 位）",
            Self::Local => "地方编码",
        }
    }
}

/// Characters 3 and 4 of a base code.
fn base_type(base: &str) -> Result<ItemType, String> {
    let word = base.get(2..4).unwrap_or_default();
    ItemType::parse(word).filter(|t| t.as_str() == word).ok_or_else(|| word.to_owned())
}

/// A code as a cell has it: full-width characters folded, letters of a code that keeps a scheme in
/// upper case; or every reason why it is none.
pub(super) fn read_code(cell: &str) -> Result<String, CodeFlaw> {
    let code: String = cell.trim().trim_start_matches(['\'', '‘', '’']).chars().map(half_width).collect();
    if is_scientific(&code) {
        return Err(CodeFlaw::Scientific(code));
    }
    if code.chars().any(char::is_whitespace) {
        return Err(CodeFlaw::Blank(code.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    let length = code.chars().count();
    if length > 80 {
        return Err(CodeFlaw::Long(length));
    }
    if is_truncated(&code) {
        return Err(CodeFlaw::Truncated(code));
    }
    Ok(match CodeScheme::claimed(&code)? {
        CodeScheme::Implementation | CodeScheme::Variant => code.to_ascii_uppercase(),
        CodeScheme::Base | CodeScheme::Local => code,
    })
}

/// `3.7E+30`, `1E+30`, `3.7e30`.
fn is_scientific(code: &str) -> bool {
    let Some((mantissa, exponent)) = code.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let signed = exponent.starts_with('+');
    let number = digits(&mantissa.replacen('.', "", 1));
    number && (signed && digits(&exponent[1..]) || mantissa.contains('.') && digits(exponent))
}

/// Spreadsheets keep 15 digits of a number and fill up with zeros.
fn is_truncated(code: &str) -> bool {
    let code = code.strip_suffix(".0").unwrap_or(code);
    code.len() > 17
        && code.bytes().all(|b| b.is_ascii_digit())
        && code[15..].bytes().all(|b| b == b'0')
        && code.bytes().any(|b| b != b'0')
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Public samples of domain §2.2.
    const CITY: &str = "11370800MB285591843370117002011";
    const GUANGDONG: &str = "12441500196720244T3442199806003";

    #[test]
    fn schemes_are_recognised_by_form() {
        assert_eq!(CodeScheme::of(CITY), CodeScheme::Implementation);
        assert_eq!(CodeScheme::of(&format!("{CITY}01")), CodeScheme::Variant);
        assert_eq!(CodeScheme::of("370117002011"), CodeScheme::Base);
        assert_eq!(CodeScheme::of("511Z07001006-511602000000-000-11511301008778183N-1-00"), CodeScheme::Local);
        assert_eq!(CodeScheme::base_part(CITY), Some("370117002011"));
    }

    #[test]
    fn a_claimed_scheme_is_checked_part_by_part() {
        assert_eq!(CodeScheme::claimed(CITY), Ok(CodeScheme::Implementation));
        assert_eq!(CodeScheme::claimed(GUANGDONG), Ok(CodeScheme::Implementation));
        assert_eq!(CodeScheme::claimed(&format!("{GUANGDONG}02").to_lowercase()), Ok(CodeScheme::Variant));
        let agency = CITY.replacen("11370800MB28559184", "11370800MB28559185", 1);
        assert!(matches!(CodeScheme::claimed(&agency), Err(CodeFlaw::Agency(_))));
        let level = CITY.replacen("843370117", "849370117", 1);
        assert!(matches!(CodeScheme::claimed(&level), Err(CodeFlaw::Level(_, '9'))), "{level}");
        let kind = CITY.replacen("3370117", "3379917", 1);
        assert!(matches!(CodeScheme::claimed(&kind), Err(CodeFlaw::Type(_, _))), "{kind}");
        assert_eq!(CodeScheme::claimed("A-1"), Ok(CodeScheme::Local));
        assert_eq!(CodeScheme::claimed("123456789012"), Ok(CodeScheme::Local));
        assert!(CodeScheme::check_base("123456789012").is_err());
    }

    #[test]
    fn what_a_spreadsheet_damaged_is_refused() {
        for typed in ["3.7E+30", "1E+30", "1.1370800e30", "３．７Ｅ＋３０"] {
            assert!(matches!(read_code(typed), Err(CodeFlaw::Scientific(_))), "{typed}");
        }
        for typed in ["12345678901234500000", "1137080000000000000000000000000"] {
            assert!(matches!(read_code(typed), Err(CodeFlaw::Truncated(_))), "{typed}");
        }
        assert_eq!(read_code("E-000004-001-11511301008778386B").as_deref(), Ok("E-000004-001-11511301008778386B"));
        assert_eq!(read_code("Ａ－１").as_deref(), Ok("A-1"));
        assert_eq!(read_code("511602000000000").as_deref(), Ok("511602000000000"));
        assert!(matches!(read_code("A 1"), Err(CodeFlaw::Blank(_))));
    }
}
