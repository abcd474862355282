//! Granting several cases with the same words (批量准予): each is shown before, each is decided by itself, and of each
//! is told what became of it.

use domain::{
    cases::{self, BATCH, Case, CaseNo, Outcome, Refusal},
    people::{Act, Desk, authorise},
};
use serde::Serialize;
use store::{StoreError, Tx, cases as rows, journal, people};

use super::{
    list::masked,
    outlook::{Outlook, outlook_of},
    rules::case_rules,
    step::{CaseRef, act},
};
use crate::{Bureau, Failure, Never};

/// One case as the page of a batch names it.
#[derive(Debug, Clone)]
pub struct BatchLine {
    /// The case.
    pub case: Case,
    /// Applicant, masked when a person.
    pub applicant: String,
    /// Due day from today.
    pub outlook: Outlook,
    /// Why it cannot be granted among others.
    pub barred: Option<Refusal>,
}

/// What the form of a batch holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BatchForm {
    /// Cases, each under the version that was shown.
    pub cases: Vec<CaseRef>,
    /// The approver's words, for all of them.
    pub opinion: String,
}

/// Why nothing of a batch was done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchRefusal {
    /// Nothing was ticked.
    #[error("请勾选要一起批准的件")]
    Empty,
    /// More than can be looked at together.
    #[error("一次最多批 {BATCH} 件，现在勾了 {0} 件，请去掉几件再批")]
    TooMany(usize),
}

/// What became of one case of a batch.
#[derive(Debug)]
pub struct Decided {
    /// 办件编号.
    pub case_no: String,
    /// Its next version, or why it was not decided.
    pub outcome: Result<i64, Failure<Refusal>>,
    /// What was done last with a case that somebody else had changed: by whom and when.
    pub overtaken_by: Option<journal::EventRow>,
}

/// Whether so many can be one batch.
///
/// # Errors
/// Too many, or none.
pub fn size_of_batch(many: usize) -> Result<(), BatchRefusal> {
    match many {
        0 => Err(BatchRefusal::Empty),
        1..=BATCH => Ok(()),
        _ => Err(BatchRefusal::TooMany(many)),
    }
}

/// The cases of these numbers that whoever sits here may decide, in the order they were named. One that is not theirs is
/// left out, like one that is not there.
pub fn batch(bureau: &Bureau, desk: &Desk, numbers: &[String]) -> Result<Vec<BatchLine>, Failure<Never>> {
    bureau.may(desk, Act::CaseDecide)?;
    let today = bureau.today();
    Ok(bureau.db().read(|tx| {
        let calendar = bureau.calendar(tx)?;
        let mut lines = Vec::new();
        for no in numbers.iter().filter_map(|n| CaseNo::parse(n).ok()) {
            let Some(case) = own(bureau, tx, desk, &no)? else { continue };
            let Some(line) = rows::case_line_by_no(tx, bureau.region(), &no)? else { continue };
            lines.push(BatchLine {
                applicant: masked(bureau, &line)?,
                outlook: outlook_of(&case, today, &calendar),
                barred: cases::fits_a_batch(&case).err(),
                case,
            });
        }
        Ok(lines)
    })?)
}

/// The case, where this desk may decide it.
fn own(bureau: &Bureau, tx: &mut Tx<'_>, desk: &Desk, no: &CaseNo) -> Result<Option<Case>, StoreError> {
    let region = bureau.region();
    let Some((case, _)) = rows::case_by_no(tx, region, no)? else { return Ok(None) };
    let department = people::department(tx, region, case.department)?.map(|d| d.name).unwrap_or_default();
    let may = authorise(desk, Act::CaseDecide, Some((case.department, &department))).is_ok();
    Ok(may.then_some(case).filter(|c| !c.stage.is_draft()))
}

/// Grants several cases with the same words, each by itself: one that was decided meanwhile does not hold up the
/// others. The same key has one effect on each.
pub fn decide_batch(
    bureau: &Bureau,
    desk: &Desk,
    form: &BatchForm,
    key: Option<&str>,
) -> Result<Vec<Decided>, Failure<BatchRefusal>> {
    bureau.may(desk, Act::CaseDecide)?;
    size_of_batch(form.cases.len()).map_err(Failure::Refused)?;
    form.cases
        .iter()
        .map(|at| {
            let key = key.map(|k| format!("{k}/{}", at.case_no));
            let outcome = grant(bureau, desk, (at, &form.opinion), key.as_deref());
            let overtaken_by = match &outcome {
                Err(Failure::Stale) => last_event(bureau, &at.case_no)?,
                Ok(_) | Err(_) => None,
            };
            Ok(Decided { case_no: at.case_no.clone(), outcome, overtaken_by })
        })
        .collect()
}

fn grant(
    bureau: &Bureau,
    desk: &Desk,
    (at, opinion): (&CaseRef, &str),
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let opinion = opinion.to_owned();
    act(bureau, desk, (Act::CaseDecide, "case.decided"), (at, &opinion.clone(), key), move |case, on| {
        cases::fits_a_batch(&case).map_err(Failure::Refused)?;
        let (calendar, by, taken_as) = (on.calendar()?, on.by()?, on.taken_as(&case)?);
        let words = ("", opinion.as_str());
        cases::decide(case, Outcome::Grant, words, (case_rules(), &*calendar), (by, on.now, on.today), taken_as)
            .map_err(Failure::Refused)
    })
}

/// Whoever was overtaken had the right to the case: `Stale` comes after it was asked for.
fn last_event(bureau: &Bureau, case_no: &str) -> Result<Option<journal::EventRow>, StoreError> {
    let Ok(no) = CaseNo::parse(case_no) else { return Ok(None) };
    bureau.db().read(|tx| {
        let Some((case, _)) = rows::case_by_no(tx, bureau.region(), &no)? else { return Ok(None) };
        Ok(journal::history(tx, bureau.region(), &journal::Stream::case(case.id))?.pop())
    })
}
