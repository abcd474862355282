//! A bulletin upon scores: docx and PDF.

use axum::extract::{Path, State};
use domain::base::EvaluationBulletinId;
use services::evaluation::bulletin_file;

use crate::{
    door::{App, Oops, Reply, Seat, blocking},
    reports::files::{paper, paper_oops},
};

async fn file(app: App, seat: Seat, id: &str, as_pdf: bool) -> Reply {
    let id = id.parse().map(EvaluationBulletinId::new).map_err(|_| Oops::not_found())?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    paper(blocking(move || bulletin_file(&bureau, &desk, id, as_pdf)).await?.map_err(paper_oops)?, "bulletin")
}

/// As docx.
pub(crate) async fn docx(State(app): State<App>, seat: Seat, Path(id): Path<String>) -> Reply {
    file(app, seat, &id, false).await
}

/// As PDF.
pub(crate) async fn pdf(State(app): State<App>, seat: Seat, Path(id): Path<String>) -> Reply {
    file(app, seat, &id, true).await
}
