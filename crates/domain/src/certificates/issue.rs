//! Making a certificate (制证): the result of a completed case gets its identifier and its days.

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Certificate, CertificateCode, CertificateKind, Making, Origin, Refusal, State,
    refusal::{in_order, name},
};
use crate::{
    base::{CertificateId, StaffId},
    cases::{Case, Outcome},
};

/// What the act is given besides the case.
#[derive(Debug, Clone, Copy)]
pub struct IssueFacts<'a> {
    /// The case.
    pub case: &'a Case,
    /// 结果类型 of the item version it was filed under.
    pub result_kind: &'a str,
    /// The kind that bears the result's name; `None` where the list has none.
    pub kind: Option<&'a CertificateKind>,
    /// Name of the result.
    pub result_name: &'a str,
    /// Name of the deciding department.
    pub issuer: &'a str,
    /// The certificate that this one takes the place of (换发).
    pub replaced: Option<&'a Certificate>,
}

/// Ids, number and days of the new certificate.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// Id.
    pub id: CertificateId,
    /// Running number of the year for its identifier.
    pub serial: u32,
    /// 证照编号.
    pub number: &'a str,
    /// First day.
    pub valid_from: Date,
    /// Last day; `None` = 长期.
    pub valid_to: Option<Date>,
    /// Who.
    pub by: StaffId,
    /// Now.
    pub at: Timestamp,
    /// The civil day of now.
    pub today: Date,
}

impl Making {
    /// The last day of one that counts from `first`; `None` = 长期.
    #[must_use]
    pub fn last_day(&self, first: Date) -> Option<Date> {
        self.valid_months.map(|months| first.saturating_add(i32::from(months).months()).saturating_sub(1.day()))
    }
}

/// Whether the case was decided by a grant, its result entered or not.
#[must_use]
pub fn grants(case: &Case) -> bool {
    case.stage.decision().is_some_and(|d| match d.outcome {
        Outcome::Grant => true,
        Outcome::Deny => false,
    })
}

/// Whether the case was granted and its result entered.
#[must_use]
pub fn is_granted(case: &Case) -> bool {
    grants(case) && case.stage.completion().is_some()
}

/// Makes the certificate of a completed case. One that takes another's place keeps its identifier but for the version.
///
/// # Errors
/// [`Refusal`]: the case gives out none yet, the kind is not in the list, number or days do not fit.
pub fn issue(facts: &IssueFacts<'_>, opening: Opening<'_>) -> Result<(Certificate, CertificateIssued), Refusal> {
    let case = facts.case;
    if !is_granted(case) {
        return Err(Refusal::NotGranted);
    }
    if !matches!(facts.result_kind, "证照" | "批文") {
        return Err(Refusal::NoCertificate(case.item_name.clone()));
    }
    let missing = || Refusal::KindMissing(facts.result_name.to_owned());
    let kind = facts.kind.filter(|k| k.in_use).ok_or_else(missing)?;
    let making = kind.making.as_ref().ok_or_else(missing)?;
    if kind.department != Some(case.department) {
        return Err(Refusal::OtherDepartment(kind.name.clone()));
    }
    let number = name(opening.number, "证照编号")?;
    in_order(opening.valid_from, opening.valid_to)?;
    let code = match facts.replaced {
        Some(old) => replaced(old, case, kind, opening.today)?.next()?,
        None => CertificateCode::new(&making.type_code, &making.issuer, opening.today.year(), opening.serial),
    };
    let event = CertificateIssued {
        code: code.to_string(),
        number: number.clone(),
        name: kind.name.clone(),
        case_no: case.no.to_string(),
        valid_from: opening.valid_from,
        valid_to: opening.valid_to,
        replaces: facts.replaced.map(|c| c.id),
    };
    let certificate = Certificate {
        id: opening.id,
        version: 1,
        code: Some(code),
        number,
        name: kind.name.clone(),
        kind: Some(kind.id),
        issuer: facts.issuer.to_owned(),
        department: Some(case.department),
        person: case.person,
        holder_kind: case.applicant_kind,
        origin: Origin::Issued {
            case: case.id,
            case_no: case.no.clone(),
            item: case.item_id,
            item_name: case.item_name.clone(),
        },
        issued_on: opening.today,
        valid_from: opening.valid_from,
        valid_to: opening.valid_to,
        entered_at: opening.at,
        entered_by: opening.by,
        state: State::InForce,
        sealing: None,
    };
    Ok((certificate, event))
}

/// The identifier of what is replaced; one that lapsed may be renewed, one that was taken away may not.
fn replaced<'a>(
    old: &'a Certificate,
    case: &Case,
    kind: &CertificateKind,
    today: Date,
) -> Result<&'a CertificateCode, Refusal> {
    use super::Standing;
    let renewable = match old.standing(today) {
        Standing::InForce | Standing::Expired => true,
        Standing::NotYet | Standing::Superseded | Standing::Ended(_) => false,
    };
    match &old.code {
        Some(code) if renewable && old.person == case.person && old.kind == Some(kind.id) => Ok(code),
        Some(_) | None => Err(Refusal::NotReplaceable),
    }
}

/// Event: a certificate was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateIssued {
    /// Identifier.
    pub code: String,
    /// 证照编号.
    pub number: String,
    /// 证照名称.
    pub name: String,
    /// The case whose result it is.
    pub case_no: String,
    /// First day.
    pub valid_from: Date,
    /// Last day, if it has one.
    pub valid_to: Option<Date>,
    /// What it takes the place of.
    pub replaces: Option<CertificateId>,
}
