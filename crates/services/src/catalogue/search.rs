//! Search of items, on an index in memory that is rebuilt when the catalogue has changed.

use std::{
    collections::HashSet,
    sync::{Arc, PoisonError},
};

use domain::{
    base::ItemId,
    catalogue::{Entry, Index, ItemType, Synonym},
};
use store::{
    StoreError,
    catalogue::{self as rows, ItemFilter},
};

use crate::Bureau;

/// Everyday words and the official ones, shipped as data.
const SYNONYMS: &str = include_str!("../../data/synonyms.tsv");

/// The index and what it shows, as of one state of the catalogue.
pub struct Searchable {
    head: (i64, i64),
    entries: Vec<Entry>,
    ex_officio: HashSet<ItemId>,
    index: Index,
}

/// A found item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Id.
    pub id: ItemId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Department.
    pub department: String,
}

/// The best items for some words: Chinese, pinyin initials, full pinyin, code, everyday words.
/// Guides are public, so anybody may search.
pub fn search(bureau: &Bureau, words: &str, limit: usize) -> Result<Vec<Found>, StoreError> {
    let searchable = searchable(bureau)?;
    let hits = searchable.index.search(words, limit);
    Ok(hits.iter().map(|hit| found(&searchable.entries[hit.entry])).collect())
}

impl Searchable {
    /// Everything in use that people apply for, by id.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| !self.ex_officio.contains(&e.id))
    }

    /// Whether people apply for it.
    pub(super) fn on_application(&self, id: ItemId) -> bool {
        !self.ex_officio.contains(&id)
    }
}

pub(super) fn found(e: &Entry) -> Found {
    Found { id: e.id, code: e.code.clone(), name: e.name.clone(), department: e.department.clone() }
}

pub(super) fn searchable(bureau: &Bureau) -> Result<Arc<Searchable>, StoreError> {
    let head = bureau.db().read(|tx| rows::head_of_catalogue(tx, bureau.region()))?;
    let held = bureau.searchable().read().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(held) = held.filter(|h| h.head == head) {
        return Ok(held);
    }
    let (entries, ex_officio) = bureau.db().read(|tx| {
        let entries = rows::search_entries(tx, bureau.region())?;
        let mut ex_officio = HashSet::new();
        for item_type in
            ItemType::list().iter().filter_map(|(code, _)| ItemType::parse(code)).filter(ItemType::is_ex_officio)
        {
            let filter = ItemFilter { item_type: Some(item_type.as_str().to_owned()), ..ItemFilter::default() };
            let lines = rows::item_lines(tx, bureau.region(), &filter, 0, i64::MAX)?;
            ex_officio.extend(lines.iter().map(|l| l.id));
        }
        Ok((entries, ex_officio))
    })?;
    let index = Index::build(&entries, synonyms());
    let made = Arc::new(Searchable { head, entries, ex_officio, index });
    *bureau.searchable().write().unwrap_or_else(PoisonError::into_inner) = Some(made.clone());
    Ok(made)
}

fn synonyms() -> Vec<Synonym> {
    SYNONYMS
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .map(|(everyday, official)| Synonym { everyday: everyday.trim().into(), official: official.trim().into() })
        .collect()
}
