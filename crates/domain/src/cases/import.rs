//! Taking in a case that happened in another system (导入办件): its steps as far as the export knows them,
//! each under the time at which it happened; and the steps that came since.
//!
//! Not here: reading the export, and whether such a case is known already.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Acceptance, Accepter, ApplicantKind, Case, CaseAccepted, CaseCompleted, CaseDecided, CaseDelivered, CaseEnded,
    CaseNo, Channel, Clocks, Completion, Decision, Delivery, DueDay, End, Ending, Foreign, Outcome, Receipt, Reported,
    Sequel, Stage, Terms, clocks,
};
use crate::{
    base::{Calendar, CaseId, DepartmentId, Due, PersonId, shanghai_day},
    catalogue::{Content, Item},
};

/// Ids and place of a case that comes in: made by the caller.
pub struct Imported {
    /// Id.
    pub id: CaseId,
    /// Number.
    pub no: CaseNo,
    /// Applicant.
    pub person: PersonId,
    /// Person or organisation.
    pub applicant_kind: ApplicantKind,
    /// Which system it comes from, in words.
    pub source: String,
    /// The department that took it in, where it is known and is not the one that decides.
    pub accepting_department: Option<DepartmentId>,
}

/// What happened in one step; written in the words of that step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum StepEvent {
    /// 收件.
    Imported(CaseImported),
    /// 受理.
    Accepted(CaseAccepted),
    /// 决定.
    Decided(CaseDecided),
    /// 办结.
    Completed(CaseCompleted),
    /// 送达.
    Delivered(CaseDelivered),
    /// An end without a decision.
    Ended(CaseEnded),
}

impl StepEvent {
    /// Its name in the journal.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Imported(_) => "case.imported",
            Self::Accepted(_) => "case.accepted",
            Self::Decided(_) => "case.decided",
            Self::Completed(_) => "case.completed",
            Self::Delivered(_) => "case.delivered",
            Self::Ended(_) => "case.ended",
        }
    }
}

/// One step and when it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When, as the export has it.
    pub at: Timestamp,
    /// What.
    pub event: StepEvent,
}

/// Takes in a case that is new here, with all its steps. What the item asks of applicants is not asked:
/// another office has accepted it already. Nobody here answers for its notice in time, so silence does not
/// accept it.
pub fn import(item: &Item, report: &Reported, place: Imported, calendar: &Calendar) -> (Case, Vec<Step>) {
    let on = shanghai_day(report.received_at);
    let foreign = Foreign { no: report.no.clone(), source: place.source };
    let event = CaseImported {
        case_no: place.no.to_string(),
        item_code: item.content.code.clone(),
        item_version: item.version,
        foreign_no: foreign.no.clone(),
        foreign_source: foreign.source.clone(),
    };
    let case = Case {
        id: place.id,
        version: 1,
        no: place.no,
        item_id: item.id,
        item_version: item.version,
        item_name: item.content.name.clone(),
        department: item.content.department,
        accepting_department: place.accepting_department,
        window_no: None,
        channel: Channel::Import,
        foreign: Some(foreign),
        person: place.person,
        applicant_kind: place.applicant_kind,
        materials: Vec::new(),
        receipt: Receipt { at: report.received_at, on, by: None, notice_by: None },
        correction: None,
        commitment: None,
        elsewhere: None,
        matter: None,
        stage: Stage::Submitted,
    };
    let first = Step { at: report.received_at, event: StepEvent::Imported(event) };
    let (case, later) = advance(case, &item.content, report, calendar);
    (case, std::iter::once(first).chain(later).collect())
}

/// The steps that the export knows and the case has not taken; none where it stands as far or further.
pub fn advance(mut case: Case, content: &Content, report: &Reported, calendar: &Calendar) -> (Case, Vec<Step>) {
    let mut steps = Vec::new();
    loop {
        let (at_next, step) = next(case, content, report, calendar);
        case = at_next;
        let Some(step) = step else { return (case, steps) };
        case.version += 1;
        steps.push(step);
    }
}

