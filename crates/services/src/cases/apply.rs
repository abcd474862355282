//! Applying without a desk (网上申请): a draft under a number and a query password, sent in, corrected,
//! withdrawn and rated by whoever holds both. Guessing is slowed as for progress.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    cases::{self, ApplicantKind, Brought, CaseNo, Channel, DeferralTerms, EndKind, Means, Refusal, Said},
    catalogue::{Item, form_of},
    people::{Act, Desk},
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::{
    Command, StoreError, Tx, cases as rows, files,
    people::{self, Limit},
    vault::PersonKey,
};

use super::{
    open::{AcceptForm, AcceptRefusal, Opener, begin, brought, open_so_far, sealed_answers},
    progress::{self, ProgressRefusal},
    rules::case_rules,
    step::{filed_item, save},
    view::opened,
};
use crate::{Bureau, Failure};

/// Window part of the numbers of what was sent in online: no window has it.
const ONLINE: u16 = 0;

/// Why an applicant's act was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplyRefusal {
    /// Fields, materials, or the rule, as at the window.
    #[error(transparent)]
    Form(#[from] AcceptRefusal),
    /// Number or password.
    #[error(transparent)]
    Door(#[from] ProgressRefusal),
    /// The address has begun as many as the county lets one address begin within a day.
    #[error(
        "这个网络地址今天已经开始填了 {0} 份申请。请凭办件编号和查询密码接着填已有的一份，或者明天再开始；也可以直接到窗口办"
    )]
    TooMany(u32),
}

impl From<Refusal> for ApplyRefusal {
    fn from(rule: Refusal) -> Self {
        Self::Form(AcceptRefusal::Rule(rule))
    }
}

/// A draft and what opens it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// 办件编号.
    pub case_no: String,
    /// 查询密码: with the number it opens the draft and, later, the progress.
    pub query_password: String,
    /// Version of the case.
    pub version: i64,
}

/// Begins a draft. Who applies must be known and right; everything else may follow. The same key gives
/// the same draft.
pub fn begin_draft(
    bureau: &Bureau,
    desk: &Desk,
    (form, channel): (&AcceptForm, Channel),
    key: Option<&str>,
) -> Result<Begun, Failure<ApplyRefusal>> {
    drafted(bureau, desk, (form, channel), bureau.command(desk, "case.draft", key, form))
}

/// The draft of a form under a command; answers may be missing.
pub(super) fn drafted(
    bureau: &Bureau,
    desk: &Desk,
    (form, channel): (&AcceptForm, Channel),
    command: Command,
) -> Result<Begun, Failure<ApplyRefusal>> {
    let role = bureau.may(desk, Act::CaseApply)?;
    let to_apply = |f: Failure<AcceptRefusal>| f.map(ApplyRefusal::Form);
    let opener = Opener::new(bureau, (desk, role), (channel, ONLINE), form).map_err(to_apply)?;
    let (worker, form) = (bureau.clone(), form.clone());
    // Whoever sits at a desk of the house begins as many as come.
    let from = desk.staff.is_none().then(|| desk.terminal.clone());
    let nonce = (bureau.rng().u64() >> 1) as i64;
    let done = bureau.db().commit(command, move |tx| -> Result<Begun, Failure<ApplyRefusal>> {
        if let Some(from) = &from {
            within_limit(&worker, tx, from, nonce)?;
        }
        let found = open_so_far(&worker, tx, &opener, &form).map_err(to_apply)?;
        let (case, event) = cases::draft(&found.item, found.kind, &brought(&form), found.opening)
            .map_err(|r| Failure::Refused(r.into()))?;
        begin(&worker, tx, &opener, (&case, &found.sealed), found.person_made, ("case.drafted", &event))?;
        Ok(Begun { case_no: case.no.to_string(), query_password: found.query_password, version: case.version })
    })?;
    Ok(done.value)
}

/// Counts a draft for the address it is begun from, those of one day together (`drafts_per_address`); refuses one too many.
fn within_limit(bureau: &Bureau, tx: &mut Tx<'_>, from: &str, nonce: i64) -> Result<(), Failure<ApplyRefusal>> {
    let (most, now) = (case_rules().drafts_per_address, bureau.now());
    let since = now - SignedDuration::from_hours(24);
    let limit = Limit { kind: "case_draft", subject: from.to_owned(), since, most: most.into() };
    match people::try_attempt(tx, bureau.region(), &[limit], now, nonce)? {
        true => Ok(()),
        false => Err(Failure::Refused(ApplyRefusal::TooMany(most))),
    }
}

