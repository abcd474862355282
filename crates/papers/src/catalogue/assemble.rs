//! 成表: from the pieces of a file to its titles and the rows below them.
//!
//! Deliberately not here: anything that touches the bytes of the file.

use std::collections::HashMap;

use super::{
    book::{Book, BookHead, Grid, Role},
    cells::RawRow,
    details,
    header::{Found, find},
    limits::Limits,
    note::{NoteKind, Notes},
    options::ReadOptions,
    refusal::ReadRefusal,
    rows::{fill_merged, plain, sift},
    table::{Head, Kind, Merge, RowShape, Table, TableRow},
    title_set::{Index, folded},
    titles::CATALOGUE,
};

/// Title of the column in which refused rows come back with their reasons.
pub(crate) const REASON: &str = "退回原因";
/// Title of the column that says where a refused row stood.
pub(crate) const ORIGINAL_ROW: &str = "原行号";

/// Builds the table out of the pieces.
pub(crate) fn into_table(
    mut book: Book,
    mut notes: Notes,
    options: &ReadOptions,
    limits: &Limits,
) -> Result<Table, ReadRefusal> {
    let BookHead { kind, encoding, sheets } = book.head.take().ok_or(ReadRefusal::Damaged)?;
    let mut grid = book.take_main().ok_or(ReadRefusal::NoSheet)?;
    grid.settle();
    let mut found = titles_of(&grid, options)?;
    let Grid { name, mut rows, merges, .. } = grid;
    let mut body = rows.split_off((found.place + found.rows).min(rows.len()));
    let title_rows: Vec<&RawRow> = rows.iter().skip(found.place).collect();
    let header_row = title_rows.last().map_or(0, |row| row.number);
    notes.add_many(NoteKind::RowsAboveHeader, found.place, rows.first().map(|row| row.number));
    if found.rows == 2 {
        notes.add(NoteKind::TwoTitleRows, Some(header_row));
    }
    fill_merged(&mut body, &merges, limits, &mut notes)?;
    let skipped = sift(&mut body, &title_rows, &mut notes);
    if body.is_empty() {
        return Err(ReadRefusal::OnlyHeader { row: header_row });
    }
    let mut head = Head {
        rows: rows.iter().map(plain).collect(),
        merges: merges.into_iter().filter(|merge| merge.bottom <= header_row).collect(),
        title_rows: found.rows as u32,
    };
    drop_returned(&mut found, &mut body, &mut head);
    rename_repeated(&mut found.titles, &mut notes);
    let width = found.titles.len();
    let rows = body.into_iter().map(|row| shaped(row, width, kind)).collect();
    let mut details = Vec::new();
    for mut grid in book.grids.into_iter().filter(|grid| grid.role == Role::Detail) {
        grid.settle();
        details.extend(details::read(grid, limits)?);
    }
    Ok(Table {
        header: found.titles,
        header_row,
        rows,
        encoding,
        kind,
        notes: notes.into_vec(),
        sheet: name,
        sheets,
        head,
        skipped,
        details,
    })
}

/// The titles of the sheet, or why there are none.
pub(super) fn titles_of(grid: &Grid, options: &ReadOptions) -> Result<Found, ReadRefusal> {
    let catalogue;
    let known = match &options.titles {
        Some(known) => known,
        None => {
            catalogue = CATALOGUE.known();
            &catalogue
        }
    };
    find(&grid.rows, &grid.merges, &Index::new(known), options.header_row).ok_or(match options.header_row {
        Some(row) => ReadRefusal::NoSuchRow { row },
        None => ReadRefusal::NoHeader,
    })
}

/// Takes out the two columns that we added when we gave refused rows back.
fn drop_returned(found: &mut Found, body: &mut [RawRow], head: &mut Head) {
    let ours = |title: &String| [REASON, ORIGINAL_ROW].contains(&folded(title).as_str());
    let mut dropped = false;
    // Only at the right end, where we put them.
    while let Some(place) = found.titles.iter().rposition(|title| !title.is_empty()) {
        if !ours(&found.titles[place]) {
            break;
        }
        dropped = true;
        found.titles.truncate(place);
        for row in &mut *body {
            row.cells.truncate(place);
            row.fields = row.fields.min(place);
        }
        let titled = head.rows.len() - (head.title_rows as usize).min(head.rows.len());
        for row in &mut head.rows[titled..] {
            row.cells.truncate(place);
        }
        head.merges.retain(|merge: &Merge| (merge.right as usize) < place);
    }
    // Between the office's last title and ours stood cells beyond its titles.
    while dropped && found.titles.last().is_some_and(String::is_empty) {
        found.titles.pop();
    }
    let width = found.titles.len();
    for row in body.iter_mut().filter(|_| dropped) {
        while row.cells.len() > width && row.cells.last().is_some_and(String::is_empty) {
            row.cells.pop();
        }
    }
}

/// The second of two equal titles becomes `名称(2)`, so that the raw values of
/// both can be kept side by side.
fn rename_repeated(titles: &mut [String], notes: &mut Notes) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for title in titles.iter_mut().filter(|title| !title.is_empty()) {
        let times = seen.entry(title.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            if *times == 2 {
                notes.add(NoteKind::SameTitle { title: title.clone() }, None);
            }
            *title = format!("{title}({times})");
        }
    }
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
