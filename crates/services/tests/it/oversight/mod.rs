//! 电子监察.

mod watch;
