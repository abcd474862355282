//! Importing a catalogue file (导入): staged aside, previewed, flipped in at once.
//!
//! Not here: reading the file (`read`), the list of imports (`imports`), taking one back (`undo`).

use std::collections::HashMap;

use domain::{
    base::{DepartmentId, ImportId, ItemId, Region},
    catalogue::{CatalogueImported, Content, Item, Known, Plan, PlannedRow, RowFlaw, Sheet, plan},
    people::{Act, Department, Desk, Source, Stamp},
};
use jiff::civil::Date;
use papers::catalogue::ReadOptions;
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    catalogue::{self as rows, Staged, StagedState},
};

use super::{
    imports::ImportProgress,
    read::FileRead,
    staged::{self, KIND, Noticed},
    write::{Occasion, put_items, vouch},
};
use crate::{Bureau, Failure};

/// Rows laid aside in one transaction.
const CHUNK: usize = 1_000;

/// Why a file is not imported as a whole. Rows are refused one by one, not here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportRefusal {
    /// The file cannot be read; the sentence is the reader's.
    #[error("{0}")]
    File(String),
    /// Columns are missing.
    #[error("{0}")]
    Columns(String),
    /// It was published or dropped before.
    #[error("这次导入已经处理过，要再导入请重新选择文件")]
    Done,
    /// Its rows are still being laid aside.
    #[error("文件还在核对，请稍等一会儿再确认")]
    Staging,
    /// It is not in the catalogue, so it cannot be taken back.
    #[error("这次导入没有在事项库里，不用撤销")]
    NotPublished,
    /// Taken back already.
    #[error("这次导入已经撤销过")]
    Undone,
    /// Nothing to take back.
    #[error("这次导入涉及的事项后来都改过，没有可撤销的")]
    NothingToUndo,
    /// The refused rows are gone.
    #[error("这次导入没有留下没收下的行")]
    NothingKept,
    /// The catalogue changed between preview and confirmation.
    #[error("预览以后事项库有了变动，请重新看一遍预览再确认")]
    Moved,
}

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOutcome {
    /// Rows in the file.
    pub rows: u64,
    /// Items made.
    pub added: u64,
    /// Items changed.
    pub changed: u64,
    /// Items taken out of use.
    pub removed: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Items in use that the file does not list; they stay.
    pub not_in_file: u64,
    /// Refused rows: number in the file and why.
    pub refused: Vec<(u32, Vec<String>)>,
    /// Rows that were taken, with a remark.
    #[serde(default)]
    pub notes: Vec<(u32, String)>,
    /// How the file was read, to read it again for its refused rows.
    #[serde(default)]
    pub options: ReadOptions,
}

/// What an import would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// File name.
    pub file_name: String,
    /// Declared complete.
    pub complete: bool,
    /// What waits: state of the staged import.
    pub state: StagedState,
    /// What the reader noticed in the file, in sentences.
    pub notes: Vec<String>,
    /// The plan.
    pub plan: Plan,
}

/// A staged import and its plan.
#[derive(Debug, Clone)]
pub struct StagedImport {
    /// Its id; the preview's address.
    pub id: ImportId,
    /// Its plan now.
    pub plan: Plan,
}

/// Stages a file aside and plans it. Nothing of the catalogue changes.
pub fn stage(
    bureau: &Bureau,
    desk: &Desk,
    file: &FileRead,
    complete: bool,
) -> Result<StagedImport, Failure<ImportRefusal>> {
    stage_watched(bureau, desk, file, complete, &mut |_| ())
}

