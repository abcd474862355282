//! Handing the result out over HTTP (送达).

use axum::extract::{Path, State};
use domain::cases::Refusal;
use services::cases::{DeliverForm, DeliverRefusal};

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
        by_applicant: posted.text("by_applicant") == "1",
    };
    let (bureau, desk, key, wanted) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let failure = match blocking(move || services::cases::deliver(&bureau, &desk, &wanted, key.as_deref())).await? {
        Ok(_) => return go(&address(&paths::case(&no), &[("done", "delivered")])),
        Err(failure) => failure,
    };
    let hitch = Hitch::of(failure, field)?;
    let mut step = view::deliver_form(&form.way, &form.receiver, String::new());
    if let NextStep::Deliver(shown) = &mut step {
        shown.way.problem = hitch.at("way");
        shown.receiver.problem = hitch.at("receiver");
    }
    view::again(&app, &seat, no, step, &[&form.receiver], hitch).await
}

fn field(refusal: &DeliverRefusal) -> &'static str {
    match refusal {
        DeliverRefusal::Way => "way",
        DeliverRefusal::Both | DeliverRefusal::Rule(Refusal::ReceiverMissing) => "receiver",
        DeliverRefusal::Rule(_) => "",
    }
}
