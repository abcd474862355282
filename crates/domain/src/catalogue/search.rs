//! Search of items (事项检索): Chinese parts, pinyin initials and full pinyin, code, everyday words.
//!
//! One engine in memory for both databases, rebuilt when the catalogue changes. Overlap of two
//! characters at a time finds what is worded a little differently; synonyms find what people call
//! it. Not here: typing errors, and search in the text of guides.

use std::collections::HashMap;

use pinyin::ToPinyin as _;

use crate::base::ItemId;

/// What is searched of one item.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which item.
    pub id: ItemId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its department's name.
    pub department: String,
    /// Everyday words that the guide names.
    pub aliases: Vec<String>,
}

/// An everyday word and the official one that items carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// 低保
    pub everyday: String,
    /// 最低生活保障
    pub official: String,
}

/// A found item; higher scores first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Place in the entries given to [`Index::build`].
    pub entry: usize,
    /// Which item.
    pub id: ItemId,
    /// Only its order means anything.
    pub score: u32,
}

struct Prepared {
    id: ItemId,
    name: String,
    code: String,
    initials: String,
    pinyin: String,
    department: String,
    aliases: Vec<String>,
    length: u32,
    begins: bool,
}

/// Words of variants by which a matter begins.
const BEGINNINGS: [&str; 6] = ["新办", "设立", "申领", "首次", "初次", "新装"];

/// The index of one county's items.
#[derive(Default)]
pub struct Index {
    entries: Vec<Prepared>,
    bigrams: HashMap<(char, char), Vec<u32>>,
    synonyms: Vec<Synonym>,
}

impl Index {
    /// Builds it. A few milliseconds for a county's catalogue.
    pub fn build(entries: &[Entry], synonyms: Vec<Synonym>) -> Self {
        let mut index = Self { synonyms, ..Self::default() };
        for (i, entry) in entries.iter().enumerate() {
            let name = plain(&entry.name);
            for pair in pairs(&name) {
                let list = index.bigrams.entry(pair).or_default();
                if list.last() != Some(&(i as u32)) {
                    list.push(i as u32);
                }
            }
            index.entries.push(Prepared {
                id: entry.id,
                code: plain(&entry.code),
                initials: initials(&name),
                pinyin: full_pinyin(&name),
                department: plain(&entry.department),
                aliases: entry.aliases.iter().map(|a| plain(a)).collect(),
                length: name.chars().count() as u32,
                begins: BEGINNINGS.iter().any(|w| name.contains(w)),
                name,
            });
        }
        index
    }

    /// How many items it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The best `limit` items for some words. Several words must all be met.
    pub fn search(&self, words: &str, limit: usize) -> Vec<Hit> {
        let terms: Vec<String> = words.split_whitespace().map(plain).filter(|t| !t.is_empty()).take(8).collect();
        let mut scores: Option<HashMap<u32, u32>> = None;
        for term in &terms {
            let found = self.term(term);
            scores = Some(match scores {
                None => found,
                Some(before) => before.into_iter().filter_map(|(i, s)| found.get(&i).map(|f| (i, s + f))).collect(),
            });
        }
        let mut hits: Vec<Hit> = scores
            .unwrap_or_default()
            .into_iter()
            .map(|(i, score)| Hit { entry: i as usize, id: self.entries[i as usize].id, score })
            .collect();
        // Among equals, who searches mostly wants to begin something, not to change or end it.
        hits.sort_by_key(|h| {
            let e = &self.entries[h.entry];
            (std::cmp::Reverse(h.score), !e.begins, e.length, h.entry)
        });
        hits.truncate(limit);
        hits
    }

    fn term(&self, term: &str) -> HashMap<u32, u32> {
        let mut best = HashMap::new();
        self.score(term, 0, &mut best);
        for synonym in &self.synonyms {
            let everyday = plain(&synonym.everyday);
            if term.contains(&everyday) {
                self.score(&term.replace(&everyday, &plain(&synonym.official)), 40, &mut best);
            }
        }
        best
    }

    /// `behind` is taken off, so that what was typed comes before what it may mean.
    fn score(&self, term: &str, behind: u32, best: &mut HashMap<u32, u32>) {
        let mut keep = |i: u32, score: u32| {
            let slot = best.entry(i).or_insert(0);
            *slot = (*slot).max(score.saturating_sub(behind));
        };
        let latin = term.is_ascii();
        for (i, e) in self.entries.iter().enumerate() {
            let score = if latin { e.latin(term) } else { e.chinese(term) };
            if score > 0 {
                keep(i as u32, score);
            }
        }
        if !latin {
            let wanted = pairs(term);
            let mut met: HashMap<u32, u32> = HashMap::new();
            for pair in &wanted {
                for i in self.bigrams.get(pair).into_iter().flatten() {
                    *met.entry(*i).or_insert(0) += 1;
                }
            }
            let all = wanted.len() as u32;
            for (i, n) in met {
                // Half of the pairs must be there: fewer is noise.
                if n * 2 >= all {
                    keep(i, 100 + 400 * n / all);
                }
            }
        }
    }
}

