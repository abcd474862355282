//! Ratings of other systems over HTTP.

use axum::extract::State;
use domain::base::{Satisfaction, date_text};
use services::reviews::{ImportedReviewLine, imported_reviews};

use super::{ImportedReviewRow, ImportedReviewsPage, list};
use crate::{
    base::{Link, paths},
    cases::day,
    door::{App, Query, Reply, Seat, blocking, show},
};

/// Rows that are shown at once.
const MOST: i64 = 1_000;

/// Those of some days; `?from=` and `?to=`.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let today = app.bureau().today();
    let days = list::days(&query, today)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let lines = blocking(move || imported_reviews(&bureau, &desk, days, MOST)).await??;
    let most = if lines.len() as i64 == MOST { format!("，只列最近 {MOST} 条") } else { String::new() };
    show(&ImportedReviewsPage {
        frame: app.frame(&seat, format!("{} 条外部评价", lines.len())),
        about: format!("{} 到 {}{most}", date_text(days.0), date_text(days.1)),
        rows: lines.iter().map(|line| row(line, today)).collect(),
    })
}

fn row(line: &ImportedReviewLine, today: jiff::civil::Date) -> ImportedReviewRow {
    let r = &line.row;
    let level = Satisfaction::from_stars(r.stars).map_or("", Satisfaction::label);
    let said = if line.ticked.is_empty() { String::new() } else { format!("：{}", line.ticked.join("；")) };
    let out = if r.in_force { "" } else { "，在对方系统已失效" };
    let whose = format!("{} {}", line.item_name, line.department).trim().to_owned();
    ImportedReviewRow {
        day: day(r.on, today),
        case_no: r.case_no.clone(),
        whose: if whose.is_empty() { "本县没有这个办件和事项".to_owned() } else { whose },
        level: format!("{} 星 {level}{said}", r.stars),
        made: format!("{} {}{out}", r.provenance.label(), r.channel.label()),
        review: line.review.map(|id| Link::new(paths::review(&id.to_string()), "看办理")),
        place: format!("{} 第 {} 行", line.file_name, r.row),
    }
}
