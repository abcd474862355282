//! The scan of a letter over HTTP (扫描件): adding it to a letter that has none, and opening it.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::base::{AppointmentId, LetterId};
use services::{
    cases::TakenOut,
    delegates::{DelegateRefusal, IncomingScan, LetterPaper, SeenScan, keep_scan, look_at_scan, open_scan},
};

use super::letter::{Typed, Which, again};
use crate::{
    cases::{files::given_out, view::Hitch},
    door::{App, Oops, Query, Reply, Seat, Upload, address, blocking, go, id},
};

/// Looks into what was sent; `None` where nothing was.
pub(super) fn looked_at(app: &App, file: IncomingScan) -> Result<Option<SeenScan>, services::Failure<DelegateRefusal>> {
    if file.bytes.is_empty() {
        return Ok(None);
    }
    look_at_scan(app.bureau(), file, &app.exe()).map(Some)
}

async fn keep(app: App, seat: Seat, (which, paper): (Which, LetterPaper), sent: Upload) -> Reply {
    let (version, key) = (sent.form.number("expected_version").unwrap_or_default(), sent.form.key());
    let file = IncomingScan { name: sent.file_name, bytes: sent.bytes };
    let (inner, desk) = (app.clone(), seat.desk.clone());
    let done = blocking(move || match looked_at(&inner, file)? {
        Some(scan) => keep_scan(inner.bureau(), &desk, (paper, version), scan, key.as_deref()).map(Some),
        None => Ok(None),
    })
    .await?;
    let hitch = match done {
        Ok(Some(_)) => return go(&address(&which.page(), &[("done", "scan_kept")])),
        Ok(None) => Hitch::Mend("file", "请先选扫描件".to_owned()),
        Err(failure) => Hitch::of(failure, DelegateRefusal::field)?,
    };
    again(&app, &seat, which, Typed::Nothing, hitch).await
}

/// Keeps the scan of a letter of authorisation.
pub(crate) async fn keep_letter(State(app): State<App>, seat: Seat, Path(letter): Path<String>, sent: Upload) -> Reply {
    let paper = LetterPaper::Authorization(id::<LetterId>(&letter)?);
    keep(app, seat, (Which::Authorization(letter), paper), sent).await
}

/// Keeps the scan of a letter of appointment.
pub(crate) async fn keep_appointment(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    sent: Upload,
) -> Reply {
    let paper = LetterPaper::Appointment(id::<AppointmentId>(&appointment)?);
    keep(app, seat, (Which::Appointment(appointment), paper), sent).await
}

async fn open(app: App, seat: Seat, paper: LetterPaper, view: bool) -> Result<Response, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let out = blocking(move || open_scan(&bureau, &desk, paper)).await??;
    Ok(given_out(TakenOut { name: out.name, kind: out.kind, bytes: out.bytes }, view))
}

/// Opens the scan of a letter of authorisation; `?view=1` in the browser.
pub(crate) async fn letter(State(app): State<App>, seat: Seat, Path(letter): Path<String>, query: Query) -> Reply {
    open(app, seat, LetterPaper::Authorization(id::<LetterId>(&letter)?), query.on("view")).await
}

/// Opens the scan of a letter of appointment.
pub(crate) async fn appointment(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    query: Query,
) -> Reply {
    open(app, seat, LetterPaper::Appointment(id::<AppointmentId>(&appointment)?), query.on("view")).await
}
