//! Backup and restore (备份与恢复): one folder that holds a county as it was at one instant, in the
//! canonical form of both engines, with a signed list of digests.
//!
//! The keys are not in it: a backup medium alone opens no personal field. They are copied to a medium
//! of their own. Deliberately not here: point-in-time recovery between two backups, and media.

mod check;
mod export;
mod fault;
mod manifest;
mod prune;
mod restore;
mod take;

pub use check::{Checked, check};
pub use export::{Exported, export};
pub use fault::{BackupFault, Damage, Harm};
pub use manifest::{Listed, Manifest};
pub use prune::{daily_name, prune};
pub use restore::{keys_for, load};
pub use take::{Taken, copy_keys, take};
