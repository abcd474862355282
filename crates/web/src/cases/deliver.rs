//! Handing the result out over HTTP (送达).

use axum::extract::{Path, State};
use domain::cases::Refusal;
use services::{
    Failure,
    cases::{DeliverForm, DeliverRefusal},
};

use super::{
    NextStep,
    view::{self, Hitch},
};
use crate::{
    base::paths,
    door::{App, Posted, Reply, Seat, address, blocking, go},
};

/// Notes the hand-over and goes back to the case.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = DeliverForm {
        case_no: no.clone(),
        version: posted.number("expected_version").unwrap_or_default(),
        way: posted.text("way"),
        receiver: posted.text("receiver"),
    };
    let (bureau, desk, key, wanted) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let failure = match blocking(move || services::cases::deliver(&bureau, &desk, &wanted, key.as_deref())).await? {
        Ok(_) => return go(&address(&paths::case(&no), &[("done", "delivered")])),
        Err(failure) => failure,
    };
    let hitch = match &failure {
        Failure::Refused(refusal) => Hitch::Mend(vec![(field(refusal), refusal.to_string())]),
        Failure::Stale => Hitch::Overtaken,
        Failure::Store(e) if services::key_reused(e) => Hitch::SentBefore(e.to_string()),
        Failure::Denied(_) | Failure::NotFound | Failure::Store(_) => return Err(failure.into()),
    };
    let step = marked(view::deliver_form(&form.way, &form.receiver), &hitch);
    view::again(&app, &seat, no, step, &[&form.receiver], hitch).await
}

fn field(refusal: &DeliverRefusal) -> &'static str {
    match refusal {
        DeliverRefusal::Way => "way",
        DeliverRefusal::Rule(Refusal::ReceiverMissing) => "receiver",
        DeliverRefusal::Rule(_) => "",
    }
}

/// Puts each sentence at its field.
fn marked(mut step: NextStep, hitch: &Hitch) -> NextStep {
    if let (NextStep::Deliver(form), Hitch::Mend(problems)) = (&mut step, hitch) {
        for (field, sentence) in problems {
            match *field {
                "way" => form.way.problem = Some(sentence.clone()),
                "receiver" => form.receiver.problem = Some(sentence.clone()),
                _ => {}
            }
        }
    }
    step
}
