//! The tree (指标体系): groups and leaves, each with a weight among its sisters.

use serde::{Deserialize, Serialize};

use super::{Scoring, SubjectKind};

/// Which way is better (方向).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// 正向: more is better.
    Higher,
    /// 逆向: less is better.
    Lower,
}

impl Direction {
    /// Whether `value` is as good as `mark` or better.
    #[must_use]
    pub fn at_least_as_good(self, value: f64, mark: f64) -> bool {
        match self {
            Self::Higher => value >= mark,
            Self::Lower => value <= mark,
        }
    }
}

/// A leaf: what is measured and how it scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Which measure, by its word: `calls.attitude`, `cases.on_time`.
    pub measure: String,
    /// Which way is better.
    pub direction: Direction,
    /// How it becomes points.
    pub scoring: Scoring,
    /// With fewer answers or cases it has no score.
    pub least: u32,
    /// Whose score it is a part of; empty = everybody's. A township has no clocks, a department no intake.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<SubjectKind>,
}

/// A group, or a leaf.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// Made of others.
    Group(Vec<Node>),
    /// Measured.
    Leaf(Leaf),
}

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Short word, unique in the tree.
    pub key: String,
    /// Name on pages.
    pub name: String,
    /// What it means (指标解释).
    pub meaning: String,
    /// Weight among its sisters; they need not add up to anything.
    pub weight: f64,
    /// Group or leaf.
    pub kind: NodeKind,
}

/// A version of the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// From 1.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// The first level.
    pub nodes: Vec<Node>,
}

impl Index {
    /// All nodes, each before its children.
    pub fn walk(&self) -> impl Iterator<Item = &Node> {
        let mut open: Vec<&Node> = self.nodes.iter().rev().collect();
        std::iter::from_fn(move || {
            let next = open.pop()?;
            if let NodeKind::Group(children) = &next.kind {
                open.extend(children.iter().rev());
            }
            Some(next)
        })
    }

    /// The tree as it is for one kind of subject: without the leaves that are not for it and the groups that have none.
    #[must_use]
    pub fn of_kind(&self, kind: SubjectKind) -> Self {
        fn kept(nodes: &[Node], kind: SubjectKind) -> Vec<Node> {
            let one = |node: &Node| match &node.kind {
                NodeKind::Leaf(leaf) => {
                    (leaf.subjects.is_empty() || leaf.subjects.contains(&kind)).then(|| node.clone())
                }
                NodeKind::Group(children) => {
                    let children = kept(children, kind);
                    (!children.is_empty()).then(|| Node { kind: NodeKind::Group(children), ..node.clone() })
                }
            };
            nodes.iter().filter_map(one).collect()
        }
        Self { nodes: kept(&self.nodes, kind), ..self.clone() }
    }

    /// The leaves, in order.
    pub fn leaves(&self) -> impl Iterator<Item = (&Node, &Leaf)> {
        self.walk().filter_map(|node| match &node.kind {
            NodeKind::Leaf(leaf) => Some((node, leaf)),
            NodeKind::Group(_) => None,
        })
    }
}
