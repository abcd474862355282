//! Our template and the catalogue in its shape (模板、导出), as files to take away.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use domain::{base::DepartmentId, catalogue::Column};
use papers::catalogue::template_xlsx;
use services::{
    catalogue::{ExportFilter, items_csv, items_workbook},
    people::departments,
};

use crate::door::{App, Oops, Query, Reply, Seat, blocking};

/// Type of a workbook.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv; charset=utf-8";

/// A file under a name that may be Chinese (RFC 6266 §4.3).
pub(super) fn attached(kind: &str, name: &str, bytes: Vec<u8>) -> Response {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    let encoded: String =
        name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    let ending = name.rsplit_once('.').map_or("xlsx", |(_, ending)| ending);
    let said = format!("attachment; filename=\"onedoor.{ending}\"; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, said)], bytes).into_response()
}

pub(crate) async fn blank() -> Reply {
    let bytes = blocking(|| template_xlsx(Column::ALL)).await?.map_err(|e| Oops::broken(&e))?;
    Ok(attached(XLSX, "事项导入模板.xlsx", bytes))
}

/// The filter as the list of items has it: a department by its id.
async fn filter(app: &App, query: &Query) -> Result<ExportFilter, Oops> {
    let wanted: Option<DepartmentId> = query.number("department").map(DepartmentId::new);
    let bureau = app.bureau().clone();
    let all = blocking(move || departments(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    let department =
        wanted.map(|id| all.iter().find(|d| d.id == id).map(|d| d.name.clone()).ok_or_else(Oops::not_found));
    Ok(ExportFilter { department: department.transpose()?, cancelled: query.on("cancelled") })
}

fn name(app: &App, filter: &ExportFilter, ending: &str) -> String {
    format!("事项库{}-{}.{ending}", filter.department.as_deref().unwrap_or_default(), app.bureau().today())
}

pub(crate) async fn xlsx(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let filter = filter(&app, &query).await?;
    let name = name(&app, &filter, "xlsx");
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let bytes = blocking(move || items_workbook(&bureau, &desk, &filter)).await??;
    Ok(attached(XLSX, &name, bytes))
}

pub(crate) async fn csv(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let filter = filter(&app, &query).await?;
    let name = name(&app, &filter, "csv");
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let bytes = blocking(move || items_csv(&bureau, &desk, &filter)).await??;
    Ok(attached(CSV, &name, bytes))
}
