//! Reading a catalogue file (读表): in a child process, its columns by meaning, its detail sheets by code.
//!
//! Not here: what the cells mean (`domain::catalogue`), and what becomes of the rows (`import`).

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
};

use domain::{
    base::{CitizenId, Mobile, fold_code},
    catalogue::{Column, DetailCells, DetailColumn, DetailSheet, RawRow, Sheet},
};
use jiff::civil::Date;
use papers::{
    catalogue::{
        self as sheets, DetailKind, DetailRow, Preview as Glance, ReadOptions, RowShape, Table, column_of, map_columns,
    },
    child::{ChildLimits, preview_in_child, read_in_child_with},
};

use super::ImportRefusal;

/// A file as read: its table, its columns by meaning, its digest.
#[derive(Debug, Clone)]
pub struct FileRead {
    /// File name.
    pub file_name: String,
    /// SM3 of its bytes.
    pub digest: String,
    /// The file as it was sent: its refused rows go back on the same sheet.
    pub bytes: Vec<u8>,
    /// Rows by meaning.
    pub rows: Vec<RawRow>,
    /// Rows with more or fewer cells than the header.
    pub ragged: BTreeSet<u32>,
    /// Titles whose cells have a column of their own.
    pub mapped: BTreeSet<String>,
    /// How it was read: encoding, sheet and header row that the clerk chose.
    pub options: ReadOptions,
    /// What the reader noticed, in sentences: encoding, unknown columns.
    pub notes: Vec<String>,
}

impl FileRead {
    pub(super) fn sheet(&self, complete: bool, today: Date) -> Sheet<'_> {
        Sheet { rows: &self.rows, ragged: &self.ragged, mapped: &self.mapped, complete, today }
    }
}

/// Reads a file in a child process of `exe` (this program), within its limits.
pub fn read_file(exe: &Path, bytes: &[u8], file_name: &str) -> Result<FileRead, ImportRefusal> {
    read_file_with(exe, bytes, file_name, &ReadOptions::default(), &mut |_| ())
}

/// The same with the encoding, sheet or header row that the clerk chose; `watch` is told how many rows
/// are read so far.
pub fn read_file_with(
    exe: &Path,
    bytes: &[u8],
    file_name: &str,
    options: &ReadOptions,
    watch: &mut dyn FnMut(usize),
) -> Result<FileRead, ImportRefusal> {
    let table = read_table(exe, bytes, file_name, options, watch)?;
    let file = from_table(&table, file_name, bytes)?;
    Ok(FileRead { options: options.clone(), ..file })
}

pub(super) fn read_table(
    exe: &Path,
    bytes: &[u8],
    file_name: &str,
    options: &ReadOptions,
    watch: &mut dyn FnMut(usize),
) -> Result<Table, ImportRefusal> {
    read_in_child_with(exe, bytes, file_name, &ChildLimits::default(), options, watch)
        .map_err(|e| ImportRefusal::File(e.to_string()))
}

/// The first rows of a file as they stand, for "looks right, other encoding, other sheet".
pub fn glance(exe: &Path, bytes: &[u8], file_name: &str, options: &ReadOptions) -> Result<Glance, ImportRefusal> {
    preview_in_child(exe, bytes, file_name, &ChildLimits::default(), options)
        .map_err(|e| ImportRefusal::File(e.to_string()))
}

