//! The worklist (我的工作): what burns first.

use std::collections::HashSet;

use domain::{
    base::{CaseId, DepartmentId, Region, fold, mask_name},
    cases::{ApplicantKind, CaseNo, STAGES, Waiting, nothing_open},
    people::{Act, Desk, Reach, reach},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx,
    cases::{self as rows, CaseFilter, CaseLine},
};

use super::{
    outlook::{Outlook, outlook_of_line},
    view::opened,
};
use crate::{Bureau, Failure, Never};

/// What the filter row holds.
#[derive(Debug, Clone, Default)]
pub struct ListForm {
    /// Stage word; empty = all that wait for somebody in the house or for a correction, or with words all there are.
    pub stage: String,
    /// Department id.
    pub department: Option<i64>,
    /// Case number, or part of an item's name.
    pub words: String,
    /// Not only what waits for somebody, but all there are; a stage narrows it further.
    pub all: bool,
    /// Key of the page before: the day to act (or `9999`) and id.
    pub after: Option<(String, i64)>,
    /// Lines.
    pub limit: u32,
}

/// One line.
#[derive(Debug, Clone)]
pub struct WorkLine {
    /// 办件编号.
    pub case_no: String,
    /// Item.
    pub item_name: String,
    /// Applicant, masked.
    pub applicant: String,
    /// Deciding department.
    pub department: String,
    /// Stage word.
    pub stage: String,
    /// Received on.
    pub received_on: Date,
    /// Accepted on; `None` before.
    pub accepted_on: Option<Date>,
    /// How it came in: word of the channel.
    pub channel: String,
    /// Which system it came from; `None` = it began here.
    pub source: Option<String>,
    /// The department's system that has it.
    pub system: Option<String>,
    /// Due on.
    pub due_on: Option<Date>,
    /// The day by which whoever it waits for must act.
    pub next_on: Option<Date>,
    /// 暂定.
    pub provisional: bool,
    /// From today.
    pub outlook: Outlook,
    /// 等谁.
    pub waiting_for: String,
    /// May be granted among others by whoever asked.
    pub in_batch: bool,
}

/// A page of the worklist.
#[derive(Debug, Clone)]
pub struct WorkList {
    /// Lines by the day to act.
    pub lines: Vec<WorkLine>,
    /// Key of the next page, if there is one.
    pub next: Option<(String, i64)>,
    /// Cases by stage in the asker's scope.
    pub counts: Vec<(String, u64)>,
}

/// The cases that whoever sits here may see: an approver the own department's (none without one), a
/// clerk and a supervisor the county's.
pub fn list(bureau: &Bureau, desk: &Desk, form: &ListForm) -> Result<WorkList, Failure<Never>> {
    let region = bureau.region();
    let department = match reach(desk, Act::CaseList)? {
        Reach::County => form.department.map(DepartmentId::new),
        Reach::Department(own) => Some(own),
        Reach::Nothing => return Ok(WorkList { lines: Vec::new(), next: None, counts: Vec::new() }),
    };
    let words = form.words.trim();
    let filter = CaseFilter {
        department,
        stage: (!form.stage.is_empty()).then(|| form.stage.clone()),
        window_no: None,
        open: form.stage.is_empty() && words.is_empty() && !form.all,
        words: (!words.is_empty()).then(|| words.to_owned()),
    };
    let limit = i64::from(form.limit.clamp(1, 200));
    let today = bureau.today();
    Ok(bureau.db().read(|tx| {
        let calendar = bureau.calendar(tx)?;
        let numbered = by_number(tx, region, words, department)?;
        let found = if !numbered.is_empty() || CaseNo::parse(words).is_ok() {
            numbered
        } else {
            let after = form.after.as_ref().map(|(day, id)| (day.as_str(), *id));
            // One line more than the page, so that the next page is known to exist.
            rows::case_lines(tx, region, &filter, after, limit + 1)?
        };
        let next = (found.len() as i64 > limit)
            .then(|| &found[limit as usize - 1])
            .map(|l| (l.next_on.map_or_else(|| "9999".to_owned(), |d| d.to_string()), l.id.get()));
        let batch = fit_for_batch(tx, region, desk, &found)?;
        let mut lines = Vec::new();
        for line in found.into_iter().take(limit as usize) {
            lines.push(WorkLine {
                applicant: masked(bureau, &line)?,
                outlook: outlook_of_line(&line.stage, line.next_on, today, &calendar),
                waiting_for: Waiting::of(&line.stage).label_with(&line.department, line.system.as_deref()),
                in_batch: batch.contains(&line.id),
                case_no: line.case_no,
                item_name: line.item_name,
                department: line.department,
                stage: line.stage,
                received_on: line.received_on,
                accepted_on: line.accepted_on,
                channel: line.channel,
                source: line.source,
                system: line.system,
                due_on: line.due_on,
                next_on: line.next_on,
                provisional: line.due_provisional,
            });
        }
        let counts = rows::stage_counts(tx, region, filter.department)?;
        Ok(WorkList { lines, next, counts })
    })?)
}

