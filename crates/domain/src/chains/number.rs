//! Numbers of matters (一件事编号): written, and read back however they are typed.
//!
//! Not here: counting them, which needs the database.

use std::fmt;

use jiff::civil::Date;

use crate::{base::fold, cases::CaseNo};

/// What tells the number of a matter from that of a case (联办).
const LETTER: char = 'L';

/// 一件事编号: `L2026-1130-03-0007` = the letter, day, window, number of that window on that day. Its series is its
/// own: the cases of the members have their numbers beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatterNo(String);

/// Why a typed number is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MatterNoFlaw {
    /// Without its letter, or not 14 digits.
    #[error("一件事编号以 L 开头，后面有 14 位数字，请照回执核对")]
    Form,
}

impl MatterNo {
    /// The number of a new matter. Those that were sent in online are of window 0.
    #[must_use]
    pub fn new(day: Date, window_no: u16, n: u32) -> Self {
        Self(format!("{LETTER}{}", CaseNo::new(day, window_no, n)))
    }

    /// Reads what people type: with or without dashes, full width, in either case.
    ///
    /// # Errors
    /// [`MatterNoFlaw`].
    pub fn parse(text: &str) -> Result<Self, MatterNoFlaw> {
        let text = fold(text);
        let rest = text.trim().strip_prefix([LETTER, LETTER.to_ascii_lowercase()]).ok_or(MatterNoFlaw::Form)?;
        let digits = CaseNo::parse(rest).map_err(|_| MatterNoFlaw::Form)?;
        Ok(Self(format!("{LETTER}{digits}")))
    }

    /// As printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MatterNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_number_reads_back_however_it_is_typed() {
        let no = MatterNo::new(date(2026, 11, 30), 3, 7);
        assert_eq!(no.as_str(), "L2026-1130-03-0007");
        for typed in ["L2026-1130-03-0007", " l2026113003 0007 ", "Ｌ２０２６１１３００３０００７"] {
            assert_eq!(MatterNo::parse(typed), Ok(no.clone()), "{typed}");
        }
        assert_eq!(MatterNo::parse("2026-1130-03-0007"), Err(MatterNoFlaw::Form), "that is the number of a case");
        assert_eq!(MatterNo::parse("L2026-1130"), Err(MatterNoFlaw::Form));
    }
}