/// A case that its applicant has opened with number and password.
#[derive(Debug, Clone)]
pub struct Own {
    /// The case.
    pub case: domain::cases::Case,
    /// The item version it was filed under.
    pub item: Item,
    /// What was answered on the form.
    pub answers: BTreeMap<String, String>,
    /// Name as typed: shown to the applicant alone.
    pub name: String,
    /// What was said on the first screen and is asked for on the form again, by field.
    pub given: BTreeMap<String, String>,
}

/// Opens an own case, with what was typed into it.
pub fn own(bureau: &Bureau, desk: &Desk, case_no: &str, password: &str) -> Result<Own, Failure<ApplyRefusal>> {
    let no = let_in(bureau, desk, case_no, password)?;
    let region = *bureau.region();
    let found = bureau.db().read(|tx| {
        let Some((case, sealed)) = rows::case_by_no(tx, &region, &no)? else { return Ok(None) };
        let key = people::open_key(tx, &region, bureau.vault(), case.person)?;
        let item = filed_item(tx, bureau, &case)?;
        let Some(key) = key else {
            return Ok(Some(Own { case, item, answers: BTreeMap::new(), name: String::new(), given: BTreeMap::new() }));
        };
        let open = |field: &str, bytes: &[u8]| opened(&key, &region, field, bytes).map(Option::unwrap_or_default);
        let (name, code) = (open("name", &sealed.name)?, open("code", &sealed.code)?);
        let contact = sealed.contact.as_deref().map_or_else(|| Ok(String::new()), |bytes| open("contact", bytes))?;
        let phone = open("phone", &sealed.phone)?;
        let said = Said { kind: case.applicant_kind, code: &code, name: &name, contact: &contact, phone: &phone };
        let given = form_of(&item.content).map(|form| cases::given(&form, said)).unwrap_or_default();
        let answers = answers(bureau, &key, sealed.answers.as_deref())?;
        Ok(Some(Own { case, item, answers, name, given }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// Checks number and password, slowed against guessing.
pub(super) fn let_in(
    bureau: &Bureau,
    desk: &Desk,
    case_no: &str,
    password: &str,
) -> Result<CaseNo, Failure<ApplyRefusal>> {
    bureau.may(desk, Act::CaseApply)?;
    progress::open_with_password(bureau, desk, case_no, password).map_err(|f| f.map(ApplyRefusal::Door))
}

/// The answers of a form, opened.
pub(crate) fn answers(
    bureau: &Bureau,
    key: &PersonKey,
    sealed: Option<&[u8]>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let Some(bytes) = sealed else { return Ok(BTreeMap::new()) };
    let Some(text) = opened(key, bureau.region(), "answers", bytes)? else { return Ok(BTreeMap::new()) };
    serde_json::from_str(&text)
        .map_err(|e| StoreError::Corrupt { place: "service_case.answers".into(), why: e.to_string() })
}

/// Who acts on an own case, and on which version of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OwnRef {
    /// 办件编号.
    pub case_no: String,
    /// 查询密码.
    pub password: String,
    /// Version the page was made from.
    pub version: i64,
}

/// What an applicant may change of a draft.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Draft {
    /// What was answered so far, by field.
    pub answers: BTreeMap<String, String>,
    /// Materials that are there, by their place.
    pub materials: Vec<usize>,
}

/// Keeps what was filled in so far. Returns the next version.
pub fn keep_draft(
    bureau: &Bureau,
    desk: &Desk,
    (at, draft): (&OwnRef, &Draft),
    key: Option<&str>,
) -> Result<i64, Failure<ApplyRefusal>> {
    let typed = draft.clone();
    own_act(bureau, desk, (at, draft, key), "case.redrafted", move |mut it, on| {
        let here = with(&typed.materials, &on.uploaded);
        let held = cases::by_certificate(&it.case.materials);
        let materials = Brought { ticked: &here, held: &held, uploaded: &on.uploaded, ..Brought::default() };
        let (next, event) = cases::redraft(it.case, &it.item.content, &materials)?;
        it.answers.clone_from(&typed.answers);
        Ok((OwnCase { case: next, ..it }, event))
    })
}

/// What is promised today with materials that follow later (容缺受理承诺): shown before it is signed.
pub fn deferral_terms(bureau: &Bureau) -> Result<DeferralTerms, StoreError> {
    let calendar = bureau.db().read(|tx| bureau.calendar(tx))?;
    Ok(case_rules().deferral(bureau.today(), &calendar))
}

/// Takes the applicant's word that materials follow later (容缺受理), by their place, with the commitment in writing; an
/// empty list takes it back. Returns the next version.
pub fn promise_own(
    bureau: &Bureau,
    desk: &Desk,
    (at, places, signed): (&OwnRef, &[usize], bool),
    key: Option<&str>,
) -> Result<i64, Failure<ApplyRefusal>> {
    let named = places.to_vec();
    own_act(bureau, desk, (at, &(places, signed), key), "case.redrafted", move |it, on| {
        let (next, event) = cases::promise(it.case, &it.item.content, (&named, signed), on.today)?;
        Ok((OwnCase { case: next, ..it }, event))
    })
}

/// The applicant brings a material that was to follow as a file (容缺补交): its file has been added before. Returns the
/// next version.
///
/// # Errors
/// [`Refusal::NotOwed`]; [`Refusal::FileMissing`] where no file came for it.
pub fn bring_own(
    bureau: &Bureau,
    desk: &Desk,
    (at, place): (&OwnRef, usize),
    key: Option<&str>,
) -> Result<i64, Failure<ApplyRefusal>> {
    own_act(bureau, desk, (at, &place, key), "case.materials_brought", move |it, on| {
        if !on.uploaded.contains(&place) {
            let name = it.case.materials.get(place).map_or("这样材料", |m| m.name.as_str());
            return Err(Refusal::FileMissing(name.to_owned()));
        }
        let (next, event) = cases::bring(it.case, &[place], Means::Upload)?;
        Ok((OwnCase { case: next, ..it }, event))
    })
}

/// Puts a certificate aside that stands for a material of a draft (改交材料), or takes it up again. Returns the next
/// version.
///
/// # Errors
/// [`Refusal::NotCertified`] where no certificate was proved for it.
pub fn put_aside_own(
    bureau: &Bureau,
    desk: &Desk,
    (at, place, aside): (&OwnRef, usize, bool),
    key: Option<&str>,
) -> Result<i64, Failure<ApplyRefusal>> {
    own_act(bureau, desk, (at, &(place, aside), key), "case.redrafted", move |it, _| {
        let (next, event) = cases::put_aside(it.case, place, aside)?;
        Ok((OwnCase { case: next, ..it }, event))
    })
}

/// What was named, and what came as files.
fn with(named: &[usize], uploaded: &[usize]) -> Vec<usize> {
    named.iter().copied().chain(uploaded.iter().copied().filter(|place| !named.contains(place))).collect()
}

/// Sends a draft in (提交). Returns the next version.
pub fn submit(bureau: &Bureau, desk: &Desk, at: &OwnRef, key: Option<&str>) -> Result<i64, Failure<ApplyRefusal>> {
    own_act(bureau, desk, (at, &(), key), "case.submitted", move |it, on| {
        let (next, event) =
            cases::submit(it.case, &it.item.content, case_rules(), &on.calendar, (None, on.now, on.today))?;
        Ok((OwnCase { case: next, ..it }, event))
    })
}

/// Answers a correction (补正): the places of the materials that were supplied, and the form's answers.
pub fn supply_own(
    bureau: &Bureau,
    desk: &Desk,
    (at, draft): (&OwnRef, &Draft),
    key: Option<&str>,
) -> Result<i64, Failure<ApplyRefusal>> {
    let typed = draft.clone();
    own_act(bureau, desk, (at, draft, key), "case.correction_supplied", move |mut it, on| {
        let ground = (case_rules(), &*on.calendar);
        let here = with(&typed.materials, &on.uploaded);
        let (next, event) = cases::supply(it.case, &here, Means::Upload, ground, (None, on.now, on.today))?;
        it.answers.extend(typed.answers.clone());
        Ok((OwnCase { case: next, ..it }, event))
    })
}

/// Takes the own application back (撤回).
pub fn withdraw(
    bureau: &Bureau,
    desk: &Desk,
    (at, reason): (&OwnRef, &str),
    key: Option<&str>,
) -> Result<i64, Failure<ApplyRefusal>> {
    let why = reason.to_owned();
    own_act(bureau, desk, (at, &reason, key), "case.ended", move |it, on| {
        let (next, event) = cases::end(it.case, EndKind::Withdrawn, (&why, ""), None, on.now)?;
        Ok((OwnCase { case: next, ..it }, event))
    })
}

/// Rates the case (评价): once.
pub fn rate(
    bureau: &Bureau,
    desk: &Desk,
    (at, stars): (&OwnRef, u8),
    key: Option<&str>,
) -> Result<i64, Failure<ApplyRefusal>> {
    own_act(bureau, desk, (at, &stars, key), "case.rated", move |it, on| {
        let (next, event) = cases::rate(it.case, stars, on.now)?;
        Ok((OwnCase { case: next, ..it }, event))
    })
}

/// Notes on the case itself that it was rated, within the commit of the rating. A case that cannot be noted, because it was
/// archived meanwhile, is not handed out yet or belongs to a matter, stays as it is: the rating is kept beside it.
pub(crate) fn rate_within(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (case, sealed): (domain::cases::Case, &rows::SealedFields),
    stars: u8,
    by: (&Desk, Option<domain::people::Role>),
) -> Result<(), StoreError> {
    if case.matter.is_some() || !matches!(case.stage, domain::cases::Stage::Delivered(..)) {
        return Ok(());
    }
    match cases::rate(case, stars, bureau.now()) {
        Ok((next, event)) => save(bureau, tx, by, &next, sealed, ("case.rated", &event), bureau.now()).map(|_| ()),
        Err(_) => Ok(()),
    }
}

/// A case under an applicant's act, with what the act may change.
struct OwnCase {
    case: domain::cases::Case,
    item: Item,
    answers: BTreeMap<String, String>,
}

struct OwnGround {
    /// Places of the materials that came as files.
    uploaded: Vec<usize>,
    calendar: Arc<domain::base::Calendar>,
    now: jiff::Timestamp,
    today: jiff::civil::Date,
}

fn own_act<E: Serialize>(
    bureau: &Bureau,
    desk: &Desk,
    (at, form, key): (&OwnRef, &impl Serialize, Option<&str>),
    kind: &'static str,
    mut rule: impl FnMut(OwnCase, &OwnGround) -> Result<(OwnCase, E), Refusal> + Send + 'static,
) -> Result<i64, Failure<ApplyRefusal>> {
    let no = let_in(bureau, desk, &at.case_no, &at.password)?;
    let (now, today, command) = (bureau.now(), bureau.today(), bureau.command(desk, kind, key, &(at, form)));
    let (worker, desk, version) = (bureau.clone(), desk.clone(), at.version);
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ApplyRefusal>> {
        let region = *worker.region();
        let (case, mut sealed) = rows::case_by_no(tx, &region, &no)?.ok_or(Failure::NotFound)?;
        if case.version != version {
            return Err(Failure::Stale);
        }
        // Number and password of a matter open the cases of its members too: to be looked at.
        case.stands_alone("办理").map_err(|r| Failure::Refused(r.into()))?;
        let key = applicants_key(&worker, tx, &case)?;
        let item = filed_item(tx, &worker, &case)?;
        let before = answers(&worker, &key, sealed.answers.as_deref())?;
        let held: Vec<_> = files::files_of_case(tx, &region, case.id)?.into_iter().map(|row| row.file).collect();
        let on = OwnGround { uploaded: cases::uploaded(&case, &held), calendar: worker.calendar(tx)?, now, today };
        let it = OwnCase { case, item, answers: before.clone() };
        let (next, event) = rule(it, &on).map_err(|r| Failure::Refused(r.into()))?;
        if next.answers != before {
            sealed.answers = sealed_answers(&worker, &key, &next.answers);
        }
        Ok(save(&worker, tx, (&desk, None), &next.case, &sealed, (kind, &event), now)?)
    })?;
    Ok(done.value)
}

fn applicants_key(bureau: &Bureau, tx: &mut Tx<'_>, case: &domain::cases::Case) -> Result<PersonKey, StoreError> {
    people::open_key(tx, bureau.region(), bureau.vault(), case.person)?
        .ok_or_else(|| StoreError::Sealed("申请人的信息已按要求删除".into()))
}

/// Whether an item may be applied for by this kind of applicant now; else the sentence why not.
pub fn may_apply(item: &Item, kind: ApplicantKind) -> Result<(), Refusal> {
    cases::may_apply(&item.content, kind)
}
