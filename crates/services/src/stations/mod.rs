//! Divisions, stations and their naming (区划、站点、更名); campaigns, photographs, who works where.

mod import_divisions;
mod import_stations;
mod list;
mod map;
mod naming;
mod offer;
mod photo;
mod place;
mod post;
mod register;
mod renaming;
mod view;
mod work_data;

pub(crate) use import_divisions::Divisions;
pub use import_divisions::bring_into_force;
pub(crate) use import_stations::Stations;
pub use list::{NamingCounts, list, naming_counts};
pub use map::{MapFlaw, MapForm, approved_map, load as load_map, map_version, unload as take_down_map};
pub use naming::{NamingForm, check};
pub use offer::{
    OfferCodes, OfferForm, OfferLine, OfferedItem, OfferingStation, offer_codes, offer_form, offered, offered_items,
    offering, set_offers,
};
pub use photo::{IncomingPhoto, PhotoFlaw, SeenPhoto, TakenPhoto, look_at_photo, open_photo};
pub(crate) use photo::{shelve as shelve_photo, tidy as tidy_photo};
pub use place::{PlacedStation, placed_stations};
pub(crate) use post::AtWork;
pub use post::{PostForm, PostRefusal, PostedStaff, own_station, post};
pub use register::{add, change, form};
pub use renaming::{
    CampaignForm, CampaignView, RenameRefusal, ReportForm, SettleForm, TaskCard, TownLine, campaign_view, campaigns,
    close_campaign, level_label, open_campaign, report, running, settle,
};
pub use store::stations::{StationFilter, StationRow};
pub use view::{StationCard, card, view};
pub(crate) use work_data::WORK;
pub use work_data::naming_standard;
