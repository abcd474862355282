//! The bulletin upon a day's ranking: docx and PDF.

use axum::extract::State;
use services::indicators::standing_bulletin;

use super::board::Asked;
use crate::{
    door::{App, Oops, Query, Reply, Seat, blocking},
    reports::files::{paper, paper_oops},
};

async fn file(app: App, seat: Seat, query: Query, as_pdf: bool) -> Reply {
    let asked = Asked::of(&query)?;
    let day = asked.day.ok_or_else(Oops::not_found)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let made = blocking(move || standing_bulletin(&bureau, &desk, (day, asked.version), as_pdf)).await?;
    paper(made.map_err(paper_oops)?, "standings")
}

/// As docx.
pub(crate) async fn docx(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    file(app, seat, query, false).await
}

/// As PDF.
pub(crate) async fn pdf(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    file(app, seat, query, true).await
}
