//! What a sitting does to its case (当场办): taken in, examined, decided, its result entered, handed out, each by the rule of
//! its own step and with its own event, in one transaction. The letter stands with every step. Where the guide lets a
//! material follow (容缺后补) and it does not come now, the sitting takes in and examines, and the decision waits for it.
//!
//! Not here: the signature, and the certificate between completion and hand-out (`certificates::sitting`).

use std::sync::Arc;

use domain::{
    base::{ItemId, StaffId},
    cases::{self, Case, CaseNo, Channel, DeliveryWay, Outcome, Refusal, TakenAs, Verdict},
    catalogue::Item,
    delegates::{Authority, NotSitting, at_window, may_sit},
    people::{Act, Denied, Desk, Role, authorise},
};
use serde::Serialize;
use store::{
    StoreError, Tx,
    cases::{self as rows, SealedFields},
    catalogue, delegates, people,
};

use super::{
    accept::{at_window as window_of, take_in},
    deliver::applicant as own_name,
    open::{AcceptForm, AcceptRefusal, Opener},
    rules::case_rules,
    step::save,
    view::opened,
};
use crate::{Bureau, Failure, Never, delegates::window_rules, people::ConfirmRefusal};

/// What the one page holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SittingForm {
    /// Applicant, item and materials, as at every intake.
    pub intake: AcceptForm,
    /// `grant` or `deny`.
    pub outcome: String,
    /// Why not.
    pub reason: String,
    /// The decider's words; may be empty on a grant.
    pub opinion: String,
    /// Name of the certificate or document.
    pub result_name: String,
    /// Its number; blank = the next one of the county's list, where it has one.
    pub result_no: String,
    /// Who receives it, where it is somebody else than who applies.
    pub receiver: String,
}

/// Why an item is not sat through. Nothing of it was done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SittingRefusal {
    /// Intake, or the rule of any step.
    #[error(transparent)]
    Step(#[from] AcceptRefusal),
    /// Not this item, or not by whoever sits here.
    #[error(transparent)]
    NotHere(#[from] NotSitting),
    /// Neither was chosen.
    #[error("请选择准予或不予批准")]
    Outcome,
    /// The applicant has one already that the new one may take the place of: somebody has to say so.
    #[error("申请人已有同类证照 {0}，要先定换发还是另发，不能当场办。请按通常方式收件")]
    Renewal(String),
    /// The certificate: its field, its code and what to do.
    #[error("{2}")]
    Certificate(&'static str, &'static str, String),
    /// What would be signed is not what was shown.
    #[error("内容和刚才看到的决定书不一样了，请再看一遍再签署")]
    Changed,
    /// The signature.
    #[error(transparent)]
    Signature(#[from] ConfirmRefusal),
}

impl SittingRefusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Step(AcceptRefusal::Rule(rule)) => rule.code(),
            Self::Step(AcceptRefusal::Fields(_) | AcceptRefusal::Answers(..)) => "fields",
            Self::Step(AcceptRefusal::Item) => "item_unknown",
            Self::Step(AcceptRefusal::Window) => "no_window",
            Self::NotHere(why) => why.code(),
            Self::Outcome => "outcome_missing",
            Self::Renewal(_) => "renewal",
            Self::Certificate(_, code, _) => code,
            Self::Changed => "changed",
            Self::Signature(why) => why.code(),
        }
    }
}

type Refused = Failure<SittingRefusal>;

fn rule(refusal: Refusal) -> Refused {
    Failure::Refused(AcceptRefusal::Rule(refusal).into())
}

/// Whether whoever sits here may sit an item through today, as far as the item and their letters go.
pub fn may_sit_through(
    bureau: &Bureau,
    desk: &Desk,
    item: &Item,
) -> Result<Result<Authority, NotSitting>, Failure<Never>> {
    bureau.may(desk, Act::CaseSit)?;
    let by = desk.staff.as_ref().map(|s| s.id).ok_or(Failure::Denied(Denied::NotSignedIn))?;
    let (content, today) = (&item.content, bureau.today());
    let region = bureau.region();
    let (letters, rules) = bureau
        .db()
        .read(|tx| Ok((delegates::letters_on(tx, region, content.department, today)?, window_rules(tx, region)?)))?;
    let of = (item.id, content.department, content.name.as_str());
    Ok(may_sit(of, (&at_window(&content.guide, &rules.obstacles), false), &letters, by, today))
}

