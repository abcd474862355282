//! One sitting (当场办): a representative takes an item in, checks, decides, signs and hands over, all of it or nothing; with
//! the certificate where the county's list has its kind. First it is rehearsed, so that what is signed was seen.

use domain::{
    base::{CertificateId, Region},
    cases::{Case, Outcome},
    catalogue::Item,
    delegates::Authority,
    people::{Act, Denied, Desk},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx, certificates as rows};

use super::{
    issue::{Issuing, issue_in},
    offer::{kind_of_guide, next_number, renewable},
    refusal::CertificateRefusal,
};
use crate::{
    Bureau, Failure,
    cases::{Particulars, Sat, Sitting, SittingForm, SittingRefusal, particulars_of},
    people::confirm,
};

type Refused = Failure<SittingRefusal>;

/// What would be signed.
#[derive(Debug, Clone)]
pub struct Rehearsal {
    /// The case as it would be when it is over.
    pub case: Case,
    /// The item version it is filed under.
    pub item: Item,
    /// Who decides.
    pub department: String,
    /// Masked particulars.
    pub particulars: Particulars,
    /// Under which letter.
    pub authority: Authority,
    /// A certificate would be made.
    pub certificate: bool,
    /// Mark of what was shown; the signature names it.
    pub seen: String,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SatThrough {
    /// 办件编号.
    pub case_no: String,
    /// The certificate that was made.
    pub certificate: Option<i64>,
    /// It was taken in and examined, and the decision waits for what is to follow.
    #[serde(default)]
    pub waits: bool,
}

/// What one attempt at it needs besides the sitting.
#[derive(Clone)]
struct Work {
    bureau: Bureau,
    sitting: Sitting,
    certificate: CertificateId,
    form: SittingForm,
}

impl Work {
    fn new(bureau: &Bureau, desk: &Desk, form: &SittingForm) -> Result<Self, Refused> {
        let sitting = Sitting::new(bureau, desk, form)?;
        let certificate = CertificateId::new(bureau.new_id());
        Ok(Self { bureau: bureau.clone(), sitting, certificate, form: form.clone() })
    }

    /// All steps, in order. Returns the case, whether a certificate was made, and the mark of what is signed.
    fn run(&self, tx: &mut Tx<'_>) -> Result<(Sat, bool, String), Refused> {
        let (region, today) = (*self.bureau.region(), self.bureau.today());
        let item = self.sitting.item(tx)?;
        let number = match self.sitting.outcome() {
            Outcome::Grant => offered(tx, &region, &item, today)?,
            Outcome::Deny => None,
        };
        let issues = number.is_some();
        let mut sat = self.sitting.decide(tx, item, issues)?;
        if sat.case.stage.decision().is_none() {
            // A material is to follow: what is signed is the acceptance.
            let seen = self.mark(&sat);
            return Ok((sat, false, seen));
        }
        self.sitting.complete(tx, &mut sat, number.as_deref().unwrap_or_default())?;
        if issues {
            self.issue(tx, &sat)?;
        }
        self.sitting.hand_over(tx, &mut sat)?;
        let seen = self.mark(&sat);
        Ok((sat, issues, seen))
    }

    fn issue(&self, tx: &mut Tx<'_>, sat: &Sat) -> Result<(), Refused> {
        let region = self.bureau.region();
        if let Some(kind) = kind_of_guide(tx, region, &sat.item)?
            && let Some(old) = renewable(tx, region, sat.case.person, kind.id, self.bureau.today())?.into_iter().next()
        {
            return Err(Failure::Refused(SittingRefusal::Renewal(old.number)));
        }
        let (desk, role) = (self.sitting.desk(), sat.role);
        let issuing = Issuing { id: self.certificate, by: self.sitting.by(), case_no: &sat.case.no };
        issue_in(&self.bureau, tx, (desk, role), issuing).map(|_| ()).map_err(|f| f.map(told))
    }

