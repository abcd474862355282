//! The program as a whole, run as its users run it, on both engines.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not there")]

mod backup;
mod calendar;
mod canaries;
mod cases;
mod crowd;
mod delegates;
#[cfg(unix)]
mod doctor;
mod evaluation;
mod exchange;
mod followup;
mod import;
mod indicators;
mod kill;
mod leads;
mod opening;
mod oversight;
mod program;
mod push;
mod quality;
mod ranking;
mod rectification;
mod sample;
mod site;
mod stations;
mod tables;
mod three_nodes;
mod tls;
