//! Shapes of the case answers (办件接口的回答). Every id is text, because a JavaScript number ends at 2^53; days are
//! `2026-12-02`, instants UTC.

use domain::cases::{Decision, Stage};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::cases::{CaseView, Outlook, Progress, WorkLine};

use super::words;

/// A due day seen from today.
#[derive(Debug, Serialize)]
pub(super) struct OutlookJson {
    /// `none`, `stopped`, `ample`, `close`, `today`, `over`.
    state: &'static str,
    /// Working days left, or over where `over`.
    days: Option<i64>,
    /// As on the pages.
    words: String,
}

impl OutlookJson {
    fn of(outlook: Outlook) -> Self {
        let (state, days) = match outlook {
            Outlook::None => ("none", None),
            Outlook::Stopped => ("stopped", None),
            Outlook::Ample(days) => ("ample", Some(days)),
            Outlook::Close(days) => ("close", Some(days)),
            Outlook::Today => ("today", Some(0)),
            Outlook::Over(days) => ("over", Some(days)),
        };
        Self { state, days, words: words::mark(outlook).words }
    }
}

/// A line of the list.
#[derive(Debug, Serialize)]
pub(super) struct LineJson {
    case_no: String,
    item: String,
    applicant: String,
    department: String,
    stage: String,
    stage_label: &'static str,
    accepted_on: Date,
    due_on: Option<Date>,
    provisional: bool,
    outlook: OutlookJson,
    waiting_for: String,
}

impl LineJson {
    pub(super) fn of(line: &WorkLine) -> Self {
        Self {
            case_no: line.case_no.clone(),
            item: line.item_name.clone(),
            applicant: line.applicant.clone(),
            department: line.department.clone(),
            stage: line.stage.clone(),
            stage_label: Stage::label_of(&line.stage),
            accepted_on: line.accepted_on,
            due_on: line.due_on,
            provisional: line.provisional,
            outlook: OutlookJson::of(line.outlook),
            waiting_for: line.waiting_for.clone(),
        }
    }
}

/// The item a case was filed under.
#[derive(Debug, Serialize)]
struct ItemJson {
    id: String,
    version: i64,
    code: String,
    name: String,
}

/// The applicant, masked.
#[derive(Debug, Serialize)]
struct ApplicantJson {
    kind: &'static str,
    name: String,
    code: String,
    contact: String,
    phone: String,
}

#[derive(Debug, Serialize)]
struct MaterialJson {
    name: String,
    received: bool,
}

#[derive(Debug, Serialize)]
struct DecisionJson {
    at: Timestamp,
    outcome: &'static str,
    reason: String,
    opinion: String,
}

#[derive(Debug, Serialize)]
struct ResultJson {
    at: Timestamp,
    result_name: String,
    result_no: String,
}

#[derive(Debug, Serialize)]
struct DeliveryJson {
    at: Timestamp,
    way: &'static str,
    receiver: String,
}

#[derive(Debug, Serialize)]
struct EventJson {
    seq: i64,
    kind: String,
    happened_at: Timestamp,
    entered_at: Timestamp,
    actor: String,
    terminal: String,
    source: &'static str,
}

/// One case.
#[derive(Debug, Serialize)]
pub(super) struct CaseJson {
    case_no: String,
    version: i64,
    item: ItemJson,
    department: String,
    applicant: ApplicantJson,
    stage: &'static str,
    stage_label: &'static str,
    accepted_at: Timestamp,
    accepted_on: Date,
    due_on: Option<Date>,
    provisional: bool,
    limit: String,
    outlook: OutlookJson,
    waiting_for: String,
    materials: Vec<MaterialJson>,
    decision: Option<DecisionJson>,
    result: Option<ResultJson>,
    delivery: Option<DeliveryJson>,
    history: Vec<EventJson>,
}

