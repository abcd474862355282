//! Opening a case (收件): what an intake form holds, who applies, under which number and place, with what is sealed.
//! However it comes in: at the window, online, handed on from above.
//!
//! Not here: what becomes of it.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    base::{CaseId, ItemId, PersonId, Region},
    cases::{self, Applicant, ApplicantFlaw, ApplicantKind, Brought, Case, CaseNo, Channel, Opening, Refusal, Said},
    catalogue::{APPLICANT_KIND, AnswerFlaw, Answers, Form, Item, form_of, read_answers},
    people::{Desk, Role, Staff},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    cases::{self as rows, SealedFields},
    catalogue,
    journal::{self, Change, Stream},
    people::{self, PersonReady, Standing},
    vault::PersonKey,
};

use super::step::{told_under, under};
use crate::{Bureau, Failure};

/// What the intake form holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AcceptForm {
    /// Item.
    pub item: i64,
    /// `person` or `organisation`.
    pub applicant: String,
    /// ID number or 统一社会信用代码 as typed.
    pub code: String,
    /// Name as typed.
    pub name: String,
    /// Who came for the organisation.
    pub contact: String,
    /// Mobile as typed.
    pub phone: String,
    /// Ticked materials by their place in the guide.
    pub materials: Vec<usize>,
    /// Materials that an electronic certificate stands for, by their place: found by the caller in the register, never
    /// taken from what was typed.
    pub held: Vec<usize>,
    /// Materials that follow later (容缺), by their place.
    pub deferred: Vec<usize>,
    /// The applicant signed the commitment that a deferral or 告知承诺 asks.
    pub promised: bool,
    /// 告知承诺.
    pub by_commitment: bool,
    /// What was answered on the item's form, by field, as typed; `None` where it was not asked: the applicant brought
    /// it on paper.
    pub answers: Option<BTreeMap<String, String>>,
}

/// Why a case is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AcceptRefusal {
    /// Fields, all at once.
    #[error("有 {} 处需要修改", .0.len())]
    Fields(Vec<ApplicantFlaw>),
    /// Answers of the item's form, with what is to be mended of the fields beside them.
    #[error("有 {} 处需要修改", .0.len() + .1.len())]
    Answers(Vec<ApplicantFlaw>, Vec<AnswerFlaw>),
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// The item is not there.
    #[error("没有找到这个事项，请重新选择")]
    Item,
    /// The clerk sits at no window.
    #[error("您还没有安排窗口，请系统管理员先设好窗口号")]
    Window,
}

/// What of a case can be made before the transaction: ciphers and forms take longer than the rows.
struct Ready {
    person: PersonReady,
    sealed: SealedFields,
    unanswered: Vec<AnswerFlaw>,
}

/// Who opens a case, ready for the transaction.
#[derive(Clone)]
pub(super) struct Opener {
    pub(super) desk: Desk,
    pub(super) role: Option<Role>,
    pub(super) channel: Channel,
    pub(super) window_no: u16,
    kind: ApplicantKind,
    applicant: Result<Applicant, Vec<ApplicantFlaw>>,
    /// The item as it was just before the transaction.
    item: Option<Arc<Item>>,
    /// What could be made ready for it.
    ready: Option<Arc<Ready>>,
    case: CaseId,
    person: PersonId,
    query_password: String,
}

impl Opener {
    /// Checks what was typed, draws ids and the query password.
    pub(super) fn new(
        bureau: &Bureau,
        (desk, role): (&Desk, Option<Role>),
        (channel, window_no): (Channel, u16),
        form: &AcceptForm,
    ) -> Result<Self, Failure<AcceptRefusal>> {
        let kind = ApplicantKind::parse(&form.applicant).ok_or_else(|| {
            let sentence = "请选择申请人是个人还是单位".to_owned();
            Failure::Refused(AcceptRefusal::Fields(vec![ApplicantFlaw { field: "applicant", sentence }]))
        })?;
        let today = bureau.today();
        let (region, id) = (bureau.region(), ItemId::new(form.item));
        let mut opener = Self {
            item: None,
            ready: None,
            desk: desk.clone(),
            role,
            channel,
            window_no,
            kind,
            applicant: Applicant::parse(kind, &form.code, &form.name, &form.contact, &form.phone, today),
            case: CaseId::new(bureau.new_id()),
            person: PersonId::new(bureau.new_id()),
            query_password: format!("{:08}", bureau.rng().below(100_000_000)),
        };
        bureau.db().read(|tx| {
            opener.item = catalogue::shared_item(tx, region, id)?;
            if let (Some(item), Ok(applicant)) = (opener.item.clone(), opener.applicant.clone()) {
                opener.ready = Some(Arc::new(opener.make_ready(bureau, tx, (&item, form), &applicant)?));
            }
            Ok(())
        })?;
        Ok(opener)
    }

