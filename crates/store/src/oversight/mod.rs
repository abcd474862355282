//! 电子监察 as rows.

pub mod watch;
