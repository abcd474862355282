//! Taking cases in as JSON (收件接口): accepting, deciding on the spot, telling once what is missing, putting a form aside;
//! and deciding several at once.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    cases::{ApplicantFlaw, ApplicantKind, BATCH},
    catalogue::{NO, YES},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use services::{
    Bureau, Failure,
    cases::{self, AcceptForm, AcceptRefusal, Accepted, BatchForm, CaseRef, CorrectionForm, OnTheSpot},
    certificates::{HeldFor, held_by_code},
};

use super::{
    acts,
    api_acts::{Lack, place, told},
    batch,
};
use crate::door::{App, Body, IdempotencyKey, Oops, Reply, Seat, Whole, blocking, id, json, to_mend};

/// What is sent to take a case in.
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
    #[serde(default)]
    answers: Option<Map<String, Value>>,
}

/// Answers as JSON has them: texts, numbers, yes and no, several texts.
pub(crate) fn answers(sent: Map<String, Value>) -> Result<BTreeMap<String, String>, Oops> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(if *yes { YES } else { NO }.to_owned()),
        Value::Null => Some(String::new()),
        Value::Array(_) | Value::Object(_) => None,
    };
    let one = |(key, value): (String, Value)| {
        let read = match &value {
            Value::Array(several) => several.iter().map(text).collect::<Option<Vec<_>>>().map(|all| all.join("\n")),
            single => text(single),
        };
        match read {
            Some(answer) => Ok((key, answer)),
            None => {
                Err(Oops::to_mend([(format!("answers.{key}"), "请填文字、数字、true、false，或文字的列表".to_owned())]))
            }
        }
    };
    sent.into_iter().map(one).collect()
}

impl AcceptBody {
    fn form(self) -> Result<AcceptForm, Oops> {
        let Ok(item) = self.item.parse() else { return Err(unknown_item()) };
        let answers = self.answers.map(answers).transpose()?;
        Ok(AcceptForm {
            answers,
            item,
            applicant: self.applicant,
            code: self.code,
            name: self.name,
            contact: self.contact,
            phone: self.phone,
            materials: self.materials.iter().map(place).collect(),
            deferred: self.deferred.iter().map(place).collect(),
            promised: self.promised,
            by_commitment: self.by_commitment,
            ..AcceptForm::default()
        })
    }

    /// The form of an application that becomes a case: the kind of its applicant must be known.
    pub(super) fn application(self) -> Result<AcceptForm, Oops> {
        let form = self.form()?;
        known_applicant(&form.applicant).map(|()| form)
    }
}

/// Whether the word of an applicant's kind is one.
pub(crate) fn known_applicant(word: &str) -> Result<(), Oops> {
    match ApplicantKind::parse(word) {
        Some(_) => Ok(()),
        None => Err(Oops::parameter("applicant", "请写明申请人是 person（个人）还是 organisation（单位）")),
    }
}

/// A day as it is sent; none where nothing was. What is no day is told under its field.
pub(crate) fn sent_day(field: &'static str, text: &str) -> Result<Option<Date>, Oops> {
    acts::day(text).map_err(|failure| Oops::parameter(field, failure.to_string()))
}

fn unknown_item() -> Oops {
    Oops::new(crate::base::Trouble::Refused, "item_unknown").saying(AcceptRefusal::Item.to_string()).at(Some("item"))
}

/// The field of the body that a rule of the intake speaks of.
const FIELDS: &[(&str, &str)] = &[
    ("materials_missing", "materials"),
    ("not_deferrable", "deferred"),
    ("promise_missing", "promised"),
    ("not_by_commitment", "by_commitment"),
    ("wrong_client", "applicant"),
    ("item_not_in_use", "item"),
    ("not_on_application", "item"),
    ("not_instant", "item"),
    ("correction_empty", "items"),
    ("material_unknown", "items"),
    ("day", "until"),
    ("result_name_missing", "result_name"),
    ("result_number_missing", "result_no"),
];

#[derive(Serialize)]
struct AcceptedJson {
    case_no: String,
    due_on: Option<Date>,
    provisional: bool,
}

