//! The event journal.

mod append;
mod golden;
mod golden_cases;
mod golden_catalogue;
mod golden_certificates;
mod golden_chains;
mod golden_delegates;
mod golden_evaluation;
mod golden_exchange;
mod golden_followup;
mod golden_imports;
mod golden_indicators;
mod golden_keys;
mod golden_kinds;
mod golden_leads;
mod golden_matters;
mod golden_oversight;
mod golden_papers;
mod golden_questionnaires;
mod golden_reviews;
mod golden_standings;
mod golden_stations;
mod golden_tables;
pub(crate) mod house;
mod seal;
mod tampering;
mod tampers;

pub(crate) use house::sealed_fields;
