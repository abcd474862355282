//! The files of certificates over HTTP (证照 PDF): for staff, and for the applicant by number and query password.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use services::{
    Failure,
    cases::ProgressRefusal,
    certificates::{CertificateFile, PaperRefusal},
};

use crate::{
    base::Trouble,
    cases::receipt::origin,
    door::{App, Oops, Posted, Reply, Seat, blocking, id},
    reports::files::download,
};

fn oops(failure: Failure<PaperRefusal>) -> Oops {
    match failure {
        Failure::Refused(PaperRefusal::Writer(flaw)) => {
            let advice = flaw.advice();
            let sentence = if advice.is_empty() { flaw.to_string() } else { format!("{flaw}。{advice}") };
            Oops::new(Trouble::Unreadable, flaw.code()).saying(sentence)
        }
        Failure::Refused(PaperRefusal::Progress(ProgressRefusal::Later)) => {
            Oops::new(Trouble::TooOften, "later").saying(ProgressRefusal::Later.to_string())
        }
        Failure::Refused(refusal) => Oops::new(Trouble::Refused, "no_file").saying(refusal.to_string()),
        other => other.into(),
    }
}

fn file(file: &CertificateFile) -> Reply {
    if !file.missing.is_empty() {
        let letters: String = file.missing.iter().map(|m| m.character).collect();
        tracing::warn!(letters, "certificate printed without glyphs");
    }
    let mut answer = download("application/pdf", &file.name, "certificate.pdf", file.bytes.clone())?;
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    *answer.status_mut() = StatusCode::OK;
    Ok(answer)
}

/// For staff.
pub(crate) async fn pdf(State(app): State<App>, seat: Seat, Path(of): Path<String>, headers: HeaderMap) -> Reply {
    let (of, from) = (id(&of)?, origin(&app, &headers));
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    file(&blocking(move || services::certificates::paper(&bureau, &desk, of, &from)).await?.map_err(oops)?)
}

/// For the applicant.
pub(crate) async fn own(State(app): State<App>, seat: Seat, headers: HeaderMap, posted: Posted) -> Reply {
    let (number, password, from) = (posted.text("number"), posted.text("password"), origin(&app, &headers));
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let made =
        blocking(move || services::certificates::case_paper(&bureau, &desk, (&number, &password), &from)).await?;
    file(&made.map_err(oops)?)
}
