//! Archive (归档): what a finished case leaves behind. One model of a package, profiles as data that say how
//! it is written down and how long it is kept, the check of the four properties, and batches for transfer.
//!
//! Basis: 国务院令第716号 art 12, 档案法 (2020) arts 37 and 39; the structure leans on what is in use, until
//! a profile for GB/T 42727-2023 is bought and entered. Not here: zip and XML (papers), where packages lie.

mod check;
mod package;
mod profile;
mod transfer;

pub use check::{CheckRow, Finding, Observed, ObservedEntry, Property, Scan, check, has_passed, infection};
pub use package::{Package, PackageMade, PackageNo, PackedApplicant, PackedFile, PackedItem, PackedNotice, PackedStep};
pub use profile::{FieldRule, Profile, ProfileFlaw, Retention, RetentionRule, SheetNames};
pub use transfer::{BatchMade, BatchNo, TransferRefusal, batch};

#[cfg(test)]
mod tests;
