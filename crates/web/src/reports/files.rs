//! The files of a report: docx and PDF.

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::IntoResponse,
};
use domain::base::ReportId;
use services::{
    Failure,
    base::{PaperFile, PaperRefusal},
    reports::{PrintRefusal, print_docx, print_pdf},
};

use crate::{
    base::Trouble,
    door::{App, Oops, Reply, Seat, blocking, id},
};

/// A file to save, named in Chinese for browsers that read RFC 6266 and in ASCII for the rest.
pub(crate) fn download(kind: &'static str, name: &str, plain: &str, bytes: Vec<u8>) -> Reply {
    let encoded: String = name
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((StatusCode::OK, headers, bytes).into_response())
}

/// A document as its reader saves it; `plain` is its name without ending for browsers that read ASCII alone.
pub(crate) fn paper(file: PaperFile, plain: &str) -> Reply {
    if file.is_pdf {
        return download("application/pdf", &file.name, &format!("{plain}.pdf"), file.bytes);
    }
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    download(kind, &file.name, &format!("{plain}.docx"), file.bytes)
}

/// A document that could not be written, with what helps.
pub(crate) fn paper_oops(failure: Failure<PaperRefusal>) -> Oops {
    match failure {
        Failure::Refused(refusal) => {
            let advice = refusal.flaw.advice();
            let sentence = if advice.is_empty() { refusal.to_string() } else { format!("{refusal}。{advice}") };
            Oops::new(Trouble::Unreadable, refusal.flaw.code()).saying(sentence)
        }
        other => other.into(),
    }
}

fn oops(failure: Failure<PrintRefusal>) -> Oops {
    paper_oops(failure.map(|refusal| PaperRefusal { flaw: refusal.flaw }))
}

pub(crate) async fn docx(State(app): State<App>, seat: Seat, Path(report): Path<String>) -> Reply {
    let report: ReportId = id(&report)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let file = blocking(move || print_docx(&bureau, &desk, report)).await?.map_err(oops)?;
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    download(kind, &file.name, "report.docx", file.bytes)
}

pub(crate) async fn pdf(State(app): State<App>, seat: Seat, Path(report): Path<String>) -> Reply {
    let report: ReportId = id(&report)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let fonts = bureau.home().fonts();
    let file = blocking(move || print_pdf(&bureau, &desk, report, &[fonts])).await?.map_err(oops)?;
    download("application/pdf", &file.name, "report.pdf", file.bytes)
}
