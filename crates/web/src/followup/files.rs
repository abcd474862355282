//! The bulletin of a period: docx and PDF.

use axum::extract::{Path, State};
use services::{
    Failure,
    followup::{BulletinRefusal, Period, bulletin},
};

use crate::{
    base::Trouble,
    door::{App, Oops, Reply, Seat, blocking},
    reports::files::download,
};

fn oops(failure: Failure<BulletinRefusal>) -> Oops {
    match failure {
        Failure::Refused(refusal) => {
            let advice = refusal.flaw.advice();
            let sentence = if advice.is_empty() { refusal.to_string() } else { format!("{refusal}。{advice}") };
            Oops::new(Trouble::Unreadable, refusal.flaw.code()).saying(sentence)
        }
        other => other.into(),
    }
}

async fn file(app: App, seat: Seat, period: &str, as_pdf: bool) -> Reply {
    let period = Period::parse(period).map_err(|_| Oops::not_found())?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let file = blocking(move || bulletin(&bureau, &desk, period, as_pdf)).await?.map_err(oops)?;
    if as_pdf {
        return download("application/pdf", &file.name, "bulletin.pdf", file.bytes);
    }
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    download(kind, &file.name, "bulletin.docx", file.bytes)
}

/// As docx.
pub(crate) async fn docx(State(app): State<App>, seat: Seat, Path(period): Path<String>) -> Reply {
    file(app, seat, &period, false).await
}

/// As PDF.
pub(crate) async fn pdf(State(app): State<App>, seat: Seat, Path(period): Path<String>) -> Reply {
    file(app, seat, &period, true).await
}
