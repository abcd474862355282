//! What fits as typed (严格匹配): in the name, in pinyin, by code, by an everyday word.

use super::{
    entry::Closeness,
    index::{Grade, Grades, Index, Prepared},
    query::{self, Query},
    sound::heard,
    text::is_latin,
};

/// Ways of reading one term that are tried at most.
const READINGS: usize = 24;
/// Characters whose pairs are counted at most: one bit each.
const BITS: usize = 64;

/// What it is worth that a guide names the very word.
const SAID: u32 = 70;

/// A term with its everyday words exchanged for official ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// All of them are wanted.
    pub(super) words: Vec<String>,
    /// What it is worth, to 60.
    fine: u32,
}

impl Index {
    pub(super) fn strict(&self, query: &Query) -> Grades {
        let mut found = self.term(&query.joined);
        if query.terms.len() > 1 {
            found.take(self.all_of(&query.terms));
        }
        found
    }

    fn all_of(&self, terms: &[String]) -> Grades {
        let mut all = terms.iter().map(|t| self.term(t));
        let first = all.next().unwrap_or_default();
        all.fold(first, |before, one| before.and(&one))
    }

    pub(super) fn term(&self, term: &str) -> Grades {
        let mut found = Grades::default();
        if is_latin(term) {
            self.latin(term, &mut found);
            return found;
        }
        self.chinese(term, &mut found);
        if let Some(core) = query::core(term) {
            let mut again = Grades::default();
            self.chinese(&core, &mut again);
            // What was typed stays before what is left of it.
            again.0.values_mut().for_each(|g| g.fine = g.fine.saturating_sub(5));
            found.take(again);
        }
        let runs = query::runs(term);
        if found.0.is_empty() && runs.len() > 1 {
            found.take(self.all_of(&runs));
        }
        found
    }

    fn latin(&self, term: &str, found: &mut Grades) {
        for (i, e) in self.entries.iter().enumerate() {
            if let Some(grade) = by_code(e, term).or_else(|| by_letters(e, term)) {
                found.keep(i as u32, grade);
            }
        }
        for saying in &self.sayings {
            if let Some(heard) =
                heard(&saying.text, term).filter(|h| h.score >= 86 || (h.score >= 60 && term.len() >= 3))
            {
                for i in &saying.entries {
                    found.keep(*i, Grade::new(Closeness::Pinyin, heard.score - 20));
                }
            }
        }
        for meaning in &self.meanings {
            let whole = |score| score == 98 || (score == 100 && term.len() >= 3) || (score == 86 && term.len() >= 4);
            if heard(&meaning.everyday, term).is_some_and(|h| whole(h.score)) {
                for (k, words) in meaning.official.iter().enumerate() {
                    let fine = 76_u32.saturating_sub(6 * k as u32);
                    self.with_all(words, Grade::new(Closeness::Pinyin, fine), found);
                }
            }
        }
    }

    fn chinese(&self, term: &str, found: &mut Grades) {
        let several = term.chars().nth(1).is_some();
        for (i, e) in self.entries.iter().enumerate() {
            if let Some(grade) = by_name(e, term) {
                found.keep(i as u32, grade);
            }
        }
        if several {
            self.of_department(term, 10, found);
            self.by_pairs(term, found);
            let mut everyday = self.said(term);
            let mut meant = Grades::default();
            for reading in self.readings(term) {
                self.with_all(&reading.words, Grade::new(Closeness::Everyday, reading.fine), &mut meant);
                if let [word] = reading.words.as_slice() {
                    self.of_department(word, 0, found);
                }
            }
            // Guide and table of one mind count more than either.
            for (i, grade) in meant.0 {
                let said = everyday.0.get(&i).map_or(0, |g| g.fine);
                let fine =
                    if said == SAID { SAID + grade.fine } else { grade.fine.max(said) + grade.fine.min(said) / 4 };
                everyday.keep(i, Grade::new(Closeness::Everyday, fine));
            }
            found.take(everyday);
        }
    }

