//! Applications that the unified acceptance system of the province or the city hands on (上级推送), and how they stand, for
//! that system alone. A system is known by the name of its key: a new key under the same name goes on with its cases.

use std::collections::BTreeMap;

use domain::{
    base::{CaseId, DepartmentId, ItemId, PersonId, fold_code, fold_name},
    cases::{
        self, ApplicantFlaw, ApplicantKind, Case, CaseNo, Channel, Foreign, Means, Opening, Pushed as Sent, Refusal,
        foreign_no,
    },
    catalogue::{AnswerFlaw, Item},
    people::{Act, Denied, Desk, Role, Source, Stamp, authorise},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx, cases as rows, catalogue,
    journal::{self, Entry, Stream},
    people,
};

use super::{
    open::{AcceptForm, AcceptRefusal, Opener, open},
    rules::case_rules,
    step::filed_item,
};
use crate::{Bureau, Failure, Never};

/// Window part of the numbers of what was sent in: no window has it.
const UPSTREAM: u16 = 0;

/// A material that came along.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushedMaterial {
    /// Its name in the guide.
    pub name: String,
    /// `self` for what the applicant handed in, `shared` for what was taken from a shared source.
    pub source: String,
}

/// What is handed on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushForm {
    /// Its number there (申办流水号).
    pub number: String,
    /// Code of the item.
    pub item_code: String,
    /// `person` or `organisation`.
    pub applicant: String,
    /// ID number or 统一社会信用代码.
    pub code: String,
    /// Name.
    pub name: String,
    /// Who came for an organisation.
    #[serde(default)]
    pub contact: String,
    /// Mobile.
    pub phone: String,
    /// What came along.
    #[serde(default)]
    pub materials: Vec<PushedMaterial>,
    /// When it was handed in there.
    pub submitted_at: Timestamp,
    /// What was answered on the item's form there, by field; `None` where it was not asked. Left out of what stands for
    /// the application then, so that what was sent before there were answers is still known as the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<BTreeMap<String, String>>,
}

/// Why it is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PushRefusal {
    /// Everything wrong with it, at once.
    #[error("有 {} 处需要修改", .0.len())]
    Fields(Vec<ApplicantFlaw>),
    /// The same with answers of the item's form.
    #[error("有 {} 处需要修改", .0.len() + .1.len())]
    Answers(Vec<ApplicantFlaw>, Vec<AnswerFlaw>),
    /// The rule.
    #[error(transparent)]
    Rule(#[from] Refusal),
    /// Sent before under this number, with other content.
    #[error("流水号 {0} 已经推送过，内容和这次不同，办件编号是 {1}。更正请通过补正，或换一个流水号")]
    Differs(String, String),
}

/// An application as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// Its number there.
    pub number: String,
    /// 办件编号.
    pub case_no: String,
    /// Day of receipt.
    pub received_on: Date,
    /// Last day to say what is missing.
    pub notice_by: Option<Date>,
}

impl PushRefusal {
    /// All of it in one sentence, for whoever gets no form back.
    pub(crate) fn in_one(&self) -> String {
        let told: Vec<String> = match self {
            Self::Fields(flaws) => flaws.iter().map(|f| f.sentence.clone()).collect(),
            Self::Answers(flaws, answers) => {
                let fields = flaws.iter().map(|f| f.sentence.clone());
                fields.chain(answers.iter().map(|f| f.sentence.clone())).collect()
            }
            Self::Rule(_) | Self::Differs(..) => vec![self.to_string()],
        };
        told.join("；")
    }

    fn of(flaws: Vec<ApplicantFlaw>, answers: Vec<AnswerFlaw>) -> Self {
        if answers.is_empty() { Self::Fields(flaws) } else { Self::Answers(flaws, answers) }
    }
}

impl Pushed {
    fn of(case: &Case, number: &str) -> Self {
        Self {
            number: number.to_owned(),
            case_no: case.no.to_string(),
            received_on: case.receipt.on,
            notice_by: case.receipt.notice_by,
        }
    }
}

/// The system that asks.
pub(crate) fn system(desk: &Desk) -> Result<String, Denied> {
    desk.key.as_ref().map(|key| key.name.clone()).ok_or(Denied::Program)
}

