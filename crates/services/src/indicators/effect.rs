//! What closing rows does to a figure (补上后的变化): before, after, and the difference exactly.

use domain::{base::Ratio, indicators::Figure};

/// The change of a figure when some of its gaps are closed, the rest staying as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Gaps closed.
    pub rows: u64,
    /// The figure now, in a sentence: `99.94%`, `至少 97.10%`, `没有数据`.
    pub before: String,
    /// Afterwards, without the sign: `99.97`, and `至少 99.97` where rows remain of which nobody knows.
    pub after: String,
    /// Percentage points in the profile's decimals: `0.03`, `不到 0.1`.
    pub points: String,
    /// Percentage points exactly, as a reduced fraction.
    pub exact: (u64, u64),
}

impl Effect {
    /// Closing `rows` of the figure's gaps, `unknown` of them rows of which nobody knew. `None` for a figure whose parts are not rows, or without any.
    pub(super) fn of(figure: &Figure, rows: u64, unknown: u64) -> Option<Self> {
        if figure.indicator.is_weighed() {
            return None;
        }
        let (part, whole) = (figure.counts.met, figure.denominator());
        let after = Ratio::new(part.checked_add(rows)?, whole).ok()?;
        let remains = if figure.counts.unknown > unknown { "至少 " } else { "" };
        let gained = Ratio::new(rows, whole).ok()?;
        Some(Self {
            rows,
            before: figure.text(),
            after: format!("{remains}{}", after.percent_text(figure.decimals)?),
            points: points(gained, figure.decimals)?,
            exact: reduced(rows.checked_mul(100)?, whole),
        })
    }
}

/// A share as percentage points. What rounds to nothing is said to be less than the last digit shown.
pub(super) fn points(share: Ratio, decimals: u8) -> Option<String> {
    let text = share.percent_text(decimals)?;
    let nothing = share.part() > 0 && text.chars().all(|c| c == '0' || c == '.');
    if !nothing {
        return Some(text);
    }
    Some(match decimals {
        0 => "不到 1".to_owned(),
        n => format!("不到 0.{}1", "0".repeat(usize::from(n) - 1)),
    })
}

fn reduced(part: u64, whole: u64) -> (u64, u64) {
    let (mut a, mut b) = (part, whole);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    // Two zeros have no common divisor.
    part.checked_div(a).zip(whole.checked_div(a)).unwrap_or((part, whole))
}

#[cfg(test)]
mod tests {
    use domain::indicators::{Counts, Indicator, Profile};

    use super::*;

    fn figure(met: u64, not_met: u64, unknown: u64, decimals: u8) -> Figure {
        let profile = Profile { decimals, ..Profile::default() };
        let counts = Counts { met, not_met, unknown, excluded: 0 };
        Figure::new(Indicator::ProvincialPublicationRate, counts, &profile, jiff::civil::date(2026, 11, 20), None)
    }

    #[test]
    fn an_effect_is_told_in_points_and_exactly() {
        let told = Effect::of(&figure(3075, 2, 0, 2), 1, 0).unwrap();
        assert_eq!((told.before.as_str(), told.after.as_str(), told.points.as_str()), ("99.94%", "99.97", "0.03"));
        assert_eq!(told.exact, (100, 3077));
        let told = Effect::of(&figure(3019, 58, 0, 1), 1, 0).unwrap();
        assert_eq!(told.points, "不到 0.1");
        let told = Effect::of(&figure(3019, 58, 0, 1), 58, 0).unwrap();
        assert_eq!((told.after.as_str(), told.points.as_str(), told.exact), ("100", "1.9", (5800, 3077)));
        let told = Effect::of(&figure(2, 1, 1, 1), 2, 1).unwrap();
        assert_eq!((told.before.as_str(), told.after.as_str(), told.exact), ("至少 50.0%", "100", (50, 1)));
        let told = Effect::of(&figure(2, 1, 1, 1), 1, 0).unwrap();
        assert_eq!((told.before.as_str(), told.after.as_str()), ("至少 50.0%", "至少 75.0"));
        assert_eq!(Effect::of(&figure(2, 1, 0, 1), 2, 0), None, "more rows than there are");
        assert_eq!(Effect::of(&figure(0, 0, 0, 1), 0, 0), None);
    }
}
