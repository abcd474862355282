//! The ranking of counties (全市排名): at a county, frozen snapshots are reported upward and rows behind them given when a node
//! above asks; at a city or a province, reports are held in versions, each day that is over is ranked by weighted scores and
//! ranked anew where a report came late or corrected, and every county is told its place and the gap to the next.

mod ask;
mod board;
mod bulletin;
mod compute;
mod county;
mod give;
mod own;
mod report;
mod rules;
mod sheet;
mod tell;

use store::StoreError;

pub(crate) use ask::EVIDENCE_ASKS;
pub use ask::{AskForm, AskRefusal, EvidenceView, ask_evidence, evidence_view};
pub use board::{Board, BoardRow, board};
pub use bulletin::standing_bulletin;
pub use compute::run_standings;
pub use county::{CountyStanding, county_standing};
pub(crate) use give::EVIDENCE;
pub use own::{AskedOfUs, LastReport, OwnStanding, own_standings};
pub(crate) use report::REPORTS;
pub use rules::standing_rules;
pub use sheet::board_sheet;
pub(crate) use tell::STANDINGS;

/// What is kept and cannot be read.
fn corrupt(place: &str, why: String) -> StoreError {
    StoreError::Corrupt { place: place.into(), why }
}
