//! The steps of a letter over HTTP: 备案, 公示, 撤销, 免去.

use axum::extract::{Path, State};
use services::delegates::{
    DelegateRefusal, DismissForm, FileForm, RevokeForm, dismiss as do_dismiss, file_appointment as do_file_appointment,
    file_letter as do_file_letter, publish as do_publish, revoke as do_revoke,
};

use super::letter::{Typed, Which, again};
use crate::{
    base::paths,
    cases::view::Hitch,
    door::{App, Posted, Reply, Seat, address, blocking, go, id},
};

fn version(posted: &Posted) -> i64 {
    posted.number("expected_version").unwrap_or_default()
}

/// The input of the filing form that a refusal speaks of.
fn filing_field(refusal: &DelegateRefusal) -> &'static str {
    match refusal.field() {
        "on" => "filed_on",
        other => other,
    }
}

/// The input of the form that ends a letter.
fn end_field(refusal: &DelegateRefusal) -> &'static str {
    match refusal.field() {
        "on" => "end_from",
        other => other,
    }
}

/// Puts a letter of authorisation on record.
pub(crate) async fn file_letter(
    State(app): State<App>,
    seat: Seat,
    Path(letter): Path<String>,
    posted: Posted,
) -> Reply {
    let (on, no) = (posted.text("filed_on"), posted.text("filing_no"));
    let form = FileForm { id: id::<i64>(&letter)?, version: version(&posted), on: on.clone(), filing_no: no.clone() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || do_file_letter(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => go(&address(&paths::delegate_letter(&letter), &[("done", "filed")])),
        Err(failure) => {
            let hitch = Hitch::of(failure, filing_field)?;
            again(&app, &seat, Which::Authorization(letter), Typed::File { on, no }, hitch).await
        }
    }
}

/// Puts a letter of appointment on record.
pub(crate) async fn file_appointment(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    posted: Posted,
) -> Reply {
    let (on, no) = (posted.text("filed_on"), posted.text("filing_no"));
    let form =
        FileForm { id: id::<i64>(&appointment)?, version: version(&posted), on: on.clone(), filing_no: no.clone() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || do_file_appointment(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => go(&address(&paths::delegate_appointment(&appointment), &[("done", "filed")])),
        Err(failure) => {
            let hitch = Hitch::of(failure, filing_field)?;
            again(&app, &seat, Which::Appointment(appointment), Typed::File { on, no }, hitch).await
        }
    }
}

/// Publishes a letter.
pub(crate) async fn publish(State(app): State<App>, seat: Seat, Path(letter): Path<String>, posted: Posted) -> Reply {
    let (of, seen) = (id(&letter)?, version(&posted));
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || do_publish(&bureau, &desk, (of, seen), key.as_deref())).await? {
        Ok(_) => go(&address(&paths::delegate_letter(&letter), &[("done", "published")])),
        Err(failure) => {
            let hitch = Hitch::of(failure, DelegateRefusal::field)?;
            again(&app, &seat, Which::Authorization(letter), Typed::Nothing, hitch).await
        }
    }
}

/// Revokes a letter.
pub(crate) async fn revoke(State(app): State<App>, seat: Seat, Path(letter): Path<String>, posted: Posted) -> Reply {
    let (from, reason) = (posted.text("end_from"), posted.text("reason"));
    let form =
        RevokeForm { id: id::<i64>(&letter)?, version: version(&posted), from: from.clone(), reason: reason.clone() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || do_revoke(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => go(&address(&paths::delegate_letter(&letter), &[("done", "revoked")])),
        Err(failure) => {
            let hitch = Hitch::of(failure, end_field)?;
            again(&app, &seat, Which::Authorization(letter), Typed::End { from, reason }, hitch).await
        }
    }
}

/// Dismisses a representative.
pub(crate) async fn dismiss(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    posted: Posted,
) -> Reply {
    let (from, reason) = (posted.text("end_from"), posted.text("reason"));
    let form = DismissForm {
        id: id::<i64>(&appointment)?,
        version: version(&posted),
        from: from.clone(),
        reason: reason.clone(),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || do_dismiss(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => go(&address(&paths::delegate_appointment(&appointment), &[("done", "dismissed")])),
        Err(failure) => {
            let hitch = Hitch::of(failure, end_field)?;
            again(&app, &seat, Which::Appointment(appointment), Typed::End { from, reason }, hitch).await
        }
    }
}
