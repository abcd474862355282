//! Numbers people read (办件编号): written, and read back however they are typed.
//!
//! Not here: counting them, which needs the database.

use std::fmt;

use jiff::civil::Date;

use crate::base::fold;

/// 办件编号: `2026-1122-03-0386` = day, window, number of that window on that day. Counted per
/// window so that windows never wait for one another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNo(String);

/// Why a typed number is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseNoFlaw {
    /// Not 14 digits.
    #[error("办件编号有 14 位数字，现在是 {0} 位，请照回执核对")]
    Digits(usize),
    /// The number of a matter (一件事编号), whose digits are some other case's.
    #[error("L 开头的是一件事编号，请到“查一件事进度”或“一件事”里查")]
    Matter,
}

impl CaseNo {
    /// The number of a new case.
    pub fn new(day: Date, window_no: u16, n: u32) -> Self {
        Self(format!("{:04}-{:02}{:02}-{window_no:02}-{n:04}", day.year(), day.month(), day.day()))
    }

    /// The number of a case that came with another system's export. Its series begins with a zero, which
    /// no count of a window or of online applications does, so that imports never take their numbers.
    pub fn imported(day: Date, n: u32) -> Self {
        Self(format!("{:04}-{:02}{:02}-00-0{n:04}", day.year(), day.month(), day.day()))
    }

    /// Reads what people type: with or without dashes, full width, spaces. A window that takes more
    /// than 9,999 cases on a day gets longer numbers.
    pub fn parse(text: &str) -> Result<Self, CaseNoFlaw> {
        let folded = fold(text);
        if folded.trim_start().starts_with(['L', 'l']) {
            return Err(CaseNoFlaw::Matter);
        }
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        if !(14..=18).contains(&digits.len()) {
            return Err(CaseNoFlaw::Digits(digits.len()));
        }
        Ok(Self(format!("{}-{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..10], &digits[10..])))
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_number_of_a_matter_is_nobodys_case() {
        for text in ["L2026-1130-03-0007", " l20261130030007", "Ｌ2026-1130-03-0007"] {
            assert_eq!(CaseNo::parse(text), Err(CaseNoFlaw::Matter), "{text}");
        }
    }

    #[test]
    fn what_is_printed_reads_back_however_it_is_typed() {
        for (n, printed) in [(7, "2026-1122-00-00007"), (12_345, "2026-1122-00-012345")] {
            let no = CaseNo::imported(date(2026, 11, 22), n);
            assert_eq!((no.as_str(), CaseNo::parse(&printed.replace('-', ""))), (printed, Ok(no.clone())));
        }
        for (n, printed) in [(386, "2026-1122-03-0386"), (12_345, "2026-1122-03-12345")] {
            let no = CaseNo::new(date(2026, 11, 22), 3, n);
            assert_eq!(no.as_str(), printed);
            for typed in
                [printed.to_owned(), printed.replace('-', ""), printed.replace('-', " "), printed.replace('-', "—")]
            {
                assert_eq!(CaseNo::parse(&typed), Ok(no.clone()), "{typed}");
            }
        }
        assert_eq!(
            CaseNo::parse("2026-1122").unwrap_err().to_string(),
            "办件编号有 14 位数字，现在是 8 位，请照回执核对"
        );
    }
}
