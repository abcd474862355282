//! 模板与导出: our own shape of the catalogue as a workbook, empty or filled.
//!
//! Every column is formatted as text, so that a code of 31 digits stays what it
//! is and nothing that looks like a formula becomes one.
//!
//! Deliberately not here: which items are exported, and personal data (a catalogue
//! has none).

use std::collections::BTreeMap;

use domain::catalogue::Column;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use super::{
    details::{Detail, DetailColumn, DetailKind},
    rows::EXAMPLE,
    template_words::{HINTS, choices},
};
use crate::tables::{ExportRefusal, column, refusal_for};

/// The sheet that explains the others; never read.
pub(super) const GUIDE_SHEET: &str = "填写说明";
/// The sheet of items.
const ITEMS_SHEET: &str = "事项";
/// Number of the format "text" (ECMA-376, 18.8.30).
pub(super) const TEXT: u8 = 49;
/// Rows that the choices of a column cover.
const ROWS_CHECKED: u32 = 5_000;

/// Our template with these columns (usually [`Column::ALL`]): instructions, the
/// sheet of items with an example that is passed over on reading, and the sheets
/// of materials, fees, steps and questions. Required columns are always there.
///
/// # Errors
/// [`ExportRefusal`] where the workbook cannot be put together.
pub fn template_xlsx(columns: &[Column]) -> Result<Vec<u8>, ExportRefusal> {
    let columns = with_required(columns);
    let mut workbook = Workbook::new();
    write_guide(workbook.add_worksheet(), &columns)?;
    let items = workbook.add_worksheet();
    write_items(items, &columns, &[])?;
    let faint = Format::new().set_num_format_index(TEXT).set_italic().set_font_color(Color::RGB(0x0076_7676));
    let examples = columns.iter().map(|column| HINTS.iter().find(|hint| hint.column == *column));
    for (place, hint) in examples.enumerate() {
        let example = hint.map_or("", |hint| hint.example);
        let text = if place == 0 { format!("{EXAMPLE}{example}") } else { example.to_owned() };
        items.write_string_with_format(1, column(place)?, &text, &faint).map_err(refusal_for)?;
    }
    items.set_active(true);
    for kind in DetailKind::ALL {
        write_detail(workbook.add_worksheet(), kind, &[])?;
    }
    workbook.save_to_buffer().map_err(refusal_for)
}

/// These items in the same shape, so that the file reads back to the same cells.
/// A required column is there even where no item says anything in it; another
/// one only if it is among `columns`.
///
/// # Errors
/// [`ExportRefusal`] where a worksheet cannot hold the rows or a cell its text.
pub fn items_xlsx(
    columns: &[Column],
    items: &[BTreeMap<Column, String>],
    details: &[Detail],
) -> Result<Vec<u8>, ExportRefusal> {
    let mut workbook = Workbook::new();
    write_items(workbook.add_worksheet(), &with_required(columns), items)?;
    for kind in DetailKind::ALL {
        let rows: Vec<&Detail> = details.iter().filter(|detail| detail.kind == kind).collect();
        if !rows.is_empty() {
            write_detail(workbook.add_worksheet(), kind, &rows)?;
        }
    }
    workbook.save_to_buffer().map_err(refusal_for)
}

/// The first column must be required: its cell carries the mark of the example.
fn with_required(columns: &[Column]) -> Vec<Column> {
    Column::ALL.iter().copied().filter(|c| Column::REQUIRED.contains(c) || columns.contains(c)).collect()
}

fn text() -> Format {
    Format::new().set_num_format_index(TEXT).set_align(FormatAlign::Top)
}

fn titled(required: bool) -> Format {
    let ground = if required { Color::RGB(0x001F_4E79) } else { Color::RGB(0x005B_7B9A) };
    Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(ground)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
}

/// Characters, a Chinese one counted twice, within what a column can be.
fn width(title: &str) -> f64 {
    let wide = title.chars().map(|c| if c.is_ascii() { 1_u16 } else { 2 }).sum::<u16>();
    f64::from(wide.clamp(12, 40) + 2)
}

fn write_titles(sheet: &mut Worksheet, titles: &[(String, bool)]) -> Result<(), ExportRefusal> {
    for (place, (title, required)) in titles.iter().enumerate() {
        let place = column(place)?;
        sheet.set_column_width(place, width(title)).map_err(refusal_for)?;
        sheet.set_column_format(place, &text()).map_err(refusal_for)?;
        let mark = if *required { "*" } else { "" };
        sheet.write_string_with_format(0, place, format!("{title}{mark}"), &titled(*required)).map_err(refusal_for)?;
    }
    sheet.set_row_height(0, 30).map_err(refusal_for)?;
    sheet.set_freeze_panes(1, 0).map_err(refusal_for)?;
    Ok(())
}

