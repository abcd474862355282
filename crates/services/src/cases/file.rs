//! The files of a case: their list, and one of them opened (查看附件). Who opened which file stands in the
//! journal of whoever did. Damaged bytes are never given out.

use domain::{
    base::{CaseId, FileId, FileKind, Region},
    cases::{Case, CaseNo, Stage, is_applicants_to_remove},
    people::{Act, Desk, authorise},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx, cases as rows,
    files::{self, FileRow, ShelfFault},
    journal::{self, Entry, Stream},
    people,
};

use super::{
    ProgressRefusal,
    attach::{content_field, name_of},
    progress::open_with_password,
};
use crate::{Bureau, Failure, Never};

/// A file in a list. Under which name it was handed in is told only to whoever takes it out: names of files
/// name people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLine {
    /// Id.
    pub id: FileId,
    /// Place of its material; `None` for others.
    pub place: Option<u16>,
    /// By content.
    pub kind: FileKind,
    /// Plain bytes.
    pub size: u64,
    /// When.
    pub at: jiff::Timestamp,
    /// Name of the member of staff who took it in; empty for the applicant.
    pub by: String,
    /// Why it was taken off; `None` when it is there.
    pub detached: Option<String>,
}

/// The files of a case with its materials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFiles {
    /// 办件编号.
    pub case_no: String,
    /// Item.
    pub item_name: String,
    /// Names of the materials, in their order.
    pub materials: Vec<String>,
    /// Files in the order they came.
    pub files: Vec<FileLine>,
    /// Whether more may be added now, by whoever may.
    pub open: bool,
}

/// An own file in its applicant's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// Id.
    pub id: FileId,
    /// Place of its material; `None` for others.
    pub place: Option<u16>,
    /// By content.
    pub kind: FileKind,
    /// Plain bytes.
    pub size: u64,
    /// Name as it was handed in.
    pub name: String,
    /// The applicant may take it off again.
    pub removable: bool,
}

/// A file taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOut {
    /// Name to save it under.
    pub name: String,
    /// By content.
    pub kind: FileKind,
    /// Plain bytes.
    pub bytes: Vec<u8>,
}

/// Why a file cannot be given out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileUnreadable {
    /// The disk lost or changed it.
    #[error("这份文件在服务器上已经损坏，没有给您。请管理员运行 onedoor verify 核对，并从备份恢复")]
    Damaged,
    /// The applicant was erased.
    #[error("申请人的信息已按本人要求删除，这份文件打不开了")]
    Erased,
    /// Number and query password.
    #[error(transparent)]
    Password(#[from] ProgressRefusal),
}

/// Event: somebody opened a file of a case.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FileOpened {
    pub(crate) case_no: String,
    pub(crate) file: i64,
}

/// The files of a case, for staff who may see the case.
///
/// # Errors
/// `NotFound` for cases that are not there or not the asker's.
pub fn case_files(bureau: &Bureau, desk: &Desk, case_no: &str) -> Result<CaseFiles, Failure<Never>> {
    bureau.may(desk, Act::CaseView)?;
    let no = CaseNo::parse(case_no).map_err(|_| Failure::NotFound)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some((case, _)) = rows::case_by_no(tx, region, &no)? else { return Ok(None) };
        // A draft is its applicant's alone.
        if case.stage == Stage::Draft {
            return Ok(None);
        }
        let department = people::department(tx, region, case.department)?.map(|d| d.name).unwrap_or_default();
        if authorise(desk, Act::CaseView, Some((case.department, &department))).is_err() {
            return Ok(None);
        }
        listed(tx, region, &case).map(Some)
    })?;
    found.ok_or(Failure::NotFound)
}

/// The same for the applicant, by number and query password.
///
/// # Errors
/// The password's refusals.
pub fn own_files(
    bureau: &Bureau,
    desk: &Desk,
    case_no: &str,
    password: &str,
) -> Result<CaseFiles, Failure<ProgressRefusal>> {
    let (no, region) = (open_with_password(bureau, desk, case_no, password)?, bureau.region());
    let found = bureau.db().read(|tx| match rows::case_by_no(tx, region, &no)? {
        Some((case, _)) => listed(tx, region, &case).map(Some),
        None => Ok(None),
    })?;
    found.ok_or(Failure::NotFound)
}

/// The files of the own case that are there, under the names they were handed in with.
///
/// # Errors
/// The password's refusals.
pub fn own_file_names(
    bureau: &Bureau,
    desk: &Desk,
    case_no: &str,
    password: &str,
) -> Result<Vec<OwnFile>, Failure<ProgressRefusal>> {
    let (no, region) = (open_with_password(bureau, desk, case_no, password)?, bureau.region());
    let found = bureau.db().read(|tx| {
        let Some((case, _)) = rows::case_by_no(tx, region, &no)? else { return Ok(None) };
        let key = people::open_key(tx, region, bureau.vault(), case.person)?;
        let mut out = Vec::new();
        for row in files::files_of_case(tx, region, case.id)? {
            let file = &row.file;
            if file.detached.is_some() {
                continue;
            }
            out.push(OwnFile {
                id: file.id,
                place: file.place,
                kind: file.kind,
                size: file.size,
                name: name_of(bureau, key.as_ref(), &row)?.unwrap_or_else(|| "（已删除）".to_owned()),
                removable: is_applicants_to_remove(&case, file),
            });
        }
        Ok(Some(out))
    })?;
    found.ok_or(Failure::NotFound)
}

