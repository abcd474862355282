//! The row of a file. Its name and the digest of its plain bytes are sealed: a name often says who, and a
//! digest lets anybody test a guess.

use domain::{
    base::{CaseId, FileId, FileKind, PersonId, Region},
    cases::CaseFile,
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// What of a file is sealed under the applicant's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedName {
    /// Name as it came, cleaned.
    pub name: Vec<u8>,
    /// SM3 of the plain bytes.
    pub plain_digest: Vec<u8>,
    /// The file as which the bytes were sealed, where several rows name the same; `None` = this one.
    pub bytes_of: Option<FileId>,
}

/// A file with what is sealed of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// What is known of it.
    pub file: CaseFile,
    /// What is sealed.
    pub sealed: SealedName,
}

const COLUMNS: &str = "id, version, case_id, person_id, place, digest, size, kind, name, plain_digest, by_staff, \
     uploaded_at, detached_at, detached_why, bytes_of";

fn read(row: &Row) -> Result<FileRow, StoreError> {
    let file = CaseFile {
        id: FileId::new(row.int("id")?),
        version: row.int("version")?,
        case: CaseId::new(row.int("case_id")?),
        person: PersonId::new(row.int("person_id")?),
        place: row.opt_num("place")?,
        digest: row.text("digest")?,
        size: row.num("size")?,
        kind: FileKind::parse(&row.text("kind")?)
            .ok_or_else(|| StoreError::corrupt("file.kind", "不认识的文件类型"))?,
        by: row.opt_int("by_staff")?.map(Into::into),
        at: row.instant("uploaded_at")?,
        detached: match (row.opt_instant("detached_at")?, row.opt_text("detached_why")?) {
            (Some(at), Some(why)) => Some((at, why)),
            (None, None) => None,
            (_, _) => return Err(StoreError::corrupt("file", "撤下的时间和原因不齐")),
        },
    };
    let sealed = SealedName {
        name: row.bytes("name")?,
        plain_digest: row.bytes("plain_digest")?,
        bytes_of: row.opt_int("bytes_of")?.map(FileId::new),
    };
    Ok(FileRow { file, sealed })
}

/// The after-image of a file.
pub fn file_change(region: &Region, row: &FileRow) -> Change {
    let f = &row.file;
    Change::put(
        "file",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(f.id)),
            ("version", Val::from(f.version)),
            ("case_id", Val::from(f.case)),
            ("person_id", Val::from(f.person)),
            ("place", Val::from(f.place)),
            ("digest", Val::from(&f.digest)),
            ("size", Val::from(i64::try_from(f.size).unwrap_or(i64::MAX))),
            ("kind", Val::from(f.kind.as_str())),
            ("name", Val::from(row.sealed.name.clone())),
            ("plain_digest", Val::from(row.sealed.plain_digest.clone())),
            ("by_staff", Val::from(f.by)),
            ("uploaded_at", Val::from(f.at)),
            ("detached_at", Val::from(f.detached.as_ref().map(|(at, _)| *at))),
            ("detached_why", Val::from(f.detached.as_ref().map(|(_, why)| why.clone()))),
            ("bytes_of", Val::from(row.sealed.bytes_of)),
        ],
    )
}

/// The file is gone: of a draft that was never sent in nothing stays.
pub fn file_gone(region: &Region, id: FileId) -> Change {
    Change::remove("file", vec![("region", Val::from(region)), ("id", Val::from(id))])
}

/// One file.
pub fn file(tx: &mut Tx<'_>, region: &Region, id: FileId) -> Result<Option<FileRow>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM file WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The files of a case in the order they came, detached ones too.
pub fn files_of_case(tx: &mut Tx<'_>, region: &Region, case: CaseId) -> Result<Vec<FileRow>, StoreError> {
    tx.rows(&format!("SELECT {COLUMNS} FROM file WHERE region = $1 AND case_id = $2 ORDER BY id"), vals![region, case])?
        .iter()
        .map(read)
        .collect()
}

/// Ids and addresses after an id: what a scrub walks along.
pub fn files_after(
    tx: &mut Tx<'_>,
    region: &Region,
    after: FileId,
    limit: i64,
) -> Result<Vec<(FileId, String)>, StoreError> {
    tx.rows(
        "SELECT id, digest FROM file WHERE region = $1 AND id > $2 ORDER BY id LIMIT $3",
        vals![region, after, limit],
    )?
    .iter()
    .map(|r| Ok((FileId::new(r.int("id")?), r.text("digest")?)))
    .collect()
}

/// All addresses that rows of any table name: files of cases, scans of letters, photographs of stations and packages of the archive lie on one
/// shelf.
pub fn named_addresses(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<String>, StoreError> {
    tx.rows(
        "SELECT digest AS address FROM file WHERE region = $1 \
         UNION SELECT address FROM letter_scan WHERE region = $1 \
         UNION SELECT address FROM station_photo WHERE region = $1 \
         UNION SELECT address FROM letter_scan_before WHERE region = $1 \
         UNION SELECT address FROM archive_package WHERE region = $1 ORDER BY address",
        vals![region],
    )?
    .iter()
    .map(|r| r.text("address"))
    .collect()
}
