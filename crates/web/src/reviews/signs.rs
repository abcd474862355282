//! Signs of gaming over HTTP.

use axum::extract::State;
use domain::base::{Ratio, date_text_with_year, shanghai_text};
use services::reviews::{Sign, SignKind, SignView};

use super::{SignRow, SignsPage, rates};
use crate::{
    base::{Link, paths},
    door::{App, Reply, Seat, blocking, show},
};

/// Rows that are named.
const SHOWN: usize = 30;

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || services::reviews::signs(&bureau, &desk)).await??;
    let title = match found.signs.len() {
        0 => "没有刷评迹象".to_owned(),
        n => format!("{n} 条刷评迹象，请先看解释再核实"),
    };
    let (from, to) = (date_text_with_year(found.days.0), date_text_with_year(found.days.1));
    show(&SignsPage {
        frame: app.frame(&seat, title),
        about: format!("看了 {from} 到 {to}的 {} 条本人评价", found.looked_at),
        signs: found.signs.iter().map(row).collect(),
    })
}

fn share(part: u64, whole: u64) -> String {
    match Ratio::new(part, whole) {
        Ok(ratio) => format!("{}（{}）", rates::percent(&ratio), rates::parts(&ratio)),
        Err(_) => format!("{part}/{whole}"),
    }
}

fn finding(sign: &Sign) -> String {
    let (own, others) = (share(sign.part, sign.whole), share(sign.others.0, sign.others.1));
    match sign.kind {
        SignKind::Template => format!("{} 条选的和写的一模一样，占 {own}；其他人的同样评价占 {others}", sign.part),
        SignKind::Burst => format!("十分钟内来了 {} 条，一共 {} 条", sign.part, sign.whole),
        SignKind::SameDevice => format!("{} 条来自许多人共用的设备，占 {own}；其他人占 {others}", sign.part),
        SignKind::TooQuick => format!("{} 条在录入结果后几秒内就评了，占 {own}；其他人占 {others}", sign.part),
        SignKind::SharedPhone => format!("{} 条的办件留的是许多人共用的电话，占 {own}；其他人占 {others}", sign.part),
        SignKind::NoLowScores => format!("三星以下只有 {own}；其他人占 {others}"),
    }
}

fn row(view: &SignView) -> SignRow {
    let link =
        |r: &services::reviews::ReviewRow| Link::new(paths::review(&r.id.to_string()), shanghai_text(r.review.at));
    SignRow {
        kind: view.sign.kind.label().to_owned(),
        whose: format!("{} {}", view.department, view.staff),
        finding: finding(&view.sign),
        chance: format!("碰巧的可能不到 1/{}", view.sign.one_in),
        explanation: view.explanation.clone(),
        rows: view.rows.iter().take(SHOWN).map(link).collect(),
        more: view.rows.len().saturating_sub(SHOWN),
    }
}
