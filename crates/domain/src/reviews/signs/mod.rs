//! Signs of gaming (刷评迹象): what speaks for ratings that were not the applicants' own. Facts in, signs out, each with
//! its rows, against what others of the place have, and with an innocent explanation beside it.
//!
//! A sign is no verdict: nothing is taken out of a rate for it. Deliberately not here: devices and telephones in the
//! clear; they come as keyed digests and are only held against each other.

mod lead;
mod look;
mod sign;

pub use lead::{MOST_EVIDENCE, SignFound, SignLead, SignRefusal, SignRuling, SignSettled, SignState, meet, settle};
pub use look::{look, looks_back_to};
pub use sign::{ReviewFact, Sign, SignKind, SignRules, SignSetting};

#[cfg(test)]
mod tests;
