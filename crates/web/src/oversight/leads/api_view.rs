//! Shapes of the answers about leads (线索接口的回答), the same on the command line.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::oversight::leads::{EvidenceLine, LeadLine, LeadList, LeadView, Row};

use super::{lead::place, list::subject};

/// A row that speaks for a lead.
#[derive(Debug, Serialize)]
struct EvidenceJson {
    kind: &'static str,
    place: String,
    case_no: Option<String>,
    file: Option<String>,
    row: Option<u32>,
    says: String,
}

impl EvidenceJson {
    fn of(line: &EvidenceLine) -> Self {
        let (kind, row) = match &line.evidence.row {
            Row::Case(_) => ("case", None),
            Row::Ledger { row, .. } => ("ledger", Some(*row)),
            Row::Item(_) => ("item", None),
            Row::Answer(_) => ("answer", None),
            Row::Review(_) => ("review", None),
            Row::ImportedReview { row, .. } => ("imported_review", Some(*row)),
        };
        Self {
            kind,
            place: place(line).0,
            case_no: line.case_no.clone(),
            file: line.ledger.as_ref().map(|l| l.list.file_name.clone()),
            row,
            says: line.evidence.says.clone(),
        }
    }
}

/// A lead as a list has it.
#[derive(Debug, Serialize)]
struct LeadJson {
    no: String,
    slug: String,
    version: i64,
    detector: &'static str,
    detector_label: &'static str,
    subject: String,
    item: String,
    department: String,
    person: String,
    part: u64,
    whole: u64,
    usual_per_10000: Option<u32>,
    one_in: Option<u64>,
    finding: String,
    from: Date,
    to: Date,
    found_at: Timestamp,
    stage: &'static str,
    stage_label: &'static str,
}

impl LeadJson {
    fn of(line: &LeadLine) -> Self {
        let (tracked, lead) = (&line.lead, &line.lead.lead);
        Self {
            no: tracked.no.to_string(),
            slug: tracked.no.slug(),
            version: tracked.version,
            detector: lead.detector.id(),
            detector_label: lead.detector.label(),
            subject: subject(line),
            item: line.item.clone(),
            department: line.department.clone(),
            person: line.person.clone(),
            part: lead.part,
            whole: lead.whole,
            usual_per_10000: lead.usual_per_10000,
            one_in: lead.one_in,
            finding: lead.finding.clone(),
            from: tracked.from,
            to: tracked.to,
            found_at: tracked.found_at,
            stage: tracked.stage.as_str(),
            stage_label: tracked.stage.label(),
        }
    }
}

/// A page of leads.
#[derive(Debug, Serialize)]
pub(super) struct LeadListJson {
    leads: Vec<LeadJson>,
    next: Option<String>,
}

impl LeadListJson {
    pub(super) fn of(list: &LeadList) -> Self {
        Self { leads: list.lines.iter().map(LeadJson::of).collect(), next: list.next.map(|id| id.to_string()) }
    }
}

/// One lead with its rows.
#[derive(Debug, Serialize)]
pub(super) struct LeadViewJson {
    line: LeadJson,
    explanations: Vec<String>,
    evidence: Vec<EvidenceJson>,
}

impl LeadViewJson {
    pub(super) fn of(view: &LeadView) -> Self {
        Self {
            line: LeadJson::of(&view.line),
            explanations: view.explanations.clone(),
            evidence: view.evidence.iter().map(EvidenceJson::of).collect(),
        }
    }
}

/// Leads with all their rows, for the command line.
#[derive(Debug, Serialize)]
pub struct LeadsJson {
    leads: Vec<LeadViewJson>,
}

impl LeadsJson {
    /// The leads as they were looked up.
    pub fn of(views: &[LeadView]) -> Self {
        Self { leads: views.iter().map(LeadViewJson::of).collect() }
    }
}
