//! One sitting as JSON (当场办接口): the decision to look at, then the signature. A person signs, so no key opens it.

use axum::{extract::State, http::StatusCode};
use domain::cases::{Named, NoticeKind, notice};
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    cases::{SittingForm, SittingRefusal},
    certificates::{HeldFor, Rehearsal, held_by_code},
};

use super::api_intake::{AcceptBody, not_taken};
use crate::{
    base::Trouble,
    door::{App, Body, IdempotencyKey, Oops, Reply, Seat, blocking, json},
};

/// What is decided at once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SittingBody {
    application: AcceptBody,
    outcome: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    opinion: String,
    result_name: String,
    #[serde(default)]
    result_no: String,
    #[serde(default)]
    receiver: String,
}

impl SittingBody {
    fn form(self) -> Result<SittingForm, Oops> {
        Ok(SittingForm {
            intake: self.application.application()?,
            outcome: self.outcome,
            reason: self.reason,
            opinion: self.opinion,
            result_name: self.result_name,
            result_no: self.result_no,
            receiver: self.receiver,
        })
    }
}

/// The same with the signature.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignBody {
    sitting: SittingBody,
    seen: String,
    password: String,
}

#[derive(Serialize)]
struct RowJson {
    label: String,
    value: String,
}

#[derive(Serialize)]
struct RehearsalJson {
    seen: String,
    name: String,
    rows: Vec<RowJson>,
    words: Vec<String>,
    doc_no: String,
    capacity: &'static str,
    result_no: String,
    certificate: bool,
    waits: bool,
}

#[derive(Serialize)]
struct SatJson {
    case_no: String,
    certificate: Option<String>,
    waits: bool,
}

/// Why it is not sat through.
fn not_sat(failure: Failure<SittingRefusal>) -> Oops {
    match failure {
        Failure::Refused(SittingRefusal::Step(step)) => not_taken(Failure::Refused(step)),
        Failure::Refused(
            refusal @ (SittingRefusal::NotHere(_)
            | SittingRefusal::Outcome
            | SittingRefusal::Renewal(_)
            | SittingRefusal::Certificate(..)
            | SittingRefusal::Changed
            | SittingRefusal::Signature(_)),
        ) => {
            let field = match &refusal {
                SittingRefusal::Outcome => Some("outcome"),
                SittingRefusal::Certificate(..) => Some("result_no"),
                SittingRefusal::Changed => Some("seen"),
                SittingRefusal::Signature(_) => Some("password"),
                SittingRefusal::Step(_) | SittingRefusal::NotHere(_) | SittingRefusal::Renewal(_) => None,
            };
            Oops::new(Trouble::Refused, refusal.code()).saying(refusal.to_string()).at(field)
        }
        failure => failure.into(),
    }
}

/// What a certificate stands for need not be handed in, as at the window.
fn with_held(
    bureau: &services::Bureau,
    desk: &domain::people::Desk,
    form: &mut SittingForm,
) -> Result<(), Failure<SittingRefusal>> {
    let intake = &form.intake;
    let asked = HeldFor { applicant: intake.applicant.clone(), code: intake.code.clone(), item: intake.item };
    let held = held_by_code(bureau, desk, &asked).map_err(|f| f.map(|never| match never {}))?;
    form.intake.held = held.iter().map(|h| h.place).collect();
    Ok(())
}

/// The decision as it would be signed; nothing stays.
pub(crate) async fn rehearse(State(app): State<App>, seat: Seat, Body(body): Body<SittingBody>) -> Reply {
    let mut form = body.form()?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let shown = blocking(move || {
        with_held(&bureau, &desk, &mut form)?;
        services::certificates::rehearse(&bureau, &desk, &form)
    });
    let shown = shown.await?.map_err(not_sat)?;
    json(StatusCode::OK, &told(&app, &seat, &shown)?)
}

fn told(app: &App, seat: &Seat, shown: &Rehearsal) -> Result<RehearsalJson, Oops> {
    let (who, frame) = (&shown.particulars, app.frame(seat, ""));
    let named = Named {
        name: &who.name,
        code: &who.code,
        contact: &who.contact,
        receiver: &who.receiver,
        department: &shown.department,
        organiser: &frame.organiser,
        licence: shown.item.content.item_type.is_licence(),
        lapse: services::cases::case_rules().deferred_lapse,
        today: app.bureau().today(),
    };
    let waits = shown.case.stage.decision().is_none();
    let kind = if waits { NoticeKind::Acceptance } else { NoticeKind::Decision };
    let paper = notice(kind, &shown.case, &named).ok_or_else(Oops::not_found)?;
    Ok(RehearsalJson {
        seen: shown.seen.clone(),
        name: paper.name,
        rows: paper.rows.into_iter().map(|(label, value)| RowJson { label, value }).collect(),
        words: paper.words,
        doc_no: shown.authority.doc_no.clone(),
        capacity: shown.authority.capacity.as_str(),
        result_no: shown.case.stage.completion().map(|c| c.result_no.clone()).unwrap_or_default(),
        certificate: shown.certificate,
        waits,
    })
}

/// Signs and does it; 201. The same key has one effect.
pub(crate) async fn sit(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<SignBody>,
) -> Reply {
    let (mut form, seen, password) = (body.sitting.form()?, body.seen, body.password);
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || {
        with_held(&bureau, &desk, &mut form)?;
        services::certificates::sit(&bureau, &desk, (&form, &seen), &password, key.as_deref())
    });
    let sat = done.await?.map_err(not_sat)?;
    let certificate = sat.certificate.map(|id| id.to_string());
    json(StatusCode::CREATED, &SatJson { case_no: sat.case_no, certificate, waits: sat.waits })
}
