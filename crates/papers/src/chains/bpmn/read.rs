//! BPMN 2.0 XML as a chain: elements outside the subset are named and refused, order and conditions are read from the
//! diagram, the rest from our own extension where there is one.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{DepartmentId, ItemId},
    catalogue::FormCondition,
    chains::{Chain, Member, MemberItem, Office, OnDenial, Overrides},
};

use super::{
    MODEL, NAMESPACE, expression,
    fault::{BpmnFault, ImportNote},
    flow::{Flows, Step},
    tree::{Element, tree},
};

/// A chain that was read. Ids and codes in it are what the file says: whoever takes it in looks the items up by code.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Imported {
    /// The chain. A member that has no item yet has item and department 0 and no code.
    pub chain: Chain,
    /// Keys of those members.
    pub unresolved: Vec<String>,
    /// What the clerk should know.
    pub notes: Vec<ImportNote>,
}

/// Most members of a chain from outside.
const MOST_TASKS: usize = 60;

/// Elements that say nothing about the handling, in a process or beside it.
const SKIPPED: [&str; 22] = [
    "textAnnotation",
    "association",
    "group",
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "dataStore",
    "dataInputAssociation",
    "dataOutputAssociation",
    "ioSpecification",
    "property",
    "messageFlow",
    "category",
    "itemDefinition",
    "message",
    "signal",
    "error",
    "escalation",
    "resource",
    "import",
    "performer",
    "potentialOwner",
];

/// Reads a chain.
///
/// # Errors
/// [`BpmnFault`], the first that is found.
pub fn read_bpmn(bytes: &[u8]) -> Result<Imported, BpmnFault> {
    let root = tree(bytes)?;
    if root.space != MODEL || root.name != "definitions" {
        return Err(BpmnFault::NotBpmn);
    }
    let mut skipped = Skipped::default();
    let (mut processes, mut participants) = (Vec::new(), Vec::new());
    for child in &root.children {
        match (child.space.as_str(), child.name.as_str()) {
            (MODEL, "process") => processes.push(child),
            (MODEL, "collaboration") => participants.extend(collaboration(child, &mut skipped)?),
            (MODEL, _) => skipped.take(child, root.id())?,
            // The drawing, and what others add.
            (_, _) => {}
        }
    }
    let [process] = processes.as_slice() else { return Err(BpmnFault::Processes(processes.len())) };
    let flows = Flows::read(process, &mut skipped)?;
    let steps = flows.steps()?;
    if steps.len() > MOST_TASKS {
        return Err(BpmnFault::TooManyTasks(steps.len()));
    }
    let lanes = lanes(process);
    let pool = participants.iter().find(|p| p.get("processRef") == Some(process.id()));
    let name = pool.and_then(|p| p.get("name")).or(process.get("name")).unwrap_or_default();
    let mut notes = skipped.notes();
    if flows.has_timers() {
        notes.push(ImportNote::Timers);
    }
    let mut out = members(&steps, &lanes, name, &mut notes)?;
    let base = ours(process, "chain")?;
    let mut chain = match base {
        Some(json) => {
            let read: Chain = serde_json::from_str(json).map_err(|_| BpmnFault::Extension(process.id().to_owned()))?;
            let renamed = !name.is_empty() && shown(&read.name) != name;
            Chain { name: if renamed { name.to_owned() } else { read.name.clone() }, ..read }
        }
        None => foreign(process, name, &out.members),
    };
    chain.members = std::mem::take(&mut out.members);
    notes.sort();
    notes.dedup();
    Ok(Imported { chain, unresolved: out.unresolved, notes })
}

/// Elements that were skipped, counted.
#[derive(Default)]
pub(super) struct Skipped(BTreeMap<String, usize>);

impl Skipped {
    /// Skips an element that says nothing, or refuses it.
    pub(super) fn take(&mut self, element: &Element, inside: &str) -> Result<(), BpmnFault> {
        if element.space != MODEL || matches!(element.name.as_str(), "documentation" | "extensionElements") {
            return Ok(());
        }
        if SKIPPED.contains(&element.name.as_str()) {
            *self.0.entry(element.name.clone()).or_default() += 1;
            return Ok(());
        }
        Err(unsupported(element, inside))
    }

    fn notes(self) -> Vec<ImportNote> {
        self.0.into_iter().map(|(element, count)| ImportNote::Skipped { element, count }).collect()
    }
}

/// Named with its id, or with that of what it stands in.
pub(super) fn unsupported(element: &Element, inside: &str) -> BpmnFault {
    let id = if element.id().is_empty() { inside } else { element.id() };
    BpmnFault::Unsupported { element: element.name.clone(), id: id.to_owned() }
}

fn collaboration<'a>(element: &'a Element, skipped: &mut Skipped) -> Result<Vec<&'a Element>, BpmnFault> {
    let mut out = Vec::new();
    for child in &element.children {
        if child.space == MODEL && child.name == "participant" {
            out.push(child);
        } else {
            skipped.take(child, element.id())?;
        }
    }
    Ok(out)
}

/// Name of the innermost lane by node.
fn lanes(process: &Element) -> BTreeMap<&str, &str> {
    fn of<'a>(set: &'a Element, out: &mut BTreeMap<&'a str, &'a str>) {
        for lane in set.children.iter().filter(|c| c.space == MODEL && c.name == "lane") {
            for node in lane.children.iter().filter(|c| c.space == MODEL && c.name == "flowNodeRef") {
                out.insert(node.text.trim(), lane.get("name").unwrap_or_default());
            }
            lane.children.iter().filter(|c| c.name == "childLaneSet").for_each(|set| of(set, out));
        }
    }
    let mut out = BTreeMap::new();
    process.children.iter().filter(|c| c.space == MODEL && c.name == "laneSet").for_each(|set| of(set, &mut out));
    out
}

