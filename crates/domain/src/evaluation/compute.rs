//! The score of a subject (得分): leaf by leaf, group by group.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Index, Node, NodeKind, score_of};

/// What was measured of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// The value, in the unit of its measure.
    pub value: f64,
    /// Out of how many answers or cases.
    pub n: u32,
    /// How far single rows lie apart: their variance, in the square of that unit; 0 of one row.
    pub variance: f64,
}

/// By the word of the measure.
pub type Values = BTreeMap<String, Value>;

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The node.
    pub key: String,
    /// Its share of the whole score among those that had data; they add up to 1 over the leaves.
    pub weight: f64,
    /// Its points, from 0 to 100; `None` where nothing is known or too few were asked.
    pub points: Option<f64>,
    /// What was measured, for a leaf.
    pub value: Option<Value>,
    /// Asked too few: there are data, and they are not shown.
    pub too_few: bool,
}

/// A score with everything that it is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// From 0 to 100; `None` when nothing is known.
    pub points: Option<f64>,
    /// How much of the weight had data, from 0 to 1: below 1 the score speaks for a part only.
    pub covered: f64,
    /// All nodes, each before its children.
    pub parts: Vec<Part>,
}

/// Scores a subject. The weight of what has no data goes to its sisters that have; a group without any has no
/// score.
#[must_use]
pub fn compute(index: &Index, values: &Values) -> Score {
    let mut parts = Vec::new();
    let (points, covered) = level(&index.nodes, 1.0, values, &mut parts);
    Score { points, covered, parts }
}

/// Points of a level and how much of its weight had data.
fn level(nodes: &[Node], share: f64, values: &Values, parts: &mut Vec<Part>) -> (Option<f64>, f64) {
    let whole: f64 = nodes.iter().map(|n| n.weight).sum();
    let known: f64 = nodes.iter().filter(|n| has_data(n, values)).map(|n| n.weight).sum();
    let (mut points, mut covered) = (0.0, 0.0);
    for node in nodes {
        let with_data = has_data(node, values);
        let weight = if with_data && known > 0.0 { share * node.weight / known } else { 0.0 };
        let at = parts.len();
        parts.push(Part { key: node.key.clone(), weight, points: None, value: None, too_few: false });
        let (own, own_covered) = match &node.kind {
            NodeKind::Group(children) => level(children, weight, values, parts),
            NodeKind::Leaf(leaf) => {
                let value = values.get(&leaf.measure).copied();
                let enough = value.filter(|v| enough(v, leaf.least));
                parts[at].value = enough;
                parts[at].too_few = value.is_some() && enough.is_none();
                let points = enough.map(|v| score_of(&leaf.scoring, leaf.direction, v.value));
                (points, f64::from(u8::from(points.is_some())))
            }
        };
        parts[at].points = own;
        if let Some(own) = own {
            points += own * node.weight / known;
        }
        if whole > 0.0 {
            covered += own_covered * node.weight / whole;
        }
    }
    ((known > 0.0).then_some(points), covered)
}

fn enough(value: &Value, least: u32) -> bool {
    value.n > 0 && value.n >= least && value.value.is_finite()
}

fn has_data(node: &Node, values: &Values) -> bool {
    match &node.kind {
        NodeKind::Group(children) => children.iter().any(|n| has_data(n, values)),
        NodeKind::Leaf(leaf) => values.get(&leaf.measure).is_some_and(|v| enough(v, leaf.least)),
    }
}