/// Why a case is not taken in.
pub(super) fn not_taken(failure: Failure<AcceptRefusal>) -> Oops {
    match failure {
        Failure::Refused(AcceptRefusal::Fields(flaws)) => {
            Oops::to_mend(flaws.into_iter().map(|ApplicantFlaw { field, sentence }| (field, sentence)))
        }
        Failure::Refused(AcceptRefusal::Answers(flaws, answers)) => {
            let fields = flaws.into_iter().map(|f| (f.field.to_owned(), f.sentence));
            Oops::to_mend(fields.chain(answers.into_iter().map(|f| (format!("answers.{}", f.key), f.sentence))))
        }
        Failure::Refused(AcceptRefusal::Rule(rule)) => told(&rule, FIELDS),
        Failure::Refused(AcceptRefusal::Item) => unknown_item(),
        Failure::Refused(AcceptRefusal::Window) => {
            Oops::new(crate::base::Trouble::Refused, "window_missing").saying(AcceptRefusal::Window.to_string())
        }
        failure => failure.into(),
    }
}

/// Takes a case in; what a certificate stands for need not be handed in, as at the window.
async fn take(
    app: &App,
    seat: &Seat,
    mut form: AcceptForm,
    act: impl FnOnce(&Bureau, &domain::people::Desk, &AcceptForm) -> Result<Accepted, Failure<AcceptRefusal>>
    + Send
    + 'static,
) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || {
        let asked = HeldFor { applicant: form.applicant.clone(), code: form.code.clone(), item: form.item };
        let held = held_by_code(&bureau, &desk, &asked).map_err(|f| f.map(|never| match never {}))?;
        form.held = held.iter().map(|h| h.place).collect();
        act(&bureau, &desk, &form)
    });
    let done = done.await?.map_err(not_taken)?;
    let body = AcceptedJson { case_no: done.case_no, due_on: done.due_on, provisional: done.provisional };
    json(StatusCode::CREATED, &body)
}

/// Accepts; 201 with the number and the day. The same key gives the same case.
pub(crate) async fn accept(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AcceptBody>,
) -> Reply {
    let form = body.application()?;
    take(&app, &seat, form, move |b, d, form| cases::accept(b, d, form, key.as_deref())).await
}

/// What is sent to decide on the spot.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InstantBody {
    application: AcceptBody,
    #[serde(default)]
    opinion: String,
    result_name: String,
    #[serde(default)]
    result_no: String,
}

/// Accepts, grants and completes in one sitting (当场办结); 201.
pub(crate) async fn instant(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<InstantBody>,
) -> Reply {
    let form = body.application.application()?;
    let spot = OnTheSpot { opinion: body.opinion, result_name: body.result_name, result_no: body.result_no };
    take(&app, &seat, form, move |b, d, form| cases::accept_on_the_spot(b, d, (form, &spot), key.as_deref())).await
}

/// What is sent to take in what is not complete.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskBody {
    application: AcceptBody,
    #[serde(default)]
    items: Vec<Lack>,
    #[serde(default)]
    until: String,
}

/// Takes in and tells at once what is missing (一次性告知); 201. Required materials that did not come are told by
/// themselves.
pub(crate) async fn ask(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AskBody>,
) -> Reply {
    let form = body.application.application()?;
    let until = acts::day(&body.until).map_err(|f| not_taken(f.map(AcceptRefusal::Rule)))?;
    let more = CorrectionForm { items: body.items.iter().map(Lack::item).collect(), until };
    take(&app, &seat, form, move |b, d, form| cases::take_and_ask(b, d, (form, &more), key.as_deref())).await
}

#[derive(Serialize)]
struct ParkedJson {
    id: String,
    item: String,
    item_name: String,
    at: Timestamp,
}

#[derive(Serialize)]
struct ParkedListJson {
    parked: Vec<ParkedJson>,
}

