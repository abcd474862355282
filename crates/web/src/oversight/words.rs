//! What is said of cards and supervision orders on every page (监察用语).

use domain::base::shanghai_text;
use services::{
    cases::EventRow as Event,
    oversight::watch::{
        Attention, BoardCounts, CardStage, Cause, Level, OrderStage, Point, Refusal, RuleRefusal, Said,
    },
};

use super::Talk;
use crate::{
    base::{Link, Tag, Tone, paths},
    cases::EventRow,
    door::address,
};

/// A level by its colour and its word.
pub(super) fn level_tag(level: Level) -> Tag {
    let tone = match level {
        Level::Reminder => Tone::Neutral,
        Level::Yellow => Tone::Warning,
        Level::Red => Tone::Bad,
    };
    Tag::new(tone, level.label())
}

/// Where a card stands.
pub(super) fn card_tag(stage: &CardStage) -> Tag {
    let tone = match stage {
        CardStage::Given => Tone::Info,
        CardStage::Disputed(_) => Tone::Warning,
        CardStage::Upheld(..) | CardStage::Annulled(..) => Tone::Neutral,
    };
    Tag::new(tone, stage.label())
}

/// Where a supervision order stands.
pub(super) fn order_tag(stage: &OrderStage) -> Tag {
    let tone = match stage {
        OrderStage::Issued => Tone::Info,
        OrderStage::SentBack(_) | OrderStage::Replied(_) => Tone::Warning,
        OrderStage::Closed(..) => Tone::Good,
        OrderStage::Withdrawn(_) => Tone::Neutral,
    };
    Tag::new(tone, stage.label())
}

/// Who must act on a supervision order (等谁).
pub(super) fn order_waits(stage: &OrderStage, department: &str) -> String {
    match stage {
        OrderStage::Issued => department.to_owned(),
        OrderStage::SentBack(_) => "督查处理".to_owned(),
        OrderStage::Replied(_) => "督查核实".to_owned(),
        OrderStage::Closed(..) | OrderStage::Withdrawn(_) => "不用等".to_owned(),
    }
}

/// Words that were said, for the page.
pub(super) fn talk(what: &str, said: &Said) -> Talk {
    Talk { what: what.to_owned(), text: said.text.clone(), at: shanghai_text(said.at), evidence: String::new() }
}

/// The board in one sentence.
pub(super) fn finding(counts: &BoardCounts, whose: &str) -> String {
    match (counts.open, counts.overdue, counts.today) {
        (0, _, _) => format!("{whose}没有在办的件"),
        (open, 0, 0) => format!("{whose}在办 {open} 件，没有超期，今天没有到期"),
        (open, 0, today) => format!("{whose}在办 {open} 件，没有超期，今天到期 {today} 件"),
        (open, overdue, today) => format!("{whose}在办 {open} 件，超期 {overdue} 件，今天到期 {today} 件"),
    }
}

/// The input of a card's forms that a refusal speaks of; empty where it speaks of the card as a whole.
pub(super) fn card_field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::DisputeReasonMissing => "dispute",
        Refusal::EvidenceMissing => "evidence",
        Refusal::RulingReasonMissing => "ruling",
        Refusal::NoSuchDepartment => "department",
        Refusal::PublicReasonMissing | Refusal::LongNumber | Refusal::NamesApplicant => "reason",
        Refusal::WordsMissing => "words",
        Refusal::ReplyMissing => "reply",
        Refusal::FindingMissing => "finding",
        Refusal::WithdrawalReasonMissing => "withdrawal",
        Refusal::ReturnReasonMissing => "return",
        Refusal::InsistReasonMissing => "insist",
        Refusal::TooLong { field, .. } => match *field {
            "异议的理由" => "dispute",
            "凭据" => "evidence",
            "裁定的理由" => "ruling",
            "超期原因" => "reason",
            "督办要求" => "words",
            "答复" => "reply",
            "核实情况" => "finding",
            "撤回的原因" => "withdrawal",
            "退回的原因" => "return",
            "重新交办的理由" => "insist",
            _ => "",
        },
        Refusal::OnlyReminder
        | Refusal::WrongStage { .. }
        | Refusal::DisputeLate(_)
        | Refusal::OwnDispute
        | Refusal::NotOverdue
        | Refusal::OwnReply
        | Refusal::AlreadyOpen(_) => "",
    }
}

/// The same of a ruling.
pub(super) fn rule_field(refusal: &RuleRefusal) -> &'static str {
    match refusal {
        RuleRefusal::Verdict => "verdict",
        RuleRefusal::Rule(rule) => card_field(rule),
    }
}

/// What waits for the reader, with the way there; `None` when nothing does.
pub(crate) fn reminder(attention: &Attention) -> Option<Link> {
    let orders = |tab: &str| address(paths::SUPERVISION, &[("tab", tab)]);
    let cards = |tab: &str| address(paths::CARDS, &[("tab", tab)]);
    let waits = attention.to_reply.saturating_sub(attention.overdue);
    let all = [
        (attention.overdue, "张督办单逾期没有答复", orders("overdue")),
        (waits, "张督办单待答复", orders("issued")),
        (attention.to_close, "张督办单待核实", orders("replied")),
        (attention.sent_back, "张督办单被退回", orders("back")),
        (attention.to_rule, "张牌有异议待裁定", cards("disputed")),
        (attention.unexplained, "件超期没有公开原因", cards("unexplained")),
        (attention.fresh, "张牌是近7天新发的", cards("")),
    ];
    let there: Vec<_> = all.into_iter().filter(|(n, _, _)| *n > 0).collect();
    let href = there.first()?.2.clone();
    let words: Vec<String> = there.iter().map(|(n, what, _)| format!("{n} {what}")).collect();
    Some(Link::new(href, format!("监察 {}", words.join("，"))))
}

