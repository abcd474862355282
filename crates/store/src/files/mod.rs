//! Files (附件): sealed bytes on disk under an address made from them, and one row for each that says what
//! it is and whose. A row is written only after its bytes are durable, so no row is without bytes.
//!
//! Not here: what may be handed in (domain), looking into files (papers), and who may read them (services).

mod disk;
mod row;

pub use disk::{Shelf, ShelfFault};
pub use row::{FileRow, SealedName, file, file_change, file_gone, files_after, files_of_case, named_addresses};
