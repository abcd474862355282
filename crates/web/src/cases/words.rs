//! What is said of a case on every page (办件用语): its day, its mark, its stage, its events. The states themselves
//! are decided below; here they only become words.

use domain::{
    base::{date_text, date_text_with_year, shanghai_day, shanghai_text},
    cases::{DeliveryWay, EndKind, Outcome, Stage},
};
use jiff::{Timestamp, civil::Date};
use services::cases::{EventRow, Outlook};

use crate::base::{Clock, Deadline, Tag, Tone};

/// A day; its year is said only where it is not this one.
pub(crate) fn day(on: Date, today: Date) -> String {
    if on.year() == today.year() { date_text(on) } else { date_text_with_year(on) }
}

/// The mark of a due day: shape, word and colour.
pub(crate) fn mark(outlook: Outlook) -> Deadline {
    let (clock, words) = match outlook {
        Outlook::None => (Clock::Paused, "到期日未定".to_owned()),
        Outlook::Stopped => (Clock::Over, "已办结".to_owned()),
        Outlook::Paused => (Clock::Paused, "已暂停".to_owned()),
        Outlook::Ample(days) => (Clock::Ample, format!("还剩 {days} 个工作日")),
        Outlook::Close(days) => (Clock::Soon, format!("还剩 {days} 个工作日")),
        Outlook::Today => (Clock::Today, "今天到期".to_owned()),
        Outlook::Over(0) => (Clock::Overdue, "已过期".to_owned()),
        Outlook::Over(days) => (Clock::Overdue, format!("超期 {days} 个工作日")),
    };
    Deadline::new(clock, words)
}

/// A stage by its word in tables.
pub(super) fn stage_tag(stage: &str) -> Tag {
    let tone = match stage {
        "submitted" | "accepted" | "in_review" | "decided" => Tone::Info,
        "correction_asked" | "suspended" => Tone::Warning,
        "completed" | "delivered" | "rated" => Tone::Good,
        "not_accepted" | "correction_lapsed" | "acceptance_cancelled" => Tone::Bad,
        // Drafts, archived cases, and ends that nobody need act on.
        _ => Tone::Neutral,
    };
    Tag::new(tone, Stage::label_of(stage))
}

/// Who must act (等谁); nobody once it is over.
pub(super) fn waiting(whom: &str) -> String {
    if whom.is_empty() { "不用等，已经办完".to_owned() } else { whom.to_owned() }
}

/// Name of whoever did it: the journal keeps the id before it.
pub(super) fn actor(event: &EventRow) -> &str {
    crate::base::actor_name(&event.actor)
}

/// What an event did, and the words that came with it.
pub(super) fn act(event: &EventRow) -> (String, String) {
    let fact = |name: &str| event.facts.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    match event.kind.as_str() {
        "case.accepted" if event.facts.get("silent").is_some() => {
            ("逾期未告知，视为受理".into(), format!("自收到材料之日起算，{}", fact("limit")))
        }
        "case.accepted" if event.facts.get("joint").is_some() => ("随一件事一起受理".into(), fact("limit")),
        "case.accepted" => ("受理".into(), fact("limit")),
        "case.imported" => ("收件".into(), format!("{} 编号 {}", fact("foreign_source"), fact("foreign_no"))),
        "case.drafted" => ("开始填写".into(), String::new()),
        "case.redrafted" => ("修改草稿".into(), String::new()),
        "case.submitted" => ("提交申请".into(), String::new()),
        "case.pushed" => ("上级推送申请".into(), format!("{} 编号 {}", fact("foreign_source"), fact("foreign_no"))),
        "case.taken_over" => ("部门系统接管".into(), fact("system")),
        "case.handed_back" => ("退回本系统办理".into(), noted(&[("从", fact("system")), ("理由", fact("reason"))])),
        "case.correction_asked" => ("一次性告知补正".into(), format!("{} 前补齐", fact("until"))),
        "case.correction_supplied" => ("交来补正材料".into(), String::new()),
        "case.notice_held" => ("等一件事补正".into(), String::new()),
        "case.received_anew" => ("随一件事重新收件".into(), format!("{} 前受理或告知", fact("notice_by"))),
        "case.correction_lapsed" => ("补正逾期办结".into(), String::new()),
        "case.ended" => {
            let label = EndKind::parse(&fact("how")).map_or("", EndKind::label);
            (label.into(), noted(&[("理由", fact("reason")), ("机关", fact("body"))]))
        }
        "case.sent_back" => ("退回部门".into(), noted(&[("原因", fact("reason")), ("说明", fact("words"))])),
        "case.taken_up" => ("接件审查".into(), String::new()),
        "case.materials_examined" => ("审查材料".into(), String::new()),
        "case.suspended" => {
            let what = event.facts.get("what").and_then(|w| w.get("procedure")).and_then(|p| p.as_str());
            let label = what.map_or_else(|| "挂起".to_owned(), |p| format!("特别程序：{p}"));
            (label, format!("预计 {} 结束", fact("until")))
        }
        "case.resumed" => ("恢复办理".into(), String::new()),
        "case.extended" => ("延长审批".into(), noted(&[("理由", fact("reason"))])),
        "case.due_moved" => ("到期日改变".into(), format!("{} 改为 {}", fact("from"), fact("to"))),
        "case.materials_brought" => ("补交容缺材料".into(), String::new()),
        "case.owed_lapsed" => ("容缺材料逾期未补".into(), String::new()),
        "case.commitment_checked" => ("核查承诺".into(), fact("note")),
        "case.rated" => ("评价".into(), String::new()),
        "case.archived" => ("归档".into(), fact("package_no")),
        "case.decided" => {
            let label = Outcome::parse(&fact("outcome")).map_or("", Outcome::label);
            (
                format!("决定：{label}"),
                noted(&[("文号", fact("decision_no")), ("理由", fact("reason")), ("意见", fact("opinion"))]),
            )
        }
        "case.completed" => {
            let no = fact("result_no");
            let no = if no.is_empty() { no } else { format!("，编号 {no}") };
            ("办结".into(), format!("{}{no}", fact("result_name")))
        }
        "case.delivered" => ("送达".into(), DeliveryWay::parse(&fact("way")).map_or("", DeliveryWay::label).to_owned()),
        _ => (event.kind.clone(), String::new()),
    }
}

