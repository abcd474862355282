//! 电子监察: what the program watches by itself and tells people about. Clocks under watch are in [`watch`].
//!
//! Not here: what must be put right and who checks it (`rectification`), and any verdict on a person.

pub mod watch;
