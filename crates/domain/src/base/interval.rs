//! What a sample lets one say about the whole (置信区间).
//!
//! Not here: who was asked and how strata are weighted; and exact figures, which are
//! [`Ratio`](super::Ratio)s: an interval is an estimate and is rounded outwards.

/// How sure an interval is to hold the truth (置信水平), two-sided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// 90 %.
    Ninety,
    /// 95 %, the usual one.
    NinetyFive,
    /// 99 %.
    NinetyNine,
}

impl Confidence {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ninety, Self::NinetyFive, Self::NinetyNine];

    /// In percent.
    #[must_use]
    pub const fn percent(self) -> u8 {
        match self {
            Self::Ninety => 90,
            Self::NinetyFive => 95,
            Self::NinetyNine => 99,
        }
    }

    /// By percent.
    #[must_use]
    pub fn from_percent(percent: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.percent() == percent)
    }

    /// The point of the normal distribution that leaves half of the rest above it.
    #[must_use]
    pub const fn z(self) -> f64 {
        match self {
            Self::Ninety => 1.644_853_626_951_472_2,
            Self::NinetyFive => 1.959_963_984_540_054,
            Self::NinetyNine => 2.575_829_303_548_900_4,
        }
    }
}

/// Two bounds of a share, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

impl Interval {
    /// Both bounds in percent with one decimal, the lower rounded down and the upper up: `81.5%至97.4%`.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{:.1}%至{:.1}%", floor_tenth(self.low), ceil_tenth(self.high))
    }

    /// Whether the share lies inside.
    #[must_use]
    pub fn holds(&self, share: f64) -> bool {
        self.low <= share && share <= self.high
    }
}

/// Guards against 81.50000000000001 going up to 81.6.
const HAIR: f64 = 1e-9;

fn floor_tenth(share: f64) -> f64 {
    (share * 1000.0 + HAIR).floor() / 10.0
}

fn ceil_tenth(share: f64) -> f64 {
    (share * 1000.0 - HAIR).ceil() / 10.0
}

/// The interval of Wilson (1927) for a share found in `n` answers. `n` may be an effective number, which is
/// no whole one. Nothing asked is no interval.
#[must_use]
pub fn wilson(share: f64, n: f64, confidence: Confidence) -> Option<Interval> {
    if n <= 0.0 || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let z = confidence.z();
    let squared = z * z;
    let middle = share + squared / (2.0 * n);
    let spread = z * (share * (1.0 - share) / n + squared / (4.0 * n * n)).sqrt();
    let scale = 1.0 + squared / n;
    Some(Interval { low: ((middle - spread) / scale).max(0.0), high: ((middle + spread) / scale).min(1.0) })
}

/// How large the share of what nobody of `n` showed can still be, one-sided: the exact bound of Clopper and
/// Pearson for none seen, 1 − (1 − confidence)^(1/n). 50 at 95 % give 5.8 %.
#[must_use]
pub fn highest_unseen(n: u32, confidence: Confidence) -> Option<f64> {
    if n == 0 {
        return None;
    }
    let alpha = 1.0 - f64::from(confidence.percent()) / 100.0;
    Some(1.0 - alpha.powf(1.0 / f64::from(n)))
}

/// [`highest_unseen`] in percent with one decimal, as people round: `5.8%`.
#[must_use]
pub fn highest_unseen_text(n: u32, confidence: Confidence) -> Option<String> {
    highest_unseen(n, confidence).map(|share| format!("{:.1}%", share * 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Rng as _, SeededRng};

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 5e-4
    }

    /// Values from Brown, Cai and DasGupta (2001) and from hand calculation.
    #[test]
    fn known_intervals() {
        let at = |part: f64, n: f64| wilson(part / n, n, Confidence::NinetyFive).unwrap();
        let (half, none, all) = (at(5.0, 10.0), at(0.0, 10.0), at(50.0, 50.0));
        assert!(near(half.low, 0.2366) && near(half.high, 0.7634), "{half:?}");
        assert!(near(none.low, 0.0) && near(none.high, 0.2775), "{none:?}");
        assert!(near(all.low, 0.9286) && near(all.high, 1.0), "{all:?}");
        assert_eq!(all.text(), "92.8%至100.0%");
        assert_eq!(wilson(0.5, 0.0, Confidence::NinetyFive), None);
        assert_eq!(wilson(1.2, 10.0, Confidence::NinetyFive), None);
    }

    #[test]
    fn fifty_satisfied_leave_room_for_5_8_percent() {
        assert_eq!(highest_unseen_text(50, Confidence::NinetyFive).as_deref(), Some("5.8%"));
        assert_eq!(highest_unseen_text(42, Confidence::NinetyFive).as_deref(), Some("6.9%"));
        assert_eq!(highest_unseen(0, Confidence::NinetyFive), None);
    }

    /// Drawn without any weights from counties of a known truth, the interval holds it about as often as it
    /// says, averaged over truths.
    #[test]
    fn it_holds_the_truth_as_often_as_it_says() {
        let rng = SeededRng::new(7);
        for (confidence, nominal) in [(Confidence::Ninety, 0.90), (Confidence::NinetyFive, 0.95)] {
            let (mut held, mut runs) = (0_u32, 0_u32);
            for truth in [60_u64, 75, 85, 90, 95] {
                for _ in 0..2_000 {
                    let seen = (0..80).filter(|_| rng.below(100) < truth).count();
                    let share = seen as f64 / 80.0;
                    let interval = wilson(share, 80.0, confidence).unwrap();
                    held += u32::from(interval.holds(truth as f64 / 100.0));
                    runs += 1;
                }
            }
            let rate = f64::from(held) / f64::from(runs);
            assert!(rate >= nominal - 0.01, "{confidence:?}: {rate}");
        }
    }
}
