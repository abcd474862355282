//! Adding a file to a case (附件): looked at, sealed under the applicant's key, made durable on disk, and
//! only then named by a row. A crash in between leaves bytes that nothing names, never a name without
//! bytes.

use std::path::Path;

use domain::{
    base::{FileId, StaffId, clean_file_name, fold_name, name_with_ending, secret_in_name},
    cases::{self, AttachRefusal, Case, CaseAhead, CaseFile, CaseNo, NewFile, Stage},
    people::{Act, Desk, Role, authorise},
};
use papers::files::{FileLimits, FileRefusal, Seen, look_at};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx, cases as rows,
    files::{self, FileRow, SealedName, ShelfFault},
    journal::{self, Entry, Stream},
    people,
    vault::PersonKey,
};

use super::{FILE_ROOM, ProgressRefusal, progress::open_with_password, push::application, step::save};
use crate::{Bureau, Failure};

/// Where a file belongs.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AttachForm {
    /// 办件编号.
    pub case_no: String,
    /// Place of the material in the case's list; `None` for what belongs to none.
    pub place: Option<u16>,
}

/// A file as it came.
#[derive(Debug, Clone, Default)]
pub struct Incoming {
    /// Name as sent: a label, nothing more.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a file was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileNotKept {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] AttachRefusal),
    /// What was found in it; the file's name comes first.
    #[error("{}", .1.sentence(.0))]
    Content(String, FileRefusal),
    /// A virus scanner found something in it: the file's name, and what.
    #[error("“{0}”里查出病毒（{1}），没有收下。请在没有病毒的电脑或手机上重新做一份再传")]
    Infected(String, String),
    /// Number and query password.
    #[error(transparent)]
    Password(#[from] ProgressRefusal),
    /// The disk.
    #[error("暂时不能保存新文件，已保存的都在。请稍后再传，或请窗口先收纸质材料")]
    Disk,
    /// The applicant's data were erased.
    #[error("申请人的信息已按本人要求删除，不能再加文件")]
    Erased,
}

impl FileNotKept {
    /// Stable code for the API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.code(),
            Self::Content(_, refusal) => refusal.code(),
            Self::Password(ProgressRefusal::Later) => "later",
            Self::Password(ProgressRefusal::Number(_) | ProgressRefusal::Wrong) => "wrong",
            Self::Infected(..) => "infected",
            Self::Disk => "disk",
            Self::Erased => "erased",
        }
    }
}

impl From<ShelfFault> for FileNotKept {
    fn from(_: ShelfFault) -> Self {
        Self::Disk
    }
}

/// A kept file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Id.
    pub id: i64,
}

/// Staff add a file. `exe` is this program, which looks into the file in a child process. The same key
/// with the same file gives the same answer.
///
/// # Errors
/// [`FileNotKept`] when the file or the case does not allow it.
pub fn attach(
    bureau: &Bureau,
    desk: &Desk,
    form: &AttachForm,
    file: Incoming,
    exe: &Path,
    key: Option<&str>,
) -> Result<Attached, Failure<FileNotKept>> {
    bureau.may(desk, Act::CaseReceive)?;
    let staff = desk.staff.as_ref().map(|s| s.id);
    keep(bureau, desk, form, file, exe, key, (Act::CaseReceive, staff))
}

/// The applicant adds a file to the own case, by number and query password; guessing is slowed as for
/// asking after progress.
///
/// # Errors
/// As [`attach`]; [`FileNotKept::Password`].
pub fn attach_own(
    bureau: &Bureau,
    desk: &Desk,
    (form, password): (&AttachForm, &str),
    file: Incoming,
    exe: &Path,
    key: Option<&str>,
) -> Result<Attached, Failure<FileNotKept>> {
    open_with_password(bureau, desk, &form.case_no, password).map_err(|f| f.map(FileNotKept::Password))?;
    keep(bureau, desk, form, file, exe, key, (Act::CaseApply, None))
}

/// The system above adds the file of a material of an application that it handed on, by its number there and the
/// material's name in the guide; blank = belongs to none. Only while the case is undecided.
///
/// # Errors
/// As [`attach`]; `NotFound` for what another system handed on.
pub fn attach_pushed(
    bureau: &Bureau,
    desk: &Desk,
    (number, material): (&str, &str),
    file: Incoming,
    exe: &Path,
    key: Option<&str>,
) -> Result<Attached, Failure<FileNotKept>> {
    let case = application(bureau, desk, number).map_err(|f| f.map(|never| match never {}))?.case;
    let wanted = fold_name(material);
    let place = match wanted.is_empty() {
        true => None,
        false => {
            let found = case.materials.iter().position(|m| fold_name(&m.name) == wanted);
            Some(found.and_then(|at| u16::try_from(at).ok()).ok_or_else(|| refused(AttachRefusal::Place))?)
        }
    };
    let form = AttachForm { case_no: case.no.to_string(), place };
    keep(bureau, desk, &form, file, exe, key, (Act::CasePush, None))
}

