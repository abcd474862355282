//! 读表时的发现: what the reader noticed and the clerk should see beside the preview.
//!
//! Deliberately not here: reasons to refuse the file ([`super::ReadRefusal`]) or a
//! row (the importer's).

use serde::{Deserialize, Serialize};

/// What was noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteKind {
    /// Rows above the column titles (a title, a remark) were passed over.
    RowsAboveHeader,
    /// The titles stand in two rows and were joined as `组/子`.
    TwoTitleRows,
    /// The same title stands above two columns; the second was renamed.
    SameTitle {
        /// The title.
        title: String,
    },
    /// Cells contain `锟斤拷` or U+FFFD: the text was damaged before it came here.
    DamagedText,
    /// Cells merged downwards were read as if each row repeated the value.
    MergedCells,
    /// Cells show a formula's failure such as `#N/A`.
    BrokenFormula,
    /// Whole numbers of 16 digits or more, of which Excel has lost the end; they
    /// read in scientific form so that the importer can refuse the row.
    LostDigits,
    /// Invisible control or direction characters were removed.
    InvisibleCharacters,
    /// Codes and numbers in full-width characters were read as half-width.
    FullWidth,
    /// 小计 and 合计 rows were passed over.
    Totals {
        /// Their numbers, the first 20.
        rows: Vec<u32>,
    },
    /// The titles repeated further down were passed over.
    TitlesAgain {
        /// Their numbers, the first 20.
        rows: Vec<u32>,
    },
    /// Remarks below the table were passed over.
    Footnotes {
        /// Their numbers, the first 20.
        rows: Vec<u32>,
    },
    /// Rows marked as our template's example were passed over.
    Examples,
    /// Other visible worksheets exist and were not read.
    OtherSheets {
        /// Name of the worksheet that was read.
        read: String,
        /// Names of the others, the first 5.
        others: Vec<String>,
    },
    /// Hidden worksheets were not read.
    HiddenSheets {
        /// Their names, the first 5.
        names: Vec<String>,
    },
    /// Worksheets that were read as materials, fees, steps or questions.
    DetailSheets {
        /// Their names.
        names: Vec<String>,
    },
}

/// A [`NoteKind`] with how often and where first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What was noticed.
    pub kind: NoteKind,
    /// How many cells (rows, sheets) it concerns.
    pub count: u32,
    /// The first row it was seen in, as the spreadsheet numbers it.
    pub first_row: Option<u32>,
}

impl Note {
    /// The sentence shown to the clerk.
    #[must_use]
    pub fn sentence(&self) -> String {
        let count = self.count;
        let place = self.first_row.map_or_else(String::new, |row| format!("（最早在第 {row} 行）"));
        match &self.kind {
            NoteKind::RowsAboveHeader => format!("表头上方有 {count} 行标题或说明，没有导入"),
            NoteKind::TwoTitleRows => "表头有两行，列名读作“上行/下行”".to_owned(),
            NoteKind::SameTitle { title } => {
                format!("列名“{title}”重复，后面的记作“{title}(2)”，请核对哪一列有用")
            }
            NoteKind::DamagedText => format!("有 {count} 格文字已损坏，如“锟斤拷”{place}，请用原表核对"),
            NoteKind::MergedCells => format!("有 {count} 格来自合并单元格，已逐行补上{place}"),
            NoteKind::BrokenFormula => format!("有 {count} 格公式没有算出结果{place}，请改成文字"),
            NoteKind::LostDigits => {
                format!("有 {count} 格长编码丢了末位{place}，请把该列设为文本后重填")
            }
            NoteKind::InvisibleCharacters => format!("有 {count} 格含看不见的字符，已去掉{place}"),
            NoteKind::FullWidth => format!("有 {count} 格全角数字或编码，已读作半角{place}"),
            NoteKind::Totals { rows } => format!("{}是小计或合计，没有导入", numbered(rows, count)),
            NoteKind::TitlesAgain { rows } => format!("{}又是表头，没有导入", numbered(rows, count)),
            NoteKind::Footnotes { rows } => format!("{}是表下的说明，没有导入", numbered(rows, count)),
            NoteKind::Examples => format!("有 {count} 行标着“示例”{place}，没有导入"),
            NoteKind::OtherSheets { read, others } => {
                format!("只读了工作表“{read}”，没有读：{}", listed(others, count))
            }
            NoteKind::HiddenSheets { names } => {
                format!("隐藏的工作表没有读：{}，要读请在预览里选它", listed(names, count))
            }
            NoteKind::DetailSheets { names } => format!("另读了明细工作表：{}", listed(names, count)),
        }
    }
}

/// `第 3、9 行`, and how many more there are.
fn numbered(rows: &[u32], count: u32) -> String {
    let named = rows.iter().map(u32::to_string).collect::<Vec<_>>().join("、");
    if rows.len() < count as usize { format!("第 {named} 等 {count} 行") } else { format!("第 {named} 行") }
}

fn listed(names: &[String], count: u32) -> String {
    let named = names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join("、");
    if names.len() < count as usize { format!("{named}等 {count} 张") } else { named }
}

/// What has been noticed so far, one entry a kind.
#[derive(Debug, Default)]
pub(crate) struct Notes(Vec<Note>);

impl Notes {
    pub(crate) fn add(&mut self, kind: NoteKind, row: Option<u32>) {
        match self.0.iter_mut().find(|note| note.kind == kind) {
            Some(note) => {
                note.count = note.count.saturating_add(1);
                note.first_row = match (note.first_row, row) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
            }
            None => self.0.push(Note { kind, count: 1, first_row: row }),
        }
    }

    pub(crate) fn add_many(&mut self, kind: NoteKind, count: usize, first_row: Option<u32>) {
        if count > 0 {
            self.0.push(Note { kind, count: u32::try_from(count).unwrap_or(u32::MAX), first_row });
        }
    }

    pub(crate) fn add_all(&mut self, notes: Vec<Note>) {
        self.0.extend(notes);
    }

    pub(crate) fn into_vec(self) -> Vec<Note> {
        self.0
    }
}
