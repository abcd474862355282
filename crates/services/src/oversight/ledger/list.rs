//! The lists that were taken (已导入的清单), and one line as a lead shows it.

use domain::{
    oversight::ledger::LedgerRow,
    people::{Act, Desk},
};
use store::oversight::{self as rows, LedgerImport};

use crate::{Bureau, Failure, Never};

/// A line with the file that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// The list.
    pub list: LedgerImport,
    /// The line.
    pub line: LedgerRow,
}

/// All lists, the last first.
pub fn ledgers(bureau: &Bureau, desk: &Desk) -> Result<Vec<LedgerImport>, Failure<Never>> {
    bureau.may(desk, Act::LeadView)?;
    Ok(bureau.db().read(|tx| rows::ledger_imports(tx, bureau.region()))?)
}
