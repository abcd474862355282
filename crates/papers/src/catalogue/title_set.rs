//! 列名对照: which column of an office's table is which, for any set of titles.
//!
//! The same element goes by many titles: the words of the national guide
//! (GB/T 39046), the field names of the exchange tables (`task_name`), and what
//! the offices write. Titles are compared without blanks, brackets and marks of
//! obligation, and without regard to width or case. A title of two parts,
//! `承诺时限/数值` (a group over its column) or `篇扩办件类型/pkdeclareType` (a
//! name beside a field), is tried as a whole and by its parts.
//!
//! Deliberately not here: the titles themselves, and what the cells below mean.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::table::TableRow;

/// Titles of one column, folded, the most exact first; the first is also its label.
pub type Titles = &'static [&'static str];

/// The columns of one sort of table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TitleSet<K: 'static> {
    /// Each column with the titles it goes by.
    pub entries: &'static [(K, Titles)],
    /// Columns without which the table is not of this sort.
    pub required: &'static [K],
}

impl<K> Default for TitleSet<K> {
    fn default() -> Self {
        Self { entries: &[], required: &[] }
    }
}

/// The titles of a [`TitleSet`] without its keys: what finding the header needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownTitles(Vec<Vec<String>>);

impl<K: Copy + Ord> TitleSet<K> {
    /// The titles alone, to be given to the reader in [`super::ReadOptions`].
    #[must_use]
    pub fn known(&self) -> KnownTitles {
        let owned = |titles: &Titles| titles.iter().map(|&title| title.to_owned()).collect();
        KnownTitles(self.entries.iter().map(|(_, titles)| owned(titles)).collect())
    }

    /// The column's title in our template and its word in messages.
    #[must_use]
    pub fn label(&self, key: K) -> &'static str {
        self.entries.iter().find(|(known, _)| *known == key).and_then(|(_, titles)| titles.first()).map_or("", |t| t)
    }

    /// The column a title names, if it is known.
    #[must_use]
    pub fn column_of(&self, title: &str) -> Option<K> {
        self.ranked(title).map(|(key, _)| key)
    }

    fn ranked(&self, title: &str) -> Option<(K, Rank)> {
        candidates(title).into_iter().find_map(|(key, penalty)| {
            self.entries.iter().find_map(|(column, titles)| {
                titles.iter().position(|title| *title == key).map(|place| (*column, (penalty, place)))
            })
        })
    }
}

/// How well a title names its column, best first: how much of the title had to
/// be left out, then the place in the list.
type Rank = (u8, usize);

/// Looks titles up by their number in a [`KnownTitles`].
pub(super) struct Index<'a>(HashMap<&'a str, usize>);

impl<'a> Index<'a> {
    pub(super) fn new(known: &'a KnownTitles) -> Self {
        let pairs = known.0.iter().enumerate().flat_map(|(n, titles)| titles.iter().map(move |t| (t.as_str(), n)));
        Self(pairs.collect())
    }

    /// How many different columns these titles name, and how much had to be left
    /// out of them for it.
    pub(super) fn fit(&self, titles: &[String]) -> (usize, usize) {
        let mut seen: Vec<usize> = Vec::new();
        let mut left_out = 0;
        for title in titles.iter().filter(|title| !title.is_empty() && title.len() <= 400) {
            let found = candidates(title).into_iter().find_map(|(key, p)| Some((*self.0.get(key.as_str())?, p)));
            if let Some((column, penalty)) = found
                && !seen.contains(&column)
            {
                seen.push(column);
                left_out += usize::from(penalty);
            }
        }
        (seen.len(), left_out)
    }
}

/// A title that names no known column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownHeader {
    /// Its place in the row, from 0.
    pub place: usize,
    /// The title as written.
    pub title: String,
}

/// Which column stands where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleMap<K: 'static> {
    set: TitleSet<K>,
    places: BTreeMap<K, usize>,
    brackets: BTreeMap<K, String>,
    /// Titles that are not known; their cells are kept as they are.
    pub unknown: Vec<UnknownHeader>,
    /// Required columns that the table does not have.
    pub missing: Vec<K>,
    /// Columns that stand twice under equally good titles, so that it is not
    /// clear which one counts; the first is used for the preview.
    pub repeated: Vec<K>,
    /// Places, from 0, that name a column which another title names better
    /// (事项名称 beside 业务办理项名称).
    pub passed_over: Vec<usize>,
}

impl<K> Default for TitleMap<K> {
    fn default() -> Self {
        Self {
            set: TitleSet::default(),
            places: BTreeMap::new(),
            brackets: BTreeMap::new(),
            unknown: Vec::new(),
            missing: Vec::new(),
            repeated: Vec::new(),
            passed_over: Vec::new(),
        }
    }
}

impl<K: Copy + Ord> TitleMap<K> {
    /// Where the column stands, from 0.
    #[must_use]
    pub fn place(&self, column: K) -> Option<usize> {
        self.places.get(&column).copied()
    }

