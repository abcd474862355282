//! The applicant's own case (在线申请): begun from the guide, asked a screen at a time, checked, sent in, corrected,
//! withdrawn. Materials come as photos and files. Without an account: number and query password open it, a cookie of this browser keeps it open for two
//! hours. What was typed is in the draft before the next screen is shown.
//!
//! Not here: progress for whoever has the number and the mobile's last digits.

pub(crate) mod again;
pub(crate) mod apply;
pub(crate) mod assist;
pub(crate) mod check;
pub(crate) mod correct;
pub(crate) mod materials;
pub(crate) mod page;
pub(crate) mod questions;

mod again_page;
mod apply_page;
mod assist_page;
mod check_page;
mod correct_page;
mod materials_page;
mod own_page;
mod questions_page;
mod ticket;

pub(crate) use page::terms;

pub use again_page::{AgainPage, HeldRow};
pub use apply_page::ApplyPage;
pub use assist_page::{AssistFindPage, AssistPage, AssistSheetPage, AssistedLineRow, AssistedPage};
pub use check_page::CheckPage;
pub use correct_page::CorrectPage;
pub use materials_page::{Deferral, OwnFileRow, OwnMaterial, OwnMaterialsPage};
pub use own_page::{OpenOwnPage, OwnPage};
pub use questions_page::QuestionsPage;
pub(crate) use ticket::{NONE, close_ticket, may_go};
