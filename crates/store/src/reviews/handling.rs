//! The loop of a bad rating (差评办理): its state rebuilt from nullable columns by a total match. What the person said on
//! being told is sealed.

use domain::{
    base::{DepartmentId, OrderId, Region, ReviewId, StaffId},
    reviews::{Appeal, Handling, HandlingState, Published, Verdict},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Val},
};

/// How an appeal was decided (复核), for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealDecision {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// Why.
    pub reason: String,
}

/// The loop with what was written on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandlingRow {
    /// Of which rating.
    pub review: ReviewId,
    /// Who must act.
    pub department: DepartmentId,
    /// The day it came in.
    pub opened_on: Date,
    /// Where it is.
    pub handling: Handling,
    /// What was done.
    pub done: Option<String>,
    /// What the person said, sealed, and when they were told.
    pub answer: Option<(Option<Vec<u8>>, Timestamp)>,
    /// What is published of it.
    pub reply: Option<String>,
    /// How the appeal was decided.
    pub decision: Option<AppealDecision>,
    /// The order on the register.
    pub order: Option<OrderId>,
}

impl HandlingRow {
    /// The day by which somebody must act; `None` when it is over.
    pub fn next_on(&self) -> Option<Date> {
        match &self.handling.state {
            HandlingState::Verifying | HandlingState::Appealed(_) => Some(self.handling.contact_by),
            HandlingState::Rectifying(verdict) => Some(verdict.due.unwrap_or(self.handling.contact_by)),
            HandlingState::Rectified(verdict, _) | HandlingState::FedBack(verdict, _) => {
                Some(verdict.due.unwrap_or(self.handling.contact_by))
            }
            HandlingState::Closed(..) | HandlingState::SetAside(_) => None,
        }
    }
}

fn corrupt(why: &'static str) -> StoreError {
    StoreError::corrupt("review_handling", why)
}

pub(super) const COLUMNS: &str = "h.review_id AS review_id, h.department_id AS handled_by, h.opened_on AS opened_on, h.state AS state, \
     h.contact_by AS contact_by, h.verdict_at AS verdict_at, h.verdict_by AS verdict_by, h.finding AS finding, \
     h.due_on AS due_on, h.rectified_at AS rectified_at, h.done AS done, h.answer AS answer, \
     h.answered_at AS answered_at, h.reply AS reply, h.appeal_at AS appeal_at, h.appeal_by AS appeal_by, \
     h.appeal_reason AS appeal_reason, h.decided_at AS decided_at, h.decided_by AS decided_by, \
     h.decided_reason AS decided_reason, h.order_id AS order_id, h.published_at AS published_at, \
     h.published_by AS published_by, h.public_words AS public_words, h.public_reply AS public_reply";

fn verdict(row: &Row) -> Result<Option<Verdict>, StoreError> {
    let parts = (row.opt_instant("verdict_at")?, row.opt_int("verdict_by")?, row.opt_text("finding")?);
    match parts {
        (None, None, None) => Ok(None),
        (Some(at), Some(by), Some(finding)) => {
            Ok(Some(Verdict { at, by: StaffId::new(by), finding, due: row.opt_date("due_on")? }))
        }
        (_, _, _) => Err(corrupt("核实的内容不齐")),
    }
}

fn appeal(row: &Row) -> Result<Option<Appeal>, StoreError> {
    match (row.opt_instant("appeal_at")?, row.opt_int("appeal_by")?, row.opt_text("appeal_reason")?) {
        (None, None, None) => Ok(None),
        (Some(at), Some(by), Some(reason)) => Ok(Some(Appeal { at, by: StaffId::new(by), reason })),
        (_, _, _) => Err(corrupt("申诉的内容不齐")),
    }
}

fn decision(row: &Row) -> Result<Option<AppealDecision>, StoreError> {
    match (row.opt_instant("decided_at")?, row.opt_int("decided_by")?, row.opt_text("decided_reason")?) {
        (None, None, None) => Ok(None),
        (Some(at), Some(by), Some(reason)) => Ok(Some(AppealDecision { at, by: StaffId::new(by), reason })),
        (_, _, _) => Err(corrupt("复核的内容不齐")),
    }
}

fn published(row: &Row) -> Result<Option<Published>, StoreError> {
    let parts = (
        row.opt_instant("published_at")?,
        row.opt_int("published_by")?,
        row.opt_text("public_words")?,
        row.opt_text("public_reply")?,
    );
    match parts {
        (None, None, None, None) => Ok(None),
        (Some(at), Some(by), Some(words), Some(reply)) => {
            Ok(Some(Published { at, by: StaffId::new(by), words, reply }))
        }
        (_, _, _, _) => Err(corrupt("公开的内容不齐")),
    }
}

