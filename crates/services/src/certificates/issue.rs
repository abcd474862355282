//! Making the certificate of a completed case (制证).

use domain::{
    base::{CertificateId, StaffId},
    cases::CaseNo,
    certificates::{self as rules, Certificate, IssueFacts, Opening, Refusal},
    people::{Act, Desk, Role, authorise},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    certificates::{self as rows, SealedHolder},
    people,
};

use super::{
    offer::{Matter, NUMBER, SERIAL, matter, offer},
    refusal::{CertificateRefusal, day, last_day},
    step::{person, save, save_under, seal},
};
use crate::{
    Bureau, Failure, Never,
    cases::{Used, under},
};

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct IssueForm {
    /// 办件编号.
    pub case_no: String,
    /// 证照编号.
    pub number: String,
    /// First day.
    pub valid_from: String,
    /// Last day; blank = 长期.
    pub valid_to: String,
    /// The certificate it takes the place of.
    pub replaces: Option<i64>,
}

/// The certificate that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// Id.
    pub id: i64,
    /// Identifier.
    pub code: String,
    /// 证照编号.
    pub number: String,
}

type Refused = Failure<CertificateRefusal>;

fn rule(refusal: Refusal) -> Refused {
    Failure::Refused(refusal.into())
}

/// What is the same for every attempt of the transaction.
struct Making<'a> {
    bureau: &'a Bureau,
    desk: &'a Desk,
    form: &'a IssueForm,
    id: CertificateId,
    days: (Date, Option<Date>),
    by: StaffId,
    now: Timestamp,
    today: Date,
}

/// Makes the certificate: identifier and number in the same commit, the one it takes the place of ended in it. The same
/// key gives the same certificate; a case gives out one.
pub fn issue(bureau: &Bureau, desk: &Desk, form: &IssueForm, key: Option<&str>) -> Result<Issued, Refused> {
    bureau.may(desk, Act::CertificateIssue)?;
    let no = CaseNo::parse(&form.case_no).map_err(|_| Failure::NotFound)?;
    let (now, today, by) = (bureau.now(), bureau.today(), person(desk)?);
    let mut flaws = Vec::new();
    let valid_from = day(&form.valid_from, "valid_from", &mut flaws).unwrap_or(today);
    let valid_to = last_day(&form.valid_to, "valid_to", &mut flaws);
    if !flaws.is_empty() {
        return Err(Failure::Refused(CertificateRefusal::Fields(flaws)));
    }
    let id = CertificateId::new(bureau.new_id());
    let command = bureau.command(desk, "certificate.issue", key, form);
    let (worker, desk, form) = (bureau.clone(), desk.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Issued, Refused> {
        let matter = matter(tx, worker.region(), &no)?.ok_or(Failure::NotFound)?;
        let own = Some((matter.case.department, matter.department.as_str()));
        let role = authorise(&desk, Act::CertificateIssue, own)?;
        let days = (valid_from, valid_to);
        let making = Making { bureau: &worker, desk: &desk, form: &form, id, days, by, now, today };
        making.run(tx, &matter, role)
    })?;
    Ok(done.value)
}

