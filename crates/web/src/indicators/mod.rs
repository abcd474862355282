//! Pages about the figures (指标): the dashboard, the rows behind each figure, its gaps on the way to an order, what
//! closing them would give, the city beside it, its course, and the profiles that define it. A figure is never a bare
//! number: it shows its parts, its unknowns and its date, and opens into its rows. Nothing is counted here.

pub(crate) mod api;
pub(crate) mod api_course;
pub(crate) mod api_way;
pub(crate) mod blockers;
pub(crate) mod city;
pub(crate) mod dashboard;
pub(crate) mod gaps;
pub(crate) mod orders;
pub(crate) mod profiles;
pub(crate) mod rows;
pub(crate) mod snapshot;
pub(crate) mod standings;
pub(crate) mod trend;
pub(crate) mod what_if;

mod blockers_page;
mod city_page;
mod dashboard_page;
mod dashboard_page_samples;
mod figure_view;
mod gaps_page;
mod gaps_page_samples;
mod orders_page;
mod profile_fields;
mod profile_page;
mod profiles_page;
mod rows_page;
mod trend_page;
mod way;
mod what_if_page;
mod words;

pub use blockers_page::{BlockersPage, ChosenRow};
pub use city_page::{Ahead, CityLine, CityPage};
pub use dashboard_page::{DashboardPage, FigureCard, FurtherRow, NamingCard, RankRow, Ranking, StandingLink};
pub use figure_view::FigureView;
pub use gaps_page::{BlockerView, GapRow, GapUnitRow, GapsPage, OrderMark};
pub use orders_page::{OrderFormPage, OrderedPage, OrderedRow};
pub use profile_fields::ProfileFields;
pub use profile_page::{PastProfile, PreviewView, ProfilePage};
pub use profiles_page::{ProfileGroup, ProfileRow, ProfilesPage};
pub use rows_page::{FigureRow, RowsPage, RowsTab};
pub use standings::{
    AskedLine, BoardLine, CountyStandingPage, CourseLine, EvidenceJson, EvidenceLine, EvidencePage, OwnSection,
    OwnStandingPage, PartLine, ReportLine, StandingsJson, StandingsPage, VersionLine,
};
pub use trend_page::{MovedRow, TrendLine, TrendPage};
pub use way::Way;
pub use what_if_page::{TryAnswer, TryLine, TryRow, WhatIfPage};
