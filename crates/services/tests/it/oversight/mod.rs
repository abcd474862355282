//! 电子监察, and leads of the detectors.

mod leads;
mod orders;
mod planted;
mod queue;
mod watch;
