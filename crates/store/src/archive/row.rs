//! The row of a package. It names no applicant: whoever may see that opens the package.

use domain::{
    archive::{CheckRow, PackageNo, Retention},
    base::{CaseId, DepartmentId, PackageId, Region},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageRow {
    /// Id.
    pub id: PackageId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// 电子文件号.
    pub number: PackageNo,
    /// The case.
    pub case: CaseId,
    /// 题名.
    pub title: String,
    /// Who decided.
    pub department: DepartmentId,
    /// How long it is kept.
    pub retention: Retention,
    /// Day the case ended.
    pub finished_on: Date,
    /// When it was packed.
    pub packed_at: Timestamp,
    /// Profile it was written under.
    pub profile: String,
    /// Address on disk: SM3 of the sealed bytes.
    pub address: String,
    /// SM3 of the package itself.
    pub digest: String,
    /// Bytes of the package.
    pub size: u64,
    /// Files handed in.
    pub files: u64,
    /// The check, one row a rule.
    pub checks: Vec<CheckRow>,
    /// When it was last checked.
    pub checked_at: Timestamp,
    /// Whether no rule failed.
    pub passed: bool,
    /// The batch it was transferred in.
    pub batch: Option<i64>,
}

const COLUMNS: &str = "id, version, package_no, case_id, title, department_id, retention, finished_on, packed_at, profile, \
     address, digest, size, files, checks, checked_at, passed, batch_id";

fn read(row: &Row) -> Result<PackageRow, StoreError> {
    let corrupt = |place: &str| StoreError::corrupt(format!("archive_package.{place}"), "不认识的内容");
    Ok(PackageRow {
        id: PackageId::new(row.int("id")?),
        version: row.int("version")?,
        number: PackageNo::parse(&row.text("package_no")?).ok_or_else(|| corrupt("package_no"))?,
        case: CaseId::new(row.int("case_id")?),
        title: row.text("title")?,
        department: DepartmentId::new(row.int("department_id")?),
        retention: Retention::parse(&row.text("retention")?).ok_or_else(|| corrupt("retention"))?,
        finished_on: row.date("finished_on")?,
        packed_at: row.instant("packed_at")?,
        profile: row.text("profile")?,
        address: row.text("address")?,
        digest: row.text("digest")?,
        size: row.num("size")?,
        files: row.num("files")?,
        checks: row.json("checks")?,
        checked_at: row.instant("checked_at")?,
        passed: row.flag("passed")?,
        batch: row.opt_int("batch_id")?,
    })
}

/// The after-image of a package.
pub fn package_change(region: &Region, p: &PackageRow) -> Change {
    let whole = |n: u64| Val::from(i64::try_from(n).unwrap_or(i64::MAX));
    let checks = serde_json::to_string(&p.checks).expect("plain texts");
    Change::put(
        "archive_package",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(p.id)),
            ("version", Val::from(p.version)),
            ("package_no", Val::from(p.number.as_str())),
            ("case_id", Val::from(p.case)),
            ("title", Val::from(&p.title)),
            ("department_id", Val::from(p.department)),
            ("retention", Val::from(p.retention.as_text())),
            ("finished_on", Val::from(p.finished_on)),
            ("packed_at", Val::from(p.packed_at)),
            ("profile", Val::from(&p.profile)),
            ("address", Val::from(&p.address)),
            ("digest", Val::from(&p.digest)),
            ("size", whole(p.size)),
            ("files", whole(p.files)),
            ("checks", Val::from(checks)),
            ("checked_at", Val::from(p.checked_at)),
            ("passed", Val::from(p.passed)),
            ("batch_id", Val::from(p.batch)),
        ],
    )
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct PackageFilter {
    /// Passed or not.
    pub passed: Option<bool>,
    /// In a batch or not.
    pub transferred: Option<bool>,
}

/// A page of packages, the newest first, before an id.
pub fn packages(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: PackageFilter,
    before: Option<PackageId>,
    limit: i64,
) -> Result<Vec<PackageRow>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM archive_package WHERE region = $1 AND id < $2 \
             AND (CAST($3 AS BIGINT) IS NULL OR passed = CAST($3 AS BIGINT)) \
             AND (CAST($4 AS BIGINT) IS NULL OR (batch_id IS NOT NULL) = (CAST($4 AS BIGINT) = 1)) \
             ORDER BY id DESC LIMIT $5"
        ),
        vals![region, before.map_or(i64::MAX, PackageId::get), filter.passed, filter.transferred, limit],
    )?
    .iter()
    .map(read)
    .collect()
}

/// Packages after an id, oldest first: what a check of all walks along.
pub fn packages_after(
    tx: &mut Tx<'_>,
    region: &Region,
    after: PackageId,
    limit: i64,
) -> Result<Vec<PackageRow>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM archive_package WHERE region = $1 AND id > $2 ORDER BY id LIMIT $3"),
        vals![region, after, limit],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The packages of a batch, by number.
pub fn packages_of_batch(tx: &mut Tx<'_>, region: &Region, batch: i64) -> Result<Vec<PackageRow>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM archive_package WHERE region = $1 AND batch_id = $2 ORDER BY package_no"),
        vals![region, batch],
    )?
    .iter()
    .map(read)
    .collect()
}

/// One package.
pub fn package_by_no(tx: &mut Tx<'_>, region: &Region, no: &PackageNo) -> Result<Option<PackageRow>, StoreError> {
    tx.row(
        &format!("SELECT {COLUMNS} FROM archive_package WHERE region = $1 AND package_no = $2 ORDER BY id LIMIT 1"),
        vals![region, no.as_str()],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// All, passed, and waiting for transfer.
pub fn package_counts(tx: &mut Tx<'_>, region: &Region) -> Result<(u64, u64, u64), StoreError> {
    let row = tx.row(
        "SELECT count(*) AS n, CAST(coalesce(sum(passed), 0) AS BIGINT) AS passed, \
         CAST(coalesce(sum(CASE WHEN passed = 1 AND batch_id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS waiting \
         FROM archive_package WHERE region = $1",
        vals![region],
    )?;
    row.map_or(Ok((0, 0, 0)), |r| Ok((r.num("n")?, r.num("passed")?, r.num("waiting")?)))
}

/// All addresses that packages name.
pub fn package_digests(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<String>, StoreError> {
    tx.rows("SELECT address FROM archive_package WHERE region = $1 ORDER BY address", vals![region])?
        .iter()
        .map(|r| r.text("address"))
        .collect()
}
