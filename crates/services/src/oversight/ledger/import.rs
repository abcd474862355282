//! Taking a list of decisions made elsewhere (导入双公示清单、证照登记簿、部门系统办件): three tables, one way.

use std::collections::BTreeSet;

use domain::{
    base::TableKind,
    oversight::ledger::{LedgerImported, LedgerKind, LedgerPlan, line_key, plan_ledger},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    oversight::{self as rows, LedgerImport},
};

use crate::base::{Planned, TableAt, TableImport, TableOccasion, TableRefusal, TableSettings};

/// The public list of licences.
pub(crate) struct Licences;
/// A department's register of certificates.
pub(crate) struct CertificateRegister;
/// What a department's own system took in.
pub(crate) struct Departmental;

fn plan(
    tx: &mut Tx<'_>,
    kind: LedgerKind,
    at: &TableAt<'_>,
) -> Result<Result<Planned<LedgerPlan>, TableRefusal>, StoreError> {
    if at.settings.as_of > at.today {
        return Ok(Err(TableRefusal::DayToCome(at.settings.as_of)));
    }
    let known: BTreeSet<_> = rows::ledger_rows(tx, &at.region, (Date::MIN, Date::MAX))?
        .into_iter()
        .filter(|(_, of, _)| *of == kind)
        .map(|(_, _, line)| line_key(&line))
        .collect();
    let planned = plan_ledger(&known, at.rows, at.today);
    Ok(Ok(Planned { told: planned.told.clone(), work: planned }))
}

fn write(
    tx: &mut Tx<'_>,
    kind: LedgerKind,
    occasion: &TableOccasion,
    settings: &TableSettings,
    planned: &Planned<LedgerPlan>,
) -> Result<(), StoreError> {
    let (region, import) = (&occasion.region, occasion.import);
    for (line, day) in &planned.work.kept {
        rows::insert_ledger_row(tx, region, (import, kind), line, *day)?;
    }
    let head = LedgerImport {
        import,
        kind,
        as_of: settings.as_of,
        file_name: occasion.file_name.clone(),
        digest: occasion.digest.clone(),
        entered_at: occasion.now,
    };
    let event = LedgerImported {
        kind: kind.as_str().to_owned(),
        file_name: occasion.file_name.clone(),
        file_digest: occasion.digest.clone(),
        as_of: settings.as_of,
        rows: planned.told.rows,
        added: planned.work.kept.len() as u64,
        unchanged: planned.told.unchanged,
        refused: planned.told.refused.len() as u64,
    };
    let listed = journal::bulk(tx, region, "ledger_row", import.get())?;
    let seq = journal::head(tx, region, &Stream::detectors())?;
    let entry = Entry::new(Stream::detectors(), seq, "oversight.ledger_imported", &event)
        .with(rows::ledger_import_change(region, &head))
        .with_bulk(listed);
    journal::append(tx, region, &occasion.stamp, entry).map(|_| ())
}

macro_rules! of_ledger {
    ($($table:ident: $table_kind:ident, $kind:ident;)+) => {$(
        impl TableImport for $table {
            type Work = LedgerPlan;
            const KIND: TableKind = TableKind::$table_kind;

            fn plan(
                tx: &mut Tx<'_>,
                at: &TableAt<'_>,
            ) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
                plan(tx, LedgerKind::$kind, at)
            }

            fn write(
                tx: &mut Tx<'_>,
                occasion: &TableOccasion,
                settings: &TableSettings,
                planned: &Planned<Self::Work>,
            ) -> Result<(), StoreError> {
                write(tx, LedgerKind::$kind, occasion, settings, planned)
            }
        }
    )+};
}

of_ledger! {
    Licences: Licences, Licences;
    CertificateRegister: CertificateRegister, Certificates;
    Departmental: Departmental, Departmental;
}
