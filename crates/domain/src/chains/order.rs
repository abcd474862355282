//! Which member goes first (办理顺序): a member whose result is another's material, levels that can run at one
//! time, and rings in which everybody waits for somebody.
//!
//! Not here: days (`limit`), and what a denial changes (`run`).

use std::collections::{BTreeMap, BTreeSet};

use super::{Chain, FromResult, Items, chain::wording};

/// What one member would wait for, proposed from the guides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposedOrder {
    /// Materials that another member's result serves as, by member.
    pub brings: BTreeMap<String, Vec<FromResult>>,
    /// Members to wait for, by member: whoever brings one of its materials.
    pub after: BTreeMap<String, Vec<String>>,
}

/// Proposes who waits for whom: a material that is called as another member's result, or as a part of it is
/// brought by that member. Where two results fit, the one whose name is the longer fits better; a tie is left to
/// the clerk. What would close a ring is not proposed.
#[must_use]
pub fn propose_order(chain: &Chain, items: &Items) -> ProposedOrder {
    let mut out = ProposedOrder::default();
    let mut waits: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let results: Vec<(&str, String)> = chain
        .members
        .iter()
        .filter_map(|m| {
            let guide = &items.get(&m.key)?.content.guide;
            let name = wording(&guide.result_name);
            (name.chars().count() >= 3 && guide.result_kind != "无").then_some((m.key.as_str(), name))
        })
        .collect();
    for member in &chain.members {
        let Some(item) = items.get(&member.key) else { continue };
        for material in &item.content.guide.materials {
            let name = wording(&material.name);
            let fits = |(key, result): &&(&str, String)| *key != member.key && name.starts_with(result.as_str());
            let best = results.iter().filter(fits).map(|(_, r)| r.chars().count()).max();
            let mut found = results.iter().filter(fits).filter(|(_, r)| Some(r.chars().count()) == best);
            let (Some((from, _)), None) = (found.next(), found.next()) else { continue };
            if reaches(&waits, from, &member.key) {
                continue;
            }
            waits.entry(&member.key).or_default().insert(from);
            let brought = FromResult { material: material.name.clone(), from: (*from).to_owned() };
            out.brings.entry(member.key.clone()).or_default().push(brought);
        }
    }
    for (key, before) in waits {
        out.after.insert(key.to_owned(), before.into_iter().map(str::to_owned).collect());
    }
    out
}

/// Whether `from` waits for `to` already, directly or through others.
fn reaches(waits: &BTreeMap<&str, BTreeSet<&str>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            open.extend(waits.get(at).into_iter().flatten());
        }
    }
    false
}

/// A ring (循环): keys of the members in the order in which each waits for the next, the last for the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring(pub Vec<String>);

/// Keys of the members that can run at one time, level after level: each waits only for those of levels before
/// it. Members that nobody names are skipped; a waited-for key that is no member is as good as done.
///
/// # Errors
/// The first ring found, in the members' order.
pub fn levels(chain: &Chain) -> Result<Vec<Vec<&str>>, Ring> {
    let is_member = |key: &&String| chain.member(key).is_some();
    let mut level: BTreeMap<&str, usize> = BTreeMap::new();
    loop {
        let mut moved = false;
        for member in chain.members.iter().filter(|m| !level.contains_key(m.key.as_str())).collect::<Vec<_>>() {
            let before: Option<Vec<usize>> =
                member.after.iter().filter(is_member).map(|a| level.get(a.as_str()).copied()).collect();
            if let Some(before) = before {
                level.insert(&member.key, before.into_iter().max().map_or(0, |l| l + 1));
                moved = true;
            }
        }
        if level.len() == chain.members.iter().map(|m| &m.key).collect::<BTreeSet<_>>().len() {
            break;
        }
        if !moved {
            return Err(ring(chain, &level));
        }
    }
    let count = level.values().max().map_or(0, |l| l + 1);
    let on = |n: usize| chain.members.iter().map(|m| m.key.as_str()).filter(|k| level.get(k) == Some(&n)).collect();
    Ok((0..count).map(on).collect())
}

