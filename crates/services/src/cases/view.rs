//! One case as staff see it, and its receipt.

use std::collections::BTreeMap;

use domain::{
    base::{PersonId, Region, mask_citizen_id, mask_mobile, mask_name},
    cases::{Accepter, ApplicantKind, Case, CaseNo, Stage},
    catalogue::{Item, Told, form_of, told_masked},
    people::{Act, Department, Desk, Reach, ReceiptPrinted, authorise, reach},
};
use store::{
    StoreError, Tx,
    cases::{self as rows, CaseLine, SealedFields},
    catalogue,
    journal::{self, Entry, EventRow, Stream},
    people,
    vault::PersonKey,
};

use super::{
    apply::answers,
    assist::helped,
    file::{FileLine, lines},
    outlook::{Outlook, outlook_of},
    step::may_decide,
};
use crate::{Bureau, Failure, Never, delegates::window_rules};

/// Personal fields as this page may show them: masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particulars {
    /// Name, masked for persons.
    pub name: String,
    /// ID number masked; 统一社会信用代码 as it is.
    pub code: String,
    /// Who came for an organisation, masked.
    pub contact: String,
    /// Mobile, masked.
    pub phone: String,
    /// Who received the result, masked.
    pub receiver: String,
}

/// A case with what stands around it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// Masked particulars.
    pub particulars: Particulars,
    /// The item version it was filed under.
    pub item: Item,
    /// Deciding department.
    pub department: Department,
    /// Its events in order.
    pub history: Vec<EventRow>,
    /// Due day from today.
    pub outlook: Outlook,
    /// 等谁.
    pub waiting_for: String,
    /// Files that were handed in, in the order they came.
    pub files: Vec<FileLine>,
    /// Other cases of the applicant that the asker may see.
    pub others: Vec<CaseLine>,
    /// Query password; only on the receipt.
    pub query_password: Option<String>,
    /// Name of whoever accepted it; empty before.
    pub accepted_by: String,
    /// Station and helper of an assisted application (帮办代办); `None` = the applicant applied alone.
    pub helped: Option<String>,
    /// Where the asker's own letter gives the decision, the county's reasons for which it may be passed on all the same;
    /// empty = it is not for the asker to decide or to pass on.
    pub send_back_reasons: Vec<String>,
    /// What was answered on the item's form, in its order, personal fields masked; empty where nothing was asked.
    pub answers: Vec<Told>,
}

/// A case for staff. One that the asker may not see looks like one that is not there.
pub fn view(bureau: &Bureau, desk: &Desk, case_no: &str) -> Result<CaseView, Failure<Never>> {
    open(bureau, desk, case_no, false)
}

/// The receipt (受理通知书) with the query password, for whoever may accept. Each time it is drawn
/// stands in the journal of whoever drew it; the case gets no new version.
pub fn receipt(bureau: &Bureau, desk: &Desk, case_no: &str) -> Result<CaseView, Failure<Never>> {
    let role = bureau.may(desk, Act::CaseAccept)?;
    let view = open(bureau, desk, case_no, true)?;
    if let Some(staff) = &desk.staff {
        let (region, stream) = (*bureau.region(), Stream::staff(staff.id));
        let (stamp, event) = (desk.stamp(bureau.now(), role), ReceiptPrinted { case_no: view.case.no.to_string() });
        bureau.db().write(move |tx| -> Result<(), StoreError> {
            let head = journal::head(tx, &region, &stream)?;
            let entry = Entry::new(stream.clone(), head, "case.receipt_printed", &event);
            journal::append(tx, &region, &stamp, entry).map(|_| ())
        })?;
    }
    Ok(view)
}