impl Making<'_> {
    fn run(&self, tx: &mut Tx<'_>, matter: &Matter, role: Option<Role>) -> Result<Issued, Refused> {
        let region = self.bureau.region();
        if let Some((before, _)) = rows::certificate_of_case(tx, region, matter.case.id)? {
            return Err(rule(Refusal::AlreadyIssued(before.number)));
        }
        let replaced = match self.form.replaces {
            Some(id) => Some(
                rows::certificate(tx, region, CertificateId::new(id))?.ok_or_else(|| rule(Refusal::NotReplaceable))?,
            ),
            None => None,
        };
        let certificate = self.make(tx, matter, replaced.as_ref().map(|r| &r.0))?;
        let key = people::open_key(tx, region, self.bureau.vault(), matter.case.person)?.ok_or_else(erased)?;
        let open = |field: &str, bytes: &[u8]| key.open(region, field, bytes);
        let (name, code) = (open("name", &matter.sealed.name)?, open("code", &matter.sealed.code)?);
        let sealed = seal(self.bureau, &key, &name, &code);
        let used = under(self.bureau, tx, "certificate.issued", &matter.case, (self.desk, role), self.now)?;
        self.keep(tx, role, (&certificate.0, &sealed), (&certificate.1, used), replaced)?;
        let made = certificate.0;
        let code = made.code.as_ref().map(ToString::to_string).unwrap_or_default();
        Ok(Issued { id: made.id.get(), code, number: made.number })
    }

    /// Applies the rule and counts the numbers.
    fn make(
        &self,
        tx: &mut Tx<'_>,
        matter: &Matter,
        replaced: Option<&Certificate>,
    ) -> Result<(Certificate, rules::CertificateIssued), Refused> {
        let region = self.bureau.region();
        let serial = match (&matter.kind, replaced) {
            (Some(kind), None) => rows::take_number(tx, region, kind.id, SERIAL, self.today.year())?,
            (Some(_) | None, _) => 0,
        };
        let facts = IssueFacts {
            case: &matter.case,
            result_kind: &matter.result_kind,
            kind: matter.kind.as_ref(),
            result_name: &matter.result_name,
            issuer: &matter.department,
            replaced,
        };
        let opening = Opening {
            id: self.id,
            serial,
            number: &self.form.number,
            valid_from: self.days.0,
            valid_to: self.days.1,
            by: self.by,
            at: self.now,
            today: self.today,
        };
        let (made, event) = rules::issue(&facts, opening).map_err(rule)?;
        let Some(kind) = &matter.kind else { return Err(rule(Refusal::KindMissing(matter.result_name.clone()))) };
        if rows::number_in_use(tx, region, kind.id, &made.number, replaced.map(|r| r.id))?.is_some() {
            return Err(rule(Refusal::NumberTaken(made.number)));
        }
        if let Some(form) = kind.making.as_ref().map(|m| &m.number_form)
            && let Some(n) = form.read(self.today.year(), &made.number)
        {
            let year = if form.by_year() { self.today.year() } else { 0 };
            rows::raise_number(tx, region, kind.id, NUMBER, (year, n))?;
        }
        Ok((made, event))
    }

    fn keep(
        &self,
        tx: &mut Tx<'_>,
        role: Option<Role>,
        made: (&Certificate, &SealedHolder),
        (event, used): (&rules::CertificateIssued, Option<Used>),
        replaced: Option<(Certificate, SealedHolder)>,
    ) -> Result<(), Refused> {
        let at = (self.desk, role);
        save_under(self.bureau, tx, at, made, (("certificate.issued", event), used), self.now)?;
        if let Some((old, sealed)) = replaced {
            let (old, ended) = rules::supersede(old, made.0, self.by, self.now, self.today).map_err(rule)?;
            save(self.bureau, tx, at, (&old, &sealed), ("certificate.superseded", &ended), self.now)?;
        }
        Ok(())
    }
}

/// Which certificate is made of which case by whom, inside a transaction of its caller.
pub(super) struct Issuing<'a> {
    pub(super) id: CertificateId,
    pub(super) by: StaffId,
    pub(super) case_no: &'a CaseNo,
}

/// Makes the certificate of a case that was completed in this transaction, as it is offered: number as entered, from today
/// on. The right to it is the caller's.
pub(super) fn issue_in(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (desk, role): (&Desk, Option<Role>),
    issuing: Issuing<'_>,
) -> Result<Issued, Refused> {
    let (now, today) = (bureau.now(), bureau.today());
    let matter = matter(tx, bureau.region(), issuing.case_no)?.ok_or(Failure::NotFound)?;
    let valid_to = matter.kind.as_ref().and_then(|k| k.making.as_ref()).and_then(|m| m.last_day(today));
    let (case_no, number) = (issuing.case_no.to_string(), matter.entered_no.clone());
    let form = IssueForm { case_no, number, ..IssueForm::default() };
    let days = (today, valid_to);
    let making = Making { bureau, desk, form: &form, id: issuing.id, days, by: issuing.by, now, today };
    making.run(tx, &matter, role)
}

/// Makes the certificate of a case that was completed just now, as it is offered: right after the completion, so that
/// nobody has to come back for it. `None` where the case gives out none or something is to be looked at first; the case's
/// page then says what.
pub fn issue_completed(
    bureau: &Bureau,
    desk: &Desk,
    case_no: &str,
    key: Option<&str>,
) -> Result<Option<Issued>, Failure<Never>> {
    let offer = match offer(bureau, desk, case_no) {
        Ok(offer) if offer.refusal.is_none() && offer.replaceable.is_empty() => offer,
        Ok(_) | Err(Failure::Denied(_)) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let form = IssueForm {
        case_no: offer.case_no,
        number: offer.number,
        valid_from: offer.valid_from.to_string(),
        valid_to: offer.valid_to.map(|d| d.to_string()).unwrap_or_default(),
        replaces: None,
    };
    match issue(bureau, desk, &form, key) {
        Ok(issued) => Ok(Some(issued)),
        Err(Failure::Refused(_) | Failure::Denied(_) | Failure::NotFound | Failure::Stale) => Ok(None),
        Err(Failure::Store(e)) => Err(Failure::Store(e)),
    }
}

fn erased() -> StoreError {
    StoreError::Sealed("申请人的信息已按要求删除".into())
}
