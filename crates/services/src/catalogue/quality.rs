//! Quality of the guides in use (办事指南质量): findings by item, by rule and by department, from one reading of the
//! catalogue. Which rules are on, and their words, is data (`data/quality.json`).
//!
//! Not here: the rules, and mending a guide.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use domain::{
    base::{DepartmentId, ItemId},
    catalogue::{
        Content, Finding, Outcome, QualityProfile, RuleId, RuleSetting, Severity, Status, Tally, check, examine,
    },
    people::{Act, Desk},
};
use papers::tables::Cell;
use store::catalogue as rows;

use crate::{Bureau, Failure, Never};

/// The rules as this program brings them.
static PROFILE: LazyLock<QualityProfile> = LazyLock::new(|| {
    QualityProfile::parse(include_str!("../../data/quality.json")).expect("the file is compiled in and a test reads it")
});

/// The rules in force.
pub fn quality_profile() -> &'static QualityProfile {
    &PROFILE
}

/// What is to be mended in one guide, by the rules in force: for the item's own page.
pub fn item_findings(content: &Content) -> Vec<Finding> {
    check(content, quality_profile())
}

/// What a list of findings is narrowed to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QualityFilter {
    /// Guides of one department. Narrows everything but the table of departments.
    pub department: Option<DepartmentId>,
    /// Findings of one rule. Narrows the list alone.
    pub rule: Option<RuleId>,
}

/// One finding with the item it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLine {
    /// Item.
    pub item: ItemId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its department.
    pub department_id: DepartmentId,
    /// Its department's name.
    pub department: String,
    /// What is to be mended.
    pub finding: Finding,
}

/// One rule over all guides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLine {
    /// Rule with weight and source.
    pub setting: &'static RuleSetting,
    /// Guides that keep it.
    pub passed: u64,
    /// Guides that break it.
    pub failed: u64,
    /// Findings; one guide can have several.
    pub findings: u64,
    /// Guides where blanks keep it from being judged.
    pub not_checkable: u64,
    /// Guides of which it does not speak.
    pub outside: u64,
    /// Sentence of its first finding.
    pub example: Option<String>,
}

/// One department over all rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentLine {
    /// Which.
    pub id: DepartmentId,
    /// Name.
    pub name: String,
    /// Its sums and score.
    pub tally: Tally,
}

/// The quality of all guides in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualityReport {
    /// Sums over what the department filter left.
    pub total: Tally,
    /// Every rule that is on: those broken before the others, what must be mended first, most findings first.
    pub by_rule: Vec<RuleLine>,
    /// Every department with guides; lowest score first.
    pub by_department: Vec<DepartmentLine>,
    /// What must be mended first; by department, item and rule.
    pub findings: Vec<FoundLine>,
}

impl QualityReport {
    /// Findings that must be mended (应改).
    pub fn must(&self) -> u64 {
        self.by_rule.iter().filter(|l| l.setting.severity == Severity::Must).map(|l| l.findings).sum()
    }

    /// The rule with most findings; `None` where nothing is broken.
    pub fn most(&self) -> Option<&RuleLine> {
        // Of several with as many the first: `max_by_key` would give the last.
        self.by_rule.iter().filter(|l| l.findings > 0).rev().max_by_key(|l| l.findings)
    }
}

/// Goes through the guide of every item in use that people apply for.
pub fn quality(bureau: &Bureau, desk: &Desk, filter: &QualityFilter) -> Result<QualityReport, Failure<Never>> {
    bureau.may(desk, Act::CatalogueView)?;
    let known = bureau.db().read(|tx| rows::known(tx, bureau.region(), bureau.today()))?;
    let names: HashMap<DepartmentId, &str> = known.departments.iter().map(|(name, id)| (*id, name.as_str())).collect();
    let name_of = |content: &Content| names.get(&content.department).copied().unwrap_or_default();
    let mut items: Vec<(ItemId, &Content)> = known
        .items
        .values()
        .filter(|(_, _, content)| match content.status {
            Status::InUse => !content.item_type.is_ex_officio(),
            Status::Suspended | Status::Cancelled | Status::Draft => false,
        })
        .map(|(id, _, content)| (*id, content))
        .collect();
    items.sort_by(|(a, one), (b, other)| (name_of(one), a).cmp(&(name_of(other), b)));
    let mut sums = Sums::new();
    for (id, content) in items {
        sums.add(id, content, name_of(content), filter);
    }
    Ok(sums.report())
}

