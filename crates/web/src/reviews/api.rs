//! Bad ratings as JSON (差评办理接口): what waits, one with its loop, and each step of it.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{base::ReviewId, people::Act};
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    reviews::{ReviewRefusal, ReviewStep},
};

use super::api_view::{ReviewJson, ReviewLineJson};
use crate::door::{App, Body, IdempotencyKey, Oops, Reply, Seat, Whole, blocking, id, json, moved, refused, to_mend};

#[derive(Serialize)]
struct WorklistJson {
    reviews: Vec<ReviewLineJson>,
}

/// What waits, the most urgent first.
pub(crate) async fn worklist(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let lines = blocking(move || services::reviews::worklist(&bureau, &desk)).await??;
    json(StatusCode::OK, &WorklistJson { reviews: lines.iter().map(ReviewLineJson::of).collect() })
}

/// One rating.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(review): Path<String>) -> Reply {
    let review: ReviewId = id(&review)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || services::reviews::review_view(&bureau, &desk, review)).await??;
    json(StatusCode::OK, &ReviewJson::of(&view))
}

/// What is sent with a step; which of these it reads depends on the step.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepBody {
    version: Whole,
    words: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    shown: String,
    #[serde(default)]
    granted: bool,
}

impl StepBody {
    fn step(self, word: &str) -> Option<ReviewStep> {
        Some(match word {
            "verify" => ReviewStep::Verify { finding: self.words, due: self.due },
            "appeal" => ReviewStep::Appeal { reason: self.words },
            "decide" => ReviewStep::Decide { granted: self.granted, reason: self.words },
            "rectified" => ReviewStep::Rectified { done: self.words },
            "told" => ReviewStep::FeedBack { answer: self.words },
            "close" => ReviewStep::Close { reply: self.words },
            "publish" => ReviewStep::Publish { words: self.shown, reply: self.words },
            _ => return None,
        })
    }
}

/// A step of the department; 200 with the next version.
pub(crate) async fn handle(
    State(app): State<App>,
    seat: Seat,
    Path(of): Path<(String, String)>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<StepBody>,
) -> Reply {
    take(&app, &seat, of, (body, key), Act::ReviewHandle).await
}

/// A step of whoever oversees.
pub(crate) async fn settle(
    State(app): State<App>,
    seat: Seat,
    Path(of): Path<(String, String)>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<StepBody>,
) -> Reply {
    take(&app, &seat, of, (body, key), Act::ReviewSettle).await
}

async fn take(
    app: &App,
    seat: &Seat,
    (review, word): (String, String),
    (body, key): (StepBody, Option<String>),
    act: Act,
) -> Reply {
    let (number, version): (ReviewId, i64) = (id(&review)?, body.version.0);
    let step = body.step(&word).filter(|s| s.act() == act).ok_or_else(Oops::not_found)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || services::reviews::take_step(&bureau, &desk, (number, version), &step, key.as_deref()));
    match done.await? {
        Ok(version) => moved("id", review, version),
        Err(Failure::Refused(rule)) => match ReviewRefusal::field(&rule) {
            "" => refused("review", rule),
            field => to_mend([(field, rule.to_string())]),
        },
        Err(failure) => Err(failure.into()),
    }
}
