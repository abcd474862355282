//! One certificate as staff see it.

use domain::{
    base::{CaseId, CertificateId, mask_citizen_id, mask_name},
    cases::ApplicantKind,
    certificates::{Certificate, Origin, Standing, State},
    people::{Act, Desk},
};
use store::{
    StoreError, Tx,
    certificates::{self as rows, SealedHolder},
    journal::{self, EventRow, Stream},
    people,
};

use super::step::{check_of, load, opened, right, right_to_end};
use crate::{Bureau, Failure, Never};

/// A holder as pages may show them: masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Name, masked for persons.
    pub name: String,
    /// ID number masked; 统一社会信用代码 as it is.
    pub code: String,
}

/// A certificate with what stands around it.
#[derive(Debug, Clone)]
pub struct CertificateView {
    /// The certificate.
    pub certificate: Certificate,
    /// Holder, masked.
    pub holder: Holder,
    /// How it stands today.
    pub standing: Standing,
    /// Name of its department; empty without one.
    pub department: String,
    /// Its events in order.
    pub history: Vec<EventRow>,
    /// 验证码; empty without identifier.
    pub check: String,
    /// Name of whoever made or registered it.
    pub entered_by: String,
    /// What took its place or what it took the place of, as numbers: id and 证照编号.
    pub successor: Option<(i64, String)>,
    /// The desk may end it now.
    pub may_end: bool,
    /// The desk may have it sealed now.
    pub may_seal: bool,
    /// It is printed here: made here, not registered from elsewhere.
    pub printable: bool,
}

/// Opens and masks.
pub(super) fn masked(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    certificate: &Certificate,
    sealed: &SealedHolder,
) -> Result<Holder, StoreError> {
    let gone = || "（已删除）".to_owned();
    let Some((name, code)) = opened(bureau, tx, certificate.person, sealed)? else {
        return Ok(Holder { name: gone(), code: gone() });
    };
    Ok(match certificate.holder_kind {
        ApplicantKind::Person => Holder { name: mask_name(&name), code: mask_citizen_id(&code) },
        ApplicantKind::Organisation => Holder { name, code },
    })
}

/// One certificate. One that the asker may not see looks like one that is not there.
pub fn view(bureau: &Bureau, desk: &Desk, id: CertificateId) -> Result<CertificateView, Failure<Never>> {
    bureau.may(desk, Act::CertificateView)?;
    let region = bureau.region();
    let today = bureau.today();
    bureau.db().read(|tx| {
        let it = match load::<Never>(bureau, tx, desk, id, None) {
            Ok(it) => it,
            Err(failure) => return Ok(Err(failure)),
        };
        let certificate = it.certificate;
        let successor = match &certificate.state {
            State::Superseded(_, id) => rows::certificate(tx, region, *id)?.map(|(c, _)| (c.id.get(), c.number)),
            State::InForce | State::Ended(..) => None,
        };
        let may_end = certificate.state.end().is_none() && right_to_end(desk, &certificate, &it.department).is_ok();
        let printable = match certificate.origin {
            Origin::Issued { .. } => true,
            Origin::Registered(_) => false,
        };
        let sealable = printable && certificate.sealing.is_none() && certificate.state.end().is_none();
        Ok(Ok(CertificateView {
            may_seal: sealable && right(desk, Act::CertificateIssue, &certificate, &it.department).is_ok(),
            holder: masked(bureau, tx, &certificate, &it.sealed)?,
            standing: certificate.standing(today),
            department: it.department,
            history: journal::history(tx, region, &Stream::certificate(id))?,
            check: certificate.code.as_ref().map(|c| check_of(bureau, c)).unwrap_or_default(),
            entered_by: people::staff(tx, region, certificate.entered_by)?.map(|s| s.name).unwrap_or_default(),
            successor,
            may_end,
            printable,
            certificate,
        }))
    })?
}

/// What a case gave out, for the pages of the case: the right to the case has been checked by whoever asks.
pub fn of_case(bureau: &Bureau, case: CaseId) -> Result<Option<Certificate>, StoreError> {
    bureau.db().read(|tx| Ok(rows::certificate_of_case(tx, bureau.region(), case)?.map(|(c, _)| c)))
}
