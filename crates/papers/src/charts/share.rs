//! 比率: an exact share of a whole, for placing marks.
//!
//! Deliberately not here: the figure itself and how it is rounded for print; a
//! label's text always comes from the figure.

/// A share in ten-thousandths of a percent: 1,000,000 is 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u32);

impl Share {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// 100 %.
    pub const WHOLE: Self = Self(1_000_000);

    /// From ten-thousandths of a percent; more than 100 % counts as 100 %.
    #[must_use]
    pub const fn from_ten_thousandths(value: u32) -> Self {
        if value > Self::WHOLE.0 { Self::WHOLE } else { Self(value) }
    }

    /// From whole percent; more than 100 counts as 100.
    #[must_use]
    pub const fn from_percent(percent: u32) -> Self {
        Self::from_ten_thousandths(percent.saturating_mul(10_000))
    }

    /// From the parts of a figure, rounded down, so that a bar is full only when
    /// the parts are equal. `None` for a whole of zero.
    #[must_use]
    pub fn from_parts(numerator: u64, denominator: u64) -> Option<Self> {
        let scaled = u128::from(numerator.min(denominator)) * u128::from(Self::WHOLE.0);
        let value = scaled.checked_div(u128::from(denominator))?;
        u32::try_from(value).ok().map(Self::from_ten_thousandths)
    }

    /// The value in ten-thousandths of a percent.
    #[must_use]
    pub const fn ten_thousandths(self) -> u32 {
        self.0
    }

    /// The whole percent at or below, for a baseline that can be stated.
    pub(super) const fn percent_below(self) -> u32 {
        self.0 / 10_000
    }

    /// `95%`, `99.5%`: as short as it is exact.
    pub(super) fn text(self) -> String {
        let (whole, rest) = (self.0 / 10_000, self.0 % 10_000);
        if rest == 0 {
            return format!("{whole}%");
        }
        let decimals = format!("{rest:04}");
        format!("{whole}.{}%", decimals.trim_end_matches('0'))
    }

    /// Tenths of a pixel from `from` towards 100 % on a scale `tenths` long;
    /// below `from` it stays at 0.
    pub(super) fn along(self, from: Self, tenths: u32) -> u32 {
        let span = u64::from(Self::WHOLE.0 - from.0.min(Self::WHOLE.0 - 1));
        let over = u64::from(self.0.saturating_sub(from.0));
        u32::try_from(over * u64::from(tenths) / span).unwrap_or(tenths)
    }
}
