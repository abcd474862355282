//! Looking again after the order was closed (回头看).

use domain::{
    oversight::leads::{self as rules, Refusal, Settled, Stage},
    people::{Act, Desk},
    rectification::Stage as OrderStage,
};
use serde::Serialize;
use store::rectification;

use super::step::{load, person, save};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FollowUpForm {
    /// 线索编号.
    pub no: String,
    /// Version the page was made from.
    pub version: i64,
    /// It goes on all the same.
    pub goes_on: bool,
    /// What was seen.
    pub finding: String,
}

/// Looks again. Returns the lead's next version.
pub fn follow_up(
    bureau: &Bureau,
    desk: &Desk,
    form: &FollowUpForm,
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    bureau.may(desk, Act::LeadSettle)?;
    let (now, by) = (bureau.now(), person(desk)?);
    let command = bureau.command(desk, "oversight.follow_up", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let (lead, role) = load(&worker, tx, (&desk, Act::LeadSettle), &form.no, form.version)?;
        let order = match &lead.stage {
            Stage::Settled(_, _, verdict) => match verdict.settled {
                Settled::Upheld(no) => rectification::order_by_no(tx, worker.region(), no)?,
                Settled::Explained(_) => None,
            },
            Stage::Found | Stage::Assigned(_) | Stage::Stated(..) | Stage::FollowedUp(..) => None,
        };
        let closed = order.is_some_and(|o| match o.stage {
            OrderStage::Closed(..) | OrderStage::Withdrawn(_) => true,
            OrderStage::Issued(_) | OrderStage::Answered(_) => false,
        });
        let (next, event) =
            rules::follow_up(lead, (form.goes_on, closed), &form.finding, by, now).map_err(Failure::Refused)?;
        Ok(save(&worker, tx, (&desk, role), &next, ("oversight.lead_followed_up", &event), now)?)
    })?;
    Ok(done.value)
}
