//! Signs of gaming over HTTP: the register of leads, and having the ratings looked at now.

use axum::extract::State;
use domain::base::{Ratio, date_text_with_year, shanghai_text};
use services::reviews::{SignCount, SignKind, SignLead, SignState, SignView};

use super::{SignCountRow, SignRow, SignsPage, rates, words};
use crate::{
    base::{Link, Tag, Tone, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show},
};

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || services::reviews::signs(&bureau, &desk)).await??;
    let open: u64 = found.counts.iter().map(|c| c.open).sum();
    let title = match open {
        0 => "没有待核实的刷评迹象".to_owned(),
        n => format!("{n} 条刷评迹象待核实，请先看解释"),
    };
    let (from, to) = (date_text_with_year(found.days.0), date_text_with_year(found.days.1));
    let mut frame = app.frame(&seat, title);
    frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&SignsPage {
        frame,
        about: format!("每六小时查一遍 {from} 到 {to}的本人评价，查到的留在这里"),
        may_look: found.may_look,
        signs: found.leads.iter().map(row).collect(),
        counts: found.counts.iter().map(count).collect(),
    })
}

/// Has the ratings looked at now, as the job does.
pub(crate) async fn look(State(app): State<App>, _seat: Seat, _posted: Posted) -> Reply {
    let bureau = app.bureau().clone();
    blocking(move || services::reviews::keep_signs(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    go(&address(paths::REVIEW_SIGNS, &[("done", "looked")]))
}

fn share(part: u64, whole: u64) -> String {
    match Ratio::new(part, whole) {
        Ok(ratio) => format!("{}（{}）", rates::percent(&ratio), rates::parts(&ratio)),
        Err(_) => format!("{part}/{whole}"),
    }
}

/// How long a stretch of seconds is, in words.
fn stretch(seconds: u32) -> String {
    if seconds >= 60 && seconds.is_multiple_of(60) {
        format!("{} 分钟", seconds / 60)
    } else {
        format!("{seconds} 秒")
    }
}

pub(super) fn finding(sign: &SignLead, seconds: u32) -> String {
    let (own, others) = (share(sign.part, sign.whole), share(sign.others.0, sign.others.1));
    match sign.kind {
        SignKind::Template => format!("{} 条选的和写的一模一样，占 {own}；其他人的同样评价占 {others}", sign.part),
        SignKind::Burst => format!("{}内来了 {} 条，一共 {} 条", stretch(seconds), sign.part, sign.whole),
        SignKind::SameDevice => format!("{} 条来自许多人共用的设备，占 {own}；其他人占 {others}", sign.part),
        SignKind::TooQuick => {
            format!("{} 条在录入结果后 {}内就评了，占 {own}；其他人占 {others}", sign.part, stretch(seconds))
        }
        SignKind::SharedPhone => format!("{} 条的办件留的是许多人共用的电话，占 {own}；其他人占 {others}", sign.part),
        SignKind::NoLowScores => format!("三星以下只有 {own}；其他人占 {others}"),
    }
}

/// By chance once in so many; what is rarer than can be meant is told as that.
pub(super) fn chance(sign: &SignLead) -> String {
    if sign.one_in >= 100_000_000 { "不到一亿分之一".to_owned() } else { format!("不到 1/{}", sign.one_in) }
}

pub(super) fn state(of: &SignState) -> Tag {
    let tone = match of {
        SignState::Open => Tone::Warning,
        SignState::Explained(_) => Tone::Neutral,
        SignState::Upheld(_) => Tone::Bad,
    };
    Tag::new(tone, of.label())
}

fn row(view: &SignView) -> SignRow {
    let sign = &view.lead;
    SignRow {
        kind: Link::new(paths::review_sign(&sign.id.to_string()), sign.kind.label()),
        whose: format!("{} {}", view.department, view.staff).trim().to_owned(),
        finding: finding(sign, view.seconds),
        found: shanghai_text(sign.found_at),
        state: state(&sign.state),
    }
}

fn count(of: &SignCount) -> SignCountRow {
    let settled = of.explained + of.upheld;
    SignCountRow {
        kind: of.kind.label().to_owned(),
        open: of.open,
        explained: of.explained,
        upheld: of.upheld,
        share: if settled == 0 { "还没有核实过的".to_owned() } else { share(of.explained, settled) },
    }
}
