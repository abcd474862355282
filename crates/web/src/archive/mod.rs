//! Pages of the archive (归档管理): packages with their checks, one package with its report, batches for
//! transfer. What a package holds and when one is made is decided in the layers below.

pub(crate) mod api;
pub(crate) mod batch;
pub(crate) mod home;
pub(crate) mod package;

mod batch_page;
mod home_page;
mod package_page;

pub use batch_page::{BatchLine, BatchPage};
pub use home_page::{ArchivePage, BatchLink, PackageRow};
pub use package_page::{CheckLine, PackagePage};
