//! Calls that were answered (接通的回访): what scores are computed from, and ratings taken from.

use domain::followup::{Answers, Call, Line, Outcome, Standing, Week};
use jiff::{Timestamp, ToSpan as _};
use store::{StoreError, Tx, followup as rows};

use super::step::unsealed;
use crate::Bureau;

/// The drawn cases whose applicant was reached from one instant up to another, with the answers as far as their key
/// opens them. Second calls are left out.
pub(crate) fn answered_calls(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (from, before): (Timestamp, Timestamp),
) -> Result<Vec<(Line, Call, Answers)>, StoreError> {
    // A case is called in the weeks after its own; ten are more than any plan allows without a page being stale.
    let first = Week::of(domain::base::shanghai_day(from).saturating_sub((7 * 10).days()));
    let mut out = Vec::new();
    for sealed in rows::lines_since(tx, bureau.region(), first)? {
        let is_meant = match &sealed.line.standing {
            Standing::Done(call) => {
                call.outcome == Outcome::Reached && from <= call.at && call.at < before && sealed.line.place.is_drawn()
            }
            Standing::Waiting { .. } | Standing::Skipped { .. } => false,
        };
        if !is_meant {
            continue;
        }
        let line = unsealed(bureau, tx, sealed)?;
        if let Standing::Done(call) = line.standing.clone()
            && let Some(answers) = call.answers.clone()
        {
            out.push((line, call, answers));
        }
    }
    Ok(out)
}
