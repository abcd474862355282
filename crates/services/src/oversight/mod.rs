//! Oversight (监督): clocks under watch (电子监察), lists from elsewhere, tickets of the queue, runs of the detectors, and
//! what becomes of their leads.

pub mod detectors;
pub mod leads;
pub mod ledger;
pub mod queue;
mod scores;
pub mod watch;

pub(crate) use ledger::{CertificateRegister, Departmental, Licences};
pub(crate) use queue::{Appointments, Tickets};
pub use scores::CARDS;
