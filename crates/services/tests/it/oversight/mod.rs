//! 电子监察, and leads of the detectors.

mod leads;
mod watch;
