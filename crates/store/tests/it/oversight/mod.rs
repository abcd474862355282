//! 电子监察 as rows.

mod watch;

pub(crate) use watch::{a_card, a_supervision_order, the_rules};
