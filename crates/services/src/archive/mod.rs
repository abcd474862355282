//! Archive (归档): pack finished cases, check the four properties, list, transfer.

mod check;
mod gather;
mod list;
mod matter;
mod notices;
mod pack;
mod profiles;
mod report;
mod transfer;

pub use check::{PackagesChecked, check_all, recheck};
pub use list::{ArchiveHome, PackageLine, PackageView, archive_home, package, package_bytes};
pub use pack::{PackRefusal, Packed, PackedShare, pack, pack_due};
pub use store::archive::{BatchRow, PackageFilter};
pub use transfer::{Batch, batch, make_batch};
