//! Runs of the detectors (监测), thresholds, and what is really handled in the hall (进驻实效).

pub(crate) mod api;
pub(crate) mod residency;
pub(crate) mod run;
pub(crate) mod runs;

mod api_view;
mod residency_page;
mod run_page;
mod runs_page;

pub use api_view::{ResidencyJson, RunJson};
pub use residency_page::{ResidencyPage, ResidencyRow};
pub use run_page::{FindingRow, OutcomeRow, RunPage};
pub use runs_page::{RunListPage, RunRow, TallyRow};
