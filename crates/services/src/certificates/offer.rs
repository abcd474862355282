//! What would be made of a case (制证前): number, days and what it could take the place of, offered for the clerk to
//! look at.

use domain::{
    base::{CertificateKindId, PersonId, Region},
    cases::{Case, CaseNo},
    catalogue::Item,
    certificates::{CertificateKind, Making, Refusal, Standing, grants, is_granted},
    people::{Act, Desk, authorise},
};
use jiff::civil::Date;
use store::{StoreError, Tx, cases, catalogue, certificates as rows, people};

use crate::{Bureau, Failure, Never};

/// Series of the printed numbers.
pub(super) const NUMBER: &str = "number";
/// Series of the identifiers.
pub(super) const SERIAL: &str = "serial";

/// A certificate of the same holder and kind that a new one could take the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaceable {
    /// Id.
    pub id: i64,
    /// 证照编号.
    pub number: String,
    /// Last day; `None` = 长期.
    pub valid_to: Option<Date>,
}

/// What is offered.
#[derive(Debug, Clone)]
pub struct Offer {
    /// 办件编号.
    pub case_no: String,
    /// Item.
    pub item: String,
    /// Name of the result.
    pub result_name: String,
    /// 证照编号: as entered at completion, else the next one of the kind; may be empty.
    pub number: String,
    /// First day.
    pub valid_from: Date,
    /// Last day; `None` = 长期.
    pub valid_to: Option<Date>,
    /// What it could take the place of, the newest first.
    pub replaceable: Vec<Replaceable>,
    /// Why none can be made now.
    pub refusal: Option<Refusal>,
    /// The certificate that was made before.
    pub issued: Option<i64>,
}

/// A case with what decides about its certificate.
pub(super) struct Matter {
    pub(super) case: Case,
    pub(super) sealed: cases::SealedFields,
    pub(super) result_kind: String,
    pub(super) result_name: String,
    pub(super) entered_no: String,
    pub(super) kind: Option<CertificateKind>,
    pub(super) department: String,
}

/// Loads a case by its number with the kind that bears its result's name: as entered at completion, else as the guide
/// names it.
pub(super) fn matter(tx: &mut Tx<'_>, region: &Region, no: &CaseNo) -> Result<Option<Matter>, StoreError> {
    let Some((case, sealed)) = cases::case_by_no(tx, region, no)? else { return Ok(None) };
    let department = people::department(tx, region, case.department)?.map(|d| d.name).unwrap_or_default();
    let guide = catalogue::item_at(tx, region, case.item_id, case.item_version)?.map(|i| i.content.guide);
    let guide = guide.unwrap_or_default();
    let entered = case.stage.completion().map(|c| (c.result_name.clone(), c.result_no.clone()));
    let (entered, entered_no) = entered.unwrap_or_default();
    let mut kind = None;
    for name in [entered.as_str(), guide.result_name.as_str()] {
        if kind.is_none() && !name.is_empty() {
            kind = rows::kind_by_name(tx, region, name)?;
        }
    }
    let result_name = if entered.is_empty() { guide.result_name } else { entered };
    Ok(Some(Matter { case, sealed, result_kind: guide.result_kind, result_name, entered_no, kind, department }))
}

/// The next printed number of a kind; nothing is taken.
pub(super) fn next_number(
    tx: &mut Tx<'_>,
    region: &Region,
    kind: &CertificateKind,
    making: &Making,
    today: Date,
) -> Result<String, StoreError> {
    let year = if making.number_form.by_year() { today.year() } else { 0 };
    let last = rows::last_number(tx, region, kind.id, NUMBER, year)?;
    Ok(making.number_form.write(today.year(), last + 1))
}

/// The number to offer when the result of a case is entered; empty where the county's list has no kind for it.
pub fn offered_number(bureau: &Bureau, desk: &Desk, case_no: &str) -> Result<String, Failure<Never>> {
    bureau.may(desk, Act::CertificateIssue)?;
    let no = CaseNo::parse(case_no).map_err(|_| Failure::NotFound)?;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let Some(matter) = matter(tx, region, &no)?.filter(|m| grants(&m.case)) else { return Ok(String::new()) };
        match matter.kind.as_ref().and_then(|k| k.making.as_ref().map(|m| (k, m))) {
            Some((kind, making)) => next_number(tx, region, kind, making, today),
            None => Ok(String::new()),
        }
    })?)
}

