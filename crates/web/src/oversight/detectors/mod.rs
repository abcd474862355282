//! Runs of the detectors (监测), thresholds, the hall and its queue, and what is really handled in the hall (进驻实效).

pub(crate) mod api;
pub(crate) mod hall;
pub(crate) mod queue;
pub(crate) mod residency;
pub(crate) mod run;
pub(crate) mod runs;

mod api_view;
mod hall_page;
mod queue_page;
mod residency_page;
mod run_page;
mod runs_page;

pub use api_view::{ResidencyJson, RunJson};
pub use hall_page::{HallProfilePage, HallRow};
pub use queue_page::{QueuePage, QueueRow};
pub use residency_page::{ResidencyDepartmentRow, ResidencyPage, ResidencyRow};
pub use run_page::{FindingRow, OutcomeRow, RunPage};
pub use runs_page::{RunListPage, RunRow, TallyRow};
