//! The list of what is carried between nodes beside items, cases and policies (信件内容): whichever word it belongs to, it
//! stands here. A new one is a file that makes a [`Content`], and a line in this list.

use crate::{
    indicators::{EVIDENCE, EVIDENCE_ASKS, REPORTS, STANDINGS},
    publication::exchange::Content,
};

/// All of them, in the order in which they are sent.
pub(crate) const CONTENTS: &[Content] = &[REPORTS, EVIDENCE, STANDINGS, EVIDENCE_ASKS];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_kind_has_one_who_knows_it() {
        let kinds: BTreeSet<&str> = CONTENTS.iter().map(|c| c.kind.as_str()).collect();
        assert_eq!(kinds.len(), CONTENTS.len());
    }
}