fn keep(
    bureau: &Bureau,
    desk: &Desk,
    form: &AttachForm,
    file: Incoming,
    exe: &Path,
    key: Option<&str>,
    (act, by): (Act, Option<StaffId>),
) -> Result<Attached, Failure<FileNotKept>> {
    let no = CaseNo::parse(&form.case_no).map_err(|_| Failure::NotFound)?;
    let region = *bureau.region();
    // Size and name first: nobody looks into what is too large or marked as secret.
    let name = named(&file)?;
    let found = bureau.db().read(|tx| {
        let Some((case, _)) = rows::case_by_no(tx, &region, &no)? else { return Ok(None) };
        let key = people::open_key(tx, &region, bureau.vault(), case.person)?;
        let department = people::department(tx, &region, case.department)?.map(|d| d.name).unwrap_or_default();
        Ok(Some((case, key, department)))
    })?;
    let (case, person_key, department) = found.ok_or(Failure::NotFound)?;
    authorise(desk, act, Some((case.department, &department)))?;
    // A draft is its applicant's alone.
    if case.stage == Stage::Draft && act != Act::CaseApply {
        return Err(Failure::NotFound);
    }
    let person_key = person_key.ok_or(Failure::Refused(FileNotKept::Erased))?;
    let content = (form, &name, store::digest(&file.bytes));
    let command = bureau.command(desk, "file.attach", key, &content);
    let seen = looked_into(bureau, &name, file.bytes, exe)?;
    let id = FileId::new(bureau.new_id());
    let (new, sealed) = put_away(bureau, &person_key, id, form.place, &name, &seen)?;
    let (address, worker, desk) = (new.digest.clone(), bureau.clone(), desk.clone());
    let now = bureau.now();
    let done = bureau.db().commit(command, move |tx| -> Result<Attached, Failure<FileNotKept>> {
        let role = right(&worker, tx, &desk, act, &case)?;
        let (case, particulars) = rows::case_by_no(tx, &region, &no)?.ok_or(Failure::NotFound)?;
        let held: Vec<CaseFile> = files::files_of_case(tx, &region, case.id)?.into_iter().map(|row| row.file).collect();
        let (file, event) = cases::attach(&FILE_ROOM, &case, &held, new.clone(), by, now).map_err(refused)?;
        let row = FileRow { file, sealed: sealed.clone() };
        let entry = Entry::new(Stream::file(id), 0, "file.attached", &event).with(files::file_change(&region, &row));
        journal::append(tx, &region, &desk.stamp(now, role), entry)?;
        // At the window and online the list of materials is its own act; a system that hands on has none.
        let place = row.file.place.filter(|_| act == Act::CasePush);
        if let Some((next, event)) = place.and_then(|place| cases::arrived(&case, usize::from(place))) {
            save(&worker, tx, (&desk, role), &next, &particulars, ("case.materials_brought", &event), now)?;
        }
        Ok(Attached { id: id.get() })
    });
    tidied(bureau, &address, done)
}

/// The name under which a file may be kept: size and name are looked at before its content.
fn named(file: &Incoming) -> Result<String, Failure<FileNotKept>> {
    let name = clean_file_name(&file.name, FILE_ROOM.name_characters);
    cases::fits(&FILE_ROOM, &name, file.bytes.len() as u64).map_err(refused)?;
    match secret_in_name(&name) {
        Some(mark) => Err(not_kept(&name, FileRefusal::Secret(mark.into()))),
        None => Ok(name),
    }
}

/// Looks for viruses and into the content.
fn looked_into(bureau: &Bureau, name: &str, bytes: Vec<u8>, exe: &Path) -> Result<Seen, Failure<FileNotKept>> {
    // One that does not answer keeps nobody waiting: the archive looks again.
    let found = bureau.virus_scanner().and_then(|scanner| scanner.scan(&bytes).ok().flatten());
    if let Some(found) = found {
        return Err(Failure::Refused(FileNotKept::Infected(name.to_owned(), found)));
    }
    look_at(exe, bytes, &FileLimits::default()).map_err(|r| not_kept(name, r))
}

