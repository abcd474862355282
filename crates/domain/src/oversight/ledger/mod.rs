//! Decisions made elsewhere beside the hall's cases (台账比对): the 双公示 list, registers of certificates and exports
//! of departments' systems, matched line by line.
//!
//! Not here: reading the files, and what an unmatched line means, which the detectors ask.

mod features;
mod item_name;
mod name;
mod pair;
mod plan;
mod record;
mod weigh;

pub use item_name::ItemNames;
pub use name::plain_name;
pub use pair::{Pairing, pair};
pub use plan::{COLUMNS as LEDGER_COLUMNS, LedgerImported, LedgerPlan, line_key, plan_ledger};
pub use record::{Decision, HallCase, LedgerKind, LedgerRow};
pub use weigh::{Match, Matching, Reason};

#[cfg(test)]
mod tests;