/// Under which letter it was done, where somebody named in one did it; behind what is said already.
pub(super) fn under(event: &EventRow, note: String) -> String {
    let told = |name: &str| event.facts.get("under").and_then(|u| u.get(name));
    let Some(doc_no) = told("doc_no").and_then(|no| no.as_str()) else { return note };
    let words = match told("lacking") {
        Some(_) => format!("授权书“{doc_no}”没有给这项权限"),
        None => format!("依据授权书“{doc_no}”"),
    };
    if note.is_empty() { words } else { format!("{note}；{words}") }
}

/// Labelled words in one line; empty ones are left out.
fn noted(words: &[(&str, String)]) -> String {
    let said: Vec<String> = words.iter().filter(|(_, t)| !t.is_empty()).map(|(w, t)| format!("{w}：{t}")).collect();
    said.join("；")
}

/// What a faster colleague did, as "李强 10:21 已准予这件".
pub(super) fn overtaken(event: &EventRow, today: Date) -> String {
    let done = match event.kind.as_str() {
        "case.decided" => {
            let outcome = event.facts.get("outcome").and_then(|v| v.as_str()).and_then(Outcome::parse);
            outcome.map_or("决定", Outcome::label)
        }
        "case.completed" => "办结",
        "case.delivered" => "登记送达",
        "case.taken_up" => "接手",
        "case.taken_over" => "接管",
        "case.handed_back" => "退回",
        "case.suspended" => "暂停",
        "case.correction_asked" => "要求补正",
        "case.accepted" => "受理",
        _ => "改动",
    };
    format!("{} {} 已{done}这件", actor(event), moment(event.happened_at, today))
}

/// Time of day; with the day where it was not today.
pub(super) fn moment(at: Timestamp, today: Date) -> String {
    let text = shanghai_text(at);
    match text.split_once(' ') {
        Some((_, time)) if shanghai_day(at) == today => time.to_owned(),
        Some(_) | None => text,
    }
}

/// The sentence for what was just done; known by its code, so that no address can put words on a page.
pub(super) fn notice(done: &str) -> Option<&'static str> {
    match done {
        "phrases" => Some("常用语已保存"),
        "decided" => Some("决定已保存，下一步登记结果并办结"),
        "completed" => Some("已办结，等申请人领取"),
        "delivered" => Some("已登记送达，这一件办完了"),
        "received" => Some("已受理，请打印受理通知书"),
        "corrected" => Some("已一次性告知补正，请打印告知书"),
        "supplied" => Some("已登记补正材料，请核对后受理"),
        "brought" => Some("已登记补交的容缺材料"),
        "taken" => Some("已接件，由您审查"),
        "sent_back" => Some("已退回部门，原因已记下"),
        "examined" => Some("已记下材料审查意见"),
        "suspended" => Some("已暂停，结束后请恢复办理"),
        "resumed" => Some("已恢复办理，到期日已重新计算"),
        "extended" => Some("已延长办理期限，请告知申请人"),
        "back" => Some("已收回，由本部门在这里办理"),
        "checked" => Some("已登记承诺核查结果"),
        "ended" => Some("已结束，请打印告知书"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_is_said_only_when_it_is_another() {
        let today = date(2026, 11, 20);
        assert_eq!(day(date(2026, 12, 2), today), "12月2日（周三）");
        assert_eq!(day(date(2027, 1, 5), today), "2027年1月5日（周二）");
    }

    #[test]
    fn every_outlook_has_words_of_its_own() {
        let (over, just) = (Outlook::Over(1), Outlook::Over(0));
        let all = [
            Outlook::None,
            Outlook::Paused,
            Outlook::Stopped,
            Outlook::Ample(6),
            Outlook::Close(2),
            Outlook::Today,
            over,
            just,
        ];
        let mut words: Vec<String> = all.into_iter().map(|o| mark(o).words).collect();
        assert_eq!(words[6], "超期 1 个工作日");
        assert_eq!(words[7], "已过期");
        words.sort();
        words.dedup();
        assert_eq!(words.len(), all.len());
    }

    #[test]
    fn a_notice_comes_from_a_code_alone() {
        assert_eq!(notice("decided"), Some("决定已保存，下一步登记结果并办结"));
        assert_eq!(notice("随便写的话"), None);
    }
}