/// The state, and the appeal that was turned down before it.
fn state(row: &Row, is_decided: bool) -> Result<(HandlingState, Option<Appeal>), StoreError> {
    let word = row.text("state")?;
    let found = match (word.as_str(), verdict(row)?, row.opt_instant("rectified_at")?, appeal(row)?) {
        ("verifying", None, None, denied) if denied.is_some() == is_decided => (HandlingState::Verifying, denied),
        ("appealed", None, None, Some(appeal)) if !is_decided => (HandlingState::Appealed(appeal), None),
        ("set_aside", None, None, Some(appeal)) if is_decided => (HandlingState::SetAside(appeal), None),
        ("rectifying", Some(verdict), None, denied) => (HandlingState::Rectifying(verdict), denied),
        ("rectified", Some(verdict), Some(at), denied) => (HandlingState::Rectified(verdict, at), denied),
        ("fed_back", Some(verdict), Some(at), denied) => (HandlingState::FedBack(verdict, at), denied),
        ("closed", Some(verdict), Some(at), denied) => (HandlingState::Closed(verdict, at), denied),
        (_, _, _, _) => return Err(corrupt("状态与内容不一致")),
    };
    Ok(found)
}

pub(super) fn read(row: &Row) -> Result<HandlingRow, StoreError> {
    let decision = decision(row)?;
    let (state, appeal_denied) = state(row, decision.is_some())?;
    let answer = match (row.opt_instant("answered_at")?, row.opt_bytes("answer")?) {
        (None, None) => None,
        (Some(at), words) => Some((words, at)),
        (None, Some(_)) => return Err(corrupt("反馈没有时间")),
    };
    Ok(HandlingRow {
        review: ReviewId::new(row.int("review_id")?),
        department: DepartmentId::new(row.int("handled_by")?),
        opened_on: row.date("opened_on")?,
        handling: Handling { contact_by: row.date("contact_by")?, appeal_denied, state, published: published(row)? },
        done: row.opt_text("done")?,
        answer,
        reply: row.opt_text("reply")?,
        decision,
        order: row.opt_int("order_id")?.map(OrderId::new),
    })
}

/// The after-image of a loop.
pub fn handling_change(region: &Region, h: &HandlingRow) -> Change {
    let (verdict, rectified, appeal) = match &h.handling.state {
        HandlingState::Verifying => (None, None, h.handling.appeal_denied.as_ref()),
        HandlingState::Appealed(appeal) | HandlingState::SetAside(appeal) => (None, None, Some(appeal)),
        HandlingState::Rectifying(verdict) => (Some(verdict), None, h.handling.appeal_denied.as_ref()),
        HandlingState::Rectified(verdict, at)
        | HandlingState::FedBack(verdict, at)
        | HandlingState::Closed(verdict, at) => (Some(verdict), Some(*at), h.handling.appeal_denied.as_ref()),
    };
    let published = h.handling.published.as_ref();
    let mut row = vec![
        ("region", Val::from(region)),
        ("review_id", Val::from(h.review)),
        ("department_id", Val::from(h.department)),
        ("opened_on", Val::from(h.opened_on)),
        ("state", Val::from(h.handling.state.as_str())),
        ("contact_by", Val::from(h.handling.contact_by)),
        ("next_on", Val::from(h.next_on())),
        ("verdict_at", Val::from(verdict.map(|v| v.at))),
        ("verdict_by", Val::from(verdict.map(|v| v.by))),
        ("finding", Val::from(verdict.map(|v| v.finding.as_str()))),
        ("due_on", Val::from(verdict.and_then(|v| v.due))),
        ("rectified_at", Val::from(rectified)),
        ("done", Val::from(h.done.as_deref())),
        ("answer", Val::from(h.answer.as_ref().and_then(|(words, _)| words.clone()))),
        ("answered_at", Val::from(h.answer.as_ref().map(|(_, at)| *at))),
        ("reply", Val::from(h.reply.as_deref())),
    ];
    row.extend([
        ("appeal_at", Val::from(appeal.map(|a| a.at))),
        ("appeal_by", Val::from(appeal.map(|a| a.by))),
        ("appeal_reason", Val::from(appeal.map(|a| a.reason.as_str()))),
        ("decided_at", Val::from(h.decision.as_ref().map(|d| d.at))),
        ("decided_by", Val::from(h.decision.as_ref().map(|d| d.by))),
        ("decided_reason", Val::from(h.decision.as_ref().map(|d| d.reason.as_str()))),
        ("order_id", Val::from(h.order)),
        ("published_at", Val::from(published.map(|p| p.at))),
        ("published_by", Val::from(published.map(|p| p.by))),
        ("public_words", Val::from(published.map(|p| p.words.as_str()))),
        ("public_reply", Val::from(published.map(|p| p.reply.as_str()))),
    ]);
    Change::put("review_handling", row)
}
