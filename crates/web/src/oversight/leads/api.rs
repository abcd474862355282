//! Leads as JSON (线索接口).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use services::{
    Failure,
    oversight::leads::{AssignForm, FollowUpForm, SettleForm, StateForm},
};

use super::{
    api_view::{LeadListJson, LeadViewJson},
    lead,
    list::{Asked, load},
    words,
};
use crate::door::{App, Body, IdempotencyKey, Query, Reply, Seat, Whole, blocking, json, moved, refused, to_mend};

/// `?detector=&department=&stage=&after=`.
pub(crate) async fn list(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let found = load(&app, &seat, Asked::of(&query).form()).await?;
    json(StatusCode::OK, &LeadListJson::of(&found))
}

/// One lead.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    json(StatusCode::OK, &LeadViewJson::of(&lead::load(&app, &seat, no).await?))
}

/// What is sent to assign.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignBody {
    version: Whole,
    due_on: String,
    #[serde(default)]
    note: String,
}

/// Assigns; 200 with the next version.
pub(crate) async fn assign(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AssignBody>,
) -> Reply {
    let form = AssignForm { no: no.clone(), version: body.version.0, due_on: body.due_on, note: body.note };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::oversight::leads::assign(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("slug", no, version),
        Err(Failure::Refused(rule)) => to_mend([(words::assign_field(&rule), rule.to_string())]),
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to state.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StateBody {
    version: Whole,
    text: String,
}

/// States; 200 with the next version.
pub(crate) async fn state(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<StateBody>,
) -> Reply {
    let form = StateForm { no: no.clone(), version: body.version.0, text: body.text };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::oversight::leads::state(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("slug", no, version),
        Err(Failure::Refused(rule)) => refused(rule.code(), rule),
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to settle.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettleBody {
    version: Whole,
    verdict: String,
    finding: String,
    #[serde(default)]
    explanation: String,
    #[serde(default)]
    requirement: String,
    #[serde(default)]
    due_on: String,
}

/// Settles; 200 with the next version.
pub(crate) async fn settle(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<SettleBody>,
) -> Reply {
    let SettleBody { version, verdict, finding, explanation, requirement, due_on } = body;
    let form = SettleForm { no: no.clone(), version: version.0, verdict, explanation, finding, requirement, due_on };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::oversight::leads::settle(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("slug", no, version),
        Err(Failure::Refused(rule)) => to_mend([(words::settle_field(&rule), rule.to_string())]),
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to look again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FollowUpBody {
    version: Whole,
    goes_on: bool,
    finding: String,
}

/// Looks again; 200 with the next version.
pub(crate) async fn follow_up(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<FollowUpBody>,
) -> Reply {
    let form = FollowUpForm { no: no.clone(), version: body.version.0, goes_on: body.goes_on, finding: body.finding };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::oversight::leads::follow_up(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("slug", no, version),
        Err(Failure::Refused(rule)) => refused(rule.code(), rule),
        Err(failure) => Err(failure.into()),
    }
}
