//! Sealing the journal and verifying everything it vouches for (封存, 校验).

mod seal;
mod verify;

pub use seal::{SealFault, export, seal};
pub use store::journal::Finding;
pub use verify::{Verdict, verify};
