//! Noting the electronic seal (加盖电子印章): what the county's seal service gave back. A seal is never made here.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Certificate, Origin, Refusal, Sealing};

/// Notes what came back from the seal service.
///
/// # Errors
/// One that bears a seal, does not count, or was given out elsewhere.
pub fn seal(
    certificate: Certificate,
    sealing: Sealing,
    today: Date,
) -> Result<(Certificate, CertificateSealed), Refusal> {
    match certificate.origin {
        Origin::Issued { .. } => {}
        Origin::Registered(_) => return Err(Refusal::Over("由外单位颁发")),
    }
    if certificate.sealing.is_some() {
        return Err(Refusal::AlreadySealed);
    }
    let standing = certificate.standing(today);
    if certificate.state.end().is_some() {
        return Err(Refusal::Over(standing.label()));
    }
    let event = CertificateSealed {
        reference: sealing.reference.clone(),
        paper_digest: sealing.paper_digest.clone(),
        sealed_digest: sealing.sealed_digest.clone(),
        answer_digest: sealing.answer_digest.clone(),
    };
    Ok((Certificate { version: certificate.version + 1, sealing: Some(sealing), ..certificate }, event))
}

/// Event: a certificate was sealed by the county's service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateSealed {
    /// The service's own number.
    pub reference: String,
    /// SM3 of what was sent.
    pub paper_digest: String,
    /// SM3 of what came back.
    pub sealed_digest: String,
    /// SM3 of the whole answer.
    pub answer_digest: String,
}