/// A table that is read already, of a file with these bytes.
pub fn from_table(table: &Table, file_name: &str, bytes: &[u8]) -> Result<FileRead, ImportRefusal> {
    let map = map_columns(&table.header);
    if let Some(sentence) = map.refusal() {
        return Err(ImportRefusal::Columns(sentence));
    }
    let mut notes: Vec<String> = table.notes.iter().map(sheets::Note::sentence).collect();
    if !map.unknown.is_empty() {
        let titles: Vec<&str> = map.unknown.iter().map(|u| u.title.as_str()).collect();
        notes.push(format!("不认识的列照原样保留：{}", titles.join("、")));
    }
    let mapped = map.found().filter_map(|c| table.header.get(map.place(c)?).cloned()).collect();
    let mut ragged = BTreeSet::new();
    let mut left_out = BTreeSet::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    let titles: Vec<Title<'_>> = table.header.iter().map(|t| Title::of(t)).collect();
    for row in &table.rows {
        match row.shape {
            RowShape::Whole | RowShape::Short { .. } => {}
            RowShape::Long { .. } => {
                ragged.insert(row.number);
            }
        }
        let mut out = RawRow { number: row.number, cells: map.cells(row), ..RawRow::default() };
        for (title, cell) in titles.iter().zip(&row.cells) {
            if title.is_personal(cell) {
                left_out.insert(title.text);
            } else if !title.text.is_empty() && !cell.is_empty() {
                out.raw.insert(title.text.to_owned(), cell.clone());
            }
        }
        rows.push(out);
    }
    if !left_out.is_empty() {
        let titles: Vec<&str> = left_out.into_iter().collect();
        notes.push(format!("这些列里有身份证号或手机号，没有保存：{}", titles.join("、")));
    }
    details(table, &mut rows, &mut notes);
    let (digest, bytes, file_name) = (store::digest(bytes), bytes.to_vec(), file_name.to_owned());
    Ok(FileRead { file_name, digest, bytes, rows, ragged, mapped, options: ReadOptions::default(), notes })
}

/// A title, with what is asked of every cell below it.
struct Title<'a> {
    text: &'a str,
    /// It says that people stand below it.
    named: bool,
    known: bool,
}

impl<'a> Title<'a> {
    fn of(text: &'a str) -> Self {
        let named = ["身份证", "证件号", "手机", "经办人", "联系人"].iter().any(|w| text.contains(w));
        Self { text, named, known: column_of(text).is_some() }
    }

    /// A catalogue speaks of items, not of people. Cells beside it that hold an identity number or a
    /// mobile are not kept: versions are for good, and what stands in them could never be erased.
    fn is_personal(&self, cell: &str) -> bool {
        if cell.is_empty() || self.named || self.known {
            return !cell.is_empty() && self.named;
        }
        // Only what has the length of such a number is read as one; a full-width digit has three bytes.
        (11..=80).contains(&cell.len()) && (CitizenId::parse(cell, Date::MAX).is_ok() || Mobile::parse(cell).is_ok())
    }
}

/// Gives each row of a detail sheet to the item with its code; rows of no item are told.
fn details(table: &Table, rows: &mut [RawRow], notes: &mut Vec<String>) {
    let mut by_code: HashMap<String, usize> = HashMap::new();
    // The code of the row first; what the exchange tables use instead only where it is nobody's code.
    for column in [Column::Code, Column::ImplCode, Column::LocalCode] {
        for (at, row) in rows.iter().enumerate() {
            if let Some(code) = row.cells.get(&column) {
                by_code.entry(fold_code(code)).or_insert(at);
            }
        }
    }
    for detail in &table.details {
        let sheet = sheet_of(detail.kind);
        let mut of_none = Vec::new();
        let mut ordered: Vec<&DetailRow> = detail.rows.iter().collect();
        // 排序 where every row has one; else as they stand.
        let order =
            |r: &DetailRow| r.cells.get(&sheets::DetailColumn::Order).and_then(|o| o.trim().parse::<u32>().ok());
        if ordered.iter().all(|r| order(r).is_some()) {
            ordered.sort_by_key(|r| (fold_code(&r.code), order(r)));
        }
        for row in ordered {
            match by_code.get(&fold_code(&row.code)) {
                Some(at) => rows[*at].details.rows_mut(sheet).push(cells(detail.kind, &row.cells)),
                None => of_none.push(row.number),
            }
        }
        if !of_none.is_empty() {
            of_none.sort_unstable();
            let shown: Vec<String> = of_none.iter().take(10).map(u32::to_string).collect();
            let more = if of_none.len() > 10 { format!(" 等 {} 行", of_none.len()) } else { " 行".into() };
            notes.push(format!("“{}”表第 {}{more}的编码不在事项表里，没有收下", detail.sheet, shown.join("、")));
        }
    }
}

