//! Leads (线索): the list, one lead with its rows and the forms of its next step, and the same for programs.

pub(crate) mod acts;
pub(crate) mod api;
pub(crate) mod lead;
pub(crate) mod list;

mod api_view;
mod lead_page;
mod list_page;
pub(super) mod words;

pub use api_view::LeadsJson;
pub use lead_page::{EvidenceRow, LeadPage, SettlePart};
pub use list_page::{LeadListPage, LeadRow};
