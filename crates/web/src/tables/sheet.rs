//! A list as a spreadsheet to take away (下载 xlsx).

use axum::{http::header, response::IntoResponse};
use papers::tables::{Cell, write_xlsx};

use crate::door::{Oops, Reply};

/// The list as an attachment; empty text is an empty cell.
pub(crate) fn attached(file: &str, name: &str, titles: &[&str], rows: &[Vec<String>]) -> Reply {
    let titles: Vec<String> = titles.iter().map(|t| (*t).to_owned()).collect();
    let cell = |text: &String| if text.is_empty() { Cell::Empty } else { Cell::from(text.as_str()) };
    let cells: Vec<Vec<Cell>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let bytes = write_xlsx(name, &titles, &cells).map_err(|e| Oops::broken(&e))?;
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}.xlsx\"")),
    ];
    Ok((headers, bytes).into_response())
}
