//! Registering a certificate that was given out elsewhere (外部登记): most of those that people bring come from vertical
//! systems, and must not be asked for again either.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Certificate, CertificateCode, CertificateKind, Evidence, Origin, Refusal, State,
    refusal::{in_order, name},
};
use crate::{
    base::{CertificateId, DepartmentId, PersonId, StaffId},
    cases::ApplicantKind,
};

/// What was read off it.
#[derive(Debug, Clone)]
pub struct NewCertificate<'a> {
    /// 证照名称.
    pub name: &'a str,
    /// 证照编号.
    pub number: &'a str,
    /// Identifier as typed; may be blank.
    pub code: &'a str,
    /// Who gave it out.
    pub issuer: &'a str,
    /// The kind of that name, where the county's list has it.
    pub kind: Option<&'a CertificateKind>,
    /// Department whose list it goes to.
    pub department: Option<DepartmentId>,
    /// Holder.
    pub person: PersonId,
    /// Person or organisation.
    pub holder_kind: ApplicantKind,
    /// 发证日期.
    pub issued_on: Date,
    /// First day.
    pub valid_from: Date,
    /// Last day; `None` = 长期.
    pub valid_to: Option<Date>,
    /// What shows that it is there.
    pub evidence: Evidence,
}

/// Registers it.
///
/// # Errors
/// [`Refusal`]: a field is missing or does not fit, or nothing shows that the certificate is there.
pub fn register(
    new: NewCertificate<'_>,
    id: CertificateId,
    by: StaffId,
    at: Timestamp,
    today: Date,
) -> Result<(Certificate, CertificateRegistered), Refusal> {
    let certificate_name = name(new.name, "证照名称")?;
    let number = name(new.number, "证照编号")?;
    let issuer = name(new.issuer, "发证机关")?;
    let code = match new.code.trim() {
        "" => None,
        typed => Some(CertificateCode::parse(typed)?),
    };
    if new.issued_on > today {
        return Err(Refusal::IssuedLater(today));
    }
    in_order(new.valid_from, new.valid_to)?;
    let evidence = checked(new.evidence)?;
    let event = CertificateRegistered {
        code: code.as_ref().map(ToString::to_string),
        number: number.clone(),
        name: certificate_name.clone(),
        issuer: issuer.clone(),
        original_seen: evidence.original_seen,
        file_digest: evidence.file_digest.clone(),
    };
    let certificate = Certificate {
        id,
        version: 1,
        code,
        number,
        name: certificate_name,
        kind: new.kind.map(|k| k.id),
        issuer,
        department: new.department,
        person: new.person,
        holder_kind: new.holder_kind,
        origin: Origin::Registered(evidence),
        issued_on: new.issued_on,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        entered_at: at,
        entered_by: by,
        state: State::InForce,
        sealing: None,
    };
    Ok((certificate, event))
}

fn checked(evidence: Evidence) -> Result<Evidence, Refusal> {
    let link = evidence.link.trim().to_owned();
    if !link.is_empty() {
        let web = link.starts_with("http://") || link.starts_with("https://");
        let plain = link.chars().count() <= 500 && !link.chars().any(|c| c.is_whitespace() || c.is_control());
        if !web || !plain {
            return Err(Refusal::Link);
        }
    }
    if link.is_empty() && !evidence.original_seen && evidence.file_digest.is_none() {
        return Err(Refusal::EvidenceMissing);
    }
    Ok(Evidence { link, ..evidence })
}

/// Event: a certificate from elsewhere was registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateRegistered {
    /// Identifier, where it bears one.
    pub code: Option<String>,
    /// 证照编号.
    pub number: String,
    /// 证照名称.
    pub name: String,
    /// Who gave it out.
    pub issuer: String,
    /// The clerk held the paper in hand.
    pub original_seen: bool,
    /// SM3 of the file that was handed in.
    pub file_digest: Option<String>,
}
