//! Cases as JSON (办件接口). Ids and numbers are text; personal values are masked, as on the pages.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::cases::ApplicantFlaw;
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    cases::{
        AcceptForm, AcceptRefusal, CompleteForm, DecideForm, DecideRefusal, DeliverForm, DeliverRefusal, ListForm,
        ProgressRefusal, stages,
    },
};

use super::{
    case_view::{CaseJson, LineJson, ProgressJson},
    list::{after, key},
};
use crate::{
    base::Trouble,
    door::{App, Body, IdempotencyKey, Oops, Query, Reply, Seat, Whole, blocking, json, moved, refused, to_mend},
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
        return Err(Oops::unreadable("stage 只认 accepted、decided、completed、delivered"));
    }
    let from = query.text("after");
    let after = after(&from);
    if !from.is_empty() && after.is_none() {
        return Err(Oops::unreadable("after 没有读懂，请用上一页的 next"));
    }
    let form = ListForm {
        all: false,
        stage,
        department: query.number("department"),
        words: query.text("q"),
        after,
        limit: query.number("limit").unwrap_or(PAGE).clamp(1, MOST),
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let list = blocking(move || services::cases::list(&bureau, &desk, &form)).await??;
    let body = ListJson {
        cases: list.lines.iter().map(LineJson::of).collect(),
        next: list.next.as_ref().map(key),
        counts: list.counts.into_iter().collect(),
    };
    json(StatusCode::OK, &body)
}

/// What is sent to accept a case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptBody {
    item: String,
    applicant: String,
    code: String,
    name: String,
    #[serde(default)]
    contact: String,
    phone: String,
    #[serde(default)]
    materials: Vec<Whole>,
    #[serde(default)]
    deferred: Vec<Whole>,
    #[serde(default)]
    promised: bool,
    #[serde(default)]
    by_commitment: bool,
}

/// A place of the list. One that cannot be is no place of it; the rule says what is missing.
fn place(w: &Whole) -> usize {
    usize::try_from(w.0).unwrap_or(usize::MAX)
}

#[derive(Serialize)]
struct AcceptedJson {
    case_no: String,
    due_on: Option<jiff::civil::Date>,
    provisional: bool,
}

/// Accepts; 201 with the number and the day. The same key gives the same case.
pub(crate) async fn accept(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AcceptBody>,
) -> Reply {
    let Ok(item) = body.item.parse() else { return refused("item_unknown", AcceptRefusal::Item) };
    if domain::cases::ApplicantKind::parse(&body.applicant).is_none() {
        return to_mend([("applicant", "请写明申请人是 person（个人）还是 organisation（单位）".to_owned())]);
    }
    let form = AcceptForm {
        item,
        applicant: body.applicant,
        code: body.code,
        name: body.name,
        contact: body.contact,
        phone: body.phone,
        materials: body.materials.iter().map(place).collect(),
        deferred: body.deferred.iter().map(place).collect(),
        promised: body.promised,
        by_commitment: body.by_commitment,
        ..AcceptForm::default()
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::cases::accept(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(done) => {
            let body = AcceptedJson { case_no: done.case_no, due_on: done.due_on, provisional: done.provisional };
            json(StatusCode::CREATED, &body)
        }
        Err(Failure::Refused(AcceptRefusal::Fields(flaws))) => {
            to_mend(flaws.into_iter().map(|ApplicantFlaw { field, sentence }| (field, sentence)))
        }
        Err(Failure::Refused(AcceptRefusal::Rule(rule))) => refused(rule.code(), rule),
        Err(Failure::Refused(AcceptRefusal::Item)) => refused("item_unknown", AcceptRefusal::Item),
        Err(Failure::Refused(AcceptRefusal::Window)) => refused("window_missing", AcceptRefusal::Window),
        Err(failure) => Err(failure.into()),
    }
}

/// One case.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let view = super::view::load(&app, &seat, no).await?;
    json(StatusCode::OK, &CaseJson::of(&view))
}

/// What is sent to decide.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecideBody {
    version: Whole,
    outcome: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    opinion: String,
}

/// Decides; 200 with the next version.
pub(crate) async fn decide(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<DecideBody>,
) -> Reply {
    let form = DecideForm {
        case_no: no.clone(),
        version: body.version.0,
        outcome: body.outcome,
        reason: body.reason,
        opinion: body.opinion,
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::cases::decide(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("case_no", no, version),
        Err(Failure::Refused(DecideRefusal::Rule(rule))) => refused(rule.code(), rule),
        Err(Failure::Refused(DecideRefusal::Outcome)) => to_mend([("outcome", DecideRefusal::Outcome.to_string())]),
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to complete.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompleteBody {
    version: Whole,
    result_name: String,
    #[serde(default)]
    result_no: String,
}

/// Completes; 200 with the next version.
pub(crate) async fn complete(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CompleteBody>,
) -> Reply {
    let form = CompleteForm {
        case_no: no.clone(),
        version: body.version.0,
        result_name: body.result_name,
        result_no: body.result_no,
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::cases::complete(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("case_no", no, version),
        Err(Failure::Refused(rule)) => refused(rule.code(), rule),
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to hand out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeliverBody {
    version: Whole,
    way: String,
    receiver: String,
}

/// Notes the hand-over; 200 with the next version.
pub(crate) async fn deliver(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<DeliverBody>,
) -> Reply {
    let form = DeliverForm { case_no: no.clone(), version: body.version.0, way: body.way, receiver: body.receiver };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::cases::deliver(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("case_no", no, version),
        Err(Failure::Refused(DeliverRefusal::Rule(rule))) => refused(rule.code(), rule),
        Err(Failure::Refused(DeliverRefusal::Way)) => to_mend([("way", DeliverRefusal::Way.to_string())]),
        Err(failure) => Err(failure.into()),
    }
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
