//! A bulletin upon scores: docx and PDF.

use axum::extract::{Path, State};
use domain::base::EvaluationBulletinId;
use services::{
    Failure,
    evaluation::{BulletinRefusal, bulletin_file},
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

async fn file(app: App, seat: Seat, id: &str, as_pdf: bool) -> Reply {
    let id = id.parse().map(EvaluationBulletinId::new).map_err(|_| Oops::not_found())?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let file = blocking(move || bulletin_file(&bureau, &desk, id, as_pdf)).await?.map_err(oops)?;
    if as_pdf {
        return download("application/pdf", &file.name, "bulletin.pdf", file.bytes);
    }
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    download(kind, &file.name, "bulletin.docx", file.bytes)
}

/// As docx.
pub(crate) async fn docx(State(app): State<App>, seat: Seat, Path(id): Path<String>) -> Reply {
    file(app, seat, &id, false).await
}

/// As PDF.
pub(crate) async fn pdf(State(app): State<App>, seat: Seat, Path(id): Path<String>) -> Reply {
    file(app, seat, &id, true).await
}