/// An application that can be taken in: everything that takes long was done before the transaction.
#[derive(Clone)]
pub(crate) struct Ready {
    sent: PushForm,
    digest: String,
    source: String,
    opener: Opener,
    typed: AcceptForm,
    materials: Vec<(usize, Means)>,
    department: DepartmentId,
    department_name: String,
    stamp: Stamp,
}

/// Takes an application in. The same number with the same content gives the same case, however often and however late
/// it comes again.
pub fn push(bureau: &Bureau, desk: &Desk, form: &PushForm) -> Result<Pushed, Failure<PushRefusal>> {
    let role = bureau.may(desk, Act::CasePush)?;
    let source = system(desk)?;
    let (number, flaws) = numbered(form);
    let sent = PushForm { number, ..form.clone() };
    let digest = pushed_digest(bureau, &sent);
    if let Some(same) = sent_before(bureau, desk, (&source, &sent.number), &digest)? {
        return Ok(same);
    }
    let ready = make_ready(bureau, (desk, role), (source, digest), sent, flaws)?;
    authorise(desk, Act::CasePush, Some((ready.department, &ready.department_name)))?;
    let command = bureau.command(desk, "case.push", None, &ready.sent);
    let worker = bureau.clone();
    let done = bureau.db().commit(command, move |tx| push_within(tx, &worker, &ready))?;
    Ok(done.value)
}

/// Makes ready what a registered node above handed on in a message (推送办件): who that is stands on its envelope.
///
/// # Errors
/// Everything that [`push`] would refuse, save a number that was used before: that is known in the transaction.
pub(crate) fn ready_from(
    bureau: &Bureau,
    desk: &Desk,
    source: &str,
    form: &PushForm,
) -> Result<Ready, Failure<PushRefusal>> {
    let (number, flaws) = numbered(form);
    let sent = PushForm { number, ..form.clone() };
    let digest = pushed_digest(bureau, &sent);
    let ready = make_ready(bureau, (desk, None), (source.to_owned(), digest), sent, flaws)?;
    // Refused before a number of the county is drawn.
    let (region, today) = (*bureau.region(), bureau.today());
    let found = bureau
        .db()
        .read(|tx| Ok((catalogue::item(tx, &region, ItemId::new(ready.typed.item))?, bureau.calendar(tx)?)))?;
    let kind = ApplicantKind::parse(&ready.sent.applicant);
    if let ((Some(item), calendar), Some(kind)) = (found, kind) {
        let opening = Opening {
            id: CaseId::new(0),
            no: CaseNo::new(today, UPSTREAM, 1),
            person: PersonId::new(0),
            by: None,
            channel: Channel::Upstream,
            window_no: None,
            accepting_department: None,
            at: bureau.now(),
            today,
        };
        cases::push(&item, kind, ready.pushed(), (case_rules(), &*calendar), opening)
            .map_err(|r| Failure::Refused(PushRefusal::Rule(r)))?;
    }
    Ok(ready)
}

fn numbered(form: &PushForm) -> (String, Vec<ApplicantFlaw>) {
    match foreign_no(&form.number) {
        Ok(number) => (number, Vec::new()),
        Err(why) => (String::new(), vec![ApplicantFlaw { field: "number", sentence: why.to_owned() }]),
    }
}

/// Stands for everything that was sent.
pub(crate) fn pushed_digest(bureau: &Bureau, sent: &PushForm) -> String {
    bureau.vault().blind("case.push", &serde_json::json!(sent).to_string())
}

