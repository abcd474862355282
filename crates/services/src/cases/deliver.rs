//! Handing the result out (送达).

use domain::{
    cases::{self, CaseNo, DeliveryWay, Refusal},
    people::{Act, Denied, Desk},
};
use serde::Serialize;
use store::{StoreError, people};

use super::step::{load, save};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DeliverForm {
    /// 办件编号.
    pub case_no: String,
    /// Version the page was made from.
    pub version: i64,
    /// `window`, `mail` or `online`.
    pub way: String,
    /// Who received it.
    pub receiver: String,
}

/// Why it was not noted as delivered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeliverRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// No way was chosen.
    #[error("请选择送达方式")]
    Way,
}

/// Delivers a completed case. The receiver's name is sealed under the applicant's key.
pub fn deliver(
    bureau: &Bureau,
    desk: &Desk,
    form: &DeliverForm,
    key: Option<&str>,
) -> Result<i64, Failure<DeliverRefusal>> {
    bureau.may(desk, Act::CaseDeliver)?;
    let no = CaseNo::parse(&form.case_no).map_err(|_| Failure::NotFound)?;
    let way = DeliveryWay::parse(&form.way).ok_or(Failure::Refused(DeliverRefusal::Way))?;
    let (now, command) = (bureau.now(), bureau.command(desk, "case.deliver", key, form));
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DeliverRefusal>> {
        let mut it = load(&worker, tx, &desk, Act::CaseDeliver, &no, form.version)?;
        let by = it.by.ok_or(Failure::Denied(Denied::NotSignedIn))?;
        let (next, event) =
            cases::deliver(it.case, way, &form.receiver, by, now).map_err(|r| Failure::Refused(r.into()))?;
        let key = people::open_key(tx, worker.region(), worker.vault(), next.person)?
            .ok_or_else(|| StoreError::Sealed("申请人的信息已按要求删除".into()))?;
        it.sealed.receiver = Some(key.seal(worker.region(), "receiver", form.receiver.trim(), worker.rng()));
        Ok(save(&worker, tx, (&desk, it.role), &next, &it.sealed, ("case.delivered", &event), now)?)
    })?;
    Ok(done.value)
}
