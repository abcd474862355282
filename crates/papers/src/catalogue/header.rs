//! 表头: finding the row of column titles, and cutting the rows to it.
//!
//! Offices put a title and a remark above the titles; both are passed over.
//!
//! Deliberately not here: two-storey headers; the row with most known titles wins.

use super::{
    cells::{Notes, RawRow},
    columns::column_of,
    refusal::ReadRefusal,
    table::{Encoding, Kind, NoteKind, RowShape, Table, TableRow},
};

/// Rows looked through for the column titles.
const ROWS_SEARCHED: usize = 20;

/// Splits the rows into titles and data.
pub(super) fn into_table(
    mut rows: Vec<RawRow>,
    encoding: Encoding,
    kind: Kind,
    mut notes: Notes,
) -> Result<Table, ReadRefusal> {
    let place = header_place(&rows).ok_or(ReadRefusal::NoHeader)?;
    let body = rows.split_off(place + 1);
    let Some(header) = rows.pop() else {
        return Err(ReadRefusal::NoHeader);
    };
    if body.is_empty() {
        return Err(ReadRefusal::OnlyHeader { row: header.number });
    }
    let first_above = rows.first().map(|row| row.number);
    let above = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    notes.add_many(NoteKind::RowsAboveHeader, above, first_above);
    let width = header.cells.len();
    let rows = body.into_iter().map(|row| shaped(row, width, kind)).collect();
    Ok(Table { header: header.cells, header_row: header.number, rows, encoding, kind, notes: notes.into_vec() })
}

/// The row with most titles we know (at least two); failing that, the first of
/// several cells none of which is a number, so that other tables can be read too.
fn header_place(rows: &[RawRow]) -> Option<usize> {
    let searched = &rows[..rows.len().min(ROWS_SEARCHED)];
    let known = |row: &RawRow| row.cells.iter().filter(|text| column_of(text).is_some()).count();
    let mut best: Option<(usize, usize)> = None;
    for (place, row) in searched.iter().enumerate() {
        let count = known(row);
        if count >= 2 && best.is_none_or(|(_, most)| count > most) {
            best = Some((place, count));
        }
    }
    best.map(|(place, _)| place).or_else(|| searched.iter().position(looks_like_titles))
}

fn looks_like_titles(row: &RawRow) -> bool {
    let titles: Vec<&String> = row.cells.iter().filter(|text| !text.is_empty()).collect();
    let is_title = |text: &str| {
        text.chars().count() <= 40
            && text.chars().any(char::is_alphabetic)
            // Codes are long runs of letters and digits; titles are not.
            && text.chars().filter(char::is_ascii_digit).count() < 6
    };
    titles.len() >= 2 && titles.iter().all(|text| is_title(text))
}

fn shaped(row: RawRow, width: usize, kind: Kind) -> TableRow {
    let RawRow { number, mut cells, fields } = row;
    let count = |cells: usize| u32::try_from(cells).unwrap_or(u32::MAX);
    let shape = if cells.len() > width {
        RowShape::Long { extra: count(cells.len() - width) }
    } else if kind == Kind::Csv && fields < width {
        RowShape::Short { missing: count(width - fields) }
    } else {
        RowShape::Whole
    };
    if cells.len() < width {
        cells.resize(width, String::new());
    }
    TableRow { number, cells, shape }
}