impl CaseJson {
    pub(super) fn of(view: &CaseView) -> Self {
        let (case, who) = (&view.case, &view.particulars);
        let (decision, result, delivery) = match &case.stage {
            Stage::Accepted => (None, None, None),
            Stage::Decided(d) => (Some(d), None, None),
            Stage::Completed(d, c) => (Some(d), Some(c), None),
            Stage::Delivered(d, c, v) => (Some(d), Some(c), Some(v)),
        };
        Self {
            case_no: case.no.to_string(),
            version: case.version,
            item: ItemJson {
                id: case.item_id.to_string(),
                version: case.item_version,
                code: view.item.content.code.clone(),
                name: case.item_name.clone(),
            },
            department: view.department.name.clone(),
            applicant: ApplicantJson {
                kind: case.applicant_kind.as_str(),
                name: who.name.clone(),
                code: who.code.clone(),
                contact: who.contact.clone(),
                phone: who.phone.clone(),
            },
            stage: case.stage.as_str(),
            stage_label: case.stage.label(),
            accepted_at: case.accepted_at,
            accepted_on: case.accepted_on,
            due_on: case.due.on,
            provisional: case.due.provisional,
            limit: case.due.limit_text.clone(),
            outlook: OutlookJson::of(view.outlook),
            waiting_for: view.waiting_for.clone(),
            materials: case
                .materials
                .iter()
                .map(|m| MaterialJson { name: m.name.clone(), received: m.received })
                .collect(),
            decision: decision.map(decided),
            result: result.map(|c| ResultJson {
                at: c.at,
                result_name: c.result_name.clone(),
                result_no: c.result_no.clone(),
            }),
            delivery: delivery.map(|d| DeliveryJson { at: d.at, way: d.way.as_str(), receiver: who.receiver.clone() }),
            history: view.history.iter().map(happened).collect(),
        }
    }
}

fn decided(decision: &Decision) -> DecisionJson {
    DecisionJson {
        at: decision.at,
        outcome: decision.outcome.as_str(),
        reason: decision.reason.clone(),
        opinion: decision.opinion.clone(),
    }
}

fn happened(event: &services::cases::EventRow) -> EventJson {
    EventJson {
        seq: event.seq,
        kind: event.kind.clone(),
        happened_at: event.happened_at,
        entered_at: event.entered_at,
        actor: words::actor(event).to_owned(),
        terminal: event.terminal.clone(),
        source: event.source.as_str(),
    }
}

/// What the applicant is told.
#[derive(Debug, Serialize)]
pub(super) struct ProgressJson {
    case_no: String,
    item: String,
    applicant: String,
    department: String,
    phone: String,
    stage: &'static str,
    stage_label: &'static str,
    /// Number of the step, of 4.
    step: u8,
    accepted_on: Date,
    due_on: Option<Date>,
    provisional: bool,
    outlook: OutlookJson,
    waiting_for: String,
    /// `grant` or `deny`, once decided.
    outcome: Option<&'static str>,
    /// Why not.
    reason: Option<String>,
}

impl ProgressJson {
    pub(super) fn of(progress: &Progress) -> Self {
        let case = &progress.case;
        let decision = match &case.stage {
            Stage::Accepted => None,
            Stage::Decided(d) | Stage::Completed(d, _) | Stage::Delivered(d, ..) => Some(d),
        };
        Self {
            case_no: case.no.to_string(),
            item: case.item_name.clone(),
            applicant: progress.applicant.clone(),
            department: progress.department.clone(),
            phone: progress.phone.clone(),
            stage: case.stage.as_str(),
            stage_label: case.stage.label(),
            step: case.stage.step(),
            accepted_on: case.accepted_on,
            due_on: case.due.on,
            provisional: case.due.provisional,
            outlook: OutlookJson::of(progress.outlook),
            waiting_for: progress.waiting_for.clone(),
            outcome: decision.map(|d| d.outcome.as_str()),
            reason: decision.map(|d| d.reason.clone()).filter(|r| !r.is_empty()),
        }
    }
}
