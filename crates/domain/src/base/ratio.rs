//! Shares of a whole (比率): exact, half-up rounded text, and what is missing to a target.
//!
//! Deliberately not here: what is counted (each figure says so itself), and floating point: 98.345
//! must print as 98.35.

use std::cmp::Ordering;

use super::identifiers::{Flaw, fold};

/// A part of a whole, kept as the two counts. `part` is never larger than `whole`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    part: u64,
    whole: u64,
}

/// Ten thousandths of a percent in a percent.
const PERCENT_SCALE: u32 = 10_000;
/// The most decimals [`Ratio::percent_text`] prints.
const MOST_DECIMALS: u8 = 9;

impl Ratio {
    /// A part of a whole; both may be 0.
    ///
    /// # Errors
    /// [`Flaw::PartExceedsWhole`].
    pub const fn new(part: u64, whole: u64) -> Result<Self, Flaw> {
        if part > whole {
            return Err(Flaw::PartExceedsWhole { part, whole });
        }
        Ok(Self { part, whole })
    }

    /// What counts (分子).
    #[must_use]
    pub const fn part(&self) -> u64 {
        self.part
    }

    /// What it is counted out of (分母).
    #[must_use]
    pub const fn whole(&self) -> u64 {
        self.whole
    }

    /// The share in percent without the sign, rounded half-up to `decimals` (at most nine are
    /// printed): `98.30`. `None` when the whole is 0: nothing counted is no figure.
    ///
    /// Exactly `100` when the parts are equal and never otherwise: 39,999 of 40,000 prints
    /// `99.99`, though it rounds to 100.00.
    #[must_use]
    pub fn percent_text(&self, decimals: u8) -> Option<String> {
        if self.whole == 0 {
            return None;
        }
        if self.part == self.whole {
            return Some("100".to_owned());
        }
        let decimals = decimals.min(MOST_DECIMALS);
        let unit = 10_u128.pow(u32::from(decimals));
        let (part, whole) = (u128::from(self.part), u128::from(self.whole));
        let rounded = (part * unit * 200 + whole) / (whole * 2);
        let shown = rounded.min(unit * 100 - 1);
        Some(match decimals {
            0 => shown.to_string(),
            _ => format!("{}.{:0width$}", shown / unit, shown % unit, width = usize::from(decimals)),
        })
    }

    /// How many more must count for the share to reach the target, the whole staying as it is.
    /// 0 when it is reached, or when there is nothing to count.
    #[must_use]
    pub fn missing_to(&self, target: &Percent) -> u64 {
        let needed = (u128::from(self.whole) * u128::from(target.0)).div_ceil(u128::from(Percent::FULL.0));
        // A target is at most 100 %, so what is needed is at most the whole.
        u64::try_from(needed).unwrap_or(self.whole).saturating_sub(self.part)
    }

    /// Which of two shares is larger, exactly; `None` when one has nothing to count.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.whole == 0 || other.whole == 0 {
            return None;
        }
        let own = u128::from(self.part) * u128::from(other.whole);
        Some(own.cmp(&(u128::from(other.part) * u128::from(self.whole))))
    }
}

/// A percentage from 0 to 100 with at most four decimals, exact: a target (目标值) as a place states
/// it. Kept in ten thousandths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u32);

impl Percent {
    /// 100 %.
    pub const FULL: Self = Self(100 * PERCENT_SCALE);

    /// Reads `98.5`, `98.50%`, `９８．５％`.
    ///
    /// # Errors
    /// [`Flaw::PercentUnread`] when it is no such number, has more than four decimals that are not
    /// 0, or lies above 100.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = fold(raw);
        let text = text.strip_suffix('%').unwrap_or(&text);
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let decimals = match decimals.trim_end_matches('0') {
            "" if !decimals.is_empty() => "0",
            trimmed => trimmed,
        };
        let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(decimals) || whole.len() > 3 || decimals.len() > 4 {
            return Err(Flaw::PercentUnread);
        }
        let units = |digits: &str| digits.parse::<u32>().map_err(|_| Flaw::PercentUnread);
        Self::from_units(units(whole)? * PERCENT_SCALE + units(&format!("{decimals:0<4}"))?)
    }

    /// From ten thousandths of a percent, as stored.
    ///
    /// # Errors
    /// [`Flaw::PercentUnread`] above 1,000,000.
    pub const fn from_units(units: u32) -> Result<Self, Flaw> {
        if units > Self::FULL.0 {
            return Err(Flaw::PercentUnread);
        }
        Ok(Self(units))
    }

    /// Ten thousandths of a percent: 98.5 % is 985,000.
    #[must_use]
    pub const fn units(self) -> u32 {
        self.0
    }
}

impl std::fmt::Display for Percent {
    /// The number without the sign and without needless zeros: `98.5`, `100`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, decimals) = (self.0 / PERCENT_SCALE, self.0 % PERCENT_SCALE);
        if decimals == 0 {
            return write!(f, "{whole}");
        }
        write!(f, "{whole}.{}", format!("{decimals:04}").trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests;
