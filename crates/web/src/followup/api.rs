//! Draws and results over HTTP as JSON. Calling itself has no address for programs: a person asks a person.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use services::followup::Period;

use super::{DrawJson, ResultsJson, draw as drawn, results as found};
use crate::door::{App, Oops, Query, Reply, Seat, json};

/// The draw of a week, drawn again.
pub(crate) async fn draw(State(app): State<App>, seat: Seat, Path(week): Path<String>) -> Reply {
    let view = drawn::load(&app, &seat, &week).await?;
    json(StatusCode::OK, &DrawJson::of(&view))
}

/// `?period=` a week or a month; the week before this one without it.
pub(crate) async fn results(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = query.text("period");
    let period = match asked.trim() {
        "" => found::usual(&app),
        text => Period::parse(text).map_err(|flaw| Oops::parameter("period", flaw.to_string()))?,
    };
    let all = found::load(&app, &seat, period).await?;
    json(StatusCode::OK, &ResultsJson::of(&all))
}
