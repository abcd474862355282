//! Pages about stations (基层服务站点): the public list, and the form on which the office confirms a name. Which
//! stations a figure counts is decided in the layers below.

pub(crate) mod list;
pub(crate) mod naming;

mod list_page;
mod naming_page;

pub use list_page::{StationLine, StationListPage};
pub use naming_page::NamingPage;
