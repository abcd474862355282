//! Acceptance at the window (受理, 行政许可法 32): complete materials, a competent item, a receipt.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Case, CaseNo, Refusal, Stage, due::due_day};
use crate::{
    base::{Calendar, CaseId, CitizenId, DepartmentId, Flaw, Mobile, PersonId, StaffId, Uscc, fold_name},
    catalogue::{Clients, Content, Item, Need, Status},
};

/// 申请人类型.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicantKind {
    /// 自然人, by ID number.
    Person,
    /// 法人或其他组织, by 统一社会信用代码.
    Organisation,
}

impl ApplicantKind {
    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }

    /// Reads the word of a table or a form.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Person, Self::Organisation].into_iter().find(|k| k.as_str() == text)
    }
}

/// An applicant whose particulars have been checked. Lives only as long as the act; what is kept is
/// sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct Applicant {
    /// Person or organisation.
    pub kind: ApplicantKind,
    /// Name.
    pub name: String,
    /// ID number or 统一社会信用代码.
    pub code: String,
    /// Who came for the organisation; `None` for persons.
    pub contact: Option<String>,
    /// Mobile for notices.
    pub phone: Mobile,
}

/// Which field of the applicant is wrong, and the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicantFlaw {
    /// `code`, `name`, `contact`, `phone`, or `materials` where those are told in the same breath.
    pub field: &'static str,
    /// What to do.
    pub sentence: String,
}

impl Applicant {
    /// Checks what was typed; all flaws at once.
    pub fn parse(
        kind: ApplicantKind,
        code: &str,
        name: &str,
        contact: &str,
        phone: &str,
        today: Date,
    ) -> Result<Self, Vec<ApplicantFlaw>> {
        let mut flaws = Vec::new();
        let mut note = |field, sentence: String| flaws.push(ApplicantFlaw { field, sentence });
        let checked = match kind {
            ApplicantKind::Person => CitizenId::parse(code, today).map(|id| id.as_str().to_owned()),
            ApplicantKind::Organisation => Uscc::parse(code).map(|c| c.as_str().to_owned()),
        };
        let code = checked.unwrap_or_else(|f: Flaw| {
            note("code", f.to_string());
            String::new()
        });
        let name = fold_name(name);
        if name.is_empty() {
            note("name", "请填写申请人姓名或单位名称".into());
        } else if name.chars().count() > 120 {
            note("name", "名称超过 120 个字，请核对".into());
        }
        let contact = match kind {
            ApplicantKind::Person => None,
            ApplicantKind::Organisation => Some(fold_name(contact)),
        };
        if contact.as_deref() == Some("") {
            note("contact", "请填写经办人姓名".into());
        }
        let phone = Mobile::parse(phone).map_err(|f| note("phone", f.to_string())).ok();
        match phone {
            Some(phone) if flaws.is_empty() => Ok(Self { kind, name, code, contact, phone }),
            Some(_) | None => Err(flaws),
        }
    }
}

/// One material as received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// Name from the guide.
    pub name: String,
    /// Received now.
    pub received: bool,
}

/// What the act is given besides the item.
pub struct AcceptFacts<'a> {
    /// The item version in force.
    pub item: &'a Item,
    /// Person or organisation.
    pub applicant: ApplicantKind,
    /// Ticked materials, by their place in the guide.
    pub ticked: &'a [usize],
    /// Working days.
    pub calendar: &'a Calendar,
}

/// Ids, place and time of the new case: made by the caller.
pub struct Opening {
    /// Id.
    pub id: CaseId,
    /// Number.
    pub no: CaseNo,
    /// Applicant.
    pub person: PersonId,
    /// Clerk.
    pub by: StaffId,
    /// Window.
    pub window_no: Option<u16>,
    /// Department that takes it in, if it is not the hall itself.
    pub accepting_department: Option<DepartmentId>,
    /// Now.
    pub at: Timestamp,
    /// The civil day of now.
    pub today: Date,
}

/// Whether anybody may apply for this item at present; else the refusal that says why not.
///
/// # Errors
/// [`Refusal::ItemNotInUse`], [`Refusal::NotOnApplication`].
pub fn open_to_applications(content: &Content) -> Result<(), Refusal> {
    match content.status {
        Status::InUse => {}
        Status::Suspended | Status::Cancelled | Status::Draft => {
            return Err(Refusal::ItemNotInUse(content.name.clone(), content.status.label()));
        }
    }
    if content.item_type.is_ex_officio() {
        return Err(Refusal::NotOnApplication(content.name.clone(), content.item_type.label().to_owned()));
    }
    Ok(())
}

/// Names of the required materials that are not ticked; `ticked` are places in the guide.
pub fn missing_materials(content: &Content, ticked: &[usize]) -> Vec<String> {
    let listed = content.guide.materials.iter().enumerate();
    listed.filter(|(i, m)| m.need == Need::Required && !ticked.contains(i)).map(|(_, m)| m.name.clone()).collect()
}

/// Accepts, or says everything that is missing at once (行政许可法 32(4): 一次告知).
pub fn accept(facts: &AcceptFacts<'_>, opening: Opening) -> Result<(Case, CaseAccepted), Refusal> {
    let content = &facts.item.content;
    open_to_applications(content)?;
    match (content.clients, facts.applicant) {
        (Some(Clients::Person), ApplicantKind::Organisation) => return Err(Refusal::WrongClient("个人")),
        (Some(Clients::Organisation), ApplicantKind::Person) => return Err(Refusal::WrongClient("企业和组织")),
        (Some(Clients::Person | Clients::Organisation | Clients::Both) | None, _) => {}
    }
    let missing = missing_materials(content, facts.ticked);
    if !missing.is_empty() {
        return Err(Refusal::MaterialsMissing(missing));
    }
    let handed: Vec<HandedIn> = content
        .guide
        .materials
        .iter()
        .enumerate()
        .map(|(i, m)| HandedIn { name: m.name.clone(), received: facts.ticked.contains(&i) })
        .collect();
    let due = due_day(opening.today, &content.item_type, content.promised, content.statutory, facts.calendar);
    let event = CaseAccepted {
        case_no: opening.no.to_string(),
        item_code: content.code.clone(),
        item_version: facts.item.version,
        due_on: due.on,
        provisional: due.provisional,
        limit: due.limit_text.clone(),
    };
    let case = Case {
        id: opening.id,
        version: 1,
        no: opening.no,
        item_id: facts.item.id,
        item_version: facts.item.version,
        item_name: content.name.clone(),
        department: content.department,
        accepting_department: opening.accepting_department,
        window_no: opening.window_no,
        person: opening.person,
        applicant_kind: facts.applicant,
        materials: handed,
        accepted_at: opening.at,
        accepted_on: opening.today,
        accepted_by: opening.by,
        due,
        stage: Stage::Accepted,
    };
    Ok((case, event))
}

/// Event: a case was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAccepted {
    /// Its number.
    pub case_no: String,
    /// The item's code.
    pub item_code: String,
    /// The item's version.
    pub item_version: i64,
    /// Due day, if a limit is known.
    pub due_on: Option<Date>,
    /// 暂定.
    pub provisional: bool,
    /// The limit in words.
    pub limit: String,
}
