//! Applications of the unified acceptance system above (上级推送接口): handed on, and how each stands, under the numbers of that
//! system.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::cases::ApplicantFlaw;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use services::{
    Failure,
    cases::{Application, PushForm, PushRefusal, PushedMaterial},
};

use super::{
    api_acts::{instant, told},
    api_files::incoming,
    api_intake::{answers, known_applicant},
    case_view::CorrectionJson,
    files::refused,
};
use crate::{
    base::Trouble,
    door::{App, Body, IdempotencyKey, Oops, Reply, Seat, blocking, json},
};

/// What is sent of a material.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MaterialBody {
    name: String,
    source: String,
}

/// What is sent to hand an application on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PushBody {
    number: String,
    item_code: String,
    applicant: String,
    code: String,
    name: String,
    #[serde(default)]
    contact: String,
    phone: String,
    #[serde(default)]
    materials: Vec<MaterialBody>,
    submitted_at: String,
    #[serde(default)]
    answers: Option<Map<String, Value>>,
}

#[derive(Serialize)]
struct PushedJson {
    number: String,
    case_no: String,
    received_on: Date,
    notice_by: Option<Date>,
}

/// The field of the body that a rule speaks of.
const FIELDS: &[(&str, &str)] = &[
    ("day", "submitted_at"),
    ("wrong_client", "applicant"),
    ("item_not_in_use", "item_code"),
    ("not_on_application", "item_code"),
];

/// What is sent, as the use cases take it.
pub(crate) fn pushed(body: PushBody) -> Result<PushForm, Oops> {
    let submitted_at = instant(&body.submitted_at).map_err(|sentence| Oops::parameter("submitted_at", sentence))?;
    known_applicant(&body.applicant)?;
    Ok(PushForm {
        number: body.number,
        item_code: body.item_code,
        applicant: body.applicant,
        code: body.code,
        name: body.name,
        contact: body.contact,
        phone: body.phone,
        materials: body.materials.into_iter().map(|m| PushedMaterial { name: m.name, source: m.source }).collect(),
        submitted_at,
        answers: body.answers.map(answers).transpose()?,
    })
}

/// Takes it in; 201, the same answer for the same application sent again.
pub(crate) async fn push(State(app): State<App>, seat: Seat, Body(body): Body<PushBody>) -> Reply {
    let form = pushed(body)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::cases::push(&bureau, &desk, &form)).await? {
        Ok(done) => {
            let body = PushedJson {
                number: done.number,
                case_no: done.case_no,
                received_on: done.received_on,
                notice_by: done.notice_by,
            };
            json(StatusCode::CREATED, &body)
        }
        Err(Failure::Refused(PushRefusal::Fields(flaws))) => {
            Err(Oops::to_mend(flaws.into_iter().map(|ApplicantFlaw { field, sentence }| (field, sentence))))
        }
        Err(Failure::Refused(PushRefusal::Answers(flaws, answers))) => {
            let fields = flaws.into_iter().map(|f| (f.field.to_owned(), f.sentence));
            Err(Oops::to_mend(fields.chain(answers.into_iter().map(|f| (format!("answers.{}", f.key), f.sentence)))))
        }
        Err(Failure::Refused(PushRefusal::Rule(rule))) => Err(told(&rule, FIELDS)),
        Err(Failure::Refused(refusal @ PushRefusal::Differs(..))) => {
            Err(Oops::new(Trouble::Overtaken, "number_reused").saying(refusal.to_string()).at(Some("number")))
        }
        Err(failure) => Err(failure.into()),
    }
}

#[derive(Serialize)]
struct ApplicationJson {
    number: String,
    source: String,
    case_no: String,
    version: i64,
    item_code: String,
    item: String,
    department: String,
    stage: &'static str,
    stage_label: &'static str,
    received_at: Timestamp,
    received_on: Date,
    accepted_on: Option<Date>,
    due_on: Option<Date>,
    next_on: Option<Date>,
    provisional: bool,
    correction: Option<CorrectionJson>,
    outcome: Option<&'static str>,
    decided_at: Option<Timestamp>,
    /// Why not, or why it ended.
    reason: Option<String>,
    completed_at: Option<Timestamp>,
    result_name: Option<String>,
    result_no: Option<String>,
    delivered_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
}

impl ApplicationJson {
    fn of(it: &Application) -> Self {
        let (case, stage) = (&it.case, &it.case.stage);
        let (decision, completion, ending) = (stage.decision(), stage.completion(), stage.ending());
        let (number, source) = case.foreign.as_ref().map(|f| (f.no.clone(), f.source.clone())).unwrap_or_default();
        let due = case.due();
        Self {
            number,
            source,
            case_no: case.no.to_string(),
            version: case.version,
            item_code: it.item_code.clone(),
            item: case.item_name.clone(),
            department: it.department.clone(),
            stage: stage.as_str(),
            stage_label: stage.label(),
            received_at: case.receipt.at,
            received_on: case.receipt.on,
            accepted_on: stage.acceptance().map(|a| a.on),
            due_on: due.on,
            next_on: case.next_on(),
            provisional: due.provisional,
            correction: case.correction.as_ref().map(CorrectionJson::of),
            outcome: decision.map(|d| d.outcome.as_str()),
            decided_at: decision.map(|d| d.at),
            reason: decision
                .map(|d| d.reason.clone())
                .or_else(|| ending.map(|e| e.reason.clone()))
                .filter(|r| !r.is_empty()),
            completed_at: completion.map(|c| c.at),
            result_name: completion.map(|c| c.result_name.clone()),
            result_no: completion.map(|c| c.result_no.clone()),
            delivered_at: stage.delivery().map(|d| d.at),
            ended_at: ending.map(|e| e.at),
        }
    }
}

/// How one stands.
pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(number): Path<String>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let it = blocking(move || services::cases::application(&bureau, &desk, &number)).await??;
    json(StatusCode::OK, &ApplicationJson::of(&it))
}

/// What is sent to add a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PushedFileBody {
    #[serde(default)]
    material: String,
    name: String,
    content: String,
}

/// Adds the file of a material; 201 with its id. The same key gives the same file.
pub(crate) async fn attach(
    State(app): State<App>,
    seat: Seat,
    Path(number): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<PushedFileBody>,
) -> Reply {
    let file = incoming(body.name, &body.content)?;
    let (bureau, desk, exe, material) = (app.bureau().clone(), seat.desk.clone(), app.exe(), body.material);
    let done = blocking(move || {
        services::cases::attach_pushed(&bureau, &desk, (&number, &material), file, &exe, key.as_deref())
    })
    .await?;
    match done {
        Ok(done) => json(StatusCode::CREATED, &serde_json::json!({ "id": done.id.to_string() })),
        Err(Failure::Refused(refusal)) => {
            let field = (refusal.code() == "material_unknown").then_some("material");
            Err(refused(&refusal).at(field))
        }
        Err(failure) => Err(failure.into()),
    }
}
