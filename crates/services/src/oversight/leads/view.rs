//! One lead with the rows that speak for it (线索详情), each leading to its case or to its line in a list.

use domain::{
    base::CaseId,
    oversight::{
        detectors::{Evidence, Row},
        leads::{LeadNo, Stage},
    },
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{
    cases, catalogue,
    journal::{self, EventRow, Stream},
    oversight as rows,
};

use super::{
    list::{LeadLine, Names},
    step::right,
};
use crate::{
    Bureau, Failure, Never,
    oversight::{detectors::current_profile, ledger::LedgerLine},
    rectification::default_due,
};

/// A row of evidence as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLine {
    /// The row and what it says.
    pub evidence: Evidence,
    /// 办件编号, where it is a case.
    pub case_no: Option<String>,
    /// The item's name, where it is a guide.
    pub item: Option<String>,
    /// The line, where it stands in a list.
    pub ledger: Option<LedgerLine>,
}

/// A lead with what stands around it.
#[derive(Debug, Clone)]
pub struct LeadView {
    /// The lead with its names.
    pub line: LeadLine,
    /// Its rows.
    pub evidence: Vec<EvidenceLine>,
    /// Innocent explanations to look at first.
    pub explanations: Vec<String>,
    /// Its events in order.
    pub history: Vec<EventRow>,
    /// The desk may assign it now.
    pub may_assign: bool,
    /// The desk may state now.
    pub may_state: bool,
    /// The desk may settle it now.
    pub may_settle: bool,
    /// The desk may look again now.
    pub may_follow_up: bool,
    /// Last day that forms begin with.
    pub due_on: Date,
}

/// One lead. One that the asker may not see looks like one that is not there.
pub fn view(bureau: &Bureau, desk: &Desk, no: &str) -> Result<LeadView, Failure<Never>> {
    let profile = current_profile(bureau, desk)?;
    let no = LeadNo::parse(no).map_err(|_| Failure::NotFound)?;
    let (region, due_on) = (bureau.region(), default_due(bureau)?.on);
    let found = bureau.db().read(|tx| {
        let Some(lead) = rows::lead_by_no(tx, region, no)? else { return Ok(None) };
        if right(bureau, tx, desk, Act::LeadView, &lead)?.is_err() {
            return Ok(None);
        }
        let may_settle = right(bureau, tx, desk, Act::LeadSettle, &lead)?.is_ok();
        let may_state = right(bureau, tx, desk, Act::LeadState, &lead)?.is_ok();
        let mut evidence = Vec::with_capacity(lead.lead.evidence.len());
        for row in &lead.lead.evidence {
            evidence.push(line(bureau, tx, row)?);
        }
        let stage = lead.stage.as_str();
        let history = journal::history(tx, region, &Stream::lead(lead.id))?;
        let explanations = profile.setting(lead.lead.detector).explanations.clone();
        let is_assigned = matches!(lead.stage, Stage::Assigned(_) | Stage::Stated(..));
        let has_department = lead.lead.department.is_some();
        Ok(Some(LeadView {
            line: Names::load(bureau, tx)?.line(bureau, tx, lead)?,
            evidence,
            explanations,
            history,
            may_assign: may_settle && stage == "found" && has_department,
            may_state: may_state && is_assigned,
            may_settle: may_settle && stage == "stated",
            may_follow_up: may_settle && stage == "upheld",
            due_on,
        }))
    })?;
    found.ok_or(Failure::NotFound)
}

fn line(bureau: &Bureau, tx: &mut store::Tx<'_>, evidence: &Evidence) -> Result<EvidenceLine, store::StoreError> {
    let region = bureau.region();
    let mut out = EvidenceLine { evidence: evidence.clone(), case_no: None, item: None, ledger: None };
    match &evidence.row {
        Row::Case(id) => out.case_no = case_no(bureau, tx, *id)?,
        Row::Item(id) => out.item = catalogue::shared_item(tx, region, *id)?.map(|i| i.content.name.clone()),
        Row::Ledger { import, row } => {
            let list = rows::ledger_import(tx, region, *import)?;
            let line = rows::ledger_line(tx, region, *import, *row)?;
            out.ledger = list.zip(line).map(|(list, line)| LedgerLine { list, line });
        }
        Row::Answer(_) | Row::Review(_) | Row::ImportedReview { .. } => {}
    }
    Ok(out)
}

fn case_no(bureau: &Bureau, tx: &mut store::Tx<'_>, id: CaseId) -> Result<Option<String>, store::StoreError> {
    Ok(cases::case(tx, bureau.region(), id)?.map(|(case, _)| case.no.to_string()))
}