/// Sums while going through.
struct Sums {
    total: Tally,
    rules: BTreeMap<RuleId, RuleLine>,
    departments: BTreeMap<DepartmentId, DepartmentLine>,
    findings: Vec<FoundLine>,
}

impl Sums {
    fn new() -> Self {
        let line = |setting: &'static RuleSetting| RuleLine {
            setting,
            passed: 0,
            failed: 0,
            findings: 0,
            not_checkable: 0,
            outside: 0,
            example: None,
        };
        let on = quality_profile().rules.iter().filter(|s| s.on);
        Self {
            total: Tally::default(),
            rules: on.map(|s| (s.rule, line(s))).collect(),
            departments: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    fn add(&mut self, id: ItemId, content: &Content, department: &str, filter: &QualityFilter) {
        let profile = quality_profile();
        let checked = examine(content, profile);
        let new = || DepartmentLine { id: content.department, name: department.to_owned(), tally: Tally::default() };
        self.departments.entry(content.department).or_insert_with(new).tally.add(&checked, profile);
        if filter.department.is_some_and(|d| d != content.department) {
            return;
        }
        self.total.add(&checked, profile);
        for one in checked {
            let Some(line) = self.rules.get_mut(&one.rule) else { continue };
            match one.outcome {
                Outcome::Passed => line.passed += 1,
                Outcome::Blank(_) => line.not_checkable += 1,
                Outcome::Outside => line.outside += 1,
                Outcome::Failed(findings) => {
                    line.failed += 1;
                    line.findings += findings.len() as u64;
                    if line.example.is_none() {
                        line.example = findings.first().map(|f| f.sentence.clone());
                    }
                    if filter.rule.is_none_or(|r| r == one.rule) {
                        self.findings.extend(findings.into_iter().map(|finding| FoundLine {
                            item: id,
                            code: content.code.clone(),
                            name: content.name.clone(),
                            department_id: content.department,
                            department: department.to_owned(),
                            finding,
                        }));
                    }
                }
            }
        }
    }

    fn report(self) -> QualityReport {
        let mut by_rule: Vec<RuleLine> = self.rules.into_values().collect();
        // The sort is stable: rules with as many findings stay in the order of their groups.
        by_rule.sort_by_key(|line| (line.findings == 0, line.setting.severity, std::cmp::Reverse(line.findings)));
        let mut by_department: Vec<DepartmentLine> = self.departments.into_values().collect();
        by_department.sort_by(worst_first);
        let mut findings = self.findings;
        findings.sort_by_key(|line| line.finding.severity);
        QualityReport { total: self.total, by_rule, by_department, findings }
    }
}

/// Lowest score first; then more findings; what could not be checked at all last.
fn worst_first(one: &DepartmentLine, other: &DepartmentLine) -> std::cmp::Ordering {
    let by_score = match (one.tally.score(), other.tally.score()) {
        (Some(a), Some(b)) => a.compare(&b).unwrap_or(std::cmp::Ordering::Equal),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => std::cmp::Ordering::Equal,
    };
    by_score.then(other.tally.findings.cmp(&one.tally.findings)).then(one.name.cmp(&other.name))
}

/// The findings as a table to take along: titles and rows.
pub fn quality_sheet(findings: &[FoundLine]) -> (Vec<String>, Vec<Vec<Cell>>) {
    let titles = ["部门", "业务办理项名称", "业务办理项编码", "规则", "程度", "字段", "现在的内容", "怎么改"];
    let rows = findings.iter().map(|line| {
        let finding = &line.finding;
        [
            line.department.as_str(),
            &line.name,
            &line.code,
            finding.rule.label(),
            finding.severity.label(),
            finding.field.label(),
            &finding.value,
            &finding.sentence,
        ]
        .map(Cell::from)
        .to_vec()
    });
    (titles.map(str::to_owned).to_vec(), rows.collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_rules_that_are_shipped_are_sound() {
        let profile = quality_profile();
        let rules: BTreeSet<RuleId> = profile.rules.iter().map(|s| s.rule).collect();
        assert_eq!(rules.len(), RuleId::ALL.len());
        assert!(profile.rules.iter().all(|s| s.on && !s.source.trim().is_empty()));
        assert_eq!((profile.workdays_per_month, profile.workdays_per_year), (22, 253));
        // Phrases are compared without punctuation, so they must have none.
        assert!(profile.catch_all.iter().all(|p| !p.is_empty() && !p.contains(['、', '，', ' '])));
        assert!(profile.no_materials.iter().all(|w| !profile.catch_all.contains(w)));
    }
}
