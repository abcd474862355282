//! 一表申请: the members' forms and the chain's own questions as one form in which the same datum is asked once.
//! Each merged field remembers which members' fields it fills, so that every member's own answers can be given back.
//!
//! Two fields ask for the same datum when they carry the same reuse word, or are worded alike and neither are free prose
//! nor speak of an earlier certificate; the clerk may put together and keep apart over that. Not here: joining two kinds (`join`), materials
//! (`materials`).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CHAIN, Chain, FieldRef, Items,
    chain::wording,
    join::{Clash, either, family, join, renamed, renamed_condition, told_together},
    pages::{Group, Placed, arranged},
};
use crate::catalogue::{APPLICANT_KIND, FieldKind, Form, FormCondition, FormField, form_of};

/// Longest key that a form takes.
const LONGEST_KEY: usize = 40;

/// The form of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedForm {
    /// What the applicant fills in.
    pub form: Form,
    /// By key of the merged form: the members' fields it fills; the chain's own questions under [`CHAIN`].
    pub fills: BTreeMap<String, Vec<FieldRef>>,
    /// What the clerk should know about the proposal.
    pub notes: Vec<MergeNote>,
}

/// What was not merged, or not as it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum MergeNote {
    /// Asked more than once under the same words.
    #[error("“{label}”要分开问 {times} 次：{}", .why.label())]
    KeptApart {
        /// What is asked, in all its wordings.
        label: String,
        /// How often.
        times: usize,
        /// Why.
        why: Clash,
    },
    /// One of the members would have taken more.
    #[error("“{0}”合并后按较严的要求填")]
    Stricter(String),
    /// The clerk named a field that is not there.
    #[error("合并设置里的“{member}”没有字段“{key}”，请改或删掉")]
    Unknown {
        /// Member.
        member: String,
        /// Field.
        key: String,
    },
    /// Conditions of one form, or of members, wait for each other, so that the field is never asked.
    #[error("“{0}”的出现条件绕成了圈，永远不会问到，请改条件")]
    NeverAsked(String),
}

impl MergedForm {
    /// What a member's own form is answered with, out of the answers of the merged form. The applicant's kind is
    /// handed on. Checked by the member's own form, they are accepted whenever the merged answers were.
    #[must_use]
    pub fn answers_for(&self, member: &str, answers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let kind = answers.get_key_value(APPLICANT_KIND).map(|(k, v)| (k.clone(), v.clone()));
        let own = self.fills.iter().flat_map(|(key, refs)| {
            let answer = answers.get(key);
            let own = refs.iter().filter(|r| r.member == member);
            own.filter_map(move |r| Some((r.key.clone(), answer?.clone())))
        });
        own.chain(kind).collect()
    }

    /// Key of the merged form that fills a member's field.
    #[must_use]
    pub fn key_of(&self, member: &str, key: &str) -> Option<&str> {
        let fills = |refs: &[FieldRef]| refs.iter().any(|r| r.member == member && r.key == key);
        self.fills.iter().find(|(_, refs)| fills(refs)).map(|(merged, _)| merged.as_str())
    }
}

/// One field of one form.
pub(super) struct Node<'a> {
    pub(super) at: FieldRef,
    pub(super) field: &'a FormField,
    /// Place of the member in the chain, from 1; 0 = the chain's own questions.
    pub(super) owner: usize,
}

/// Merges the forms of a chain. Members whose item is not there, or that nobody applies for, ask nothing.
#[must_use]
pub fn merge_forms(chain: &Chain, items: &Items) -> MergedForm {
    let forms: Vec<Form> =
        chain.members.iter().map(|m| items.get(&m.key).and_then(|i| form_of(&i.content)).unwrap_or_default()).collect();
    let nodes = nodes(chain, &forms);
    let identities = identities(chain, &nodes);
    let mut notes = unknown_overrides(chain, &nodes);
    let mut alone: BTreeMap<usize, Clash> = BTreeMap::new();
    loop {
        let groups = grouped(&identities, &alone);
        let keys = keys(&nodes, &groups);
        let clashes = clashes(&nodes, &groups, &keys);
        if !clashes.is_empty() {
            alone.extend(clashes);
            continue;
        }
        let merged: Vec<Group> = groups.iter().map(|g| group(chain, &nodes, g, &keys)).collect();
        let placed = arranged(chain, merged);
        let in_circle: Vec<usize> =
            placed.circular.iter().flat_map(|g| &groups[*g]).filter(|n| !alone.contains_key(n)).copied().collect();
        let shared = |n: &usize| groups.iter().any(|g| g.len() > 1 && g.contains(n));
        let split: Vec<usize> = in_circle.into_iter().filter(shared).collect();
        if !split.is_empty() {
            alone.extend(split.into_iter().map(|n| (n, Clash::Circle)));
            continue;
        }
        notes.extend(told(&nodes, &identities, &groups, &alone));
        return finished(placed, notes);
    }
}

