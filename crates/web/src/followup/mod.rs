//! Pages of follow-up calls (电话回访): what waits and the draws, the call desk, one week's draw, results with the bulletin,
//! the county's plan, clues for those who take them, and the API.

pub(crate) mod api;
pub(crate) mod clues;
pub(crate) mod draw;
pub(crate) mod files;
pub(crate) mod home;
pub(crate) mod line;
pub(crate) mod plan;
pub(crate) mod results;

mod api_view;
mod clues_page;
mod draw_page;
mod home_page;
mod line_page;
mod line_view;
mod plan_page;
mod results_page;
mod words;

pub use api_view::{DrawJson, ResultsJson};
pub use clues_page::{ClueRow, CluesPage};
pub use draw_page::{DrawnRow, StratumRow, WeekDrawPage};
pub use home_page::{DrawRow, FollowupHomePage};
pub use line_page::{Dial, LevelRow, LinePage, Questions};
pub use plan_page::{FollowupPlanPage, PlanField};
pub use results_page::{DepartmentRow as FollowupDepartmentRow, FollowupResultsPage, TrendRow, WordRow};
