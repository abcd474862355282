//! Divisions and stations (站点).

mod division;
mod history;
mod inspection;
mod list;
mod map;
mod offer;
mod place;
mod post;
mod renaming;
mod station;

pub use division::{
    division, division_change, division_removal, division_ties, division_version_change, division_versions, divisions,
    known_divisions,
};
pub use history::{history_changes, serves_versions, station_versions};
pub use inspection::{checklist_change, checklists, round, round_change, rounds, visit_change, visits};
pub use list::{StationFilter, StationRow, naming_counts, station_rows};
pub use map::{map_change, newest_map};
pub use offer::{known_offers, offer_change, offerable, offering, offers, station_offers};
pub use place::{place_change, places};
pub use post::{photo_change, post_change, station_photo, station_photos, station_post, station_posts};
pub use renaming::{campaign, campaign_change, campaigns, renaming_task, renaming_task_change, renaming_tasks};
pub use station::{serves, serves_change, serves_removal, station, station_change, stations};
