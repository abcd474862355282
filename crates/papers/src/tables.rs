//! 表格导出: a rectangle of values as `.csv` or `.xlsx`.
//!
//! No exported cell can act as a formula (公式注入): in `.xlsx` text is written
//! as text; in `.csv`, where that cannot be said, a cell that a spreadsheet would
//! take for a formula gets a leading apostrophe, which our reader takes off again.
//!
//! Deliberately not here: which columns a report has, masking, and number formats
//! beyond whole numbers; a percentage is exported as the text the page shows.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// One exported value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text; also codes, dates and percentages.
    Text(String),
    /// A count. Written as a number where a spreadsheet can hold it exactly
    /// (15 digits), as text beyond.
    Whole(i64),
    /// Nothing known.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(count: i64) -> Self {
        Self::Whole(count)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Why a table could not be exported as `.xlsx`.
#[derive(Debug, thiserror::Error)]
pub enum ExportRefusal {
    /// A worksheet holds 1,048,576 rows and 16,384 columns.
    #[error("表格超过一张工作表的行数或列数，请改导出 csv")]
    TooLarge,
    /// A cell holds 32,767 characters.
    #[error("有一格文字超过 32767 字，请改导出 csv")]
    CellTooLong,
    /// The workbook could not be put together.
    #[error("这份 .xlsx 没有生成，请改导出 csv")]
    NotWritten(#[source] XlsxError),
}

/// Whether a spreadsheet program may take a cell that starts like this for a
/// formula. The full-width forms count: Excel accepts them under Chinese input.
pub(crate) fn opens_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Writes UTF-8 with a byte order mark (else Excel reads it as GBK) and CRLF.
///
/// A text cell that [opens a formula](self) gets a leading apostrophe; so does
/// one that would after its own apostrophes, so that reading back is exact.
/// Whole numbers are written as they are: `-5` is not a formula.
#[must_use]
pub fn write_csv(header: &[String], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut out = String::from("\u{FEFF}");
    write_record(&mut out, header.iter().map(|title| guarded(title)));
    for row in rows {
        write_record(
            &mut out,
            row.iter().map(|cell| match cell {
                Cell::Text(text) => guarded(text),
                Cell::Whole(count) => count.to_string(),
                Cell::Empty => String::new(),
            }),
        );
    }
    out.into_bytes()
}

fn guarded(text: &str) -> String {
    if opens_a_formula(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}

/// One record by RFC 4180. A record of one empty field is quoted, or it would
/// read as a blank line.
fn write_record(out: &mut String, fields: impl ExactSizeIterator<Item = String>) {
    let alone = fields.len() == 1;
    for (place, field) in fields.enumerate() {
        if place > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\r', '\n', '\t']) || (alone && field.is_empty()) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}

/// Writes one worksheet: bold titles that stay in view, and a filter over them.
///
/// `sheet_name` is cut to what Excel accepts (31 characters, none of `[]:*?/\`).
///
/// # Errors
/// [`ExportRefusal`] where a worksheet cannot hold the table.
pub fn write_xlsx(sheet_name: &str, header: &[String], rows: &[Vec<Cell>]) -> Result<Vec<u8>, ExportRefusal> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(accepted_name(sheet_name)).map_err(refusal_for)?;
    let bold = Format::new().set_bold();
    for (place, title) in header.iter().enumerate() {
        sheet.write_string_with_format(0, column(place)?, title, &bold).map_err(refusal_for)?;
        // Width in characters; a Chinese one takes two.
        let wide = title.chars().map(|c| if c.is_ascii() { 1_u16 } else { 2 }).sum::<u16>();
        sheet.set_column_width(column(place)?, f64::from(wide.clamp(10, 60) + 2)).map_err(refusal_for)?;
    }
    for (index, row) in rows.iter().enumerate() {
        let number = u32::try_from(index + 1).map_err(|_| ExportRefusal::TooLarge)?;
        for (place, cell) in row.iter().enumerate() {
            write_cell(sheet, number, column(place)?, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0).map_err(refusal_for)?;
    if let (Some(last), Ok(bottom)) = (header.len().checked_sub(1), u32::try_from(rows.len())) {
        sheet.autofilter(0, 0, bottom, column(last)?).map_err(refusal_for)?;
    }
    workbook.save_to_buffer().map_err(refusal_for)
}

fn write_cell(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), ExportRefusal> {
    match cell {
        Cell::Text(text) => sheet.write_string(row, column, text).map_err(refusal_for)?,
        Cell::Whole(count) if count.unsigned_abs() < 1_000_000_000_000_000 => {
            // Exact: 15 digits fit into the 53 bits of a double.
            sheet.write_number(row, column, *count as f64).map_err(refusal_for)?
        }
        Cell::Whole(count) => sheet.write_string(row, column, count.to_string()).map_err(refusal_for)?,
        Cell::Empty => return Ok(()),
    };
    Ok(())
}

pub(crate) fn column(place: usize) -> Result<u16, ExportRefusal> {
    u16::try_from(place).map_err(|_| ExportRefusal::TooLarge)
}

fn accepted_name(name: &str) -> String {
    let kept = name.chars().filter(|c| !"[]:*?/\\".contains(*c) && !c.is_control());
    let cut: String = kept.take(31).collect();
    let cut = cut.trim_matches('\'').trim();
    if cut.is_empty() { "表".to_owned() } else { cut.to_owned() }
}

pub(crate) fn refusal_for(error: XlsxError) -> ExportRefusal {
    match error {
        XlsxError::RowColumnLimitError => ExportRefusal::TooLarge,
        XlsxError::MaxStringLengthExceeded => ExportRefusal::CellTooLong,
        // A foreign error type that may grow.
        other => ExportRefusal::NotWritten(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::{RowShape, Table, read_table};

    const STARTS: [&str; 10] = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"];

    fn header() -> Vec<String> {
        ["部门", "事项名称"].map(str::to_owned).to_vec()
    }

    fn texts(table: &Table) -> Vec<Vec<String>> {
        table.rows.iter().map(|row| row.cells.clone()).collect()
    }

    #[test]
    fn no_csv_cell_starts_like_a_formula() {
        for start in STARTS {
            let text = format!("{start}cmd|' /C calc'!A0");
            let bytes = write_csv(&[text.clone(), "b".into()], &[vec![text.as_str().into(), 1.into()]]);
            let csv = String::from_utf8(bytes).expect("is UTF-8");
            assert!(csv.starts_with('\u{FEFF}'));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
            let mut cells = 0;
            for record in reader.records() {
                let first = record.expect("is a record")[0].trim_start_matches('\u{FEFF}').to_owned();
                assert_eq!(first, format!("'{text}"));
                cells += 1;
            }
            assert_eq!(cells, 2);
        }
    }

    #[test]
    fn csv_is_as_excel_wants_it() {
        let rows = [vec![Cell::from("a\"b,c\nd"), Cell::from(-5)], vec![Cell::Empty, "－".into()]];
        let expected = "\u{FEFF}部门,事项名称\r\n\"a\"\"b,c\nd\",-5\r\n,'－\r\n";
        assert_eq!(write_csv(&header(), &rows), expected.as_bytes());
        assert_eq!(write_csv(&["一".into()], &[vec![Cell::Empty]]), "\u{FEFF}一\r\n\"\"\r\n".as_bytes());
    }

    #[test]
    fn no_xlsx_cell_is_a_formula() {
        let rows: Vec<Vec<Cell>> = STARTS
            .iter()
            .map(|start| vec![Cell::from(format!("{start}1+1")), Cell::from(format!("{start}HYPERLINK(\"http://x\")"))])
            .collect();
        let bytes = write_xlsx("导出/[1]", &header(), &rows).expect("fits");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("is a zip");
        let mut xml = String::new();
        let mut sheet = archive.by_name("xl/worksheets/sheet1.xml").expect("has a sheet");
        std::io::Read::read_to_string(&mut sheet, &mut xml).expect("is text");
        assert!(!xml.contains("<f>") && !xml.contains("hyperlink"), "{xml}");
        assert_eq!(xml.matches("t=\"s\"").count(), 2 + 2 * STARTS.len());
        let table = read_table(&bytes, "a.xlsx").expect("reads back");
        assert_eq!(table.rows[0].cells, ["=1+1", "=HYPERLINK(\"http://x\")"]);
    }

    #[test]
    fn xlsx_keeps_counts_as_numbers_and_long_ones_exact() {
        let rows =
            [vec![Cell::from("局"), Cell::Whole(1_135)], vec![Cell::Whole(i64::MIN), Cell::Whole(999_999_999_999_999)]];
        let table = read_table(&write_xlsx("", &header(), &rows).expect("fits"), "a.xlsx").expect("reads");
        assert_eq!(texts(&table), [["局", "1135"], ["-9223372036854775808", "999999999999999"]]);
        assert!(table.notes.is_empty());
        let long = [vec![Cell::from("长".repeat(40_000))]];
        assert!(matches!(write_xlsx("", &header(), &long), Err(ExportRefusal::CellTooLong)));
    }

    proptest! {
        /// What goes out comes back, but for blanks at the ends, which no reader keeps.
        #[test]
        fn both_formats_read_back(rows in prop::collection::vec(
            [cell(), cell()].prop_filter("blank rows are passed over", |row| row.iter().any(|text| !text.is_empty())),
            1..8,
        )) {
            let expected: Vec<Vec<String>> = rows.iter().map(|row| row.to_vec()).collect();
            let cells: Vec<Vec<Cell>> =
                expected.iter().map(|row| row.iter().map(|text| text.as_str().into()).collect()).collect();
            for (bytes, name) in [
                (write_csv(&header(), &cells), "a.csv"),
                (write_xlsx("表", &header(), &cells).expect("fits"), "a.xlsx"),
            ] {
                let table = read_table(&bytes, name).expect("reads back");
                prop_assert_eq!(texts(&table), expected.clone(), "{}", name);
                prop_assert!(table.rows.iter().all(|row| row.shape == RowShape::Whole));
            }
        }
    }

    fn cell() -> impl Strategy<Value = String> {
        "['=+\\-@＝a-c\",\n\t 政务龘𬭎0-9]{0,12}".prop_map(|text| text.trim().to_owned())
    }
}
