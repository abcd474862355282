//! What is said of an order on every page (整改用语): its day, its mark, its stage, its events. The states themselves
//! are decided below; here they only become words.

use domain::{
    base::{date_text, date_text_with_year},
    indicators::Indicator,
    rectification::{Ending, Order, Refusal, Source, Stage},
};
use jiff::civil::Date;
use services::{
    cases::Outlook,
    rectification::{Attention, CheckRefusal, EventRow, OrderCounts},
};

use crate::{
    base::{Clock, Deadline, Link, Tag, Tone, paths},
    door::address,
};

/// A day; its year is said only where it is not this one.
pub(super) fn day(on: Date, today: Date) -> String {
    if on.year() == today.year() { date_text(on) } else { date_text_with_year(on) }
}

/// The mark of an order's last day.
pub(super) fn mark(order: &Order, outlook: Outlook) -> Deadline {
    let (clock, words) = match (&order.stage, outlook) {
        (Stage::Answered(_), _) => (Clock::Over, "已答复".to_owned()),
        (Stage::Closed(..), _) => (Clock::Over, "已销号".to_owned()),
        (Stage::Withdrawn(_), _) => (Clock::Paused, "已撤回".to_owned()),
        (Stage::Issued(_), Outlook::Ample(days)) => (Clock::Ample, format!("还剩 {days} 个工作日")),
        (Stage::Issued(_), Outlook::Close(days)) => (Clock::Soon, format!("还剩 {days} 个工作日")),
        (Stage::Issued(_), Outlook::Today) => (Clock::Today, "今天到期".to_owned()),
        (Stage::Issued(_), Outlook::Over(0)) => (Clock::Overdue, "已过期".to_owned()),
        (Stage::Issued(_), Outlook::Over(days)) => (Clock::Overdue, format!("超期 {days} 个工作日")),
        (Stage::Issued(_), Outlook::None | Outlook::Stopped | Outlook::Paused) => {
            (Clock::Paused, "期限未定".to_owned())
        }
    };
    Deadline::new(clock, words)
}

/// Where it stands.
pub(super) fn stage_tag(stage: &Stage) -> Tag {
    let tone = match stage {
        Stage::Issued(None) => Tone::Info,
        Stage::Issued(Some(_)) | Stage::Answered(_) => Tone::Warning,
        Stage::Closed(_, closing) => match closing.ending {
            Ending::Met => Tone::Good,
            Ending::Unattainable => Tone::Neutral,
        },
        Stage::Withdrawn(_) => Tone::Neutral,
    };
    Tag::new(tone, stage.label())
}

/// Who must act (等谁).
pub(super) fn waiting(order: &Order) -> String {
    match order.stage {
        Stage::Issued(_) => order.unit_name.clone(),
        Stage::Answered(_) => "督查核验".to_owned(),
        Stage::Closed(..) | Stage::Withdrawn(_) => "不用等".to_owned(),
    }
}

/// Name of the indicator that an order's source speaks of; empty where it speaks of none.
pub(crate) fn indicator(order: &Order) -> &'static str {
    match order.source {
        Source::Gap => Indicator::parse(&order.source_ref).map_or("", Indicator::name),
        Source::Supervision | Source::FollowUp | Source::Lead | Source::Score | Source::Inspection | Source::Review => {
            ""
        }
    }
}

/// Where it comes from, as “指标差距 · 省级平台发布占比”.
pub(super) fn origin(order: &Order) -> String {
    match indicator(order) {
        "" => order.source.label().to_owned(),
        name => format!("{} · {name}", order.source.label()),
    }
}

/// The register in one sentence; `whose` before it when it is narrowed.
pub(super) fn finding(counts: &OrderCounts, whose: &str) -> String {
    match (counts.all(), counts.open(), counts.overdue) {
        (0, _, _) => format!("{whose}还没有整改单"),
        (_, 0, _) => format!("{whose}整改单全部销号"),
        (_, open, 0) => format!("{whose}整改还有 {open} 件未销号，没有超期"),
        (_, open, overdue) => format!("{whose}整改还有 {open} 件未销号，其中 {overdue} 件超期"),
    }
}

/// The input that a refusal speaks of; empty where it speaks of the order as a whole.
pub(super) fn field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::AlreadyOpen { .. } | Refusal::UnitMissing(_) | Refusal::Twice(_) => "subject",
        Refusal::RequirementMissing => "requirement",
        Refusal::DuePast(_) | Refusal::DueTooFar => "due_on",
        Refusal::AnswerMissing => "answer",
        Refusal::FindingMissing | Refusal::ReasonMissing => "finding",
        Refusal::NotMet | Refusal::IsMet => "verdict",
        Refusal::WithdrawalReasonMissing => "reason",
        Refusal::TooLong { field, .. } => match *field {
            "堵点" => "blocker",
            "整改要求" => "requirement",
            "答复" => "answer",
            "核验情况" | "不能整改的原因" => "finding",
            "撤回的原因" => "reason",
            _ => "",
        },
        Refusal::NothingChosen | Refusal::TooMany(_) | Refusal::OwnAnswer | Refusal::WrongStage { .. } => "",
    }
}