    /// Everything that the decision says and rests on.
    fn mark(&self, sat: &Sat) -> String {
        let result = sat.case.stage.completion().map(|c| (c.result_name.as_str(), c.result_no.as_str()));
        let letter = (sat.authority.doc_no.as_str(), sat.authority.capacity);
        let owed = sat.case.owed();
        let all = serde_json::json!((&self.form, sat.item.version, letter, result, owed));
        store::digest(all.to_string().as_bytes())
    }
}

/// What is wrong with the certificate, at the field of the page.
fn told(refusal: CertificateRefusal) -> SittingRefusal {
    SittingRefusal::Certificate("result_no", "certificate", refusal.to_string())
}

/// The next number of the certificate that an item gives out; `None` where none is made here.
fn offered(tx: &mut Tx<'_>, region: &Region, item: &Item, today: Date) -> Result<Option<String>, StoreError> {
    if !matches!(item.content.guide.result_kind.as_str(), "证照" | "批文") {
        return Ok(None);
    }
    match kind_of_guide(tx, region, item)? {
        Some(kind) if kind.in_use => match &kind.making {
            Some(making) => next_number(tx, region, &kind, making, today).map(Some),
            None => Ok(None),
        },
        Some(_) | None => Ok(None),
    }
}

/// What came of a rehearsal. It is an error to the store, so that nothing of it stays.
enum Tried {
    Done(Box<Rehearsal>),
    Failed(Refused),
}

impl From<StoreError> for Tried {
    fn from(e: StoreError) -> Self {
        Self::Failed(e.into())
    }
}

impl From<Refused> for Tried {
    fn from(failure: Refused) -> Self {
        Self::Failed(failure)
    }
}

/// Goes through every step and undoes all of it: what would be signed, or everything that is to be mended first.
pub fn rehearse(bureau: &Bureau, desk: &Desk, form: &SittingForm) -> Result<Rehearsal, Refused> {
    let work = Work::new(bureau, desk, form)?;
    let tried = bureau.db().write(move |tx| -> Result<(), Tried> {
        let (sat, certificate, seen) = work.run(tx)?;
        let who = (sat.case.person, sat.case.applicant_kind);
        let (particulars, _) = particulars_of(&work.bureau, tx, who, &sat.sealed)?;
        Err(Tried::Done(Box::new(Rehearsal {
            item: sat.item.as_ref().clone(),
            department: sat.department,
            authority: sat.authority,
            case: sat.case,
            particulars,
            certificate,
            seen,
        })))
    });
    match tried {
        Err(Tried::Done(rehearsal)) => Ok(*rehearsal),
        Err(Tried::Failed(failure)) => Err(failure),
        Ok(()) => Err(Failure::NotFound),
    }
}

/// Does it: the password of whoever is signed in, then every step with its event in one commit. `seen` is the mark of the
/// rehearsal that was shown. The same key has one effect.
pub fn sit(
    bureau: &Bureau,
    desk: &Desk,
    (form, seen): (&SittingForm, &str),
    password: &str,
    key: Option<&str>,
) -> Result<SatThrough, Refused> {
    bureau.may(desk, Act::CaseSit)?;
    if desk.staff.is_none() {
        return Err(Failure::Denied(Denied::NotSignedIn));
    }
    confirm(bureau, desk, password).map_err(|f| f.map(SittingRefusal::Signature))?;
    let work = Work::new(bureau, desk, form)?;
    let command = bureau.command(desk, "case.sit", key, &(form, seen));
    let seen = seen.to_owned();
    let done = bureau.db().commit(command, move |tx| -> Result<SatThrough, Refused> {
        let (sat, certificate, mark) = work.run(tx)?;
        if mark != seen {
            return Err(Failure::Refused(SittingRefusal::Changed));
        }
        let certificate = match certificate {
            true => rows::certificate_of_case(tx, work.bureau.region(), sat.case.id)?.map(|(c, _)| c.id.get()),
            false => None,
        };
        let waits = sat.case.stage.decision().is_none();
        Ok(SatThrough { case_no: sat.case.no.to_string(), certificate, waits })
    })?;
    Ok(done.value)
}