impl Prepared {
    fn latin(&self, term: &str) -> u32 {
        if self.code == term {
            return 1000;
        }
        let ranks = [
            (self.initials == term, 900),
            (self.initials.starts_with(term), 800),
            (self.pinyin.starts_with(term), 760),
            (term.len() >= 2 && self.initials.contains(term), 650),
            (term.len() >= 4 && self.pinyin.contains(term), 620),
            (term.len() >= 4 && self.code.contains(term), 600),
            (self.name.contains(term), 500),
        ];
        ranks.into_iter().find(|(met, _)| *met).map_or(0, |(_, score)| score)
    }

    fn chinese(&self, term: &str) -> u32 {
        let ranks = [
            (self.name == term, 1000),
            (self.aliases.iter().any(|a| a == term), 950),
            (self.name.starts_with(term), 900),
            (self.name.contains(term), 800),
            (self.aliases.iter().any(|a| a.contains(term)), 700),
            (self.department.contains(term), 300),
        ];
        ranks.into_iter().find(|(met, _)| *met).map_or(0, |(_, score)| score)
    }
}

/// Lower case, half width, without marks that people leave out.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .filter(|c| !c.is_whitespace() && !"()（）、，,。·“”\"'《》〔〕[]-—_/：:".contains(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

fn pairs(text: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).map(|w| (w[0], w[1])).collect()
}

fn initials(text: &str) -> String {
    text.chars().filter_map(|c| c.to_pinyin().map_or_else(|| ascii(c), |p| p.plain().chars().next())).collect()
}

fn full_pinyin(text: &str) -> String {
    text.chars()
        .map(|c| c.to_pinyin().map_or_else(|| ascii(c).map(String::from).unwrap_or_default(), |p| p.plain().to_owned()))
        .collect()
}

fn ascii(c: char) -> Option<char> {
    c.is_ascii_alphanumeric().then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let names = [
            "个体工商户设立登记",
            "食品经营许可（新办）",
            "最低生活保障对象认定",
            "居民身份证补领",
            "机动车驾驶证换证",
            "养老机构备案",
        ];
        let entries: Vec<Entry> = names
            .iter()
            .enumerate()
            .map(|(i, n)| Entry {
                id: ItemId::new(i as i64),
                code: format!("11990101-{i}"),
                name: (*n).to_owned(),
                department: "县民政局".into(),
                aliases: if i == 1 { vec!["开饭店".into()] } else { Vec::new() },
            })
            .collect();
        let pair = |a: &str, b: &str| Synonym { everyday: a.into(), official: b.into() };
        Index::build(&entries, vec![pair("低保", "最低生活保障"), pair("驾照", "机动车驾驶证")])
    }

    #[track_caller]
    fn finds(words: &str, first: i64) {
        let hits = index().search(words, 3);
        assert_eq!(hits.first().map(|h| h.id), Some(ItemId::new(first)), "{words}: {hits:?}");
    }

    #[test]
    fn the_ways_people_look_for_things() {
        finds("gtgs", 0);
        finds("getigongshanghu", 0);
        finds("个体工商户", 0);
        finds("食品许可", 1);
        finds("开饭店", 1);
        finds("低保", 2);
        finds("身份证补办", 3);
        finds("驾照换证", 4);
        finds("养老", 5);
        finds("11990101-4", 4);
        finds("ｇｔｇｓ", 0);
    }

    #[test]
    fn beginning_a_matter_comes_before_changing_or_ending_it() {
        let names = ["食品经营许可（注销）", "食品经营许可（新办）", "食品经营许可（变更）"];
        let entry = |(i, n): (usize, &&str)| Entry {
            id: ItemId::new(i as i64),
            code: format!("A-{i}"),
            name: (*n).to_owned(),
            department: String::new(),
            aliases: Vec::new(),
        };
        let entries: Vec<Entry> = names.iter().enumerate().map(entry).collect();
        let hits = Index::build(&entries, Vec::new()).search("spjy", 3);
        assert_eq!(hits.iter().map(|h| h.id.get()).collect::<Vec<_>>(), [1, 0, 2]);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        assert!(index().search("  ", 5).is_empty());
        assert!(index().search("火箭发射", 5).is_empty());
    }
}
