//! 隔离读取: the reader in a process of its own.
//!
//! A file from outside is hostile until it has been parsed. The server
//! starts its own binary again with a hidden subcommand ([`SUBCOMMAND`]); that
//! process gives up memory and time beyond a limit before it looks at a byte,
//! and whatever happens to it, the server goes on.
//!
//! Deliberately not here: a sandbox against system calls; the child inherits
//! the user's rights, but no environment, no files and no arguments but a name.

mod areas;
mod bpmn;
mod file;
mod once;
mod parent;
mod serve;
mod wire;

pub use areas::read_areas_in_child;
pub use bpmn::read_bpmn_in_child;
pub(crate) use file::look_in_child;
pub use parent::{ChildLimits, SUBCOMMAND, preview_in_child, read_in_child, read_in_child_with};
pub use serve::{serve, serve_stdin};
