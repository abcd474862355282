//! Taking a case in (受理): at the window in one step, on the spot with its decision (当场办结), or from
//! what was sent in online.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    base::{CaseId, ItemId, PersonId, Region},
    cases::{
        self, AcceptFacts, Applicant, ApplicantFlaw, ApplicantKind, Brought, Case, CaseAccepted, CaseNo, Channel,
        CorrectionItem, Opening, Outcome, Refusal, Said,
    },
    catalogue::{APPLICANT_KIND, AnswerFlaw, CaseKind, Item, Need, form_of, read_answers},
    people::{Act, Desk, Role, Staff},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    cases::{self as rows, SealedFields},
    catalogue,
    journal::{self, Change, Entry, Stream},
    people,
    vault::PersonKey,
};

use super::{
    correct::CorrectionForm,
    rules::case_rules,
    step::{CaseRef, act, save},
};
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

/// The accepted case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// 办件编号.
    pub case_no: String,
    /// Id.
    pub id: i64,
    /// Due day, if a limit is known.
    pub due_on: Option<jiff::civil::Date>,
    /// 暂定.
    pub provisional: bool,
}

impl Accepted {
    fn of(case: &Case) -> Self {
        let due = case.due();
        Self { case_no: case.no.to_string(), id: case.id.get(), due_on: due.on, provisional: due.provisional }
    }
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
        Ok(Self {
            item: bureau.db().read(|tx| catalogue::shared_item(tx, region, id))?,
            desk: desk.clone(),
            role,
            channel,
            window_no,
            kind,
            applicant: Applicant::parse(kind, &form.code, &form.name, &form.contact, &form.phone, today),
            case: CaseId::new(bureau.new_id()),
            person: PersonId::new(bureau.new_id()),
            query_password: format!("{:08}", bureau.rng().below(100_000_000)),
        })
    }

    /// What is wrong with the applicant's particulars.
    pub(super) fn flaws(&self) -> Vec<ApplicantFlaw> {
        self.applicant.clone().err().unwrap_or_default()
    }

    fn staff(&self) -> Option<&Staff> {
        self.desk.staff.as_ref()
    }

    /// What was answered on the item's form, with what is to be mended of it. What the applicant has said of themselves
    /// beside the form is not asked there again.
    fn answers(&self, item: &Item, form: &AcceptForm, today: Date) -> (BTreeMap<String, String>, Vec<AnswerFlaw>) {
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
        let mut raw = cases::given(&asked, said);
        raw.extend(typed.iter().filter(|(_, a)| !a.trim().is_empty()).map(|(k, a)| (k.clone(), a.clone())));
        raw.insert(APPLICANT_KIND.to_owned(), self.kind.as_str().to_owned());
        let (answers, mut flaws) = read_answers(&asked, &raw, today);
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

/// What a new case is made from: the applicant's key and sealed particulars, number and place.
pub(super) struct Opened {
    pub(super) item: Arc<Item>,
    pub(super) opening: Opening,
    pub(super) kind: ApplicantKind,
    pub(super) sealed: SealedFields,
    pub(super) person_made: Option<Change>,
    pub(super) query_password: String,
    /// What is still to be mended of the answers, where that does not stand in the way.
    unanswered: Vec<AnswerFlaw>,
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
fn open_so_far(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    opener: &Opener,
    form: &AcceptForm,
) -> Result<Opened, Failure<AcceptRefusal>> {
    let (region, now, today) = (*bureau.region(), bureau.now(), bureau.today());
    let found = opener.item_in_force(tx, &region, ItemId::new(form.item))?;
    let item = found.ok_or(Failure::Refused(AcceptRefusal::Item))?;
    let (answers, unanswered) = opener.answers(&item, form, today);
    let applicant = match opener.applicant.clone() {
        Ok(applicant) => applicant,
        Err(flaws) => return Err(all_at_once(flaws, unanswered, &item, form)),
    };
    let (vault, rng, kind) = (bureau.vault(), bureau.rng(), opener.kind.as_str());
    let (key, person, person_made) = match people::find_person(tx, &region, vault, rng, kind, &applicant.code)? {
        Some(found) => (found.key, found.id, None),
        None => {
            let (key, change) = people::new_person(tx, &region, vault, rng, opener.person, kind, &applicant.code)?;
            (key, opener.person, Some(change))
        }
    };
    let no = CaseNo::new(today, opener.window_no, rows::next_number(tx, &region, today, opener.window_no)?);
    let opening = Opening {
        id: opener.case,
        no,
        person,
        by: opener.staff().map(|s| s.id),
        channel: opener.channel,
        window_no: opener.staff().map(|_| opener.window_no),
        accepting_department: opener.staff().and_then(|s| s.department),
        at: now,
        today,
    };
    let sealed = seal(bureau, &key, &applicant, &opener.query_password, &answers);
    let query_password = opener.query_password.clone();
    Ok(Opened { item, opening, kind: opener.kind, sealed, person_made, query_password, unanswered })
}

/// The materials of the form, as the rule asks.
pub(super) fn brought(form: &AcceptForm) -> Brought<'_> {
    Brought { ticked: &form.materials, deferred: &form.deferred, held: &form.held, uploaded: &[] }
}

/// The clerk's window; without one no case can be numbered.
fn at_window(desk: &Desk) -> Result<u16, Failure<AcceptRefusal>> {
    let staff = desk.staff.as_ref().ok_or(Failure::NotFound)?;
    staff.window_no.ok_or(Failure::Refused(AcceptRefusal::Window))
}

/// Accepts a case: number, due day, sealed particulars, one event. The same key gives the same case.
pub fn accept(
    bureau: &Bureau,
    desk: &Desk,
    form: &AcceptForm,
    key: Option<&str>,
) -> Result<Accepted, Failure<AcceptRefusal>> {
    let role = bureau.may(desk, Act::CaseAccept)?;
    let opener = Opener::new(bureau, (desk, role), (Channel::Window, at_window(desk)?), form)?;
    let command = bureau.command(desk, "case.accept", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Accepted, Failure<AcceptRefusal>> {
        let (case, _, _) = take_in(&worker, tx, &opener, &form)?;
        Ok(Accepted::of(&case))
    })?;
    Ok(done.value)
}

/// Opens and accepts in one event.
fn take_in(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    opener: &Opener,
    form: &AcceptForm,
) -> Result<(Case, SealedFields, Arc<Item>), Failure<AcceptRefusal>> {
    let opened = open(bureau, tx, opener, form)?;
    let calendar = bureau.calendar(tx)?;
    let facts = AcceptFacts {
        item: &opened.item,
        brought: brought(form),
        promised: form.promised,
        by_commitment: form.by_commitment,
        calendar: &calendar,
        rules: case_rules(),
    };
    let (case, event) = cases::accept(&facts, opened.kind, opened.opening).map_err(|r| Failure::Refused(r.into()))?;
    begin(bureau, tx, opener, (&case, &opened.sealed), opened.person_made, ("case.accepted", &event))?;
    Ok((case, opened.sealed, opened.item))
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
    let region = bureau.region();
    let entry = Entry::new(Stream::case(case.id), 0, event.0, event.1)
        .with_all(person_made)
        .with(rows::case_change(region, case, sealed));
    journal::append(tx, region, &opener.desk.stamp(bureau.now(), opener.role), entry).map(|_| ())
}

/// The decision and the result that are entered in the same sitting.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OnTheSpot {
    /// The decider's words; may be empty.
    pub opinion: String,
    /// Name of the certificate or document.
    pub result_name: String,
    /// Its number; may be empty where the result has none.
    pub result_no: String,
}

