//! A source of rows (评价数据来源): what it measures and how its rows of a period are had. Sources of words further right
//! are handed in by whoever calls, from the one list in `measures.rs`.

use domain::evaluation::{Fact, Measure, Period};
use store::{StoreError, Tx};

use crate::Bureau;

/// A source. The facts of a period carry only measures that it names.
#[derive(Clone, Copy)]
pub struct Source {
    /// Its word, in rows.
    pub word: &'static str,
    /// Name on pages.
    pub label: &'static str,
    /// What it measures.
    pub measures: &'static [Measure],
    /// The rows of a period.
    pub facts: fn(&Bureau, &mut Tx<'_>, Period) -> Result<Vec<Fact>, StoreError>,
}

/// The measures of all sources.
#[must_use]
pub fn measures(sources: &[Source]) -> Vec<Measure> {
    sources.iter().flat_map(|s| s.measures.iter().copied()).collect()
}
