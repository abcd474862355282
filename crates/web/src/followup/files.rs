//! The bulletin of a period: docx and PDF.

use axum::extract::{Path, State};
use services::followup::{Period, bulletin};

use crate::{
    door::{App, Oops, Reply, Seat, blocking},
    reports::files::{paper, paper_oops},
};

async fn file(app: App, seat: Seat, period: &str, as_pdf: bool) -> Reply {
    let period = Period::parse(period).map_err(|_| Oops::not_found())?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    paper(blocking(move || bulletin(&bureau, &desk, period, as_pdf)).await?.map_err(paper_oops)?, "bulletin")
}

/// As docx.
pub(crate) async fn docx(State(app): State<App>, seat: Seat, Path(period): Path<String>) -> Reply {
    file(app, seat, &period, false).await
}

/// As PDF.
pub(crate) async fn pdf(State(app): State<App>, seat: Seat, Path(period): Path<String>) -> Reply {
    file(app, seat, &period, true).await
}
