//! The steps of a supervision order over HTTP: 答复, 退回, 重新交办, 办结, 撤回.

use axum::extract::{Path, State};
use domain::people::Desk;
use services::{
    Bureau, Failure,
    oversight::watch::{self as acts, HandForm, Refusal, StepForm},
};

use super::{
    order::{Form, again},
    words,
};
use crate::{
    base::paths,
    cases::view::Hitch,
    door::{App, Posted, Reply, Seat, address, blocking, go},
};

/// A step as services offer it.
type Step = fn(&Bureau, &Desk, &StepForm, Option<&str>) -> Result<i64, Failure<Refusal>>;

async fn step(
    (app, seat, posted): (&App, &Seat, &Posted),
    no: String,
    (form, field, done): (Form, &str, &str),
    act: Step,
) -> Reply {
    let text = posted.text(field);
    let typed =
        StepForm { no: no.clone(), version: posted.number("expected_version").unwrap_or_default(), text: text.clone() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || act(&bureau, &desk, &typed, key.as_deref())).await? {
        Ok(_) => go(&address(&paths::supervision(&no), &[("done", done)])),
        Err(failure) => {
            let hitch = Hitch::of(failure, words::card_field)?;
            again(app, seat, no, (form, text, None), hitch).await
        }
    }
}

/// The department's reply.
pub(crate) async fn reply(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    step((&app, &seat, &posted), no, (Form::Reply, "reply", "replied"), acts::reply).await
}

/// The department sends it back.
pub(crate) async fn send_back(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    step((&app, &seat, &posted), no, (Form::SendBack, "return", "returned"), acts::send_back).await
}

/// Hands it over again, to the same department or to another.
pub(crate) async fn insist(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let (text, to) = (posted.text("insist"), posted.number::<i64>("department"));
    let form = HandForm {
        no: no.clone(),
        version: posted.number("expected_version").unwrap_or_default(),
        text: text.clone(),
        department: to,
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || acts::insist(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => go(&address(&paths::supervision(&no), &[("done", "insisted")])),
        Err(failure) => {
            let hitch = Hitch::of(failure, words::card_field)?;
            again(&app, &seat, no, (Form::Insist, text, to), hitch).await
        }
    }
}

/// Closes it.
pub(crate) async fn close(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    step((&app, &seat, &posted), no, (Form::Close, "finding", "closed"), acts::close).await
}

/// Takes it back.
pub(crate) async fn withdraw(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    step((&app, &seat, &posted), no, (Form::Withdraw, "withdrawal", "withdrawn"), acts::withdraw).await
}
