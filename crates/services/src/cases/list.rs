//! The worklist (我的工作): what burns first.

use domain::{
    base::mask_name,
    cases::{ApplicantKind, CaseNo, Stage},
    people::{Act, Desk, Role},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx, base,
    cases::{self as rows, CaseFilter, CaseLine},
    people,
};

use super::outlook::{Outlook, is_finished, outlook};
use crate::{Bureau, Failure, Never};

/// What the filter row holds.
#[derive(Debug, Clone, Default)]
pub struct ListForm {
    /// Stage word; empty = all whose clock still runs, or with words all there are.
    pub stage: String,
    /// Department id.
    pub department: Option<i64>,
    /// Case number, or part of an item's name.
    pub words: String,
    /// Key of the page before: due day (or `9999`) and id.
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
    /// Accepted on.
    pub accepted_on: Date,
    /// Due on.
    pub due_on: Option<Date>,
    /// 暂定.
    pub provisional: bool,
    /// From today.
    pub outlook: Outlook,
    /// 等谁.
    pub waiting_for: String,
}

/// A page of the worklist.
#[derive(Debug, Clone)]
pub struct WorkList {
    /// Lines by due day.
    pub lines: Vec<WorkLine>,
    /// Key of the next page, if there is one.
    pub next: Option<(String, i64)>,
    /// Cases by stage in the asker's scope.
    pub counts: Vec<(String, u64)>,
}

/// The cases that whoever sits here may see: an approver the own department's, a clerk and a
/// supervisor the county's.
pub fn list(bureau: &Bureau, desk: &Desk, form: &ListForm) -> Result<WorkList, Failure<Never>> {
    let role = bureau.may(desk, Act::CaseList)?;
    let region = bureau.region();
    let own = match (role, &desk.staff) {
        (Some(Role::Approver), Some(staff)) => staff.department,
        (_, _) => None,
    };
    let filter = CaseFilter {
        department: own.or(form.department.map(domain::base::DepartmentId::new)),
        stage: (!form.stage.is_empty()).then(|| form.stage.clone()),
        window_no: None,
        open: form.stage.is_empty() && form.words.trim().is_empty(),
    };
    let limit = i64::from(form.limit.clamp(1, 200));
    let today = bureau.today();
    Ok(bureau.db().read(|tx| {
        let calendar = base::calendar(tx, region)?;
        let found = match CaseNo::parse(&form.words) {
            Ok(no) => by_number(tx, bureau, &no, &filter)?,
            Err(_) => {
                matching(tx, bureau, &filter, form.after.clone(), limit, form.words.trim())?
            }
        };
        let next = (found.len() as i64 > limit)
            .then(|| &found[limit as usize - 1])
            .map(|l| (l.due_on.map_or_else(|| "9999".to_owned(), |d| d.to_string()), l.id.get()));
        let mut lines = Vec::new();
        for line in found.into_iter().take(limit as usize) {
            lines.push(WorkLine {
                applicant: masked(bureau, tx, &line)?,
                outlook: outlook(line.due_on, is_finished(&line.stage), today, &calendar),
                waiting_for: waiting(&line),
                case_no: line.case_no,
                item_name: line.item_name,
                department: line.department,
                stage: line.stage,
                accepted_on: line.accepted_on,
                due_on: line.due_on,
                provisional: line.due_provisional,
            });
        }
        let counts = rows::stage_counts(tx, region, filter.department)?;
        Ok(WorkList { lines, next, counts })
    })?)
}

fn by_number(tx: &mut Tx<'_>, bureau: &Bureau, no: &CaseNo, filter: &CaseFilter) -> Result<Vec<CaseLine>, StoreError> {
    let Some((case, _)) = rows::case_by_no(tx, bureau.region(), no)? else { return Ok(Vec::new()) };
    if filter.department.is_some_and(|d| d != case.department) {
        return Ok(Vec::new());
    }
    let all = rows::cases_of_person(tx, bureau.region(), case.person, i64::MAX)?;
    Ok(all.into_iter().filter(|l| l.id == case.id).collect())
}

/// One line more than the page, so that the next page is known to exist. Words narrow by item name.
fn matching(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    filter: &CaseFilter,
    mut after: Option<(String, i64)>,
    limit: i64,
    words: &str,
) -> Result<Vec<CaseLine>, StoreError> {
    let mut out = Vec::new();
    loop {
        let page = {
            let key = after.as_ref().map(|(d, i)| (d.as_str(), *i));
            rows::case_lines(tx, bureau.region(), filter, key, limit + 1)?
        };
        let ended = (page.len() as i64) <= limit;
        let last = page.last().map(|l| (l.due_on.map_or_else(|| "9999".into(), |d: Date| d.to_string()), l.id.get()));
        out.extend(page.into_iter().filter(|l| words.is_empty() || l.item_name.contains(words)));
        if ended || out.len() as i64 > limit {
            return Ok(out);
        }
        after = last;
    }
}

pub(super) fn masked(bureau: &Bureau, tx: &mut Tx<'_>, line: &CaseLine) -> Result<String, StoreError> {
    let Some(key) = people::open_key(tx, bureau.region(), bureau.vault(), line.person)? else {
        return Ok("（已删除）".into());
    };
    let name = key.open(bureau.region(), "name", &line.applicant_name)?;
    Ok(match ApplicantKind::parse(&line.applicant_kind) {
        Some(ApplicantKind::Organisation) => name,
        Some(ApplicantKind::Person) | None => mask_name(&name),
    })
}

fn waiting(line: &CaseLine) -> String {
    match line.stage.as_str() {
        "accepted" | "decided" => line.department.clone(),
        "completed" => "申请人领取".into(),
        _ => String::new(),
    }
}

/// Stage words in their order with their labels, for filters.
pub fn stages() -> [(&'static str, &'static str); 4] {
    ["accepted", "decided", "completed", "delivered"].map(|w| (w, Stage::label_of(w)))
}
