//! The scan of a letter over HTTP (扫描件): adding it to a letter that has none, replacing it with the reason, opening it
//! and those before it; the same as JSON.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::base::{AppointmentId, LetterId};
use serde::Deserialize;
use services::{
    cases::TakenOut,
    delegates::{DelegateRefusal, IncomingScan, LetterPaper, SeenScan, keep_scan, look_at_scan, open_scan},
};

use super::{
    api::told,
    letter::{Typed, Which, again},
};
use crate::{
    cases::{api_files::incoming, files::given_out, view::Hitch},
    door::{
        App, Body, IdempotencyKey, Oops, Query, Reply, Seat, Upload, Whole, address, blocking, go, id, moved, refused,
    },
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
    let reason = sent.form.text("scan_reason");
    let (inner, desk, why) = (app.clone(), seat.desk.clone(), reason.clone());
    let done = blocking(move || match looked_at(&inner, file)? {
        Some(scan) => keep_scan(inner.bureau(), &desk, (paper, version, &why), scan, key.as_deref()).map(Some),
        None => Ok(None),
    })
    .await?;
    let hitch = match done {
        Ok(Some(_)) => return go(&address(&which.page(), &[("done", "scan_kept")])),
        Ok(None) => Hitch::Mend("file", "请先选扫描件".to_owned()),
        Err(failure) => Hitch::of(failure, DelegateRefusal::field)?,
    };
    again(&app, &seat, which, Typed::Scan { reason }, hitch).await
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

async fn open(app: App, seat: Seat, paper: LetterPaper, query: Query) -> Result<Response, Oops> {
    let place = match query.text("before").as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Oops::not_found())?),
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let out = blocking(move || open_scan(&bureau, &desk, (paper, place))).await??;
    Ok(given_out(TakenOut { name: out.name, kind: out.kind, bytes: out.bytes }, query.on("view")))
}

/// What is sent to keep or to replace a scan.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScanBody {
    version: Whole,
    name: String,
    content: String,
    #[serde(default)]
    reason: String,
}

async fn api_keep(
    app: App,
    seat: Seat,
    (id, paper): (String, LetterPaper),
    key: Option<String>,
    body: ScanBody,
) -> Reply {
    let sent = incoming(body.name, &body.content)?;
    let (inner, desk, seen, reason) = (app.clone(), seat.desk.clone(), body.version.0, body.reason);
    let done = blocking(move || {
        let scan = look_at_scan(inner.bureau(), IncomingScan { name: sent.name, bytes: sent.bytes }, &inner.exe())?;
        keep_scan(inner.bureau(), &desk, (paper, seen, &reason), scan, key.as_deref())
    })
    .await?;
    match done {
        Ok(version) => moved("id", id, version),
        Err(services::Failure::Refused(refusal @ DelegateRefusal::Scan(_))) => refused(refusal.code(), refusal),
        Err(failure) => told(failure),
    }
}

/// Keeps or replaces the scan of a letter of authorisation; 200 with the next version.
pub(crate) async fn api_letter(
    State(app): State<App>,
    seat: Seat,
    Path(letter): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<ScanBody>,
) -> Reply {
    let paper = LetterPaper::Authorization(id::<LetterId>(&letter)?);
    api_keep(app, seat, (letter, paper), key, body).await
}

/// The same of a letter of appointment.
pub(crate) async fn api_appointment(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<ScanBody>,
) -> Reply {
    let paper = LetterPaper::Appointment(id::<AppointmentId>(&appointment)?);
    api_keep(app, seat, (appointment, paper), key, body).await
}

/// Opens the scan of a letter of authorisation; `?view=1` in the browser, `?before=1` the first that was replaced.
pub(crate) async fn letter(State(app): State<App>, seat: Seat, Path(letter): Path<String>, query: Query) -> Reply {
    open(app, seat, LetterPaper::Authorization(id::<LetterId>(&letter)?), query).await
}

/// Opens the scan of a letter of appointment.
pub(crate) async fn appointment(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    query: Query,
) -> Reply {
    open(app, seat, LetterPaper::Appointment(id::<AppointmentId>(&appointment)?), query).await
}
