//! Deciding over HTTP (审核决定).

use axum::extract::{Path, State};
use domain::cases::Refusal;
use services::{
    Failure,
    cases::{DecideForm, DecideRefusal},
};

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
        Ok(_) => return go(&address(&paths::case(&no), &[("done", "decided")])),
        Err(failure) => failure,
    };
    let hitch = match &failure {
        Failure::Refused(refusal) => Hitch::Mend(vec![(field(refusal), refusal.to_string())]),
        Failure::Stale => Hitch::Overtaken,
        Failure::Store(e) if services::key_reused(e) => Hitch::SentBefore(e.to_string()),
        Failure::Denied(_) | Failure::NotFound | Failure::Store(_) => return Err(failure.into()),
    };
    let step = marked(view::decide_form(&form.outcome, &form.opinion, &form.reason), &hitch);
    view::again(&app, &seat, no, step, &[&form.opinion, &form.reason], hitch).await
}

pub(super) fn field(refusal: &DecideRefusal) -> &'static str {
    match refusal {
        DecideRefusal::Outcome => "outcome",
        DecideRefusal::Rule(Refusal::ReasonMissing) => "reason",
        DecideRefusal::Rule(_) => "",
    }
}

/// Puts each sentence at its field.
fn marked(mut step: NextStep, hitch: &Hitch) -> NextStep {
    if let (NextStep::Decide(form), Hitch::Mend(problems)) = (&mut step, hitch) {
        for (field, sentence) in problems {
            match *field {
                "outcome" => form.outcome.problem = Some(sentence.clone()),
                "reason" => form.reason.problem = Some(sentence.clone()),
                _ => {}
            }
        }
    }
    step
}
