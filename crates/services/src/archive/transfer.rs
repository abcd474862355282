//! Batches for transfer (移交): what passed and was not transferred yet goes into one, with its list.

use domain::{
    archive::{BatchNo, TransferRefusal, batch as rule},
    people::{Act, Desk},
};
use papers::archive::{ListLine, TransferList};
use serde::Serialize;
use store::{
    StoreError,
    archive::{self as rows, BatchRow, PackageFilter, PackageRow},
    base,
    journal::{self, Entry, Stream},
};

use super::list::line;
use crate::{Bureau, Failure, Never};

/// Packages of one batch at most: the list must stay a list that people read.
const MOST: i64 = 5_000;

/// A batch with its packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The batch.
    pub row: BatchRow,
    /// Its list.
    pub list: TransferList,
}

#[derive(Serialize)]
struct Asked {
    year: i16,
}

/// Makes a batch of everything that passed and waits. Returns its number.
///
/// # Errors
/// [`TransferRefusal::Nothing`].
pub fn make_batch(bureau: &Bureau, desk: &Desk, key: Option<&str>) -> Result<String, Failure<TransferRefusal>> {
    let role = bureau.may(desk, Act::ArchiveTransfer)?;
    let (region, now, today, id) = (*bureau.region(), bureau.now(), bureau.today(), bureau.new_id());
    let by = desk.staff.as_ref().map(|s| s.id);
    let command = bureau.command(desk, "archive.transfer", key, &Asked { year: today.year() });
    let stamp = desk.stamp(now, role);
    let done = bureau.db().commit(command, move |tx| -> Result<String, Failure<TransferRefusal>> {
        let number = BatchNo::after(today.year(), rows::batches_of_year(tx, &region, today.year())?);
        let filter = PackageFilter { passed: Some(true), transferred: Some(false) };
        let waiting = rows::packages(tx, &region, filter, None, MOST)?;
        let names = waiting.iter().map(|p| p.number.to_string()).collect();
        let event = rule(&number, today, names).map_err(Failure::Refused)?;
        let row =
            BatchRow { id, number: number.clone(), made_on: today, made_at: now, by, packages: waiting.len() as u64 };
        let head = journal::head(tx, &region, &Stream::transfers())?;
        let entry = Entry::new(Stream::transfers(), head, "archive.transferred", &event)
            .with(rows::batch_change(&region, &row));
        journal::append(tx, &region, &stamp, entry)?;
        for package in waiting {
            let version = package.version;
            let next = PackageRow { version: version + 1, batch: Some(id), ..package };
            let entry = Entry::new(Stream::package(next.id), version, "archive.joined", &number.as_str())
                .with(rows::package_change(&region, &next));
            journal::append(tx, &region, &stamp, entry)?;
        }
        Ok(number.to_string())
    })?;
    Ok(done.value)
}

/// A batch with its list.
///
/// # Errors
/// `NotFound`.
pub fn batch(bureau: &Bureau, desk: &Desk, number: &str) -> Result<Batch, Failure<Never>> {
    bureau.may(desk, Act::ArchiveView)?;
    let number = BatchNo::parse(number).ok_or(Failure::NotFound)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(row) = rows::batch_by_no(tx, region, &number)? else { return Ok(None) };
        let county = base::county(tx, region)?;
        let packages = rows::packages_of_batch(tx, region, row.id)?;
        let lines = packages.into_iter().map(|p| line(bureau, tx, p)).collect::<Result<Vec<_>, StoreError>>()?;
        let list = TransferList {
            batch_no: row.number.to_string(),
            system: format!("OneDoor {}", env!("CARGO_PKG_VERSION")),
            fonds: county.map(|c| format!("{}政务服务和数据管理局", c.name)).unwrap_or_default(),
            on: row.made_on.to_string(),
            lines: lines
                .into_iter()
                .map(|l| ListLine {
                    package_no: l.package_no,
                    title: l.title,
                    department: l.department,
                    finished_on: l.finished_on.to_string(),
                    retention: l.retention.label(),
                    files: l.files,
                    size: l.size,
                    digest: l.digest,
                    check: if l.passed { "通过" } else { "不通过" }.to_owned(),
                })
                .collect(),
        };
        Ok(Some(Batch { row, list }))
    })?;
    found.ok_or(Failure::NotFound)
}
