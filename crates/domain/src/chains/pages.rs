//! The merged fields on pages (表单分页): the chain's own questions first, then what several members ask, then what
//! one member asks alone; a field always after those that its condition looks at.

use std::collections::{BTreeMap, BTreeSet};

use super::{Chain, FieldRef};
use crate::catalogue::{Form, FormField, FormPage, MOST_PAGES};

const LONGEST_LABEL: usize = 20;

/// Fields of members that are asked as one.
pub(super) struct Group {
    pub(super) field: FormField,
    pub(super) fills: Vec<FieldRef>,
    /// Places of their members in the chain, from 1; 0 = the chain's own.
    pub(super) owners: BTreeSet<usize>,
    /// One of them alone would have taken more.
    pub(super) stricter: bool,
}

/// The form with what became of the groups.
pub(super) struct Placed {
    pub(super) form: Form,
    pub(super) fills: Vec<(String, Vec<FieldRef>)>,
    /// Places of the groups whose conditions wait for each other.
    pub(super) circular: Vec<usize>,
    /// Labels of what became stricter.
    pub(super) stricter: Vec<String>,
    /// Labels of what can never be asked.
    pub(super) never_asked: Vec<String>,
}

/// Puts the groups in order and on pages.
pub(super) fn arranged(chain: &Chain, groups: Vec<Group>) -> Placed {
    let by_key: BTreeMap<&str, usize> = groups.iter().enumerate().map(|(n, g)| (g.field.key.as_str(), n)).collect();
    let needs: Vec<BTreeSet<usize>> = groups
        .iter()
        .map(|g| {
            let comparisons = g.field.condition.iter().flat_map(|c| c.comparisons());
            comparisons.filter_map(|(key, _)| by_key.get(key).copied()).collect()
        })
        .collect();
    let natural: Vec<usize> = groups.iter().map(page).collect();
    let (order, pages) = placed(&needs, &natural);
    let circular: Vec<usize> = (0..groups.len()).filter(|n| reaches_itself(&needs, *n)).collect();
    let stricter = groups.iter().filter(|g| g.stricter).map(|g| g.field.label.clone()).collect();
    let never_asked = circular.iter().map(|n| groups[*n].field.label.clone()).collect();
    let fills = groups.iter().map(|g| (g.field.key.clone(), g.fills.clone())).collect();
    let mut fields: Vec<Option<(FormField, BTreeSet<usize>)>> =
        groups.into_iter().map(|g| Some((g.field, g.owners))).collect();
    let mut out: BTreeMap<usize, Vec<FormField>> = BTreeMap::new();
    let (mut labels, mut reused) = (BTreeSet::new(), BTreeSet::new());
    for n in order {
        let Some((mut field, owners)) = fields[n].take() else { continue };
        field.label = own_label(&field.label, &owners, chain, &labels);
        labels.insert(field.label.clone());
        // Asked apart under one reuse word: only the first may offer the earlier answer.
        if !field.reuse.is_empty() && !reused.insert(field.reuse.clone()) {
            field.reuse.clear();
        }
        out.entry(pages[n]).or_default().push(field);
    }
    Placed { form: form(chain, out), fills, circular, stricter, never_asked }
}

/// Where a group stands by itself: 0 the chain's own, 1 what several ask, then a page a member.
fn page(group: &Group) -> usize {
    match group.owners.first() {
        Some(0) | None => 0,
        Some(_) if group.owners.len() > 1 => 1,
        Some(owner) => owner + 1,
    }
}

/// The order of groups, each after those it needs, and the page of each. What waits in a ring comes last.
fn placed(needs: &[BTreeSet<usize>], natural: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut pages = natural.to_vec();
    let (mut order, mut done) = (Vec::new(), BTreeSet::new());
    while order.len() < needs.len() {
        let left = || (0..needs.len()).filter(|n| !done.contains(n));
        let ready = |n: &usize| needs[*n].iter().all(|d| done.contains(d));
        let on = |n: &usize| needs[*n].iter().map(|d| pages[*d]).max().map_or(natural[*n], |p| p.max(natural[*n]));
        let next = left().filter(ready).min_by_key(|n| (on(n), *n)).or_else(|| left().next());
        let Some(next) = next else { break };
        pages[next] = on(&next);
        done.insert(next);
        order.push(next);
    }
    (order, pages)
}

fn reaches_itself(needs: &[BTreeSet<usize>], from: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<usize> = needs[from].iter().copied().collect();
    while let Some(at) = open.pop() {
        if at == from {
            return true;
        }
        if seen.insert(at) {
            open.extend(&needs[at]);
        }
    }
    false
}

/// A label that no field before has, by the name of its member.
fn own_label(label: &str, owners: &BTreeSet<usize>, chain: &Chain, taken: &BTreeSet<String>) -> String {
    if !taken.contains(label) {
        return label.to_owned();
    }
    let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    let owner = owners.first().and_then(|o| o.checked_sub(1)).and_then(|o| chain.members.get(o));
    let room = LONGEST_LABEL.saturating_sub(label.chars().count() + 2);
    if let Some(member) = owner.filter(|_| room > 1) {
        let named = format!("{label}（{}）", short_name(&member.item.name, room));
        if !taken.contains(&named) {
            return named;
        }
    }
    let numbered = |n: &usize| format!("{}（{n}）", cut(label, LONGEST_LABEL - 5));
    (2..).find(|n| !taken.contains(&numbered(n))).map_or_else(|| label.to_owned(), |n| numbered(&n))
}

/// A name in at most `room` characters, never cut inside a bracket: what stands in one goes first.
fn short_name(name: &str, room: usize) -> String {
    let cut: String = name.chars().take(room).collect();
    let open = |c: char| matches!(c, '（' | '(');
    let opened = cut.matches(open).count() > cut.matches(['）', ')']).count();
    match cut.rfind(open).filter(|at| opened && *at > 0) {
        Some(at) => cut[..at].to_owned(),
        None => cut,
    }
}

/// Pages with headings; what does not fit into the most pages of a form shares the last.
fn form(chain: &Chain, pages: BTreeMap<usize, Vec<FormField>>) -> Form {
    let count = pages.len();
    let mut out: Vec<FormPage> = Vec::new();
    for (n, (page, fields)) in pages.into_iter().enumerate() {
        if count > MOST_PAGES && n >= MOST_PAGES {
            if let Some(last) = out.last_mut() {
                last.title = "其余事项填写".to_owned();
                last.fields.extend(fields);
            }
            continue;
        }
        let title = match page {
            0 => "先问几句".to_owned(),
            1 => "共同填写".to_owned(),
            _ => {
                let member = chain.members.get(page - 2).map(|m| m.item.name.as_str()).unwrap_or_default();
                short_name(member, LONGEST_LABEL)
            }
        };
        out.push(FormPage { title, hint: String::new(), fields });
    }
    Form { pages: out }
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn a_name_is_not_cut_inside_a_bracket() {
        for (name, room, short) in [
            ("异地就医备案（异地安置退休人员）（备案）", 18, "异地就医备案（异地安置退休人员）"),
            ("异地就医备案（异地安置退休人员）", 12, "异地就医备案"),
            ("职工医保一次性缴费清算（退休补缴）", 12, "职工医保一次性缴费清算"),
            ("住房公积金提取（离退休）", 12, "住房公积金提取（离退休）"),
            ("住房公积金提取", 4, "住房公积"),
            ("（新）设立", 2, "（新"),
        ] {
            assert_eq!(short_name(name, room), short);
        }
    }
}
