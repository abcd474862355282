//! Packages of finished cases and the batches they are transferred in (归档): rows; their sealed bytes lie
//! on the shelf of files.

mod batch;
mod due;
mod row;

pub use batch::{BatchRow, batch_by_no, batch_change, batches, batches_of_year};
pub use due::cases_to_pack;
pub use row::{
    PackageFilter, PackageRow, package_by_no, package_change, package_counts, package_digests, packages,
    packages_after, packages_of_batch,
};
