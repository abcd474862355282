//! 电子监察 and leads as rows.

mod leads;
mod tickets;
mod watch;

pub(crate) use leads::{a_lead, a_run, stages};
pub(crate) use watch::{a_card, a_supervision_order, the_rules};
