//! Finding what an order is to be about from what was typed: an item's code, a division's, or the number of a case.

use domain::{
    base::{DepartmentId, DivisionCode, Flaw, ItemId, fold_code},
    cases::CaseNo,
    people::{Act, Desk},
    rectification::{Subject, SubjectKind},
};
use store::{cases, catalogue, people, stations};

use crate::{Bureau, Failure};

/// A subject and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSubject {
    /// The subject.
    pub subject: Subject,
    /// Its department; `None` for a division.
    pub department: Option<DepartmentId>,
    /// The unit that must act.
    pub unit_name: String,
}

/// Why none was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubjectRefusal {
    /// No code.
    #[error("请填写事项编码或区划代码")]
    Missing,
    /// No item of that code.
    #[error("没有编码是“{0}”的事项，请到事项库核对")]
    NoItem(String),
    /// No department of that name.
    #[error("没有叫“{0}”的部门，请到部门名册核对")]
    NoDepartment(String),
    /// No division of that code.
    #[error("没有代码是“{0}”的乡镇或村，请到站点名册核对")]
    NoDivision(String),
    /// No case of that number.
    #[error("没有编号是“{0}”的办件，请到办件查询核对")]
    NoCase(String),
    /// No division code.
    #[error(transparent)]
    Code(#[from] Flaw),
}

/// Looks a subject up: an item by its code or id, a division by its code of 9 or 12 digits.
pub fn find_subject(
    bureau: &Bureau,
    desk: &Desk,
    kind: SubjectKind,
    typed: &str,
) -> Result<FoundSubject, Failure<SubjectRefusal>> {
    bureau.may(desk, Act::RectificationIssue)?;
    let typed = fold_code(typed);
    if typed.is_empty() {
        return Err(Failure::Refused(SubjectRefusal::Missing));
    }
    match kind {
        SubjectKind::Item => item(bureau, &typed),
        SubjectKind::Division => division(bureau, &typed),
        SubjectKind::Case => case(bureau, &typed),
        SubjectKind::Department => department(bureau, &typed),
    }
}

fn item(bureau: &Bureau, typed: &str) -> Result<FoundSubject, Failure<SubjectRefusal>> {
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let by_code = catalogue::item_by_code(tx, region, typed)?;
        let by_id = match typed.parse().map(ItemId::new) {
            Ok(id) if by_code.is_none() => catalogue::item(tx, region, id)?,
            Ok(_) | Err(_) => None,
        };
        let Some(item) = by_code.or(by_id) else { return Ok(None) };
        let department = people::department(tx, region, item.content.department)?;
        Ok(Some((item, department)))
    })?;
    let (item, department) = found.ok_or_else(|| Failure::Refused(SubjectRefusal::NoItem(typed.to_owned())))?;
    Ok(FoundSubject {
        subject: Subject { kind: SubjectKind::Item, key: item.id.to_string(), name: item.content.name.clone() },
        unit_name: department.as_ref().map(|d| d.name.clone()).unwrap_or_default(),
        department: department.map(|d| d.id),
    })
}

fn case(bureau: &Bureau, typed: &str) -> Result<FoundSubject, Failure<SubjectRefusal>> {
    let missing = || Failure::Refused(SubjectRefusal::NoCase(typed.to_owned()));
    let no = CaseNo::parse(typed).map_err(|_| missing())?;
    let found = bureau.db().read(|tx| {
        let Some((case, _)) = cases::case_by_no(tx, bureau.region(), &no)? else { return Ok(None) };
        let department = people::department(tx, bureau.region(), case.department)?;
        Ok(Some((case, department)))
    })?;
    let (case, department) = found.filter(|(case, _)| !case.stage.is_draft()).ok_or_else(missing)?;
    Ok(FoundSubject {
        subject: Subject {
            kind: SubjectKind::Case,
            key: case.id.to_string(),
            name: format!("{}（{}）", case.item_name, case.no),
        },
        unit_name: department.as_ref().map(|d| d.name.clone()).unwrap_or_default(),
        department: department.map(|d| d.id),
    })
}

fn division(bureau: &Bureau, typed: &str) -> Result<FoundSubject, Failure<SubjectRefusal>> {
    let code = DivisionCode::parse(typed).map_err(|flaw| Failure::Refused(flaw.into()))?;
    let found = bureau.db().read(|tx| stations::division(tx, bureau.region(), &code))?;
    let division = found.ok_or_else(|| Failure::Refused(SubjectRefusal::NoDivision(typed.to_owned())))?;
    Ok(FoundSubject {
        subject: Subject { kind: SubjectKind::Division, key: code.as_str().to_owned(), name: division.name.clone() },
        department: None,
        unit_name: division.name,
    })
}

fn department(bureau: &Bureau, typed: &str) -> Result<FoundSubject, Failure<SubjectRefusal>> {
    let found = bureau.db().read(|tx| people::department_by_name(tx, bureau.region(), typed))?;
    let department = found.ok_or_else(|| Failure::Refused(SubjectRefusal::NoDepartment(typed.to_owned())))?;
    Ok(FoundSubject {
        subject: Subject {
            kind: SubjectKind::Department,
            key: department.id.to_string(),
            name: department.name.clone(),
        },
        department: Some(department.id),
        unit_name: department.name,
    })
}