    /// The columns found, in their own order.
    pub fn found(&self) -> impl Iterator<Item = K> + '_ {
        self.places.keys().copied()
    }

    /// What stands in brackets behind the column's title: `工作日` of
    /// `承诺时限（工作日）`. Marks such as 必填 are given back too.
    #[must_use]
    pub fn bracket(&self, column: K) -> Option<&str> {
        self.brackets.get(&column).map(String::as_str)
    }

    /// The row's text in that column; `None` where the table lacks the column
    /// or the cell is empty. Both mean "unknown", never "no".
    #[must_use]
    pub fn text<'row>(&self, row: &'row TableRow, column: K) -> Option<&'row str> {
        let text = row.cells.get(self.place(column)?)?.as_str();
        (!text.is_empty()).then_some(text)
    }

    /// All cells of the row whose column is known and that say something.
    #[must_use]
    pub fn row(&self, row: &TableRow) -> BTreeMap<K, String> {
        self.found().filter_map(|column| Some((column, self.text(row, column)?.to_owned()))).collect()
    }

    /// The sentence to show when the table cannot be taken as it stands;
    /// `None` when it can.
    #[must_use]
    pub fn refusal(&self) -> Option<String> {
        let names = |columns: &[K]| columns.iter().map(|c| self.set.label(*c)).collect::<Vec<_>>().join("、");
        if !self.missing.is_empty() {
            return Some(format!("表头缺少：{}，请补上列名再上传", names(&self.missing)));
        }
        let doubtful: Vec<K> = self.set.required.iter().copied().filter(|c| self.repeated.contains(c)).collect();
        (!doubtful.is_empty()).then(|| format!("这些列出现了两次：{}，请只留一列", names(&doubtful)))
    }

    /// Lets one column stand in for another that the table lacks.
    pub(super) fn stand_in(&mut self, lacking: K, other: K) {
        if self.place(lacking).is_none()
            && let Some(place) = self.places.remove(&other)
        {
            self.places.insert(lacking, place);
            self.missing.retain(|column| *column != lacking);
            // Two titles for the stand-in are two for what it stands for.
            for column in &mut self.repeated {
                if *column == other {
                    *column = lacking;
                }
            }
        }
    }
}

/// Finds the columns of a table by their titles.
#[must_use]
pub fn map_titles<K: Copy + Ord>(header: &[String], set: &TitleSet<K>) -> TitleMap<K> {
    let mut map = TitleMap { set: *set, ..TitleMap::default() };
    let mut ranks: BTreeMap<K, Rank> = BTreeMap::new();
    for (place, title) in header.iter().enumerate() {
        if folded(title).is_empty() {
            continue;
        }
        let Some((column, rank)) = set.ranked(title) else {
            map.unknown.push(UnknownHeader { place, title: title.clone() });
            continue;
        };
        match ranks.get(&column) {
            Some(&known) if rank > known => map.passed_over.push(place),
            Some(&known) if rank == known => {
                if !map.repeated.contains(&column) {
                    map.repeated.push(column);
                }
            }
            Some(_) | None => {
                map.passed_over.extend(map.places.insert(column, place));
                map.repeated.retain(|other| *other != column);
                ranks.insert(column, rank);
                match bracket(title) {
                    Some(inside) => map.brackets.insert(column, inside),
                    None => map.brackets.remove(&column),
                };
            }
        }
    }
    map.missing = set.required.iter().copied().filter(|column| map.place(*column).is_none()).collect();
    map
}

/// Words put before a title by systems that extend the national tables.
const PREFIXES: [&str; 5] = ["篇扩", "扩展", "拓展", "扩充", "ext_"];

/// Words below a group that say no more than "its value".
const VALUE_WORDS: [&str; 9] = ["数值", "天数", "时限", "期限", "值", "内容", "具体内容", "名称", "是否"];

/// What to look a title up by, in this order, each with how much of the title it
/// leaves out (0 = nothing that matters).
fn candidates(title: &str) -> Vec<(String, u8)> {
    let whole = folded(title);
    let mut out = vec![(whole.clone(), 0)];
    let without_prefix = |text: &str| {
        PREFIXES.iter().find_map(|prefix| text.strip_prefix(prefix)).filter(|rest| !rest.is_empty()).map(str::to_owned)
    };
    out.extend(without_prefix(&whole).map(|rest| (rest, 1)));
    let parts: Vec<&str> = whole.split(['/', '|', '\\']).filter(|part| !part.is_empty()).collect();
    let (Some(&first), Some(&last)) = (parts.first(), parts.last()) else { return out };
    if parts.len() < 2 {
        return out;
    }
    out.push((parts.concat(), 1));
    if parts.len() > 2 {
        out.push((parts[parts.len() - 2..].concat(), 2));
    }
    // A field's name beside the title, in either order, adds nothing to it.
    for (part, other) in [(first, last), (last, first)] {
        if other.is_ascii() {
            out.push((part.to_owned(), 1));
            out.extend(without_prefix(part).map(|rest| (rest, 2)));
        }
    }
    out.push((last.to_owned(), 3));
    out.extend(without_prefix(last).map(|rest| (rest, 4)));
    if VALUE_WORDS.contains(&last) {
        out.push((parts[parts.len() - 2].to_owned(), 5));
    }
    out
}

/// A title without what offices decorate it with: blanks and line breaks,
/// brackets with their content, `*`; full-width letters made half-width.
pub(super) fn folded(title: &str) -> String {
    let mut depth = 0_usize;
    let mut key = String::new();
    for c in title.chars() {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            '*' | '＊' | '★' | '：' | ':' => {}
            '！'..='～' if depth == 0 => key.extend(half_width(c).to_lowercase()),
            _ if c.is_whitespace() || depth > 0 => {}
            _ => key.extend(c.to_lowercase()),
        }
    }
    key
}

/// The full-width forms mirror ASCII at this distance (Unicode U+FF01).
pub(super) fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The first bracketed part of a title, without blanks.
fn bracket(title: &str) -> Option<String> {
    let (_, rest) = title.split_once(['（', '(', '【', '['])?;
    let inside = rest.split(['）', ')', '】', ']']).next()?;
    let inside: String = inside.chars().filter(|c| !c.is_whitespace()).collect();
    (!inside.is_empty()).then_some(inside)
}
