//! Transfer to the archive (移交): packages that passed the check go in a batch with its list (移交清单).
//!
//! Not here: how the bytes travel; the batch says which packages belong together.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Number of a batch: year and running number, as `2026-3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchNo(String);

impl BatchNo {
    /// The batch after so many of the same year.
    pub fn after(year: i16, so_far: u64) -> Self {
        Self(format!("{year}-{}", so_far + 1))
    }

    /// Reads one; `None` for what is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, no) = text.trim().split_once('-')?;
        let (year, no) = (year.parse::<u16>().ok()?, no.parse::<u32>().ok()?);
        Some(Self(format!("{year}-{no}")))
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BatchNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why no batch is made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransferRefusal {
    /// Nothing to transfer.
    #[error("现在没有可以移交的归档包。四性检测通过、还没有移交的才能移交")]
    Nothing,
}

/// Makes a batch of packages by their numbers.
///
/// # Errors
/// [`TransferRefusal::Nothing`].
pub fn batch(no: &BatchNo, on: Date, packages: Vec<String>) -> Result<BatchMade, TransferRefusal> {
    if packages.is_empty() {
        return Err(TransferRefusal::Nothing);
    }
    Ok(BatchMade { batch_no: no.to_string(), on, packages })
}

/// Event: a batch was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchMade {
    /// Number.
    pub batch_no: String,
    /// Day.
    pub on: Date,
    /// Packages by 电子文件号.
    pub packages: Vec<String>,
}