fn finished(placed: Placed, mut notes: Vec<MergeNote>) -> MergedForm {
    let mut fills = BTreeMap::new();
    for (key, refs) in placed.fills {
        fills.insert(key, refs);
    }
    notes.extend(placed.stricter.into_iter().map(MergeNote::Stricter));
    notes.extend(placed.never_asked.into_iter().map(MergeNote::NeverAsked));
    notes.sort();
    notes.dedup();
    MergedForm { form: placed.form, fills, notes }
}

fn nodes<'a>(chain: &'a Chain, forms: &'a [Form]) -> Vec<Node<'a>> {
    let own = chain.questions.iter().map(|field| (CHAIN, field, 0));
    let members = chain.members.iter().zip(forms).enumerate();
    let theirs = members.flat_map(|(n, (m, form))| form.fields().map(move |field| (m.key.as_str(), field, n + 1)));
    own.chain(theirs)
        .map(|(member, field, owner)| Node {
            at: FieldRef { member: member.to_owned(), key: field.key.clone() },
            field,
            owner,
        })
        .collect()
}

/// What a field asks for. Equal = the same datum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Clerk(usize),
    Reuse(String),
    Words(String),
    Own(FieldRef),
}

/// The datum of each node with the family of its kind: fields of one datum and another family stay apart.
fn identities(chain: &Chain, nodes: &[Node<'_>]) -> Vec<(Identity, String)> {
    // Words that carry one reuse word anywhere carry it everywhere.
    let mut reuse_of: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for node in nodes.iter().filter(|n| !n.field.reuse.is_empty()) {
        reuse_of.entry(wording(&node.field.label)).or_default().insert(&node.field.reuse);
    }
    let identity = |node: &Node<'_>| {
        if chain.fields.apart.contains(&node.at) {
            return Identity::Own(node.at.clone());
        }
        if let Some(group) = chain.fields.group_of(&node.at) {
            return Identity::Clerk(group);
        }
        if !node.field.reuse.is_empty() {
            return Identity::Reuse(node.field.reuse.clone());
        }
        // Free prose speaks of its own item whatever its heading, and so does what is asked of an earlier certificate
        // (原证照编号, 原许可证到期日).
        let words = wording(&node.field.label);
        if matches!(node.field.kind, FieldKind::LongText { .. }) || words.starts_with('原') {
            return Identity::Own(node.at.clone());
        }
        match reuse_of.get(&words).filter(|r| r.len() == 1).and_then(BTreeSet::first) {
            Some(reuse) => Identity::Reuse((*reuse).to_owned()),
            None if words.is_empty() => Identity::Own(node.at.clone()),
            None => Identity::Words(words),
        }
    };
    nodes.iter().map(|n| (identity(n), family(&n.field.kind))).collect()
}

/// Nodes that are asked as one, by the first of each.
fn grouped(identities: &[(Identity, String)], alone: &BTreeMap<usize, Clash>) -> Vec<Vec<usize>> {
    let mut places: BTreeMap<&(Identity, String), usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (n, identity) in identities.iter().enumerate() {
        if alone.contains_key(&n) {
            groups.push(vec![n]);
            continue;
        }
        match places.get(identity) {
            Some(place) => groups[*place].push(n),
            None => {
                places.insert(identity, groups.len());
                groups.push(vec![n]);
            }
        }
    }
    groups
}

/// Key of the merged form for each node. The chain's own question keeps its key, and so does a field that all call
/// alike and nobody else; the rest carry the name of the first member in the alphabet.
fn keys(nodes: &[Node<'_>], groups: &[Vec<usize>]) -> Vec<String> {
    let wish = |group: &Vec<usize>| -> Option<&str> {
        let first = nodes[group[0]].at.key.as_str();
        match group.iter().find(|n| nodes[**n].owner == 0) {
            Some(own) => Some(&nodes[*own].at.key),
            None => group.iter().all(|n| nodes[*n].at.key == first).then_some(first),
        }
    };
    let mut taken: BTreeSet<String> = BTreeSet::from([APPLICANT_KIND.to_owned()]);
    let mut out = vec![String::new(); nodes.len()];
    let mut rest: Vec<&Vec<usize>> = Vec::new();
    for group in groups {
        let wished = wish(group);
        let is_own = group.iter().any(|n| nodes[*n].owner == 0);
        let rivals = groups.iter().filter(|g| wish(g) == wished).count();
        match wished.filter(|w| (is_own || rivals == 1) && !taken.contains(*w)) {
            Some(key) => {
                taken.insert(key.to_owned());
                group.iter().for_each(|n| out[*n] = key.to_owned());
            }
            None => rest.push(group),
        }
    }
    let name = |group: &Vec<usize>| group.iter().map(|n| &nodes[*n].at).min();
    rest.sort_by_key(|g| name(g));
    for group in rest {
        let Some(at) = name(group) else { continue };
        let full = format!("{}_{}", at.member, at.key);
        let mut key: String = full.chars().take(LONGEST_KEY).collect();
        for n in 2.. {
            if !taken.contains(&key) {
                break;
            }
            key = format!("{}_{n}", full.chars().take(LONGEST_KEY - 4).collect::<String>());
        }
        taken.insert(key.clone());
        group.iter().for_each(|n| out[*n] = key.clone());
    }
    out
}

/// What a key of one form is called in the merged form.
fn name<'a>(nodes: &'a [Node<'_>], keys: &'a [String], owner: usize) -> impl Fn(&str) -> String + 'a {
    move |key: &str| {
        let found = nodes.iter().position(|n| n.owner == owner && n.at.key == key);
        found.map_or_else(|| key.to_owned(), |n| keys[n].clone())
    }
}