/// The text of our own extension.
fn ours<'a>(element: &'a Element, name: &str) -> Result<Option<&'a str>, BpmnFault> {
    let extension = element.child(MODEL, "extensionElements");
    let mut found = extension.iter().flat_map(|e| &e.children).filter(|c| c.space == NAMESPACE && c.name == name);
    match (found.next(), found.next()) {
        (first, None) => Ok(first.map(|e| e.text.as_str())),
        (_, Some(_)) => Err(BpmnFault::Extension(element.id().to_owned())),
    }
}

/// A name as XML can hold it.
fn shown(name: &str) -> String {
    let fits = |c: &char| (!c.is_control() || matches!(c, '\n' | '\t')) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    name.chars().filter(fits).collect()
}

struct Members {
    members: Vec<Member>,
    unresolved: Vec<String>,
}

/// The members in the order of the file.
fn members(
    steps: &[Step<'_>],
    lanes: &BTreeMap<&str, &str>,
    pool: &str,
    notes: &mut Vec<ImportNote>,
) -> Result<Members, BpmnFault> {
    let mut own: Vec<Option<Member>> = Vec::new();
    for step in steps {
        let json = ours(step.element, "member")?;
        let read = json.map(serde_json::from_str::<Member>).transpose();
        own.push(read.map_err(|_| BpmnFault::Extension(step.element.id().to_owned()))?);
    }
    let keys = keys(steps, &own);
    let mut out = Members { members: Vec::new(), unresolved: Vec::new() };
    for (n, (step, own)) in steps.iter().zip(own).enumerate() {
        let task = step.element.get("name").unwrap_or_default();
        let lane = lanes.get(step.element.id()).copied().unwrap_or(pool);
        let drawn: Vec<String> = step.after.iter().map(|s| keys[*s].clone()).collect();
        let condition = step.condition.clone();
        let member = match own {
            Some(own) => {
                kept(Member { key: keys[n].clone(), ..own }, (task, lane), (drawn, condition), step, &keys, notes)
            }
            None => {
                out.unresolved.push(keys[n].clone());
                notes.push(ImportNote::Unresolved(task.to_owned()));
                let office = Office { id: DepartmentId::new(0), name: lane.to_owned() };
                Member {
                    key: keys[n].clone(),
                    item: MemberItem {
                        id: ItemId::new(0),
                        version: 0,
                        code: String::new(),
                        name: task.to_owned(),
                        office,
                    },
                    condition,
                    after: drawn,
                    brings: Vec::new(),
                    denied: OnDenial::default(),
                }
            }
        };
        out.members.push(member);
    }
    Ok(out)
}

/// Our own data, with order and condition of the diagram where they differ.
fn kept(
    own: Member,
    (task, lane): (&str, &str),
    (drawn, condition): (Vec<String>, Option<FormCondition>),
    step: &Step<'_>,
    keys: &[String],
    notes: &mut Vec<ImportNote>,
) -> Member {
    let name = own.item.name.clone();
    if shown(&name) != task {
        notes.push(ImportNote::NameKept { task: task.to_owned(), item: name.clone() });
    }
    if shown(&own.item.office.name) != lane {
        notes.push(ImportNote::LaneKept { task: name.clone(), lane: lane.to_owned() });
    }
    // What is waited for through others need not be drawn, so the two are compared without it.
    let known: BTreeSet<usize> =
        own.after.iter().filter_map(|a| keys.iter().position(|k| k == a)).filter(|s| step.nearest(*s)).collect();
    let same_order = own.after.iter().filter_map(|a| keys.iter().position(|k| k == a)).all(|s| step.behind(s))
        && known == step.after.iter().copied().collect();
    let written = own.condition.as_ref().and_then(|c| expression::read(&expression::write(c)));
    let same_condition = written == condition;
    if !same_order {
        notes.push(ImportNote::OrderChanged(name.clone()));
    }
    if !same_condition {
        notes.push(ImportNote::ConditionChanged(name));
    }
    Member {
        after: if same_order { own.after.clone() } else { drawn },
        condition: if same_condition { own.condition.clone() } else { condition },
        ..own
    }
}

/// A key for each step: its own, or one made from its id; each once.
fn keys(steps: &[Step<'_>], own: &[Option<Member>]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut out = Vec::new();
    for (n, (step, own)) in steps.iter().zip(own).enumerate() {
        let wished = match own {
            Some(member) => member.key.clone(),
            None => step.element.id().to_ascii_lowercase(),
        };
        let is_key = wished.starts_with(|c: char| c.is_ascii_lowercase())
            && wished.len() <= 20
            && wished.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let mut key = wished;
        if !is_key || !taken.insert(key.clone()) {
            let free = |k: &String| !taken.contains(k);
            key = (n + 1..).map(|n| format!("m{n}")).find(free).unwrap_or_default();
            taken.insert(key.clone());
        }
        out.push(key);
    }
    out
}

/// What can be told of a chain that is not ours.
fn foreign(process: &Element, name: &str, members: &[Member]) -> Chain {
    let purpose = process.child(MODEL, "documentation").map(|d| d.text.trim().to_owned());
    Chain {
        code: String::new(),
        version: 1,
        name: name.to_owned(),
        purpose: purpose.unwrap_or_default(),
        lead: members
            .first()
            .map_or_else(|| Office { id: DepartmentId::new(0), name: String::new() }, |m| m.item.office.clone()),
        applicants: Vec::new(),
        members: Vec::new(),
        questions: Vec::new(),
        fields: Overrides::default(),
        materials: Overrides::default(),
    }
}