    fn make_ready(
        &self,
        bureau: &Bureau,
        tx: &mut Tx<'_>,
        (item, form): (&Item, &AcceptForm),
        applicant: &Applicant,
    ) -> Result<Ready, StoreError> {
        let ciphers = (bureau.vault(), bureau.rng());
        let who = (self.kind.as_str(), applicant.code.as_str());
        let person = people::ready_person(tx, bureau.region(), ciphers, who, self.person)?;
        let (answers, unanswered) = self.answers(item, form, bureau.today());
        let sealed = seal(bureau, &person.key, applicant, &self.query_password, &answers);
        Ok(Ready { person, sealed, unanswered })
    }

    /// What was made ready if it still holds, else made anew; with the after-image of somebody new.
    fn settled(
        &self,
        bureau: &Bureau,
        tx: &mut Tx<'_>,
        (item, form): (&Arc<Item>, &AcceptForm),
        applicant: &Applicant,
    ) -> Result<(Arc<Ready>, Option<Change>), StoreError> {
        let region = bureau.region();
        let same = self.item.as_ref().is_some_and(|before| Arc::ptr_eq(before, item));
        if let Some(ready) = self.ready.clone().filter(|_| same) {
            match people::settle_person(tx, region, &ready.person)? {
                Standing::Known => return Ok((ready, None)),
                Standing::New(change) => return Ok((ready, Some(change))),
                Standing::Moved => {}
            }
        }
        let ready = Arc::new(self.make_ready(bureau, tx, (item, form), applicant)?);
        match people::settle_person(tx, region, &ready.person)? {
            Standing::Known => Ok((ready, None)),
            Standing::New(change) => Ok((ready, Some(change))),
            Standing::Moved => {
                Err(StoreError::Corrupt { place: "person".into(), why: "同一次写入里读到两种内容".into() })
            }
        }
    }

    /// What is wrong with the applicant's particulars.
    pub(super) fn flaws(&self) -> Vec<ApplicantFlaw> {
        self.applicant.clone().err().unwrap_or_default()
    }

    pub(super) fn staff(&self) -> Option<&Staff> {
        self.desk.staff.as_ref()
    }

    /// What was answered on the item's form, with what is to be mended of it. What the applicant has said of themselves
    /// beside the form is not asked there again.
    pub(super) fn answers(
        &self,
        item: &Item,
        form: &AcceptForm,
        today: Date,
    ) -> (BTreeMap<String, String>, Vec<AnswerFlaw>) {
        let (Some(typed), Some(asked)) = (&form.answers, form_of(&item.content)) else {
            return (BTreeMap::new(), Vec::new());
        };
        let said = match &self.applicant {
            Ok(a) => {
                let contact = a.contact.as_deref().unwrap_or_default();
                Said { kind: self.kind, code: &a.code, name: &a.name, contact, phone: a.phone.as_str() }
            }
            // What is wrong with it is told at its own field.
            Err(_) => Said { kind: self.kind, code: &form.code, name: &form.name, contact: "", phone: &form.phone },
        };
        let (answers, mut flaws) = answered(&asked, said, typed, today);
        if self.applicant.is_err() {
            let given = |key: &str| asked.field(key).is_some_and(|f| cases::is_given(f, self.kind));
            flaws.retain(|flaw| !given(&flaw.key));
        }
        (answers.texts().clone(), flaws)
    }

    /// The item in force: read before if that version still is the one, so that nobody waits while a guide is read.
    fn item_in_force(&self, tx: &mut Tx<'_>, region: &Region, id: ItemId) -> Result<Option<Arc<Item>>, StoreError> {
        match &self.item {
            Some(item) if catalogue::version_in_force(tx, region, id)? == Some(item.version) => Ok(Some(item.clone())),
            Some(_) | None => Ok(catalogue::item(tx, region, id)?.map(Arc::new)),
        }
    }
}

/// What was answered on a form, with what is to be mended of it. What was said before the form fills it.
pub(crate) fn answered(
    asked: &Form,
    said: Said<'_>,
    typed: &BTreeMap<String, String>,
    today: Date,
) -> (Answers, Vec<AnswerFlaw>) {
    let mut raw = cases::given(asked, said);
    raw.extend(typed.iter().filter(|(_, a)| !a.trim().is_empty()).map(|(k, a)| (k.clone(), a.clone())));
    raw.insert(APPLICANT_KIND.to_owned(), said.kind.as_str().to_owned());
    read_answers(asked, &raw, today)
}

/// What a new case is made from: the applicant's key and sealed particulars, number and place.
pub(super) struct Opened {
    pub(super) item: Arc<Item>,
    pub(super) opening: Opening,
    pub(super) kind: ApplicantKind,
    pub(super) sealed: SealedFields,
    pub(super) person_made: Option<Change>,
    pub(super) query_password: String,
    /// What is still to be mended of the answers, where that does not stand in the way.
    pub(super) unanswered: Vec<AnswerFlaw>,
}

