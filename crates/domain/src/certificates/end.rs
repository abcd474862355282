//! The end of a certificate: 撤销, 注销, 吊销, 转出 with a reason, or 换发 by the next version.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Certificate, End, Ending, Refusal, Standing, State, refusal::reason};
use crate::base::{CertificateId, StaffId};

/// Ends a certificate. One whose days are over can still be revoked: that it was given wrongly stays to be said.
///
/// # Errors
/// No reason, or one that was ended or replaced before.
pub fn end(
    certificate: Certificate,
    ending: Ending,
    why: &str,
    by: StaffId,
    at: Timestamp,
    today: Date,
) -> Result<(Certificate, CertificateEnded), Refusal> {
    open(&certificate, today)?;
    let why = reason(why, "原因和依据")?;
    let event = CertificateEnded { ending: ending.as_str().to_owned(), reason: why.clone(), successor: None };
    let state = State::Ended(ending, End { at, by, reason: why });
    Ok((Certificate { version: certificate.version + 1, state, ..certificate }, event))
}

/// Notes that the next version has taken its place (换发).
///
/// # Errors
/// One that was ended or replaced before.
pub fn supersede(
    certificate: Certificate,
    successor: &Certificate,
    by: StaffId,
    at: Timestamp,
    today: Date,
) -> Result<(Certificate, CertificateEnded), Refusal> {
    open(&certificate, today)?;
    let why = format!("换发，新证照编号 {}", successor.number);
    let event =
        CertificateEnded { ending: "superseded".to_owned(), reason: why.clone(), successor: Some(successor.id) };
    let state = State::Superseded(End { at, by, reason: why }, successor.id);
    Ok((Certificate { version: certificate.version + 1, state, ..certificate }, event))
}

fn open(certificate: &Certificate, today: Date) -> Result<(), Refusal> {
    match &certificate.state {
        State::InForce => Ok(()),
        State::Ended(..) | State::Superseded(..) => {
            let standing: Standing = certificate.standing(today);
            Err(Refusal::Over(standing.label()))
        }
    }
}

/// Event: a certificate stopped counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateEnded {
    /// `revoked`, `cancelled`, `stripped`, `moved_out` or `superseded`.
    pub ending: String,
    /// Why.
    pub reason: String,
    /// What took its place.
    pub successor: Option<CertificateId>,
}
