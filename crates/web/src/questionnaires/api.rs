//! Questionnaires over HTTP as JSON. Answering has no address for programs: people answer.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::parse_date;
use jiff::{ToSpan as _, civil::Date};

use super::{
    api_view::{ListJson, MeasuresJson, ResultsJson},
    results as found,
};
use crate::door::{App, Oops, Query, Reply, Seat, blocking, json};

/// All of them.
pub(crate) async fn list(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || services::questionnaires::list(&bureau, &desk)).await??;
    json(StatusCode::OK, &ListJson::of(&all))
}

/// The results of one; `?edition=` counts one alone.
pub(crate) async fn results(State(app): State<App>, seat: Seat, Path(of): Path<String>, query: Query) -> Reply {
    let all = found::load(&app, &seat, &of, query.whole("edition")?).await?;
    json(StatusCode::OK, &ResultsJson::of(&all))
}

fn day(query: &Query, name: &'static str, usual: Date) -> Result<Date, Oops> {
    match query.text(name).as_str() {
        "" => Ok(usual),
        text => parse_date(text).map_err(|flaw| Oops::parameter(name, flaw.to_string())),
    }
}

/// Per department and window, as the evaluation index reads it; the last thirty days without `?from=` and `?to=`.
pub(crate) async fn measured(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let to = day(&query, "to", app.bureau().today())?;
    let from = day(&query, "from", to.saturating_sub(29.days()))?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || services::questionnaires::measured(&bureau, &desk, from, to)).await??;
    json(StatusCode::OK, &MeasuresJson::of(from, to, &all))
}