/// Accepts, grants and completes in one sitting what is decided on the spot (即收即办, 行政许可法 34): three
/// events, one commit. A denial is never made so: it wants reasons and goes to the department.
pub fn accept_on_the_spot(
    bureau: &Bureau,
    desk: &Desk,
    (form, spot): (&AcceptForm, &OnTheSpot),
    key: Option<&str>,
) -> Result<Accepted, Failure<AcceptRefusal>> {
    let role = bureau.may(desk, Act::CaseInstant)?;
    let opener = Opener::new(bureau, (desk, role), (Channel::Window, at_window(desk)?), form)?;
    let command = bureau.command(desk, "case.accept_on_the_spot", key, &(form, spot));
    let (worker, form, spot) = (bureau.clone(), form.clone(), spot.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Accepted, Failure<AcceptRefusal>> {
        let refused = |r: Refusal| Failure::Refused(AcceptRefusal::Rule(r));
        let (case, sealed, item) = take_in(&worker, tx, &opener, &form)?;
        may_decide_here(tx, &worker, &item)?;
        let by = opener.staff().map(|s| s.id).ok_or(Failure::NotFound)?;
        let (now, today, who) = (worker.now(), worker.today(), (&opener.desk, opener.role));
        let calendar = worker.calendar(tx)?;
        let words = ("", spot.opinion.as_str());
        let ground = (case_rules(), &*calendar);
        let (case, event) = cases::decide(case, Outcome::Grant, words, ground, (by, now, today)).map_err(refused)?;
        save(&worker, tx, who, &case, &sealed, ("case.decided", &event), now)?;
        let kind = &item.content.guide.result_kind;
        let (case, event) =
            cases::complete(case, &spot.result_name, &spot.result_no, kind, by, now).map_err(refused)?;
        save(&worker, tx, who, &case, &sealed, ("case.completed", &event), now)?;
        Ok(Accepted::of(&case))
    })?;
    Ok(done.value)
}