/// Those that this desk may decide, that wait for it, and that have nothing open.
fn fit_for_batch(
    tx: &mut Tx<'_>,
    region: &Region,
    desk: &Desk,
    found: &[CaseLine],
) -> Result<HashSet<CaseId>, StoreError> {
    let Ok(decides) = reach(desk, Act::CaseDecide) else { return Ok(HashSet::new()) };
    let waits = |l: &&CaseLine| {
        matches!(l.stage.as_str(), "accepted" | "in_review") && l.system.is_none() && decides.covers(l.department_id)
    };
    let ids: Vec<CaseId> = found.iter().filter(waits).map(|l| l.id).collect();
    let all = rows::materials_of(tx, region, &ids)?;
    Ok(all.into_iter().filter(|(_, m)| nothing_open(m).is_ok()).map(|(id, _)| id).collect())
}

/// The case of a number of this house, and those of a number of other systems.
fn by_number(
    tx: &mut Tx<'_>,
    region: &Region,
    typed: &str,
    department: Option<DepartmentId>,
) -> Result<Vec<CaseLine>, StoreError> {
    let foreign = fold(typed);
    if foreign.is_empty() {
        return Ok(Vec::new());
    }
    let ours = match CaseNo::parse(typed) {
        Ok(no) => rows::case_line_by_no(tx, region, &no)?,
        Err(_) => None,
    };
    let theirs = rows::case_lines_of_foreign_no(tx, region, &foreign)?;
    Ok(ours.into_iter().chain(theirs).filter(|l| department.is_none_or(|d| d == l.department_id)).collect())
}

/// The numbers here of what was typed: a number of this house or of another system.
pub fn numbers_of(bureau: &Bureau, desk: &Desk, typed: &str) -> Result<Vec<String>, Failure<Never>> {
    let department = match reach(desk, Act::CaseList)? {
        Reach::County => None,
        Reach::Department(own) => Some(own),
        Reach::Nothing => return Ok(Vec::new()),
    };
    let found = bureau.db().read(|tx| by_number(tx, bureau.region(), typed, department))?;
    Ok(found.into_iter().map(|line| line.case_no).collect())
}

pub(super) fn masked(bureau: &Bureau, line: &CaseLine) -> Result<String, StoreError> {
    let Some(wrapped) = &line.key else { return Ok("（已删除）".into()) };
    let key = bureau.vault().open_person_key(bureau.region(), line.person, wrapped)?;
    let Some(name) = opened(&key, bureau.region(), "name", &line.applicant_name)? else {
        return Ok("（已删除）".into());
    };
    Ok(match ApplicantKind::parse(&line.applicant_kind) {
        Some(ApplicantKind::Organisation) => name,
        Some(ApplicantKind::Person) | None => mask_name(&name),
    })
}

/// Stage words in their order with their labels, for filters: all but drafts, which are nobody's work.
pub fn stages() -> impl Iterator<Item = (&'static str, &'static str)> {
    STAGES.into_iter().filter(|(word, _)| *word != "draft")
}
