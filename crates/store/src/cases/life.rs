//! What a case gathers on its way (办理过程), as the one text of its row; and its stage, rebuilt from that
//! text and the columns by a total match.
//!
//! Not here: the columns that lists and counts ask for (`case`).

use domain::{
    base::{Due, StaffId},
    cases::{
        Acceptance, Accepter, Archiving, Case, Clocks, Commitment, Completion, Correction, Decision, Delivery, DueDay,
        Elsewhere, EndKind, Ending, Extension, Finished, Pause, PauseSpan, Rating, Review, Stage,
    },
};
use serde::{Deserialize, Serialize};

use crate::seam::{Row, StoreError};

/// Who accepted, where it was no member of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Nobody {
    Silence,
    Elsewhere,
    Notices,
}

/// Everything of a case that no list asks for. What is not there is left out, so that the row of a
/// plain case stays short.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Life {
    #[serde(skip_serializing_if = "Option::is_none")]
    accepter: Option<Nobody>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    promised_provisional: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    statutory_provisional: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stopped: Vec<PauseSpan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<Extension>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<Review>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pause: Option<Pause>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) correction: Option<Correction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) commitment: Option<Commitment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) elsewhere: Option<Elsewhere>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ending: Option<Ending>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<Rating>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archiving: Option<Archiving>,
}

impl Life {
    /// Of a case.
    pub(super) fn of(case: &Case) -> Self {
        let mut life = Self {
            correction: case.correction.clone(),
            commitment: case.commitment.clone(),
            elsewhere: case.elsewhere.clone(),
            ..Self::default()
        };
        if let Some(a) = case.stage.acceptance() {
            life.accepter = match a.by {
                Accepter::Staff(_) => None,
                Accepter::Silence => Some(Nobody::Silence),
                Accepter::Elsewhere => Some(Nobody::Elsewhere),
                Accepter::Notices => Some(Nobody::Notices),
            };
            life.promised_provisional = a.clocks.promised.is_some_and(|d| d.provisional);
            life.statutory_provisional = a.clocks.statutory.is_some_and(|d| d.provisional);
            life.stopped.clone_from(&a.stopped);
            life.extension.clone_from(&a.extension);
        }
        life.gather(&case.stage);
        life
    }

    fn gather(&mut self, stage: &Stage) {
        match stage {
            Stage::InReview(_, review) => self.review = Some(*review),
            Stage::Suspended(_, review, pause) => {
                self.review = *review;
                self.pause = Some(pause.clone());
            }
            Stage::Rated(.., rating) => self.rating = Some(rating.clone()),
            Stage::Ended(_, ending) => self.ending = Some(ending.clone()),
            Stage::Archived(finished, archiving) => {
                match finished {
                    Finished::Delivered(..) => {}
                    Finished::Rated(.., rating) => self.rating = Some(rating.clone()),
                    Finished::Ended(_, ending) => self.ending = Some(ending.clone()),
                }
                self.archiving = Some(archiving.clone());
            }
            Stage::Draft
            | Stage::Submitted
            | Stage::CorrectionAsked
            | Stage::Accepted(_)
            | Stage::Decided(..)
            | Stage::Completed(..)
            | Stage::Delivered(..) => {}
        }
    }

    /// Which system has it, read from the text of a row. Most rows have none, and are not read for it.
    pub(super) fn system(text: Option<&str>) -> Option<String> {
        let text = text.filter(|t| t.contains("\"elsewhere\""))?;
        serde_json::from_str::<Self>(text).ok()?.elsewhere.map(|e| e.system)
    }

    /// As it is stored; `None` where there is nothing to say.
    pub(super) fn text(&self) -> Option<String> {
        (*self != Self::default()).then(|| serde_json::json!(self).to_string())
    }
}

/// The member of staff who accepted.
pub(super) fn accepted_by(acceptance: &Acceptance) -> Option<StaffId> {
    match acceptance.by {
        Accepter::Staff(id) => Some(id),
        Accepter::Silence | Accepter::Elsewhere | Accepter::Notices => None,
    }
}

