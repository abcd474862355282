//! Search of items (事项检索), on an index in memory that is built again when the catalogue has changed. What fits what,
//! and in which order, is the domain's.

use std::sync::{Arc, PoisonError};

use domain::{
    base::ItemId,
    catalogue::{Closeness, Entry, Index, Piece, Synonym},
};
use jiff::civil::Date;
use store::{
    StoreError,
    catalogue::{self as rows, CatalogueHead},
};

use crate::Bureau;

/// Everyday words and the official ones, shipped as data.
const SYNONYMS: &str = include_str!("../../data/synonyms.tsv");

/// The index and what it shows, as of one state of the catalogue.
pub struct Searchable {
    head: CatalogueHead,
    /// The day it was built: versions that wait come into force on theirs without an event.
    day: Date,
    entries: Vec<Entry>,
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
    /// How well it fits; [`Closeness::Exact`] where nothing was looked for.
    pub closeness: Closeness,
}

/// The best items for some words: Chinese, pinyin initials, full pinyin, code, everyday words.
/// Guides are public, so anybody may search.
pub fn search(bureau: &Bureau, words: &str, limit: usize) -> Result<Vec<Found>, StoreError> {
    let searchable = searchable(bureau)?;
    let hits = searchable.index.search(words, limit);
    Ok(hits.iter().map(|hit| found(&searchable.entries[hit.entry], hit.closeness)).collect())
}

/// The names of some found items, cut into what was looked for and what was not.
pub fn marked(bureau: &Bureau, words: &str, found: &[Found]) -> Result<Vec<Vec<Piece>>, StoreError> {
    let searchable = searchable(bureau)?;
    Ok(found.iter().map(|f| searchable.index.pieces(words, &f.name)).collect())
}

impl Searchable {
    /// Everything in use that people apply for, by id.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| e.on_application())
    }

    /// What some words find among what people apply for, the best first.
    pub(super) fn fitting(&self, words: &str) -> impl Iterator<Item = (&Entry, Closeness)> {
        let hits = self.index.search(words, usize::MAX);
        hits.into_iter().map(|h| (&self.entries[h.entry], h.closeness)).filter(|(e, _)| e.on_application())
    }
}

pub(super) fn found(e: &Entry, closeness: Closeness) -> Found {
    Found { id: e.id, code: e.code.clone(), name: e.name.clone(), department: e.department.clone(), closeness }
}

/// The index of the present state. Every search asks the heads of the journal's streams, so what another program wrote
/// to the same database is found too; the rows are read again only when a head has moved.
pub(super) fn searchable(bureau: &Bureau) -> Result<Arc<Searchable>, StoreError> {
    let head = bureau.db().read(|tx| rows::head_of_catalogue(tx, bureau.region()))?;
    let held = bureau.searchable().read().unwrap_or_else(PoisonError::into_inner).clone();
    let day = bureau.today();
    if let Some(held) = held.filter(|h| h.head == head && h.day == day) {
        return Ok(held);
    }
    super::bring_into_force(bureau)?;
    // Head and rows of one snapshot: a change in between would else be taken for read.
    let (head, entries) = bureau.db().read(|tx| {
        let head = rows::head_of_catalogue(tx, bureau.region())?;
        Ok((head, rows::search_entries(tx, bureau.region())?))
    })?;
    let index = Index::build(&entries, &synonyms());
    let made = Arc::new(Searchable { head, day, entries, index });
    *bureau.searchable().write().unwrap_or_else(PoisonError::into_inner) = Some(made.clone());
    Ok(made)
}

/// Lines are everyday word, official words with spaces between, and where the word comes from.
fn synonyms() -> Vec<Synonym> {
    let line = |line: &str| {
        let mut cells = line.split('\t');
        let (everyday, official) = (cells.next()?, cells.next()?);
        let official = official.split_whitespace().map(str::to_owned).collect();
        Some(Synonym { everyday: everyday.trim().to_owned(), official })
    };
    SYNONYMS.lines().skip(1).filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_table_of_everyday_words_is_whole() {
        let mut seen = HashSet::new();
        for (no, line) in SYNONYMS.lines().enumerate().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "line {}", no + 1);
            assert!(cells.iter().all(|c| !c.is_empty() && c.trim() == *c), "line {}", no + 1);
            assert!(cells[0].chars().count() >= 2, "line {}: one character means too much", no + 1);
            assert!(seen.insert((cells[0], cells[1])), "line {} stands twice", no + 1);
        }
        assert_eq!(synonyms().len(), seen.len());
    }
}
