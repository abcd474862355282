//! A supervision order as a paper: docx and PDF.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use services::oversight::watch::print_order;

use crate::{
    base::paths,
    cases::receipt::origin,
    door::{App, Reply, Seat, blocking},
    reports::files::{paper, paper_oops},
};

async fn file((app, seat): (App, Seat), no: String, headers: &HeaderMap, as_pdf: bool) -> Reply {
    let link = format!("{}{}", origin(&app, headers), paths::supervision(&no));
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    paper(blocking(move || print_order(&bureau, &desk, (&no, &link), as_pdf)).await?.map_err(paper_oops)?, "order")
}

/// As docx.
pub(crate) async fn docx(State(app): State<App>, seat: Seat, Path(no): Path<String>, headers: HeaderMap) -> Reply {
    file((app, seat), no, &headers, false).await
}

/// As PDF.
pub(crate) async fn pdf(State(app): State<App>, seat: Seat, Path(no): Path<String>, headers: HeaderMap) -> Reply {
    file((app, seat), no, &headers, true).await
}
