//! Having a certificate sealed (加盖电子印章): the page goes to the county's seal service outside every transaction; what
//! comes back is kept with its answer, under the version the page was made from.

use domain::{
    base::CertificateId,
    certificates::{self as rules, Origin, Refusal, Sealing},
    people::{Act, Desk},
};
use serde::Serialize;
use store::{
    cases,
    certificates::{self as rows, SealedFile},
    journal::{self, Stream},
    people,
};

use super::{
    paper::{PaperRefusal, unsealed},
    seal_service::{SealAnswer, SealFault, SealRequest},
    step::{load, person, right},
};
use crate::{
    Bureau, Failure,
    cases::{told_under, under},
};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SealForm {
    /// Certificate.
    pub id: i64,
    /// Version the page was made from.
    pub version: i64,
}

/// Why it was not sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// No page could be made.
    #[error(transparent)]
    Paper(#[from] PaperRefusal),
    /// The service.
    #[error(transparent)]
    Service(#[from] SealFault),
}

/// Has it sealed and keeps what came back. A second try after a lost answer asks under the same number, so that the
/// service seals once; the certificate is changed only when the answer is kept. Returns its version.
pub fn seal(bureau: &Bureau, desk: &Desk, form: &SealForm, origin: &str) -> Result<i64, Failure<SealRefusal>> {
    bureau.may(desk, Act::CertificateIssue)?;
    let service = bureau.seal_service().ok_or(Failure::Refused(SealFault::NotConnected.into()))?;
    let (id, by) = (CertificateId::new(form.id), person(desk)?);
    let request = request(bureau, desk, form, origin)?;
    let answer = service.seal(&request).map_err(|fault| Failure::Refused(fault.into()))?;
    let (now, today, version) = (bureau.now(), bureau.today(), form.version);
    let (worker, desk) = (bureau.clone(), desk.clone());
    let paper_digest = store::digest(&request.paper);
    bureau.db().write(move |tx| -> Result<i64, Failure<SealRefusal>> {
        let region = worker.region();
        let it = load(&worker, tx, &desk, id, Some(version))?;
        let role = right(&desk, Act::CertificateIssue, &it.certificate, &it.department)?;
        let key = people::open_key(tx, region, worker.vault(), it.certificate.person)?
            .ok_or(Failure::Refused(PaperRefusal::Erased.into()))?;
        let sealing = Sealing {
            at: now,
            by,
            reference: answer.reference.clone(),
            paper_digest: paper_digest.clone(),
            sealed_digest: store::digest(&answer.file),
            answer_digest: store::digest(&answer.raw),
        };
        let (next, event) = rules::seal(it.certificate, sealing, today).map_err(|r| Failure::Refused(r.into()))?;
        rows::keep_certificate_file(tx, region, id, &locked(&worker, &key, &answer))?;
        let used = match &next.origin {
            Origin::Issued { case, .. } => match cases::case(tx, region, *case)? {
                Some((case, _)) => under(&worker, tx, "certificate.sealed", &case, (&desk, role), now)?,
                None => None,
            },
            Origin::Registered(_) => None,
        };
        let entry = told_under(Stream::certificate(id), next.version - 1, ("certificate.sealed", &event), used)
            .with(rows::certificate_change(region, &next, &it.sealed))
            .with_bulk(journal::bulk(tx, region, "certificate_file", id.get())?);
        Ok(journal::append(tx, region, &desk.stamp(now, role), entry)?)
    })
}

/// What is sent, after everything has been checked that needs no answer.
fn request(bureau: &Bureau, desk: &Desk, form: &SealForm, origin: &str) -> Result<SealRequest, Failure<SealRefusal>> {
    let (id, today) = (CertificateId::new(form.id), bureau.today());
    let certificate = bureau.db().read(|tx| {
        let checked = load::<SealRefusal>(bureau, tx, desk, id, Some(form.version)).and_then(|it| {
            right(desk, Act::CertificateIssue, &it.certificate, &it.department)?;
            Ok(it.certificate)
        });
        Ok(checked)
    })??;
    let probe = Sealing {
        at: bureau.now(),
        by: person(desk)?,
        reference: String::new(),
        paper_digest: String::new(),
        sealed_digest: String::new(),
        answer_digest: String::new(),
    };
    // The rule is asked before the service is: nothing is sealed that may not bear a seal.
    rules::seal(certificate.clone(), probe, today).map_err(|r| Failure::Refused(r.into()))?;
    let file = unsealed(bureau, desk, id, origin).map_err(|f| f.map(SealRefusal::from))?;
    let code = certificate.code.as_ref();
    Ok(SealRequest {
        request_id: code.map(ToString::to_string).unwrap_or_default(),
        name: certificate.name,
        number: certificate.number,
        code: code.map(ToString::to_string).unwrap_or_default(),
        issuer: code.map(|c| c.issuer().to_owned()).unwrap_or_default(),
        paper: file.bytes,
    })
}

fn locked(bureau: &Bureau, key: &store::vault::PersonKey, answer: &SealAnswer) -> SealedFile {
    let lock = |field: &str, bytes: &[u8]| key.seal_bytes(bureau.region(), field, bytes, bureau.rng());
    SealedFile { file: lock("certificate_file", &answer.file), answer: lock("seal_answer", &answer.raw) }
}
