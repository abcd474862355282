//! The papers of letters: docx and PDF.

use axum::extract::{Path, State};
use services::delegates::{LetterPaper, print};

use crate::{
    door::{App, Reply, Seat, blocking, id},
    reports::files::{paper, paper_oops},
};

async fn file(app: App, seat: Seat, which: LetterPaper, as_pdf: bool) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    paper(blocking(move || print(&bureau, &desk, which, as_pdf)).await?.map_err(paper_oops)?, "letter")
}

/// A letter of authorisation as docx.
pub(crate) async fn letter_docx(State(app): State<App>, seat: Seat, Path(letter): Path<String>) -> Reply {
    file(app, seat, LetterPaper::Authorization(id(&letter)?), false).await
}

/// The same as PDF.
pub(crate) async fn letter_pdf(State(app): State<App>, seat: Seat, Path(letter): Path<String>) -> Reply {
    file(app, seat, LetterPaper::Authorization(id(&letter)?), true).await
}

/// A letter of appointment as docx.
pub(crate) async fn appointment_docx(State(app): State<App>, seat: Seat, Path(appointment): Path<String>) -> Reply {
    file(app, seat, LetterPaper::Appointment(id(&appointment)?), false).await
}

/// The same as PDF.
pub(crate) async fn appointment_pdf(State(app): State<App>, seat: Seat, Path(appointment): Path<String>) -> Reply {
    file(app, seat, LetterPaper::Appointment(id(&appointment)?), true).await
}
