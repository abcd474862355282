//! 图的数据: the small workbook behind a chart, so that its data can be changed in
//! the word processor.
//!
//! Deliberately not here: how the chart looks.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{
    super::{document::Chart, flaw::DocumentFlaw},
    chart::target,
};

/// Its only sheet.
pub(super) const SHEET: &str = "数据";

/// Labels in the first column, a series in each further one, the target last.
pub(super) fn workbook(chart: &Chart) -> Result<Vec<u8>, DocumentFlaw> {
    written(chart).map_err(|error| DocumentFlaw::NotWritten { reason: error.to_string() })
}

fn written(chart: &Chart) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same document gives the same bytes: no moment of writing in it.
    let epoch = ExcelDateTime::from_ymd(1980, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?;
    for (row, label) in (1..).zip(&chart.labels) {
        sheet.write_string(row, 0, label)?;
    }
    for (column, series) in (1..).zip(&chart.series) {
        sheet.write_string(0, column, &series.name)?;
        for (row, mark) in (1..).zip(&series.marks) {
            if let Some(mark) = mark {
                sheet.write_number(row, column, number(mark.value, chart.decimals))?;
            }
        }
    }
    if let (Some(goal), Ok(column)) = (target(chart), u16::try_from(chart.series.len() + 1)) {
        sheet.write_string(0, column, format!("目标 {}", goal.text))?;
        for (row, _) in (1..).zip(&chart.labels) {
            sheet.write_number(row, column, number(goal.value, chart.decimals))?;
        }
    }
    workbook.save_to_buffer()
}

/// A value as a spreadsheet keeps it.
fn number(value: i64, decimals: u8) -> f64 {
    value as f64 / 10_f64.powi(i32::from(decimals))
}
