//! Tables of other offices, one way for all of them (外来表格导入): staged aside, previewed, flipped in under
//! one event, never twice.
//!
//! Deliberately not here: what a table means (each word has its own file), and how bytes become rows.

use std::collections::BTreeMap;

use domain::{
    base::{ImportId, Region, TableKind, TablePlan, TableRow},
    people::{Act, Desk, Source, Stamp},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    catalogue::{self as rows, Staged, StagedState},
};

use super::TableFile;
use crate::{Bureau, Failure};

/// Why a table is not taken as a whole. Rows are refused one by one, not here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableRefusal {
    /// The file cannot be read; the sentence is the reader's.
    #[error("{0}")]
    File(String),
    /// Columns are missing.
    #[error("{0}")]
    Columns(String),
    /// The day that the table speaks of cannot be read; the sentence says why.
    #[error("{0}")]
    Day(String),
    /// A day to come where only what was can be told.
    #[error("统计日期 {0} 还没有到，请写表上的日期")]
    DayToCome(Date),
    /// There is a later one.
    #[error("已有 {0} 的表，这份是 {1} 的，请用最新的")]
    Older(Date, Date),
    /// Where it comes from is not said.
    #[error("请填写来源，例如“市行政审批局 11月通报”")]
    SourceMissing,
    /// Where it comes from is said at length.
    #[error("来源最多 100 个字，请写短一些")]
    SourceLong,
    /// It was taken or dropped before.
    #[error("这份表已经处理过，要再导入请重新选择文件")]
    Done,
    /// Something changed between preview and confirmation.
    #[error("预览以后库里有了变动，请重新看一遍预览再确认")]
    Moved,
}

/// How a table is to be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSettings {
    /// The day it speaks of, or from which its changes hold.
    pub as_of: Date,
    /// It lists everything there is.
    pub complete: bool,
    /// Where it comes from, in words; the file's name where nobody said.
    pub source: String,
}

/// What taking a table did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableOutcome {
    /// Rows in the file.
    pub rows: u64,
    /// Made.
    pub added: u64,
    /// Changed.
    pub changed: u64,
    /// Ended.
    pub removed: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Known, not in the file, left as it is.
    pub not_in_file: u64,
    /// Refused rows: number in the file and why.
    pub refused: Vec<(u32, Vec<String>)>,
    /// What was said before confirming.
    pub notes: Vec<String>,
}

impl TableOutcome {
    /// What carrying a plan out does, in numbers.
    pub fn of(plan: &TablePlan) -> Self {
        let (added, changed, removed) = plan.sizes();
        Self {
            rows: plan.rows,
            added,
            changed,
            removed,
            unchanged: plan.unchanged,
            not_in_file: plan.not_in_file.len() as u64,
            refused: plan.refused.iter().map(|r| (r.row, r.why.clone())).collect(),
            notes: plan.notes.clone(),
        }
    }
}

/// What a staged table would do, or did.
#[derive(Debug, Clone)]
pub struct TableView {
    /// Which table.
    pub kind: TableKind,
    /// File name.
    pub file_name: String,
    /// How it is to be taken.
    pub settings: TableSettings,
    /// What the reader noticed in the file, in sentences.
    pub notes: Vec<String>,
    /// What it would do now; `None` once it is taken.
    pub plan: Option<TablePlan>,
    /// What it did; `None` while it waits.
    pub outcome: Option<TableOutcome>,
    /// When it was taken and by whom.
    pub taken: Option<(Timestamp, String)>,
}

/// A staged table and its plan.
#[derive(Debug, Clone)]
pub struct StagedPlan {
    /// Its id; the preview's address.
    pub id: ImportId,
    /// Its plan now.
    pub plan: TablePlan,
}

/// What is kept beside the staged rows.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    settings: TableSettings,
    notes: Vec<String>,
    #[serde(default)]
    outcome: Option<TableOutcome>,
}

/// A row as it waits.
#[derive(Debug, Serialize, Deserialize)]
struct Waiting {
    number: u32,
    ragged: bool,
    cells: BTreeMap<String, String>,
    raw: BTreeMap<String, String>,
}

/// A table with everything that planning it needs.
pub(crate) struct TableAt<'a> {
    pub(crate) region: Region,
    pub(crate) today: Date,
    pub(crate) settings: &'a TableSettings,
    pub(crate) rows: &'a [TableRow],
}

/// When, by whom and under which id a table is taken.
#[derive(Clone)]
pub(crate) struct TableOccasion {
    /// The county at work, for keys, calendar and ids.
    pub(crate) bureau: Bureau,
    pub(crate) region: Region,
    pub(crate) import: ImportId,
    pub(crate) today: Date,
    pub(crate) now: Timestamp,
    pub(crate) stamp: Stamp,
    pub(crate) file_name: String,
    pub(crate) digest: String,
}