/// Walks from a member without a level along what it waits for, until somebody comes twice.
fn ring(chain: &Chain, level: &BTreeMap<&str, usize>) -> Ring {
    let stuck = |key: &str| chain.member(key).is_some() && !level.contains_key(key);
    let mut path: Vec<&str> = Vec::new();
    let mut at = chain.members.iter().map(|m| m.key.as_str()).find(|k| stuck(k));
    while let Some(key) = at {
        if let Some(begin) = path.iter().position(|p| *p == key) {
            return Ring(path[begin..].iter().map(|k| (*k).to_owned()).collect());
        }
        path.push(key);
        at = chain.member(key).into_iter().flat_map(|m| &m.after).map(String::as_str).find(|a| stuck(a));
    }
    Ring(path.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chains::tests::{chain, item, material, member};

    #[test]
    fn levels_follow_who_waits_for_whom() {
        let it = chain(vec![member("d", &["b", "c"]), member("a", &[]), member("b", &["a"]), member("c", &["a"])]);
        assert_eq!(levels(&it), Ok(vec![vec!["a"], vec!["b", "c"], vec!["d"]]));
        assert_eq!(levels(&chain(Vec::new())), Ok(Vec::new()));
        assert_eq!(levels(&chain(vec![member("a", &["gone"])])), Ok(vec![vec!["a"]]));
    }

    #[test]
    fn a_ring_is_named_in_its_order() {
        let it = chain(vec![member("x", &["a"]), member("a", &["c"]), member("b", &["a"]), member("c", &["b"])]);
        assert_eq!(levels(&it), Err(Ring(vec!["a".into(), "c".into(), "b".into()])));
        assert_eq!(levels(&chain(vec![member("a", &["a"])])), Err(Ring(vec!["a".into()])));
    }

    #[test]
    fn a_result_that_is_anothers_material_goes_first() {
        let it = chain(vec![member("food", &[]), member("firm", &[]), member("seal", &[])]);
        let mut items = Items::new();
        let of = |result: &str, needs: &[&str]| {
            let mut it = item(1, result);
            it.content.guide.materials = needs.iter().map(|n| material(n)).collect();
            it
        };
        items.insert("food".into(), of("食品经营许可证", &["营业执照（复印件）", "居民身份证"]));
        items.insert("firm".into(), of("营业执照", &["居民身份证"]));
        // A ring is not proposed: the licence would wait for the seal, the seal for the licence.
        items.insert("seal".into(), of("印章备案回执", &["营业执照"]));
        let found = propose_order(&it, &items);
        assert_eq!(found.after["food"], ["firm"]);
        assert_eq!(found.after["seal"], ["firm"]);
        assert!(!found.after.contains_key("firm"));
        assert_eq!(found.brings["food"], [FromResult { material: "营业执照（复印件）".into(), from: "firm".into() }]);
        items.get_mut("firm").unwrap().content.guide.materials.push(material("印章备案回执"));
        assert!(levels(&with(&it, propose_order(&it, &items))).is_ok());
    }

    fn with(it: &Chain, order: ProposedOrder) -> Chain {
        let mut it = it.clone();
        for member in &mut it.members {
            member.after = order.after.get(&member.key).cloned().unwrap_or_default();
        }
        it
    }

    proptest! {
        /// Levels are there exactly when there is no ring, each member stands once and after all it waits for.
        #[test]
        fn levels_or_a_true_ring(edges in prop::collection::vec((0..6_usize, 0..6_usize), 0..10)) {
            let keys = ["a", "b", "c", "d", "e", "f"];
            let mut members: Vec<_> = keys.iter().map(|k| member(k, &[])).collect();
            for (of, on) in edges {
                members[of].after.push(keys[on].to_owned());
            }
            let it = chain(members);
            match levels(&it) {
                Ok(levels) => {
                    let place = |key: &str| levels.iter().position(|l| l.contains(&key)).unwrap();
                    prop_assert_eq!(levels.iter().map(Vec::len).sum::<usize>(), 6);
                    for m in &it.members {
                        prop_assert!(m.after.iter().all(|a| place(a) < place(&m.key)));
                    }
                }
                Err(Ring(ring)) => {
                    prop_assert!(!ring.is_empty());
                    for (n, key) in ring.iter().enumerate() {
                        let next = &ring[(n + 1) % ring.len()];
                        prop_assert!(it.member(key).unwrap().after.contains(next));
                    }
                }
            }
        }
    }
}
