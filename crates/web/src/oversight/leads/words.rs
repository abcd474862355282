//! What is said of leads (线索的说法): stages, events, fields of forms, what was just done.

use services::{
    oversight::leads::{AssignRefusal, Refusal, SettleRefusal, Stage, TrackedLead},
    rectification::EventRow,
};

use crate::base::{Tag, Tone};

/// The stage as a tag.
pub(super) fn stage_tag(stage: &Stage) -> Tag {
    let tone = match stage.as_str() {
        "found" | "assigned" => Tone::Info,
        "stated" | "upheld" => Tone::Warning,
        "explained" | "followed_up" => Tone::Good,
        _ => Tone::Neutral,
    };
    Tag::new(tone, stage.label())
}

/// Who has to act.
pub(super) fn waiting(lead: &TrackedLead, department: &str) -> String {
    match &lead.stage {
        Stage::Found => "督查交办".to_owned(),
        Stage::Assigned(_) => department.to_owned(),
        Stage::Stated(..) => "督查核实".to_owned(),
        Stage::Settled(..) => match lead.stage.as_str() {
            "upheld" => "整改后回头看".to_owned(),
            _ => "不用等".to_owned(),
        },
        Stage::FollowedUp(..) => "不用等".to_owned(),
    }
}

/// How it compares, in one sentence; empty where nothing is compared.
pub(in crate::oversight) fn compared(lead: &services::oversight::leads::Lead) -> String {
    let usual = lead.usual_per_10000.map(|n| format!("通常占 {}.{:02}%", n / 100, n % 100));
    let chance = lead.one_in.map(|n| match n {
        0..=999_999 => format!("只凭巧合约每 {n} 次见一次"),
        _ => "只凭巧合百万次也难见一次".to_owned(),
    });
    usual.into_iter().chain(chance).collect::<Vec<_>>().join("，")
}

/// What an event did, and the words that came with it.
pub(super) fn act(event: &EventRow) -> (String, String) {
    let fact = |name: &str| event.facts.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    match event.kind.as_str() {
        "oversight.lead_found" => ("发现".into(), fact("finding")),
        "oversight.lead_found_again" => ("再次发现".into(), fact("finding")),
        "oversight.lead_assigned" => ("交办核查".into(), format!("说明期限 {} {}", fact("due_on"), fact("note"))),
        "oversight.lead_stated" => ("情况说明".into(), fact("text")),
        "oversight.lead_explained" => ("已排除".into(), format!("{}；{}", fact("explanation"), fact("finding"))),
        "oversight.lead_upheld" => ("属实".into(), format!("{}；{}", fact("order_no"), fact("finding"))),
        "oversight.lead_followed_up" => ("回头看".into(), fact("finding")),
        _ => (event.kind.clone(), String::new()),
    }
}

/// What a faster colleague did.
pub(super) fn overtaken(event: &EventRow) -> String {
    format!("{} 刚才已办：{}", crate::base::actor_name(&event.actor), act(event).0)
}

/// The field of the form that a refusal speaks of.
pub(super) fn field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::DuePast(_) | Refusal::DueTooFar => "due_on",
        Refusal::StatementMissing => "text",
        Refusal::FindingMissing => "finding",
        Refusal::ExplanationMissing => "explanation",
        Refusal::TooLong { field, .. } => match *field {
            "核查要求" => "note",
            "情况说明" => "text",
            "排除理由" => "explanation",
            _ => "finding",
        },
        Refusal::NoDepartment | Refusal::OwnStatement | Refusal::OrderOpen | Refusal::WrongStage { .. } => "",
    }
}

/// The same of an assignment.
pub(super) fn assign_field(refusal: &AssignRefusal) -> &'static str {
    match refusal {
        AssignRefusal::Due(_) => "due_on",
        AssignRefusal::Rule(rule) => field(rule),
    }
}

/// The same of a decision.
pub(super) fn settle_field(refusal: &SettleRefusal) -> &'static str {
    match refusal {
        SettleRefusal::Verdict => "verdict",
        SettleRefusal::Due(_) => "due_on",
        SettleRefusal::Rule(rule) => field(rule),
        SettleRefusal::Order(rule) => match rule.code() {
            "due_past" | "due_too_far" => "due_on",
            "requirement_missing" | "too_long" => "requirement",
            _ => "",
        },
    }
}

/// The sentence for what was just done; known by its code, so that no address can put words on a page.
pub(super) fn notice(done: &str) -> Option<&'static str> {
    match done {
        "assigned" => Some("已交办，等部门说明情况"),
        "stated" => Some("情况说明已交，等督查核实"),
        "settled" => Some("核实结论已保存"),
        "followed" => Some("回头看已记下，这条线索办完了"),
        _ => None,
    }
}