/// Finds or makes the applicant, takes the next number, seals the particulars. Everything wrong is told at once.
pub(super) fn open(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    opener: &Opener,
    form: &AcceptForm,
) -> Result<Opened, Failure<AcceptRefusal>> {
    let opened = open_so_far(bureau, tx, opener, form)?;
    match opened.unanswered.is_empty() {
        true => Ok(opened),
        false => Err(all_at_once(Vec::new(), opened.unanswered, &opened.item, form)),
    }
}

/// The same for an application that may lack answers.
pub(super) fn open_so_far(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    opener: &Opener,
    form: &AcceptForm,
) -> Result<Opened, Failure<AcceptRefusal>> {
    let (region, now, today) = (*bureau.region(), bureau.now(), bureau.today());
    let found = opener.item_in_force(tx, &region, ItemId::new(form.item))?;
    let item = found.ok_or(Failure::Refused(AcceptRefusal::Item))?;
    let applicant = match &opener.applicant {
        Ok(applicant) => applicant,
        Err(flaws) => {
            let (_, unanswered) = opener.answers(&item, form, today);
            return Err(all_at_once(flaws.clone(), unanswered, &item, form));
        }
    };
    let (ready, person_made) = opener.settled(bureau, tx, (&item, form), applicant)?;
    let no = CaseNo::new(today, opener.window_no, rows::next_number(tx, &region, today, opener.window_no)?);
    let opening = Opening {
        id: opener.case,
        no,
        person: ready.person.id,
        by: opener.staff().map(|s| s.id),
        channel: opener.channel,
        window_no: opener.staff().map(|_| opener.window_no),
        accepting_department: opener.staff().and_then(|s| s.department),
        at: now,
        today,
    };
    let (sealed, unanswered) = (ready.sealed.clone(), ready.unanswered.clone());
    let query_password = opener.query_password.clone();
    Ok(Opened { item, opening, kind: opener.kind, sealed, person_made, query_password, unanswered })
}

/// The materials of the form, as the rule asks.
pub(super) fn brought(form: &AcceptForm) -> Brought<'_> {
    Brought { ticked: &form.materials, deferred: &form.deferred, held: &form.held, uploaded: &[] }
}

/// The first event of a case, with the applicant's row where it is new.
pub(super) fn begin(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    opener: &Opener,
    (case, sealed): (&Case, &SealedFields),
    person_made: Option<Change>,
    event: (&'static str, &impl Serialize),
) -> Result<(), StoreError> {
    let (region, now) = (bureau.region(), bureau.now());
    let used = under(bureau, tx, event.0, case, (&opener.desk, opener.role), now)?;
    let entry = told_under(Stream::case(case.id), 0, event, used)
        .with_all(person_made)
        .with(rows::case_change(region, case, sealed));
    journal::append(tx, region, &opener.desk.stamp(now, opener.role), entry).map(|_| ())
}

/// Missing materials are told together with the fields (一次告知), not at the next try.
fn all_at_once(
    mut flaws: Vec<ApplicantFlaw>,
    answers: Vec<AnswerFlaw>,
    item: &Item,
    form: &AcceptForm,
) -> Failure<AcceptRefusal> {
    if let Err(refusal) = brought(form).check(&item.content) {
        flaws.push(ApplicantFlaw { field: "materials", sentence: refusal.to_string() });
    }
    Failure::Refused(match answers.is_empty() {
        true => AcceptRefusal::Fields(flaws),
        false => AcceptRefusal::Answers(flaws, answers),
    })
}

pub(super) fn seal(
    bureau: &Bureau,
    key: &PersonKey,
    applicant: &Applicant,
    query_password: &str,
    answers: &BTreeMap<String, String>,
) -> SealedFields {
    let one = |field: &str, text: &str| key.seal(bureau.region(), field, text, bureau.rng());
    SealedFields {
        name: one("name", &applicant.name),
        code: one("code", &applicant.code),
        contact: applicant.contact.as_deref().map(|c| one("contact", c)),
        phone: one("phone", applicant.phone.as_str()),
        query_password: one("query_password", query_password),
        receiver: None,
        answers: sealed_answers(bureau, key, answers),
    }
}

/// The answers of a form as one sealed text; `None` where nothing was asked.
pub(super) fn sealed_answers(bureau: &Bureau, key: &PersonKey, answers: &BTreeMap<String, String>) -> Option<Vec<u8>> {
    (!answers.is_empty())
        .then(|| key.seal(bureau.region(), "answers", &serde_json::json!(answers).to_string(), bureau.rng()))
}
