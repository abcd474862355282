//! Pages about stations (基层服务站点): the public list and each station's page, the forms on which the office enters a
//! station and confirms a name. Which stations a figure counts is decided in the layers below.

pub(crate) mod api;
pub(crate) mod card;
pub(crate) mod edit;
pub(crate) mod inspections;
pub(crate) mod list;
pub(crate) mod map;
pub(crate) mod naming;
pub(crate) mod near;
pub(crate) mod offer;
pub(crate) mod renaming;
pub(crate) mod work;

mod form_page;
mod inspection_page;
mod list_page;
mod map_page;
mod naming_page;
mod near_page;
mod offer_page;
mod renaming_page;
mod station_page;
mod work_page;

pub use api::{CampaignJson, RoundJson};
pub use form_page::StationFormPage;
pub use inspection_page::{ChecklistPage, InspectedRow, PointField, RoundPage, RoundsPage, VisitPage};
pub use inspections::INSPECTION_HEADS;
pub use list_page::{FilterTab, StationLine, StationListPage};
pub use map_page::MapPage;
pub use naming_page::NamingPage;
pub use near_page::NearPage;
pub use offer_page::{OfferFormPage, OfferRow, OffersPage};
pub use renaming::RENAMING_HEADS;
pub use renaming_page::{CampaignPage, CampaignsPage, TaskPage, TaskRow, TownRow, WorkRow};
pub use station_page::{NamingState, StationPage};
pub use work_page::{HelpedRow, WorkPage};
