//! 电子监察: what the program watches by itself and tells people about. Clocks under watch are in [`watch`].

pub mod watch;