/// A plan with what carrying it out needs.
pub(crate) struct Planned<W> {
    pub(crate) told: TablePlan,
    pub(crate) work: W,
}

/// One sort of table.
pub(crate) trait TableImport {
    /// What carrying a plan out needs beside what is told of it.
    type Work;
    /// Which.
    const KIND: TableKind;

    /// Plans it against what is known.
    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError>;

    /// Writes it under one event. Not asked when nothing would change.
    fn write(
        tx: &mut Tx<'_>,
        occasion: &TableOccasion,
        settings: &TableSettings,
        planned: &Planned<Self::Work>,
    ) -> Result<(), StoreError>;
}

fn corrupt(place: &str, why: &impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt { place: place.into(), why: why.to_string() }
}

fn said(plan: Result<Planned<impl Sized>, TableRefusal>) -> Result<TablePlan, Failure<TableRefusal>> {
    plan.map(|p| p.told).map_err(Failure::Refused)
}

/// What a file would change, without staging it: nothing at all is written.
pub(crate) fn dry_run<T: TableImport>(
    bureau: &Bureau,
    desk: &Desk,
    file: &TableFile,
    settings: &TableSettings,
) -> Result<TablePlan, Failure<TableRefusal>> {
    bureau.may(desk, Act::TableImport)?;
    let at = TableAt { region: *bureau.region(), today: bureau.today(), settings, rows: &file.rows };
    said(bureau.db().read(|tx| T::plan(tx, &at))?)
}

/// Stages a table aside and plans it. A table that is refused as a whole is not staged.
pub(crate) fn stage<T: TableImport>(
    bureau: &Bureau,
    desk: &Desk,
    file: &TableFile,
    settings: &TableSettings,
) -> Result<StagedPlan, Failure<TableRefusal>> {
    let role = bureau.may(desk, Act::TableImport)?;
    let plan = dry_run::<T>(bureau, desk, file, settings)?;
    let (id, region) = (ImportId::new(bureau.new_id()), *bureau.region());
    let kept = Kept { settings: settings.clone(), notes: file.notes.clone(), outcome: None };
    let head = Staged {
        id,
        file_name: file.file_name.clone(),
        digest: file.digest.clone(),
        complete: settings.complete,
        state: StagedState::Staging,
        outcome: serde_json::json!(kept).to_string(),
        staged_at: bureau.now(),
        staged_by: desk.stamp(bureau.now(), role).actor,
        kind: T::KIND.as_str().into(),
        published: None,
        undone: None,
    };
    let outcome = head.outcome.clone();
    bureau.db().write(move |tx| rows::stage(tx, &region, &head))?;
    // Bounded transactions: a long file must not hold the writer. What is cut short keeps a head that
    // does not wait, by which the sweep finds its rows.
    for (n, chunk) in file.rows.chunks(1_000).enumerate() {
        let bodies: Vec<String> = chunk.iter().map(body).collect();
        bureau.db().write(move |tx| -> Result<(), StoreError> {
            for (i, body) in bodies.iter().enumerate() {
                rows::stage_row(tx, &region, id, (n * 1_000 + i) as i64, body)?;
            }
            Ok(())
        })?;
    }
    bureau.db().write(move |tx| rows::set_stage_state(tx, &region, id, StagedState::Waiting, &outcome))?;
    Ok(StagedPlan { id, plan })
}

fn body(row: &TableRow) -> String {
    let waiting = Waiting { number: row.number, ragged: row.ragged, cells: row.cells.clone(), raw: row.raw.clone() };
    serde_json::json!(waiting).to_string()
}

fn unstage(bodies: &[String]) -> Result<Vec<TableRow>, StoreError> {
    let read = |body: &String| {
        let row: Waiting = serde_json::from_str(body).map_err(|e| corrupt("import_row.body", &e))?;
        Ok(TableRow { number: row.number, ragged: row.ragged, cells: row.cells, raw: row.raw })
    };
    bodies.iter().map(read).collect()
}

fn kept(staged: &Staged) -> Result<Kept, StoreError> {
    serde_json::from_str(&staged.outcome).map_err(|e| corrupt("catalogue_import.outcome", &e))
}

fn find<T: TableImport>(tx: &mut Tx<'_>, region: &Region, id: ImportId) -> Result<Option<Staged>, StoreError> {
    Ok(rows::staged(tx, region, id)?.filter(|s| s.kind == T::KIND.as_str()))
}