/// The same of a check.
pub(super) fn check_field(refusal: &CheckRefusal) -> &'static str {
    match refusal {
        CheckRefusal::Verdict => "verdict",
        CheckRefusal::Due(_) => "due_on",
        CheckRefusal::Rule(rule) => field(rule),
    }
}

/// What waits for the reader, with the way there; `None` when nothing does.
pub(crate) fn reminder(attention: &Attention) -> Option<Link> {
    let all = [
        (attention.overdue, "件超期", "overdue"),
        (attention.soon, "件快到期", "issued"),
        (attention.to_check, "件答复待核验", "answered"),
    ];
    let there: Vec<_> = all.into_iter().filter(|(n, _, _)| *n > 0).collect();
    let tab = there.first()?.2;
    let words: Vec<String> = there.iter().map(|(n, what, _)| format!("{n} {what}")).collect();
    Some(Link::new(address(paths::RECTIFICATION, &[("tab", tab)]), format!("整改单 {}", words.join("，"))))
}

/// Name of whoever did it: the journal keeps the id before it.
pub(super) fn actor(event: &EventRow) -> &str {
    crate::base::actor_name(&event.actor)
}

/// What an event did, and the words that came with it.
pub(super) fn act(event: &EventRow) -> (String, String) {
    let fact = |name: &str| event.facts.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    match event.kind.as_str() {
        "rectification.issued" => ("交办".into(), format!("期限 {}", fact("due_on"))),
        "rectification.answered" => ("答复".into(), fact("answer")),
        "rectification.returned" => ("退回".into(), format!("{}；期限改为 {}", fact("finding"), fact("due_on"))),
        "rectification.closed" => {
            let ending = Ending::parse(&fact("ending")).map_or("", Ending::label);
            let said = [fact("finding"), fact("effect")].into_iter().filter(|t| !t.is_empty());
            (format!("销号：{ending}"), said.collect::<Vec<_>>().join("；"))
        }
        "rectification.withdrawn" => ("撤回".into(), fact("reason")),
        "rectification.reminded" => match fact("what").as_str() {
            "overdue" => ("催办：已超期".into(), String::new()),
            _ => ("催办：快到期".into(), String::new()),
        },
        _ => (event.kind.clone(), String::new()),
    }
}

/// What a faster colleague did, as “李强 已答复这件”.
pub(super) fn overtaken(event: &EventRow) -> String {
    let (done, _) = act(event);
    format!("{} 刚才已办：{done}", actor(event))
}

/// The sentence for what was just done; known by its code, so that no address can put words on a page.
pub(super) fn notice(done: &str) -> Option<&'static str> {
    match done {
        "issued" => Some("已交办，可以打印交办单送责任单位"),
        "answered" => Some("答复已交，等督查核验"),
        "returned" => Some("已退回，等责任单位再答复"),
        "closed" => Some("已销号"),
        "withdrawn" => Some("已撤回，记录留在台账里"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_states_the_finding() {
        let counts = OrderCounts { issued: 9, overdue: 3, answered: 3, closed: 40, withdrawn: 1 };
        assert_eq!(finding(&counts, ""), "整改还有 12 件未销号，其中 3 件超期");
        let calm = OrderCounts { overdue: 0, ..counts };
        assert_eq!(finding(&calm, "县民政局的"), "县民政局的整改还有 12 件未销号，没有超期");
        let done = OrderCounts { issued: 0, answered: 0, ..calm };
        assert_eq!(finding(&done, ""), "整改单全部销号");
        assert_eq!(finding(&OrderCounts::default(), ""), "还没有整改单");
    }

    #[test]
    fn what_burns_first_is_said_first() {
        let some = Attention { overdue: 1, soon: 2, issued: 9, to_check: 3 };
        let said = |a: Attention| reminder(&a).map(|l| (l.label, l.href));
        let of = |label: &str, tab: &str| Some((label.to_owned(), format!("/rectification?tab={tab}")));
        assert_eq!(said(some), of("整改单 1 件超期，2 件快到期，3 件答复待核验", "overdue"));
        assert_eq!(said(Attention { overdue: 0, soon: 0, ..some }), of("整改单 3 件答复待核验", "answered"));
        assert_eq!(said(Attention { issued: 9, ..Attention::default() }), None);
    }

    #[test]
    fn a_notice_comes_from_a_code_alone() {
        assert!(notice("closed").is_some() && notice("随便写的话").is_none());
    }
}