/// Nodes that cannot be asked with the rest of their group.
fn clashes(nodes: &[Node<'_>], groups: &[Vec<usize>], keys: &[String]) -> BTreeMap<usize, Clash> {
    let mut out = BTreeMap::new();
    for group in groups.iter().filter(|g| g.len() > 1) {
        let owners: BTreeSet<usize> = group.iter().map(|n| nodes[*n].owner).collect();
        let clash = match owners.len() == group.len() {
            false => Some(Clash::OneForm),
            true => joined(nodes, group, keys).err(),
        };
        out.extend(clash.into_iter().flat_map(|c| group.iter().map(move |n| (*n, c))));
    }
    out
}

fn joined(nodes: &[Node<'_>], group: &[usize], keys: &[String]) -> Result<FieldKind, Clash> {
    let kind = |n: usize| renamed(&nodes[n].field.kind, &name(nodes, keys, nodes[n].owner));
    group[1..].iter().try_fold(kind(group[0]), |so_far, n| join(so_far, &kind(*n)))
}

/// A group as one field.
fn group(chain: &Chain, nodes: &[Node<'_>], group: &[usize], keys: &[String]) -> Group {
    let first = &nodes[group[0]];
    let fields = || group.iter().map(|n| nodes[*n].field);
    let kind = joined(nodes, group, keys).unwrap_or_else(|_| first.field.kind.clone());
    let lists: Vec<Vec<FormCondition>> = group
        .iter()
        .map(|n| {
            let node = &nodes[*n];
            let member = node.owner.checked_sub(1).and_then(|m| chain.members[m].condition.clone());
            let own = node.field.condition.as_ref();
            let own = own.map(|c| renamed_condition(c, &name(nodes, keys, node.owner)));
            member.into_iter().chain(own).collect()
        })
        .collect();
    let as_it_was = |n: &usize| {
        let field = nodes[*n].field;
        renamed(&field.kind, &name(nodes, keys, nodes[*n].owner)) == kind
            && field.required == fields().any(|f| f.required)
    };
    let stricter = !group.iter().all(as_it_was);
    let field = FormField {
        key: keys[group[0]].clone(),
        label: first.field.label.clone(),
        required: fields().any(|f| f.required),
        hint: fields().map(|f| f.hint.as_str()).find(|h| !h.is_empty()).unwrap_or_default().to_owned(),
        condition: either(&lists),
        personal: fields().any(|f| f.personal),
        purpose: told_together(fields().map(|f| f.purpose.as_str())),
        legal_basis: told_together(fields().map(|f| f.legal_basis.as_str())),
        shared: fields().any(|f| f.shared),
        reuse: fields().map(|f| f.reuse.as_str()).find(|r| !r.is_empty()).unwrap_or_default().to_owned(),
        kind,
    };
    Group {
        field,
        fills: group.iter().map(|n| nodes[*n].at.clone()).collect(),
        owners: group.iter().map(|n| nodes[*n].owner).collect(),
        stricter,
    }
}

fn unknown_overrides(chain: &Chain, nodes: &[Node<'_>]) -> Vec<MergeNote> {
    let named = chain.fields.merge.iter().flatten().chain(&chain.fields.apart);
    let unknown = named.filter(|at| !nodes.iter().any(|n| n.at == **at));
    unknown.map(|at| MergeNote::Unknown { member: at.member.clone(), key: at.key.clone() }).collect()
}

/// Data that are asked more than once.
fn told(
    nodes: &[Node<'_>],
    identities: &[(Identity, String)],
    groups: &[Vec<usize>],
    alone: &BTreeMap<usize, Clash>,
) -> Vec<MergeNote> {
    let mut asked: BTreeMap<&Identity, Vec<&Vec<usize>>> = BTreeMap::new();
    for group in groups {
        asked.entry(&identities[group[0]].0).or_default().push(group);
    }
    let apart = asked.into_values().filter(|groups| groups.len() > 1);
    apart
        .map(|groups| MergeNote::KeptApart {
            label: labels(nodes, &groups),
            times: groups.len(),
            why: groups.iter().flat_map(|g| g.iter()).find_map(|n| alone.get(n)).copied().unwrap_or(Clash::Kind),
        })
        .collect()
}

/// Every wording of one datum, each once.
fn labels(nodes: &[Node<'_>], groups: &[&Vec<usize>]) -> String {
    let mut out: Vec<&str> = Vec::new();
    for n in groups.iter().flat_map(|g| g.iter()) {
        let label = nodes[*n].field.label.as_str();
        if !out.contains(&label) {
            out.push(label);
        }
    }
    out.join("、")
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
