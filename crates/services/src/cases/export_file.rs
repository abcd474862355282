//! Reading another system's export of cases (读办件导出): bytes in a child process, columns and words by the
//! data file.
//!
//! Not here: what a row brings about.

use std::{collections::BTreeMap, path::Path, sync::LazyLock};

use domain::{
    base::{TableRow, fold},
    cases::{ApplicantKind, DeliveryWay, End, EndKind, Outcome},
};
use papers::{
    catalogue::{Note, ReadOptions, RowShape, Table, TitleSet, map_titles},
    child::{ChildLimits, read_in_child_with},
};
use serde::Deserialize;

const DATA: &str = include_str!("../../data/case_export.json");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    key: String,
    titles: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    means: String,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// Where titles and words come from: for whoever changes them.
    source: String,
    columns: Vec<Column>,
    required: Vec<String>,
    results: Vec<Words>,
    applicant_kinds: Vec<Words>,
    delivery_ways: Vec<Words>,
}

static KNOWN: LazyLock<Known> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// Name of a column, as the rules read it.
type Key = &'static str;

static TITLES: LazyLock<TitleSet<Key>> = LazyLock::new(|| {
    // The data file lives as long as the program, so its words may stand where constants do.
    let entries: Vec<(Key, papers::catalogue::Titles)> = KNOWN
        .columns
        .iter()
        .map(|c| {
            let titles: Vec<&'static str> = c.titles.iter().map(String::as_str).collect();
            (c.key.as_str(), &*titles.leak())
        })
        .collect();
    let required: Vec<Key> = KNOWN.required.iter().map(String::as_str).collect();
    TitleSet { entries: entries.leak(), required: required.leak() }
});

fn meaning(list: &'static [Words], word: &str) -> Option<&'static str> {
    let word = fold(word).to_lowercase();
    list.iter().find(|w| w.words.contains(&word)).map(|w| w.means.as_str())
}

/// What the word or code of a result means.
pub(super) fn end_of(word: &str) -> Option<End> {
    let means = meaning(&KNOWN.results, word)?;
    Outcome::parse(means).map(End::Decided).or_else(|| EndKind::parse(means).map(End::Without))
}

/// What the word or code of an applicant's kind means.
pub(super) fn kind_of(word: &str) -> Option<ApplicantKind> {
    ApplicantKind::parse(meaning(&KNOWN.applicant_kinds, word)?)
}

/// What the word or code of a delivery means.
pub(super) fn way_of(word: &str) -> Option<DeliveryWay> {
    DeliveryWay::parse(meaning(&KNOWN.delivery_ways, word)?)
}

/// Where titles and words come from.
pub fn case_export_source() -> &'static str {
    &KNOWN.source
}

/// An export as read. It holds personal data and is not kept.
pub struct CaseFile {
    /// File name.
    pub file_name: String,
    /// SM3 of its bytes.
    pub digest: String,
    /// Rows by the keys of their columns.
    pub rows: Vec<TableRow>,
    /// What the reader noticed, in sentences.
    pub notes: Vec<String>,
}

/// Reads a file in a child process of `exe` (this program), within its limits. `progress` is told how many
/// rows have been read.
///
/// # Errors
/// The reader's sentence, or which columns are missing.
pub fn read_cases(
    exe: &Path,
    bytes: &[u8],
    file_name: &str,
    progress: &mut dyn FnMut(usize),
) -> Result<CaseFile, String> {
    let options = ReadOptions::for_table(TITLES.known());
    let table = read_in_child_with(exe, bytes, file_name, &ChildLimits::for_exports(), &options, progress)
        .map_err(|e| e.to_string())?;
    from_table(table, file_name, store::digest(bytes))
}

fn from_table(table: Table, file_name: &str, digest: String) -> Result<CaseFile, String> {
    let map = map_titles(&table.header, &TITLES);
    if let Some(sentence) = map.refusal() {
        return Err(sentence);
    }
    let mut notes: Vec<String> = table.notes.iter().map(Note::sentence).collect();
    if !map.unknown.is_empty() {
        let unknown: Vec<&str> = map.unknown.iter().map(|u| u.title.as_str()).collect();
        notes.push(format!("不认识的列没有用到：{}", unknown.join("、")));
    }
    let places: Vec<(Key, usize)> = map.found().filter_map(|key| Some((key, map.place(key)?))).collect();
    let row = |row: papers::catalogue::TableRow| {
        let mut from = row.cells;
        let cell = |(key, place): &(Key, usize)| {
            let text = std::mem::take(from.get_mut(*place)?);
            (!text.is_empty()).then(|| ((*key).to_owned(), text))
        };
        let cells: BTreeMap<String, String> = places.iter().filter_map(cell).collect();
        let ragged = match row.shape {
            RowShape::Whole | RowShape::Short { .. } => false,
            RowShape::Long { .. } => true,
        };
        TableRow { number: row.number, ragged, cells, raw: BTreeMap::new() }
    };
    Ok(CaseFile { file_name: file_name.to_owned(), digest, rows: table.rows.into_iter().map(row).collect(), notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_data_means_something_and_its_source_is_named() {
        for (list, read) in [
            (&KNOWN.results, (|w| end_of(w).is_some()) as fn(&str) -> bool),
            (&KNOWN.applicant_kinds, |w| kind_of(w).is_some()),
            (&KNOWN.delivery_ways, |w| way_of(w).is_some()),
        ] {
            for word in list.iter().flat_map(|w| &w.words) {
                assert!(read(word), "{word}");
            }
        }
        assert_eq!(end_of("０"), Some(End::Decided(Outcome::Grant)));
        assert_eq!(end_of("5"), Some(End::Without(EndKind::CorrectionLapsed)));
        assert_eq!(end_of("大概"), None);
        assert!(case_export_source().contains("39046"));
    }

    #[test]
    fn a_title_names_one_column_only() {
        let mut seen = std::collections::BTreeSet::new();
        for title in KNOWN.columns.iter().flat_map(|c| &c.titles) {
            assert!(seen.insert(title), "{title}");
            assert!(TITLES.column_of(title).is_some(), "{title}");
        }
    }
}
