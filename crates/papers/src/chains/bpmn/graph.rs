//! A chain as nodes and flows (流程图): each member a block of its own, entered by one flow and left by one, so that
//! splits and joins always fit: what waits for several is entered through a parallel join, what has a condition stands
//! between two exclusive gateways with a way around it.
//!
//! Not here: where they stand in the drawing (`layout`), and XML (`write`).

use std::collections::BTreeMap;

use domain::{
    catalogue::Limit,
    chains::{Chain, Ring, levels},
};

use super::expression;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    End,
    /// A member's task, by the member's place in the chain.
    Task(usize),
    Parallel,
    /// Asks whether a member is to be done.
    Asks,
    /// Meets again after that.
    Meets,
    /// The limit of a member, at the border of its task.
    Timer(usize, Limit),
    /// Where that leads.
    TimeUp,
}

/// Where a node stands in the order from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Start,
    Split,
    /// Level, and the place in its block.
    Block(usize, u8),
    Join,
    End,
}

pub(super) struct Node {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) column: Column,
    /// Member in whose row it stands; `None` = in the first row of the lead.
    pub(super) member: Option<usize>,
}

pub(super) struct Flow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) condition: Option<String>,
    /// Taken when no other is: the way around.
    pub(super) otherwise: bool,
}

#[derive(Default)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) flows: Vec<Flow>,
}

impl Graph {
    fn node(&mut self, id: String, name: &str, kind: Kind, column: Column, member: Option<usize>) -> usize {
        self.nodes.push(Node { id, name: name.to_owned(), kind, column, member });
        self.nodes.len() - 1
    }

    fn flow(&mut self, from: usize, to: usize) -> &mut Flow {
        let id = format!("flow_{}", self.flows.len() + 1);
        self.flows.push(Flow { id, name: String::new(), from, to, condition: None, otherwise: false });
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }
}

/// The graph of a chain; `limits` are drawn as timers.
///
/// # Errors
/// A ring: it has no beginning.
pub(super) fn graph(chain: &Chain, limits: &BTreeMap<String, Limit>) -> Result<Graph, Ring> {
    let levels = levels(chain)?;
    let level = |key: &str| levels.iter().position(|l| l.contains(&key)).unwrap_or(0);
    let mut graph = Graph::default();
    let start = graph.node("start".into(), "一窗收件", Kind::Start, Column::Start, None);
    let before: Vec<Vec<usize>> = chain
        .members
        .iter()
        .map(|m| (0..chain.members.len()).filter(|n| m.after.contains(&chain.members[*n].key)).collect())
        .collect();
    let after = |n: usize| before.iter().filter(|b| b.contains(&n)).count();
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    for (n, member) in chain.members.iter().enumerate() {
        let limit = limits.get(&member.key).copied().filter(|l| !l.is_instant());
        let at = level(&member.key);
        blocks.push(block(&mut graph, chain, n, at, (before[n].len() > 1, after(n) > 1), limit));
    }
    let roots: Vec<usize> = (0..blocks.len()).filter(|n| before[*n].is_empty()).collect();
    let leaves: Vec<usize> = (0..blocks.len()).filter(|n| after(*n) == 0).collect();
    let mut from = start;
    if roots.len() > 1 {
        from = graph.node("split".into(), "", Kind::Parallel, Column::Split, None);
        graph.flow(start, from);
    }
    for root in roots {
        graph.flow(from, blocks[root].0);
    }
    for (n, waits) in before.iter().enumerate() {
        for first in waits {
            graph.flow(blocks[*first].1, blocks[n].0);
        }
    }
    let mut to = None;
    if leaves.len() > 1 {
        to = Some(graph.node("join".into(), "", Kind::Parallel, Column::Join, None));
    }
    let end = graph.node("end".into(), "统一送达", Kind::End, Column::End, None);
    for leaf in &leaves {
        graph.flow(blocks[*leaf].1, to.unwrap_or(end));
    }
    if let Some(join) = to {
        graph.flow(join, end);
    }
    if leaves.is_empty() {
        graph.flow(start, end);
    }
    Ok(graph)
}

/// The nodes of one member; gives the first and the last.
fn block(
    graph: &mut Graph,
    chain: &Chain,
    n: usize,
    level: usize,
    (joins, splits): (bool, bool),
    limit: Option<Limit>,
) -> (usize, usize) {
    let member = &chain.members[n];
    let (name, no) = (&member.item.name, n + 1);
    let column = |place: u8| Column::Block(level, place);
    let mut first = None;
    if joins {
        first = Some(graph.node(format!("wait_{no}"), "", Kind::Parallel, column(0), Some(n)));
    }
    let mut asks = None;
    if member.condition.is_some() {
        let at = graph.node(format!("asks_{no}"), &format!("要办“{name}”吗"), Kind::Asks, column(1), Some(n));
        if let Some(first) = first {
            graph.flow(first, at);
        }
        asks = Some(at);
    }
    let task = graph.node(format!("task_{no}"), name, Kind::Task(n), column(2), Some(n));
    match (asks.or(first), &member.condition) {
        (Some(from), Some(condition)) => {
            let flow = graph.flow(from, task);
            flow.condition = Some(expression::write(condition));
            flow.name = "要办".into();
        }
        (Some(from), None) => {
            graph.flow(from, task);
        }
        (None, _) => {}
    }
    if let Some(limit) = limit {
        let timer = graph.node(format!("timer_{no}"), &limit.written(), Kind::Timer(n, limit), column(2), Some(n));
        let up = graph.node(format!("time_up_{no}"), "超过办理时限", Kind::TimeUp, column(2), Some(n));
        graph.flow(timer, up);
    }
    let mut last = task;
    if let Some(asks) = asks {
        let meets = graph.node(format!("meets_{no}"), "", Kind::Meets, column(3), Some(n));
        graph.flow(task, meets);
        let around = graph.flow(asks, meets);
        around.otherwise = true;
        around.name = "不涉及".into();
        last = meets;
    }
    if splits {
        let split = graph.node(format!("next_{no}"), "", Kind::Parallel, column(4), Some(n));
        graph.flow(last, split);
        last = split;
    }
    (first.or(asks).unwrap_or(task), last)
}
