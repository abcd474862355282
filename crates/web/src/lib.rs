//! Pages, server-rendered, the JSON API, and the addresses they answer to (网页). Parses, calls one use case, shows:
//! rules, queries and rights are in the layers below, and this crate cannot reach the database.

pub mod archive;
pub mod base;
pub mod delegates;
pub mod door;
pub mod evaluation;
pub mod followup;
pub mod samples;

pub mod calendar;
pub mod cases;
pub mod catalogue;
pub mod certificates;
pub mod chains;
pub mod indicators;
pub mod oversight;
pub mod people;
pub mod publication;
pub mod questionnaires;
pub mod rectification;
pub mod reports;
pub mod reviews;
pub mod stations;
pub mod tables;

mod routes;

pub use door::{App, Site};
pub use routes::{Line, lines, router};
