//! Pages about stations (基层服务站点): the public list and each station's page, the forms on which the office enters a
//! station and confirms a name. Which stations a figure counts is decided in the layers below.

pub(crate) mod card;
pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod naming;

mod form_page;
mod list_page;
mod naming_page;
mod station_page;

pub use form_page::StationFormPage;
pub use list_page::{FilterTab, StationLine, StationListPage};
pub use naming_page::NamingPage;
pub use station_page::{NamingState, StationPage};
