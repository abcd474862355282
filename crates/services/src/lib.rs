//! Use cases, one file an act: authorise, load, apply the rule, save with its events.
//!
//! Every act is given the [`Bureau`] (database, keys, clock, chance) and the desk it is done at.
//! Not here: SQL, HTML, and rules.

pub mod archive;
pub mod backup;
pub mod base;
mod bureau;
mod failure;
pub mod journal;

pub mod cases;
pub mod catalogue;
pub mod certificates;
pub mod chains;
pub mod delegates;
pub mod evaluation;
pub mod followup;
pub mod indicators;
pub mod oversight;
pub mod people;
pub mod publication;
pub mod questionnaires;
pub mod rectification;
pub mod reports;
pub mod reviews;
pub mod stations;

pub mod calendar;
mod contents;
pub mod measures;
pub mod sample;
pub mod tables;

pub use bureau::{Bureau, Chance, Home};
pub use failure::{Failure, Never, key_reused};
pub use store::Tally;
