//! Shapes of the case answers (办件接口的回答). Every id is text, because a JavaScript number ends at 2^53; days are
//! `2026-12-02`, instants UTC.

use domain::{
    cases::{ApplicantKind, Correction, Decision, Stage},
    catalogue::Told,
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::cases::{CaseView, EventRow, Outlook, Particulars, Progress, WorkLine};

use super::words;

/// A due day seen from today.
#[derive(Debug, Serialize)]
pub(crate) struct OutlookJson {
    /// `none`, `stopped`, `paused`, `ample`, `close`, `today`, `over`.
    state: &'static str,
    /// Working days left, or over where `over`.
    days: Option<i64>,
    /// As on the pages.
    words: String,
}

impl OutlookJson {
    pub(crate) fn of(outlook: Outlook) -> Self {
        let (state, days) = match outlook {
            Outlook::None => ("none", None),
            Outlook::Stopped => ("stopped", None),
            Outlook::Paused => ("paused", None),
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
    channel: String,
    /// Which system it came from.
    source: Option<String>,
    /// The department's system that has it.
    system: Option<String>,
    received_on: Date,
    accepted_on: Option<Date>,
    due_on: Option<Date>,
    next_on: Option<Date>,
    provisional: bool,
    outlook: OutlookJson,
    waiting_for: String,
}

impl LineJson {
    pub(super) fn of(line: WorkLine) -> Self {
        Self {
            case_no: line.case_no,
            item: line.item_name,
            applicant: line.applicant,
            department: line.department,
            stage_label: Stage::label_of(&line.stage),
            stage: line.stage,
            channel: line.channel,
            source: line.source,
            system: line.system,
            received_on: line.received_on,
            accepted_on: line.accepted_on,
            due_on: line.due_on,
            next_on: line.next_on,
            provisional: line.provisional,
            outlook: OutlookJson::of(line.outlook),
            waiting_for: line.waiting_for,
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
pub(crate) struct ApplicantJson {
    kind: &'static str,
    name: String,
    code: String,
    contact: String,
    phone: String,
}

impl ApplicantJson {
    pub(crate) fn of(kind: ApplicantKind, who: &Particulars) -> Self {
        Self {
            kind: kind.as_str(),
            name: who.name.clone(),
            code: who.code.clone(),
            contact: who.contact.clone(),
            phone: who.phone.clone(),
        }
    }
}

/// One answer of the item's form, masked where it is personal.
#[derive(Debug, Serialize)]
pub(crate) struct AnswerJson {
    field: String,
    label: String,
    answer: String,
}

impl AnswerJson {
    pub(crate) fn of(told: &Told) -> Self {
        Self { field: told.key.clone(), label: told.label.clone(), answer: told.lines.join("\n") }
    }
}

#[derive(Debug, Serialize)]
struct MaterialJson {
    name: String,
    received: bool,
    deferred_until: Option<Date>,
    fits: Option<bool>,
    note: Option<String>,
}

/// One thing to supply.
#[derive(Debug, Serialize)]
struct CorrectionItemJson {
    material: Option<usize>,
    what: String,
}

/// 补正.
#[derive(Debug, Serialize)]
pub(super) struct CorrectionJson {
    at: Timestamp,
    until: Date,
    items: Vec<CorrectionItemJson>,
    supplied_at: Option<Timestamp>,
}

impl CorrectionJson {
    pub(super) fn of(correction: &Correction) -> Self {
        let item =
            |i: &domain::cases::CorrectionItem| CorrectionItemJson { material: i.material, what: i.what.clone() };
        Self {
            at: correction.at,
            until: correction.until,
            items: correction.items.iter().map(item).collect(),
            supplied_at: correction.supplied_at,
        }
    }
}

/// An end without a decision.
#[derive(Debug, Serialize)]
struct EndingJson {
    at: Timestamp,
    how: &'static str,
    reason: String,
    body: String,
}

/// 部门系统办理.
#[derive(Debug, Serialize)]
struct TakeoverJson {
    system: String,
    at: Timestamp,
    decision_no: Option<String>,
}

#[derive(Debug, Serialize)]
struct DecisionJson {
    at: Timestamp,
    outcome: &'static str,
    reason: String,
    opinion: String,
    capacity: Option<&'static str>,
    authorization_no: Option<String>,
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
pub(crate) struct EventJson {
    seq: i64,
    kind: String,
    happened_at: Timestamp,
    entered_at: Timestamp,
    actor: String,
    terminal: String,
    source: &'static str,
}

impl EventJson {
    pub(crate) fn of(event: &EventRow) -> Self {
        Self {
            seq: event.seq,
            kind: event.kind.clone(),
            happened_at: event.happened_at,
            entered_at: event.entered_at,
            actor: words::actor(event).to_owned(),
            terminal: event.terminal.clone(),
            source: event.source.as_str(),
        }
    }
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
    channel: &'static str,
    foreign_no: Option<String>,
    foreign_source: Option<String>,
    takeover: Option<TakeoverJson>,
    received_at: Timestamp,
    received_on: Date,
    accepted_at: Option<Timestamp>,
    accepted_on: Option<Date>,
    promised_on: Option<Date>,
    statutory_on: Option<Date>,
    due_on: Option<Date>,
    next_on: Option<Date>,
    provisional: bool,
    limit: String,
    outlook: OutlookJson,
    waiting_for: String,
    answers: Vec<AnswerJson>,
    materials: Vec<MaterialJson>,
    correction: Option<CorrectionJson>,
    ending: Option<EndingJson>,
    decision: Option<DecisionJson>,
    result: Option<ResultJson>,
    delivery: Option<DeliveryJson>,
    history: Vec<EventJson>,
}

impl CaseJson {
    pub(super) fn of(view: &CaseView) -> Self {
        let (case, who) = (&view.case, &view.particulars);
        let (decision, result, delivery) = (case.stage.decision(), case.stage.completion(), case.stage.delivery());
        let (acceptance, due) = (case.stage.acceptance(), case.due());
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
            applicant: ApplicantJson::of(case.applicant_kind, who),
            stage: case.stage.as_str(),
            stage_label: case.stage.label(),
            channel: case.channel.as_str(),
            foreign_no: case.foreign.as_ref().map(|f| f.no.clone()),
            foreign_source: case.foreign.as_ref().map(|f| f.source.clone()),
            takeover: case.elsewhere.as_ref().map(|e| TakeoverJson {
                system: e.system.clone(),
                at: e.at,
                decision_no: Some(e.decision_no.clone()).filter(|no| !no.is_empty()),
            }),
            received_at: case.receipt.at,
            received_on: case.receipt.on,
            accepted_at: acceptance.map(|a| a.at),
            accepted_on: acceptance.map(|a| a.on),
            promised_on: acceptance.and_then(|a| a.clocks.promised).map(|d| d.on),
            statutory_on: acceptance.and_then(|a| a.clocks.statutory).map(|d| d.on),
            due_on: due.on,
            next_on: case.next_on(),
            provisional: due.provisional,
            limit: due.limit_text,
            outlook: OutlookJson::of(view.outlook),
            waiting_for: view.waiting_for.clone(),
            answers: view.answers.iter().map(AnswerJson::of).collect(),
            materials: case
                .materials
                .iter()
                .map(|m| MaterialJson {
                    name: m.name.clone(),
                    received: m.received,
                    deferred_until: m.deferred_until,
                    fits: m.verdict.as_ref().map(|v| v.ok),
                    note: m.verdict.as_ref().map(|v| v.note.clone()).filter(|n| !n.is_empty()),
                })
                .collect(),
            correction: case.correction.as_ref().map(CorrectionJson::of),
            ending: case.stage.ending().map(|e| EndingJson {
                at: e.at,
                how: e.kind.as_str(),
                reason: e.reason.clone(),
                body: e.body.clone(),
            }),
            decision: decision.map(decided),
            result: result.map(|c| ResultJson {
                at: c.at,
                result_name: c.result_name.clone(),
                result_no: c.result_no.clone(),
            }),
            delivery: delivery.map(|d| DeliveryJson { at: d.at, way: d.way.as_str(), receiver: who.receiver.clone() }),
            history: view.history.iter().map(EventJson::of).collect(),
        }
    }
}

fn decided(decision: &Decision) -> DecisionJson {
    DecisionJson {
        at: decision.at,
        outcome: decision.outcome.as_str(),
        reason: decision.reason.clone(),
        opinion: decision.opinion.clone(),
        capacity: decision.taken_as.as_ref().map(domain::cases::TakenAs::as_str),
        authorization_no: decision.taken_as.as_ref().and_then(|t| t.authority()).map(|a| a.doc_no.clone()),
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
    received_on: Date,
    accepted_on: Option<Date>,
    due_on: Option<Date>,
    next_on: Option<Date>,
    provisional: bool,
    outlook: OutlookJson,
    waiting_for: String,
    /// `grant` or `deny`, once decided.
    outcome: Option<&'static str>,
    /// Why not, or why it ended.
    reason: Option<String>,
    correction: Option<CorrectionJson>,
}

impl ProgressJson {
    pub(super) fn of(progress: &Progress) -> Self {
        let case = &progress.case;
        let decision = case.stage.decision();
        let due = case.due();
        Self {
            case_no: case.no.to_string(),
            item: case.item_name.clone(),
            applicant: progress.applicant.clone(),
            department: progress.department.clone(),
            phone: progress.phone.clone(),
            stage: case.stage.as_str(),
            stage_label: case.stage.label(),
            step: case.stage.step(),
            received_on: case.receipt.on,
            accepted_on: case.stage.acceptance().map(|a| a.on),
            due_on: due.on,
            next_on: case.next_on(),
            provisional: due.provisional,
            outlook: OutlookJson::of(progress.outlook),
            waiting_for: progress.waiting_for.clone(),
            outcome: decision.map(|d| d.outcome.as_str()),
            reason: decision
                .map(|d| d.reason.clone())
                .or_else(|| case.stage.ending().map(|e| e.reason.clone()))
                .filter(|r| !r.is_empty()),
            correction: case.correction.as_ref().map(CorrectionJson::of),
        }
    }
}
