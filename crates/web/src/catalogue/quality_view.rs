//! Quality of guides as JSON (质量接口), the same for the API and the command line. Ids are text.
//!
//! Not here: which findings there are.

use domain::catalogue::{Tally, field_anchor};
use serde::Serialize;
use services::catalogue::{FoundLine, QualityReport, quality_profile};

/// All of it.
#[derive(Debug, Serialize)]
pub struct QualityView {
    profile: String,
    #[serde(flatten)]
    total: TallyView,
    rules: Vec<RuleView>,
    departments: Vec<DepartmentView>,
    list: Vec<FindingView>,
    listed: u64,
    next: Option<String>,
}

#[derive(Debug, Serialize)]
struct TallyView {
    items: u64,
    faulty: u64,
    findings: u64,
    not_checkable: u64,
    score: Option<String>,
}

#[derive(Debug, Serialize)]
struct RuleView {
    rule: &'static str,
    group: u8,
    label: &'static str,
    severity: &'static str,
    weight: u32,
    passed: u64,
    failed: u64,
    findings: u64,
    not_checkable: u64,
    outside: u64,
    source: &'static str,
}

#[derive(Debug, Serialize)]
struct DepartmentView {
    id: String,
    name: String,
    items: u64,
    faulty: u64,
    findings: u64,
    not_checkable: u64,
    score: Option<String>,
}

#[derive(Debug, Serialize)]
struct FindingView {
    item: String,
    code: String,
    name: String,
    department: String,
    rule: &'static str,
    severity: &'static str,
    field: String,
    column: &'static str,
    value: String,
    sentence: String,
}

impl From<&Tally> for TallyView {
    fn from(tally: &Tally) -> Self {
        let Tally { items, faulty, findings, not_checkable, .. } = *tally;
        Self { items, faulty, findings, not_checkable, score: tally.score_text() }
    }
}

impl From<&FoundLine> for FindingView {
    fn from(line: &FoundLine) -> Self {
        let finding = &line.finding;
        Self {
            item: line.item.to_string(),
            code: line.code.clone(),
            name: line.name.clone(),
            department: line.department.clone(),
            rule: finding.rule.as_str(),
            severity: finding.severity.as_str(),
            field: field_anchor(finding.field),
            column: finding.field.label(),
            value: finding.value.clone(),
            sentence: finding.sentence.clone(),
        }
    }
}

impl QualityView {
    /// Everything, with `limit` findings from a place on; `usize::MAX` for all of them.
    pub fn of(report: &QualityReport, after: usize, limit: usize) -> Self {
        let profile = quality_profile();
        let rules = report.by_rule.iter().map(|line| RuleView {
            rule: line.setting.rule.as_str(),
            group: line.setting.rule.group(),
            label: line.setting.rule.label(),
            severity: line.setting.severity.as_str(),
            weight: line.setting.weight,
            passed: line.passed,
            failed: line.failed,
            findings: line.findings,
            not_checkable: line.not_checkable,
            outside: line.outside,
            source: &line.setting.source,
        });
        let departments = report.by_department.iter().map(|line| {
            let TallyView { items, faulty, findings, not_checkable, score } = TallyView::from(&line.tally);
            DepartmentView {
                id: line.id.to_string(),
                name: line.name.clone(),
                items,
                faulty,
                findings,
                not_checkable,
                score,
            }
        });
        let end = after.saturating_add(limit);
        Self {
            profile: format!("{}-{}", profile.id, profile.version),
            total: TallyView::from(&report.total),
            rules: rules.collect(),
            departments: departments.collect(),
            list: report.findings.iter().skip(after).take(limit).map(FindingView::from).collect(),
            listed: report.findings.len() as u64,
            next: (end < report.findings.len()).then(|| end.to_string()),
        }
    }
}
