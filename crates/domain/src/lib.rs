//! The rules of a county's government-service bureau (政务服务中心): facts in; decisions, events and
//! figures out. No I/O, no async, no clock, no chance: time and random numbers are arguments.
//!
//! Modules import only from those above them in this list. `serde` stands on events, on the rows
//! that an event versions and on ids, nowhere else: pages, API and tables own their shapes.

pub mod archive;
pub mod base;
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
