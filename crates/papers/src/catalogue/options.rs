//! 读取选项: what the clerk may decide after seeing the preview.
//!
//! Deliberately not here: the limits, which nobody may choose.

use serde::{Deserialize, Serialize};

use super::{encoding::Encoding, title_set::KnownTitles};

/// How to read a file. The default decides everything by the file itself and
/// looks for the titles of the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// The encoding of a text file; `None` = detected. Workbooks do not ask it.
    pub encoding: Option<Encoding>,
    /// The worksheet to read, hidden or not; `None` = the one whose titles fit best.
    pub sheet: Option<String>,
    /// The row of column titles (the upper of two) as the spreadsheet numbers it;
    /// `None` = the row with most known titles.
    pub header_row: Option<u32>,
    /// Titles of another sort of table ([`super::TitleSet::known`]); `None` = the
    /// catalogue's. Only the catalogue has sheets of materials, fees and so on.
    pub titles: Option<KnownTitles>,
}

impl ReadOptions {
    /// For a table other than the catalogue.
    #[must_use]
    pub fn for_table(titles: KnownTitles) -> Self {
        Self { titles: Some(titles), ..Self::default() }
    }
}
