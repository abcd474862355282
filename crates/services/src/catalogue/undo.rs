//! Taking a published import back in one step (撤销导入), under one event of its own.

use domain::{
    base::ImportId,
    catalogue::{ImportUndone, KeptItem, UndoPlan, UndoneItem, plan_undo},
    people::{Act, Desk},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    catalogue::{self as rows, Staged, StagedState},
    journal::{self, Entry, Stream},
};

use super::{
    ImportRefusal,
    staged::KIND,
    write::{NewVersion, Occasion, put_versions},
};
use crate::{Bureau, Failure};

/// What taking an import back does, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoPreview {
    /// File name.
    pub file_name: String,
    /// Items that get the content back that they had before.
    pub restored: u64,
    /// Items that the import added, which are cancelled.
    pub cancelled: u64,
    /// Items that stay, because they were changed since.
    pub kept: Vec<KeptItem>,
}

impl UndoPreview {
    fn of(file_name: &str, plan: &UndoPlan) -> Self {
        Self {
            file_name: file_name.to_owned(),
            restored: plan.restored.len() as u64,
            cancelled: plan.cancelled.len() as u64,
            kept: plan.kept.clone(),
        }
    }
}

fn planned(tx: &mut Tx<'_>, bureau: &Bureau, id: ImportId) -> Result<(Staged, UndoPlan), Failure<ImportRefusal>> {
    let region = bureau.region();
    let staged = rows::staged(tx, region, id)?.filter(|s| s.kind == KIND).ok_or(Failure::NotFound)?;
    match staged.state {
        StagedState::Published => {}
        StagedState::Undone => return Err(Failure::Refused(ImportRefusal::Undone)),
        StagedState::Staging | StagedState::Waiting | StagedState::Dropped => {
            return Err(Failure::Refused(ImportRefusal::NotPublished));
        }
    }
    let holders = rows::code_holders(tx, region)?;
    let plan = plan_undo(rows::touched(tx, region, id)?, &holders);
    Ok((staged, plan))
}

/// What taking it back would do now.
pub fn undo_preview(bureau: &Bureau, desk: &Desk, id: ImportId) -> Result<UndoPreview, Failure<ImportRefusal>> {
    bureau.may(desk, Act::CatalogueImport)?;
    // The refusal of a rule passes through the read, which knows storage's errors alone.
    let planned = bureau.db().read(|tx| match planned(tx, bureau, id) {
        Err(Failure::Store(e)) => Err(e),
        other => Ok(other),
    })?;
    let (staged, plan) = planned?;
    Ok(UndoPreview::of(&staged.file_name, &plan))
}

/// Takes it back. `expected` holds what the preview promised (restored, cancelled): when the catalogue
/// has moved since, nothing is done.
pub fn undo(
    bureau: &Bureau,
    desk: &Desk,
    id: ImportId,
    expected: Option<(u64, u64)>,
    key: Option<&str>,
) -> Result<UndoPreview, Failure<ImportRefusal>> {
    let role = bureau.may(desk, Act::CatalogueImport)?;
    let now = bureau.now();
    let occasion = Occasion {
        region: *bureau.region(),
        import: ImportId::new(bureau.new_id()),
        today: bureau.today(),
        now,
        stamp: desk.stamp(now, role),
    };
    let command = bureau.command(desk, "catalogue.undo", key, &id.get());
    let worker = bureau.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<UndoPreview, Failure<ImportRefusal>> {
        rows::bring_into_force(tx, worker.region(), occasion.today)?;
        let (staged, plan) = planned(tx, &worker, id)?;
        let undone = UndoPreview::of(&staged.file_name, &plan);
        if expected.is_some_and(|e| e != (undone.restored, undone.cancelled)) {
            return Err(Failure::Refused(ImportRefusal::Moved));
        }
        if undone.restored + undone.cancelled == 0 {
            return Err(Failure::Refused(ImportRefusal::NothingToUndo));
        }
        carry_out(tx, &occasion, &staged, &plan)?;
        Ok(undone)
    })?;
    Ok(done.value)
}

fn carry_out(tx: &mut Tx<'_>, occasion: &Occasion, staged: &Staged, plan: &UndoPlan) -> Result<(), StoreError> {
    let version = |u: &UndoneItem| NewVersion { id: u.item, version: u.version, content: u.content.clone() };
    let versions: Vec<NewVersion> = plan.cancelled.iter().chain(&plan.restored).map(version).collect();
    let bulk = put_versions(tx, occasion, &versions)?;
    let event = ImportUndone {
        import: staged.id.get(),
        file_name: staged.file_name.clone(),
        restored: plan.restored.len() as u64,
        cancelled: plan.cancelled.len() as u64,
        kept: plan.kept.iter().map(|k| k.code.clone()).collect(),
    };
    let (region, stamp) = (&occasion.region, &occasion.stamp);
    let head = journal::head(tx, region, &Stream::catalogue())?;
    let entry = Entry::new(Stream::catalogue(), head, "catalogue.import_undone", &event).with_bulk(bulk);
    journal::append(tx, region, stamp, entry)?;
    // Nobody mends the rows of a file that was taken back, so the file goes with it.
    rows::drop_stage(tx, region, staged.id)?;
    rows::set_stage_state(tx, region, staged.id, StagedState::Undone, &staged.outcome)?;
    rows::set_undone(tx, region, staged.id, occasion.now, &stamp.actor)
}
