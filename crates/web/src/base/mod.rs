//! What every page is made of (页面骨架): the frame, the form fields, the tags, the addresses, and the pages that
//! belong to no other word (首页, 出错页, 无障碍说明). No handler and no rule is here; pages hold text ready to show.

pub(crate) mod accessibility;
mod actor;
pub(crate) mod api;
pub(crate) mod health;
pub(crate) mod home;

mod accessibility_page;
mod api_applications;
mod api_archive;
mod api_board;
mod api_calendar;
mod api_cases;
mod api_certificates;
mod api_chains;
mod api_delegates;
mod api_evaluation;
mod api_exchange;
mod api_files;
mod api_followup;
mod api_indicators;
mod api_leads;
mod api_matters;
mod api_oversight;
mod api_policies;
pub(crate) mod api_problems;
mod api_questionnaires;
mod api_rectification;
mod api_reports;
mod api_reviews;
mod api_schemas;
mod api_schemas_guide;
mod api_standings;
mod api_stations;
mod api_statistics;
mod api_subscriptions;
pub(crate) mod assets;
mod error_page;
mod field;
mod frame;
mod home_page;
mod page;
pub mod paths;
mod tag;
mod thousands;

pub use accessibility_page::AccessibilityPage;
pub(crate) use actor::actor_name;
pub use assets::{APP_CSS, APP_JS, DESK_JS, app_css_href, app_js_href, desk_js_href};
pub use error_page::{ErrorPage, Trouble};
pub use field::{Choice, Field, Pick, Picks};
pub use frame::{Frame, Link, NavEntry, Problem, Svg, WhoAmI};
pub use home_page::{DepartmentLink, HomePage, StationCount};
pub use page::{Page, Rendered, render_samples};
pub use tag::{Clock, Deadline, Flag, Tag, Tone};
pub(crate) use thousands::thousands;

#[cfg(test)]
mod tests;
