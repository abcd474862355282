//! Answering over HTTP (答复).

use axum::extract::{Path, State};
use services::rectification::AnswerForm;

use super::{
    order::{Typed, again},
    words,
};
use crate::{
    base::paths,
    cases::view::Hitch,
    door::{App, Posted, Reply, Seat, address, blocking, go},
};

/// Answers and goes back to the order.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = AnswerForm {
        no: no.clone(),
        version: posted.number("expected_version").unwrap_or_default(),
        answer: posted.text("answer"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let done = blocking(move || services::rectification::answer(&bureau, &desk, &sent, key.as_deref())).await?;
    let failure = match done {
        Ok(_) => return go(&address(&paths::rectification(&no), &[("done", "answered")])),
        Err(failure) => failure,
    };
    let hitch = Hitch::of(failure, words::field)?;
    again(&app, &seat, no, Typed::Answer { answer: form.answer }, hitch).await
}
