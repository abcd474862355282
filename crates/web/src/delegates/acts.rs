//! The steps of a letter over HTTP: 备案, 公示, 撤销, 免去.

use axum::extract::{Path, State};
use services::{
    Bureau, Failure,
    delegates::{
        DelegateRefusal, DismissForm, FileForm, RevokeForm, dismiss as do_dismiss,
        file_appointment as do_file_appointment, file_letter as do_file_letter, publish as do_publish,
        revoke as do_revoke,
    },
};

use super::letter::{Typed, Which, again};
use crate::{
    cases::view::Hitch,
    door::{App, Posted, Reply, Seat, address, blocking, go, id},
};

/// What a step gives back: the letter's next version.
type Done = Result<i64, Failure<DelegateRefusal>>;

fn version(posted: &Posted) -> i64 {
    posted.number("expected_version").unwrap_or_default()
}

/// Takes a step, and shows the letter with what was done, or once more with what was typed. `day` is the input of the day
/// in the form of the step.
async fn take(
    (app, seat): (App, Seat),
    (which, done): (Which, &str),
    (typed, day): (Typed, &'static str),
    step: impl FnOnce(&Bureau, &domain::people::Desk) -> Done + Send + 'static,
) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || step(&bureau, &desk)).await? {
        Ok(_) => go(&address(&which.page(), &[("done", done)])),
        Err(failure) => {
            let field = |refusal: &DelegateRefusal| if refusal.field() == "on" { day } else { refusal.field() };
            let hitch = Hitch::of(failure, field)?;
            again(&app, &seat, which, typed, hitch).await
        }
    }
}

/// Puts a letter of either kind on record.
async fn file(
    (app, seat): (App, Seat),
    (which, id): (Which, i64),
    posted: &Posted,
    one: fn(&Bureau, &domain::people::Desk, &FileForm, Option<&str>) -> Done,
) -> Reply {
    let (on, no, key) = (posted.text("filed_on"), posted.text("filing_no"), posted.key());
    let form = FileForm { id, version: version(posted), on: on.clone(), filing_no: no.clone() };
    take((app, seat), (which, "filed"), (Typed::File { on, no }, "filed_on"), move |bureau, desk| {
        one(bureau, desk, &form, key.as_deref())
    })
    .await
}

/// Puts a letter of authorisation on record.
pub(crate) async fn file_letter(
    State(app): State<App>,
    seat: Seat,
    Path(letter): Path<String>,
    posted: Posted,
) -> Reply {
    let of = id::<i64>(&letter)?;
    file((app, seat), (Which::Authorization(letter), of), &posted, do_file_letter).await
}

/// Puts a letter of appointment on record.
pub(crate) async fn file_appointment(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    posted: Posted,
) -> Reply {
    let of = id::<i64>(&appointment)?;
    file((app, seat), (Which::Appointment(appointment), of), &posted, do_file_appointment).await
}

/// Publishes a letter.
pub(crate) async fn publish(State(app): State<App>, seat: Seat, Path(letter): Path<String>, posted: Posted) -> Reply {
    let (of, seen, key) = (id(&letter)?, version(&posted), posted.key());
    take((app, seat), (Which::Authorization(letter), "published"), (Typed::Nothing, ""), move |bureau, desk| {
        do_publish(bureau, desk, (of, seen), key.as_deref())
    })
    .await
}

/// Revokes a letter.
pub(crate) async fn revoke(State(app): State<App>, seat: Seat, Path(letter): Path<String>, posted: Posted) -> Reply {
    let (from, reason, key) = (posted.text("end_from"), posted.text("reason"), posted.key());
    let form =
        RevokeForm { id: id::<i64>(&letter)?, version: version(&posted), from: from.clone(), reason: reason.clone() };
    let typed = (Typed::End { from, reason }, "end_from");
    take((app, seat), (Which::Authorization(letter), "revoked"), typed, move |bureau, desk| {
        do_revoke(bureau, desk, &form, key.as_deref())
    })
    .await
}

/// Dismisses a representative.
pub(crate) async fn dismiss(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    posted: Posted,
) -> Reply {
    let (from, reason, key) = (posted.text("end_from"), posted.text("reason"), posted.key());
    let of = id::<i64>(&appointment)?;
    let form = DismissForm { id: of, version: version(&posted), from: from.clone(), reason: reason.clone() };
    let typed = (Typed::End { from, reason }, "end_from");
    take((app, seat), (Which::Appointment(appointment), "dismissed"), typed, move |bureau, desk| {
        do_dismiss(bureau, desk, &form, key.as_deref())
    })
    .await
}
