//! Registering a certificate that was given out elsewhere (外部登记).

use domain::{
    base::{CertificateId, CitizenId, PersonId, Uscc, fold_name},
    cases::ApplicantKind,
    certificates::{self as rules, Evidence, NewCertificate, Refusal},
    people::{Act, Desk},
};
use serde::{Deserialize, Serialize};
use store::{
    certificates as rows,
    journal::{self, Entry, Stream},
    people,
};

use super::{
    refusal::{CertificateRefusal, FieldFlaw, day, last_day},
    step::{person, seal},
};
use crate::{Bureau, Failure};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RegisterForm {
    /// `person` or `organisation`.
    pub holder: String,
    /// ID number or 统一社会信用代码 as typed.
    pub holder_code: String,
    /// Name as typed.
    pub holder_name: String,
    /// 证照名称.
    pub name: String,
    /// 证照编号.
    pub number: String,
    /// 电子证照标识; may be blank.
    pub code: String,
    /// 发证机关.
    pub issuer: String,
    /// 发证日期.
    pub issued_on: String,
    /// First day; blank = the day it was given out.
    pub valid_from: String,
    /// Last day; blank = 长期.
    pub valid_to: String,
    /// Address where the issuing system shows it.
    pub link: String,
    /// The clerk held the paper in hand.
    pub original_seen: bool,
    /// SM3 of the file that was handed in, kept beforehand.
    pub file_digest: Option<String>,
}

/// The certificate that was registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Id.
    pub id: i64,
}

type Refused = Failure<CertificateRefusal>;

fn rule(refusal: Refusal) -> Refused {
    Failure::Refused(refusal.into())
}

/// The holder as typed, checked.
struct Holder {
    kind: ApplicantKind,
    code: String,
    name: String,
}

fn holder(form: &RegisterForm, today: jiff::civil::Date, flaws: &mut Vec<FieldFlaw>) -> Option<Holder> {
    let Some(kind) = ApplicantKind::parse(&form.holder) else {
        flaws.push(FieldFlaw { field: "holder", sentence: "请选择持证主体是个人还是单位".into() });
        return None;
    };
    let code = match kind {
        ApplicantKind::Person => CitizenId::parse(&form.holder_code, today).map(|c| c.as_str().to_owned()),
        ApplicantKind::Organisation => Uscc::parse(&form.holder_code).map(|c| c.as_str().to_owned()),
    };
    let code = code.map_err(|flaw| flaws.push(FieldFlaw::of("holder_code", &flaw))).ok();
    let name = fold_name(&form.holder_name);
    if name.is_empty() || name.chars().count() > 120 {
        let sentence = if name.is_empty() {
            "请填写持证人姓名或单位名称"
        } else {
            "名称超过 120 个字，请核对"
        };
        flaws.push(FieldFlaw { field: "holder_name", sentence: sentence.into() });
        return None;
    }
    Some(Holder { kind, code: code?, name })
}

/// Registers it; the holder becomes known here if they were not. The same key gives the same certificate.
pub fn register(bureau: &Bureau, desk: &Desk, form: &RegisterForm, key: Option<&str>) -> Result<Registered, Refused> {
    let role = bureau.may(desk, Act::CertificateRegister)?;
    let (region, now, today, by) = (*bureau.region(), bureau.now(), bureau.today(), person(desk)?);
    let mut flaws = Vec::new();
    let held = holder(form, today, &mut flaws);
    let issued_on = day(&form.issued_on, "issued_on", &mut flaws);
    let valid_from = match form.valid_from.trim() {
        "" => issued_on,
        typed => day(typed, "valid_from", &mut flaws),
    };
    let valid_to = last_day(&form.valid_to, "valid_to", &mut flaws);
    let (Some(held), Some(issued_on), Some(valid_from), true) = (held, issued_on, valid_from, flaws.is_empty()) else {
        return Err(Failure::Refused(CertificateRefusal::Fields(flaws)));
    };
    let ids = (CertificateId::new(bureau.new_id()), PersonId::new(bureau.new_id()));
    let own = desk.staff.as_ref().and_then(|s| s.department);
    let (stamp, command) = (desk.stamp(now, role), bureau.command(desk, "certificate.register", key, form));
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Registered, Refused> {
        let (vault, rng, word) = (worker.vault(), worker.rng(), held.kind.as_str());
        let (key, person, known) = match people::find_person(tx, &region, vault, rng, word, &held.code)? {
            Some(found) => (found.key, found.id, None),
            None => {
                let (key, change) = people::new_person(tx, &region, vault, rng, ids.1, word, &held.code)?;
                (key, ids.1, Some(change))
            }
        };
        let kind = rows::kind_by_name(tx, &region, form.name.trim())?;
        let new = NewCertificate {
            name: &form.name,
            number: &form.number,
            code: &form.code,
            issuer: &form.issuer,
            kind: kind.as_ref(),
            department: own.or(kind.as_ref().and_then(|k| k.department)),
            person,
            holder_kind: held.kind,
            issued_on,
            valid_from,
            valid_to,
            evidence: Evidence {
                link: form.link.clone(),
                original_seen: form.original_seen,
                file_digest: form.file_digest.clone(),
            },
        };
        let (certificate, event) = rules::register(new, ids.0, by, now, today).map_err(rule)?;
        if let Some(code) = &certificate.code
            && rows::certificate_by_code(tx, &region, code)?.is_some()
        {
            return Err(rule(Refusal::CodeTaken));
        }
        if let Some(kind) = &kind
            && rows::number_in_use(tx, &region, kind.id, &certificate.number, None)?.is_some()
        {
            return Err(rule(Refusal::NumberTaken(certificate.number)));
        }
        let sealed = seal(&worker, &key, &held.name, &held.code);
        let entry = Entry::new(Stream::certificate(certificate.id), 0, "certificate.registered", &event)
            .with_all(known)
            .with(rows::certificate_change(&region, &certificate, &sealed));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(Registered { id: certificate.id.get() })
    })?;
    Ok(done.value)
}
