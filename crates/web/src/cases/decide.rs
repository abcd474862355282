//! Deciding over HTTP (审核决定).

use axum::extract::{Path, State};
use domain::cases::Refusal;
use services::cases::{DecideForm, DecideRefusal};

use super::{
    NextStep,
    view::{self, Hitch},
};
use crate::{
    base::paths,
    door::{App, Posted, Reply, Seat, address, blocking, go},
};

/// Decides and goes back to the case.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = DecideForm {
        case_no: no.clone(),
        version: posted.number("expected_version").unwrap_or_default(),
        outcome: posted.text("outcome"),
        reason: posted.text("reason"),
        opinion: posted.text("opinion"),
    };
    let (bureau, desk, key, wanted) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let failure = match blocking(move || services::cases::decide(&bureau, &desk, &wanted, key.as_deref())).await? {
        Ok(_) => {
            if let Some(staff) = &seat.desk.staff {
                app.onlookers().leave(&no, staff);
            }
            return go(&address(&paths::case(&no), &[("done", "decided")]));
        }
        Err(failure) => failure,
    };
    let hitch = Hitch::of(failure, field)?;
    let mut step = view::decide_form(&form.outcome, &form.opinion, &form.reason);
    if let NextStep::Decide(shown) = &mut step {
        shown.outcome.problem = hitch.at("outcome");
        shown.reason.problem = hitch.at("reason");
    }
    view::again(&app, &seat, no, step, &[&form.opinion, &form.reason], hitch).await
}

fn field(refusal: &DecideRefusal) -> &'static str {
    match refusal {
        DecideRefusal::Outcome => "outcome",
        DecideRefusal::Rule(Refusal::ReasonMissing) => "reason",
        DecideRefusal::Rule(_) => "",
    }
}
