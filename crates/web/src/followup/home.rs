//! The desk of calls over HTTP.

use axum::extract::State;
use domain::{
    base::{date_text, shanghai_text},
    people::{Act, authorise},
};
use services::followup::{Waiting, WeekDraw};

use super::{DrawRow, FollowupHomePage, words};
use crate::{
    base::{Link, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// Draws that are listed.
const WEEKS: i64 = 13;

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let calls = authorise(&seat.desk, Act::FollowupCall, None).is_ok();
    let (waiting, draws) = blocking(move || -> Result<_, Oops> {
        let waiting = if calls { Some(services::followup::waiting(&bureau, &desk)?) } else { None };
        Ok((waiting, services::followup::draws(&bureau, &desk, WEEKS)?))
    })
    .await??;
    let title = waiting.map_or_else(|| "电话回访".to_owned(), |w| finding(&w));
    let mut frame = app.frame(&seat, title);
    frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&FollowupHomePage {
        frame,
        calls,
        is_held: waiting.is_some_and(|w| w.held.is_some()),
        waiting: waiting.map(|w| later(&w)).unwrap_or_default(),
        ways: ways(&seat),
        draws: draws.iter().map(row).collect(),
    })
}

fn finding(waiting: &Waiting) -> String {
    match waiting.now {
        0 => "现在没有要打的电话".to_owned(),
        n => format!("{n} 件可以打"),
    }
}

fn later(waiting: &Waiting) -> String {
    match (waiting.later, waiting.next_at) {
        (0, _) | (_, None) => "下一批在周一零点后抽取上周办结的件".to_owned(),
        (n, Some(at)) => format!("另有 {n} 件以后再打，最早 {}", shanghai_text(at)),
    }
}

fn ways(seat: &Seat) -> Vec<Link> {
    let all = [
        (Act::FollowupView, paths::FOLLOWUP_RESULTS, "回访结果"),
        (Act::FollowupView, paths::FOLLOWUP_PLAN, "回访方案"),
        (Act::QuestionnaireView, paths::QUESTIONNAIRES, "满意度问卷"),
        (Act::RectificationView, paths::RECTIFICATION, "整改台账"),
        (Act::FollowupClue, paths::FOLLOWUP_CLUES, "廉洁线索"),
    ];
    let open = all.into_iter().filter(|(act, _, _)| authorise(&seat.desk, *act, None).is_ok());
    open.map(|(_, href, label)| Link::new(href, label)).collect()
}

fn row(draw: &WeekDraw) -> DrawRow {
    let week = draw.week.to_string();
    DrawRow {
        href: paths::followup_draw(&week),
        days: format!("{} 到 {}", date_text(draw.week.first_day()), date_text(draw.week.last_day())),
        state: words::promise(draw),
        results: draw
            .made
            .as_ref()
            .map(|_| Link::new(address(paths::FOLLOWUP_RESULTS, &[("period", &week)]), "看结果")),
        week,
    }
}