fn make_ready(
    bureau: &Bureau,
    (desk, role): (&Desk, Option<Role>),
    (source, digest): (String, String),
    form: PushForm,
    mut flaws: Vec<ApplicantFlaw>,
) -> Result<Ready, Failure<PushRefusal>> {
    let mut flaw = |field, sentence: String| flaws.push(ApplicantFlaw { field, sentence });
    let (region, today) = (*bureau.region(), bureau.today());
    let item = bureau.db().read(|tx| item_of_code(tx, bureau, &form.item_code, today))?;
    let mut materials = Vec::new();
    match &item {
        None => flaw("item_code", format!("事项编码“{}”不在本县事项库里，请核对", short(&form.item_code))),
        Some(item) => match places(item, &form.materials) {
            Ok(found) => materials = found,
            Err(sentence) => flaw("materials", sentence),
        },
    }
    let typed = AcceptForm {
        item: item.as_ref().map_or(0, |i| i.id.get()),
        applicant: form.applicant.clone(),
        code: form.code.clone(),
        name: form.name.clone(),
        contact: form.contact.clone(),
        phone: form.phone.clone(),
        answers: form.answers.clone(),
        ..AcceptForm::default()
    };
    let opener = match Opener::new(bureau, (desk, role), (Channel::Upstream, UPSTREAM), &typed) {
        Ok(opener) => {
            flaws.extend(opener.flaws());
            Some(opener)
        }
        Err(Failure::Refused(AcceptRefusal::Fields(more))) => {
            flaws.extend(more);
            None
        }
        Err(other) => return Err(other.map(told)),
    };
    let answered = opener.as_ref().zip(item.as_ref()).map(|(opener, item)| opener.answers(item, &typed, today).1);
    let wrong = answered.unwrap_or_default();
    let (Some(opener), Some(item), true) = (opener, item, flaws.is_empty() && wrong.is_empty()) else {
        return Err(Failure::Refused(PushRefusal::of(flaws, wrong)));
    };
    let department = item.content.department;
    let found = bureau.db().read(|tx| people::department(tx, &region, department))?;
    let department_name = found.map(|d| d.name).unwrap_or_default();
    let (happened_at, source_of) = (form.submitted_at, Source::Imported);
    let stamp = Stamp { happened_at, source: source_of, ..desk.stamp(bureau.now(), role) };
    Ok(Ready { sent: form, digest, source, opener, typed, materials, department, department_name, stamp })
}

impl Ready {
    fn pushed(&self) -> Sent<'_> {
        Sent {
            foreign: Foreign { no: self.sent.number.clone(), source: self.source.clone() },
            materials: &self.materials,
            submitted_at: self.sent.submitted_at,
            digest: self.digest.clone(),
        }
    }
}

/// Takes in what was made ready, within a transaction.
pub(crate) fn push_within(tx: &mut Tx<'_>, bureau: &Bureau, ready: &Ready) -> Result<Pushed, Failure<PushRefusal>> {
    let (region, number) = (*bureau.region(), ready.sent.number.as_str());
    if let Some(before) = before(tx, bureau, (&ready.source, number), &ready.digest)? {
        return before.map_err(Failure::Refused);
    }
    let opened = open(bureau, tx, &ready.opener, &ready.typed).map_err(|f| f.map(told))?;
    // The seat of a key is no window and no department of the hall.
    let opening = Opening { by: None, window_no: None, accepting_department: None, ..opened.opening };
    let calendar = bureau.calendar(tx)?;
    let (case, event) = cases::push(&opened.item, opened.kind, ready.pushed(), (case_rules(), &*calendar), opening)
        .map_err(|r| Failure::Refused(r.into()))?;
    let entry = Entry::new(Stream::case(case.id), 0, "case.pushed", &event)
        .with_all(opened.person_made)
        .with(rows::case_change(&region, &case, &opened.sealed));
    journal::append(tx, &region, &ready.stamp, entry)?;
    Ok(Pushed::of(&case, number))
}

/// The case of what was sent before with the same content: found without the guide, which may have another form by now.
fn sent_before(
    bureau: &Bureau,
    desk: &Desk,
    sent: (&str, &str),
    digest: &str,
) -> Result<Option<Pushed>, Failure<PushRefusal>> {
    let found = bureau.db().read(|tx| {
        let Some(Ok(pushed)) = before(tx, bureau, sent, digest)? else { return Ok(None) };
        let Some(case) = of_number(tx, bureau, sent)? else { return Ok(None) };
        let named = people::department(tx, bureau.region(), case.department)?.map(|d| d.name).unwrap_or_default();
        Ok(Some((pushed, case.department, named)))
    })?;
    let Some((pushed, department, named)) = found else { return Ok(None) };
    authorise(desk, Act::CasePush, Some((department, &named)))?;
    Ok(Some(pushed))
}

