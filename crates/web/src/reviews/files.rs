//! The push file over HTTP (推送文件): ratings in the field names of the exchange.

use axum::{extract::State, http::header, response::IntoResponse};
use papers::tables::{Cell, write_xlsx};
use services::reviews::{PUSH_FIELDS, push_rows};

use super::list::days;
use crate::door::{App, Oops, Query, Reply, Seat, blocking};

/// The file of some days.
pub(crate) async fn push(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let days = days(&query, app.bureau().today())?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let rows = blocking(move || push_rows(&bureau, &desk, days)).await??;
    let cell = |text: String| if text.is_empty() { Cell::Empty } else { Cell::from(text) };
    let rows: Vec<Vec<Cell>> = rows.into_iter().map(|row| row.map(cell).into()).collect();
    let bytes = write_xlsx("好差评推送", &PUSH_FIELDS.map(str::to_owned), &rows).map_err(|e| Oops::broken(&e))?;
    let name = format!("reviews-push-{}-{}.xlsx", days.0, days.1);
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
