//! Going through a guide rule by rule: what each found, and where in the edit form it is mended.

use super::{QualityProfile, RuleId, Severity, access, code, contact, content, form, missing, result, timing};
use crate::catalogue::{Column, Content};

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// By which rule.
    pub rule: RuleId,
    /// How much it matters.
    pub severity: Severity,
    /// The field where it is mended.
    pub field: Column,
    /// What is wrong and what to do, in one sentence.
    pub sentence: String,
    /// What stands there now; empty where nothing does.
    pub value: String,
}

/// What one rule says of one guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It holds, and every value it asks for was there.
    Passed,
    /// It is broken.
    Failed(Vec<Finding>),
    /// 无法核对: it could not be judged because these fields are blank. Never a pass.
    Blank(Vec<Column>),
    /// 不涉及: the rule does not speak of such an item.
    Outside,
}

/// A rule with its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Which.
    pub rule: RuleId,
    /// What it says.
    pub outcome: Outcome,
}

/// Id of a field in the edit form: `field-` and the column's name in lower snake case, `field-onsite_visits`.
pub fn field_anchor(field: Column) -> String {
    let mut id = String::from("field-");
    for (at, c) in format!("{field:?}").chars().enumerate() {
        if c.is_ascii_uppercase() && at > 0 {
            id.push('_');
        }
        id.push(c.to_ascii_lowercase());
    }
    id
}

/// What a rule has seen of one guide so far.
pub(super) struct Sheet<'a> {
    pub(super) content: &'a Content,
    pub(super) profile: &'a QualityProfile,
    rule: RuleId,
    severity: Severity,
    held: bool,
    findings: Vec<Finding>,
    blank: Vec<Column>,
}

impl Sheet<'_> {
    /// Something the rule asks for is as it should be.
    pub(super) fn fine(&mut self) {
        self.held = true;
    }

    /// Fine, or to be mended.
    pub(super) fn expect(&mut self, holds: bool, field: Column, sentence: impl FnOnce() -> String, value: &str) {
        if holds {
            self.fine();
        } else {
            self.wrong(field, sentence(), value);
        }
    }

    /// Something to mend.
    pub(super) fn wrong(&mut self, field: Column, sentence: impl Into<String>, value: &str) {
        let (rule, severity) = (self.rule, self.severity);
        let (sentence, value) = (sentence.into(), value.trim().to_owned());
        self.findings.push(Finding { rule, severity, field, sentence, value });
    }

    /// The rule needs this field, and it is blank.
    pub(super) fn needs(&mut self, field: Column) {
        self.blank.push(field);
    }

    fn outcome(self) -> Outcome {
        match (self.findings.is_empty(), self.blank.is_empty(), self.held) {
            (false, _, _) => Outcome::Failed(self.findings),
            (true, false, _) => Outcome::Blank(self.blank),
            (true, true, true) => Outcome::Passed,
            (true, true, false) => Outcome::Outside,
        }
    }
}

/// Goes through all rules that are on. Empty for what nobody applies for: it has no guide.
pub fn examine(content: &Content, profile: &QualityProfile) -> Vec<Checked> {
    if content.item_type.is_ex_officio() {
        return Vec::new();
    }
    let on = profile.rules.iter().filter(|s| s.on);
    on.map(|setting| {
        let mut sheet = Sheet {
            content,
            profile,
            rule: setting.rule,
            severity: setting.severity,
            held: false,
            findings: Vec::new(),
            blank: Vec::new(),
        };
        ask(&mut sheet);
        Checked { rule: setting.rule, outcome: sheet.outcome() }
    })
    .collect()
}

/// What is to be mended in a guide, in the order of the profile's rules.
pub fn check(content: &Content, profile: &QualityProfile) -> Vec<Finding> {
    let mut found = Vec::new();
    for one in examine(content, profile) {
        match one.outcome {
            Outcome::Failed(findings) => found.extend(findings),
            Outcome::Passed | Outcome::Blank(_) | Outcome::Outside => {}
        }
    }
    found
}

fn ask(sheet: &mut Sheet<'_>) {
    match sheet.rule {
        RuleId::InstantKind => timing::instant_kind(sheet),
        RuleId::InstantMode => timing::instant_mode(sheet),
        RuleId::ResultEnding => result::ending(sheet),
        RuleId::OnsiteReason => access::onsite_reason(sheet),
        RuleId::Mail => access::mail(sheet),
        RuleId::DepthVisits => access::depth_visits(sheet),
        RuleId::ConsultPhone => contact::consult_phone(sheet),
        RuleId::ComplaintPhone => contact::complaint_phone(sheet),
        RuleId::PhonesDiffer => contact::phones_differ(sheet),
        RuleId::Hours => contact::hours(sheet),
        RuleId::Place => contact::place(sheet),
        RuleId::Themes => content::themes(sheet),
        RuleId::Faqs => content::faqs(sheet),
        RuleId::PromisedLimit => timing::promised(sheet),
        RuleId::StepLimits => timing::steps(sheet),
        RuleId::ResultSample => result::sample(sheet),
        RuleId::Payment => result::payment(sheet),
        RuleId::CatchAll => content::catch_all(sheet),
        RuleId::MissingPlace => missing::place(sheet),
        RuleId::MissingHours => missing::hours(sheet),
        RuleId::MissingPhone => missing::phone(sheet),
        RuleId::MissingBasis => missing::basis(sheet),
        RuleId::MissingMaterials => missing::materials(sheet),
        RuleId::MissingResult => missing::result(sheet),
        RuleId::VisitsDepth => access::visits_depth(sheet),
        RuleId::DepthOnline => access::depth_online(sheet),
        RuleId::OnlineLink => access::online_link(sheet),
        RuleId::Code => code::code(sheet),
        RuleId::FormPersonal => form::personal(sheet),
        RuleId::FormShared => form::shared(sheet),
    }
}
