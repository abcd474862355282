//! Pages about chains (一件事): the office's list and editor, and what everybody reads of one that is offered.

pub(crate) mod api;
pub(crate) mod edit;
pub(crate) mod guide;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod matters;
pub(crate) mod picture;

mod edit_page;
mod edit_view;
mod guide_page;
mod import_page;
mod list_page;
mod renew_page;
mod steps;

pub use api::ChainJson;
pub use edit_page::{BringsRow, ChainEditPage, FindingRow, MemberPanel, MemberRow, MergedRow, QuestionRow, SavingRow};
pub use guide_page::{ChainGuidePage, ChainMaterial, ChainMember, ChainOffer, ChainOffersPage};
pub use import_page::{ChainImportPage, ChainPreviewPage};
pub use list_page::{ChainListPage, ChainRow};
pub use matters::{
    AskRow, EarlierRow, MatterAppliedPage, MatterCheckPage, MatterListPage, MatterMemberRow, MatterPage,
    MatterProgressFormPage, MatterProgressPage, MatterReceiptPage, MatterResumePage, MatterRow, MatterTakePage,
    OwnMemberRow, OwnUpload, TakeMaterial,
};
pub use renew_page::ChainRenewPage;
