//! Taking a file off a case again (撤下附件), with a reason; as long as the matter is undecided. The applicant takes off
//! what was not sent in yet: of a draft nothing stays, neither row nor bytes.

use domain::{
    base::{FileId, Region},
    cases::{self, AttachRefusal, Case, Stage},
    people::{Act, Desk, Stamp},
};
use serde::Serialize;
use store::{
    StoreError, Tx, cases as rows,
    files::{self, FileRow},
    journal::{self, Entry, Stream},
};

use super::{attach::right, file::FileUnreadable, progress::open_with_password};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DetachForm {
    /// The file.
    pub file: i64,
    /// Why.
    pub why: String,
}

/// Takes it off. It is shown no more; its sealed bytes stay until the applicant is erased.
///
/// # Errors
/// [`AttachRefusal`]: no reason, taken off before, decided already.
pub fn detach(
    bureau: &Bureau,
    desk: &Desk,
    form: &DetachForm,
    key: Option<&str>,
) -> Result<(), Failure<AttachRefusal>> {
    bureau.may(desk, Act::CaseReceive)?;
    let (region, now, id) = (*bureau.region(), bureau.now(), FileId::new(form.file));
    let command = bureau.command(desk, "file.detach", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    bureau.db().commit(command, move |tx| -> Result<(), Failure<AttachRefusal>> {
        let row = files::file(tx, &region, id)?.ok_or(Failure::NotFound)?;
        let (case, _) = rows::case(tx, &region, row.file.case)?.ok_or(Failure::NotFound)?;
        let role = right(&worker, tx, &desk, Act::CaseReceive, &case)?;
        let version = row.file.version;
        let (file, event) = cases::detach(&case, row.file, &form.why, now).map_err(Failure::Refused)?;
        let next = FileRow { file, sealed: row.sealed };
        let entry =
            Entry::new(Stream::file(id), version, "file.detached", &event).with(files::file_change(&region, &next));
        journal::append(tx, &region, &desk.stamp(now, role), entry)?;
        Ok(())
    })?;
    Ok(())
}

/// The applicant takes a file off the own case, by number and query password.
///
/// # Errors
/// [`FileUnreadable::Password`]; `NotFound` for what is not the applicant's to take off.
pub fn remove_own(
    bureau: &Bureau,
    desk: &Desk,
    (case_no, password): (&str, &str),
    id: FileId,
    key: Option<&str>,
) -> Result<(), Failure<FileUnreadable>> {
    let role = bureau.may(desk, Act::CaseApply)?;
    let no = open_with_password(bureau, desk, case_no, password).map_err(|f| f.map(FileUnreadable::Password))?;
    let (region, now) = (*bureau.region(), bureau.now());
    let command = bureau.command(desk, "file.remove", key, &(no.as_str(), id.get()));
    let stamp = desk.stamp(now, role);
    let done = bureau.db().commit(command, move |tx| -> Result<Option<String>, Failure<FileUnreadable>> {
        let (case, _) = rows::case_by_no(tx, &region, &no)?.ok_or(Failure::NotFound)?;
        let row = files::file(tx, &region, id)?.filter(|r| r.file.case == case.id).ok_or(Failure::NotFound)?;
        if !cases::is_applicants_to_remove(&case, &row.file) {
            return Err(Failure::NotFound);
        }
        if case.stage == Stage::Draft {
            return Ok(drop_row(tx, &region, &stamp, &case, &row)?);
        }
        let version = row.file.version;
        let detached = cases::detach(&case, row.file, "申请人自己移除", now);
        let (file, event) = detached.map_err(|_| Failure::NotFound)?;
        let next = FileRow { file, sealed: row.sealed };
        let entry =
            Entry::new(Stream::file(id), version, "file.detached", &event).with(files::file_change(&region, &next));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(None)
    })?;
    discard(bureau, done.value.iter());
    Ok(())
}

/// Takes the row of a draft's file out; returns the address of its bytes, which go once that is committed.
pub(super) fn drop_row(
    tx: &mut Tx<'_>,
    region: &Region,
    stamp: &Stamp,
    case: &Case,
    row: &FileRow,
) -> Result<Option<String>, StoreError> {
    let Ok(event) = cases::drop_file(case) else { return Ok(None) };
    let entry = Entry::new(Stream::file(row.file.id), row.file.version, "file.dropped", &event)
        .with(files::file_gone(region, row.file.id));
    journal::append(tx, region, stamp, entry)?;
    Ok(Some(row.file.digest.clone()))
}

/// Bytes that no row names any more. Where the disk does not let them go now, the hourly round finds them.
pub(super) fn discard<'a>(bureau: &Bureau, addresses: impl Iterator<Item = &'a String>) {
    for address in addresses {
        bureau.shelf().discard(address).ok();
    }
}
