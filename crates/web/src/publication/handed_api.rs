//! Applications that are handed down to a node below as JSON (推送办件下行), and how each stands; the command line prints the same.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{base::Region, cases::ApplicantFlaw, publication::exchange::PublishState};
use jiff::Timestamp;
use serde::Serialize;
use services::{
    Failure,
    publication::exchange::{HandRefusal, HandedView, hand_over, handed, handed_list},
};

use crate::{
    base::Trouble,
    cases::api_push::{PushBody, pushed},
    door::{App, Body, Oops, Query, Reply, Seat, blocking, json},
};

/// One application and what became of it.
#[derive(Serialize)]
pub struct HandedJson {
    number: String,
    node: String,
    version: i64,
    item_code: String,
    submitted_at: Timestamp,
    handed_at: Timestamp,
    state: &'static str,
    reason: String,
    case_no: Option<String>,
    case_event: Option<String>,
    case_state: Option<String>,
    case_result: Option<String>,
    case_at: Option<String>,
}

impl HandedJson {
    /// From what the use case found; `here` is the node that asks.
    pub fn of(here: &Region, view: &HandedView) -> Self {
        let one = &view.handed;
        let told = |name: &str| Some(view.of_case(here, name)).filter(|said| !said.is_empty());
        Self {
            number: one.number.clone(),
            node: one.to.as_str().to_owned(),
            version: one.version,
            item_code: one.item_code.clone(),
            submitted_at: one.submitted_at,
            handed_at: one.handed_at,
            state: one.state.as_str(),
            reason: one.reason.clone(),
            case_no: Some(one.case_no.clone()).filter(|no| !no.is_empty()),
            case_event: told("handle_event"),
            case_state: told("handle_state"),
            case_result: told("handle_result"),
            case_at: told("handle_time"),
        }
    }
}

/// Hands one down; 201, the same answer for the same application sent again.
pub(crate) async fn hand(
    State(app): State<App>,
    seat: Seat,
    Path(node): Path<String>,
    Body(body): Body<PushBody>,
) -> Reply {
    let form = pushed(body)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let here = *bureau.region();
    match blocking(move || hand_over(&bureau, &desk, &node, &form)).await? {
        Ok(view) => json(StatusCode::CREATED, &HandedJson::of(&here, &view)),
        Err(Failure::Refused(HandRefusal::Fields(flaws))) => {
            Err(Oops::to_mend(flaws.into_iter().map(|ApplicantFlaw { field, sentence }| (field, sentence))))
        }
        Err(Failure::Refused(refusal @ HandRefusal::Rule(_))) => {
            Err(Oops::new(Trouble::Overtaken, "number_reused").saying(refusal.to_string()).at(Some("number")))
        }
        Err(Failure::Refused(HandRefusal::Node(_))) => Err(Oops::not_found()),
        Err(failure) => Err(failure.into()),
    }
}

/// How one stands.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path((node, number)): Path<(String, String)>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let here = *bureau.region();
    let view = blocking(move || handed(&bureau, &desk, &node, &number)).await??;
    json(StatusCode::OK, &HandedJson::of(&here, &view))
}

#[derive(Serialize)]
struct HandedListJson {
    applications: Vec<HandedJson>,
}

/// The newest that were handed down to a node. `?state=`.
pub(crate) async fn list(State(app): State<App>, seat: Seat, Path(node): Path<String>, query: Query) -> Reply {
    let to = Region::parse(&node).map_err(|_| Oops::not_found())?;
    let asked = query.text("state");
    let state = PublishState::parse(&asked);
    if state.is_none() && !asked.is_empty() {
        return Err(Oops::parameter("state", "请从接口说明列出的几种里选"));
    }
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let here = *bureau.region();
    let found = blocking(move || handed_list(&bureau, &desk, (Some(&to), state))).await??;
    json(StatusCode::OK, &HandedListJson { applications: found.iter().map(|v| HandedJson::of(&here, v)).collect() })
}