fn write_items(
    sheet: &mut Worksheet,
    columns: &[Column],
    items: &[BTreeMap<Column, String>],
) -> Result<(), ExportRefusal> {
    sheet.set_name(ITEMS_SHEET).map_err(refusal_for)?;
    let titles: Vec<(String, bool)> =
        columns.iter().map(|c| (c.label().to_owned(), Column::REQUIRED.contains(c))).collect();
    write_titles(sheet, &titles)?;
    for (place, wanted) in columns.iter().enumerate() {
        let words = choices(*wanted);
        if words.is_empty() {
            continue;
        }
        // A warning, not a stop: other words are read too, and pasted lists keep them.
        let check = DataValidation::new()
            .allow_list_strings(&words)
            .map_err(refusal_for)?
            .set_error_style(DataValidationErrorStyle::Warning);
        sheet.add_data_validation(1, column(place)?, ROWS_CHECKED, column(place)?, &check).map_err(refusal_for)?;
    }
    let format = text();
    for (number, item) in (1_u32..).zip(items) {
        for (place, wanted) in columns.iter().enumerate() {
            if let Some(cell) = item.get(wanted) {
                sheet.write_string_with_format(number, column(place)?, cell, &format).map_err(refusal_for)?;
            }
        }
    }
    Ok(())
}

fn write_detail(sheet: &mut Worksheet, kind: DetailKind, details: &[&Detail]) -> Result<(), ExportRefusal> {
    sheet.set_name(kind.label()).map_err(refusal_for)?;
    let set = kind.titles();
    let titles: Vec<(String, bool)> =
        set.entries.iter().map(|(c, _)| (set.label(*c).to_owned(), set.required.contains(c))).collect();
    write_titles(sheet, &titles)?;
    let format = text();
    for (number, row) in (1_u32..).zip(details.iter().flat_map(|detail| &detail.rows)) {
        for (place, (wanted, _)) in set.entries.iter().enumerate() {
            let cell = if *wanted == DetailColumn::Code { Some(&row.code) } else { row.cells.get(wanted) };
            if let Some(cell) = cell {
                sheet.write_string_with_format(number, column(place)?, cell, &format).map_err(refusal_for)?;
            }
        }
    }
    Ok(())
}

fn write_guide(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), ExportRefusal> {
    const LINES: [&str; 5] = [
        "在“事项”工作表里一行填一件事，带 * 的列必填，其余不清楚的留空。",
        "不认识的列照原样保留；列的顺序可以变，列名不要改。",
        "所有列都设为文本，编码直接粘贴即可，不要改成数字格式。",
        "以“【示例】”开头的行导入时跳过，可以保留，也可以删去。",
        "材料、收费、办理环节、常见问题逐条填在各自的工作表，用业务办理项编码对应。",
    ];
    sheet.set_name(GUIDE_SHEET).map_err(refusal_for)?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (place, wide) in [(0, 24.0), (1, 10.0), (2, 52.0), (3, 44.0)] {
        sheet.set_column_width(place, wide).map_err(refusal_for)?;
    }
    let large = Format::new().set_bold().set_font_size(16);
    sheet.write_string_with_format(0, 0, "事项导入模板填写说明", &large).map_err(refusal_for)?;
    for (number, line) in (1..).zip(LINES) {
        sheet.write_string(number, 0, line).map_err(refusal_for)?;
    }
    let top = LINES.len() as u32 + 2;
    for (place, title) in (0..).zip(["列", "必填", "怎么填", "例子"]) {
        sheet.write_string_with_format(top, place, title, &titled(true)).map_err(refusal_for)?;
    }
    let shown = HINTS.iter().filter(|hint| columns.contains(&hint.column));
    for (number, hint) in (top + 1..).zip(shown) {
        let required = if Column::REQUIRED.contains(&hint.column) { "必填" } else { "" };
        for (place, cell) in (0..).zip([hint.column.label(), required, hint.how, hint.example]) {
            sheet.write_string_with_format(number, place, cell, &wrap).map_err(refusal_for)?;
        }
    }
    Ok(())
}
