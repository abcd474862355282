//! The archive on pages (归档管理): packages with their checks, batches, and one package opened. Who took a
//! package out stands in the journal of whoever did.

use domain::{
    archive::{CheckRow, PackageNo, Retention},
    base::PackageId,
    people::{Act, Desk},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    archive::{self as rows, BatchRow, PackageFilter, PackageRow},
    cases as case_rows,
    journal::{self, Entry, Stream},
    people,
};

use super::{PackRefusal, check::opened, profiles, report};
use crate::{Bureau, Failure, Never};

/// A package in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageLine {
    /// Id; key of the next page.
    pub id: PackageId,
    /// 电子文件号.
    pub package_no: String,
    /// 题名.
    pub title: String,
    /// Who decided.
    pub department: String,
    /// How long it is kept.
    pub retention: Retention,
    /// Day the case ended.
    pub finished_on: Date,
    /// When it was packed.
    pub packed_at: Timestamp,
    /// Files handed in.
    pub files: u64,
    /// Bytes.
    pub size: u64,
    /// SM3 of the package.
    pub digest: String,
    /// Whether no rule failed.
    pub passed: bool,
    /// Whether it was transferred.
    pub transferred: bool,
}

/// The first page of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveHome {
    /// All packages.
    pub all: u64,
    /// Those that passed.
    pub passed: u64,
    /// Passed and not transferred.
    pub waiting: u64,
    /// A page of them, the newest first.
    pub lines: Vec<PackageLine>,
    /// Key of the next page.
    pub next: Option<PackageId>,
    /// The newest batches.
    pub batches: Vec<BatchRow>,
}

/// One package with its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageView {
    /// As in the list.
    pub line: PackageLine,
    /// 办件编号.
    pub case_no: String,
    /// Name of the profile it was written under.
    pub profile: String,
    /// The report.
    pub checks: Vec<CheckRow>,
    /// When it was checked.
    pub checked_at: Timestamp,
    /// Whether the county's signature over the report holds; `None` for a report from before they were signed.
    pub signed: Option<bool>,
}

/// Packages and batches.
///
/// # Errors
/// `Denied`.
pub fn archive_home(
    bureau: &Bureau,
    desk: &Desk,
    filter: PackageFilter,
    before: Option<PackageId>,
    limit: u32,
) -> Result<ArchiveHome, Failure<Never>> {
    bureau.may(desk, Act::ArchiveView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let (all, passed, waiting) = rows::package_counts(tx, region)?;
        let found = rows::packages(tx, region, filter, before, i64::from(limit))?;
        let next = (found.len() as u32 == limit).then(|| found.last().map(|r| r.id)).flatten();
        let lines = found.into_iter().map(|row| line(bureau, tx, row)).collect::<Result<_, StoreError>>()?;
        Ok(ArchiveHome { all, passed, waiting, lines, next, batches: rows::batches(tx, region, 20)? })
    })?)
}

pub(super) fn line(bureau: &Bureau, tx: &mut Tx<'_>, row: PackageRow) -> Result<PackageLine, StoreError> {
    let department = people::department(tx, bureau.region(), row.department)?.map(|d| d.name).unwrap_or_default();
    Ok(PackageLine {
        id: row.id,
        package_no: row.number.to_string(),
        title: row.title,
        department,
        retention: row.retention,
        finished_on: row.finished_on,
        packed_at: row.packed_at,
        files: row.files,
        size: row.size,
        digest: row.digest,
        passed: row.passed,
        transferred: row.batch.is_some(),
    })
}

/// One package with its report.
///
/// # Errors
/// `NotFound`.
pub fn package(bureau: &Bureau, desk: &Desk, package_no: &str) -> Result<PackageView, Failure<Never>> {
    bureau.may(desk, Act::ArchiveView)?;
    let number = PackageNo::parse(package_no).ok_or(Failure::NotFound)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(row) = rows::package_by_no(tx, region, &number)? else { return Ok(None) };
        let case_no = case_rows::case(tx, region, row.case)?.map(|(c, _)| c.no.to_string()).unwrap_or_default();
        let profile = profiles::named(&row.profile).map_or_else(|| row.profile.clone(), |p| p.name.clone());
        let signature = report::signature(tx, bureau, row.id)?;
        let signed = (!signature.is_empty()).then(|| report::holds(bureau, &row, &signature));
        let (checks, checked_at) = (row.checks.clone(), row.checked_at);
        Ok(Some(PackageView { line: line(bureau, tx, row)?, case_no, profile, checks, checked_at, signed }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// Event: somebody took a package out.
#[derive(Debug, Serialize, Deserialize)]
struct PackageTaken {
    package_no: String,
}

/// The bytes of a package, for whoever may transfer. The applicant stands in it in the clear.
///
/// # Errors
/// `NotFound`; [`PackRefusal::Disk`] where the disk lost or changed it.
pub fn package_bytes(bureau: &Bureau, desk: &Desk, package_no: &str) -> Result<Vec<u8>, Failure<PackRefusal>> {
    let role = bureau.may(desk, Act::ArchiveTransfer)?;
    let number = PackageNo::parse(package_no).ok_or(Failure::NotFound)?;
    let region = *bureau.region();
    let row = bureau.db().read(|tx| rows::package_by_no(tx, &region, &number))?.ok_or(Failure::NotFound)?;
    let bytes = opened(bureau, &row).filter(|b| store::digest(b) == row.digest);
    let bytes = bytes.ok_or(Failure::Refused(PackRefusal::Lost))?;
    if let Some(staff) = &desk.staff {
        let (stream, stamp) = (Stream::staff(staff.id), desk.stamp(bureau.now(), role));
        let event = PackageTaken { package_no: number.to_string() };
        bureau.db().write(move |tx| -> Result<(), StoreError> {
            let head = journal::head(tx, &region, &stream)?;
            journal::append(tx, &region, &stamp, Entry::new(stream.clone(), head, "archive.taken", &event)).map(|_| ())
        })?;
    }
    Ok(bytes)
}
