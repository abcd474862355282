//! What an item says, in the words of pages and of the API: limits, depth, visits, materials. One place, so that the
//! search, the guide and the JSON say the same.

use domain::catalogue::{Content, Limit, LimitUnit, Need, OnlineDepth, Status};

use crate::base::{Tag, Tone};

/// A status as a tag.
pub(super) fn status_tag(status: Status) -> Tag {
    let tone = match status {
        Status::InUse => Tone::Good,
        Status::Suspended => Tone::Warning,
        Status::Cancelled | Status::Draft => Tone::Neutral,
    };
    Tag::new(tone, status.label())
}

/// Limit in words, as "承诺 7 个工作日"; empty when the guide does not say.
pub(super) fn limit(content: &Content) -> String {
    match (content.promised, content.statutory) {
        (Some(promised), _) if promised.is_instant() => promised.to_string(),
        (Some(promised), _) => format!("承诺 {promised}"),
        (None, Some(statutory)) => format!("法定 {statutory}"),
        (None, None) => String::new(),
    }
}

/// Online handling in words; empty when unknown.
pub(super) fn depth(content: &Content) -> String {
    content.standing.online_depth.map(OnlineDepth::label).unwrap_or_default().to_owned()
}

/// Visits in words; `None` when the guide does not say.
pub(super) fn visits(content: &Content) -> Option<String> {
    content.standing.onsite_visits.map(|n| if n == 0 { "不用跑".into() } else { format!("最多跑 {n} 次") })
}

/// Whether a material must be there.
pub(crate) fn need(need: Need) -> &'static str {
    match need {
        Need::Required => "必要",
        Need::Optional => "非必要",
        Need::Deferrable => "容缺后补",
    }
}

/// Form and copies, as "原件 1 份".
pub(crate) fn form(form: &str, copies: u8) -> String {
    match (form.trim(), copies) {
        ("", 0) => String::new(),
        (form, 0) => form.to_owned(),
        ("", n) => format!("{n} 份"),
        (form, n) => format!("{form} {n} 份"),
    }
}

/// An address that may stand behind a link: `http` or `https` alone, so that no guide can carry a script.
pub(super) fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let at = text.find("://")?;
    let scheme = text[..at].to_ascii_lowercase();
    let host = text[at + 3..].split(['/', '?', '#']).next().unwrap_or_default();
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"'<>\\".contains(c));
    (matches!(scheme.as_str(), "http" | "https") && !host.is_empty() && plain).then(|| text.to_owned())
}

/// Days of a step, in the unit of the item's own limit.
pub(super) fn step_limit(content: &Content, days: u16) -> String {
    let unit = content.promised.or(content.statutory).map_or(LimitUnit::Workday, |l| l.unit);
    Limit { value: days, unit }.to_string()
}

/// `None` where the guide does not say.
pub(super) fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// The lines of a text, without empty ones.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for good in ["https://zwfw.example.gov.cn/item?id=1&a=2", "HTTP://a.cn", " https://a.cn/办事 "] {
            assert_eq!(web_address(good).as_deref(), Some(good.trim()), "{good}");
        }
        let bad = [
            "",
            "无",
            "javascript:alert(1)",
            "javascript://a.cn/%0aalert(1)",
            "data:text/html,x",
            "ftp://a.cn",
            "https://",
            "https:///x",
            "https://a.cn/\"onclick=x",
            "https://a.cn/a b",
            "//a.cn",
            "zwfw.gov.cn",
            "java\nscript:x",
        ];
        for bad in bad {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }
}
