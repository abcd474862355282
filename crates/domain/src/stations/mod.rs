//! Grassroots stations (基层服务站点): the division table and its versions, who is served by which
//! station, and the naming “便民服务中心 / 便民服务站”, which is measured apart from coverage (domain §0, §6); renaming
//! campaigns, inspections, who works where, and what is offered.
//!
//! Not here: what is done for neighbours at a station, which is a case's.

mod division;
mod division_row;
mod division_table;
mod division_ties;
mod history;
mod inspection;
mod map;
mod offer;
mod place;
mod post;
mod register;
mod renaming;
mod standard;
mod station;
mod station_table;

pub use division::{Division, DivisionVersion, Level, SINCE_EVER, due_today, is_quasi};
pub use division_table::{
    COLUMNS as DIVISION_COLUMNS, DivisionPlan, DivisionsAsked, DivisionsImported, DivisionsInForce, KnownDivisions,
    plan_divisions,
};
pub use division_ties::{Moved, Ties};
pub use history::{KnownHistory, ServesVersion, StationVersion, stations_on, versions_of};
pub use inspection::{
    CheckPoint, Checklist, ChecklistChanged, Finding, InspectedTown, InspectionRefusal, NewRound, NewVisit, PointGroup,
    Round, RoundClosed, RoundOpened, StationInspected, Visit, close_round, inspect, inspected, open_round,
    points_to_ask,
};
pub use map::{ApprovedMap, Area, MapRefusal, MapSaved, NumberForms, Ring, load_map, take_down};
pub use offer::{KnownItem, KnownOffers, Offer, OfferStep, OfferWay, Offered, OffersChanged, offers_changed};
pub use place::{Datum, Place, PlaceVersion, StationPlaced, place_on};
pub use post::{Post, Posted, StationPhoto, is_photo};
pub use register::{Registered, StationForm, StationRegistered, Surroundings, follow_names, register, served_by_words};
pub use renaming::{
    Campaign, CampaignClosed, CampaignOpened, NewCampaign, NewReport, RenamingRefusal, RenamingReported,
    RenamingSettled, RenamingTask, Report, SentBack, TaskStage, TownProgress, Worker, close_campaign, needs_renaming,
    open_campaign, progress, renamed, report, settle, town_of,
};
pub use standard::{NameFlaw, NamingStandard};
pub use station::{DivisionsLoaded, NamingChecked, NamingFound, Station, StationRefusal, check_naming, official_name};
pub use station_table::{COLUMNS as STATION_COLUMNS, StationPlan, StationsAsked, StationsImported, plan_stations};
