//! A supervision order as a paper: docx and PDF.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use services::{
    Failure,
    oversight::watch::{OrderPaperRefusal, print_order},
};

use crate::{
    base::{Trouble, paths},
    cases::receipt::origin,
    door::{App, Oops, Reply, Seat, blocking},
    reports::files::download,
};

fn oops(failure: Failure<OrderPaperRefusal>) -> Oops {
    match failure {
        Failure::Refused(refusal) => {
            let advice = refusal.flaw.advice();
            let sentence = if advice.is_empty() { refusal.to_string() } else { format!("{refusal}。{advice}") };
            Oops::new(Trouble::Unreadable, refusal.flaw.code()).saying(sentence)
        }
        other => other.into(),
    }
}

async fn file((app, seat): (App, Seat), no: String, headers: &HeaderMap, as_pdf: bool) -> Reply {
    let link = format!("{}{}", origin(&app, headers), paths::supervision(&no));
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let file = blocking(move || print_order(&bureau, &desk, (&no, &link), as_pdf)).await?.map_err(oops)?;
    if as_pdf {
        return download("application/pdf", &file.name, "order.pdf", file.bytes);
    }
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    download(kind, &file.name, "order.docx", file.bytes)
}

/// As docx.
pub(crate) async fn docx(State(app): State<App>, seat: Seat, Path(no): Path<String>, headers: HeaderMap) -> Reply {
    file((app, seat), no, &headers, false).await
}

/// As PDF.
pub(crate) async fn pdf(State(app): State<App>, seat: Seat, Path(no): Path<String>, headers: HeaderMap) -> Reply {
    file((app, seat), no, &headers, true).await
}
