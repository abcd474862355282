//! What an item says, in the words of pages and of the API: limits, depth, visits, materials. One place, so that the
//! search, the guide and the JSON say the same.

use domain::catalogue::{Content, Need, OnlineDepth};

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
pub(super) fn need(need: Need) -> &'static str {
    match need {
        Need::Required => "必要",
        Need::Optional => "非必要",
        Need::Deferrable => "容缺后补",
    }
}

/// Form and copies, as "原件 1 份".
pub(super) fn form(form: &str, copies: u8) -> String {
    match (form.trim(), copies) {
        ("", 0) => String::new(),
        (form, 0) => form.to_owned(),
        ("", n) => format!("{n} 份"),
        (form, n) => format!("{form} {n} 份"),
    }
}

/// `None` where the guide does not say.
pub(super) fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// The lines of a text, without empty ones.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}
