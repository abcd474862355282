//! The nodes and flows of a foreign process (流程解析): what each task comes after, and under which condition, found by
//! walking the flows from the beginning. Not here: what a task means (`read`).

use std::collections::{BTreeMap, BTreeSet};

use domain::catalogue::FormCondition;

use super::{
    MODEL, expression,
    fault::BpmnFault,
    read::{Skipped, unsupported},
    tree::Element,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Start,
    End,
    Task,
    /// Everybody goes on.
    All,
    /// Conditions say who goes on.
    Choice,
    Timer,
}

struct Node<'a> {
    element: &'a Element,
    kind: Kind,
}

struct Flow<'a> {
    id: &'a str,
    from: usize,
    to: usize,
    condition: Option<FormCondition>,
}

/// Nodes and flows.
pub(super) struct Flows<'a> {
    nodes: Vec<Node<'a>>,
    flows: Vec<Flow<'a>>,
}

/// A task with what was found of it.
pub(super) struct Step<'a> {
    pub(super) element: &'a Element,
    /// Steps right before it, by their place, ascending; those before these are left out.
    pub(super) after: Vec<usize>,
    pub(super) condition: Option<FormCondition>,
    /// All steps somewhere before it.
    before: BTreeSet<usize>,
    /// Of each step before it, whether another of them comes after that.
    covered: BTreeSet<usize>,
}

impl Step<'_> {
    /// Whether a step comes somewhere before this one.
    pub(super) fn behind(&self, step: usize) -> bool {
        self.before.contains(&step)
    }

    /// Whether a step comes before this one and no other step between.
    pub(super) fn nearest(&self, step: usize) -> bool {
        self.before.contains(&step) && !self.covered.contains(&step)
    }
}

/// What leads to a node: conditions, and flows that are taken otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Guard<'a> {
    If(FormCondition),
    Otherwise(&'a str),
}

impl<'a> Flows<'a> {
    /// Reads the elements of a process.
    pub(super) fn read(process: &'a Element, skipped: &mut Skipped) -> Result<Self, BpmnFault> {
        let (mut nodes, mut lines): (Vec<Node<'a>>, Vec<&Element>) = (Vec::new(), Vec::new());
        let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
        for child in process.children.iter().filter(|c| c.space == MODEL) {
            let kind = match child.name.as_str() {
                "startEvent" => Kind::Start,
                "endEvent" => Kind::End,
                "task" | "userTask" => Kind::Task,
                "parallelGateway" => Kind::All,
                "exclusiveGateway" | "inclusiveGateway" => Kind::Choice,
                "boundaryEvent" => Kind::Timer,
                "sequenceFlow" => {
                    lines.push(child);
                    continue;
                }
                "laneSet" => continue,
                _ => {
                    skipped.take(child, process.id())?;
                    continue;
                }
            };
            inside(child, kind, skipped)?;
            if child.id().is_empty() || ids.insert(child.id(), nodes.len()).is_some() {
                return Err(BpmnFault::Id(child.id().to_owned()));
            }
            nodes.push(Node { element: child, kind });
        }
        let mut flows = Vec::new();
        for line in lines {
            let end = |name: &str| line.get(name).and_then(|id| ids.get(id)).copied();
            let (Some(from), Some(to)) = (end("sourceRef"), end("targetRef")) else {
                return Err(BpmnFault::Dangling(line.id().to_owned()));
            };
            flows.push(Flow { id: line.id(), from, to, condition: condition(line)? });
        }
        Ok(Self { nodes, flows })
    }

    pub(super) fn has_timers(&self) -> bool {
        self.nodes.iter().any(|n| n.kind == Kind::Timer)
    }

    fn into(&self, node: usize) -> impl Iterator<Item = &Flow<'a>> {
        self.flows.iter().filter(move |f| f.to == node && self.nodes[f.from].kind != Kind::Timer)
    }

