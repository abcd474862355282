//! The counter at which tables of other offices are handed in (外来表格): whichever table it is, the same
//! steps. What each means is in the file of its own word.

use domain::{
    base::{ImportId, TableKind, TablePlan},
    people::Desk,
};

use crate::{
    Bureau, Failure, base,
    catalogue::Residency,
    indicators::Peers,
    oversight::{Appointments, CertificateRegister, Departmental, Licences, Tickets},
    publication::Publication,
    reviews::Reviews,
    stations::Divisions,
    stations::Stations,
};

pub use base::{
    StagedPlan, TableFile, TableOutcome, TableRefusal, TableSettings, TableView, TakenTable, last_taken,
    read_table_file as read_file,
};

macro_rules! of_kind {
    ($kind:expr, $act:ident($($argument:expr),*)) => {
        match $kind {
            TableKind::Divisions => base::$act::<Divisions>($($argument),*),
            TableKind::Stations => base::$act::<Stations>($($argument),*),
            TableKind::Publication => base::$act::<Publication>($($argument),*),
            TableKind::Residency => base::$act::<Residency>($($argument),*),
            TableKind::Peers => base::$act::<Peers>($($argument),*),
            TableKind::Licences => base::$act::<Licences>($($argument),*),
            TableKind::CertificateRegister => base::$act::<CertificateRegister>($($argument),*),
            TableKind::Departmental => base::$act::<Departmental>($($argument),*),
            TableKind::Tickets => base::$act::<Tickets>($($argument),*),
            TableKind::Appointments => base::$act::<Appointments>($($argument),*),
            TableKind::Reviews => base::$act::<Reviews>($($argument),*),
        }
    };
}

/// What a file would change, without staging it: nothing at all is written.
pub fn dry_run(
    bureau: &Bureau,
    desk: &Desk,
    file: &TableFile,
    settings: &TableSettings,
) -> Result<TablePlan, Failure<TableRefusal>> {
    of_kind!(file.kind, dry_run(bureau, desk, file, settings))
}

/// Stages a table aside and plans it. Nothing of the county changes.
pub fn stage(
    bureau: &Bureau,
    desk: &Desk,
    file: &TableFile,
    settings: &TableSettings,
) -> Result<StagedPlan, Failure<TableRefusal>> {
    of_kind!(file.kind, stage(bureau, desk, file, settings))
}

/// What a staged table would do now, or did.
pub fn view(bureau: &Bureau, desk: &Desk, kind: TableKind, id: ImportId) -> Result<TableView, Failure<TableRefusal>> {
    of_kind!(kind, view(bureau, desk, id))
}

/// Carries a staged table out, in one transaction under one event. `expected` holds what the preview
/// promised (added, changed, removed): when something has moved since, nothing is done.
pub fn publish(
    bureau: &Bureau,
    desk: &Desk,
    kind: TableKind,
    id: ImportId,
    expected: Option<(u64, u64, u64)>,
    key: Option<&str>,
) -> Result<TableOutcome, Failure<TableRefusal>> {
    of_kind!(kind, publish(bureau, desk, id, expected, key))
}
