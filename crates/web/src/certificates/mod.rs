//! Pages about certificates (电子证照): the list, one certificate, making one of a case, registering one from elsewhere,
//! the county's kinds, verification by anybody, files, and the API.

pub(crate) mod api;
pub(crate) mod certificate;
pub(crate) mod end;
pub(crate) mod files;
pub(crate) mod issue;
pub(crate) mod kind;
pub(crate) mod kinds;
pub(crate) mod list;
pub(crate) mod register;
pub(crate) mod seal;
pub(crate) mod verify;

mod api_view;
mod certificate_page;
mod issue_page;
mod kind_page;
mod kinds_page;
mod list_page;
mod register_page;
mod verify_page;
pub(crate) mod words;

pub use certificate_page::CertificatePage;
pub use issue_page::IssuePage;
pub use kind_page::KindPage;
pub use kinds_page::{KindRow, KindsPage};
pub use list_page::{CertificateListPage, CertificateRow};
pub use register_page::RegisterPage;
pub use verify_page::{VerifiedPage, VerifyPage};
