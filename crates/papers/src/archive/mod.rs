//! 归档信息包: a finished case written down as a zip of XML sheets and files with a manifest, read back
//! again, and the list of a transfer batch.
//!
//! Deliberately not here: what a package must have and how long it is kept (domain), digests and keys.

mod list;
mod read;
mod write;
mod xml;

pub use list::{ListLine, TransferList, list_sheet, list_xml};
pub use read::{ReadFault, ReadPackage, read_package};
pub use write::{Content, Manifest, ManifestEntry, write_package};

#[cfg(test)]
mod tests;
