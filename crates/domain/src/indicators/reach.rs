//! How far it is to a target or a place (补几项到目标、到名次), and which rows to close first.
//!
//! Every row weighs the same in a rate, so the smallest set is a number of rows, and which ones is a
//! matter of cost: fewer fields to change, then the easier blocker, then the department's own order.

use super::{CountyFigure, Direction, Ties, rank_by};
use crate::base::{Percent, Ratio};

/// What is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// A figure.
    Target(Percent),
    /// A place in the city, or a better one.
    Rank(u32),
}

/// Whom one is ranked among, and how.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// Our code.
    pub own_code: &'a str,
    /// The city's counties as published.
    pub city: &'a [CountyFigure],
    /// Places after equal figures.
    pub ties: Ties,
    /// Which end is good.
    pub direction: Direction,
    /// Decimals our figure is printed with: places are told by what is printed.
    pub decimals: u8,
}

/// What it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing: it is so already.
    Already,
    /// That many more rows met.
    Rows(u64),
    /// All rows met do not reach it.
    Beyond,
    /// No other county's figure is known.
    NoField,
    /// Where lower is better, closing gaps leads away.
    Downwards,
}

/// The smallest number of rows that reaches the goal, the whole staying as it is.
pub fn needed(now: Ratio, goal: Goal, field: &Field<'_>) -> Need {
    match field.direction {
        Direction::HigherIsBetter => {}
        Direction::LowerIsBetter => return Need::Downwards,
    }
    if now.whole() == 0 {
        return Need::Beyond;
    }
    let rows = match goal {
        Goal::Target(target) => now.missing_to(&target),
        Goal::Rank(place) => {
            let reached = |own: Percent| -> Option<bool> {
                let rank = rank_by(&own.to_string(), field.own_code, field.city, field.ties, field.direction)?;
                Some(rank.place <= place)
            };
            if reached(Percent::FULL).is_none() {
                return Need::NoField;
            }
            match fewest(now, field.decimals, |own| reached(own) == Some(true)) {
                Some(rows) => rows,
                None => return Need::Beyond,
            }
        }
    };
    if rows == 0 { Need::Already } else { Need::Rows(rows) }
}

/// The smallest number of further rows after which the figure as printed is one that `holds`, which must
/// go on holding for larger ones. `None` when all rows do not do it, or there is nothing to count.
pub fn fewest(now: Ratio, decimals: u8, holds: impl Fn(Percent) -> bool) -> Option<u64> {
    let printed = |more: u64| {
        let text = Ratio::new(now.part().checked_add(more)?, now.whole()).ok()?.percent_text(decimals)?;
        Percent::parse(&text).ok()
    };
    if holds(printed(0)?) {
        return Some(0);
    }
    let left = now.whole() - now.part();
    if !holds(printed(left)?) {
        return None;
    }
    // A larger share never prints smaller, so what holds once holds from there on.
    let (mut fails, mut found) = (0, left);
    while found - fails > 1 {
        let middle = fails + (found - fails) / 2;
        if holds(printed(middle)?) { found = middle } else { fails = middle }
    }
    Some(found)
}

/// A row that could be closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Item id or division code.
    pub key: i64,
    /// Fields to change.
    pub changes: usize,
    /// How hard its blocker is to clear.
    pub weight: u32,
    /// Whether it can be cleared at all.
    pub closable: bool,
    /// Department or township.
    pub unit: String,
}

/// Keys of the rows that can be closed, the cheapest first.
pub fn cheapest_first(mut candidates: Vec<Candidate>) -> Vec<i64> {
    candidates.retain(|c| c.closable);
    candidates.sort_by(|a, b| (a.changes, a.weight, &a.unit, a.key).cmp(&(b.changes, b.weight, &b.unit, b.key)));
    candidates.into_iter().map(|c| c.key).collect()
}

#[cfg(test)]
mod tests;
