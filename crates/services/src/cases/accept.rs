//! Taking a case in at the window (受理).

use domain::{
    base::{CaseId, ItemId, PersonId},
    cases::{self, AcceptFacts, Applicant, ApplicantFlaw, ApplicantKind, CaseNo, Opening, Refusal},
    catalogue::Item,
    people::{Act, Desk},
};
use serde::{Deserialize, Serialize};
use store::{
    base,
    cases::{self as rows, SealedFields},
    catalogue,
    journal::{self, Entry, Stream},
    people,
    vault::PersonKey,
};

use crate::{Bureau, Failure};

/// What the intake form holds.
#[derive(Debug, Clone, Default, Serialize)]
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
}

/// Why a case is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AcceptRefusal {
    /// Fields, all at once.
    #[error("有 {} 处需要修改", .0.len())]
    Fields(Vec<ApplicantFlaw>),
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

/// Accepts a case: number, due day, sealed particulars, one event. The same key gives the same case.
pub fn accept(
    bureau: &Bureau,
    desk: &Desk,
    form: &AcceptForm,
    key: Option<&str>,
) -> Result<Accepted, Failure<AcceptRefusal>> {
    let role = bureau.may(desk, Act::CaseAccept)?;
    let staff = desk.staff.clone().ok_or(Failure::NotFound)?;
    let window_no = staff.window_no.ok_or(Failure::Refused(AcceptRefusal::Window))?;
    let (region, now, today) = (*bureau.region(), bureau.now(), bureau.today());
    let kind = ApplicantKind::parse(&form.applicant).ok_or_else(|| {
        let sentence = "请选择申请人是个人还是单位".to_owned();
        Failure::Refused(AcceptRefusal::Fields(vec![ApplicantFlaw { field: "applicant", sentence }]))
    })?;
    let applicant = Applicant::parse(kind, &form.code, &form.name, &form.contact, &form.phone, today);
    let item_id = ItemId::new(form.item);
    let ids = (CaseId::new(bureau.new_id()), PersonId::new(bureau.new_id()));
    let query_password = format!("{:08}", bureau.rng().below(100_000_000));
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "case.accept", key, form);
    let (worker, ticked) = (bureau.clone(), form.materials.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Accepted, Failure<AcceptRefusal>> {
        let item = catalogue::item(tx, &region, item_id)?.ok_or(Failure::Refused(AcceptRefusal::Item))?;
        let applicant = applicant.clone().map_err(|f| all_at_once(f, &item, &ticked))?;
        let calendar = base::calendar(tx, &region)?;
        let facts = AcceptFacts { item: &item, applicant: kind, ticked: &ticked, calendar: &calendar };
        let (key, person, made) =
            match people::find_person(tx, &region, worker.vault(), worker.rng(), kind.as_str(), &applicant.code)? {
                Some(found) => (found.key, found.id, None),
                None => {
                    let (vault, rng) = (worker.vault(), worker.rng());
                    let (key, change) =
                        people::new_person(tx, &region, vault, rng, ids.1, kind.as_str(), &applicant.code)?;
                    (key, ids.1, Some(change))
                }
            };
        let no = CaseNo::new(today, window_no, rows::next_number(tx, &region, today, window_no)?);
        let opening = Opening {
            id: ids.0,
            no,
            person,
            by: staff.id,
            window_no: Some(window_no),
            accepting_department: staff.department,
            at: now,
            today,
        };
        let (case, event) = cases::accept(&facts, opening).map_err(|r| Failure::Refused(r.into()))?;
        let sealed = seal(&worker, &key, &applicant, &query_password);
        let entry = Entry::new(Stream::case(case.id), 0, "case.accepted", &event)
            .with_all(made)
            .with(rows::case_change(&region, &case, &sealed));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(Accepted {
            case_no: case.no.to_string(),
            id: case.id.get(),
            due_on: case.due.on,
            provisional: case.due.provisional,
        })
    })?;
    Ok(done.value)
}

/// Missing materials are told together with the fields (一次告知), not at the next try.
fn all_at_once(mut flaws: Vec<ApplicantFlaw>, item: &Item, ticked: &[usize]) -> Failure<AcceptRefusal> {
    let missing = cases::missing_materials(&item.content, ticked);
    if !missing.is_empty() {
        flaws.push(ApplicantFlaw { field: "materials", sentence: Refusal::MaterialsMissing(missing).to_string() });
    }
    Failure::Refused(AcceptRefusal::Fields(flaws))
}

fn seal(bureau: &Bureau, key: &PersonKey, applicant: &Applicant, query_password: &str) -> SealedFields {
    let one = |field: &str, text: &str| key.seal(bureau.region(), field, text, bureau.rng());
    SealedFields {
        name: one("name", &applicant.name),
        code: one("code", &applicant.code),
        contact: applicant.contact.as_deref().map(|c| one("contact", c)),
        phone: one("phone", applicant.phone.as_str()),
        query_password: one("query_password", query_password),
        receiver: None,
    }
}