/// The same; `watch` is told how far it is, first as soon as the import has an id.
pub fn stage_watched(
    bureau: &Bureau,
    desk: &Desk,
    file: &FileRead,
    complete: bool,
    watch: &mut dyn FnMut(ImportProgress),
) -> Result<StagedImport, Failure<ImportRefusal>> {
    let role = bureau.may(desk, Act::CatalogueImport)?;
    let id = ImportId::new(bureau.new_id());
    let region = *bureau.region();
    let noticed = Noticed {
        notes: file.notes.clone(),
        mapped: file.mapped.clone(),
        options: file.options.clone(),
        staged: 0,
        of: file.rows.len() as u64,
    };
    let head = Staged {
        id,
        file_name: file.file_name.clone(),
        digest: file.digest.clone(),
        complete,
        state: StagedState::Staging,
        outcome: noticed.text(),
        staged_at: bureau.now(),
        staged_by: desk.stamp(bureau.now(), role).actor,
        kind: KIND.into(),
        published: None,
        undone: None,
    };
    bureau.db().write(move |tx| rows::stage(tx, &region, &head))?;
    watch(ImportProgress { id, staged: 0, of: noticed.of });
    // Bounded transactions: a long file must not hold the writer.
    for (n, chunk) in file.rows.chunks(CHUNK).enumerate() {
        let bodies: Vec<String> = chunk.iter().map(|row| staged::body(row, &file.ragged)).collect();
        let staged = (n * CHUNK + chunk.len()) as u64;
        let so_far = Noticed { staged, ..noticed.clone() }.text();
        let is_on = bureau.db().write(move |tx| -> Result<bool, StoreError> {
            let stays = (StagedState::Staging, StagedState::Staging);
            if !rows::advance_stage(tx, &region, id, stays, &so_far)? {
                return Ok(false);
            }
            for (i, body) in bodies.iter().enumerate() {
                rows::stage_row(tx, &region, id, (n * CHUNK + i) as i64, body)?;
            }
            Ok(true)
        })?;
        if !is_on {
            return Err(Failure::Refused(ImportRefusal::Done));
        }
        watch(ImportProgress { id, staged, of: noticed.of });
    }
    let today = bureau.today();
    let known = bureau.db().read(|tx| rows::known(tx, &region, today))?;
    let plan = plan(&known, file.sheet(complete, today));
    let whole = Noticed { staged: noticed.of, ..noticed }.text();
    // The file may hold what a catalogue must not: it is kept only for the rows that go back.
    let bytes = if plan.refused.is_empty() { Vec::new() } else { file.bytes.clone() };
    let is_on = bureau.db().write(move |tx| -> Result<bool, StoreError> {
        let done = (StagedState::Staging, StagedState::Waiting);
        let is_on = rows::advance_stage(tx, &region, id, done, &whole)?;
        if is_on {
            rows::keep_file(tx, &region, id, &bytes)?;
        }
        Ok(is_on)
    })?;
    if is_on { Ok(StagedImport { id, plan }) } else { Err(Failure::Refused(ImportRefusal::Done)) }
}

/// What a file would change, without staging it: nothing at all is written.
pub fn dry_run(bureau: &Bureau, desk: &Desk, file: &FileRead, complete: bool) -> Result<Plan, Failure<ImportRefusal>> {
    bureau.may(desk, Act::CatalogueImport)?;
    let today = bureau.today();
    let known = bureau.db().read(|tx| rows::known(tx, bureau.region(), today))?;
    Ok(plan(&known, file.sheet(complete, today)))
}

