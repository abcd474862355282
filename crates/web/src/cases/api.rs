//! Cases as JSON (办件接口). Ids and numbers are text; personal values are masked, as on the pages.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    cases::{ListForm, ProgressRefusal, stages},
};

use super::{
    case_view::{CaseJson, LineJson, ProgressJson},
    list::{after, key},
};
use crate::{
    base::Trouble,
    door::{App, Body, Oops, Query, Reply, Seat, blocking, json, refused, to_mend},
};

/// Lines of one answer where none is named, and at most.
const PAGE: u32 = 50;
const MOST: u32 = 200;

#[derive(Serialize)]
struct ListJson {
    cases: Vec<LineJson>,
    /// To be sent back as `after`.
    next: Option<String>,
    counts: std::collections::BTreeMap<String, u64>,
}

/// `?stage=&department=&q=&after=&limit=`.
pub(crate) async fn list(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let stage = query.text("stage");
    if !stage.is_empty() && !stages().any(|(w, _)| w == stage) {
        return Err(Oops::parameter("stage", "stage 只认 accepted、decided、completed、delivered"));
    }
    let from = query.text("after");
    let after = after(&from);
    if !from.is_empty() && after.is_none() {
        return Err(Oops::parameter("after", "after 没有读懂，请用上一页的 next"));
    }
    let form = ListForm {
        all: false,
        stage,
        department: query.whole("department")?,
        words: query.text("q"),
        after,
        limit: query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST),
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    // Written where it is read: what a thread has asked for it gives back cheapest itself.
    blocking(move || {
        let list = services::cases::list(&bureau, &desk, &form)?;
        let body = ListJson {
            cases: list.lines.into_iter().map(LineJson::of).collect(),
            next: list.next.as_ref().map(key),
            counts: list.counts.into_iter().collect(),
        };
        json(StatusCode::OK, &body)
    })
    .await?
}

/// One case.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let view = super::view::load(&app, &seat, no).await?;
    json(StatusCode::OK, &CaseJson::of(&view))
}

/// What is sent to ask for progress.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgressBody {
    case_no: String,
    password: String,
}

/// Progress for the applicant.
pub(crate) async fn progress(State(app): State<App>, seat: Seat, Body(body): Body<ProgressBody>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::cases::progress(&bureau, &desk, &body.case_no, &body.password)).await? {
        Ok(progress) => json(StatusCode::OK, &ProgressJson::of(&progress)),
        Err(Failure::Refused(ProgressRefusal::Number(sentence))) => to_mend([("case_no", sentence)]),
        Err(Failure::Refused(ProgressRefusal::Wrong)) => refused("wrong", ProgressRefusal::Wrong),
        Err(Failure::Refused(ProgressRefusal::Later)) => {
            Err(Oops::new(Trouble::TooOften, "later").saying(ProgressRefusal::Later.to_string()))
        }
        Err(failure) => Err(failure.into()),
    }
}