/// What would be made of a case that the desk may make certificates of.
pub fn offer(bureau: &Bureau, desk: &Desk, case_no: &str) -> Result<Offer, Failure<Never>> {
    bureau.may(desk, Act::CertificateIssue)?;
    let no = CaseNo::parse(case_no).map_err(|_| Failure::NotFound)?;
    let (region, today) = (bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let Some(matter) = matter(tx, region, &no)? else { return Ok(None) };
        let right = authorise(desk, Act::CertificateIssue, Some((matter.case.department, &matter.department)));
        match right {
            Ok(_) => Ok(Some((right, Some(drawn(tx, region, matter, today)?)))),
            Err(_) => Ok(Some((right, None))),
        }
    })?;
    match found {
        Some((Ok(_), Some(offer))) => Ok(offer),
        Some((Err(denied), _)) => Err(denied.into()),
        Some((Ok(_), None)) | None => Err(Failure::NotFound),
    }
}

fn drawn(tx: &mut Tx<'_>, region: &Region, matter: Matter, today: Date) -> Result<Offer, StoreError> {
    let making = matter.kind.as_ref().and_then(|k| k.making.as_ref());
    let number = match (&matter.kind, making) {
        _ if !matter.entered_no.is_empty() => matter.entered_no.clone(),
        (Some(kind), Some(making)) => next_number(tx, region, kind, making, today)?,
        (_, _) => String::new(),
    };
    let replaceable = match &matter.kind {
        Some(kind) => renewable(tx, region, matter.case.person, kind.id, today)?,
        None => Vec::new(),
    };
    let issued = rows::certificate_of_case(tx, region, matter.case.id)?;
    Ok(Offer {
        case_no: matter.case.no.to_string(),
        item: matter.case.item_name.clone(),
        number,
        valid_from: today,
        valid_to: making.and_then(|m| m.last_day(today)),
        replaceable,
        issued: issued.as_ref().map(|(c, _)| c.id.get()),
        refusal: refusal(&matter, issued.map(|(c, _)| c.number)),
        result_name: matter.result_name,
    })
}

/// Certificates of a holder and kind that a new one could take the place of.
pub(super) fn renewable(
    tx: &mut Tx<'_>,
    region: &Region,
    person: PersonId,
    kind: CertificateKindId,
    today: Date,
) -> Result<Vec<Replaceable>, StoreError> {
    let mut all = Vec::new();
    for (old, _) in rows::certificates_of_person(tx, region, person)? {
        let renewable = match old.standing(today) {
            Standing::InForce | Standing::Expired => true,
            Standing::NotYet | Standing::Superseded | Standing::Ended(_) => false,
        };
        if renewable && old.kind == Some(kind) && old.code.is_some() {
            all.push(Replaceable { id: old.id.get(), number: old.number, valid_to: old.valid_to });
        }
    }
    Ok(all)
}

/// The kind that bears the name of the result in an item's guide.
pub(super) fn kind_of_guide(
    tx: &mut Tx<'_>,
    region: &Region,
    item: &Item,
) -> Result<Option<CertificateKind>, StoreError> {
    match item.content.guide.result_name.as_str() {
        "" => Ok(None),
        name => rows::kind_by_name(tx, region, name),
    }
}

/// What stands in the way, whatever is typed.
fn refusal(matter: &Matter, issued: Option<String>) -> Option<Refusal> {
    if let Some(number) = issued {
        return Some(Refusal::AlreadyIssued(number));
    }
    if !is_granted(&matter.case) {
        return Some(Refusal::NotGranted);
    }
    if !matches!(matter.result_kind.as_str(), "证照" | "批文") {
        return Some(Refusal::NoCertificate(matter.case.item_name.clone()));
    }
    match &matter.kind {
        Some(kind) if kind.in_use && kind.making.is_some() => None,
        Some(_) | None => Some(Refusal::KindMissing(matter.result_name.clone())),
    }
}
