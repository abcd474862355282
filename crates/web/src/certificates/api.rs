//! Certificates as JSON (证照接口).

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    certificates::{EndForm, HeldFor, IssueForm, ListForm, Part, RegisterForm, VerifyRefusal},
};

use super::{
    api_view::{CertificateJson, HeldJson, LineJson, VerifiedJson},
    list::TABS,
    words,
};
use crate::{
    base::Trouble,
    door::{App, Body, IdempotencyKey, Oops, Query, Reply, Seat, Whole, blocking, id, json, moved, refused, to_mend},
};

/// Lines of one answer where none is named, and at most.
const PAGE: u32 = 50;
const MOST: u32 = 1_000;

#[derive(Serialize)]
struct ListJson {
    certificates: Vec<LineJson>,
    /// To be sent back as `before`.
    next: Option<String>,
    counts: BTreeMap<&'static str, u64>,
}

/// `?tab=&q=&before=&limit=`.
pub(crate) async fn list(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let tab = query.text("tab");
    let Some((_, _, part)) = TABS.into_iter().find(|(word, _, _)| *word == tab) else {
        return Err(Oops::parameter("tab", "tab 只认 unsealed、expired、ended、all，不写是有效的"));
    };
    let (from, before) = (query.text("before"), query.number::<i64>("before"));
    if !from.is_empty() && before.is_none() {
        return Err(Oops::parameter("before", "before 没有读懂，请用上一页的 next"));
    }
    let limit = query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST);
    let form = ListForm { part, words: query.text("q"), before, limit };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let list = blocking(move || services::certificates::list(&bureau, &desk, &form)).await??;
    let word = |part: Part| match part {
        Part::InForce => "in_force",
        Part::Unsealed => "unsealed",
        Part::Expired => "expired",
        Part::Ended => "ended",
        Part::All => "all",
    };
    let body = ListJson {
        certificates: list.lines.iter().map(LineJson::of).collect(),
        next: list.next.map(|key| key.to_string()),
        counts: list.counts.iter().map(|(part, n)| (word(*part), *n)).collect(),
    };
    json(StatusCode::OK, &body)
}

/// One certificate.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(of): Path<String>) -> Reply {
    let of = id(&of)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || services::certificates::view(&bureau, &desk, of)).await??;
    json(StatusCode::OK, &CertificateJson::of(&view))
}

/// What is sent to make one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IssueBody {
    number: String,
    valid_from: String,
    #[serde(default)]
    valid_to: String,
    #[serde(default)]
    replaces: String,
}

#[derive(Serialize)]
struct IssuedJson {
    id: String,
    code: String,
    number: String,
}

/// Makes the certificate of a case; 201 with its identifier.
pub(crate) async fn issue(
    State(app): State<App>,
    seat: Seat,
    Path(case): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<IssueBody>,
) -> Reply {
    let IssueBody { number, valid_from, valid_to, replaces } = body;
    let replaces = match replaces.as_str() {
        "" => None,
        text => match text.parse() {
            Ok(of) => Some(of),
            Err(_) => return to_mend([("replaces", "replaces 要填原证照的 id".to_owned())]),
        },
    };
    let form = IssueForm { case_no: case, number, valid_from, valid_to, replaces };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::certificates::issue(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(made) => {
            let body = IssuedJson { id: made.id.to_string(), code: made.code, number: made.number };
            json(StatusCode::CREATED, &body)
        }
        Err(Failure::Refused(refusal)) => to_mend(words::flaws(&refusal)),
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to register one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegisterBody {
    holder: String,
    holder_code: String,
    holder_name: String,
    name: String,
    number: String,
    #[serde(default)]
    code: String,
    issuer: String,
    issued_on: String,
    #[serde(default)]
    valid_from: String,
    #[serde(default)]
    valid_to: String,
    #[serde(default)]
    link: String,
    #[serde(default)]
    original_seen: bool,
}

#[derive(Serialize)]
struct RegisteredJson {
    id: String,
}

/// Registers one from elsewhere; 201 with its id.
pub(crate) async fn register(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<RegisterBody>,
) -> Reply {
    let form = RegisterForm {
        holder: body.holder,
        holder_code: body.holder_code,
        holder_name: body.holder_name,
        name: body.name,
        number: body.number,
        code: body.code,
        issuer: body.issuer,
        issued_on: body.issued_on,
        valid_from: body.valid_from,
        valid_to: body.valid_to,
        link: body.link,
        original_seen: body.original_seen,
        file_digest: None,
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::certificates::register(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(made) => json(StatusCode::CREATED, &RegisteredJson { id: made.id.to_string() }),
        Err(Failure::Refused(refusal)) => to_mend(words::flaws(&refusal)),
        Err(failure) => Err(failure.into()),
    }
}

/// What is sent to end one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndBody {
    version: Whole,
    ending: String,
    reason: String,
}

/// Ends one; 200 with the next version.
pub(crate) async fn end(
    State(app): State<App>,
    seat: Seat,
    Path(of): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<EndBody>,
) -> Reply {
    let certificate: domain::base::CertificateId = id(&of)?;
    let form = EndForm { id: certificate.get(), version: body.version.0, ending: body.ending, reason: body.reason };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::certificates::end(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("id", of, version),
        Err(Failure::Refused(rule)) => refused(rule.code(), rule),
        Err(failure) => Err(failure.into()),
    }
}

/// What anybody sends to verify one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerifyBody {
    code: String,
    check: String,
}

/// What the register says today.
pub(crate) async fn verify(State(app): State<App>, seat: Seat, Body(body): Body<VerifyBody>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::certificates::verify(&bureau, &desk, &body.code, &body.check)).await? {
        Ok(verified) => json(StatusCode::OK, &VerifiedJson::of(&verified)),
        Err(Failure::Refused(refusal @ VerifyRefusal::Code(_))) => to_mend([("code", refusal.to_string())]),
        Err(Failure::Refused(refusal @ VerifyRefusal::Wrong)) => refused("wrong", refusal),
        Err(Failure::Refused(refusal @ VerifyRefusal::Later)) => {
            Err(Oops::new(Trouble::TooOften, "later").saying(refusal.to_string()))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What is asked before a case is taken in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeldBody {
    applicant: String,
    code: String,
    item: String,
}

#[derive(Serialize)]
struct HeldListJson {
    materials: Vec<HeldJson>,
}

/// Which materials need not be handed in.
pub(crate) async fn held(State(app): State<App>, seat: Seat, Body(body): Body<HeldBody>) -> Reply {
    let Ok(item) = body.item.parse() else { return to_mend([("item", "item 要填事项 id".to_owned())]) };
    let asked = HeldFor { applicant: body.applicant, code: body.code, item };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let held = blocking(move || services::certificates::held_by_code(&bureau, &desk, &asked)).await??;
    json(StatusCode::OK, &HeldListJson { materials: held.iter().map(HeldJson::of).collect() })
}