/// What a staged table would do now, or did.
pub(crate) fn view<T: TableImport>(
    bureau: &Bureau,
    desk: &Desk,
    id: ImportId,
) -> Result<TableView, Failure<TableRefusal>> {
    bureau.may(desk, Act::TableImport)?;
    let (region, today) = (*bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let Some(staged) = find::<T>(tx, &region, id)? else { return Ok(None) };
        let kept = kept(&staged)?;
        let plan = match staged.state {
            // Cut short: a plan over half of a file would say what is not so.
            StagedState::Staging => return Ok(None),
            StagedState::Waiting => {
                let file_rows = unstage(&rows::staged_rows(tx, &region, id)?)?;
                let at = TableAt { region, today, settings: &kept.settings, rows: &file_rows };
                Some(T::plan(tx, &at)?)
            }
            StagedState::Published | StagedState::Dropped | StagedState::Undone => None,
        };
        Ok(Some((staged, kept, plan)))
    })?;
    let (staged, kept, plan) = found.ok_or(Failure::NotFound)?;
    Ok(TableView {
        kind: T::KIND,
        file_name: staged.file_name,
        settings: kept.settings,
        notes: kept.notes,
        plan: plan.map(said).transpose()?,
        outcome: kept.outcome,
        taken: staged.published,
    })
}

/// Carries a staged table out, in one transaction under one event. `expected` holds what the preview
/// promised (added, changed, removed): when something has moved since, nothing is done.
pub(crate) fn publish<T: TableImport>(
    bureau: &Bureau,
    desk: &Desk,
    id: ImportId,
    expected: Option<(u64, u64, u64)>,
    key: Option<&str>,
) -> Result<TableOutcome, Failure<TableRefusal>> {
    let role = bureau.may(desk, Act::TableImport)?;
    let (now, today, region) = (bureau.now(), bureau.today(), *bureau.region());
    let stamp = Stamp { source: Source::Imported, ..desk.stamp(now, role) };
    let worker = bureau.clone();
    let command = bureau.command(desk, "table.publish", key, &(T::KIND.as_str(), id.get()));
    let done = bureau.db().commit(command, move |tx| -> Result<TableOutcome, Failure<TableRefusal>> {
        rows::bring_into_force(tx, &region, today)?;
        let staged = find::<T>(tx, &region, id)?.ok_or(Failure::NotFound)?;
        match staged.state {
            StagedState::Waiting => {}
            StagedState::Staging | StagedState::Published | StagedState::Dropped | StagedState::Undone => {
                return Err(Failure::Refused(TableRefusal::Done));
            }
        }
        let kept = kept(&staged)?;
        let file_rows = unstage(&rows::staged_rows(tx, &region, id)?)?;
        let at = TableAt { region, today, settings: &kept.settings, rows: &file_rows };
        let planned = T::plan(tx, &at)?.map_err(Failure::Refused)?;
        if expected.is_some_and(|e| e != planned.told.sizes()) {
            return Err(Failure::Refused(TableRefusal::Moved));
        }
        if !planned.told.is_idle() {
            let occasion = TableOccasion {
                bureau: worker.clone(),
                region,
                import: id,
                today,
                now,
                stamp: stamp.clone(),
                file_name: staged.file_name.clone(),
                digest: staged.digest.clone(),
            };
            T::write(tx, &occasion, &kept.settings, &planned)?;
        }
        let outcome = TableOutcome::of(&planned.told);
        let text = serde_json::json!(Kept { outcome: Some(outcome.clone()), ..kept }).to_string();
        rows::drop_stage(tx, &region, id)?;
        rows::set_stage_state(tx, &region, id, StagedState::Published, &text)?;
        rows::set_published(tx, &region, id, now, &stamp.actor)?;
        Ok(outcome)
    })?;
    Ok(done.value)
}

/// A table of one kind that was taken.
#[derive(Debug, Clone)]
pub struct TakenTable {
    /// Its id.
    pub id: ImportId,
    /// File name.
    pub file_name: String,
    /// When, and by whom.
    pub taken: Option<(Timestamp, String)>,
    /// The day it speaks of.
    pub as_of: Date,
}

/// The table of a kind that was taken last.
pub fn last_taken(bureau: &Bureau, desk: &Desk, kind: TableKind) -> Result<Option<TakenTable>, Failure<TableRefusal>> {
    bureau.may(desk, Act::TableImport)?;
    let all = bureau.db().read(|tx| rows::staged_list(tx, bureau.region(), kind.as_str(), 50))?;
    let last = all.into_iter().filter(|s| s.state == StagedState::Published).max_by_key(|s| s.published.clone());
    let Some(last) = last else { return Ok(None) };
    let as_of = kept(&last)?.settings.as_of;
    Ok(Some(TakenTable { id: last.id, file_name: last.file_name, taken: last.published, as_of }))
}
