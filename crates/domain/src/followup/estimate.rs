//! From the sample to all who were served (推断): weighted by stratum, with an interval.

use super::Stratum;
use crate::base::{Confidence, Interval, wilson};

/// A stratum and what its answers were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its size.
    pub stratum: Stratum,
    /// Answers.
    pub answered: u32,
    /// Of them satisfied.
    pub satisfied: u32,
}

/// What the whole is like.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Share of satisfied, from 0 to 1.
    pub share: f64,
    /// Its interval.
    pub interval: Interval,
    /// Answers.
    pub answered: u32,
    /// As many answers would say as much in a simple draw.
    pub effective: f64,
    /// Cases in strata of which nobody answered: the estimate does not speak for them.
    pub unheard: u32,
}

/// The share of satisfied in the population: each stratum by its size. The interval is Wilson's with the
/// effective number of answers (Kish, 1965): (Σw)²/Σw², w being how many cases an answer stands for, widened to
/// the number of answers where weights are equal, and corrected for a population of which a good part was
/// asked. `None` when nobody answered.
#[must_use]
pub fn estimate(groups: &[Group], confidence: Confidence) -> Option<Estimate> {
    let heard = || groups.iter().filter(|g| g.answered > 0);
    let size: f64 = heard().map(|g| f64::from(g.stratum.population)).sum();
    if size <= 0.0 {
        return None;
    }
    let weight = |g: &Group| f64::from(g.stratum.population) / f64::from(g.answered);
    let share = heard().map(|g| weight(g) * f64::from(g.satisfied)).sum::<f64>() / size;
    let squares: f64 = heard().map(|g| weight(g).powi(2) * f64::from(g.answered)).sum();
    let kish = size * size / squares;
    let answered: u32 = heard().map(|g| g.answered).sum();
    // Whoever asks everybody knows: the nearer to all, the more an answer says.
    let rest = ((size - f64::from(answered)) / (size - 1.0).max(1.0)).max(0.0);
    let share = share.clamp(0.0, 1.0);
    let (effective, interval) = if rest <= 0.0 {
        (f64::from(answered), Interval { low: share, high: share })
    } else {
        let effective = kish / rest;
        (effective, wilson(share, effective, confidence)?)
    };
    let unheard = groups.iter().filter(|g| g.answered == 0).map(|g| g.stratum.population).sum();
    Some(Estimate { share, interval, answered, effective, unheard })
}
