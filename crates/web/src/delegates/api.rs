//! Letters as JSON (首席事务代表接口).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::parse_date;
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    delegates::{
        AppointForm, AuthoriseForm, DelegateRefusal, DismissForm, FileForm, RevokeForm, appoint as do_appoint,
        authorise as do_authorise, dismiss as do_dismiss, file_appointment as do_file_appointment,
        file_letter as do_file_letter, publish as do_publish, revoke as do_revoke,
    },
};

use super::{
    api_view::{AppointmentWholeJson, FindingsJson, LetterWholeJson, NoticeJson, RegisterJson},
    check, notice as public, register,
};
use crate::door::{
    App, Body, IdempotencyKey, Oops, Query, Reply, Seat, Whole, blocking, id, json, moved, refused, to_mend,
};

/// The register.
pub(crate) async fn list(State(app): State<App>, seat: Seat) -> Reply {
    let all = register::load(&app, &seat).await?;
    json(StatusCode::OK, &RegisterJson::of(&all))
}

/// What is published, open to everybody.
pub(crate) async fn notice(State(app): State<App>, seat: Seat) -> Reply {
    let lines = public::load(&app, &seat).await?;
    json(StatusCode::OK, &lines.iter().map(NoticeJson::of).collect::<Vec<_>>())
}

/// `?on=` the day, today without one.
pub(crate) async fn findings(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let typed = query.text("on");
    let on = match typed.trim() {
        "" => None,
        text => Some(parse_date(text).map_err(|flaw| Oops::parameter("on", flaw.to_string()))?),
    };
    let found = check::load(&app, &seat, on).await?;
    json(StatusCode::OK, &FindingsJson::of(&found))
}

/// A letter of authorisation.
pub(crate) async fn letter(State(app): State<App>, seat: Seat, Path(letter): Path<String>) -> Reply {
    let of = id(&letter)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || services::delegates::letter(&bureau, &desk, of)).await??;
    json(StatusCode::OK, &LetterWholeJson::of(&view))
}

/// A letter of appointment.
pub(crate) async fn appointment(State(app): State<App>, seat: Seat, Path(appointment): Path<String>) -> Reply {
    let of = id(&appointment)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || services::delegates::appointment(&bureau, &desk, of)).await??;
    json(StatusCode::OK, &AppointmentWholeJson::of(&view))
}

/// What the rule refuses under its code; what could not be read at its field.
pub(super) fn told(failure: Failure<DelegateRefusal>) -> Reply {
    match failure {
        Failure::Refused(DelegateRefusal::Rule(rule)) => refused(rule.code(), rule),
        Failure::Refused(
            other @ (DelegateRefusal::Day { .. }
            | DelegateRefusal::Person(_)
            | DelegateRefusal::Department
            | DelegateRefusal::Power(_)),
        ) => to_mend([(other.field(), other.to_string())]),
        other => Err(other.into()),
    }
}

/// An id as it stands in JSON, a text. What is none names nothing that is there.
fn number(id: &str) -> i64 {
    id.parse().unwrap_or_default()
}

#[derive(Serialize)]
struct MadeJson {
    id: String,
    version: i64,
}

fn made(id: impl ToString) -> Reply {
    json(StatusCode::CREATED, &MadeJson { id: id.to_string(), version: 1 })
}

/// What is sent to appoint.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AppointBody {
    department: String,
    person: String,
    rank: String,
    on_roster: bool,
    doc_no: String,
    from: String,
}

/// Appoints; 201 with the letter's id.
pub(crate) async fn appoint(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AppointBody>,
) -> Reply {
    let AppointBody { department, person, rank, on_roster, doc_no, from } = body;
    let form = AppointForm { department: number(&department), person: number(&person), rank, on_roster, doc_no, from };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || do_appoint(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(id) => made(id),
        Err(failure) => told(failure),
    }
}

/// What is sent to authorise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuthoriseBody {
    department: String,
    person: String,
    #[serde(default)]
    deputy: Option<String>,
    #[serde(default)]
    items: Option<Vec<String>>,
    #[serde(default)]
    excluded: Vec<String>,
    powers: Vec<String>,
    doc_no: String,
    valid_from: String,
    valid_to: String,
    #[serde(default)]
    file_digest: String,
    #[serde(default)]
    replaces: Option<String>,
}

/// Authorises; 201 with the letter's id.
pub(crate) async fn authorise(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AuthoriseBody>,
) -> Reply {
    let ids = |list: &[String]| list.iter().map(|id| number(id)).collect();
    let form = AuthoriseForm {
        department: number(&body.department),
        person: number(&body.person),
        deputy: body.deputy.as_deref().map(number),
        all_items: body.items.is_none(),
        items: body.items.as_deref().map(ids).unwrap_or_default(),
        excluded: ids(&body.excluded),
        powers: body.powers,
        doc_no: body.doc_no,
        valid_from: body.valid_from,
        valid_to: body.valid_to,
        file_digest: body.file_digest,
        replaces: body.replaces.as_deref().map(number),
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || do_authorise(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(id) => made(id),
        Err(failure) => told(failure),
    }
}

/// What is sent to put a letter on record.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileBody {
    version: Whole,
    on: String,
    filing_no: String,
}

/// Puts a letter of authorisation on record; 200 with the next version.
pub(crate) async fn file_letter(
    State(app): State<App>,
    seat: Seat,
    Path(letter): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<FileBody>,
) -> Reply {
    let form = FileForm { id: id(&letter)?, version: body.version.0, on: body.on, filing_no: body.filing_no };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || do_file_letter(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("id", letter, version),
        Err(failure) => told(failure),
    }
}

/// Puts a letter of appointment on record; 200 with the next version.
pub(crate) async fn file_appointment(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<FileBody>,
) -> Reply {
    let form = FileForm { id: id(&appointment)?, version: body.version.0, on: body.on, filing_no: body.filing_no };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || do_file_appointment(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("id", appointment, version),
        Err(failure) => told(failure),
    }
}

/// What is sent to publish.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishBody {
    version: Whole,
}

/// Publishes; 200 with the next version.
pub(crate) async fn publish(
    State(app): State<App>,
    seat: Seat,
    Path(letter): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<PublishBody>,
) -> Reply {
    let (of, seen) = (id(&letter)?, body.version.0);
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || do_publish(&bureau, &desk, (of, seen), key.as_deref())).await? {
        Ok(version) => moved("id", letter, version),
        Err(failure) => told(failure),
    }
}

/// What is sent to revoke or to dismiss.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndBody {
    version: Whole,
    on: String,
    reason: String,
}

/// Revokes; 200 with the next version.
pub(crate) async fn revoke(
    State(app): State<App>,
    seat: Seat,
    Path(letter): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<EndBody>,
) -> Reply {
    let form = RevokeForm { id: id(&letter)?, version: body.version.0, from: body.on, reason: body.reason };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || do_revoke(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("id", letter, version),
        Err(failure) => told(failure),
    }
}

/// Dismisses; 200 with the next version.
pub(crate) async fn dismiss(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<EndBody>,
) -> Reply {
    let form = DismissForm { id: id(&appointment)?, version: body.version.0, from: body.on, reason: body.reason };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || do_dismiss(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("id", appointment, version),
        Err(failure) => told(failure),
    }
}
