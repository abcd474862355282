//! Importing a catalogue file: read in a child process, staged aside, previewed, flipped in at once.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
};

use domain::{
    base::{CitizenId, DepartmentId, ImportId, ItemId, Mobile},
    catalogue::{CatalogueImported, Column, Plan, PlannedRow, RawRow, RowFlaw, plan},
    people::{Act, Department, Desk, Source, Stamp},
};
use jiff::civil::Date;
use papers::{
    catalogue::{RowShape, Table, column_of, map_columns},
    child::{ChildLimits, read_in_child},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    catalogue::{self as rows, Staged, StagedState},
};

use super::write::{NewVersion, Occasion, write_versions};
use crate::{Bureau, Failure};

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
    /// The catalogue changed between preview and confirmation.
    #[error("预览以后事项库有了变动，请重新看一遍预览再确认")]
    Moved,
}

/// A file as read: its table, its columns by meaning, its digest.
#[derive(Debug, Clone)]
pub struct FileRead {
    /// File name.
    pub file_name: String,
    /// SM3 of its bytes.
    pub digest: String,
    /// Rows by meaning.
    pub rows: Vec<RawRow>,
    /// Rows with more or fewer cells than the header.
    pub ragged: BTreeSet<u32>,
    /// What the reader noticed, in sentences: encoding, unknown columns.
    pub notes: Vec<String>,
}

/// The same, as it waits in the database.
#[derive(Debug, Serialize, Deserialize)]
struct StagedRow {
    number: u32,
    ragged: bool,
    cells: BTreeMap<String, String>,
    raw: BTreeMap<String, String>,
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

/// Until it is published, a staged import keeps here what the reader noticed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Noticed {
    notes: Vec<String>,
}

/// A staged import and its plan.
#[derive(Debug, Clone)]
pub struct StagedImport {
    /// Its id; the preview's address.
    pub id: ImportId,
    /// Its plan now.
    pub plan: Plan,
}

/// Reads a file in a child process of `exe` (this program), within its limits.
pub fn read_file(exe: &Path, bytes: &[u8], file_name: &str) -> Result<FileRead, ImportRefusal> {
    let table = read_in_child(exe, bytes, file_name, &ChildLimits::default())
        .map_err(|e| ImportRefusal::File(e.to_string()))?;
    from_table(&table, file_name, store::digest(bytes))
}

fn from_table(table: &Table, file_name: &str, digest: String) -> Result<FileRead, ImportRefusal> {
    let map = map_columns(&table.header);
    if let Some(sentence) = map.refusal() {
        return Err(ImportRefusal::Columns(sentence));
    }
    let mut notes: Vec<String> = table.notes.iter().map(papers::catalogue::Note::sentence).collect();
    if !map.unknown.is_empty() {
        let titles: Vec<&str> = map.unknown.iter().map(|u| u.title.as_str()).collect();
        notes.push(format!("不认识的列照原样保留：{}", titles.join("、")));
    }
    let mut ragged = BTreeSet::new();
    let mut left_out = BTreeSet::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match row.shape {
            RowShape::Whole | RowShape::Short { .. } => {}
            RowShape::Long { .. } => {
                ragged.insert(row.number);
            }
        }
        let mut out = RawRow { number: row.number, ..RawRow::default() };
        for column in map.found() {
            if let Some(text) = map.text(row, column) {
                out.cells.insert(column, text.to_owned());
            }
        }
        for (title, cell) in table.header.iter().zip(&row.cells) {
            if is_personal(title, cell) {
                left_out.insert(title.as_str());
            } else if !title.is_empty() && !cell.is_empty() {
                out.raw.insert(title.clone(), cell.clone());
            }
        }
        rows.push(out);
    }
    if !left_out.is_empty() {
        let titles: Vec<&str> = left_out.into_iter().collect();
        notes.push(format!("这些列里有身份证号或手机号，没有保存：{}", titles.join("、")));
    }
    Ok(FileRead { file_name: file_name.to_owned(), digest, rows, ragged, notes })
}

/// A catalogue speaks of items, not of people. Cells beside it that hold an identity number or a
/// mobile are not kept: versions are for good, and what stands in them could never be erased.
fn is_personal(title: &str, cell: &str) -> bool {
    let named = ["身份证", "证件号", "手机", "经办人", "联系人"].iter().any(|w| title.contains(w));
    let is_number = CitizenId::parse(cell, Date::MAX).is_ok() || Mobile::parse(cell).is_ok();
    !cell.is_empty() && (named || (is_number && column_of(title).is_none()))
}

