//! 选工作表: which worksheet is the table, and which stand beside it.
//!
//! Offices keep a cover, a legend, last year's table and a hidden list of codes
//! in one workbook. The visible sheet whose titles fit best is read; the clerk
//! may choose another.
//!
//! Deliberately not here: reading sheets to their end.

use super::{
    book::Role,
    cells::RawRow,
    details,
    header::find,
    note::{NoteKind, Notes},
    options::ReadOptions,
    refusal::ReadRefusal,
    table::SheetSeen,
    title_set::Index,
    titles::CATALOGUE,
};

/// Rows looked at in each sheet before choosing; twice what the search for
/// titles looks through, since a cover can be long.
pub(super) const ROWS_PROBED: usize = 40;

/// A worksheet before choosing.
pub(super) struct Candidate {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Its first rows that are not blank.
    pub(super) rows: Vec<RawRow>,
}

/// The sheets to read, the main one first, and what the clerk is told of the rest.
pub(super) struct Choice {
    pub(super) seen: Vec<SheetSeen>,
    pub(super) read: Vec<(usize, Role)>,
}

/// Chooses among the sheets of a workbook.
pub(super) fn choose(sheets: &[Candidate], options: &ReadOptions, notes: &mut Notes) -> Result<Choice, ReadRefusal> {
    let main = match &options.sheet {
        Some(wanted) => sheets
            .iter()
            .position(|sheet| sheet.name == *wanted)
            .ok_or_else(|| ReadRefusal::NoSuchSheet { name: shortened(wanted) })?,
        None => best(sheets, options).ok_or(ReadRefusal::NoSheet)?,
    };
    let mut read = vec![(main, Role::Main)];
    if options.titles.is_none() {
        let beside = |place: usize, sheet: &Candidate| {
            place != main && !sheet.hidden && details::kind_of(&sheet.name, &sheet.rows).is_some()
        };
        let found = sheets.iter().enumerate().filter(|(place, sheet)| beside(*place, sheet));
        read.extend(found.map(|(place, _)| (place, Role::Detail)));
    }
    tell(sheets, &read, notes);
    let is_read = |place: usize| read.iter().any(|(other, _)| *other == place);
    let seen = sheets.iter().enumerate().map(|(place, sheet)| SheetSeen {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        read: is_read(place),
    });
    Ok(Choice { seen: seen.collect(), read })
}

/// The visible sheet with most known titles; of equals the one whose titles fit
/// more exactly, then the first. Where no titles are known, the first with content.
fn best(sheets: &[Candidate], options: &ReadOptions) -> Option<usize> {
    let catalogue = CATALOGUE.known();
    let index = Index::new(options.titles.as_ref().unwrap_or(&catalogue));
    let mut best: Option<(usize, (usize, std::cmp::Reverse<usize>))> = None;
    for (place, sheet) in sheets.iter().enumerate() {
        if sheet.hidden || sheet.rows.is_empty() {
            continue;
        }
        // The sheet of materials repeats the item's code and name.
        let is_detail = options.titles.is_none() && details::kind_of(&sheet.name, &sheet.rows).is_some();
        let fit = match find(&sheet.rows, &[], &index, options.header_row) {
            Some(found) if !is_detail => (found.fit.0, std::cmp::Reverse(found.fit.1)),
            Some(_) | None => (0, std::cmp::Reverse(0)),
        };
        if best.is_none_or(|(_, most)| fit > most) {
            best = Some((place, fit));
        }
    }
    best.map(|(place, _)| place)
}

fn tell(sheets: &[Candidate], read: &[(usize, Role)], notes: &mut Notes) {
    let is_read = |place: usize| read.iter().any(|(other, _)| *other == place);
    let names = |wanted: &dyn Fn(usize, &Candidate) -> bool| -> Vec<String> {
        sheets.iter().enumerate().filter(|(n, s)| wanted(*n, s)).map(|(_, s)| shortened(&s.name)).collect()
    };
    let details = names(&|place, _| read.iter().skip(1).any(|(other, _)| *other == place));
    let hidden = names(&|place, sheet| sheet.hidden && !is_read(place));
    // Our template's own sheet of instructions is nothing to be told of.
    let others = names(&|place, sheet| {
        !sheet.hidden && !is_read(place) && !sheet.rows.is_empty() && sheet.name != super::template::GUIDE_SHEET
    });
    let main = read.first().and_then(|(place, _)| sheets.get(*place)).map_or("", |sheet| &sheet.name);
    let first_five = |names: &[String]| names.iter().take(5).cloned().collect::<Vec<_>>();
    notes.add_many(NoteKind::DetailSheets { names: first_five(&details) }, details.len(), None);
    notes.add_many(NoteKind::OtherSheets { read: shortened(main), others: first_five(&others) }, others.len(), None);
    notes.add_many(NoteKind::HiddenSheets { names: first_five(&hidden) }, hidden.len(), None);
}

/// A worksheet's name has at most 31 characters; a forged one may have more.
fn shortened(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(31).collect()
}