fn sheet_of(kind: DetailKind) -> DetailSheet {
    match kind {
        DetailKind::Materials => DetailSheet::Materials,
        DetailKind::Fees => DetailSheet::Fees,
        DetailKind::Steps => DetailSheet::Steps,
        DetailKind::Faqs => DetailSheet::Faqs,
    }
}

/// Columns of the sheets in files beside ours. 材料类型, the order and the unit of days are read apart.
const COLUMNS: [(DetailKind, &[(sheets::DetailColumn, DetailColumn)]); 4] = {
    use DetailColumn as Ours;
    use sheets::DetailColumn as Theirs;
    [
        (
            DetailKind::Materials,
            &[
                (Theirs::Name, Ours::Name),
                (Theirs::Need, Ours::Need),
                (Theirs::Form, Ours::Form),
                (Theirs::Origin, Ours::Origin),
                (Theirs::SourceNote, Ours::SourceNote),
                (Theirs::Copies, Ours::Copies),
                (Theirs::Paper, Ours::Paper),
                (Theirs::Notice, Ours::Notice),
                (Theirs::Standard, Ours::Standard),
                (Theirs::Basis, Ours::Basis),
                (Theirs::BlankForm, Ours::BlankForm),
                (Theirs::SampleForm, Ours::SampleForm),
            ],
        ),
        (
            DetailKind::Fees,
            &[
                (Theirs::Name, Ours::FeeName),
                (Theirs::Standard, Ours::FeeStandard),
                (Theirs::Basis, Ours::FeeBasis),
                (Theirs::Reducible, Ours::FeeReducible),
                (Theirs::ReductionBasis, Ours::FeeReductionBasis),
            ],
        ),
        (
            DetailKind::Steps,
            &[
                (Theirs::Name, Ours::StepName),
                (Theirs::Office, Ours::StepOffice),
                (Theirs::Days, Ours::StepDays),
                (Theirs::Criterion, Ours::StepCriterion),
                (Theirs::Result, Ours::StepResult),
                (Theirs::Special, Ours::StepSpecial),
            ],
        ),
        (DetailKind::Faqs, &[(Theirs::Name, Ours::Question), (Theirs::Answer, Ours::Answer)]),
    ]
};

fn columns(kind: DetailKind) -> &'static [(sheets::DetailColumn, DetailColumn)] {
    COLUMNS.iter().find(|(k, _)| *k == kind).map_or(&[], |(_, columns)| columns)
}

fn cells(kind: DetailKind, said: &BTreeMap<sheets::DetailColumn, String>) -> DetailCells {
    let mut out: DetailCells =
        columns(kind).iter().filter_map(|(theirs, ours)| Some((*ours, said.get(theirs)?.clone()))).collect();
    // 原件 and 纸质 are one field of ours: how the material is to come.
    if let Some(original) = said.get(&sheets::DetailColumn::Original) {
        let form = out.entry(DetailColumn::Form).or_default();
        *form = if form.is_empty() { original.clone() } else { format!("{original}，{form}") };
    }
    out
}

/// The rows of an item's sheets as our template has them.
pub(super) fn detail_rows(kind: DetailKind, code: &str, rows: &[DetailCells]) -> Vec<DetailRow> {
    let cells = |row: &DetailCells| {
        columns(kind).iter().filter_map(|(theirs, ours)| Some((*theirs, row.get(ours)?.clone()))).collect()
    };
    rows.iter().map(|row| DetailRow { number: 0, code: code.to_owned(), cells: cells(row) }).collect()
}

/// The rows of one of an item's sheets.
pub(super) fn sheet_for(kind: DetailKind) -> DetailSheet {
    sheet_of(kind)
}
