//! What was answered in the calls of the last weeks, for ratings: the overall level and nothing else.

use domain::{
    base::{CaseId, Satisfaction, StaffId},
    followup::{Standing, Week},
};
use jiff::ToSpan as _;
use store::{StoreError, followup as rows};

use super::step::unsealed;
use crate::Bureau;

/// Days that are looked back on.
const DAYS: i64 = 42;

/// A call in which somebody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AnsweredCall {
    pub(crate) case: CaseId,
    pub(crate) overall: Satisfaction,
    /// Who called.
    pub(crate) by: StaffId,
}

/// First calls of the last weeks that were answered; second calls tell of the rectification, not of the case.
pub(crate) fn rated_calls(bureau: &Bureau) -> Result<Vec<AnsweredCall>, StoreError> {
    let since = Week::of(bureau.today().saturating_sub(DAYS.days()));
    bureau.db().read(|tx| {
        let mut out = Vec::new();
        for sealed in rows::lines_since(tx, bureau.region(), since)? {
            if !sealed.line.place.is_drawn() || sealed.answers.is_none() {
                continue;
            }
            let line = unsealed(bureau, tx, sealed)?;
            if let Standing::Done(call) = &line.standing
                && let Some(answers) = &call.answers
            {
                out.push(AnsweredCall { case: line.case, overall: answers.overall, by: call.by });
            }
        }
        Ok(out)
    })
}
