//! Matters as a worklist (一件事办件列表): what must move first. The hall sees the county's, a department those in which it has a
//! member or which it leads.

use domain::{
    base::{DepartmentId, mask_name},
    cases::ApplicantKind,
    chains::{MatterNo, MatterStage},
    people::{Act, Desk, Reach, reach},
};
use jiff::civil::Date;
use store::{
    StoreError,
    chains::{self as rows, MatterFilter, MatterLine},
};

use crate::{
    Bureau, Failure, Never,
    cases::{Outlook, opened, outlook},
};

/// What the filter row holds.
#[derive(Debug, Clone, Default)]
pub struct MatterListForm {
    /// In one stage; `None` = those that are not over.
    pub stage: Option<MatterStage>,
    /// Not only those that are not over, but all there are.
    pub all: bool,
    /// Department id; only for whoever sees the county's.
    pub department: Option<i64>,
    /// Under one chain, by its code; empty = any.
    pub chain: String,
    /// A number of a matter; empty = any.
    pub number: String,
    /// Key of the page before: the day to act (or `9999`) and id.
    pub after: Option<(String, i64)>,
    /// Lines.
    pub limit: u32,
}

/// One line.
#[derive(Debug, Clone)]
pub struct MatterWorkLine {
    /// 一件事编号.
    pub matter_no: String,
    /// Name of the chain.
    pub chain_name: String,
    /// Applicant, masked.
    pub applicant: String,
    /// 牵头部门.
    pub lead: String,
    /// Where it stands.
    pub stage: MatterStage,
    /// Received on.
    pub received_on: Date,
    /// The day somebody must act by.
    pub next_on: Option<Date>,
    /// Last day of the whole, as far as it is known.
    pub due_on: Option<Date>,
    /// That day from today.
    pub outlook: Outlook,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct MatterList {
    /// Lines by the day to act.
    pub lines: Vec<MatterWorkLine>,
    /// Key of the next page, if there is one.
    pub next: Option<(String, i64)>,
    /// Matters by stage word in the asker's scope.
    pub counts: Vec<(String, u64)>,
}

/// The matters that whoever sits here may see.
pub fn list(bureau: &Bureau, desk: &Desk, form: &MatterListForm) -> Result<MatterList, Failure<Never>> {
    let region = bureau.region();
    let department = match reach(desk, Act::CaseList)? {
        Reach::County => form.department.map(DepartmentId::new),
        Reach::Department(own) => Some(own),
        Reach::Nothing => return Ok(MatterList { lines: Vec::new(), next: None, counts: Vec::new() }),
    };
    let chain = form.chain.trim();
    let number = form.number.trim();
    let filter = MatterFilter {
        department,
        stage: form.stage,
        open: form.stage.is_none() && !form.all && number.is_empty(),
        chain_code: (!chain.is_empty()).then(|| chain.to_owned()),
        matter_no: (!number.is_empty())
            .then(|| MatterNo::parse(number).map_or_else(|_| number.to_owned(), |no| no.to_string())),
        person: None,
    };
    let limit = i64::from(form.limit.clamp(1, 200));
    let today = bureau.today();
    Ok(bureau.db().read(|tx| {
        let calendar = bureau.calendar(tx)?;
        let after = form.after.as_ref().map(|(day, id)| (day.as_str(), *id));
        // One line more than the page, so that the next page is known to exist.
        let found = rows::matter_lines(tx, region, &filter, after, limit + 1)?;
        let next = (found.len() as i64 > limit)
            .then(|| &found[limit as usize - 1])
            .map(|l| (l.next_on.map_or_else(|| "9999".to_owned(), |d| d.to_string()), l.id.get()));
        let mut lines = Vec::new();
        for line in found.into_iter().take(limit as usize) {
            let stage = MatterStage::parse(&line.stage)
                .ok_or_else(|| StoreError::Corrupt {
                    place: "matter.stage".into(), why: "不认识的环节".into()
                })?;
            let over = matches!(stage, MatterStage::Finished | MatterStage::Delivered);
            lines.push(MatterWorkLine {
                applicant: masked(bureau, &line)?,
                matter_no: line.matter_no,
                chain_name: line.chain_name,
                lead: line.lead_name,
                stage,
                received_on: line.received_on,
                next_on: line.next_on,
                due_on: line.due_on,
                outlook: outlook(line.next_on, over, today, &calendar),
            });
        }
        Ok(MatterList { lines, next, counts: rows::matter_counts(tx, region, department)? })
    })?)
}

fn masked(bureau: &Bureau, line: &MatterLine) -> Result<String, StoreError> {
    let gone = || "（已删除）".to_owned();
    let Some(wrapped) = &line.key else { return Ok(gone()) };
    let key = bureau.vault().open_person_key(bureau.region(), line.person, wrapped)?;
    let name = opened(&key, bureau.region(), "name", &line.applicant_name)?;
    Ok(match (name, ApplicantKind::parse(&line.applicant_kind)) {
        (None, _) => gone(),
        (Some(name), Some(ApplicantKind::Organisation)) => name,
        (Some(name), Some(ApplicantKind::Person) | None) => mask_name(&name),
    })
}
