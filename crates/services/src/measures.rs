//! The list of what scores are computed from (评价数据来源): whichever word a source belongs to, it stands here. A new one
//! is a file that makes a [`Source`], and a line in this list.

use crate::{
    evaluation::{CALLS, CASES, INTAKE, QUESTIONNAIRES, REVIEWS, STATIONS, Source},
    oversight::CARDS,
};

/// All sources.
pub const SOURCES: &[Source] = &[CASES, INTAKE, CALLS, REVIEWS, QUESTIONNAIRES, STATIONS, CARDS];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::evaluation::measures;

    #[test]
    fn words_of_sources_and_measures_are_one_of_a_kind() {
        let words: BTreeSet<&str> = SOURCES.iter().map(|s| s.word).collect();
        assert_eq!(words.len(), SOURCES.len());
        let all = measures(SOURCES);
        let words: BTreeSet<&str> = all.iter().map(|m| m.word).collect();
        assert_eq!(words.len(), all.len());
        for source in SOURCES {
            assert!(source.measures.iter().all(|m| m.word.starts_with(&format!("{}.", source.word))));
        }
    }
}
