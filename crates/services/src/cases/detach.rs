//! Taking a file off a case again (撤下附件), with a reason; as long as the matter is undecided.

use domain::{
    base::FileId,
    cases::{self, AttachRefusal},
    people::{Act, Desk},
};
use serde::Serialize;
use store::{
    cases as rows,
    files::{self, FileRow},
    journal::{self, Entry, Stream},
};

use super::attach::right;
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
