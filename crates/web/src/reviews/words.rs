//! What is said of ratings on every page (评价用语).

use domain::{base::date_text, cases::Case};
use services::{
    Bureau,
    reviews::{ClaimLine, HandlingRow, HandlingState, Review},
};

use crate::{
    base::{Tag, Tone, paths},
    door::Oops,
};

/// The level as a tag; the word carries it, the colour helps.
pub(super) fn level(review: &Review) -> Tag {
    let tone = if review.is_negative() { Tone::Bad } else { Tone::Good };
    Tag::new(tone, format!("{} 星 {}", review.level.stars(), review.level.label()))
}

/// Where the loop of a bad one is, and by when the next thing is due.
pub(super) fn standing(of: &HandlingRow, today: jiff::civil::Date) -> Tag {
    let tone = match (&of.handling.state, of.next_on()) {
        (_, Some(on)) if on < today => Tone::Bad,
        (_, Some(_)) => Tone::Warning,
        (HandlingState::SetAside(_), None) => Tone::Neutral,
        (_, None) => Tone::Good,
    };
    let late = of.next_on().is_some_and(|on| on < today);
    let due = of.next_on().map(|on| format!("，{}{}", date_text(on), if late { "已过期" } else { "前" }));
    Tag::new(tone, format!("{}{}", of.handling.state.label(), due.unwrap_or_default()))
}

/// The sentence for what was just done; known by its code, so that no address can put words on a page.
pub(super) fn notice(done: &str) -> Option<&'static str> {
    match done {
        "verify" => Some("核实情况已登记；定了期限的已开整改单"),
        "appeal" => Some("申诉已提交，等复核"),
        "decide" => Some("复核意见已登记"),
        "rectified" => Some("整改已登记，下一步告诉评价人"),
        "told" => Some("反馈已登记"),
        "close" => Some("已办结"),
        "publish" => Some("评价和答复已公开"),
        "entered" => Some("评价已登记"),
        "drafted" => Some("草稿已保存，还没有启用"),
        "put" => Some("新规则到启用日期自动使用"),
        "dropped" => Some("草稿已放弃"),
        "looked" => Some("已按现在的规则查过一遍"),
        "sign" => Some("核实结果已登记"),
        _ => None,
    }
}

/// What applicants said about an item's promises, a sentence each: `申请材料：3 次说不符，12 次说相符`.
pub(crate) fn claims(lines: &[ClaimLine]) -> Vec<(String, bool)> {
    let one = |l: &ClaimLine| {
        (format!("{}：{} 次说不符，{} 次说相符", l.claim.label(), l.count.against, l.count.with), l.count.against > 0)
    };
    lines.iter().map(one).collect()
}

/// Address of the link by which a case can be rated now, inside this site.
pub(crate) fn link_of(bureau: &Bureau, case: &Case) -> Result<Option<String>, Oops> {
    let link = services::reviews::review_link(bureau, case).map_err(|e| Oops::broken(&e))?;
    Ok(link.map(|link| paths::review_link(&link.code)))
}
