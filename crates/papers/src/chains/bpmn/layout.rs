//! Where everything stands in the drawing (BPMN DI): columns from left to right by turn, a row a member, lanes by
//! department, so that no shape stands on another.

use std::collections::{BTreeMap, BTreeSet};

use domain::chains::{Chain, Office};

use super::graph::{Column, Flow, Graph, Kind, Node};

/// A rectangle, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Place {
    fn right(self) -> (u32, u32) {
        (self.x + self.width, self.y + self.height / 2)
    }

    fn left(self) -> (u32, u32) {
        (self.x, self.y + self.height / 2)
    }

    fn middle(self) -> u32 {
        self.x + self.width / 2
    }
}

/// The drawing.
pub(super) struct Layout {
    pub(super) pool: Place,
    /// Lanes in the order of the chain's departments.
    pub(super) lanes: Vec<Place>,
    /// By place in the graph.
    pub(super) nodes: Vec<Place>,
    /// Way points of the flows.
    pub(super) flows: Vec<Vec<(u32, u32)>>,
}

const LEFT: u32 = 160;
const TOP: u32 = 80;
/// Headings of pool and lane.
const HEADING: u32 = 30;
const SPACE: u32 = 45;
const TASK: (u32, u32) = (140, 80);
const GATEWAY: u32 = 50;
const EVENT: u32 = 36;
const ROW: u32 = 130;
/// With a timer below the task.
const TALL_ROW: u32 = 190;
/// From the top of a row to the middle of what stands in it.
const MIDDLE: u32 = 70;

/// Lane of a node, by place among the chain's departments: that of its member, or that of the lead.
pub(super) fn lane_of(chain: &Chain, offices: &[&Office], node: &Node) -> usize {
    let office = node.member.map_or(chain.lead.id, |n| chain.members[n].item.office.id);
    offices.iter().position(|o| o.id == office).unwrap_or(0)
}

/// Lays a graph out.
pub(super) fn layout(chain: &Chain, graph: &Graph) -> Layout {
    let offices = chain.offices();
    let row = match graph.nodes.iter().any(|n| matches!(n.kind, Kind::Timer(..))) {
        true => TALL_ROW,
        false => ROW,
    };
    let mut tops: BTreeMap<usize, u32> = BTreeMap::new();
    let mut lanes: Vec<(u32, u32)> = Vec::new();
    let mut y = TOP;
    for office in &offices {
        let top = y;
        for (n, _) in chain.members.iter().enumerate().filter(|(_, m)| m.item.office.id == office.id) {
            tops.insert(n, y);
            y += row;
        }
        lanes.push((top, y - top));
    }
    let height = (y - TOP).max(row);
    let (columns, right) = columns(graph);
    let width = right + SPACE - LEFT;
    let top_of = |node: &Node| match node.member {
        Some(n) => tops.get(&n).copied().unwrap_or(TOP),
        None => lanes.get(lane_of(chain, &offices, node)).map_or(TOP, |(top, _)| *top),
    };
    let nodes: Vec<Place> = graph.nodes.iter().map(|node| place(node, columns[&node.column], top_of(node))).collect();
    Layout {
        pool: Place { x: LEFT, y: TOP, width, height },
        lanes: lanes
            .into_iter()
            .map(|(top, height)| Place { x: LEFT + HEADING, y: top, width: width - HEADING, height })
            .collect(),
        flows: graph.flows.iter().map(|f| way(graph, f, &nodes)).collect(),
        nodes,
    }
}

/// Left side of each column that has something in it, and the right side of the last.
fn columns(graph: &Graph) -> (BTreeMap<Column, u32>, u32) {
    let used: BTreeSet<Column> = graph.nodes.iter().map(|n| n.column).collect();
    let mut x = LEFT + 2 * HEADING + SPACE;
    let mut out = BTreeMap::new();
    for column in used {
        out.insert(column, x);
        x += SPACE
            + match column {
                Column::Start | Column::End => EVENT,
                Column::Split | Column::Join => GATEWAY,
                Column::Block(_, 2) => TASK.0,
                Column::Block(..) => GATEWAY,
            };
    }
    (out, x - SPACE)
}

fn place(node: &Node, x: u32, top: u32) -> Place {
    let middle = top + MIDDLE;
    match node.kind {
        Kind::Start | Kind::End => Place { x, y: middle - EVENT / 2, width: EVENT, height: EVENT },
        Kind::Task(_) => Place { x, y: middle - TASK.1 / 2, width: TASK.0, height: TASK.1 },
        Kind::Parallel | Kind::Asks | Kind::Meets => {
            Place { x, y: middle - GATEWAY / 2, width: GATEWAY, height: GATEWAY }
        }
        Kind::Timer(..) => Place { x: x + 20, y: middle + TASK.1 / 2 - EVENT / 2, width: EVENT, height: EVENT },
        Kind::TimeUp => Place { x: x + TASK.0 - EVENT, y: top + TALL_ROW - EVENT - 16, width: EVENT, height: EVENT },
    }
}

fn way(graph: &Graph, flow: &Flow, nodes: &[Place]) -> Vec<(u32, u32)> {
    let (from, to) = (nodes[flow.from], nodes[flow.to]);
    if flow.otherwise {
        // Over the task.
        let above = from.y.saturating_sub(30);
        return vec![(from.middle(), from.y), (from.middle(), above), (to.middle(), above), (to.middle(), to.y)];
    }
    if let Kind::Timer(..) = graph.nodes[flow.from].kind {
        return vec![(from.middle(), from.y + from.height), (from.middle(), to.left().1), to.left()];
    }
    let (begin, end) = (from.right(), to.left());
    if begin.1 == end.1 {
        return vec![begin, end];
    }
    let turn = end.0 - SPACE / 2;
    vec![begin, (turn, begin.1), (turn, end.1), end]
}
