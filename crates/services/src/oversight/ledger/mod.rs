//! Lists of decisions made elsewhere (台账): taking them in through the door of all tables.

mod import;
mod list;

pub use domain::oversight::ledger::{LedgerKind, LedgerRow, Reason};
pub(crate) use import::{CertificateRegister, Departmental, Licences};
pub use list::{LedgerLine, ledgers};
pub use store::oversight::LedgerImport;
