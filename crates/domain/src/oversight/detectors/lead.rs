//! What a detector returns (监测结果): leads with their rows, or that there was nothing to look at.

use serde::{Deserialize, Serialize};

use super::Detector;
use crate::base::{CaseId, DepartmentId, ImportId, ItemId, ReviewId, StaffId};

/// Rows that one lead carries at most; its numerator counts all.
pub(super) const MOST_ROWS: usize = 200;

/// What a lead is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// An item.
    Item(ItemId),
    /// Somebody at a desk.
    Person(StaffId),
    /// A department.
    Department(DepartmentId),
    /// A telephone, by its keyed hash: the number itself is not needed to compare.
    Phone(String),
}

impl Subject {
    /// By which the same thing is known again in a later run.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Item(id) => format!("item/{id}"),
            Self::Person(id) => format!("person/{id}"),
            Self::Department(id) => format!("department/{id}"),
            Self::Phone(hash) => format!("phone/{hash}"),
        }
    }
}

/// A row that speaks for a lead.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Row {
    /// A case.
    Case(CaseId),
    /// A line of a list that was imported: which import, and the row's number in its file.
    Ledger {
        /// The import.
        import: ImportId,
        /// Row in the file, as a spreadsheet numbers it.
        row: u32,
    },
    /// An item's guide.
    Item(ItemId),
    /// An answer of an applicant on the telephone.
    Answer(i64),
    /// A rating.
    Review(ReviewId),
    /// A rating that another system took: which import, and the row's number in its file.
    ImportedReview {
        /// The import.
        import: ImportId,
        /// Row in the file, as a spreadsheet numbers it.
        row: u32,
    },
}

/// A row and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Which.
    pub row: Row,
    /// In words, for the page.
    pub says: String,
}

/// Something to look at (线索). Not a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Who found it.
    pub detector: Detector,
    /// What it is about.
    pub subject: Subject,
    /// The item, where all rows are of one.
    pub item: Option<ItemId>,
    /// The department, where all rows are of one.
    pub department: Option<DepartmentId>,
    /// The person, where it is about one.
    pub person: Option<StaffId>,
    /// Numerator: rows that speak for it.
    pub part: u64,
    /// Denominator: rows that were looked at.
    pub whole: u64,
    /// The share that others of this place have, in ten thousandths; `None` = nothing is compared.
    pub usual_per_10000: Option<u32>,
    /// By chance alone it would be seen once in so many; `None` = chance plays no part.
    pub one_in: Option<u64>,
    /// What was seen, in one sentence.
    pub finding: String,
    /// The rows, at most 200.
    pub evidence: Vec<Evidence>,
}

/// What a detector looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tested {
    /// How many things were tested, for a correction that names its number.
    pub subjects: u64,
    /// How many rows.
    pub rows: u64,
    /// What could not be looked at, in sentences.
    pub left_out: Vec<String>,
    /// What was found.
    pub leads: Vec<Lead>,
}

/// What came of a detector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Switched off in the profile.
    Off,
    /// The county does not hold the data: why, in a sentence. Not the same as no lead.
    NoData(String),
    /// It looked.
    Tested(Tested),
}

impl Outcome {
    /// The leads, if any.
    #[must_use]
    pub fn leads(&self) -> &[Lead] {
        match self {
            Self::Off | Self::NoData(_) => &[],
            Self::Tested(tested) => &tested.leads,
        }
    }

    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::NoData(_) => "no_data",
            Self::Tested(_) => "tested",
        }
    }
}

/// One detector's outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Which.
    pub detector: Detector,
    /// What came of it.
    pub outcome: Outcome,
}