fn open(bureau: &Bureau, desk: &Desk, case_no: &str, with_password: bool) -> Result<CaseView, Failure<Never>> {
    let reach = reach(desk, Act::CaseView)?;
    let no = CaseNo::parse(case_no).map_err(|_| Failure::NotFound)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some((case, sealed)) = rows::case_by_no(tx, region, &no)? else { return Ok(None) };
        // A draft is its applicant's alone.
        if case.stage == Stage::Draft {
            return Ok(None);
        }
        let department = people::department(tx, region, case.department)?.ok_or_else(|| StoreError::Corrupt {
            place: "service_case.department_id".into(),
            why: "没有这个部门".into(),
        })?;
        if authorise(desk, Act::CaseView, Some((case.department, &department.name))).is_err() {
            return Ok(None);
        }
        let item = catalogue::item_at(tx, region, case.item_id, case.item_version)?.ok_or_else(|| {
            StoreError::Corrupt { place: "service_case.item_version".into(), why: "没有这个版本".into() }
        })?;
        let calendar = bureau.calendar(tx)?;
        let (particulars, password) = particulars(bureau, tx, &case, &sealed)?;
        let others = match reach {
            Reach::County => rows::cases_of_person(tx, region, case.person, None, 11)?,
            Reach::Department(own) => rows::cases_of_person(tx, region, case.person, Some(own), 11)?,
            Reach::Nothing => Vec::new(),
        };
        let by = match case.stage.acceptance().map(|a| a.by) {
            Some(Accepter::Staff(id)) => people::staff(tx, region, id)?.map(|s| s.name).unwrap_or_default(),
            Some(Accepter::Silence) => "系统（逾期未告知，视为受理）".to_owned(),
            Some(Accepter::Elsewhere) => "部门系统".to_owned(),
            Some(Accepter::Notices) => "系统（联办的前项已办结，自动受理）".to_owned(),
            None => String::new(),
        };
        Ok(Some(CaseView {
            particulars,
            history: journal::history(tx, region, &Stream::case(case.id))?,
            outlook: outlook_of(&case, bureau.today(), &calendar),
            waiting_for: case
                .waiting()
                .label_with(&department.name, case.elsewhere.as_ref().map(|e| e.system.as_str())),
            answers: match people::open_key(tx, region, bureau.vault(), case.person)? {
                Some(key) => answered(&item, &answers(bureau, &key, sealed.answers.as_deref())?),
                None => Vec::new(),
            },
            files: lines(tx, region, case.id)?,
            others: others.into_iter().filter(|l| l.id != case.id).collect(),
            query_password: with_password.then_some(password),
            send_back_reasons: match may_send_back(bureau, tx, desk, &case)? {
                true => {
                    let reasons = window_rules(tx, region)?.send_back_reasons;
                    reasons.into_iter().map(|r| r.name).collect()
                }
                false => Vec::new(),
            },
            accepted_by: by,
            helped: helped(tx, bureau, case.id)?,
            item,
            department,
            case,
        }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// Whether the asker is authorised to decide a case that waits for it.
fn may_send_back(bureau: &Bureau, tx: &mut Tx<'_>, desk: &Desk, case: &Case) -> Result<bool, StoreError> {
    let waits = match &case.stage {
        Stage::Accepted(_) | Stage::InReview(..) => case.elsewhere.is_none(),
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Suspended(..)
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => false,
    };
    // Letters name members of their department alone.
    let named = desk.staff.as_ref().filter(|s| desk.key.is_none() && s.department == Some(case.department));
    match named {
        Some(staff) if waits && authorise(desk, Act::CaseSit, Some((case.department, ""))).is_ok() => {
            Ok(may_decide(bureau, tx, case, staff.id, bureau.today())?.is_some())
        }
        Some(_) | None => Ok(false),
    }
}

/// Answers by the words of the form that they were given on. What the window took without asking has none.
fn answered(item: &Item, answers: &BTreeMap<String, String>) -> Vec<Told> {
    match form_of(&item.content) {
        Some(form) if !answers.is_empty() => told_masked(&form, answers),
        Some(_) | None => Vec::new(),
    }
}

/// Opens, masks, and gives the query password apart.
pub(super) fn particulars(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    case: &Case,
    sealed: &SealedFields,
) -> Result<(Particulars, String), StoreError> {
    particulars_of(bureau, tx, (case.person, case.applicant_kind), sealed)
}

/// The same of whoever applied.
pub(crate) fn particulars_of(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (person, kind): (PersonId, ApplicantKind),
    sealed: &SealedFields,
) -> Result<(Particulars, String), StoreError> {
    let region = bureau.region();
    let key = people::open_key(tx, region, bureau.vault(), person)?;
    let open = |field: &str, bytes: &[u8]| match &key {
        Some(key) => opened(key, region, field, bytes),
        None => Ok(None),
    };
    let masked = |found: Option<String>, mask: fn(&str) -> String| found.map_or_else(gone, |text| mask(&text));
    let (name, code) = (open("name", &sealed.name)?, open("code", &sealed.code)?);
    let (name, code) = match kind {
        ApplicantKind::Person => (masked(name, mask_name), masked(code, mask_citizen_id)),
        ApplicantKind::Organisation => (name.unwrap_or_else(gone), code.unwrap_or_else(gone)),
    };
    let optional = |field: &str, bytes: Option<&Vec<u8>>| match bytes {
        Some(bytes) => open(field, bytes).map(|found| masked(found, mask_name)),
        None => Ok(String::new()),
    };
    let particulars = Particulars {
        name,
        code,
        contact: optional("contact", sealed.contact.as_ref())?,
        phone: masked(open("phone", &sealed.phone)?, mask_mobile),
        receiver: optional("receiver", sealed.receiver.as_ref())?,
    };
    Ok((particulars, open("query_password", &sealed.query_password)?.unwrap_or_default()))
}

fn gone() -> String {
    "（已删除）".to_owned()
}

/// What a key opens. `None` for what was sealed before the applicant's erasure, who then came again
/// and has another key now. Bytes altered in the table look the same here; `verify` finds them.
pub(crate) fn opened(
    key: &PersonKey,
    region: &Region,
    field: &str,
    bytes: &[u8],
) -> Result<Option<String>, StoreError> {
    match key.open(region, field, bytes) {
        Ok(text) => Ok(Some(text)),
        Err(StoreError::Sealed(_)) => Ok(None),
        Err(other) => Err(other),
    }
}
