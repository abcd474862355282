//! Whether an index can be put to use, each finding in a sentence.

use std::collections::BTreeSet;

use super::{Direction, Index, NodeKind, Scoring};

/// What is wrong with an index.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Finding {
    /// No leaf at all.
    #[error("还没有可以计分的指标，请先加一项")]
    Empty,
    /// A word stands twice.
    #[error("指标代号“{0}”用了两次")]
    Twice(String),
    /// A group without children.
    #[error("“{0}”下面没有指标，请加一项或删去")]
    EmptyGroup(String),
    /// Not above zero.
    #[error("“{0}”的权重要大于 0")]
    Weight(String),
    /// Not a number, or bounds the wrong way round.
    #[error("“{0}”的计分标准前后颠倒，请对照方向改")]
    Bounds(String),
    /// Better values get fewer points.
    #[error("“{0}”的分档里，更好的一档分数反而低")]
    StepsFall(String),
    /// The measure is not known.
    #[error("“{name}”用的数据“{measure}”不存在")]
    UnknownMeasure {
        /// The indicator.
        name: String,
        /// The word.
        measure: String,
    },
}

/// What keeps an index from use; empty when it can be used. `measures` are those that the county has.
#[must_use]
pub fn check(index: &Index, measures: &BTreeSet<String>) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for node in index.walk() {
        if !seen.insert(node.key.as_str()) {
            out.push(Finding::Twice(node.key.clone()));
        }
        if !(node.weight.is_finite() && node.weight > 0.0) {
            out.push(Finding::Weight(node.name.clone()));
        }
        match &node.kind {
            NodeKind::Group(children) if children.is_empty() => out.push(Finding::EmptyGroup(node.name.clone())),
            NodeKind::Group(_) => {}
            NodeKind::Leaf(leaf) => {
                if !measures.contains(&leaf.measure) {
                    let (name, measure) = (node.name.clone(), leaf.measure.clone());
                    out.push(Finding::UnknownMeasure { name, measure });
                }
                out.extend(scoring_finding(&node.name, &leaf.scoring, leaf.direction));
            }
        }
    }
    if index.leaves().next().is_none() {
        out.insert(0, Finding::Empty);
    }
    out
}

fn scoring_finding(name: &str, scoring: &Scoring, direction: Direction) -> Option<Finding> {
    let bounds = |low: f64, high: f64| {
        let right = low.is_finite() && high.is_finite() && direction.at_least_as_good(high, low);
        (!right).then(|| Finding::Bounds(name.to_owned()))
    };
    match scoring {
        Scoring::Utility { worst, best } => bounds(*worst, *best),
        Scoring::Efficacy { must, want } => bounds(*must, *want),
        Scoring::Deduction { each } => {
            // More of it must be worse, or points rise with what is deducted for.
            let right = each.is_finite() && *each > 0.0 && direction == Direction::Lower;
            (!right).then(|| Finding::Bounds(name.to_owned()))
        }
        Scoring::Steps(steps) => {
            let fits = |points: f64| (0.0..=100.0).contains(&points);
            if steps.is_empty() || steps.iter().any(|s| !s.from.is_finite() || !fits(s.points)) {
                return Some(Finding::Bounds(name.to_owned()));
            }
            let falls = steps.iter().any(|a| {
                steps
                    .iter()
                    .any(|b| a.from != b.from && direction.at_least_as_good(a.from, b.from) && a.points < b.points)
            });
            falls.then(|| Finding::StepsFall(name.to_owned()))
        }
    }
}
