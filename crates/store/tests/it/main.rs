//! Contract tests of the store (存储层契约测试): every public function, on both engines, with the
//! same answers. The folders mirror `src`.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod archive;
mod base;
mod canonical;
mod cases;
mod catalogue;
mod certificates;
mod chains;
mod common;
mod complete;
mod delegates;
mod differential;
mod evaluation;
mod files;
mod followup;
mod indicators;
mod journal;
mod opening;
mod oversight;
mod people;
mod publication;
mod questionnaires;
mod rectification;
mod reports;
mod reviews;
mod seam;
mod stations;
mod tables;
mod vault;
