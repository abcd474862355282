//! What nearly fits (容错匹配): one wrong, missing, added or swapped character in a word of three or more, characters of
//! the same sound, one slip in pinyin of five letters or more. Asked only when little fits as typed.

use super::{
    entry::Closeness,
    index::{Grade, Grades, Index},
    query::{self, Query},
    sound::slipped,
    text::{Text, is_latin},
};

/// Another character.
const WRONG: u32 = 3;
/// Another character of the same sound.
const SAME_SOUND: u32 = 1;
/// A character of the name that was left out.
const MISSING: u32 = 2;
/// What is worth nothing at all.
const FAR: u32 = u32::MAX / 4;
/// Items looked at closely.
const CANDIDATES: usize = 160;
/// Characters of the query looked at.
const LONGEST: usize = 16;
/// Characters of a name looked at.
const LONGEST_NAME: usize = 60;
/// Corrections that are tried.
const CORRECTIONS: usize = 6;

impl Index {
    pub(super) fn near(&self, query: &Query) -> Grades {
        let mut found = Grades::default();
        if is_latin(&query.joined) {
            self.near_letters(&query.joined, &mut found);
            return found;
        }
        let typed = query::core(&query.joined).unwrap_or_else(|| query.joined.clone());
        for (corrected, cost) in self.corrections(&Text::folded(typed.clone())) {
            let fits = self.term(&corrected);
            for (i, grade) in fits.0.into_iter().filter(|(_, g)| g.closeness >= Closeness::Everyday) {
                found.keep(i, Grade::new(Closeness::Near, worth(cost) + grade.fine.min(98) / 2));
            }
        }
        self.alike(&Text::folded(typed.clone()), 0, &mut found);
        for reading in self.readings(&typed).into_iter().take(4) {
            self.alike(&Text::folded(reading.words.concat()), 1, &mut found);
        }
        if found.0.values().any(|g| g.closeness > Closeness::Partly) {
            found.0.retain(|_, g| g.closeness > Closeness::Partly);
        }
        found
    }

    fn near_letters(&self, letters: &str, found: &mut Grades) {
        for (i, e) in self.entries.iter().enumerate() {
            if let Some(from) = slipped(&e.name, letters, false) {
                found.keep(i as u32, Grade::new(Closeness::Near, 800 - 5 * from.min(20) as u32));
            }
        }
        for saying in self.sayings.iter().filter(|s| slipped(&s.text, letters, true).is_some()) {
            for i in &saying.entries {
                found.keep(*i, Grade::new(Closeness::Near, 790));
            }
        }
        for meaning in self.meanings.iter().filter(|m| slipped(&m.everyday, letters, true).is_some()) {
            for (k, words) in meaning.official.iter().enumerate() {
                self.with_all(words, Grade::new(Closeness::Near, 785 - 6 * k.min(9) as u32), found);
            }
        }
    }

    /// The term with a stretch that nearly is an everyday word put right; the nearest first.
    pub(super) fn corrections(&self, typed: &Text) -> Vec<(String, u32)> {
        let known = self.meanings.iter().map(|m| &m.everyday).chain(self.sayings.iter().map(|s| &s.text));
        let mut out: Vec<(u32, usize, String)> = Vec::new();
        for word in known.filter(|w| (2..=10).contains(&w.len())) {
            for (from, to) in windows(typed, word) {
                let cost = apart(typed, (from, to), word);
                if (1..=WRONG).contains(&cost)
                    && (word.len() >= 3 || cost <= 2 * SAME_SOUND && sounds_alike(typed, from, word))
                {
                    let right = [&typed.chars[..from], &word.chars[..], &typed.chars[to..]].concat();
                    out.push((cost, usize::MAX - word.len(), right.into_iter().collect()));
                }
            }
        }
        out.sort_unstable();
        out.dedup_by(|a, b| a.2 == b.2);
        out.into_iter().take(CORRECTIONS).map(|(cost, _, text)| (text, cost)).collect()
    }

