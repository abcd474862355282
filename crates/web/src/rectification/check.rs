//! Checking over HTTP (核验): the source of the order is asked how its subject stands now.

use axum::extract::{Path, State};
use domain::rectification::{Order, Proof, Source};
use services::{
    Bureau, Failure,
    rectification::{CheckForm, CheckRefusal},
};

use super::{
    order::{Typed, again},
    words,
};
use crate::{
    base::paths,
    cases::view::Hitch,
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go},
};

/// Checks, asking each source in its own way.
pub(super) async fn checked(
    app: &App,
    seat: &Seat,
    form: CheckForm,
    key: Option<String>,
) -> Result<Result<i64, Failure<CheckRefusal>>, Oops> {
    let (bureau, desk): (Bureau, _) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || {
        let prove = |order: &Order| match order.source {
            Source::Gap => services::indicators::prove_order(&bureau, order),
            Source::FollowUp => services::followup::prove_order(&bureau, order),
            Source::Score => services::evaluation::prove_order(&bureau, order),
            Source::Inspection => services::rectification::prove_inspection(&bureau, order),
            Source::Review => services::reviews::prove_order(&bureau, order),
            // What was upheld is looked at again by people.
            Source::Supervision | Source::Lead => Ok(Proof::judged()),
        };
        services::rectification::check(&bureau, &desk, &form, &prove, key.as_deref())
    })
    .await
}

/// Saves the verdict and goes back to the order.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = CheckForm {
        no: no.clone(),
        version: posted.number("expected_version").unwrap_or_default(),
        verdict: posted.text("verdict"),
        finding: posted.text("finding"),
        due_on: posted.text("due_on"),
    };
    let failure = match checked(&app, &seat, form.clone(), posted.key()).await? {
        Ok(_) => {
            let done = if form.verdict == "return" { "returned" } else { "closed" };
            return go(&address(&paths::rectification(&no), &[("done", done)]));
        }
        Err(failure) => failure,
    };
    let hitch = Hitch::of(failure, words::check_field)?;
    let CheckForm { verdict, finding, due_on, .. } = form;
    again(&app, &seat, no, Typed::Check { verdict, finding, due_on }, hitch).await
}
