//! Matters as JSON (一件事办件接口): the list, one of them, taking one in at the window, applying without a desk, and its
//! progress for whoever applied.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::chains::{Certified, Look, MatterStage};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use services::chains::matters::{self, AskForm, MatterForm, MatterListForm};

use super::{
    api_acts::{LookBody, not_done},
    json::{LineJson, MatterJson, ProgressJson},
};
use crate::{
    cases::{api_answers, known_applicant, place, sent_day},
    door::{App, Body, IdempotencyKey, Oops, Query, Reply, Seat, Whole, blocking, json},
};

/// Lines of one answer where none is named, and at most.
const PAGE: u32 = 50;
const MOST: u32 = 200;

/// Reads the key of a page, `2026-12-02:7213…`; `None` where it is none.
pub(super) fn after(text: &str) -> Option<(String, i64)> {
    let (day, id) = text.split_once(':')?;
    let known = day == "9999" || day.parse::<Date>().is_ok();
    known.then_some(())?;
    Some((day.to_owned(), id.parse().ok()?))
}

/// Writes it.
pub(super) fn key((day, id): &(String, i64)) -> String {
    format!("{day}:{id}")
}

#[derive(Serialize)]
struct ListJson {
    matters: Vec<LineJson>,
    /// To be sent back as `after`.
    next: Option<String>,
    counts: BTreeMap<String, u64>,
}

/// `?stage=&all=&department=&chain=&number=&after=&limit=`.
pub(crate) async fn list(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let wanted = query.text("stage");
    let stage = MatterStage::parse(&wanted);
    if !wanted.is_empty() && stage.is_none() {
        let words: Vec<&str> = MatterStage::ALL.iter().map(|s| s.as_str()).collect();
        return Err(Oops::parameter("stage", format!("stage 只认 {}", words.join("、"))));
    }
    let from = query.text("after");
    let behind = after(&from);
    if !from.is_empty() && behind.is_none() {
        return Err(Oops::parameter("after", "after 没有读懂，请用上一页的 next"));
    }
    let form = MatterListForm {
        stage,
        all: query.on("all"),
        department: query.whole("department")?,
        chain: query.text("chain"),
        number: query.text("number"),
        after: behind,
        limit: query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST),
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || matters::list(&bureau, &desk, &form)).await??;
    let body = ListJson {
        next: found.next.as_ref().map(key),
        matters: found.lines.into_iter().map(LineJson::of).collect(),
        counts: found.counts.into_iter().collect(),
    };
    json(StatusCode::OK, &body)
}

/// One matter: the whole, or the part of whoever asks.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || matters::view(&bureau, &desk, &no)).await??;
    json(StatusCode::OK, &MatterJson::of(&view))
}

/// What is sent to apply.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplicationBody {
    chain: String,
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
    #[serde(default)]
    answers: Map<String, Value>,
}

impl ApplicationBody {
    fn form(self) -> Result<MatterForm, Oops> {
        known_applicant(&self.applicant)?;
        Ok(MatterForm {
            chain: self.chain,
            applicant: self.applicant,
            code: self.code,
            name: self.name,
            contact: self.contact,
            phone: self.phone,
            materials: self.materials.iter().map(place).collect(),
            certified: Certified::new(),
            aside: Vec::new(),
            deferred: self.deferred.iter().map(place).collect(),
            promised: self.promised,
            by_commitment: self.by_commitment,
            answers: api_answers(self.answers)?,
        })
    }
}

#[derive(Serialize)]
struct OpenedJson {
    matter_no: String,
    version: i64,
    due_on: Option<Date>,
}

async fn taken_in(app: App, seat: Seat, key: Option<String>, form: MatterForm, ask: Option<AskForm>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || matters::open_at_window(&bureau, &desk, (&form, ask.as_ref()), key.as_deref())).await?;
    let opened = done.map_err(|f| not_done(f, APPLICATION))?;
    let body = OpenedJson { matter_no: opened.matter_no, version: opened.version, due_on: opened.due_on };
    json(StatusCode::CREATED, &body)
}

/// The field of an application that a rule speaks of.
const APPLICATION: &[(&str, &str)] = &[
    ("not_offered", "chain"),
    ("item_gone", "chain"),
    ("wrong_applicant", "applicant"),
    ("nothing_applies", "answers"),
    ("deciding", "answers"),
    ("materials_missing", "materials"),
    ("not_deferrable", "deferred"),
    ("promise_missing", "promised"),
    ("correction_empty", "looks"),
    ("material_unknown", "looks"),
    ("unknown_member", "looks"),
    ("not_looked_yet", "looks"),
    ("day", "until"),
    ("wrong_client", "applicant"),
];

/// Takes one in at the window and accepts it for all that begin together; 201. The same key gives the same matter.
pub(crate) async fn accept(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<ApplicationBody>,
) -> Reply {
    let form = body.form()?;
    taken_in(app, seat, key, form, None).await
}

/// What is sent to take in what is not complete.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskBody {
    application: ApplicationBody,
    #[serde(default)]
    looks: Vec<LookBody>,
    #[serde(default)]
    until: String,
}

/// What members say, by their keys.
pub(super) fn looks(said: Vec<LookBody>) -> Result<BTreeMap<String, Look>, Oops> {
    let mut out = BTreeMap::new();
    for one in said {
        let (member, look) = one.said()?;
        out.insert(member, look);
    }
    Ok(out)
}

/// Takes one in and tells once what all members lack; 201. Required materials that did not come and open answers are
/// told by themselves.
pub(crate) async fn ask(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AskBody>,
) -> Reply {
    let ask = AskForm { looks: looks(body.looks)?, until: sent_day("until", &body.until)? };
    let form = body.application.form()?;
    taken_in(app, seat, key, form, Some(ask)).await
}

#[derive(Serialize)]
struct AppliedJson {
    matter_no: String,
    query_password: String,
    version: i64,
}

/// Sends an application in without a desk; 201 with what opens it again, told this once.
pub(crate) async fn apply(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<ApplicationBody>,
) -> Reply {
    let form = body.form()?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || matters::apply(&bureau, &desk, &form, key.as_deref())).await?;
    let applied = done.map_err(|f| not_done(f, APPLICATION))?;
    let body =
        AppliedJson { matter_no: applied.matter_no, query_password: applied.query_password, version: applied.version };
    json(StatusCode::CREATED, &body)
}

/// What is sent to ask for progress.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgressBody {
    matter_no: String,
    password: String,
}

/// Progress for the applicant.
pub(crate) async fn progress(State(app): State<App>, seat: Seat, Body(body): Body<ProgressBody>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || matters::progress(&bureau, &desk, &body.matter_no, &body.password)).await?;
    json(StatusCode::OK, &ProgressJson::of(&done.map_err(|f| not_done(f, &[]))?))
}
