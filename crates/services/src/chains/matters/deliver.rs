//! Handing out what is ready (统一发放): the results of all members that are completed, in one act. Before the whole is
//! over what is ready may be fetched too: the days for handing out a decision (行政许可法 44) do not wait for the others.

use domain::{
    cases::{Case, DeliveryWay, Stage},
    chains,
    people::{Act, Desk},
};
use serde::Serialize;

use super::{
    refusal::{MatterFailure, MatterRefusal, of_case, of_rule},
    work::{MatterRef, Work},
};
use crate::{
    Bureau, Failure,
    cases::member::{self, Doing},
};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HandOutForm {
    /// `window`, `mail` or `online`.
    pub way: String,
    /// Who received it, where it is somebody else than who applied.
    pub receiver: String,
    /// The applicant received it (本人领取): for an organisation, who came for it.
    pub by_applicant: bool,
}

/// Hands out every result that is ready. The receiver's name is sealed under the applicant's key. Gives the version.
pub fn deliver(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&MatterRef, &HandOutForm),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    bureau.may(desk, Act::CaseDeliver)?;
    let way = DeliveryWay::parse(&form.way).ok_or(Failure::Refused(MatterRefusal::Way))?;
    if form.by_applicant && !form.receiver.trim().is_empty() {
        return Err(Failure::Refused(MatterRefusal::Both));
    }
    let command = bureau.command(desk, "matter.deliver", key, &(at, form));
    let (worker, desk, at, form) = (bureau.clone(), desk.clone(), at.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let mut work = Work::load(&worker, tx, (&desk, Act::CaseDeliver), &at)?;
        work.settle(tx)?;
        let by = work.who.staff()?;
        let named = (!form.by_applicant).then_some(form.receiver.as_str());
        let whose = (work.filed.applicant_kind, &work.sealed);
        let receiver = member::receiver(&worker, &work.key, whose, named)?;
        let is_ready = |case: &Case| matches!(case.stage, Stage::Completed(..));
        let ready: Vec<(String, Case)> = work.cases(tx)?.into_iter().filter(|(_, c)| is_ready(c)).collect();
        for (member, case) in &ready {
            let (stamp, who) = work.doing();
            let doing = Doing { stamp: &stamp, by: who, now: work.now, today: work.today };
            let case = member::deliver(&worker, tx, doing, (case.id, &work.key), (way, &receiver, by));
            work.stands(member, &case.map_err(of_case)?);
        }
        let members = ready.into_iter().map(|(key, _)| key).collect();
        let (filed, event) = chains::deliver(work.filed.clone(), members, false, way, work.now).map_err(of_rule)?;
        work.filed = filed;
        work.sealed.receiver = Some(work.key.seal(worker.region(), "receiver", &receiver, worker.rng()));
        work.note("matter.delivered", &event);
        Ok(work.save(tx)?)
    })?;
    Ok(done.value)
}
