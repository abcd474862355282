//! Whether something got better after an order (整改前后), said no louder than the rows allow.
//!
//! A low score of one period is partly bad luck: the next is often better without anybody having done anything. A
//! difference is evidence, never proof that the order did it.

use super::{Direction, Unit, Value};
use crate::base::{Confidence, wilson};

/// What before and after let one say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told {
    /// The whole interval of the difference lies on the better side.
    Better,
    /// On the worse side.
    Worse,
    /// No difference lies within it.
    Unsure,
    /// Too few rows on one side.
    TooFew,
}

/// One measure before and after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// Before.
    pub before: Value,
    /// After.
    pub after: Value,
    /// After less before, in the unit of the measure.
    pub by: f64,
    /// Its interval; `None` where there are too few rows.
    pub interval: Option<(f64, f64)>,
    /// What it lets one say.
    pub told: Told,
}

/// Compares: shares by the hybrid interval of Newcombe (1998, method 10), means by the normal one of Welch.
#[must_use]
pub fn effect(
    (before, after): (Value, Value),
    direction: Direction,
    unit: Unit,
    (least, confidence): (u32, Confidence),
) -> Effect {
    let by = after.value - before.value;
    let enough = before.n >= least.max(2) && after.n >= least.max(2);
    let interval = if enough { bounds(before, after, unit, confidence) } else { None };
    let told = match (interval, direction) {
        (None, _) => Told::TooFew,
        (Some((low, _)), Direction::Higher) if low > 0.0 => Told::Better,
        (Some((_, high)), Direction::Lower) if high < 0.0 => Told::Better,
        (Some((_, high)), Direction::Higher) if high < 0.0 => Told::Worse,
        (Some((low, _)), Direction::Lower) if low > 0.0 => Told::Worse,
        (Some(_), Direction::Higher | Direction::Lower) => Told::Unsure,
    };
    Effect { before, after, by, interval, told }
}

fn bounds(before: Value, after: Value, unit: Unit, confidence: Confidence) -> Option<(f64, f64)> {
    match unit {
        Unit::Percent => {
            let share = |v: Value| (v.value / 100.0).clamp(0.0, 1.0);
            let (p0, p1) = (share(before), share(after));
            let (i0, i1) = (wilson(p0, f64::from(before.n), confidence)?, wilson(p1, f64::from(after.n), confidence)?);
            let low = p1 - p0 - ((p1 - i1.low).powi(2) + (i0.high - p0).powi(2)).sqrt();
            let high = p1 - p0 + ((i1.high - p1).powi(2) + (p0 - i0.low).powi(2)).sqrt();
            Some((low * 100.0, high * 100.0))
        }
        Unit::Ratio | Unit::PerHundred | Unit::Points | Unit::Workdays => {
            let error = (before.variance / f64::from(before.n) + after.variance / f64::from(after.n)).sqrt();
            // All rows alike on both sides: nothing is known of how far they could lie apart.
            (error > 0.0).then(|| {
                let (by, half) = (after.value - before.value, confidence.z() * error);
                (by - half, by + half)
            })
        }
    }
}

impl Effect {
    /// In words, with both sides, their rows and the interval.
    #[must_use]
    pub fn text(&self, unit: Unit, confidence: Confidence) -> String {
        let side = |v: Value| format!("{}（{} 条）", unit.text(v.value), v.n);
        let sides = format!("{} → {}", side(self.before), side(self.after));
        let sign = |x: f64| format!("{}{:.1}", if x > 0.0 { "+" } else { "" }, x);
        let between = |(low, high): (f64, f64)| {
            format!("相差 {}，{}% 置信区间 {} 到 {}", sign(self.by), confidence.percent(), sign(low), sign(high))
        };
        let end = match (self.told, self.interval) {
            (Told::Better, Some(i)) => format!("{}：有好转；是否因为整改，还要看做了什么", between(i)),
            (Told::Worse, Some(i)) => format!("{}：变差了", between(i)),
            (Told::Unsure, Some(i)) => format!("{}：不能断定有变化", between(i)),
            (Told::TooFew, _) | (_, None) => "条数太少或各条都一样，不比较".to_owned(),
        };
        format!("{sides}，{end}")
    }
}
