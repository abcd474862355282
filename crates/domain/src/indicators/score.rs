//! Scores by the range of a field (domain §1.6): 效用值 `100·(x − min)/(max − min)` and 功效系数
//! `60 + 40·(x − min)/(max − min)`, the other way round where lower is better. Exact: percentages are
//! ten thousandths, the division is that of [`Ratio`].

use super::Direction;
use crate::base::{Percent, Ratio};

/// Both scores of one figure, with two decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// 效用值, 0–100.
    pub utility: String,
    /// 功效系数, 60–100.
    pub efficacy: String,
    /// The whole field is equal: there is no range to divide by, and both scores are 100 by agreement.
    pub all_equal: bool,
}

/// Scores `own` in a field that holds it. `None` in an empty field, or when `own` lies outside of it.
pub fn scores(own: Percent, field: &[Percent], direction: Direction) -> Option<Scores> {
    let (min, max) = (field.iter().min()?.units(), field.iter().max()?.units());
    let range = u64::from(max - min);
    if range == 0 {
        let full = || "100".to_owned();
        return Some(Scores { utility: full(), efficacy: full(), all_equal: true });
    }
    let gained = match direction {
        Direction::HigherIsBetter => own.units().checked_sub(min)?,
        Direction::LowerIsBetter => max.checked_sub(own.units())?,
    };
    let gained = u64::from(gained);
    let text = |part: u64, whole: u64| Ratio::new(part, whole).ok()?.percent_text(2);
    Some(Scores {
        utility: text(gained, range)?,
        efficacy: text(60 * range + 40 * gained, 100 * range)?,
        all_equal: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(text: &str) -> Percent {
        Percent::parse(text).unwrap()
    }

    fn of(own: &str, field: &[&str], direction: Direction) -> (String, String, bool) {
        let field: Vec<Percent> = field.iter().map(|t| p(t)).collect();
        let s = scores(p(own), &field, direction).unwrap();
        (s.utility, s.efficacy, s.all_equal)
    }

    /// The worked example of domain §1.6.
    #[test]
    fn the_worked_example() {
        let (utility, efficacy, all_equal) = of("99.94", &["98.50", "99.94", "99.98"], Direction::HigherIsBetter);
        assert_eq!((efficacy.as_str(), utility.as_str(), all_equal), ("98.92", "97.30", false));
    }

    #[test]
    fn the_ends_are_full_and_nothing_and_sixty() {
        let field = ["98.50", "99.98"];
        assert_eq!(of("99.98", &field, Direction::HigherIsBetter), ("100".into(), "100".into(), false));
        assert_eq!(of("98.50", &field, Direction::HigherIsBetter), ("0.00".into(), "60.00".into(), false));
        assert_eq!(of("98.50", &field, Direction::LowerIsBetter), ("100".into(), "100".into(), false));
        assert_eq!(of("99.98", &field, Direction::LowerIsBetter), ("0.00".into(), "60.00".into(), false));
    }

    #[test]
    fn an_equal_field_scores_a_hundred_and_says_so() {
        assert_eq!(of("98", &["98", "98.0"], Direction::HigherIsBetter), ("100".into(), "100".into(), true));
        assert_eq!(scores(p("98"), &[], Direction::HigherIsBetter), None);
        assert_eq!(scores(p("90"), &[p("91"), p("99")], Direction::HigherIsBetter), None, "outside the field");
    }
}
