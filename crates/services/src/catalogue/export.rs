//! The catalogue as a workbook in the shape of our template (导出), and refused rows on their own sheet (退回).

use std::{collections::BTreeMap, path::Path};

use domain::{
    base::ImportId,
    catalogue::{Column, Content, cells_of, details_of},
    people::{Act, Desk},
};
use papers::{
    catalogue::{Detail, DetailKind, items_xlsx, marked},
    tables::{Cell, write_csv},
};
use store::catalogue as rows;

use super::{
    ImportRefusal,
    imports::refused_sheet,
    read::{detail_rows, read_table, sheet_for},
};
use crate::{Bureau, Failure, catalogue::history::department_names};

/// What an export is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct ExportFilter {
    /// Items of one department, by name.
    pub department: Option<String>,
    /// Cancelled items too.
    pub cancelled: bool,
}

/// Contents of the items in force with their departments' names, in the order of an export.
fn exported(
    bureau: &Bureau,
    desk: &Desk,
    filter: &ExportFilter,
) -> Result<Vec<(String, Content)>, Failure<ImportRefusal>> {
    bureau.may(desk, Act::CatalogueView)?;
    let (known, names) = bureau
        .db()
        .read(|tx| Ok((rows::known(tx, bureau.region(), bureau.today())?, department_names(tx, bureau)?)))?;
    let name = |c: &Content| names.get(&c.department).cloned().unwrap_or_default();
    let mut items: Vec<(String, Content)> = known.items.into_values().map(|(_, _, c)| (name(&c), c)).collect();
    items.retain(|(department, c)| {
        (filter.cancelled || c.status != domain::catalogue::Status::Cancelled)
            && filter.department.as_ref().is_none_or(|d| d == department)
    });
    items.sort_by(|(d, a), (e, b)| (d, &a.main_name, &a.code).cmp(&(e, &b.main_name, &b.code)));
    Ok(items)
}

/// The items in force as csv: the first sheet of the workbook alone.
pub fn items_csv(bureau: &Bureau, desk: &Desk, filter: &ExportFilter) -> Result<Vec<u8>, Failure<ImportRefusal>> {
    let titles: Vec<String> = Column::ALL.iter().map(|c| c.label().to_owned()).collect();
    let cell = |cells: &BTreeMap<Column, String>, column: &Column| {
        cells.get(column).map_or(Cell::Empty, |text| Cell::from(text.as_str()))
    };
    let table: Vec<Vec<Cell>> = exported(bureau, desk, filter)?
        .iter()
        .map(|(department, content)| {
            let cells = cells_of(content, department);
            Column::ALL.iter().map(|column| cell(&cells, column)).collect()
        })
        .collect();
    Ok(write_csv(&titles, &table))
}

/// The items in force as a workbook; imported again it changes nothing.
pub fn items_workbook(bureau: &Bureau, desk: &Desk, filter: &ExportFilter) -> Result<Vec<u8>, Failure<ImportRefusal>> {
    let items = exported(bureau, desk, filter)?;
    let cells: Vec<_> = items.iter().map(|(department, c)| cells_of(c, department)).collect();
    let details: Vec<Detail> = DetailKind::ALL
        .into_iter()
        .map(|kind| Detail {
            kind,
            sheet: kind.label().to_owned(),
            rows: items
                .iter()
                .flat_map(|(_, c)| detail_rows(kind, &c.code, details_of(c).rows(sheet_for(kind))))
                .collect(),
        })
        .filter(|d| !d.rows.is_empty())
        .collect();
    items_xlsx(Column::ALL, &cells, &details).map_err(|e| Failure::Refused(ImportRefusal::File(e.to_string())))
}

/// The refused rows of an import on the same sheet, with a column of reasons. The file is read again in a
/// child process of `exe`.
pub fn refused_workbook(
    bureau: &Bureau,
    desk: &Desk,
    exe: &Path,
    id: ImportId,
) -> Result<(String, Vec<u8>), Failure<ImportRefusal>> {
    let sheet = refused_sheet(bureau, desk, id)?;
    let table =
        read_table(exe, &sheet.file, &sheet.file_name, &sheet.options, &mut |_| ()).map_err(Failure::Refused)?;
    let bytes = marked(&table, &sheet.reasons).map_err(|e| Failure::Refused(ImportRefusal::File(e.to_string())))?;
    let stem = sheet.file_name.rsplit_once('.').map_or(sheet.file_name.as_str(), |(stem, _)| stem);
    Ok((format!("{stem}（退回）.xlsx"), bytes))
}
