//! Clocks under watch (电子监察), and what speaks for handling outside the hall, as rows (线索): lists from elsewhere,
//! tickets of the queue machine, facts for the detectors, thresholds, runs and the register of leads.

mod facts;
mod lead;
mod ledger;
mod profile;
mod run;
mod ticket;
pub mod watch;

pub use facts::{CaseAct, CaseFact, WindowEntry, case_acts, case_facts, certificate_days, taken_up_at, window_entries};
pub use lead::{LeadFilter, lead_by_no, lead_change, newest_lead, take_lead_numbers, tracked_leads};
pub use ledger::{
    LedgerImport, insert_ledger_row, ledger_import, ledger_import_change, ledger_imports, ledger_line, ledger_rows,
};
pub use profile::{detector_profile, detector_profile_change, detector_profiles};
pub use run::{Finding, Run, insert_finding, run_change, run_findings, run_of, runs};
pub use ticket::{TicketImport, insert_ticket, ticket_import_change, ticket_imports, tickets};
