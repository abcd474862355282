//! The watch as JSON (监察接口): what can be read.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use serde::Serialize;
use services::oversight::watch::{Level, OrderForm, Point, TimeForm};

use super::{
    api_view::{BoardJson, CardDetailJson, CardJson, OverdueJson, SupervisionDetailJson, SupervisionJson, TimeJson},
    board, card as card_page,
    cards::{self, Asked, key, key_of},
    notice as notice_page, order as order_page,
    orders::{self},
};
use crate::door::{App, Oops, Query, Reply, Seat, json};

/// Lines of one answer where none is named, and at most.
const PAGE: u32 = 50;
const MOST: u32 = 1_000;

/// `?department=`.
pub(crate) async fn board(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let found = board::load(&app, &seat, query.whole("department")?).await?;
    json(StatusCode::OK, &BoardJson::of(&found))
}

/// `?department=&days=`.
pub(crate) async fn time(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let form = TimeForm { department: query.whole("department")?, days: query.whole("days")? };
    let found = board::load_time(&app, &seat, form).await?;
    json(StatusCode::OK, &TimeJson::of(&found))
}

#[derive(Serialize)]
struct CardsJson {
    cards: Vec<CardJson>,
    /// To be sent back as `before`.
    next: Option<String>,
}

/// `?tab=&department=&level=&point=&before=&limit=`.
pub(crate) async fn cards(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let tab = query.text("tab");
    if !cards::TABS.iter().any(|(word, _, _)| *word == tab) {
        return Err(Oops::parameter("tab", "tab 只认 disputed、unexplained、annulled、all，不写是计数的"));
    }
    let level = query.text("level");
    if !level.is_empty() && Level::parse(&level).is_none_or(|l| l == Level::Reminder) {
        return Err(Oops::parameter("level", "level 只认 yellow、red"));
    }
    let point = query.text("point");
    if !point.is_empty() && Point::parse(&point).is_none() {
        let known: Vec<&str> = Point::ALL.iter().map(|p| p.as_str()).collect();
        return Err(Oops::parameter("point", format!("point 只认 {}", known.join("、"))));
    }
    let before = query.text("before");
    if !before.is_empty() && key_of(&before).is_none() {
        return Err(Oops::parameter("before", "before 没有读懂，请用上一页的 next"));
    }
    query.whole::<i64>("department")?;
    let form = Asked::of(&query).form(query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST));
    let list = cards::load(&app, &seat, form).await?;
    let body = CardsJson {
        cards: list.lines.iter().map(|l| CardJson::of(&l.card, &l.department)).collect(),
        next: list.next.map(key),
    };
    json(StatusCode::OK, &body)
}

/// One card.
pub(crate) async fn card(State(app): State<App>, seat: Seat, Path(card): Path<String>) -> Reply {
    let view = card_page::load(&app, &seat, &card).await?;
    json(StatusCode::OK, &CardDetailJson::of(&view))
}

#[derive(Serialize)]
struct SupervisionsJson {
    orders: Vec<SupervisionJson>,
    /// To be sent back as `before`.
    next: Option<String>,
}

/// `?tab=&department=&before=&limit=`.
pub(crate) async fn orders(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let word = query.text("tab");
    let Some((_, _, state)) = orders::TABS.into_iter().find(|(w, _, _)| *w == word) else {
        return Err(Oops::parameter("tab", "tab 只认 issued、overdue、replied、all，不写是没有办结"));
    };
    let form = OrderForm {
        state,
        department: query.whole("department")?,
        before: query.whole("before")?,
        limit: query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST),
    };
    let (list, today) = (orders::load(&app, &seat, form).await?, app.bureau().today());
    let body = SupervisionsJson {
        orders: list.lines.iter().map(|l| SupervisionJson::of(&l.order, today)).collect(),
        next: list.next.map(|id| id.to_string()),
    };
    json(StatusCode::OK, &body)
}

/// One supervision order.
pub(crate) async fn order(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let view = order_page::load(&app, &seat, no).await?;
    json(StatusCode::OK, &SupervisionDetailJson::of(&view, app.bureau().today()))
}

#[derive(Serialize)]
struct NoticeJson {
    since: jiff::civil::Date,
    cases: Vec<OverdueJson>,
}

/// `?department=`, open to everybody.
pub(crate) async fn notice(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let found = notice_page::load(&app, &seat, query.whole("department")?).await?;
    let body = NoticeJson { since: found.since, cases: found.lines.iter().map(OverdueJson::of).collect() };
    json(StatusCode::OK, &body)
}
