//! The index of one county's items (检索库): built once for a state of the catalogue, asked many times.

use std::{cmp::Reverse, collections::HashMap};

use super::{
    entry::{Closeness, Entry, Hit, Synonym},
    query::Query,
    text::{Text, plain},
};
use crate::base::ItemId;

/// With fewer hits than this, typing errors are looked for.
const FEW: usize = 5;

/// Words by which a matter begins, as the last brackets of a name say them; others change or end it.
const BEGINNINGS: [&str; 17] = [
    "新办",
    "设立",
    "申领",
    "申请",
    "成立",
    "新装",
    "初领",
    "认定",
    "核发",
    "备案",
    "登记",
    "注册登记",
    "报名",
    "申报",
    "开户",
    "新刻",
    "办理",
];

/// One item as it is searched.
pub(super) struct Prepared {
    pub(super) id: ItemId,
    pub(super) name: Text,
    /// Only where the name does not say it.
    pub(super) main_name: Text,
    pub(super) code: String,
    pub(super) earlier_codes: Vec<String>,
    applies: bool,
    begins: bool,
}

/// An everyday word that guides name, with the items that do.
pub(super) struct Saying {
    pub(super) text: Text,
    pub(super) entries: Vec<u32>,
}

/// An everyday word of the table with what it may mean, in the order in which it is mostly meant.
pub(super) struct Meaning {
    pub(super) everyday: Text,
    pub(super) official: Vec<Vec<String>>,
}

/// How well one item fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Grade {
    pub(super) closeness: Closeness,
    pub(super) fine: u32,
}

impl Grade {
    pub(super) fn new(closeness: Closeness, fine: u32) -> Self {
        Self { closeness, fine }
    }
}

/// Grades by place in the entries.
#[derive(Default)]
pub(super) struct Grades(pub(super) HashMap<u32, Grade>);

impl Grades {
    /// Keeps the better one.
    pub(super) fn keep(&mut self, entry: u32, grade: Grade) {
        let slot = self.0.entry(entry).or_insert(grade);
        *slot = grade.max(*slot);
    }

    /// Takes all of another.
    pub(super) fn take(&mut self, other: Self) {
        for (entry, grade) in other.0 {
            self.keep(entry, grade);
        }
    }

    /// What both hold, each as far as the worse fits.
    pub(super) fn and(self, other: &Self) -> Self {
        let both = |(i, a): (u32, Grade)| {
            let b = other.0.get(&i)?;
            Some((i, Grade::new(a.closeness.min(b.closeness), (a.fine + b.fine) / 2)))
        };
        Self(self.0.into_iter().filter_map(both).collect())
    }
}

/// The index of one county's items.
#[derive(Default)]
pub struct Index {
    pub(super) entries: Vec<Prepared>,
    /// Entries by two characters that follow one another in their name.
    pub(super) pairs: HashMap<(char, char), Vec<u32>>,
    /// Entries by a sound in their name.
    pub(super) sounds: HashMap<&'static str, Vec<u32>>,
    pub(super) sayings: Vec<Saying>,
    /// Departments by folded name, with their entries.
    pub(super) departments: Vec<(String, Vec<u32>)>,
    pub(super) meanings: Vec<Meaning>,
    /// Meanings by the first character of the everyday word, longer words first.
    pub(super) by_first: HashMap<char, Vec<usize>>,
}