/// What this desk has put aside (暂存).
pub(crate) async fn parked(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || cases::parked(&bureau, &desk)).await??;
    let line = |p: &cases::Parked| ParkedJson {
        id: p.id.to_string(),
        item: p.item.to_string(),
        item_name: p.item_name.clone(),
        at: p.at,
    };
    json(StatusCode::OK, &ParkedListJson { parked: all.iter().map(line).collect() })
}

/// Puts a form aside as it is; 201 with its id.
pub(crate) async fn park(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AcceptBody>,
) -> Reply {
    let form = body.form()?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || cases::park(&bureau, &desk, &form, key.as_deref())).await?.map_err(not_taken)?;
    json(StatusCode::CREATED, &serde_json::json!({ "id": done.to_string() }))
}

/// A form as it was put aside, in the words of what is sent to accept it.
#[derive(Serialize)]
struct ParkedFormJson {
    item: String,
    applicant: String,
    code: String,
    name: String,
    contact: String,
    phone: String,
    materials: Vec<usize>,
    deferred: Vec<usize>,
    promised: bool,
    by_commitment: bool,
    answers: Option<BTreeMap<String, String>>,
}

/// One of them: only its own desk gets what was typed.
pub(crate) async fn open_parked(State(app): State<App>, seat: Seat, Path(of): Path<String>) -> Reply {
    let (bureau, desk, of) = (app.bureau().clone(), seat.desk.clone(), id::<i64>(&of)?);
    let form = blocking(move || cases::open_parked(&bureau, &desk, of)).await??;
    let body = ParkedFormJson {
        item: form.item.to_string(),
        applicant: form.applicant,
        code: form.code,
        name: form.name,
        contact: form.contact,
        phone: form.phone,
        materials: form.materials,
        deferred: form.deferred,
        promised: form.promised,
        by_commitment: form.by_commitment,
        answers: form.answers,
    };
    json(StatusCode::OK, &body)
}

/// Throws one away; 204, also where it is gone already.
pub(crate) async fn unpark(State(app): State<App>, seat: Seat, Path(of): Path<String>) -> Reply {
    let (bureau, desk, of) = (app.bureau().clone(), seat.desk.clone(), id::<i64>(&of)?);
    blocking(move || cases::unpark(&bureau, &desk, of)).await??;
    Ok(axum::response::IntoResponse::into_response(StatusCode::NO_CONTENT))
}

/// A case of a batch, as it was seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seen {
    case_no: String,
    version: Whole,
}

/// What is sent to grant several.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BatchBody {
    cases: Vec<Seen>,
    #[serde(default)]
    opinion: String,
}

#[derive(Serialize)]
struct DecidedJson {
    case_no: String,
    version: Option<i64>,
    problem: Option<String>,
}

#[derive(Serialize)]
struct BatchJson {
    decided: Vec<DecidedJson>,
}

/// Grants several cases, each by itself (批量准予); 200 with what became of each.
pub(crate) async fn decide_batch(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<BatchBody>,
) -> Reply {
    if body.cases.is_empty() || body.cases.len() > BATCH {
        return to_mend([("cases", format!("一次写 1 到 {BATCH} 件，现在是 {} 件", body.cases.len()))]);
    }
    let seen = |s: Seen| CaseRef { case_no: s.case_no, version: s.version.0 };
    let form = BatchForm { cases: body.cases.into_iter().map(seen).collect(), opinion: body.opinion };
    let (bureau, desk, today) = (app.bureau().clone(), seat.desk.clone(), app.bureau().today());
    let done = blocking(move || cases::decide_batch(&bureau, &desk, &form, key.as_deref())).await?;
    match done {
        Ok(all) => {
            let line = |d: &cases::Decided| DecidedJson {
                case_no: d.case_no.clone(),
                version: d.outcome.as_ref().ok().copied(),
                problem: batch::why_not(d, today),
            };
            json(StatusCode::OK, &BatchJson { decided: all.iter().map(line).collect() })
        }
        Err(Failure::Refused(refusal)) => to_mend([("cases", refusal.to_string())]),
        Err(failure) => Err(failure.into()),
    }
}
