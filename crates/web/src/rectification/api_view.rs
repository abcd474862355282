//! Shapes of the register's answers (整改接口的回答). Days are `2026-12-02`, instants UTC.

use domain::{
    base::shanghai_day,
    rectification::{Order, Stage},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::rectification::{EventRow, OrderView, RegisterLine};

use super::words;

/// A line of the register.
#[derive(Debug, Serialize)]
pub(super) struct LineJson {
    no: String,
    slug: String,
    source: &'static str,
    source_ref: String,
    subject_kind: &'static str,
    subject: String,
    subject_name: String,
    unit: String,
    blocker: String,
    requirement: String,
    issued_on: Date,
    due_on: Date,
    overdue: bool,
    deadline: String,
    stage: &'static str,
    stage_label: &'static str,
    waiting_for: String,
}

impl LineJson {
    pub(super) fn of(line: &RegisterLine, today: Date) -> Self {
        Self::from(&line.order, words::mark(&line.order, line.outlook).words, today)
    }

    fn from(order: &Order, deadline: String, today: Date) -> Self {
        Self {
            no: order.no.to_string(),
            slug: order.no.slug(),
            source: order.source.as_str(),
            source_ref: order.source_ref.clone(),
            subject_kind: order.subject.kind.as_str(),
            subject: order.subject.key.clone(),
            subject_name: order.subject.name.clone(),
            unit: order.unit_name.clone(),
            blocker: order.blocker.clone(),
            requirement: order.requirement.clone(),
            issued_on: shanghai_day(order.issued_at),
            due_on: order.due_on,
            overdue: order.is_overdue(today),
            deadline,
            stage: order.stage.as_str(),
            stage_label: order.stage.label(),
            waiting_for: words::waiting(order),
        }
    }
}

/// One event.
#[derive(Debug, Serialize)]
struct EventJson {
    seq: i64,
    kind: String,
    happened_at: Timestamp,
    actor: String,
    role: String,
    terminal: String,
    words: String,
}

fn event(event: &EventRow) -> EventJson {
    let (act, note) = words::act(event);
    EventJson {
        seq: event.seq,
        kind: event.kind.clone(),
        happened_at: event.happened_at,
        actor: words::actor(event).to_owned(),
        role: event.role.clone(),
        terminal: event.terminal.clone(),
        words: if note.is_empty() { act } else { format!("{act}：{note}") },
    }
}

/// One order with all that stands in it.
#[derive(Debug, Serialize)]
pub(super) struct OrderJson {
    line: LineJson,
    version: i64,
    was: String,
    issued_by: String,
    reminded_on: Option<Date>,
    answer: Option<String>,
    answered_at: Option<Timestamp>,
    finding: Option<String>,
    ending: Option<&'static str>,
    effect: Option<String>,
    ended_at: Option<Timestamp>,
    history: Vec<EventJson>,
}

impl OrderJson {
    pub(super) fn of(view: &OrderView, today: Date) -> Self {
        let order = &view.order;
        let (answer, finding, closing, ended_at) = match &order.stage {
            Stage::Issued(None) => (None, None, None, None),
            Stage::Issued(Some(returned)) => (Some(&returned.answer), Some(&returned.finding), None, None),
            Stage::Answered(answer) => (Some(answer), None, None, None),
            Stage::Closed(answer, closing) => (Some(answer), Some(&closing.finding), Some(closing), Some(closing.at)),
            Stage::Withdrawn(withdrawal) => (None, Some(&withdrawal.reason), None, Some(withdrawal.at)),
        };
        Self {
            line: LineJson::from(order, words::mark(order, view.outlook).words, today),
            version: order.version,
            was: order.was.clone(),
            issued_by: view.issued_by.clone(),
            reminded_on: order.reminded_on,
            answer: answer.map(|a| a.text.clone()),
            answered_at: answer.map(|a| a.at),
            finding: finding.cloned(),
            ending: closing.map(|c| c.ending.as_str()),
            effect: closing.map(|c| c.effect.clone()),
            ended_at,
            history: view.history.iter().map(event).collect(),
        }
    }
}
