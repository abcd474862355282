//! What could be decided at the window and is decided in the department, over HTTP (能在窗口定而没定): page and JSON.

use axum::{extract::State, http::StatusCode};
use jiff::civil::Date;
use services::delegates::{AwayLine, AwayView};

use super::{AwayRow, StillAwayJson, StillAwayPage, sent_back::asked};
use crate::{
    base::{Field, paths},
    door::{App, Oops, Query, Reply, Seat, blocking, json, show, show_as},
};

async fn load(app: &App, seat: &Seat, on: Option<Date>) -> Result<AwayView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::delegates::still_away(&bureau, &desk, on)).await??)
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
    json(StatusCode::OK, &StillAwayJson::of(&load(&app, &seat, on).await?))
}

fn draw(app: &App, seat: &Seat, view: &AwayView) -> StillAwayPage {
    let title = match view.lines.len() {
        0 => format!("{} 项能在窗口决定，没有送部门的", view.decidable),
        away => format!("{} 项能在窗口决定，其中 {away} 项仍送部门", view.decidable),
    };
    StillAwayPage {
        frame: app.frame(seat, title),
        on: Field::of(view.on.to_string()),
        span: format!("{} 至 {}", view.since, view.on),
        departments: view.departments.iter().map(|d| (d.name.clone(), d.items, d.away)).collect(),
        rows: view.lines.iter().map(row).collect(),
    }
}

fn row(line: &AwayLine) -> AwayRow {
    AwayRow {
        href: paths::guide(&line.item.id.to_string()),
        name: line.item.name.clone(),
        department: line.department.clone(),
        can: line.at_window.label(),
        missing: line.missing.label().to_owned(),
        at_window: line.counts.representative + line.counts.deputy,
        away: line.away(),
    }
}
