//! Shapes of the certificates' answers (证照接口的回答). Days are `2026-12-02`, instants UTC; holders masked.

use domain::certificates::{Certificate, Origin};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::{
    cases::EventRow,
    certificates::{CertificateLine, CertificateView, HeldMaterial, Holder, Standing, Verified},
};

use super::words;

#[derive(Serialize)]
pub(super) struct LineJson {
    id: String,
    code: Option<String>,
    number: String,
    name: String,
    holder: String,
    holder_code: String,
    issuer: String,
    origin: &'static str,
    case_no: Option<String>,
    item_name: Option<String>,
    issued_on: Date,
    valid_from: Date,
    valid_to: Option<Date>,
    standing: &'static str,
    standing_label: &'static str,
    standing_code: &'static str,
    sealed: bool,
}

impl LineJson {
    pub(super) fn of(line: &CertificateLine) -> Self {
        Self::new(&line.certificate, &line.holder, line.standing)
    }

    fn new(c: &Certificate, holder: &Holder, standing: Standing) -> Self {
        let (case_no, item_name) = match &c.origin {
            Origin::Issued { case_no, item_name, .. } => (Some(case_no.to_string()), Some(item_name.clone())),
            Origin::Registered(_) => (None, None),
        };
        Self {
            id: c.id.to_string(),
            code: c.code.as_ref().map(ToString::to_string),
            number: c.number.clone(),
            name: c.name.clone(),
            holder: holder.name.clone(),
            holder_code: holder.code.clone(),
            issuer: c.issuer.clone(),
            origin: c.origin.as_str(),
            case_no,
            item_name,
            issued_on: c.issued_on,
            valid_from: c.valid_from,
            valid_to: c.valid_to,
            standing: standing.as_str(),
            standing_label: standing.label(),
            standing_code: standing.exchange_code(),
            sealed: c.sealing.is_some(),
        }
    }
}

#[derive(Serialize)]
struct EventJson {
    seq: i64,
    kind: String,
    happened_at: Timestamp,
    actor: String,
    role: String,
    terminal: String,
    words: String,
}

impl EventJson {
    fn of(event: &EventRow) -> Self {
        let (act, note) = words::act(event);
        Self {
            seq: event.seq,
            kind: event.kind.clone(),
            happened_at: event.happened_at,
            actor: words::actor(event).to_owned(),
            role: event.role.clone(),
            terminal: event.terminal.clone(),
            words: if note.is_empty() { act } else { format!("{act}：{note}") },
        }
    }
}

#[derive(Serialize)]
pub(super) struct CertificateJson {
    line: LineJson,
    version: i64,
    department: String,
    link: Option<String>,
    original_seen: Option<bool>,
    ended: Option<String>,
    successor: Option<String>,
    history: Vec<EventJson>,
}

impl CertificateJson {
    pub(super) fn of(view: &CertificateView) -> Self {
        let certificate = &view.certificate;
        let evidence = match &certificate.origin {
            Origin::Issued { .. } => None,
            Origin::Registered(evidence) => Some(evidence),
        };
        Self {
            line: LineJson::new(certificate, &view.holder, view.standing),
            version: certificate.version,
            department: view.department.clone(),
            link: evidence.map(|e| e.link.clone()),
            original_seen: evidence.map(|e| e.original_seen),
            ended: certificate.state.end().map(|e| e.reason.clone()),
            successor: view.successor.as_ref().map(|(id, _)| id.to_string()),
            history: view.history.iter().map(EventJson::of).collect(),
        }
    }
}

/// What anybody may know.
#[derive(Serialize)]
pub(super) struct VerifiedJson {
    code: String,
    number: String,
    name: String,
    holder: String,
    issuer: String,
    issued_on: Date,
    valid_from: Date,
    valid_to: Option<Date>,
    standing: &'static str,
    standing_label: &'static str,
    standing_code: &'static str,
}

impl VerifiedJson {
    pub(super) fn of(verified: &Verified) -> Self {
        let c = &verified.certificate;
        Self {
            code: c.code.as_ref().map(ToString::to_string).unwrap_or_default(),
            number: c.number.clone(),
            name: c.name.clone(),
            holder: verified.holder.name.clone(),
            issuer: c.issuer.clone(),
            issued_on: c.issued_on,
            valid_from: c.valid_from,
            valid_to: c.valid_to,
            standing: verified.standing.as_str(),
            standing_label: verified.standing.label(),
            standing_code: verified.standing.exchange_code(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct HeldJson {
    place: usize,
    material: String,
    certificate: String,
    name: String,
    number: String,
    valid_to: Option<Date>,
}

impl HeldJson {
    pub(super) fn of(held: &HeldMaterial) -> Self {
        Self {
            place: held.place,
            material: held.material.clone(),
            certificate: held.certificate.to_string(),
            name: held.name.clone(),
            number: held.number.clone(),
            valid_to: held.valid_to,
        }
    }
}