/// Whom a sitting of today was for, as an intake holds it, so that the next item of the same applicant needs nothing typed
/// again. Only for whoever sat, and only on the day: nobody else reads numbers whole this way.
pub fn same_applicant(bureau: &Bureau, desk: &Desk, case_no: &str) -> Result<AcceptForm, Failure<Never>> {
    bureau.may(desk, Act::CaseSit)?;
    let by = desk.staff.as_ref().map(|s| s.id).ok_or(Failure::Denied(Denied::NotSignedIn))?;
    let no = CaseNo::parse(case_no).map_err(|_| Failure::NotFound)?;
    let (region, today) = (bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let Some((case, sealed)) = rows::case_by_no(tx, region, &no)? else { return Ok(None) };
        if case.receipt.by != Some(by) || case.receipt.on != today {
            return Ok(None);
        }
        let Some(key) = people::open_key(tx, region, bureau.vault(), case.person)? else { return Ok(None) };
        let open = |field: &str, bytes: &[u8]| opened(&key, region, field, bytes).map(Option::unwrap_or_default);
        Ok(Some(AcceptForm {
            applicant: case.applicant_kind.as_str().to_owned(),
            code: open("code", &sealed.code)?,
            name: open("name", &sealed.name)?,
            contact: sealed.contact.as_deref().map_or(Ok(String::new()), |bytes| open("contact", bytes))?,
            phone: open("phone", &sealed.phone)?,
            ..AcceptForm::default()
        }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// A case on its way through a sitting.
pub(crate) struct Sat {
    pub(crate) case: Case,
    pub(crate) sealed: SealedFields,
    pub(crate) item: Arc<Item>,
    /// Name of the department that decides.
    pub(crate) department: String,
    /// Under which letter it was decided.
    pub(crate) authority: Authority,
    pub(crate) role: Option<Role>,
}

/// A sitting before its transaction: what was typed is read, ids are drawn. May be done again for each attempt.
#[derive(Clone)]
pub(crate) struct Sitting {
    bureau: Bureau,
    opener: Opener,
    form: SittingForm,
    outcome: Outcome,
    by: StaffId,
}

impl Sitting {
    /// Checks the right to sit at all and reads what was typed.
    pub(crate) fn new(bureau: &Bureau, desk: &Desk, form: &SittingForm) -> Result<Self, Refused> {
        let role = bureau.may(desk, Act::CaseSit)?;
        let by = desk.staff.as_ref().map(|s| s.id).ok_or(Failure::Denied(Denied::NotSignedIn))?;
        let outcome = Outcome::parse(&form.outcome).ok_or(Failure::Refused(SittingRefusal::Outcome))?;
        let window = window_of(desk).map_err(|f| f.map(SittingRefusal::Step))?;
        let opener = Opener::new(bureau, (desk, role), (Channel::Window, window), &form.intake)
            .map_err(|f| f.map(SittingRefusal::Step))?;
        Ok(Self { bureau: bureau.clone(), opener, form: form.clone(), outcome, by })
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.outcome
    }

    pub(crate) fn desk(&self) -> &Desk {
        &self.opener.desk
    }

    pub(crate) fn by(&self) -> StaffId {
        self.by
    }

    /// The item in force.
    pub(crate) fn item(&self, tx: &mut Tx<'_>) -> Result<Arc<Item>, Refused> {
        let found = catalogue::shared_item(tx, self.bureau.region(), ItemId::new(self.form.intake.item))?;
        found.ok_or(Failure::Refused(AcceptRefusal::Item.into()))
    }

    /// Takes it in, examines and decides; a grant waits while a material is to follow. `issues` = the item gives out a
    /// certificate that is made here.
    pub(crate) fn decide(&self, tx: &mut Tx<'_>, item: Arc<Item>, issues: bool) -> Result<Sat, Refused> {
        let (bureau, region) = (&self.bureau, self.bureau.region());
        let (now, today) = (bureau.now(), bureau.today());
        let content = &item.content;
        let department = people::department(tx, region, content.department)?.map(|d| d.name).unwrap_or_default();
        let role = authorise(self.desk(), Act::CaseSit, Some((content.department, &department)))?;
        let letters = delegates::letters_on(tx, region, content.department, today)?;
        let of = (item.id, content.department, content.name.as_str());
        let here = at_window(&content.guide, &window_rules(tx, region)?.obstacles);
        let authority =
            may_sit(of, (&here, issues), &letters, self.by, today).map_err(|r| Failure::Refused(r.into()))?;

        let (case, sealed, item) =
            take_in(bureau, tx, &self.opener, &self.form.intake).map_err(|f| f.map(SittingRefusal::Step))?;
        let mut sat = Sat { case, sealed, item, department, authority, role };
        self.examine(tx, &mut sat)?;
        if self.outcome == Outcome::Grant && !sat.case.owed().is_empty() {
            return Ok(sat);
        }
        let words = (self.form.reason.as_str(), self.form.opinion.as_str());
        let calendar = bureau.calendar(tx)?;
        let (ground, who) = ((case_rules(), &*calendar), (self.by, now, today));
        let taken_as = Some(TakenAs::Delegate(sat.authority.clone()));
        let (case, event) =
            cases::decide(sat.case.clone(), self.outcome, words, ground, who, taken_as).map_err(rule)?;
        self.keep(tx, &mut sat, case, ("case.decided", &event))?;
        Ok(sat)
    }

    /// What is granted was found in order, material by material; of what is denied nothing is said but the reason.
    fn examine(&self, tx: &mut Tx<'_>, sat: &mut Sat) -> Result<(), Refused> {
        let (case, now) = (sat.case.clone(), self.bureau.now());
        let fit = || Verdict { ok: true, note: String::new() };
        let here: Vec<(usize, Verdict)> =
            case.materials.iter().enumerate().filter(|(_, m)| m.received).map(|(place, _)| (place, fit())).collect();
        match self.outcome {
            Outcome::Grant if !here.is_empty() => {
                let (case, event) = cases::examine(case, here, self.by, now).map_err(rule)?;
                self.keep(tx, sat, case, ("case.materials_examined", &event))
            }
            Outcome::Grant | Outcome::Deny => {
                let (case, event) = cases::take_up(case, self.by, now).map_err(rule)?;
                self.keep(tx, sat, case, ("case.taken_up", &event))
            }
        }
    }

    /// Enters the result. `offered` = its number where none was typed.
    pub(crate) fn complete(&self, tx: &mut Tx<'_>, sat: &mut Sat, offered: &str) -> Result<(), Refused> {
        let typed = self.form.result_no.trim();
        let number = if typed.is_empty() { offered } else { typed };
        let kind = &sat.item.content.guide.result_kind;
        let (case, event) =
            cases::complete(sat.case.clone(), &self.form.result_name, number, kind, self.by, self.bureau.now())
                .map_err(rule)?;
        self.keep(tx, sat, case, ("case.completed", &event))
    }

    /// Hands it out across the window: to whoever applied, or to who is named. For an organisation that is who came.
    pub(crate) fn hand_over(&self, tx: &mut Tx<'_>, sat: &mut Sat) -> Result<(), Refused> {
        let (bureau, region) = (&self.bureau, self.bureau.region());
        let key = people::open_key(tx, region, bureau.vault(), sat.case.person)?
            .ok_or_else(|| StoreError::Sealed("申请人的信息已按要求删除".into()))?;
        let receiver = match self.form.receiver.trim() {
            "" => own_name(bureau, &key, sat.case.applicant_kind, &sat.sealed)?,
            named => named.to_owned(),
        };
        let (case, event) =
            cases::deliver(sat.case.clone(), DeliveryWay::Window, &receiver, self.by, bureau.now()).map_err(rule)?;
        sat.sealed.receiver = Some(key.seal(region, "receiver", &receiver, bureau.rng()));
        self.keep(tx, sat, case, ("case.delivered", &event))
    }

    fn keep(
        &self,
        tx: &mut Tx<'_>,
        sat: &mut Sat,
        next: Case,
        event: (&'static str, &impl Serialize),
    ) -> Result<(), Refused> {
        save(&self.bureau, tx, (self.desk(), sat.role), &next, &sat.sealed, event, self.bureau.now())?;
        sat.case = next;
        Ok(())
    }
}