fn acceptance(row: &Row, life: &Life) -> Result<Option<Acceptance>, StoreError> {
    let (at, on) = match (row.opt_instant("accepted_at")?, row.opt_date("accepted_on")?) {
        (None, None) => return Ok(None),
        (Some(at), Some(on)) => (at, on),
        (_, _) => return Err(StoreError::corrupt("service_case", "受理的时间和日期不齐")),
    };
    let by = match (row.opt_int("accepted_by")?, life.accepter) {
        (Some(id), None) => Accepter::Staff(StaffId::new(id)),
        (None, Some(Nobody::Silence)) => Accepter::Silence,
        (None, Some(Nobody::Elsewhere)) => Accepter::Elsewhere,
        (None, Some(Nobody::Notices)) => Accepter::Notices,
        (_, _) => return Err(StoreError::corrupt("service_case.accepted_by", "受理人不清楚")),
    };
    let end = |column: &str, provisional: bool| -> Result<Option<Due>, StoreError> {
        Ok(row.opt_date(column)?.map(|on| Due { on, provisional }))
    };
    let clocks = Clocks {
        promised: end("promised_on", life.promised_provisional)?,
        statutory: end("statutory_on", life.statutory_provisional)?,
        due: DueDay {
            on: row.opt_date("due_on")?,
            provisional: row.flag("due_provisional")?,
            limit_text: row.text("limit_text")?,
        },
    };
    let (stopped, extension) = (life.stopped.clone(), life.extension.clone());
    Ok(Some(Acceptance { at, on, by, clocks, stopped, extension }))
}

/// The groups of columns that come with the steps after review.
pub(super) struct Parts {
    pub(super) decision: Option<Decision>,
    pub(super) completion: Option<Completion>,
    pub(super) delivery: Option<Delivery>,
}

fn need<T>(part: Option<T>, what: &str) -> Result<T, StoreError> {
    part.ok_or_else(|| StoreError::corrupt("service_case", format!("环节缺{what}的内容")))
}

/// The stage that a row says, with everything it must have and nothing else.
pub(super) fn stage(row: &Row, life: Life, parts: Parts) -> Result<Stage, StoreError> {
    let word = row.text("stage")?;
    let accepted = acceptance(row, &life)?;
    let has = (
        accepted.is_some(),
        parts.decision.is_some(),
        parts.completion.is_some(),
        parts.delivery.is_some(),
        life.ending.is_some(),
    );
    let stage = of_word(&word, accepted, life, parts)?;
    let holds = (
        stage.acceptance().is_some(),
        stage.decision().is_some(),
        stage.completion().is_some(),
        stage.delivery().is_some(),
        stage.ending().is_some(),
    );
    if stage.as_str() != word || has != holds {
        return Err(StoreError::corrupt("service_case.stage", "与各环节的内容不一致"));
    }
    Ok(stage)
}

fn of_word(word: &str, accepted: Option<Acceptance>, life: Life, parts: Parts) -> Result<Stage, StoreError> {
    let (decision, completion, delivery) = (parts.decision, parts.completion, parts.delivery);
    if let Some(kind) = EndKind::parse(word) {
        let ending = need(life.ending, kind.label())?;
        return Ok(Stage::Ended(accepted, ending));
    }
    match word {
        "draft" => Ok(Stage::Draft),
        "submitted" => Ok(Stage::Submitted),
        "correction_asked" => need(life.correction, "补正").map(|_| Stage::CorrectionAsked),
        "accepted" => Ok(Stage::Accepted(need(accepted, "受理")?)),
        "in_review" => Ok(Stage::InReview(need(accepted, "受理")?, need(life.review, "接件")?)),
        "suspended" => Ok(Stage::Suspended(need(accepted, "受理")?, life.review, need(life.pause, "暂停")?)),
        "decided" => Ok(Stage::Decided(need(accepted, "受理")?, need(decision, "决定")?)),
        "completed" => {
            Ok(Stage::Completed(need(accepted, "受理")?, need(decision, "决定")?, need(completion, "办结")?))
        }
        "delivered" | "rated" | "archived" => {
            let finished = match (life.ending, delivery) {
                (Some(ending), _) => Finished::Ended(accepted, ending),
                (None, delivery) => {
                    let (a, d) = (need(accepted, "受理")?, need(decision, "决定")?);
                    let (c, v) = (need(completion, "办结")?, need(delivery, "送达")?);
                    match life.rating {
                        Some(rating) => Finished::Rated(a, d, c, v, rating),
                        None => Finished::Delivered(a, d, c, v),
                    }
                }
            };
            Ok(match (life.archiving, finished) {
                (Some(package), finished) => Stage::Archived(finished, package),
                (None, Finished::Delivered(a, d, c, v)) => Stage::Delivered(a, d, c, v),
                (None, Finished::Rated(a, d, c, v, r)) => Stage::Rated(a, d, c, v, r),
                (None, Finished::Ended(a, e)) => Stage::Ended(a, e),
            })
        }
        _ => Err(StoreError::corrupt("service_case.stage", "不认识的环节")),
    }
}
