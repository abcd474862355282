//! The provincial platform: taking its export, and where it disagrees with our catalogue (省级平台).

mod differences;
mod import;

pub use differences::{Differences, differences};
pub(crate) use import::Publication;
