//! Opening a case (收件): as a draft, as an application that was sent in, or straight to acceptance at
//! the window.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{ApplicantKind, Brought, Case, CaseNo, CaseRules, Channel, HandedIn, Means, Receipt, Refusal, Stage};
use crate::{
    base::{Calendar, CaseId, DepartmentId, PersonId, StaffId},
    catalogue::{Clients, Content, Item, Status},
};

/// Ids, place and time of a new case: made by the caller.
pub struct Opening {
    /// Id.
    pub id: CaseId,
    /// Number.
    pub no: CaseNo,
    /// Applicant.
    pub person: PersonId,
    /// Clerk; `None` = the applicant.
    pub by: Option<StaffId>,
    /// How it comes in.
    pub channel: Channel,
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

/// Whether this kind of applicant may apply for it.
fn client_fits(content: &Content, applicant: ApplicantKind) -> Result<(), Refusal> {
    match (content.clients, applicant) {
        (Some(Clients::Person), ApplicantKind::Organisation) => Err(Refusal::WrongClient("个人")),
        (Some(Clients::Organisation), ApplicantKind::Person) => Err(Refusal::WrongClient("企业和组织")),
        (Some(Clients::Person | Clients::Organisation | Clients::Both) | None, _) => Ok(()),
    }
}

/// Whether this kind of applicant may apply for the item at present.
///
/// # Errors
/// [`Refusal::ItemNotInUse`], [`Refusal::NotOnApplication`], [`Refusal::WrongClient`].
pub fn may_apply(content: &Content, applicant: ApplicantKind) -> Result<(), Refusal> {
    open_to_applications(content)?;
    client_fits(content, applicant)
}

/// The case as it is before anything was checked but the item and the applicant's kind.
pub(super) fn opened(
    item: &Item,
    applicant: ApplicantKind,
    materials: Vec<HandedIn>,
    opening: Opening,
) -> Result<Case, Refusal> {
    may_apply(&item.content, applicant)?;
    Ok(Case {
        id: opening.id,
        version: 1,
        no: opening.no,
        item_id: item.id,
        item_version: item.version,
        item_name: item.content.name.clone(),
        department: item.content.department,
        accepting_department: opening.accepting_department,
        window_no: opening.window_no,
        channel: opening.channel,
        foreign: None,
        person: opening.person,
        applicant_kind: applicant,
        materials,
        receipt: Receipt { at: opening.at, on: opening.today, by: opening.by, notice_by: None },
        correction: None,
        commitment: None,
        elsewhere: None,
        matter: None,
        stage: Stage::Draft,
    })
}

/// Begins a draft (草稿, 暂存): nothing is demanded yet, nothing is received in the sense of the law.
pub fn draft(
    item: &Item,
    applicant: ApplicantKind,
    brought: &Brought<'_>,
    opening: Opening,
) -> Result<(Case, CaseDrafted), Refusal> {
    let case = opened(item, applicant, brought.listed(&item.content, None), opening)?;
    let event = CaseDrafted {
        case_no: case.no.to_string(),
        item_code: item.content.code.clone(),
        item_version: item.version,
        channel: case.channel,
    };
    Ok((case, event))
}

/// Changes a draft: another list of materials; what was typed is sealed beside the case.
pub fn redraft(case: Case, content: &Content, brought: &Brought<'_>) -> Result<(Case, CaseRedrafted), Refusal> {
    case.stage.still_a_draft("改草稿")?;
    let materials = keeping_promises(brought.listed(content, None), &case.materials);
    let aside = |m: &HandedIn| case.materials.iter().any(|b| b.name == m.name && b.is_put_aside());
    let keep = |m: HandedIn| if !m.received && aside(&m) { HandedIn { means: Means::Certificate, ..m } } else { m };
    let materials = materials.into_iter().map(keep).collect();
    Ok((Case { version: case.version + 1, materials, ..case }, CaseRedrafted::default()))
}

/// Puts the certificate aside that stands for a material, so that the applicant brings that another way, or takes it up
/// again. Only what was proved before can be taken up.
///
/// # Errors
/// [`Refusal::WrongStage`]; [`Refusal::NotCertified`] where no certificate was proved for it.
pub fn put_aside(mut case: Case, place: usize, aside: bool) -> Result<(Case, CaseRedrafted), Refusal> {
    case.stage.still_a_draft("改用其他材料")?;
    let material = case.materials.get_mut(place).ok_or(Refusal::MaterialUnknown)?;
    if material.means != Means::Certificate {
        return Err(Refusal::NotCertified(material.name.clone()));
    }
    material.received = !aside;
    if material.received {
        material.promised_on = None;
    }
    let event = CaseRedrafted {
        aside: case.materials.iter().filter(|m| m.is_put_aside()).map(|m| m.name.clone()).collect(),
        ..CaseRedrafted::default()
    };
    case.version += 1;
    Ok((case, event))
}

/// A list made anew keeps what its applicant promised of it online; what has come is promised no more.
pub(super) fn keeping_promises(materials: Vec<HandedIn>, before: &[HandedIn]) -> Vec<HandedIn> {
    let promised = |name: &str| before.iter().find(|m| m.name == name).and_then(|m| m.promised_on);
    let one = |m: HandedIn| HandedIn { promised_on: promised(&m.name).filter(|_| !m.received), ..m };
    materials.into_iter().map(one).collect()
}

/// Sends a draft in: from now on the days of the law run. The item must still be open to applications.
pub fn submit(
    case: Case,
    content: &Content,
    rules: &CaseRules,
    calendar: &Calendar,
    (by, at, today): (Option<StaffId>, Timestamp, Date),
) -> Result<(Case, CaseSubmitted), Refusal> {
    case.stage.still_a_draft("提交")?;
    may_apply(content, case.applicant_kind)?;
    let notice = rules.notice_by(today, calendar);
    let promised = case.materials.iter().filter(|m| m.is_promised()).map(|m| m.name.clone());
    let event = CaseSubmitted { channel: case.channel, notice_by: notice.on, deferred: promised.collect() };
    let receipt = Receipt { at, on: today, by, notice_by: Some(notice.on) };
    // A certificate that was put aside is not taken up any more.
    let settle = |m: HandedIn| if m.is_put_aside() { HandedIn { means: Means::Paper, ..m } } else { m };
    let materials = case.materials.into_iter().map(settle).collect();
    Ok((Case { version: case.version + 1, receipt, materials, stage: Stage::Submitted, ..case }, event))
}

/// Event: a draft was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDrafted {
    /// Its number.
    pub case_no: String,
    /// The item's code.
    pub item_code: String,
    /// The item's version.
    pub item_version: i64,
    /// How it comes in.
    pub channel: Channel,
}

/// Event: a draft was changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRedrafted {
    /// 容缺: materials of which the applicant now promised in writing that they follow later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deferred: Vec<String>,
    /// Materials whose certificate the applicant now put aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<String>,
}

/// Event: an application was sent in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSubmitted {
    /// How it came in.
    pub channel: Channel,
    /// Last day to say what is missing.
    pub notice_by: Date,
    /// 容缺: materials of which the applicant promised in writing that they follow later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deferred: Vec<String>,
}
