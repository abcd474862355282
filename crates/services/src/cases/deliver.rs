//! Handing the result out (送达).

use domain::{
    cases::{self, ApplicantKind, CaseNo, DeliveryWay, Refusal},
    people::{Act, Denied, Desk},
};
use serde::Serialize;
use store::{StoreError, cases::SealedFields, people, vault::PersonKey};

use super::{
    step::{load, save},
    view::opened,
};
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
    /// Who received it, where it is somebody else than who applied.
    pub receiver: String,
    /// The applicant received it (本人领取): for an organisation, who came for it.
    pub by_applicant: bool,
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
    /// The applicant is said to have received it, and somebody is named.
    #[error("已经选了本人领取，请把领取人姓名清空；别人代领就不要选本人领取")]
    Both,
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
    if form.by_applicant && !form.receiver.trim().is_empty() {
        return Err(Failure::Refused(DeliverRefusal::Both));
    }
    let (now, command) = (bureau.now(), bureau.command(desk, "case.deliver", key, form));
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<DeliverRefusal>> {
        let mut it = load(&worker, tx, &desk, Act::CaseDeliver, &no, form.version)?;
        it.case.stands_alone("发放结果").map_err(|r| Failure::Refused(r.into()))?;
        let by = it.by.ok_or(Failure::Denied(Denied::NotSignedIn))?;
        let key = people::open_key(tx, worker.region(), worker.vault(), it.case.person)?
            .ok_or_else(|| StoreError::Sealed("申请人的信息已按要求删除".into()))?;
        let receiver = match form.by_applicant {
            true => applicant(&worker, &key, it.case.applicant_kind, &it.sealed)?,
            false => form.receiver.trim().to_owned(),
        };
        let (next, event) = cases::deliver(it.case, way, &receiver, by, now).map_err(|r| Failure::Refused(r.into()))?;
        it.sealed.receiver = Some(key.seal(worker.region(), "receiver", &receiver, worker.rng()));
        Ok(save(&worker, tx, (&desk, it.role), &next, &it.sealed, ("case.delivered", &event), now)?)
    })?;
    Ok(done.value)
}

/// Name of whoever stands at the window for the applicant's own part; empty where an organisation named nobody.
pub(super) fn applicant(
    bureau: &Bureau,
    key: &PersonKey,
    kind: ApplicantKind,
    sealed: &SealedFields,
) -> Result<String, StoreError> {
    let found = match kind {
        ApplicantKind::Person => opened(key, bureau.region(), "name", &sealed.name)?,
        ApplicantKind::Organisation => match &sealed.contact {
            Some(bytes) => opened(key, bureau.region(), "contact", bytes)?,
            None => None,
        },
    };
    Ok(found.unwrap_or_default())
}