    fn of_department(&self, word: &str, fine: u32, found: &mut Grades) {
        for (_, entries) in self.departments.iter().filter(|(name, _)| name.contains(word)) {
            for i in entries {
                found.keep(*i, Grade::new(Closeness::Department, fine));
            }
        }
    }

    /// All characters stand in the name, in stretches of at least two; or all but single ones, which stand there alone.
    fn by_pairs(&self, term: &str, found: &mut Grades) {
        let chars: Vec<char> = term.chars().take(BITS).collect();
        let mut met: std::collections::HashMap<u32, u64> = std::collections::HashMap::new();
        for (at, pair) in chars.windows(2).enumerate() {
            for i in self.pairs.get(&(pair[0], pair[1])).into_iter().flatten() {
                *met.entry(*i).or_default() |= 1 << at;
            }
        }
        let (all, every) = (chars.len() as u32, u64::MAX >> (BITS - chars.len()));
        for (i, pairs) in met {
            let lone = every & !(pairs | pairs << 1);
            let share = 80 * pairs.count_ones() / (all - 1);
            if lone == 0 {
                found.keep(i, Grade::new(Closeness::Scattered, 100 + share));
            } else if lone & lone << 1 == 0 && lone.count_ones() * 3 <= all {
                let name = &self.entries[i as usize].name.chars;
                let stands = |at: usize| lone >> at & 1 == 0 || name.contains(&chars[at]);
                if (0..chars.len()).all(stands) {
                    found.keep(i, Grade::new(Closeness::Scattered, share));
                }
            }
        }
    }

    /// Everyday words that guides name.
    fn said(&self, term: &str) -> Grades {
        let mut found = Grades::default();
        let many = term.chars().count();
        for saying in &self.sayings {
            let (plain, length) = (&saying.text.plain, saying.text.len());
            let fine = if plain == term {
                SAID
            } else if plain.contains(term) {
                30
            } else if length >= 2 && length * 2 >= many && term.contains(plain.as_str()) {
                10 + 20 * length as u32 / many as u32
            } else {
                continue;
            };
            for i in &saying.entries {
                found.keep(*i, Grade::new(Closeness::Everyday, fine));
            }
        }
        found
    }

    /// The ways to read a term by the table of everyday words, the likelier first; a term that only begins such a word
    /// is read as it too.
    pub(super) fn readings(&self, term: &str) -> Vec<Reading> {
        let chars: Vec<char> = term.chars().collect();
        let mut out = Vec::new();
        self.read(&chars, &mut Vec::new(), false, 60, &mut out);
        let begun = |m: &&usize| {
            let everyday = &self.meanings[**m].everyday;
            everyday.len() > chars.len() && everyday.chars.starts_with(&chars)
        };
        if chars.len() >= 2 {
            for m in chars.first().and_then(|c| self.by_first.get(c)).into_iter().flatten().filter(begun) {
                let alternatives = self.meanings[*m].official.iter().enumerate();
                out.extend(
                    alternatives.map(|(k, w)| Reading { words: w.clone(), fine: 20_u32.saturating_sub(3 * k as u32) }),
                );
            }
        }
        out.truncate(READINGS);
        out
    }

    /// Takes the next everyday word or the next character. `raw` tells whether the last of `words` is still as typed.
    fn read(&self, rest: &[char], words: &mut Vec<String>, raw: bool, fine: u32, out: &mut Vec<Reading>) {
        if out.len() >= READINGS {
            return;
        }
        let Some((first, after)) = rest.split_first() else {
            // One stretch as typed is no reading.
            if words.len() > 1 || !raw {
                out.push(Reading { words: words.clone(), fine });
            }
            return;
        };
        for m in self.by_first.get(first).into_iter().flatten() {
            let meaning = &self.meanings[*m];
            let Some(behind) = rest.strip_prefix(meaning.everyday.chars.as_slice()) else { continue };
            for (k, official) in meaning.official.iter().enumerate() {
                let before = words.len();
                words.extend(official.iter().cloned());
                self.read(behind, words, false, fine.saturating_sub(8 * k as u32), out);
                words.truncate(before);
            }
        }
        match words.last_mut().filter(|_| raw) {
            Some(last) => {
                last.push(*first);
                self.read(after, words, true, fine, out);
                if let Some(last) = words.last_mut() {
                    last.pop();
                }
            }
            None => {
                words.push((*first).into());
                self.read(after, words, true, fine.saturating_sub(15), out);
                words.pop();
            }
        }
    }

