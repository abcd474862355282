//! Where applicants say that they handed in (在哪里交的), for the detectors: opened under the right of the results page,
//! without names, words or the answer on integrity.

use domain::{
    base::{CaseId, LineId, shanghai_day},
    followup::{HandedIn, Standing, Week},
    people::{Act, Desk},
};
use jiff::{ToSpan as _, civil::Date};
use store::{StoreError, Tx, followup as rows};

use super::step::unsealed;
use crate::Bureau;

/// One answer, without whoever gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HandedInAt {
    /// The call.
    pub(crate) line: LineId,
    /// The case.
    pub(crate) case: CaseId,
    /// The day of the call.
    pub(crate) called_on: Date,
    /// The option of the national list (now out of use) whose sense it has: 104 outside the hall, 106 first outside and
    /// then again at the window. `None` = in the hall, online, at a station.
    pub(crate) option: Option<&'static str>,
    /// Where, in words.
    pub(crate) place: &'static str,
}

const fn option(place: HandedIn) -> Option<&'static str> {
    match place {
        HandedIn::Office => Some("104"),
        HandedIn::OfficeFirst => Some("106"),
        HandedIn::Hall | HandedIn::Online | HandedIn::Station => None,
    }
}

/// The answers of calls made from a day to another, both counted; `None` where the desk may not see answers.
pub(crate) fn handed_in(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    (from, to): (Date, Date),
) -> Result<Option<Vec<HandedInAt>>, StoreError> {
    if bureau.may(desk, Act::FollowupView).is_err() {
        return Ok(None);
    }
    let mut out = Vec::new();
    // A case is called within weeks of its own; nobody is asked of a week long past.
    for sealed in rows::lines_since(tx, bureau.region(), Week::of(from.saturating_sub(60.days())))? {
        let line = unsealed(bureau, tx, sealed)?;
        let Standing::Done(call) = &line.standing else { continue };
        let called_on = shanghai_day(call.at);
        let Some(place) = call.answers.as_ref().and_then(|a| a.handed_in) else { continue };
        if (from..=to).contains(&called_on) {
            out.push(HandedInAt {
                line: line.id,
                case: line.case,
                called_on,
                option: option(place),
                place: place.label(),
            });
        }
    }
    Ok(Some(out))
}
