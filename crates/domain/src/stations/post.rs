//! Who works at which station (站点人员), and photographs that are taken there.
//!
//! Not here: what a role may do at all, which is the access table's; a post says where.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::Level;
use crate::base::{DivisionCode, FileKind, PhotoId, StaffId};

/// A member of staff at a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Who.
    pub staff: StaffId,
    /// The division that the station stands in.
    pub station: DivisionCode,
    /// First day.
    pub since: Date,
    /// Version for concurrent edits.
    pub version: i64,
}

impl Post {
    /// Whether it is a post at a township centre that stands above that station.
    #[must_use]
    pub fn is_above(&self, station: &DivisionCode) -> bool {
        Level::of(&self.station) == Some(Level::Town) && station.parent() == Some(self.station)
    }

    /// Whether whoever holds it may do the station's own work: at the station, or at the centre above it.
    #[must_use]
    pub fn covers(&self, station: &DivisionCode) -> bool {
        self.station == *station || self.is_above(station)
    }
}

/// Event: somebody was posted to a station, or to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// Who.
    pub staff: StaffId,
    /// The station's division.
    pub station: String,
}

/// A photograph of a station. The sealed bytes lie on the shelf of all files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StationPhoto {
    /// Id.
    pub id: PhotoId,
    /// The station.
    pub station: DivisionCode,
    /// SM3 of the sealed bytes: where they lie.
    pub address: String,
    /// SM3 of the picture as it was sent, hexadecimal.
    pub digest: String,
    /// Length of what is kept, in bytes.
    pub size: u64,
    /// JPEG, PNG or WebP.
    pub kind: FileKind,
    /// Who took it.
    pub by: StaffId,
    /// When it came.
    pub at: Timestamp,
}

/// Whether a file of that kind is a photograph.
#[must_use]
pub const fn is_photo(kind: FileKind) -> bool {
    match kind {
        FileKind::Jpeg | FileKind::Png | FileKind::Webp => true,
        FileKind::Pdf | FileKind::Ofd | FileKind::Docx | FileKind::Xlsx => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_at_a_centre_reaches_its_villages_and_one_at_a_village_itself_alone() {
        let code = |text: &str| DivisionCode::parse(text).unwrap();
        let post = |at: &str| Post {
            staff: StaffId::new(1),
            station: code(at),
            since: jiff::civil::date(2026, 1, 1),
            version: 1,
        };
        let (town, village, other) = (code("990101100000"), code("990101100201"), code("990101101201"));
        let centre = post("990101100000");
        assert!(centre.covers(&town) && centre.covers(&village) && centre.is_above(&village));
        assert!(!centre.covers(&other) && !centre.is_above(&town));
        let station = post("990101100201");
        assert!(station.covers(&village) && !station.covers(&town) && !station.is_above(&village));
        assert!(is_photo(FileKind::Jpeg) && !is_photo(FileKind::Pdf));
    }
}
