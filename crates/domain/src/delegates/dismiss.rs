//! Taking a representative out of office (免去). The letters that let the person act end with it; whoever loads them
//! revokes them in the same commit.

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{AppointmentLetter, DelegateRules, Dismissal, Refusal, Warning, refusal::words};
use crate::base::StaffId;

/// Dismisses from a day on. Before the place's time in office is over (不满任期) the dismissal is taken with a warning.
///
/// # Errors
/// No reason, a day that is over, or an appointment that has ended.
pub fn dismiss(
    letter: AppointmentLetter,
    (from, reason): (Date, &str),
    rules: &DelegateRules,
    (by, at, today): (StaffId, Timestamp, Date),
) -> Result<(AppointmentLetter, RepresentativeDismissed), Refusal> {
    if letter.dismissal.is_some() {
        return Err(Refusal::Done("免去"));
    }
    if from < today {
        return Err(Refusal::Past { what: "免去的日子", today });
    }
    let reason = words(reason, "免去的原因", Refusal::ReasonMissing)?;
    let early = from < letter.from.saturating_add(i64::from(rules.stay_months).months());
    let mut warnings = letter.warnings.clone();
    if early {
        warnings.push(Warning::Early);
    }
    let event = RepresentativeDismissed { from, reason: reason.clone(), early };
    let dismissal = Some(Dismissal { from, reason, at, by });
    Ok((AppointmentLetter { version: letter.version + 1, warnings, dismissal, ..letter }, event))
}

/// Event: a representative was dismissed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepresentativeDismissed {
    /// First day out of office.
    pub from: Date,
    /// Why.
    pub reason: String,
    /// Before the place's time in office was over.
    pub early: bool,
}
