//! The papers of letters: docx and PDF.

use axum::extract::{Path, State};
use services::{
    Failure,
    delegates::{LetterPaper, PaperRefusal, print},
};

use crate::{
    base::Trouble,
    door::{App, Oops, Reply, Seat, blocking, id},
    reports::files::download,
};

fn oops(failure: Failure<PaperRefusal>) -> Oops {
    match failure {
        Failure::Refused(refusal) => {
            let advice = refusal.flaw.advice();
            let sentence = if advice.is_empty() { refusal.to_string() } else { format!("{refusal}。{advice}") };
            Oops::new(Trouble::Unreadable, refusal.flaw.code()).saying(sentence)
        }
        other => other.into(),
    }
}

async fn file(app: App, seat: Seat, which: LetterPaper, as_pdf: bool) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let file = blocking(move || print(&bureau, &desk, which, as_pdf)).await?.map_err(oops)?;
    if as_pdf {
        return download("application/pdf", &file.name, "letter.pdf", file.bytes);
    }
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    download(kind, &file.name, "letter.docx", file.bytes)
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
