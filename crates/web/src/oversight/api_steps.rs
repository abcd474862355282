//! The watch as JSON (监察接口): what can be done, by people who are signed in.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{base::parse_date, people::Desk};
use serde::{Deserialize, Serialize};
use services::{
    Bureau, Failure,
    oversight::watch::{
        self as acts, DisputeForm, ExplainForm, HandForm, IssueForm, Refusal, RuleForm, RuleRefusal, RunForm, StepForm,
    },
};

use super::{RunJson, words};
use crate::door::{App, Body, IdempotencyKey, Reply, Seat, Whole, blocking, id, json, moved, refused, to_mend};

/// What is sent to say something about a card.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardBody {
    version: Whole,
    reason: String,
}

fn told(card: String, done: Result<i64, Failure<Refusal>>) -> Reply {
    match done {
        Ok(version) => moved("id", card, version),
        Err(Failure::Refused(refusal)) => refused(refusal.code(), refusal),
        Err(failure) => Err(failure.into()),
    }
}

/// Says in public why it is late; 200 with the next version.
pub(crate) async fn explain(
    State(app): State<App>,
    seat: Seat,
    Path(card): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CardBody>,
) -> Reply {
    let form = ExplainForm { id: id::<i64>(&card)?, version: body.version.0, reason: body.reason };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    told(card, blocking(move || acts::explain(&bureau, &desk, &form, key.as_deref())).await?)
}

/// What is sent to dispute a card.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DisputeBody {
    version: Whole,
    reason: String,
    #[serde(default)]
    evidence: Option<String>,
}

/// Disputes it; 200 with the next version.
pub(crate) async fn dispute(
    State(app): State<App>,
    seat: Seat,
    Path(card): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<DisputeBody>,
) -> Reply {
    let form = DisputeForm {
        id: id::<i64>(&card)?,
        version: body.version.0,
        reason: body.reason,
        evidence: body.evidence.unwrap_or_default(),
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    told(card, blocking(move || acts::dispute(&bureau, &desk, &form, key.as_deref())).await?)
}

/// What is sent to rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleBody {
    version: Whole,
    verdict: String,
    reason: String,
}

/// Rules on it; 200 with the next version.
pub(crate) async fn rule(
    State(app): State<App>,
    seat: Seat,
    Path(card): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<RuleBody>,
) -> Reply {
    let form = RuleForm { id: id::<i64>(&card)?, version: body.version.0, verdict: body.verdict, reason: body.reason };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || acts::rule(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("id", card, version),
        Err(Failure::Refused(RuleRefusal::Rule(refusal))) => refused(refusal.code(), refusal),
        Err(Failure::Refused(other @ RuleRefusal::Verdict)) => {
            to_mend([(words::rule_field(&other), other.to_string())])
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to issue a supervision order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IssueBody {
    case_no: String,
    words: String,
}

#[derive(Serialize)]
struct IssuedJson {
    slug: String,
}

/// Issues a supervision order by hand; 201 with its number.
pub(crate) async fn issue(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<IssueBody>,
) -> Reply {
    let form = IssueForm { case_no: body.case_no, words: body.words };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || acts::issue(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(slug) => json(StatusCode::CREATED, &IssuedJson { slug }),
        Err(Failure::Refused(refusal)) => refused(refusal.code(), refusal),
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to a step of a supervision order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepBody {
    version: Whole,
    text: String,
}

/// A step as services offer it.
type Step = fn(&Bureau, &Desk, &StepForm, Option<&str>) -> Result<i64, Failure<Refusal>>;

async fn step((app, seat): (&App, &Seat), no: String, (key, body): (Option<String>, StepBody), act: Step) -> Reply {
    let form = StepForm { no: no.clone(), version: body.version.0, text: body.text };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || act(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("slug", no, version),
        Err(Failure::Refused(refusal)) => refused(refusal.code(), refusal),
        Err(failure) => Err(failure.into()),
    }
}

/// Replies; 200 with the next version.
pub(crate) async fn reply(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<StepBody>,
) -> Reply {
    step((&app, &seat), no, (key, body), acts::reply).await
}

/// Sends it back; 200 with the next version.
pub(crate) async fn send_back(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<StepBody>,
) -> Reply {
    step((&app, &seat), no, (key, body), acts::send_back).await
}

/// What is sent to hand an order over again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandBody {
    version: Whole,
    text: String,
    #[serde(default)]
    department_id: Option<String>,
}

/// Hands it over again, to the same department or to another; 200 with the next version.
pub(crate) async fn insist(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<HandBody>,
) -> Reply {
    // What is no id is nobody's.
    let department = body.department_id.map(|id| id.parse::<i64>().unwrap_or_default());
    let form = HandForm { no: no.clone(), version: body.version.0, text: body.text, department };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || acts::insist(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("slug", no, version),
        Err(Failure::Refused(refusal)) => refused(refusal.code(), refusal),
        Err(failure) => Err(failure.into()),
    }
}

/// Closes; 200 with the next version.
pub(crate) async fn close(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<StepBody>,
) -> Reply {
    step((&app, &seat), no, (key, body), acts::close).await
}

/// Withdraws; 200 with the next version.
pub(crate) async fn withdraw(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<StepBody>,
) -> Reply {
    step((&app, &seat), no, (key, body), acts::withdraw).await
}

/// What is sent to run the watch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunBody {
    #[serde(default)]
    dry_run: bool,
    #[serde(default)]
    on: Option<String>,
}

/// Runs the watch, or lists what it would do. Once or often is the same.
pub(crate) async fn run(State(app): State<App>, seat: Seat, Body(body): Body<RunBody>) -> Reply {
    let on = match body.on.as_deref().map(parse_date).transpose() {
        Ok(on) => on,
        Err(flaw) => return to_mend([("on", flaw.to_string())]),
    };
    let form = RunForm { on, dry_run: body.dry_run };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || acts::run(&bureau, &desk, &form)).await? {
        Ok(done) => json(StatusCode::OK, &RunJson::of(&done, form.dry_run)),
        Err(Failure::Refused(refusal)) => refused(refusal.code(), refusal),
        Err(failure) => Err(failure.into()),
    }
}
