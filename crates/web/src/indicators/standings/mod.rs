//! Pages about the ranking of counties (全市排名): the ranking of a day, one county in it, the rows behind a figure that it
//! reported; at a county its own place and what it would take. Nothing is computed here.

pub(crate) mod api;
pub(crate) mod board;
pub(crate) mod county;
pub(crate) mod evidence;
pub(crate) mod files;
pub(crate) mod own;

mod board_page;
mod county_page;
mod evidence_page;
mod json;
mod own_page;
mod part;

pub use board_page::{BoardLine, StandingsPage, VersionLine};
pub use county_page::{CountyStandingPage, CourseLine, ReportLine};
pub use evidence_page::{EvidenceLine, EvidencePage};
pub use json::{EvidenceJson, StandingsJson};
pub use own_page::{AskedLine, OwnSection, OwnStandingPage};
pub use part::PartLine;
