//! What is said of calls on every page (回访用语).

use domain::base::shanghai_text;
use services::followup::{Clue, Line, Place, Standing, WeekDraw};

use crate::base::{Tag, Tone};

/// How far a case is.
pub(super) fn standing(line: &Line) -> Tag {
    match &line.standing {
        Standing::Waiting { not_before: Some(at) } => Tag::new(Tone::Info, format!("{} 再打", shanghai_text(*at))),
        Standing::Waiting { not_before: None } => Tag::new(Tone::Info, "待回访"),
        Standing::Done(call) if call.answers.is_some() => Tag::new(Tone::Good, call.outcome.label()),
        Standing::Done(call) => Tag::new(Tone::Neutral, call.outcome.label()),
        Standing::Skipped { reason, .. } => Tag::new(Tone::Neutral, format!("跳过：{}", reason.label())),
    }
}

/// Where it came out.
pub(super) fn place(place: Place) -> String {
    match place {
        Place::Sample(n) => format!("样本第 {n} 件"),
        Place::Reserve(n) => format!("本层备用第 {n} 件"),
        Place::Second(_) => "二次回访".to_owned(),
    }
}

/// Whether the seed was promised before the week was over.
pub(super) fn promise(draw: &WeekDraw) -> Tag {
    match (draw.is_in_time(), draw.made.is_some()) {
        (true, true) => Tag::new(Tone::Good, "事先承诺，已抽样"),
        (true, false) => Tag::new(Tone::Info, "已承诺，周末后抽样"),
        (false, true) => Tag::new(Tone::Warning, "已抽样，没有按时承诺"),
        (false, false) => Tag::new(Tone::Warning, "没有按时承诺"),
    }
}

/// What became of a clue.
pub(super) fn clue(clue: Option<&Clue>) -> String {
    match clue {
        None => String::new(),
        Some(Clue::Open) => "待移交".to_owned(),
        Some(Clue::HandedOver { on, receipt, .. }) => format!("{on} 移交：{receipt}"),
    }
}

/// The sentence for what was just done; known by its code, so that no address can put words on a page.
pub(super) fn notice(done: &str) -> Option<&'static str> {
    match done {
        "called" => Some("已登记，这是下一件"),
        "again" => Some("已登记，到时间再打；这是下一件"),
        "ordered" => Some("已登记，不满意的已开整改单，期限从今天起算；这是下一件"),
        "skipped" => Some("已跳过，原因已记下；这是下一件"),
        "called-last" => Some("已登记，现在没有要打的电话了"),
        "again-last" => Some("已登记，到时间再打；现在没有别的电话要打"),
        "ordered-last" => Some("已登记，不满意的已开整改单，期限从今天起算；现在没有要打的电话了"),
        "skipped-last" => Some("已跳过，原因已记下；现在没有要打的电话了"),
        "none" => Some("现在没有要打的电话"),
        "plan" => Some("回访方案已保存，下一次抽样和通话起按新方案"),
        "handed" => Some("移交已登记"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_comes_from_a_code_alone() {
        assert!(notice("called").is_some() && notice("随便写的话").is_none());
    }
}