    /// Items whose names are nearly what was typed.
    fn alike(&self, typed: &Text, behind: u32, found: &mut Grades) {
        let n = typed.len().min(LONGEST);
        if n < 2 {
            return;
        }
        let mut met = vec![0_u8; self.entries.len()];
        let mut seen: Vec<&str> = Vec::new();
        for sound in typed.sounds[..n].iter().filter(|s| !s.is_empty()) {
            if !seen.contains(sound) {
                seen.push(sound);
                for i in self.sounds.get(sound).into_iter().flatten() {
                    met[*i as usize] += 1;
                }
            }
        }
        // Half of the sounds must be there: fewer is noise.
        let least = seen.len().div_ceil(2).max(1) as u8;
        let mut candidates: Vec<(u8, u32)> =
            met.iter().zip(0..).filter(|(m, _)| **m >= least).map(|(m, i)| (u8::MAX - m, i)).collect();
        if candidates.len() > CANDIDATES {
            candidates.select_nth_unstable(CANDIDATES);
            candidates.truncate(CANDIDATES);
        }
        for (_, i) in candidates {
            let entry = &self.entries[i as usize];
            let cost = cover(typed, n, &entry.name).min(cover(typed, n, &entry.main_name)) + behind;
            let forgiven = if n >= 6 { 2 * WRONG } else { WRONG } + behind;
            let sounds = n >= 3 || cost <= 2 * SAME_SOUND + behind;
            let closeness = match cost {
                c if c <= forgiven && sounds => Closeness::Near,
                c if c * 2 <= WRONG * n as u32 && n >= 4 => Closeness::Partly,
                _ => continue,
            };
            found.keep(i, Grade::new(closeness, worth(cost)));
        }
    }
}

/// Fewer errors come first, whichever way they were put right.
fn worth(cost: u32) -> u32 {
    3000_u32.saturating_sub(50 * cost)
}

/// The stretches of what was typed that may be the word: as long, or one longer or shorter, and begun or ended alike.
fn windows(typed: &Text, word: &Text) -> Vec<(usize, usize)> {
    let (n, m) = (typed.len(), word.len());
    let mut out = Vec::new();
    for from in 0..n {
        for to in (from + m - 1).max(from + 2)..=(from + m + 1).min(n) {
            let alike = |a: usize, b: usize| {
                typed.chars[a] == word.chars[b] || (!word.sounds[b].is_empty() && typed.sounds[a] == word.sounds[b])
            };
            // Two of three characters are a word of their own, unless nothing else was typed.
            let long_enough = to - from >= 3.min(m) || n == to - from;
            if long_enough && (alike(from, 0) || alike(to - 1, m - 1)) {
                out.push((from, to));
            }
        }
    }
    out
}

fn sounds_alike(typed: &Text, from: usize, word: &Text) -> bool {
    typed.sounds.get(from..from + word.len()).is_some_and(|s| s == word.sounds)
}

fn step(a: &Text, i: usize, b: &Text, j: usize) -> u32 {
    if a.chars[i] == b.chars[j] {
        0
    } else if !a.sounds[i].is_empty() && a.sounds[i] == b.sounds[j] {
        SAME_SOUND
    } else {
        WRONG
    }
}

/// How far a stretch of what was typed is from a whole word.
fn apart(typed: &Text, (from, to): (usize, usize), word: &Text) -> u32 {
    let mut rows = vec![(0..=word.len()).map(|j| MISSING * j as u32).collect::<Vec<u32>>()];
    for i in from..to {
        let row = next_row(&rows, typed, (from, i), word, word.len());
        rows.push(row);
    }
    rows.last().and_then(|r| r.last()).copied().unwrap_or(FAR)
}

/// One row of the distance between what was typed from `from` on and a text; two swapped neighbours are one error.
fn next_row(rows: &[Vec<u32>], typed: &Text, (from, i): (usize, usize), text: &Text, m: usize) -> Vec<u32> {
    let k = i - from;
    let before = &rows[k];
    let mut row = vec![before[0] + WRONG; m + 1];
    for j in 1..=m {
        let mut least = (before[j - 1] + step(typed, i, text, j - 1)).min(before[j] + WRONG).min(row[j - 1] + MISSING);
        let swapped = k >= 1
            && j >= 2
            && typed.chars[i] == text.chars[j - 2]
            && typed.chars[i - 1] == text.chars[j - 1]
            && typed.chars[i] != typed.chars[i - 1];
        if swapped {
            least = least.min(rows[k - 1][j - 2] + WRONG);
        }
        row[j] = least;
    }
    row
}

/// What it takes to find the first `n` characters in a name, in stretches of at least two.
fn cover(typed: &Text, n: usize, name: &Text) -> u32 {
    let m = name.len().min(LONGEST_NAME);
    if m < 2 {
        return FAR;
    }
    let mut best = vec![FAR; n + 1];
    best[0] = 0;
    for from in 0..n {
        best[from + 1] = best[from + 1].min(best[from] + WRONG);
        if best[from] > WRONG * n as u32 / 2 {
            continue;
        }
        let next = best[from] + u32::from(from > 0);
        let mut rows = vec![vec![0; m + 1]];
        for to in from..n {
            let row = next_row(&rows, typed, (from, to), name, m);
            let cost = row.iter().copied().min().unwrap_or(FAR);
            let length = to + 1 - from;
            let allowed = if length >= 3 { WRONG } else { MISSING };
            if length >= 2 && cost <= allowed {
                best[to + 1] = best[to + 1].min(next + cost);
            }
            rows.push(row);
        }
    }
    best[n]
}