/// Stages a file aside and plans it. Nothing of the catalogue changes.
pub fn stage(
    bureau: &Bureau,
    desk: &Desk,
    file: &FileRead,
    complete: bool,
) -> Result<StagedImport, Failure<ImportRefusal>> {
    let role = bureau.may(desk, Act::CatalogueImport)?;
    let id = ImportId::new(bureau.new_id());
    let region = *bureau.region();
    let head = Staged {
        id,
        file_name: file.file_name.clone(),
        digest: file.digest.clone(),
        complete,
        state: StagedState::Waiting,
        outcome: serde_json::json!(Noticed { notes: file.notes.clone() }).to_string(),
        staged_at: bureau.now(),
        staged_by: desk.stamp(bureau.now(), role).actor,
    };
    bureau.db().write(move |tx| rows::stage(tx, &region, &head))?;
    // Bounded transactions: a long file must not hold the writer.
    for (n, chunk) in file.rows.chunks(1_000).enumerate() {
        let bodies: Vec<String> = chunk.iter().map(|row| body(row, &file.ragged)).collect();
        bureau.db().write(move |tx| -> Result<(), StoreError> {
            for (i, body) in bodies.iter().enumerate() {
                rows::stage_row(tx, &region, id, (n * 1_000 + i) as i64, body)?;
            }
            Ok(())
        })?;
    }
    let known = bureau.db().read(|tx| rows::known(tx, &region))?;
    Ok(StagedImport { id, plan: plan(&known, &file.rows, &file.ragged, complete) })
}

/// What a file would change, without staging it: nothing at all is written.
pub fn dry_run(bureau: &Bureau, desk: &Desk, file: &FileRead, complete: bool) -> Result<Plan, Failure<ImportRefusal>> {
    bureau.may(desk, Act::CatalogueImport)?;
    let known = bureau.db().read(|tx| rows::known(tx, bureau.region()))?;
    Ok(plan(&known, &file.rows, &file.ragged, complete))
}

fn body(row: &RawRow, ragged: &BTreeSet<u32>) -> String {
    let staged = StagedRow {
        number: row.number,
        ragged: ragged.contains(&row.number),
        cells: row.cells.iter().map(|(c, v)| (c.label().to_owned(), v.clone())).collect(),
        raw: row.raw.clone(),
    };
    serde_json::json!(staged).to_string()
}

fn unstage(bodies: &[String]) -> Result<(Vec<RawRow>, BTreeSet<u32>), StoreError> {
    let mut ragged = BTreeSet::new();
    let mut out = Vec::with_capacity(bodies.len());
    for body in bodies {
        let row: StagedRow = serde_json::from_str(body)
            .map_err(|e| StoreError::Corrupt { place: "import_row.body".into(), why: e.to_string() })?;
        if row.ragged {
            ragged.insert(row.number);
        }
        let cells = Column::ALL.iter().filter_map(|c| row.cells.get(c.label()).map(|v| (*c, v.clone()))).collect();
        out.push(RawRow { number: row.number, cells, raw: row.raw });
    }
    Ok((out, ragged))
}

/// What a staged import would do now.
pub fn preview(bureau: &Bureau, desk: &Desk, id: ImportId) -> Result<Preview, Failure<ImportRefusal>> {
    bureau.may(desk, Act::CatalogueImport)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(staged) = rows::staged(tx, region, id)? else { return Ok(None) };
        let (file_rows, ragged) = unstage(&rows::staged_rows(tx, region, id)?)?;
        let known = rows::known(tx, region)?;
        let plan = plan(&known, &file_rows, &ragged, staged.complete);
        let noticed: Noticed = serde_json::from_str(&staged.outcome).unwrap_or_default();
        let (file_name, complete, state) = (staged.file_name, staged.complete, staged.state);
        Ok(Some(Preview { file_name, complete, state, notes: noticed.notes, plan }))
    })?;
    found.ok_or(Failure::NotFound)
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
        let staged = rows::staged(tx, &region, id)?.ok_or(Failure::NotFound)?;
        match staged.state {
            StagedState::Waiting => {}
            StagedState::Published | StagedState::Dropped => return Err(Failure::Refused(ImportRefusal::Done)),
        }
        let (file_rows, ragged) = unstage(&rows::staged_rows(tx, &region, id)?)?;
        let known = rows::known(tx, &region)?;
        let plan = plan(&known, &file_rows, &ragged, staged.complete);
        let sizes = (plan.added.len() as u64, plan.changed.len() as u64, plan.removed.len() as u64);
        if expected.is_some_and(|e| e != sizes) {
            return Err(Failure::Refused(ImportRefusal::Moved));
        }
        let outcome = outcome_of(&plan);
        if !plan.is_idle() {
            carry_out(&worker, tx, &occasion, &staged, &plan, &known.departments)?;
        }
        rows::drop_stage(tx, &region, id)?;
        let text = serde_json::json!(outcome).to_string();
        rows::set_stage_state(tx, &region, id, StagedState::Published, &text)?;
        Ok(outcome)
    })?;
    Ok(done.value)
}

fn carry_out(
    bureau: &Bureau,
    tx: &mut store::Tx<'_>,
    occasion: &Occasion,
    staged: &Staged,
    plan: &Plan,
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
    let id_of = |name: &str| {
        let made = departments.iter().find(|d| d.name == name).map(|d| d.id);
        known.get(name).copied().or(made).unwrap_or(DepartmentId::new(0))
    };
    let version = |row: &PlannedRow| {
        let (id, version) = row.item.unwrap_or_else(|| (ItemId::new(bureau.new_id()), 0));
        let mut content = row.content.clone();
        content.department = id_of(&row.department);
        NewVersion { id, version: version + 1, content }
    };
    let versions: Vec<NewVersion> = plan.added.iter().chain(&plan.changed).chain(&plan.removed).map(version).collect();
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
    write_versions(tx, occasion, &departments, &versions, &event)
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
