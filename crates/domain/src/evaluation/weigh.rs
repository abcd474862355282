//! Where weights come from (赋权): entered by hand, from pairwise comparison, or from what tells the subjects apart.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AhpFlaw, EntropyFlaw, Index, Node, NodeKind, Score, ahp, entropy_weights, reciprocal};

/// How the children of a group got their weights. A group without one has those that were entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weighing {
    /// 层次分析法: the comparisons above the diagonal, row by row.
    Pairwise(Vec<f64>),
    /// 熵权法: over the scores of the departments in a period.
    Entropy,
}

/// The key of the first level among the groups.
pub const FIRST_LEVEL: &str = "";

/// Why a group could not be weighed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WeighFlaw {
    /// No such group.
    #[error("没有代号是“{0}”的一组指标")]
    NoGroup(String),
    /// The comparisons.
    #[error(transparent)]
    Ahp(#[from] AhpFlaw),
    /// They do not hold together.
    #[error("比较前后矛盾（CR = {0:.3}，要小于 0.1），请先改影响最大的一格")]
    Inconsistent(f64),
    /// The data.
    #[error(transparent)]
    Entropy(#[from] EntropyFlaw),
    /// An indicator would weigh nothing.
    #[error("“{0}”在各对象之间没有差别，熵权为 0；请改用直接赋权，或先去掉这项指标")]
    Nothing(String),
}

impl Index {
    /// The children of a group, or the first level.
    #[must_use]
    pub fn children(&self, group: &str) -> Option<&[Node]> {
        if group == FIRST_LEVEL {
            return Some(&self.nodes);
        }
        self.walk().find(|n| n.key == group).and_then(|n| match &n.kind {
            NodeKind::Group(children) => Some(children.as_slice()),
            NodeKind::Leaf(_) => None,
        })
    }

    /// All groups with two children or more, the first level first: what can be weighed.
    pub fn groups(&self) -> impl Iterator<Item = (&str, &str, &[Node])> {
        let first = std::iter::once((FIRST_LEVEL, "一级指标", self.nodes.as_slice()));
        let others = self.walk().filter_map(|n| match &n.kind {
            NodeKind::Group(children) => Some((n.key.as_str(), n.name.as_str(), children.as_slice())),
            NodeKind::Leaf(_) => None,
        });
        first.chain(others).filter(|(_, _, children)| children.len() > 1)
    }
}

/// What each subject got in each child of a group; only subjects that have all of them.
#[must_use]
pub fn columns(children: &[Node], scores: &[Score]) -> Vec<Vec<f64>> {
    scores
        .iter()
        .filter_map(|score| {
            let points: BTreeMap<&str, f64> =
                score.parts.iter().filter_map(|p| Some((p.key.as_str(), p.points?))).collect();
            children.iter().map(|c| points.get(c.key.as_str()).copied()).collect()
        })
        .collect()
}

/// Weights of the children of a group in hundredths, in their order.
///
/// # Errors
/// [`WeighFlaw`].
pub fn weights_of(index: &Index, group: &str, weighing: &Weighing, scores: &[Score]) -> Result<Vec<f64>, WeighFlaw> {
    let children = index.children(group).ok_or_else(|| WeighFlaw::NoGroup(group.to_owned()))?;
    let weights = match weighing {
        Weighing::Pairwise(above) => {
            let found = ahp(&reciprocal(children.len(), above)?)?;
            if !found.is_consistent() {
                return Err(WeighFlaw::Inconsistent(found.consistency_ratio));
            }
            found.weights
        }
        Weighing::Entropy => {
            let columns = columns(children, scores);
            let weights = entropy_weights(&columns, &vec![false; children.len()])?;
            if let Some(at) = weights.iter().position(|w| *w <= 0.0) {
                return Err(WeighFlaw::Nothing(children[at].name.clone()));
            }
            weights
        }
    };
    Ok(weights.into_iter().map(|w| w * 100.0).collect())
}

/// The index with a group weighed anew.
///
/// # Errors
/// [`WeighFlaw`].
pub fn weigh(mut index: Index, group: &str, weighing: &Weighing, scores: &[Score]) -> Result<Index, WeighFlaw> {
    let weights = weights_of(&index, group, weighing, scores)?;
    set(&mut index.nodes, group == FIRST_LEVEL, group, &weights);
    Ok(index)
}

/// Writes the weights into the level that is meant, wherever it is.
fn set(nodes: &mut [Node], is_it: bool, group: &str, weights: &[f64]) {
    if is_it {
        for (child, weight) in nodes.iter_mut().zip(weights) {
            child.weight = *weight;
        }
        return;
    }
    for node in nodes {
        if let NodeKind::Group(children) = &mut node.kind {
            set(children, node.key == group, group, weights);
        }
    }
}
