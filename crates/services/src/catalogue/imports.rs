//! The list of imports (导入记录): where each stands, how far it is, what became of its refused rows.

use std::collections::BTreeMap;

use domain::{
    base::ImportId,
    people::{Act, Desk},
};
use jiff::Timestamp;
use papers::catalogue::ReadOptions;
use store::catalogue::{self as rows, Staged, StagedState};

use super::{
    ImportOutcome, ImportRefusal,
    staged::{KIND, Noticed},
};
use crate::{Bureau, Failure};

/// Imports that are listed.
const LISTED: i64 = 200;

/// How far a file is on its way aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportProgress {
    /// The import.
    pub id: ImportId,
    /// Rows laid aside.
    pub staged: u64,
    /// Rows of the file.
    pub of: u64,
}

/// An import as the list shows it.
#[derive(Debug, Clone)]
pub struct ImportLine {
    /// Its id; its address.
    pub id: ImportId,
    /// File name.
    pub file_name: String,
    /// Declared complete.
    pub complete: bool,
    /// Where it stands.
    pub state: StagedState,
    /// When it was uploaded.
    pub staged_at: Timestamp,
    /// By whom, printed.
    pub staged_by: String,
    /// When it was written.
    pub published_at: Option<Timestamp>,
    /// By whom; empty before.
    pub published_by: String,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// By whom; empty before.
    pub undone_by: String,
    /// What it did; `None` before it was written.
    pub outcome: Option<ImportOutcome>,
    /// Whether its refused rows can be had.
    pub has_refused: bool,
}

/// The file of an import with the reasons for its refused rows, to be sent back as the same sheet.
#[derive(Debug, Clone)]
pub struct RefusedSheet {
    /// File name.
    pub file_name: String,
    /// The file as it was sent.
    pub file: Vec<u8>,
    /// Why each row was refused, by its number in the file.
    pub reasons: BTreeMap<u32, String>,
    /// How it was read.
    pub options: ReadOptions,
}

/// Imports, newest first, at most 200.
pub fn imports(bureau: &Bureau, desk: &Desk) -> Result<Vec<ImportLine>, Failure<ImportRefusal>> {
    bureau.may(desk, Act::CatalogueImport)?;
    let all = bureau.db().read(|tx| rows::staged_list(tx, bureau.region(), KIND, LISTED))?;
    Ok(all.into_iter().map(line).collect())
}

/// One import as the list shows it.
pub fn import_line(bureau: &Bureau, desk: &Desk, id: ImportId) -> Result<ImportLine, Failure<ImportRefusal>> {
    found(bureau, desk, id).map(line)
}

fn line(s: Staged) -> ImportLine {
    let outcome: Option<ImportOutcome> = match s.state {
        StagedState::Published | StagedState::Undone => serde_json::from_str(&s.outcome).ok(),
        StagedState::Staging | StagedState::Waiting | StagedState::Dropped => None,
    };
    let (published_at, published_by) = s.published.unzip();
    let (undone_at, undone_by) = s.undone.unzip();
    ImportLine {
        id: s.id,
        file_name: s.file_name,
        complete: s.complete,
        state: s.state,
        staged_at: s.staged_at,
        staged_by: s.staged_by,
        published_at,
        published_by: published_by.unwrap_or_default(),
        undone_at,
        undone_by: undone_by.unwrap_or_default(),
        has_refused: s.state == StagedState::Published && outcome.as_ref().is_some_and(|o| !o.refused.is_empty()),
        outcome,
    }
}

/// How far an import is on its way aside; all of it once it waits.
pub fn import_progress(bureau: &Bureau, desk: &Desk, id: ImportId) -> Result<ImportProgress, Failure<ImportRefusal>> {
    let staged = found(bureau, desk, id)?;
    let noticed = Noticed::of(&staged.outcome);
    Ok(ImportProgress { id, staged: noticed.staged, of: noticed.of })
}

fn found(bureau: &Bureau, desk: &Desk, id: ImportId) -> Result<Staged, Failure<ImportRefusal>> {
    bureau.may(desk, Act::CatalogueImport)?;
    let staged = bureau.db().read(|tx| rows::staged(tx, bureau.region(), id))?;
    staged.filter(|s| s.kind == KIND).ok_or(Failure::NotFound)
}

/// Throws a waiting import away; of one that was written, clears the refused rows that are still kept.
pub fn drop_import(bureau: &Bureau, desk: &Desk, id: ImportId) -> Result<(), Failure<ImportRefusal>> {
    bureau.may(desk, Act::CatalogueImport)?;
    let region = *bureau.region();
    bureau.db().write(move |tx| {
        let staged = rows::staged(tx, &region, id)?.filter(|s| s.kind == KIND).ok_or(Failure::NotFound)?;
        let (state, outcome) = match staged.state {
            StagedState::Waiting | StagedState::Staging | StagedState::Dropped => (StagedState::Dropped, "{}".into()),
            StagedState::Published | StagedState::Undone => (staged.state, without_refused(&staged.outcome)),
        };
        // The state first: rows that are still on their way aside then stay out.
        rows::set_stage_state(tx, &region, id, state, &outcome)?;
        rows::drop_stage(tx, &region, id)?;
        Ok(())
    })
}

fn without_refused(outcome: &str) -> String {
    match serde_json::from_str::<ImportOutcome>(outcome) {
        Ok(o) => serde_json::json!(ImportOutcome { refused: Vec::new(), ..o }).to_string(),
        Err(_) => outcome.to_owned(),
    }
}

/// The file of an import and why its rows were refused: of one that waits, as its plan stands now.
pub fn refused_sheet(bureau: &Bureau, desk: &Desk, id: ImportId) -> Result<RefusedSheet, Failure<ImportRefusal>> {
    let staged = found(bureau, desk, id)?;
    let (refused, options) = match staged.state {
        StagedState::Waiting => {
            (super::refused_lines(&super::preview(bureau, desk, id)?.plan), Noticed::of(&staged.outcome).options)
        }
        StagedState::Published | StagedState::Undone | StagedState::Staging | StagedState::Dropped => {
            line(staged.clone()).outcome.map(|o| (o.refused, o.options)).unwrap_or_default()
        }
    };
    let file = bureau.db().read(|tx| rows::kept_file(tx, bureau.region(), id))?;
    if refused.is_empty() || file.is_empty() {
        return Err(Failure::Refused(ImportRefusal::NothingKept));
    }
    let reasons = refused.into_iter().map(|(row, why)| (row, why.join("；"))).collect();
    Ok(RefusedSheet { file_name: staged.file_name, file, reasons, options })
}
