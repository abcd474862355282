//! Pages about a matter (一件事办件): taking it in at the window or applying online, the list, the whole with its lanes and
//! the forms of what comes next, and its progress for whoever applied.

pub(crate) mod act;
pub(crate) mod api;
pub(crate) mod api_acts;
pub(crate) mod apply;
pub(crate) mod list;
pub(crate) mod own;
pub(crate) mod take;
pub(crate) mod view;

mod check_page;
mod json;
mod list_page;
mod own_page;
mod receipt_page;
mod resume_page;
mod take_page;
mod ticket;
mod view_page;
mod words;

pub use check_page::MatterCheckPage;
pub use list_page::{MatterListPage, MatterRow};
pub use own_page::{MatterAppliedPage, MatterProgressFormPage, MatterProgressPage, OwnMemberRow, OwnUpload};
pub use receipt_page::MatterReceiptPage;
pub use resume_page::MatterResumePage;
pub use take_page::{EarlierRow, MatterTakePage, TakeMaterial};
pub use view_page::{AskRow, MatterMemberRow, MatterPage};