fn listed(tx: &mut Tx<'_>, region: &Region, case: &Case) -> Result<CaseFiles, StoreError> {
    Ok(CaseFiles {
        case_no: case.no.to_string(),
        item_name: case.item_name.clone(),
        materials: case.materials.iter().map(|m| m.name.clone()).collect(),
        files: lines(tx, region, case.id)?,
        open: domain::cases::takes_files(&case.stage, "").is_ok(),
    })
}

/// The files of a case in the order they came, those taken off too.
pub(super) fn lines(tx: &mut Tx<'_>, region: &Region, case: CaseId) -> Result<Vec<FileLine>, StoreError> {
    let mut lines = Vec::new();
    for row in files::files_of_case(tx, region, case)? {
        let by = match row.file.by {
            Some(id) => people::staff(tx, region, id)?.map(|s| s.name).unwrap_or_default(),
            None => String::new(),
        };
        lines.push(FileLine {
            id: row.file.id,
            place: row.file.place,
            kind: row.file.kind,
            size: row.file.size,
            at: row.file.at,
            by,
            detached: row.file.detached.map(|(_, why)| why),
        });
    }
    Ok(lines)
}

/// Takes a file out for staff who may see its case.
///
/// # Errors
/// [`FileUnreadable`]; `NotFound` for files of cases that are not the asker's, and for those taken off.
pub fn open_file(bureau: &Bureau, desk: &Desk, case_no: &str, id: FileId) -> Result<TakenOut, Failure<FileUnreadable>> {
    let role = bureau.may(desk, Act::CaseView)?;
    let no = CaseNo::parse(case_no).map_err(|_| Failure::NotFound)?;
    let out = take_out(bureau, &no, id, |tx, case| {
        let department = people::department(tx, bureau.region(), case.department)?.map(|d| d.name).unwrap_or_default();
        Ok(authorise(desk, Act::CaseView, Some((case.department, &department))).is_ok())
    })?;
    if let Some(staff) = &desk.staff {
        let (region, stream) = (*bureau.region(), Stream::staff(staff.id));
        let (stamp, event) = (desk.stamp(bureau.now(), role), FileOpened { case_no: no.to_string(), file: id.get() });
        bureau.db().write(move |tx| -> Result<(), StoreError> {
            let head = journal::head(tx, &region, &stream)?;
            journal::append(tx, &region, &stamp, Entry::new(stream.clone(), head, "file.opened", &event)).map(|_| ())
        })?;
    }
    Ok(out)
}

/// Takes a file out for the applicant, by number and query password.
///
/// # Errors
/// As [`open_file`]; [`FileUnreadable::Password`].
pub fn open_own_file(
    bureau: &Bureau,
    desk: &Desk,
    (case_no, password): (&str, &str),
    id: FileId,
) -> Result<TakenOut, Failure<FileUnreadable>> {
    let no = open_with_password(bureau, desk, case_no, password).map_err(|f| f.map(FileUnreadable::Password))?;
    take_out(bureau, &no, id, |_, _| Ok(true))
}

fn take_out(
    bureau: &Bureau,
    no: &CaseNo,
    id: FileId,
    may: impl FnOnce(&mut Tx<'_>, &Case) -> Result<bool, StoreError>,
) -> Result<TakenOut, Failure<FileUnreadable>> {
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some((case, _)) = rows::case_by_no(tx, region, no)? else { return Ok(None) };
        let Some(row) = files::file(tx, region, id)? else { return Ok(None) };
        if row.file.case != case.id || row.file.detached.is_some() || !may(tx, &case)? {
            return Ok(None);
        }
        Ok(Some((row, people::open_key(tx, region, bureau.vault(), case.person)?)))
    })?;
    let (row, key) = found.ok_or(Failure::NotFound)?;
    let key = key.ok_or(Failure::Refused(FileUnreadable::Erased))?;
    let bytes = content(bureau, &key, &row).map_err(Failure::Refused)?;
    let name = name_of(bureau, Some(&key), &row)?.ok_or(Failure::Refused(FileUnreadable::Erased))?;
    Ok(TakenOut { name, kind: row.file.kind, bytes })
}

/// The plain bytes of a file, checked against its address.
pub(crate) fn content(
    bureau: &Bureau,
    key: &store::vault::PersonKey,
    row: &FileRow,
) -> Result<Vec<u8>, FileUnreadable> {
    let sealed = bureau.shelf().get(&row.file.digest).map_err(|fault| match fault {
        ShelfFault::Missing | ShelfFault::Damaged | ShelfFault::Disk(_) => FileUnreadable::Damaged,
    })?;
    // The address was right, so it is the key: the one it was sealed under was erased.
    let sealed_as = row.sealed.bytes_of.unwrap_or(row.file.id);
    key.open_bytes(bureau.region(), &content_field(sealed_as), &sealed).map_err(|_| FileUnreadable::Erased)
}
