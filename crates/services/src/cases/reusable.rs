//! What earlier cases of an applicant hold (此前填过的): offered at the window so that nobody types it twice (减材料、减
//! 填写). The whole values are for filling blanks on the server; a page shows them masked.

use std::collections::BTreeMap;

use domain::{
    base::{CitizenId, ItemId, PersonId, Region, Uscc, mask_mobile, mask_name},
    cases::{ApplicantKind, Case},
    catalogue::{Form, FormField, form_of},
    people::{Act, Desk},
};
use store::{
    StoreError, Tx,
    cases::{self as rows, CaseLine, SealedFields},
    people,
    vault::PersonKey,
};

use super::{apply::answers, step::filed_item, view::opened};
use crate::{Bureau, Failure, Never};

/// Earlier cases that are looked through for answers.
const FAR: i64 = 20;

/// Earlier cases that are shown beside a new one.
const SHOWN: usize = 10;

/// An earlier case of the same applicant, for the list beside a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// 办件编号.
    pub case_no: String,
    /// The item's name.
    pub item_name: String,
    /// Stage word.
    pub stage: String,
}

impl Earlier {
    fn of(line: &CaseLine) -> Self {
        Self { case_no: line.case_no.clone(), item_name: line.item_name.clone(), stage: line.stage.clone() }
    }
}

/// What may be used again.
#[derive(Clone, PartialEq, Eq)]
pub struct Reusable {
    /// The newest case it comes from.
    pub case_no: String,
    /// Person or organisation.
    pub kind: ApplicantKind,
    /// Name.
    pub name: String,
    /// Who came for the organisation; empty for persons.
    pub contact: String,
    /// Mobile.
    pub phone: String,
    /// What was answered on this item's form the last time; empty where it was never asked.
    pub answers: BTreeMap<String, String>,
    /// The newest answer to each datum that forms of several items ask for, by its 沿用标识.
    pub shared: BTreeMap<String, String>,
    /// Their cases as the county has them, newest first.
    pub earlier: Vec<Earlier>,
}

impl std::fmt::Debug for Reusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reusable").field("case_no", &self.case_no).finish_non_exhaustive()
    }
}

impl Reusable {
    /// Name, contact and mobile as a page may show them.
    #[must_use]
    pub fn masked(&self) -> String {
        let name = match self.kind {
            ApplicantKind::Person => mask_name(&self.name),
            ApplicantKind::Organisation => self.name.clone(),
        };
        let contact = if self.contact.is_empty() { String::new() } else { format!("，{}", mask_name(&self.contact)) };
        format!("{name}{contact}，{}", mask_mobile(&self.phone))
    }

    /// What may be offered for a form, by field: what was answered on it before, else what was answered elsewhere to
    /// the same datum.
    #[must_use]
    pub fn offers(&self, form: &Form) -> BTreeMap<String, String> {
        let one = |field: &FormField| {
            let found = self.answers.get(&field.key).or_else(|| self.shared.get(&field.reuse))?;
            Some((field.key.clone(), found.clone()))
        };
        form.fields().filter_map(one).collect()
    }
}

/// What whoever has this number left in earlier cases; `None` for a number that is none and for who was never here.
pub fn reusable(
    bureau: &Bureau,
    desk: &Desk,
    (applicant, code): (&str, &str),
    item: i64,
) -> Result<Option<Reusable>, Failure<Never>> {
    bureau.may(desk, Act::CaseAccept)?;
    let region = bureau.region();
    let Some(kind) = ApplicantKind::parse(applicant) else { return Ok(None) };
    let code = match kind {
        ApplicantKind::Person => CitizenId::parse(code, bureau.today()).map(|c| c.as_str().to_owned()),
        ApplicantKind::Organisation => Uscc::parse(code).map(|c| c.as_str().to_owned()),
    };
    let Ok(code) = code else { return Ok(None) };
    Ok(bureau.db().read(|tx| match people::person_id(tx, region, bureau.vault(), kind.as_str(), &code)? {
        Some(person) => left(bureau, tx, person, ItemId::new(item)),
        None => Ok(None),
    })?)
}

/// The particulars of the newest case, and the newest answers of all that are looked through.
fn left(bureau: &Bureau, tx: &mut Tx<'_>, person: PersonId, item: ItemId) -> Result<Option<Reusable>, StoreError> {
    let region = bureau.region();
    let Some(key) = people::open_key(tx, region, bureau.vault(), person)? else { return Ok(None) };
    let mut found: Option<Reusable> = None;
    let lines = rows::cases_of_person(tx, region, person, None, FAR)?;
    let earlier: Vec<Earlier> = lines.iter().take(SHOWN).map(Earlier::of).collect();
    for line in lines {
        let Some((case, sealed)) = rows::case(tx, region, line.id)? else { continue };
        let Some(of_case) = particulars(region, &key, (&case, &sealed))? else { continue };
        let newest = found.get_or_insert(of_case);
        learn(bureau, tx, (&key, item), (&case, &sealed), newest)?;
    }
    Ok(found.map(|found| Reusable { earlier, ..found }))
}

/// Who applied in a case; `None` for what was sealed before an erasure.
pub(super) fn particulars(
    region: &Region,
    key: &PersonKey,
    (case, sealed): (&Case, &SealedFields),
) -> Result<Option<Reusable>, StoreError> {
    let open = |field: &str, bytes: &[u8]| opened(key, region, field, bytes);
    let (Some(name), Some(phone)) = (open("name", &sealed.name)?, open("phone", &sealed.phone)?) else {
        return Ok(None);
    };
    let contact = match &sealed.contact {
        Some(bytes) => open("contact", bytes)?.unwrap_or_default(),
        None => String::new(),
    };
    Ok(Some(Reusable {
        case_no: case.no.to_string(),
        kind: case.applicant_kind,
        name,
        contact,
        phone,
        answers: BTreeMap::new(),
        shared: BTreeMap::new(),
        earlier: Vec::new(),
    }))
}

/// What was answered in a case, beside what newer cases have said.
pub(super) fn learn(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (key, item): (&PersonKey, ItemId),
    (case, sealed): (&Case, &SealedFields),
    into: &mut Reusable,
) -> Result<(), StoreError> {
    let told = answers(bureau, key, sealed.answers.as_deref())?;
    if told.is_empty() {
        return Ok(());
    }
    let filed = filed_item(tx, bureau, case)?;
    for field in form_of(&filed.content).iter().flat_map(Form::fields).filter(|f| !f.reuse.is_empty()) {
        if let Some(answer) = told.get(&field.key) {
            into.shared.entry(field.reuse.clone()).or_insert_with(|| answer.clone());
        }
    }
    if case.item_id == item && into.answers.is_empty() {
        into.answers = told;
    }
    Ok(())
}