/// What a staged import would do now.
pub fn preview(bureau: &Bureau, desk: &Desk, id: ImportId) -> Result<Preview, Failure<ImportRefusal>> {
    bureau.may(desk, Act::CatalogueImport)?;
    let (region, today) = (bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let Some(staged) = rows::staged(tx, region, id)?.filter(|s| s.kind == KIND) else { return Ok(None) };
        let noticed = Noticed::of(&staged.outcome);
        let plan = plan_staged(tx, region, &staged, &noticed, today)?.0;
        let (file_name, complete, state) = (staged.file_name, staged.complete, staged.state);
        Ok(Some(Preview { file_name, complete, state, notes: noticed.notes, plan }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// The plan of a staged import, with what it was planned against.
fn plan_staged(
    tx: &mut store::Tx<'_>,
    region: &Region,
    staged: &Staged,
    noticed: &Noticed,
    today: Date,
) -> Result<(Plan, Known), StoreError> {
    let (file_rows, ragged) = staged::unstage(&rows::staged_rows(tx, region, staged.id)?)?;
    let known = rows::known(tx, region, today)?;
    let sheet = Sheet { rows: &file_rows, ragged: &ragged, mapped: &noticed.mapped, complete: staged.complete, today };
    Ok((plan(&known, sheet), known))
}

/// Carries a staged import out, in one transaction under one event. `expected` holds what the
/// preview promised (added, changed, removed): when the catalogue has moved since, nothing is done.
pub fn publish(
    bureau: &Bureau,
    desk: &Desk,
    id: ImportId,
    expected: Option<(u64, u64, u64)>,
    key: Option<&str>,
) -> Result<ImportOutcome, Failure<ImportRefusal>> {
    let role = bureau.may(desk, Act::CatalogueImport)?;
    let now = bureau.now();
    let stamp = Stamp { source: Source::Imported, ..desk.stamp(now, role) };
    let occasion = Occasion { region: *bureau.region(), import: id, today: bureau.today(), now, stamp };
    let command = bureau.command(desk, "catalogue.publish", key, &id.get());
    let worker = bureau.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<ImportOutcome, Failure<ImportRefusal>> {
        let region = occasion.region;
        rows::bring_into_force(tx, &region, occasion.today)?;
        let staged = rows::staged(tx, &region, id)?.filter(|s| s.kind == KIND).ok_or(Failure::NotFound)?;
        match staged.state {
            StagedState::Waiting => {}
            StagedState::Staging => return Err(Failure::Refused(ImportRefusal::Staging)),
            StagedState::Published | StagedState::Dropped | StagedState::Undone => {
                return Err(Failure::Refused(ImportRefusal::Done));
            }
        }
        let noticed = Noticed::of(&staged.outcome);
        let (plan, known) = plan_staged(tx, &region, &staged, &noticed, occasion.today)?;
        let sizes = (plan.added.len() as u64, plan.changed.len() as u64, plan.removed.len() as u64);
        if expected.is_some_and(|e| e != sizes) {
            return Err(Failure::Refused(ImportRefusal::Moved));
        }
        let outcome = ImportOutcome { options: noticed.options, ..outcome_of(&plan) };
        if !plan.is_idle() {
            carry_out(&worker, tx, &occasion, &staged, plan, &known.departments)?;
        }
        if outcome.refused.is_empty() {
            rows::drop_stage(tx, &region, id)?;
        } else {
            rows::drop_rows(tx, &region, id)?;
        }
        let text = serde_json::json!(outcome).to_string();
        rows::set_stage_state(tx, &region, id, StagedState::Published, &text)?;
        rows::set_published(tx, &region, id, occasion.now, &occasion.stamp.actor)?;
        Ok(outcome)
    })?;
    Ok(done.value)
}

fn carry_out(
    bureau: &Bureau,
    tx: &mut store::Tx<'_>,
    occasion: &Occasion,
    staged: &Staged,
    plan: Plan,
    known: &HashMap<String, DepartmentId>,
) -> Result<(), StoreError> {
    let departments: Vec<Department> = plan
        .new_departments
        .iter()
        .map(|(name, code)| Department {
            id: DepartmentId::new(bureau.new_id()),
            name: name.clone(),
            code: code.clone(),
            window_no: None,
            place: String::new(),
            phone: String::new(),
        })
        .collect();
    let made: HashMap<&str, DepartmentId> = departments.iter().map(|d| (d.name.as_str(), d.id)).collect();
    let id_of = |name: &str| known.get(name).or_else(|| made.get(name)).copied().unwrap_or(DepartmentId::new(0));
    let event = CatalogueImported {
        file_name: staged.file_name.clone(),
        file_digest: staged.digest.clone(),
        complete: staged.complete,
        rows: plan.rows,
        added: plan.added.len() as u64,
        changed: plan.changed.len() as u64,
        removed: plan.removed.len() as u64,
        unchanged: plan.unchanged,
        refused: plan.refused.len() as u64,
    };
    let item = |row: PlannedRow| {
        let (id, version) = row.item.unwrap_or_else(|| (ItemId::new(bureau.new_id()), 0));
        let content = Content { department: id_of(&row.department), ..row.content };
        Item { id, version: version + 1, effective_on: row.effective_on.unwrap_or(occasion.today), content }
    };
    let rows = plan.added.into_iter().chain(plan.changed).chain(plan.removed);
    let bulk = put_items(tx, occasion, rows.map(item))?;
    vouch(tx, occasion, &departments, bulk, &event)
}

/// What carrying a plan out does, in numbers.
pub fn outcome_of(plan: &Plan) -> ImportOutcome {
    ImportOutcome {
        rows: plan.rows,
        added: plan.added.len() as u64,
        changed: plan.changed.len() as u64,
        removed: plan.removed.len() as u64,
        unchanged: plan.unchanged,
        not_in_file: plan.not_in_file.len() as u64,
        refused: refused_lines(plan),
        notes: plan.notes.clone(),
        options: ReadOptions::default(),
    }
}

/// Refused rows as lines: number in the file and the sentences.
pub fn refused_lines(plan: &Plan) -> Vec<(u32, Vec<String>)> {
    plan.refused.iter().map(|(row, flaws)| (*row, flaws.iter().map(RowFlaw::to_string).collect())).collect()
}

impl Preview {
    /// The numbers of this preview.
    pub fn outcome(&self) -> ImportOutcome {
        outcome_of(&self.plan)
    }
}

impl StagedImport {
    /// The numbers of this plan.
    pub fn outcome(&self) -> ImportOutcome {
        outcome_of(&self.plan)
    }
}
