//! Which characters of a name were looked for (命中标示), for pages. What is marked never changes what is found.

use super::{
    entry::Piece,
    index::Index,
    query::{self, Query},
    sound::{heard, slipped},
    text::{Text, is_latin, placed},
};

impl Index {
    /// The name cut into what was found and what was not; one piece where nothing of it can be marked, as when a code
    /// or the department was found.
    pub fn pieces(&self, words: &str, name: &str) -> Vec<Piece> {
        let places: Vec<usize> = placed(name).into_iter().map(|(_, at)| at).collect();
        let text = Text::of(name);
        let mut marked = vec![false; name.chars().count()];
        for at in self.found_in(&Query::of(words), &text) {
            marked[places[at]] = true;
        }
        let mut pieces: Vec<Piece> = Vec::new();
        for (c, hit) in name.chars().zip(marked) {
            match pieces.last_mut() {
                Some(last) if last.hit == hit => last.text.push(c),
                Some(_) | None => pieces.push(Piece { text: c.into(), hit }),
            }
        }
        pieces
    }

    fn found_in(&self, query: &Query, name: &Text) -> Vec<usize> {
        let runs: Vec<String> = query.terms.iter().flat_map(|t| query::runs(t)).collect();
        let terms = if name.plain.contains(&query.joined) { std::slice::from_ref(&query.joined) } else { &runs[..] };
        terms.iter().flat_map(|term| self.term_in(term, name)).collect()
    }

    fn term_in(&self, term: &str, name: &Text) -> Vec<usize> {
        if is_latin(term) {
            return self.letters_in(term, name);
        }
        let core = query::core(term).unwrap_or_else(|| term.to_owned());
        let asked = Text::folded(core.clone());
        // A single character counts only when no more was typed.
        let whole = stretches(&asked, name, false);
        if whole.len() == asked.len() || (asked.len() == 1 && !whole.is_empty()) {
            return whole;
        }
        let read = self.read_in(&core, name);
        if !read.is_empty() {
            return read;
        }
        let corrected = self.corrections(&asked).into_iter().map(|(text, _)| text);
        let put_right = corrected.map(|t| {
            let direct = stretches(&Text::folded(t.clone()), name, false);
            if direct.is_empty() { self.read_in(&t, name) } else { direct }
        });
        let nearest = put_right.max_by_key(Vec::len).unwrap_or_default();
        [whole, stretches(&asked, name, true), nearest].into_iter().max_by_key(Vec::len).unwrap_or_default()
    }

    /// The official words of the first reading that the name holds.
    fn read_in(&self, term: &str, name: &Text) -> Vec<usize> {
        let parts = |words: &Vec<String>| -> Option<Vec<usize>> {
            let mut all = Vec::new();
            for word in words {
                let found = stretches(&Text::folded(word.clone()), name, false);
                if found.is_empty() {
                    return None;
                }
                all.extend(found);
            }
            Some(all)
        };
        self.readings(term).iter().find_map(|r| parts(&r.words)).unwrap_or_default()
    }

    fn letters_in(&self, letters: &str, name: &Text) -> Vec<usize> {
        if let Some(at) = name.plain.find(letters) {
            let from = name.plain[..at].chars().count();
            return (from..from + letters.len()).collect();
        }
        if let Some(heard) = heard(name, letters) {
            return (heard.from..heard.from + heard.many).collect();
        }
        if let Some(from) = slipped(name, letters, false) {
            let end = name.starts[from] + letters.len();
            return (from..name.len()).take_while(|i| name.starts[*i] < end).collect();
        }
        let meant = self.meanings.iter().find(|m| heard(&m.everyday, letters).is_some_and(|h| h.score >= 86));
        meant.map(|m| self.read_in(&m.everyday.plain, name)).unwrap_or_default()
    }
}

/// The characters of the name that stand in stretches of at least two of what was asked, by character or by sound.
fn stretches(asked: &Text, name: &Text, by_sound: bool) -> Vec<usize> {
    let least = asked.len().min(2);
    let same = |a: usize, b: usize| {
        asked.chars[a] == name.chars[b] || (by_sound && !name.sounds[b].is_empty() && asked.sounds[a] == name.sounds[b])
    };
    let mut found = Vec::new();
    let mut from = 0;
    while from < asked.len() {
        let run = |b: usize| {
            (0..).take_while(|k| from + k < asked.len() && b + k < name.len() && same(from + k, b + k)).count()
        };
        let longest = (0..name.len()).map(|b| (run(b), b)).max_by_key(|(n, b)| (*n, std::cmp::Reverse(*b)));
        match longest {
            Some((n, b)) if n >= least => {
                found.extend(b..b + n);
                from += n;
            }
            Some(_) | None => from += 1,
        }
    }
    found
}