fn next(case: Case, content: &Content, report: &Reported, calendar: &Calendar) -> (Case, Option<Step>) {
    let ending = report.sequel.as_ref().and_then(|s| match s.end {
        End::Decided(_) => None,
        End::Without(kind) => Some(Ending { kind, at: s.at, by: None, reason: s.reason.clone(), body: String::new() }),
    });
    let decided = report.sequel.as_ref().and_then(|s| match s.end {
        End::Decided(outcome) => Some((s, outcome)),
        End::Without(_) => None,
    });
    let (stage, step) = match case.stage.clone() {
        Stage::Draft | Stage::Submitted | Stage::CorrectionAsked => match (report.accepted_at, ending) {
            (Some(at), _) => {
                let (acceptance, event) = accepted(&case, content, report, (at, calendar));
                (Stage::Accepted(acceptance), Some((at, StepEvent::Accepted(event))))
            }
            (None, Some(ending)) => ended(None, ending),
            (None, None) => return (case, None),
        },
        Stage::Accepted(a) | Stage::InReview(a, _) | Stage::Suspended(a, ..) => match (decided, ending) {
            (Some((s, outcome)), _) => decision(a, s, outcome),
            (None, Some(ending)) => ended(Some(a), ending),
            (None, None) => return (case, None),
        },
        Stage::Decided(a, d) => match decided {
            Some((s, _)) => {
                let result = Completion {
                    at: s.at,
                    by: None,
                    result_name: s.result_name.clone(),
                    result_no: s.result_no.clone(),
                };
                let event =
                    CaseCompleted { result_name: result.result_name.clone(), result_no: result.result_no.clone() };
                (Stage::Completed(a, d, result), Some((s.at, StepEvent::Completed(event))))
            }
            None => return (case, None),
        },
        Stage::Completed(a, d, c) => match report.delivered {
            Some((at, way)) => {
                let event = CaseDelivered { way: way.as_str().to_owned() };
                (Stage::Delivered(a, d, c, Delivery { at, by: None, way }), Some((at, StepEvent::Delivered(event))))
            }
            None => return (case, None),
        },
        Stage::Delivered(..) | Stage::Rated(..) | Stage::Ended(..) | Stage::Archived(..) => return (case, None),
    };
    (Case { stage, ..case }, step.map(|(at, event)| Step { at, event }))
}

fn ended(acceptance: Option<Acceptance>, ending: Ending) -> (Stage, Option<(Timestamp, StepEvent)>) {
    let event = CaseEnded { how: ending.kind, reason: ending.reason.clone(), body: String::new() };
    let at = ending.at;
    (Stage::Ended(acceptance, ending), Some((at, StepEvent::Ended(event))))
}

/// The department's decision. How long the result may take to reach the applicant is not asked here: who
/// hands it out is another system.
fn decision(acceptance: Acceptance, s: &Sequel, outcome: Outcome) -> (Stage, Option<(Timestamp, StepEvent)>) {
    let reason = match outcome {
        Outcome::Grant => String::new(),
        Outcome::Deny => s.reason.clone(),
    };
    let event = CaseDecided {
        outcome: outcome.as_str().to_owned(),
        reason: reason.clone(),
        opinion: String::new(),
        deliver_by: None,
        decision_no: String::new(),
        taken_as: None,
    };
    let (at, opinion) = (s.at, String::new());
    let decision = Decision { at, by: None, outcome, reason, opinion, deliver_by: None, taken_as: None };
    (Stage::Decided(acceptance, decision), Some((s.at, StepEvent::Decided(event))))
}

fn accepted(
    case: &Case,
    content: &Content,
    report: &Reported,
    (at, calendar): (Timestamp, &Calendar),
) -> (Acceptance, CaseAccepted) {
    let on = shanghai_day(at);
    let clocks = promised_clocks(content, report, on, calendar);
    let event = CaseAccepted {
        case_no: case.no.to_string(),
        item_code: content.code.clone(),
        item_version: case.item_version,
        due_on: clocks.due.on,
        provisional: clocks.due.provisional,
        limit: clocks.due.limit_text.clone(),
        deferred: Vec::new(),
        deferred_until: None,
        by_commitment: false,
        silent: false,
        joint: false,
    };
    (Acceptance { at, on, by: Accepter::Elsewhere, clocks, stopped: Vec::new(), extension: None }, event)
}

/// The clocks of the guide; the day that was promised to the applicant stands in the place of the guide's
/// promise. The earlier of promise and law binds, as always.
fn promised_clocks(content: &Content, report: &Reported, on: jiff::civil::Date, calendar: &Calendar) -> Clocks {
    let terms = Terms::of(content);
    let Some(day) = report.promised_on else { return clocks(on, terms, &[], None, calendar) };
    let by_law = clocks(on, Terms { promised: None, ..terms }, &[], None, calendar);
    let promised = Some(Due { on: day, provisional: false });
    let due = match by_law.statutory {
        Some(law) if law.on < day => by_law.due,
        Some(_) | None => {
            DueDay { on: Some(day), provisional: false, limit_text: "按受理时承诺的办结日".into() }
        }
    };
    Clocks { promised, due, ..by_law }
}

/// Event: a case that another system received came in with its export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseImported {
    /// Its number here.
    pub case_no: String,
    /// The item's code.
    pub item_code: String,
    /// The item's version.
    pub item_version: i64,
    /// Its number there.
    pub foreign_no: String,
    /// Where.
    pub foreign_source: String,
}

/// Event: an export of cases was taken in; its cases have events of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasesImported {
    /// File name.
    pub file_name: String,
    /// SM3 of its bytes.
    pub file_digest: String,
    /// Which system it comes from, in words.
    pub source: String,
    /// Rows in the file.
    pub rows: u64,
    /// Cases made.
    pub added: u64,
    /// Cases that moved on.
    pub moved: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Rows that were refused.
    pub refused: u64,
}

#[cfg(test)]
mod tests;