impl Index {
    /// Builds it. Some milliseconds for a county's catalogue.
    pub fn build(entries: &[Entry], synonyms: &[Synonym]) -> Self {
        let mut index = Self::default();
        let mut said: HashMap<String, usize> = HashMap::new();
        for (i, entry) in entries.iter().enumerate() {
            let prepared = prepare(entry);
            let at = i as u32;
            for text in [&prepared.name, &prepared.main_name] {
                for pair in text.chars.windows(2) {
                    add(index.pairs.entry((pair[0], pair[1])).or_default(), at);
                }
                for sound in text.sounds.iter().filter(|s| !s.is_empty()) {
                    add(index.sounds.entry(sound).or_default(), at);
                }
            }
            for alias in entry.aliases.iter().map(|a| plain(a)).filter(|a| !a.is_empty()) {
                let place = *said.entry(alias.clone()).or_insert_with(|| {
                    index.sayings.push(Saying { text: Text::folded(alias), entries: Vec::new() });
                    index.sayings.len() - 1
                });
                add(&mut index.sayings[place].entries, at);
            }
            let department = plain(&entry.department);
            match index.departments.iter_mut().find(|(name, _)| *name == department) {
                Some((_, entries)) => entries.push(at),
                None => index.departments.push((department, vec![at])),
            }
            index.entries.push(prepared);
        }
        index.learn(synonyms);
        index
    }

    fn learn(&mut self, synonyms: &[Synonym]) {
        let mut known: HashMap<String, usize> = HashMap::new();
        for synonym in synonyms {
            let everyday = plain(&synonym.everyday);
            let official: Vec<String> = synonym.official.iter().map(|o| plain(o)).filter(|o| !o.is_empty()).collect();
            let Some(first) = everyday.chars().next().filter(|_| !official.is_empty()) else { continue };
            let place = *known.entry(everyday.clone()).or_insert_with(|| {
                self.meanings.push(Meaning { everyday: Text::folded(everyday), official: Vec::new() });
                self.by_first.entry(first).or_default().push(self.meanings.len() - 1);
                self.meanings.len() - 1
            });
            self.meanings[place].official.push(official);
        }
        for list in self.by_first.values_mut() {
            list.sort_by_key(|m| Reverse(self.meanings[*m].everyday.len()));
        }
    }

    /// How many items it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The best `limit` items for some words. Several words must all be met. Among equals what people apply for comes
    /// first, then what begins a matter, then short names, then codes in order.
    pub fn search(&self, words: &str, limit: usize) -> Vec<Hit> {
        let query = Query::of(words);
        if query.terms.is_empty() {
            return Vec::new();
        }
        let mut found = self.strict(&query);
        if found.0.len() < FEW {
            let mut near = self.near(&query);
            if !found.0.is_empty() {
                near.0.retain(|_, g| g.closeness > Closeness::Partly);
            }
            found.take(near);
        }
        let mut hits: Vec<(u32, Grade)> = found.0.into_iter().collect();
        hits.sort_unstable_by_key(|(i, grade)| {
            let e = &self.entries[*i as usize];
            (Reverse(grade.closeness), !e.applies, Reverse(grade.fine), !e.begins, e.name.len(), &e.code, *i)
        });
        let hit = |(i, g): (u32, Grade)| {
            let entry = i as usize;
            Hit { entry, id: self.entries[entry].id, closeness: g.closeness, score: g.fine }
        };
        hits.into_iter().take(limit).map(hit).collect()
    }
}

fn prepare(entry: &Entry) -> Prepared {
    let name = Text::of(&entry.name);
    let main = plain(&entry.main_name);
    let main = if name.plain.contains(&main) { String::new() } else { main };
    Prepared {
        id: entry.id,
        code: plain(&entry.code),
        earlier_codes: entry.earlier_codes.iter().map(|c| plain(c)).filter(|c| !c.is_empty()).collect(),
        applies: entry.on_application(),
        begins: begins(&entry.name),
        main_name: Text::folded(main),
        name,
    }
}

/// Whether people come with it to begin something; names without brackets say it anywhere.
fn begins(name: &str) -> bool {
    match name.trim_end_matches(['）', ')']).rsplit_once(['（', '(']) {
        Some((_, last)) => BEGINNINGS.contains(&last) || ["首次", "初次", "新"].iter().any(|w| last.starts_with(w)),
        None => BEGINNINGS[..7].iter().any(|w| name.contains(w)),
    }
}

/// Entries come in order, so that the last one is the only double.
fn add(list: &mut Vec<u32>, entry: u32) {
    if list.last() != Some(&entry) {
        list.push(entry);
    }
}
