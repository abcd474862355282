//! Scores over HTTP as JSON. Changing the index and ruling are done by people.

use axum::{extract::State, http::StatusCode};

use super::{RankingJson, ScoreJson, ranking, score};
use crate::door::{App, Oops, Query, Reply, Seat, json};

/// Peers; `?period=`, `?kind=` and `?run=`.
pub(crate) async fn peers(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = ranking::asked(&query).map_err(|sentence| Oops::parameter("period", sentence))?;
    json(StatusCode::OK, &RankingJson::of(&ranking::load(&app, &seat, asked).await?))
}

/// One score; `?run=`, `?kind=` and `?key=`.
pub(crate) async fn one(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    json(StatusCode::OK, &ScoreJson::of(&score::load(&app, &seat, &query).await?))
}
