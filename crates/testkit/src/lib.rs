//! What tests share (测试工具): both database engines, a time and a chance that never change, and
//! builders for what most tests need a little of.
//!
//! For development only; no crate of the product depends on it outside its tests. Deliberately not
//! here: the checks themselves, and a whole sample county.

mod cases;
mod engines;
mod figures;
mod given;
mod rows;
mod scratch;
mod server;

pub use cases::{accepted_case, case_rules, completed, decided, delivered, weekdays};
pub use engines::{TestDb, engines, on_every_engine, postgres_url};
pub use figures::{digest, items_of, seed_evidence, seed_figures, seed_items, seed_reports};
pub use given::{clock, content, county, department, exempt, item, profile, region, rng, staff, stamp, station, vault};
pub use rows::{seed_county, seed_department, seed_item, seed_staff};
pub use scratch::Scratch;
pub use server::{TlsServer, skip};
