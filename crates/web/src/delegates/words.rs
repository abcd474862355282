//! What is said of letters on every page (代表用语): where they stand, their items, their events.

use domain::base::date_text_with_year;
use jiff::civil::Date;
use services::delegates::{
    AppointmentLetter, AuthorizationLetter, EventRow as Event, LetterAttention, LetterState, Listing, Warning,
};

use crate::{
    base::{Choice, Link, Pick, Tag, Tone, actor_name, paths},
    cases::EventRow,
};

/// Where a letter of authorisation stands.
pub(super) fn state_tag(letter: &AuthorizationLetter, today: Date) -> Tag {
    let state = letter.state_on(today);
    let tone = match state {
        LetterState::InForce => Tone::Good,
        LetterState::Waiting => Tone::Info,
        LetterState::Ended | LetterState::Revoked => Tone::Neutral,
    };
    Tag::new(tone, state.label())
}

/// Where a letter of appointment stands.
pub(super) fn office_tag(letter: &AppointmentLetter, today: Date) -> Tag {
    if letter.holds_on(today) {
        return Tag::new(Tone::Good, "在任");
    }
    if today < letter.from {
        return Tag::new(Tone::Info, "未到任");
    }
    Tag::new(Tone::Neutral, "已免去")
}

/// Over which items, in a few words.
pub(super) fn scope(letter: &AuthorizationLetter) -> String {
    let out = match letter.scope.excluded.len() {
        0 => String::new(),
        n => format!("，{n} 项除外"),
    };
    match &letter.scope.listing {
        Listing::All => format!("本部门全部事项{out}"),
        Listing::Listed(items) => format!("所列 {} 项{out}", items.len()),
    }
}

/// From when to when.
pub(super) fn term(letter: &AuthorizationLetter) -> String {
    format!("{} 至 {}", letter.valid_from, letter.valid_to)
}

/// A representative with rank and roster.
pub(super) fn standing(rank: &str, on_roster: bool) -> String {
    format!("{rank}，{}", if on_roster { "在编" } else { "非在编" })
}

/// What speaks against an appointment; empty where nothing does.
pub(super) fn warnings(warnings: &[Warning]) -> String {
    warnings.iter().map(|w| w.label()).collect::<Vec<_>>().join("，")
}

/// A choice of one row by its id, with words for "none".
pub(super) fn chosen(none: &str, rows: impl Iterator<Item = (i64, String)>, chosen: &str) -> Choice {
    let first = Pick { value: String::new(), label: none.to_owned(), chosen: chosen.is_empty() };
    let pick = |(id, label): (i64, String)| {
        let value = id.to_string();
        Pick { chosen: value == chosen, value, label }
    };
    Choice { options: std::iter::once(first).chain(rows.map(pick)).collect(), problem: None }
}

/// What an event did, and the words that came with it.
fn act(event: &Event) -> (&'static str, String) {
    let fact = |name: &str| event.facts.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    let day = |name: &str| fact(name).parse::<Date>().map(date_text_with_year).unwrap_or_default();
    match event.kind.as_str() {
        "delegates.appointed" => ("任命", format!("自 {}", day("from"))),
        "delegates.dismissed" => ("免去", format!("自 {}；{}", day("from"), fact("reason"))),
        "delegates.authorised" => ("授权", format!("{} 至 {}", day("valid_from"), day("valid_to"))),
        "delegates.filed" | "delegates.appointment_filed" => ("备案", format!("{}，{}", fact("no"), day("on"))),
        "delegates.published" => ("公示", String::new()),
        "delegates.revoked" => ("撤销", format!("自 {}；{}", day("from"), fact("reason"))),
        "delegates.reminded" if fact("what") == "ended" => ("提醒", format!("最后一天 {}，没有接续", day("last_day"))),
        "delegates.reminded" => ("提醒", format!("最后一天 {}，快到期", day("last_day"))),
        "delegates.scan_kept" => ("存扫描件", format!("校验值 {}", fact("digest"))),
        "delegates.scan_replaced" => ("更换扫描件", format!("{}；校验值 {}", fact("reason"), fact("digest"))),
        "delegates.rules_changed" | "delegates.window_rules_changed" => ("改规则", fact("source")),
        _ => ("其他", event.kind.clone()),
    }
}

/// A line of the history.
pub(super) fn event(event: &Event) -> EventRow {
    let (what, note) = act(event);
    EventRow {
        at: domain::base::shanghai_text(event.happened_at),
        act: what.to_owned(),
        actor: actor_name(&event.actor).to_owned(),
        terminal: event.terminal.clone(),
        source: Tag::new(Tone::Neutral, event.source.label()),
        note,
    }
}

/// What the first page says of letters.
pub(crate) fn reminder(attention: &LetterAttention) -> Link {
    let all = [
        (attention.ended, "份授权书已失效，没有接续"),
        (attention.ending, "份授权书快到期"),
        (attention.without, "个部门有事项进驻，没有有效的授权书"),
    ];
    let words: Vec<String> = all.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    Link::new(paths::DELEGATES_CHECK, words.join("；"))
}

/// What a faster colleague did.
pub(super) fn overtaken(event: &Event) -> String {
    format!("{} 刚才已办：{}", actor_name(&event.actor), act(event).0)
}

/// The sentence for what was just done; known by its code, so that no address can put words on a page.
pub(super) fn notice(done: &str) -> Option<&'static str> {
    match done {
        "appointed" => Some("已任命，可以打印任命书；接着授权，代表才能在窗口决定"),
        "authorised" => Some("已授权，可以打印授权书；备案和公示办完再登记"),
        "filed" => Some("备案已登记"),
        "scan_kept" => Some("扫描件已加密保存"),
        "published" => Some("已公示，网上办事大厅从现在起可以看到"),
        "revoked" => Some("已撤销，原来作出的决定不受影响"),
        "dismissed" => Some("已免去，授权书同日失效"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_comes_from_a_code_alone() {
        assert!(notice("revoked").is_some() && notice("随便写的话").is_none());
    }

    #[test]
    fn a_choice_offers_none_first() {
        let some = chosen("不设", [(7, "周敏".to_owned())].into_iter(), "7");
        let seen: Vec<(&str, bool)> = some.options.iter().map(|p| (p.label.as_str(), p.chosen)).collect();
        assert_eq!(seen, [("不设", false), ("周敏", true)]);
    }
}