/// Bytes that nothing names are taken off the shelf. After a fault of the store nobody knows whether the row is there:
/// then they stay.
fn tidied<T>(
    bureau: &Bureau,
    address: &str,
    done: Result<store::Committed<T>, Failure<FileNotKept>>,
) -> Result<T, Failure<FileNotKept>> {
    let unused = match &done {
        Ok(done) => done.repeated,
        Err(Failure::Store(_)) => false,
        Err(Failure::Denied(_) | Failure::NotFound | Failure::Refused(_) | Failure::Stale) => true,
    };
    if unused {
        bureau.shelf().discard(address).map_err(|f| Failure::Refused(f.into()))?;
    }
    done.map(|d| d.value)
}

/// The applicant, who has proved the right before, hands in a file for the case that a member of a matter will have. The
/// same key with the same file gives the same answer.
pub(crate) fn attach_ahead(
    bureau: &Bureau,
    desk: &Desk,
    (ahead, place): (&CaseAhead, u16),
    file: Incoming,
    exe: &Path,
    key: Option<&str>,
) -> Result<Attached, Failure<FileNotKept>> {
    let role = bureau.may(desk, Act::CaseApply)?;
    let region = *bureau.region();
    let name = named(&file)?;
    let found = bureau.db().read(|tx| people::open_key(tx, &region, bureau.vault(), ahead.person))?;
    let person_key = found.ok_or(Failure::Refused(FileNotKept::Erased))?;
    let content = (&ahead.matter_no, ahead.case.get(), place, &name, store::digest(&file.bytes));
    let command = bureau.command(desk, "file.attach_ahead", key, &content);
    let seen = looked_into(bureau, &name, file.bytes, exe)?;
    let id = FileId::new(bureau.new_id());
    let (new, sealed) = put_away(bureau, &person_key, id, Some(place), &name, &seen)?;
    let (address, ahead, stamp, now) =
        (new.digest.clone(), ahead.clone(), desk.stamp(bureau.now(), role), bureau.now());
    let done = bureau.db().commit(command, move |tx| -> Result<Attached, Failure<FileNotKept>> {
        // It has begun meanwhile: then the file goes to it as to any case.
        if rows::case(tx, &region, ahead.case)?.is_some() {
            return Err(Failure::Stale);
        }
        let held: Vec<CaseFile> =
            files::files_of_case(tx, &region, ahead.case)?.into_iter().map(|row| row.file).collect();
        let (file, event) =
            cases::attach_ahead(&FILE_ROOM, &ahead, &held, new.clone(), (None, now)).map_err(refused)?;
        let row = FileRow { file, sealed: sealed.clone() };
        let entry = Entry::new(Stream::file(id), 0, "file.attached", &event).with(files::file_change(&region, &row));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(Attached { id: id.get() })
    });
    tidied(bureau, &address, done)
}

fn refused(rule: AttachRefusal) -> Failure<FileNotKept> {
    Failure::Refused(rule.into())
}

fn not_kept(name: &str, refusal: FileRefusal) -> Failure<FileNotKept> {
    let name = if name.is_empty() { "这份文件" } else { name };
    Failure::Refused(FileNotKept::Content(name.to_owned(), refusal))
}

/// The role in which the desk may; the applicant has proved the right before.
pub(super) fn right<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    act: Act,
    case: &Case,
) -> Result<Option<Role>, Failure<R>> {
    let department = people::department(tx, bureau.region(), case.department)?.map(|d| d.name).unwrap_or_default();
    Ok(authorise(desk, act, Some((case.department, &department)))?)
}

/// Seals and writes the bytes; returns what the row needs.
fn put_away(
    bureau: &Bureau,
    key: &PersonKey,
    id: FileId,
    place: Option<u16>,
    name: &str,
    seen: &Seen,
) -> Result<(NewFile, SealedName), Failure<FileNotKept>> {
    let (region, rng) = (bureau.region(), bureau.rng());
    let sealed = key.seal_bytes(region, &content_field(id), &seen.bytes, rng);
    let digest = bureau.shelf().put(&sealed, rng.u64()).map_err(|f| Failure::Refused(FileNotKept::from(f)))?;
    let name = name_with_ending(name, seen.kind);
    let names = SealedName {
        name: key.seal(region, "file_name", &name, rng),
        plain_digest: key.seal(region, "file_digest", &store::digest(&seen.bytes), rng),
        bytes_of: None,
    };
    Ok((NewFile { id, place, digest, size: seen.bytes.len() as u64, kind: seen.kind }, names))
}

/// The field that content is sealed as: bound to its file, so that two files cannot change places.
pub(super) fn content_field(id: FileId) -> String {
    format!("file/{id}")
}

/// Opens the name of a file; `None` where the key is gone.
pub(super) fn name_of(bureau: &Bureau, key: Option<&PersonKey>, row: &FileRow) -> Result<Option<String>, StoreError> {
    match key {
        Some(key) => super::view::opened(key, bureau.region(), "file_name", &row.sealed.name),
        None => Ok(None),
    }
}
