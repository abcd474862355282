//! The register as JSON (整改接口).

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{base::parse_date, rectification::NewOrder};
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    rectification::{AnswerForm, CheckForm, CheckRefusal, WithdrawForm},
};

use super::{
    api_view::{LineJson, OrderJson},
    check::checked,
    new::{Wanted, prepare},
    register::{Asked, TABS, after, key, load},
    words,
};
use crate::door::{
    App, Body, IdempotencyKey, Oops, Query, Reply, Seat, Whole, blocking, json, moved, refused, to_mend,
};

/// Lines of one answer where none is named, and at most.
const PAGE: u32 = 50;
const MOST: u32 = 1_000;

#[derive(Serialize)]
struct ListJson {
    orders: Vec<LineJson>,
    /// To be sent back as `after`.
    next: Option<String>,
    counts: BTreeMap<&'static str, u64>,
}

/// `?tab=&unit=&source=&batch=&after=&limit=`.
pub(crate) async fn list(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let tab = query.text("tab");
    if !TABS.iter().any(|(word, _, _)| *word == tab) {
        return Err(Oops::parameter("tab", "tab 只认 issued、overdue、answered、closed、all，不写是未销号"));
    }
    let from = query.text("after");
    if !from.is_empty() && after(&from).is_none() {
        return Err(Oops::parameter("after", "after 没有读懂，请用上一页的 next"));
    }
    let form = Asked::of(&query).form(query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST));
    let register = load(&app, &seat, form).await?;
    let (counts, today) = (register.counts, app.bureau().today());
    let body = ListJson {
        orders: register.lines.iter().map(|line| LineJson::of(line, today)).collect(),
        next: register.next.map(key),
        counts: BTreeMap::from([
            ("issued", counts.issued),
            ("overdue", counts.overdue),
            ("answered", counts.answered),
            ("closed", counts.closed),
            ("withdrawn", counts.withdrawn),
        ]),
    };
    json(StatusCode::OK, &body)
}

/// One order.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || services::rectification::view(&bureau, &desk, &no)).await??;
    json(StatusCode::OK, &OrderJson::of(&view, app.bureau().today()))
}

/// One row of what is to be issued.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowBody {
    source: String,
    kind: String,
    subject: String,
    #[serde(default)]
    requirement: String,
    #[serde(default)]
    blocker: String,
}

/// What is sent to issue orders.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IssueBody {
    orders: Vec<RowBody>,
    due_on: String,
    #[serde(default)]
    requirement: String,
}

#[derive(Serialize)]
struct IssuedLineJson {
    no: String,
    slug: String,
    subject: String,
}

#[derive(Serialize)]
struct IssuedJson {
    batch: Option<String>,
    orders: Vec<IssuedLineJson>,
}

/// Issues all rows or none; 201 with the numbers. The same key gives the same orders.
pub(crate) async fn issue(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<IssueBody>,
) -> Reply {
    let due_on = match parse_date(&body.due_on) {
        Ok(day) => day,
        Err(flaw) => return to_mend([("due_on", flaw.to_string())]),
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || -> Result<_, Oops> {
        let (mut orders, mut flaws): (Vec<NewOrder>, Vec<String>) = (Vec::new(), Vec::new());
        for (place, row) in body.orders.into_iter().enumerate() {
            let RowBody { source, kind, subject, requirement, blocker } = row;
            match prepare(&bureau, &desk, &Wanted { source, kind, subject, requirement, blocker })? {
                Ok(new) => orders.push(new),
                Err(found) => flaws.extend(found.into_iter().map(|(_, told)| format!("第 {} 行：{told}", place + 1))),
            }
        }
        if !flaws.is_empty() {
            return Ok(Err(flaws));
        }
        Ok(Ok(services::rectification::issue(&bureau, &desk, &orders, due_on, &body.requirement, key.as_deref())))
    })
    .await??;
    match done {
        Err(flaws) => to_mend(flaws.into_iter().map(|told| ("orders", told))),
        Ok(Ok(batch)) => {
            let line =
                |o: services::rectification::IssuedOrder| IssuedLineJson { no: o.no, slug: o.slug, subject: o.subject };
            let body = IssuedJson {
                batch: batch.batch.map(|b| b.to_string()),
                orders: batch.orders.into_iter().map(line).collect(),
            };
            json(StatusCode::CREATED, &body)
        }
        Ok(Err(Failure::Refused(rule))) => refused(rule.code(), rule),
        Ok(Err(failure)) => Err(failure.into()),
    }
}

/// What is sent to answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerBody {
    version: Whole,
    answer: String,
}

/// Answers; 200 with the next version.
pub(crate) async fn answer(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AnswerBody>,
) -> Reply {
    let form = AnswerForm { no: no.clone(), version: body.version.0, answer: body.answer };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::rectification::answer(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("slug", no, version),
        Err(Failure::Refused(rule)) => refused(rule.code(), rule),
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckBody {
    version: Whole,
    verdict: String,
    #[serde(default)]
    finding: String,
    #[serde(default)]
    due_on: String,
}

/// Sends back or closes; 200 with the next version.
pub(crate) async fn check(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CheckBody>,
) -> Reply {
    let CheckBody { version, verdict, finding, due_on } = body;
    let form = CheckForm { no: no.clone(), version: version.0, verdict, finding, due_on };
    match checked(&app, &seat, form, key).await? {
        Ok(version) => moved("slug", no, version),
        Err(Failure::Refused(CheckRefusal::Rule(rule))) => refused(rule.code(), rule),
        Err(Failure::Refused(other @ (CheckRefusal::Verdict | CheckRefusal::Due(_)))) => {
            to_mend([(words::check_field(&other), other.to_string())])
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to withdraw.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawBody {
    version: Whole,
    reason: String,
}

/// Withdraws; 200 with the next version.
pub(crate) async fn withdraw(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<WithdrawBody>,
) -> Reply {
    let form = WithdrawForm { no: no.clone(), version: body.version.0, reason: body.reason };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::rectification::withdraw(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("slug", no, version),
        Err(Failure::Refused(rule)) => refused(rule.code(), rule),
        Err(failure) => Err(failure.into()),
    }
}
