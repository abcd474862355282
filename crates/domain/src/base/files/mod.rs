//! Files that people hand in (附件): what their first bytes say they are, what their names may be, and
//! marks of state secrets that may never enter this system.
//!
//! Not here: what is inside a file (papers), which files a case may have (cases), where they lie (store).

mod kind;
mod marks;
mod name;

pub use kind::{FileKind, Look, look};
pub use marks::{secret_in_name, secret_in_text};
pub use name::{clean_file_name, name_with_ending};