/// Takes an application in at the window that is not complete, and tells at once what is missing
/// (行政许可法 32(4); 一次性告知): the required materials that did not come, the questions that were not answered, and
/// what else was written. Three events, one commit.
pub fn take_and_ask(
    bureau: &Bureau,
    desk: &Desk,
    (form, more): (&AcceptForm, &CorrectionForm),
    key: Option<&str>,
) -> Result<Accepted, Failure<AcceptRefusal>> {
    let role = bureau.may(desk, Act::CaseAccept)?;
    let opener = Opener::new(bureau, (desk, role), (Channel::Window, at_window(desk)?), form)?;
    let command = bureau.command(desk, "case.take_and_ask", key, &(form, more));
    let (worker, form, more) = (bureau.clone(), form.clone(), more.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Accepted, Failure<AcceptRefusal>> {
        let refused = |r: Refusal| Failure::Refused(AcceptRefusal::Rule(r));
        let opened = open_so_far(&worker, tx, &opener, &form)?;
        let (now, today, who) = (worker.now(), worker.today(), (&opener.desk, opener.role));
        let by = opener.staff().map(|s| s.id).ok_or(Failure::NotFound)?;
        let calendar = worker.calendar(tx)?;
        let content = &opened.item.content;
        let (case, event) =
            cases::draft(&opened.item, opened.kind, &brought(&form), opened.opening).map_err(refused)?;
        begin(&worker, tx, &opener, (&case, &opened.sealed), opened.person_made, ("case.drafted", &event))?;
        let (case, event) =
            cases::submit(case, content, case_rules(), &calendar, (Some(by), now, today)).map_err(refused)?;
        save(&worker, tx, who, &case, &opened.sealed, ("case.submitted", &event), now)?;
        let unanswered = opened.unanswered.iter().map(|f| CorrectionItem { material: None, what: f.sentence.clone() });
        let here: Vec<usize> = form.materials.iter().chain(&form.held).copied().collect();
        let items = lacking(&opened.item, &here).chain(unanswered).chain(more.items.iter().cloned()).collect();
        let (case, event) = cases::ask_correction(case, items, more.until, (case_rules(), &calendar), (by, now, today))
            .map_err(refused)?;
        save(&worker, tx, who, &case, &opened.sealed, ("case.correction_asked", &event), now)?;
        Ok(Accepted::of(&case))
    })?;
    Ok(done.value)
}

/// The required materials that did not come.
fn lacking<'a>(item: &'a Item, ticked: &'a [usize]) -> impl Iterator<Item = CorrectionItem> + 'a {
    let listed = item.content.guide.materials.iter().enumerate();
    listed
        .filter(|(i, m)| m.need != Need::Optional && !ticked.contains(i))
        .map(|(i, _)| CorrectionItem { material: Some(i), what: String::new() })
}

/// Whether the guide says that it is decided on the spot.
pub fn is_instant(item: &Item) -> bool {
    item.content.case_kind == Some(CaseKind::Instant)
}

fn may_decide_here(tx: &mut Tx<'_>, bureau: &Bureau, item: &Item) -> Result<(), Failure<AcceptRefusal>> {
    if is_instant(item) {
        return Ok(());
    }
    let department = people::department(tx, bureau.region(), item.content.department)?;
    let name = department.map(|d| d.name).unwrap_or_default();
    Err(Failure::Refused(Refusal::NotInstant(item.content.name.clone(), name).into()))
}

/// What is ticked when an application that was sent in is accepted.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReceiveForm {
    /// Materials that are there, by their place in the guide.
    pub materials: Vec<usize>,
    /// Materials that follow later (容缺).
    pub deferred: Vec<usize>,
    /// The applicant signed the commitment.
    pub promised: bool,
    /// 告知承诺.
    pub by_commitment: bool,
}

/// Accepts what was sent in, or its correction. Nobody types the applicant again.
pub fn receive(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&CaseRef, &ReceiveForm),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let typed = form.clone();
    act(bureau, desk, (Act::CaseReceive, "case.accepted"), (at, form, key), move |case, on| {
        let (item, calendar, by, uploaded) = (on.item(&case)?, on.calendar()?, on.by()?, on.uploaded(&case)?);
        let facts = AcceptFacts {
            item: &item,
            brought: Brought { ticked: &typed.materials, deferred: &typed.deferred, held: &[], uploaded: &uploaded },
            promised: typed.promised,
            by_commitment: typed.by_commitment,
            calendar: &calendar,
            rules: case_rules(),
        };
        let done: (Case, CaseAccepted) =
            cases::accept_submitted(case, &facts, by, on.now, on.today).map_err(Failure::Refused)?;
        Ok(done)
    })
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

fn seal(
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