fn told(refusal: AcceptRefusal) -> PushRefusal {
    match refusal {
        AcceptRefusal::Fields(flaws) => PushRefusal::Fields(flaws),
        AcceptRefusal::Answers(flaws, answers) => PushRefusal::of(flaws, answers),
        AcceptRefusal::Rule(rule) => PushRefusal::Rule(rule),
        // It was there a moment ago; no window is asked for.
        AcceptRefusal::Item | AcceptRefusal::Window => {
            PushRefusal::Fields(vec![ApplicantFlaw { field: "item_code", sentence: refusal.to_string() }])
        }
    }
}

/// What became of this number before, where it was sent before.
fn before(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    (source, number): (&str, &str),
    digest: &str,
) -> Result<Option<Result<Pushed, PushRefusal>>, StoreError> {
    let region = bureau.region();
    let Some(case) = of_number(tx, bureau, (source, number))? else { return Ok(None) };
    let history = journal::history(tx, region, &Stream::case(case.id))?;
    let same = history.first().is_some_and(|e| e.facts.get("digest").and_then(|d| d.as_str()) == Some(digest));
    Ok(Some(match same {
        true => Ok(Pushed::of(&case, number)),
        false => Err(PushRefusal::Differs(number.to_owned(), case.no.to_string())),
    }))
}

fn of_number(tx: &mut Tx<'_>, bureau: &Bureau, (source, number): (&str, &str)) -> Result<Option<Case>, StoreError> {
    let region = bureau.region();
    let known = rows::known_cases(tx, region, source, [number])?;
    match known.get(number) {
        Some(known) => Ok(rows::case(tx, region, known.id)?.map(|(case, _)| case)),
        None => Ok(None),
    }
}

/// The item in force under this code, or under one that it took the place of.
fn item_of_code(tx: &mut Tx<'_>, bureau: &Bureau, code: &str, today: Date) -> Result<Option<Item>, StoreError> {
    let (region, wanted) = (bureau.region(), fold_code(code));
    for code in [code.trim(), wanted.as_str()] {
        if let Some(item) = catalogue::item_by_code(tx, region, code)? {
            return Ok(Some(item));
        }
    }
    if wanted.is_empty() {
        return Ok(None);
    }
    let all = catalogue::current_items(tx, region, today)?;
    let named = |old: &String| fold_code(old) == wanted;
    let found = all.iter().find(|i| fold_code(&i.content.code) == wanted);
    let found = found.or_else(|| all.iter().find(|i| i.content.guide.replaces.iter().any(named)));
    match found {
        Some(current) => catalogue::item_at(tx, region, current.id, current.version),
        None => Ok(None),
    }
}

/// Places of the materials in the guide, by name.
fn places(item: &Item, sent: &[PushedMaterial]) -> Result<Vec<(usize, Means)>, String> {
    let listed = &item.content.guide.materials;
    let mut out = Vec::new();
    for material in sent {
        let means = match material.source.as_str() {
            "self" => Means::Upload,
            "shared" => Means::Shared,
            _ => return Err("材料来源只认 self（申请人提交）、shared（共享获得）".to_owned()),
        };
        let name = fold_name(&material.name);
        let place = listed.iter().position(|m| fold_name(&m.name) == name);
        match place {
            Some(place) => out.push((place, means)),
            None => return Err(format!("办事指南里没有叫“{}”的材料，请按指南的名称填写", short(&material.name))),
        }
    }
    Ok(out)
}

/// The beginning of what was sent, for a sentence.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// An application as its system sees it.
#[derive(Debug, Clone)]
pub struct Application {
    /// The case.
    pub case: Case,
    /// Code of the item.
    pub item_code: String,
    /// Who decides.
    pub department: String,
}

/// How an application stands, for the system that handed it on; of another's nothing is known.
pub fn application(bureau: &Bureau, desk: &Desk, number: &str) -> Result<Application, Failure<Never>> {
    bureau.may(desk, Act::CasePush)?;
    let source = system(desk)?;
    let number = foreign_no(number).map_err(|_| Failure::NotFound)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(case) = of_number(tx, bureau, (&source, &number))? else { return Ok(None) };
        let item_code = filed_item(tx, bureau, &case)?.content.code;
        let department = people::department(tx, region, case.department)?.map(|d| d.name).unwrap_or_default();
        Ok(Some(Application { case, item_code, department }))
    })?;
    let it = found.ok_or(Failure::NotFound)?;
    authorise(desk, Act::CasePush, Some((it.case.department, &it.department)))?;
    Ok(it)
}
