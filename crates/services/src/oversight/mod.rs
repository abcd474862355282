//! Oversight (监督): clocks under watch (电子监察), lists from elsewhere, runs of the detectors, and what becomes of their
//! leads.

pub mod detectors;
pub mod leads;
pub mod ledger;
mod scores;
pub mod watch;

pub(crate) use ledger::{CertificateRegister, Departmental, Licences};
pub use scores::CARDS;
