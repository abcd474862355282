//! Runs and residency as JSON (监测接口).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::{RunId, parse_date};
use serde::Deserialize;
use services::{
    Failure,
    oversight::detectors::{HallForm, ThresholdForm, detect, run_list, run_report, set_hall, set_threshold},
};

use super::{
    api_view::{HallJson, QueueJson, ResidencyJson, RunJson, RunsJson},
    hall as hall_page, queue as queue_page, residency,
};
use crate::door::{App, Body, IdempotencyKey, Oops, Reply, Seat, Whole, blocking, json, to_mend};

/// Runs so far.
pub(crate) async fn list(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let runs = blocking(move || run_list(&bureau, &desk)).await??;
    json(StatusCode::OK, &RunsJson { runs: runs.iter().map(RunJson::head).collect() })
}

/// One run.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(run): Path<String>) -> Reply {
    let id = run.parse().map(RunId::new).map_err(|_| Oops::not_found())?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let report = blocking(move || run_report(&bureau, &desk, id)).await??;
    json(StatusCode::OK, &RunJson::of(&report))
}

/// What is sent to run the detectors.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunBody {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// Runs; 201 with what was found.
pub(crate) async fn run(State(app): State<App>, seat: Seat, Body(body): Body<RunBody>) -> Reply {
    let mut days = [None, None];
    for (day, (name, text)) in days.iter_mut().zip([("from", &body.from), ("to", &body.to)]) {
        if !text.is_empty() {
            match parse_date(text) {
                Ok(read) => *day = Some(read),
                Err(flaw) => return to_mend([(name, flaw.to_string())]),
            }
        }
    }
    let [from, to] = days;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || detect(&bureau, &desk, (from, to))).await? {
        Ok(report) => json(StatusCode::CREATED, &RunJson::of(&report)),
        Err(Failure::Refused(rule)) => to_mend([("to", rule.to_string())]),
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to change a threshold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThresholdBody {
    version: Whole,
    detector: String,
    at_least: Whole,
    reason: String,
}

/// Changes a threshold; 200 with the new version.
pub(crate) async fn threshold(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<ThresholdBody>,
) -> Reply {
    let ThresholdBody { version, detector, at_least, reason } = body;
    // What cannot be a number of rows is none, and the rule says what one is.
    let at_least = u32::try_from(at_least.0).unwrap_or_default();
    let form = ThresholdForm { version: version.0, detector: detector.clone(), at_least, reason };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || set_threshold(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => crate::door::moved("detector", detector, version),
        Err(Failure::Refused(rule)) => to_mend([("at_least", rule.to_string())]),
        Err(failure) => Err(failure.into()),
    }
}

/// The hall as it stands.
pub(crate) async fn hall(State(app): State<App>, seat: Seat) -> Reply {
    json(StatusCode::OK, &HallJson::of(&hall_page::load(&app, &seat).await?))
}

/// What is sent to change the hall.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HallBody {
    version: Whole,
    hours: Vec<String>,
    grace_minutes: Whole,
    places: Vec<String>,
    #[serde(default)]
    terminals: Vec<String>,
    source: String,
    reason: String,
}

/// Changes the hall; 200 with the new version.
pub(crate) async fn set_hall_of(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<HallBody>,
) -> Reply {
    let form = HallForm {
        version: body.version.0,
        hours: body.hours.join("\n"),
        grace_minutes: u32::try_from(body.grace_minutes.0).unwrap_or(u32::MAX),
        places: body.places.join("\n"),
        terminals: body.terminals.join("\n"),
        source: body.source,
        reason: body.reason,
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || set_hall(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => crate::door::moved("what", "hall".to_owned(), version),
        Err(Failure::Refused(refusal)) => to_mend([(hall_page::field(&refusal), refusal.to_string())]),
        Err(failure) => Err(failure.into()),
    }
}

/// Tickets beside cases, day by day.
pub(crate) async fn queue(State(app): State<App>, seat: Seat) -> Reply {
    json(StatusCode::OK, &QueueJson::of(&queue_page::load(&app, &seat).await?))
}

/// What is really handled in the hall.
pub(crate) async fn residency(State(app): State<App>, seat: Seat) -> Reply {
    json(StatusCode::OK, &ResidencyJson::of(&*residency::load(&app, &seat).await?))
}