    /// The tasks in the order of the file, each with what it comes after and its condition.
    pub(super) fn steps(&self) -> Result<Vec<Step<'a>>, BpmnFault> {
        let starts = self.nodes.iter().filter(|n| n.kind == Kind::Start).count();
        if starts != 1 {
            return Err(BpmnFault::Starts(starts));
        }
        for flow in self.flows.iter().filter(|f| self.nodes[f.from].kind == Kind::Timer) {
            if self.nodes[flow.to].kind != Kind::End {
                return Err(BpmnFault::AfterTimer(self.nodes[flow.from].element.id().to_owned()));
            }
        }
        let order = self.order()?;
        let tasks: Vec<usize> = (0..self.nodes.len()).filter(|n| self.nodes[*n].kind == Kind::Task).collect();
        if tasks.is_empty() {
            return Err(BpmnFault::NoTasks);
        }
        let place: BTreeMap<usize, usize> = tasks.iter().enumerate().map(|(place, n)| (*n, place)).collect();
        if let Some(lost) = tasks.iter().find(|t| !order.contains(t)) {
            return Err(BpmnFault::Unreached(self.name(*lost)));
        }
        let mut near: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut all: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut guards: BTreeMap<usize, Vec<Guard<'a>>> = BTreeMap::new();
        for node in order {
            let (mut nearest, mut before) = (BTreeSet::new(), BTreeSet::new());
            for flow in self.into(node) {
                before.extend(all.get(&flow.from).into_iter().flatten());
                match place.get(&flow.from) {
                    Some(task) => {
                        nearest.insert(*task);
                        before.insert(*task);
                    }
                    None => nearest.extend(near.get(&flow.from).into_iter().flatten()),
                }
            }
            guards.insert(node, self.guards(node, &guards));
            near.insert(node, nearest);
            all.insert(node, before);
        }
        tasks.iter().map(|n| self.step(*n, &tasks, &near, &all, &guards)).collect()
    }

    fn step(
        &self,
        node: usize,
        tasks: &[usize],
        near: &BTreeMap<usize, BTreeSet<usize>>,
        all: &BTreeMap<usize, BTreeSet<usize>>,
        guards: &BTreeMap<usize, Vec<Guard<'a>>>,
    ) -> Result<Step<'a>, BpmnFault> {
        let element = self.nodes[node].element;
        let before = all[&node].clone();
        let covered: BTreeSet<usize> = before.iter().flat_map(|b| &all[&tasks[*b]]).copied().collect();
        let mut conditions = Vec::new();
        for guard in &guards[&node] {
            match guard {
                Guard::If(condition) => conditions.push(condition.clone()),
                Guard::Otherwise(flow) => {
                    return Err(BpmnFault::Otherwise { task: self.name(node), flow: (*flow).to_owned() });
                }
            }
        }
        let condition = match conditions.len() {
            0 | 1 => conditions.pop(),
            _ => Some(FormCondition::All(conditions)),
        };
        let after = near[&node].difference(&covered).copied().collect();
        Ok(Step { element, after, condition, before, covered })
    }

    /// What holds whenever a node is reached: of several ways in, what all of them have in common.
    fn guards(&self, node: usize, known: &BTreeMap<usize, Vec<Guard<'a>>>) -> Vec<Guard<'a>> {
        let way = |flow: &Flow<'a>| {
            let mut guards = known.get(&flow.from).cloned().unwrap_or_default();
            let out = self.flows.iter().filter(|f| f.from == flow.from).count();
            let new = match &flow.condition {
                Some(condition) => Some(Guard::If(condition.clone())),
                None if self.nodes[flow.from].kind == Kind::Choice && out > 1 => Some(Guard::Otherwise(flow.id)),
                None => None,
            };
            guards.extend(new.filter(|g| !known.get(&flow.from).is_some_and(|k| k.contains(g))));
            guards
        };
        let mut ways = self.into(node).map(way);
        let first = ways.next().unwrap_or_default();
        ways.fold(first, |common, other| common.into_iter().filter(|g| other.contains(g)).collect())
    }

    fn name(&self, node: usize) -> String {
        let element = self.nodes[node].element;
        element.get("name").unwrap_or(element.id()).to_owned()
    }

    /// All nodes that the beginning leads to, each after all that lead to it.
    fn order(&self) -> Result<Vec<usize>, BpmnFault> {
        let mut reached: BTreeSet<usize> = BTreeSet::new();
        let mut open: Vec<usize> = (0..self.nodes.len()).filter(|n| self.nodes[*n].kind == Kind::Start).collect();
        while let Some(at) = open.pop() {
            if reached.insert(at) {
                open.extend(self.flows.iter().filter(|f| f.from == at).map(|f| f.to));
            }
        }
        let (mut order, mut done) = (Vec::new(), BTreeSet::new());
        while done.len() < reached.len() {
            let ready = |n: &&usize| {
                !done.contains(*n)
                    && self.into(**n).filter(|f| reached.contains(&f.from)).all(|f| done.contains(&f.from))
            };
            let next: Vec<usize> = reached.iter().filter(ready).copied().collect();
            if next.is_empty() {
                let stuck = reached.difference(&done).filter(|n| self.nodes[**n].kind == Kind::Task);
                return Err(BpmnFault::Circle(stuck.map(|n| self.name(*n)).collect()));
            }
            done.extend(&next);
            order.extend(next);
        }
        Ok(order)
    }
}

/// Refuses what a node may not have in it.
fn inside(node: &Element, kind: Kind, skipped: &mut Skipped) -> Result<(), BpmnFault> {
    for child in node.children.iter().filter(|c| c.space == MODEL) {
        match (child.name.as_str(), kind) {
            ("incoming" | "outgoing", _) | ("timerEventDefinition", Kind::Timer) => {}
            _ => skipped.take(child, node.id())?,
        }
    }
    if kind == Kind::Timer && node.child(MODEL, "timerEventDefinition").is_none() {
        return Err(unsupported(node, node.id()));
    }
    Ok(())
}

fn condition(line: &Element) -> Result<Option<FormCondition>, BpmnFault> {
    for child in line.children.iter().filter(|c| c.space == MODEL) {
        if !matches!(child.name.as_str(), "conditionExpression" | "documentation" | "extensionElements") {
            return Err(unsupported(child, line.id()));
        }
    }
    let Some(found) = line.child(MODEL, "conditionExpression") else { return Ok(None) };
    let unread =
        || BpmnFault::Condition { flow: line.id().to_owned(), text: found.text.trim().chars().take(60).collect() };
    expression::read(&found.text).map(Some).ok_or_else(unread)
}
