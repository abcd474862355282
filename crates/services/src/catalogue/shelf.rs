//! The catalogue as the public browses it (事项总览): items in use that people apply for, by department, and full items
//! for a list. Read from the index in memory that the search keeps. Not here: items that are not in use, and what
//! the office does of its own accord (依职权).

use std::collections::{BTreeMap, HashSet};

use domain::{
    base::ItemId,
    catalogue::{Closeness, Entry},
};
use store::{StoreError, catalogue as rows, people};

use super::{
    guide::GuideView,
    search::{Found, found, searchable},
};
use crate::Bureau;

/// How many items are in use, and whose they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Items in use that people apply for.
    pub items: u64,
    /// Departments by name with theirs; most items first.
    pub departments: Vec<(String, u64)>,
    /// Everyday words that guides name, from as many departments as possible; each finds something.
    pub sayings: Vec<String>,
}

/// Counts by department, and at most `sayings` everyday words.
pub fn shelf(bureau: &Bureau, sayings: usize) -> Result<Shelf, StoreError> {
    let searchable = searchable(bureau)?;
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut items = 0;
    for entry in searchable.entries() {
        items += 1;
        *counts.entry(&entry.department).or_default() += 1;
        for alias in &entry.aliases {
            if seen.insert(alias) {
                said.entry(&entry.department).or_default().push(alias);
            }
        }
    }
    let mut departments: Vec<(String, u64)> = counts.into_iter().map(|(d, n)| (d.to_owned(), n)).collect();
    // By count, then by name as the map had them: the sort is stable.
    departments.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let longest = said.values().map(Vec::len).max().unwrap_or(0);
    let in_turn = (0..longest).flat_map(|turn| {
        let said = &said;
        departments.iter().filter_map(move |(d, _)| said.get(d.as_str()).and_then(|words| words.get(turn)))
    });
    let sayings = in_turn.take(sayings).map(|w| (*w).to_owned()).collect();
    Ok(Shelf { items, departments, sayings })
}

/// All items that people apply for and that some words find, the best first; without words all of
/// them. `department` narrows by name.
pub fn browse(bureau: &Bureau, words: &str, department: Option<&str>) -> Result<Vec<Found>, StoreError> {
    let searchable = searchable(bureau)?;
    let fits = |e: &Entry| department.is_none_or(|d| e.department == d);
    if words.trim().is_empty() {
        return Ok(searchable.entries().filter(|e| fits(e)).map(|e| found(e, Closeness::Exact)).collect());
    }
    Ok(searchable.fitting(words).filter(|(e, _)| fits(e)).map(|(e, c)| found(e, c)).collect())
}

/// The current versions of some items with their departments, in the order asked for; what is not
/// there is left out.
pub fn cards(bureau: &Bureau, ids: &[ItemId]) -> Result<Vec<GuideView>, StoreError> {
    let region = bureau.region();
    bureau.db().read(|tx| {
        let departments = people::departments(tx, region)?;
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(item) = rows::item(tx, region, *id)? else { continue };
            if let Some(department) = departments.iter().find(|d| d.id == item.content.department).cloned() {
                out.push(GuideView { item, department });
            }
        }
        Ok(out)
    })
}
