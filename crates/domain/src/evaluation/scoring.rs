//! From a value to points (计分): 0 to 100, never falling when the value gets better.

use serde::{Deserialize, Serialize};

use super::Direction;

/// A step of a ladder: from that value on so many points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Reached by a value at least as good.
    pub from: f64,
    /// Points.
    pub points: f64,
}

/// How a value becomes points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scoring {
    /// 效用值: its place between the worst and the best, in hundredths.
    Utility {
        /// No points.
        worst: f64,
        /// Full points.
        best: f64,
    },
    /// 功效系数: 60 at what must not be missed, 100 at what is wanted, in a straight line through both.
    Efficacy {
        /// 不允许值.
        must: f64,
        /// 满意值.
        want: f64,
    },
    /// 分档: the points of the best step that is reached; none is 0.
    Steps(Vec<Step>),
    /// 扣分: from 100 so many points for each unit.
    Deduction {
        /// Points off for one.
        each: f64,
    },
}

/// Points of a value, from 0 to 100.
#[must_use]
pub fn score_of(scoring: &Scoring, direction: Direction, value: f64) -> f64 {
    let points = match scoring {
        Scoring::Utility { worst, best } => {
            if best == worst {
                let reached = direction.at_least_as_good(value, *best);
                if reached { 100.0 } else { 0.0 }
            } else {
                100.0 * (value - worst) / (best - worst)
            }
        }
        Scoring::Efficacy { must, want } => {
            if want == must {
                let reached = direction.at_least_as_good(value, *want);
                if reached { 100.0 } else { 0.0 }
            } else {
                60.0 + 40.0 * (value - must) / (want - must)
            }
        }
        Scoring::Steps(steps) => {
            steps.iter().filter(|s| direction.at_least_as_good(value, s.from)).map(|s| s.points).fold(0.0, f64::max)
        }
        Scoring::Deduction { each } => 100.0 - each * value,
    };
    points.clamp(0.0, 100.0)
}
