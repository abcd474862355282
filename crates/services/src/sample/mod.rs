//! The sample county (样例县): fictional, marked so on every page, the same at every run of a day.
//!
//! 青禾县 of 临溪市 stands under a division code that no real place has. Small tables of our own say
//! what is in it; the use cases of this crate make it under a clock that is moved by hand, so that
//! nothing in it is written past the rules. Deliberately not here: anything a real county's data
//! goes through.

mod applicants;
mod cases;
mod catalogue;
mod certificates;
mod chains;
mod city;
mod create;
mod days;
mod delegates;
mod evaluation;
mod followup;
mod forms;
mod others;
mod oversight;
mod planted;
mod questionnaires;
mod reviews;
mod rows;
mod script;
mod staff;
mod stations;
mod stations_at_work;
mod tables;
mod visitors;

pub use create::{Sample, SampleFault, create, is_sample};
pub use staff::{SAMPLE_PASSWORD, SampleSignIn, sign_ins};
pub use tables::TableFault;
