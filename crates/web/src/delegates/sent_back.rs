//! What went back to the departments over HTTP (退回部门): page and JSON.

use axum::{extract::State, http::StatusCode};
use domain::base::{parse_date, shanghai_text};
use jiff::civil::Date;
use papers::charts::{RankingRow, Share, ranking_bar};
use services::delegates::{BackLine, ItemUse, MonthBack, SentBackView};

use super::{BackCaseRow, SentBackJson, SentBackPage, UseRow};
use crate::{
    base::{Field, Svg, paths},
    door::{App, Oops, Query, Reply, Seat, blocking, json, show, show_as},
};

/// Bars that a chart holds; the table below has all.
const BARS: usize = 12;

async fn load(app: &App, seat: &Seat, on: Option<Date>) -> Result<SentBackView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::delegates::sent_back(&bureau, &desk, on)).await??)
}

/// The day that was asked for, or what is wrong with it.
pub(super) fn asked(typed: &str) -> Result<Option<Date>, String> {
    match typed.trim() {
        "" => Ok(None),
        text => parse_date(text).map(Some).map_err(|flaw| flaw.to_string()),
    }
}

/// `?on=` the day, today without one.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let typed = query.text("on");
    let on = asked(&typed);
    let view = load(&app, &seat, on.clone().unwrap_or_default()).await?;
    let mut page = draw(&app, &seat, &view);
    let Err(sentence) = on else { return show(&page) };
    page.frame = page.frame.with_problem("on", &sentence);
    page.on = Field::wrong(typed, sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The same for programs.
pub(crate) async fn api(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let on = asked(&query.text("on")).map_err(|sentence| Oops::parameter("on", sentence))?;
    json(StatusCode::OK, &SentBackJson::of(&load(&app, &seat, on).await?))
}

fn draw(app: &App, seat: &Seat, view: &SentBackView) -> SentBackPage {
    let span = format!("{} 至 {}", view.since, view.on);
    let title = match (view.away, view.at_window, view.passed_on()) {
        (0, 0, 0) => "已授权的事项还没有决定".to_owned(),
        (0, here, 0) => format!("没有退回部门的，{here} 件都在窗口决定"),
        (away, here, passed) => format!("部门决定 {away} 件，窗口决定 {here} 件，写明原因退回 {passed} 件"),
    };
    SentBackPage {
        months_chart: chart("已授权事项在窗口决定的比例，按月", view.months.iter().map(month_bar)),
        items_chart: chart("授权与行使，按事项", view.items.iter().take(BARS).map(item_bar)),
        frame: app.frame(seat, title),
        on: Field::of(view.on.to_string()),
        span,
        reasons: view.reasons.iter().map(|(reason, n)| (reason.clone(), *n)).collect(),
        months: view.months.iter().map(month_row).collect(),
        items: view.items.iter().map(item_row).collect(),
        cases: view.lines.iter().map(case_row).collect(),
    }
}

fn chart(title: &str, bars: impl Iterator<Item = RankingRow>) -> Svg {
    let bars: Vec<RankingRow> = bars.collect();
    if bars.iter().all(|b| b.value.is_none()) {
        return Svg::default();
    }
    Svg::drawn(ranking_bar(title, Share::ZERO, &bars))
}

fn bar(label: String, (at_window, away): (u64, u64)) -> RankingRow {
    RankingRow {
        label,
        value: Share::from_parts(at_window, at_window + away),
        value_text: format!("{} 件中 {at_window} 件", at_window + away),
        is_own: false,
    }
}

fn month_words(month: &MonthBack) -> String {
    format!("{}年{}月", month.month.year(), month.month.month())
}

fn month_bar(month: &MonthBack) -> RankingRow {
    bar(month_words(month), (month.at_window, month.away))
}

fn item_bar(item: &ItemUse) -> RankingRow {
    bar(item.name.clone(), (item.at_window, item.away))
}

fn month_row(month: &MonthBack) -> UseRow {
    UseRow { name: month_words(month), department: String::new(), at_window: month.at_window, away: month.away }
}

fn item_row(item: &ItemUse) -> UseRow {
    UseRow { name: item.name.clone(), department: item.department.clone(), at_window: item.at_window, away: item.away }
}

fn case_row(line: &BackLine) -> BackCaseRow {
    let why = match &line.row.why {
        Some((reason, words)) if words.is_empty() => reason.clone(),
        Some((reason, words)) => format!("{reason}：{words}"),
        None => "没有写原因".to_owned(),
    };
    let who = if line.row.why.is_some() { "退回" } else { "决定" };
    BackCaseRow {
        href: paths::case(&line.row.case_no),
        case_no: line.row.case_no.clone(),
        item: line.row.item_name.clone(),
        department: line.department.clone(),
        at: shanghai_text(line.row.at),
        by: format!("{}（{who}）", line.by),
        why,
    }
}