    /// Items whose name holds all words.
    pub(super) fn with_all(&self, words: &[String], grade: Grade, found: &mut Grades) {
        let pair = |w: &String| {
            let mut chars = w.chars();
            Some((chars.next()?, chars.next()?))
        };
        let lists = words.iter().filter_map(pair).map(|p| self.pairs.get(&p).map_or(&[][..], Vec::as_slice));
        for i in lists.min_by_key(|l| l.len()).unwrap_or_default() {
            if let Some(loose) = self.entries[*i as usize].holds(words) {
                found.keep(*i, Grade { fine: grade.fine.saturating_sub(loose), ..grade });
            }
        }
    }
}

impl Prepared {
    /// Whether name or main name holds each word, in one or in stretches of at least two; how many are in stretches.
    pub(super) fn holds(&self, words: &[String]) -> Option<u32> {
        let held = |word: &String| {
            if self.name.plain.contains(word) || self.main_name.plain.contains(word) {
                return Some(0);
            }
            (in_stretches(&self.name.plain, word) || in_stretches(&self.main_name.plain, word)).then_some(3)
        };
        words.iter().map(held).sum()
    }
}

/// Whether a word can be cut into stretches of at least two characters that all stand in the name.
fn in_stretches(name: &str, word: &str) -> bool {
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let (mut from, last) = (0, ends.len() - 1);
    while from < last {
        let longest = (from + 2..=last).rev().find(|to| name.contains(&word[ends[from]..ends[*to]]));
        match longest {
            Some(to) => from = to,
            None => return false,
        }
    }
    true
}

fn by_name(e: &Prepared, term: &str) -> Option<Grade> {
    let (name, main) = (&e.name.plain, &e.main_name.plain);
    let ranks = [
        (name == term, Closeness::Exact, 100),
        (name.starts_with(term), Closeness::Prefix, 100),
        (main == term, Closeness::Prefix, 90),
        (name.contains(term), Closeness::InName, 100),
        (main.starts_with(term), Closeness::InName, 90),
        (main.contains(term), Closeness::InName, 85),
    ];
    ranks.into_iter().find(|(met, ..)| *met).map(|(_, closeness, fine)| Grade::new(closeness, fine))
}

fn by_code(e: &Prepared, term: &str) -> Option<Grade> {
    if term.len() < 3 {
        return None;
    }
    let grade = |code: &str, behind: u32| {
        let ranks = [
            (code == term, Closeness::Exact, 100),
            (term.len() >= 4 && code.starts_with(term), Closeness::Prefix, 80),
            (term.len() >= 6 && code.contains(term), Closeness::InName, 30),
        ];
        let met = ranks.into_iter().find(|(met, ..)| *met);
        met.map(|(_, closeness, fine)| Grade::new(closeness, fine - behind))
    };
    grade(&e.code, 0).max(e.earlier_codes.iter().filter_map(|c| grade(c, 10)).max())
}

fn by_letters(e: &Prepared, term: &str) -> Option<Grade> {
    if e.name.plain.contains(term) {
        return Some(Grade::new(Closeness::InName, 100));
    }
    let main = heard(&e.main_name, term).map(|h| h.score - 5);
    let score = heard(&e.name, term).map(|h| h.score).max(main)?;
    Some(Grade::new(Closeness::Pinyin, score))
}