/// What an event did, and the words that came with it.
pub(super) fn act(event: &Event) -> (String, String) {
    let fact = |name: &str| event.facts.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    match event.kind.as_str() {
        "oversight.card_given" => {
            let level = Level::parse(&fact("level")).map_or("", Level::label);
            let point = Point::parse(&fact("point")).map_or("", Point::label);
            (format!("发{level}"), format!("{point}，期限 {}，{} 起触发", fact("due_on"), fact("reached_on")))
        }
        "oversight.card_explained" => ("公开说明超期原因".into(), fact("reason")),
        "oversight.card_disputed" => ("提出异议".into(), with_evidence(fact("reason"), &fact("evidence"))),
        "oversight.card_upheld" => ("裁定：维持".into(), fact("reason")),
        "oversight.card_annulled" => ("裁定：撤销，不计数".into(), fact("reason")),
        "oversight.order_issued" => {
            let cause = Cause::parse(&fact("cause")).map_or("", Cause::label);
            (format!("发督办单：{cause}"), format!("答复期限 {}", fact("reply_by")))
        }
        "oversight.order_escalated" => ("逐级上报".into(), format!("报{}", fact("rank"))),
        "oversight.order_replied" => ("答复".into(), fact("reply")),
        "oversight.order_sent_back" => ("退回".into(), fact("reason")),
        // The first is how it was written until orders could go to another department.
        "oversight.order_insisted" | "oversight.order_handed_over" => {
            let to = fact("department");
            let to = if to.is_empty() { String::new() } else { format!("给{to}") };
            (format!("重新交办{to}，答复期限 {}", fact("reply_by")), fact("reason"))
        }
        "oversight.order_closed" => ("办结督办".into(), fact("finding")),
        "oversight.order_withdrawn" => ("撤回".into(), fact("reason")),
        _ => (event.kind.clone(), String::new()),
    }
}

/// What was said, with what it points to.
fn with_evidence(said: String, evidence: &str) -> String {
    if evidence.is_empty() { said } else { format!("{said}（凭据：{evidence}）") }
}

/// A line of the history.
pub(super) fn event(event: &Event) -> EventRow {
    let (act, note) = act(event);
    EventRow {
        at: shanghai_text(event.happened_at),
        act,
        actor: crate::base::actor_name(&event.actor).to_owned(),
        terminal: event.terminal.clone(),
        source: Tag::new(Tone::Neutral, event.source.label()),
        note,
    }
}

/// What a faster colleague did.
pub(super) fn overtaken(event: &Event) -> String {
    format!("{} 刚才已办：{}", crate::base::actor_name(&event.actor), act(event).0)
}

/// The sentence for what was just done; known by its code, so that no address can put words on a page.
pub(super) fn notice(done: &str) -> Option<&'static str> {
    match done {
        "explained" => Some("原因已公开，群众在超期公示里看得到"),
        "disputed" => Some("异议已提出，等督查裁定；裁定前这张牌照常计数"),
        "upheld" => Some("已维持，这张牌照常计数"),
        "annulled" => Some("已撤销，记录保留，不再计数"),
        "issued" => Some("督办单已发给责任部门"),
        "replied" => Some("答复已交，等督查核实"),
        "closed" => Some("督办已办结"),
        "returned" => Some("督办单已退回，等督查处理"),
        "insisted" => Some("已重新交办，答复期限和逐级上报从今天起算"),
        "withdrawn" => Some("督办单已撤回，记录保留"),
        "profile" => Some("监察规则已保存，从启用日期起使用"),
        "ran" => Some("监察已运行，新发的牌在下面"),
        _ => None,
    }
}

/// A sum of working days over cases as an average with one decimal, rounded down: `4.3`.
pub(super) fn average(days: i64, cases: u64) -> String {
    let tenths = u64::try_from(days).unwrap_or(0).saturating_mul(10).checked_div(cases).unwrap_or(0);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_board_says_what_burns() {
        let counts = BoardCounts { open: 12, overdue: 3, today: 1, ..BoardCounts::default() };
        assert_eq!(finding(&counts, ""), "在办 12 件，超期 3 件，今天到期 1 件");
        let calm = BoardCounts { overdue: 0, today: 0, ..counts };
        assert_eq!(finding(&calm, "县民政局"), "县民政局在办 12 件，没有超期，今天没有到期");
        assert_eq!(finding(&BoardCounts::default(), ""), "没有在办的件");
    }

    #[test]
    fn what_burns_first_is_said_first() {
        let some =
            Attention { fresh: 2, unexplained: 2, to_reply: 3, overdue: 1, to_rule: 0, sent_back: 0, to_close: 1 };
        let link = reminder(&some).expect("something waits");
        assert_eq!(
            link.label,
            "监察 1 张督办单逾期没有答复，2 张督办单待答复，1 张督办单待核实，2 件超期没有公开原因，2 张牌是近7天新发的"
        );
        assert_eq!(link.href, "/oversight/orders?tab=overdue");
        assert_eq!(reminder(&Attention::default()), None);
    }

    #[test]
    fn an_average_has_one_decimal_and_is_never_rounded_up() {
        assert_eq!([average(13, 3), average(0, 0), average(20, 3)], ["4.3", "0.0", "6.6"]);
        assert!(notice("closed").is_some() && notice("随便写的话").is_none());
    }
}
