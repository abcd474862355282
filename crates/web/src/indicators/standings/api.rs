//! The ranking over HTTP as JSON: a day's, one county's, the rows behind a figure and asking for them.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use services::{
    Failure,
    indicators::{AskForm, ask_evidence},
};

use super::{
    EvidenceJson, StandingsJson,
    board::{self, Asked},
    county, evidence,
    json::CountyStandingJson,
    own,
};
use crate::door::{App, Body, IdempotencyKey, Oops, Query, Reply, Seat, Whole, blocking, json, to_mend};

/// `?day=` and `?version=`; today's without them.
pub(crate) async fn ranking(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let board = board::load(&app, &seat, Asked::of(&query)?).await?.ok_or_else(Oops::not_found)?;
    json(StatusCode::OK, &StandingsJson::of(&board, &own::load(&app, &seat).await?))
}

/// One county; the same.
pub(crate) async fn one(State(app): State<App>, seat: Seat, Path(code): Path<String>, query: Query) -> Reply {
    let found = county::load(&app, &seat, &code, Asked::of(&query)?).await?;
    json(StatusCode::OK, &CountyStandingJson::of(&found))
}

/// `?as_of=`, `?report=`, `?indicator=`, `?standing=`.
pub(crate) async fn rows(State(app): State<App>, seat: Seat, Path(code): Path<String>, query: Query) -> Reply {
    let form = evidence::form(|name| query.text(name))?;
    json(StatusCode::OK, &EvidenceJson::of(&evidence::load(&app, &seat, &code, form).await?))
}

/// Which rows are asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskBody {
    as_of: String,
    report: Whole,
    indicator: String,
    standing: String,
    why: Option<String>,
}

/// Asks for them.
pub(crate) async fn ask(
    State(app): State<App>,
    seat: Seat,
    Path(code): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AskBody>,
) -> Reply {
    let of = county::county(&code)?;
    let form = AskForm {
        as_of: body.as_of.trim().parse().map_err(|_| Oops::parameter("as_of", "日期请写成 2026-12-01 这样"))?,
        version: body.report.0,
        indicator: body.indicator,
        standing: body.standing,
        why: body.why.unwrap_or_default(),
    };
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), form.clone());
    match blocking(move || ask_evidence(&bureau, &desk, &of, &wanted, key.as_deref())).await? {
        Ok(()) => json(StatusCode::OK, &EvidenceJson::of(&evidence::load(&app, &seat, &code, form).await?)),
        Err(Failure::Refused(refusal)) => to_mend([(evidence::field(&refusal), refusal.to_string())]),
        Err(other) => Err(other.into()),
    }
}
