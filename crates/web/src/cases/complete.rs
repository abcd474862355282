//! Entering the result over HTTP (办结).

use axum::extract::{Path, State};
use domain::cases::Refusal;
use services::cases::CompleteForm;

use super::{
    NextStep,
    view::{self, Hitch},
};
use crate::{
    base::paths,
    door::{App, Posted, Reply, Seat, address, blocking, go},
};

/// Completes and goes back to the case.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = CompleteForm {
        case_no: no.clone(),
        version: posted.number("expected_version").unwrap_or_default(),
        result_name: posted.text("document"),
        result_no: posted.text("number"),
    };
    let (bureau, desk, key, wanted) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let failure = match blocking(move || services::cases::complete(&bureau, &desk, &wanted, key.as_deref())).await? {
        Ok(_) => return completed(&app, &seat, no, posted.key()).await,
        Err(failure) => failure,
    };
    let hitch = Hitch::of(failure, field)?;
    let mut step = view::complete_form(&form.result_name, &form.result_no);
    if let NextStep::Complete(shown) = &mut step {
        shown.document.problem = hitch.at("document");
        shown.number.problem = hitch.at("number");
    }
    view::again(&app, &seat, no, step, &[&form.result_name, &form.result_no], hitch).await
}

/// What was granted becomes a certificate at once where the county's list has its kind; else the case's page says what is
/// lacking.
async fn completed(app: &App, seat: &Seat, no: String, key: Option<String>) -> Reply {
    let (bureau, desk, case) = (app.bureau().clone(), seat.desk.clone(), no.clone());
    let made =
        blocking(move || services::certificates::issue_completed(&bureau, &desk, &case, key.as_deref())).await??;
    match made {
        Some(made) => go(&address(&paths::certificate(&made.id.to_string()), &[("done", "issued")])),
        None => go(&address(&paths::case(&no), &[("done", "completed")])),
    }
}

fn field(refusal: &Refusal) -> &'static str {
    match refusal.code() {
        "result_number_missing" => "number",
        "result_name_missing" => "document",
        _ => "",
    }
}
