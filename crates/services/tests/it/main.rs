//! Use cases against real databases (用例测试).
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod calendar;
mod cases;
mod catalogue;
mod certificates;
mod chains;
mod delegates;
mod evaluation;
mod exchange;
mod exchange_applications;
mod exchange_reviews;
mod followup;
mod form_schemas;
mod ids;
mod indicators;
mod oversight;
mod people;
mod policies;
mod push;
mod quality;
mod questionnaires;
mod rectification;
mod reports;
mod review_rules;
mod reviews;
mod sample;
mod sample_twice;
mod search;
mod standings;
mod stations;
mod tables;
