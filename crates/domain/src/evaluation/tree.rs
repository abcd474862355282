//! The tree as a form shows it (指标表): a line an indicator, each naming what it stands under.

use std::collections::BTreeSet;

use super::{Leaf, Node, NodeKind};

/// Most indicators of an index: more nobody reads.
pub const LARGEST_INDEX: usize = 150;
/// Most levels (一级、二级、三级、四级).
pub const DEEPEST: usize = 4;
/// Longest word of an indicator, in characters.
pub const LONGEST_KEY: usize = 40;

/// A line of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Key of the group it stands under; empty = the first level.
    pub parent: String,
    /// Its own.
    pub key: String,
    /// Name.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Weight among its sisters.
    pub weight: f64,
    /// What is measured; `None` = a group.
    pub leaf: Option<Leaf>,
}

/// Why lines make no tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeFlaw {
    /// Too many lines.
    #[error("指标最多 {LARGEST_INDEX} 项，现在有 {0} 项")]
    TooMany(usize),
    /// A word with other characters.
    #[error("代号“{0}”请用小写字母、数字、点和下划线，不超过 {LONGEST_KEY} 个字符")]
    Key(String),
    /// A word stands twice.
    #[error("代号“{0}”用了两次")]
    Twice(String),
    /// Under something that is not there, or that stands under itself.
    #[error("“{key}”的上级“{parent}”不是一组指标")]
    Parent {
        /// The line.
        key: String,
        /// What it names.
        parent: String,
    },
    /// Too many levels.
    #[error("“{0}”在第五级；最多四级")]
    TooDeep(String),
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= LONGEST_KEY
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_'))
}

/// The tree of these lines; sisters in the order of the lines.
///
/// # Errors
/// [`TreeFlaw`].
pub fn tree(lines: &[Line]) -> Result<Vec<Node>, TreeFlaw> {
    if lines.len() > LARGEST_INDEX {
        return Err(TreeFlaw::TooMany(lines.len()));
    }
    let mut seen = BTreeSet::new();
    for line in lines {
        if !is_key(&line.key) {
            return Err(TreeFlaw::Key(line.key.chars().take(LONGEST_KEY).collect()));
        }
        if !seen.insert(line.key.as_str()) {
            return Err(TreeFlaw::Twice(line.key.clone()));
        }
    }
    let mut placed = BTreeSet::new();
    let nodes = level(lines, "", 1, &mut placed)?;
    match lines.iter().find(|l| !placed.contains(l.key.as_str())) {
        Some(l) => Err(TreeFlaw::Parent { key: l.key.clone(), parent: l.parent.clone() }),
        None => Ok(nodes),
    }
}

fn level<'l>(
    lines: &'l [Line],
    parent: &str,
    depth: usize,
    placed: &mut BTreeSet<&'l str>,
) -> Result<Vec<Node>, TreeFlaw> {
    let mut out = Vec::new();
    for line in lines.iter().filter(|l| l.parent == parent) {
        if depth > DEEPEST {
            return Err(TreeFlaw::TooDeep(line.name.clone()));
        }
        placed.insert(line.key.as_str());
        let kind = match &line.leaf {
            Some(leaf) => NodeKind::Leaf(leaf.clone()),
            None => NodeKind::Group(level(lines, &line.key, depth + 1, placed)?),
        };
        out.push(Node {
            key: line.key.clone(),
            name: line.name.clone(),
            meaning: line.meaning.clone(),
            weight: line.weight,
            kind,
        });
    }
    Ok(out)
}

/// The lines of a tree, each before what stands under it.
#[must_use]
pub fn lines(nodes: &[Node]) -> Vec<Line> {
    fn under(parent: &str, nodes: &[Node], out: &mut Vec<Line>) {
        for node in nodes {
            let leaf = match &node.kind {
                NodeKind::Leaf(leaf) => Some(leaf.clone()),
                NodeKind::Group(_) => None,
            };
            out.push(Line {
                parent: parent.to_owned(),
                key: node.key.clone(),
                name: node.name.clone(),
                meaning: node.meaning.clone(),
                weight: node.weight,
                leaf,
            });
            if let NodeKind::Group(children) = &node.kind {
                under(&node.key, children, out);
            }
        }
    }
    let mut out = Vec::new();
    under("", nodes, &mut out);
    out
}
