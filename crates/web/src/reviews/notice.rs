//! The public page of ratings over HTTP.

use axum::extract::State;
use services::reviews::ReviewLine;

use super::{ReviewNoticePage, ReviewNoticeRow, words};
use crate::{
    cases::day,
    door::{App, Reply, Seat, blocking, show},
};

/// The page, open to everybody.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let lines = blocking(move || services::reviews::published(&bureau, &desk)).await??;
    let today = app.bureau().today();
    let rows = lines.iter().filter_map(|line| row(line, today)).collect();
    show(&ReviewNoticePage { frame: app.frame(&seat, "评价公示"), rows })
}

fn row(line: &ReviewLine, today: jiff::civil::Date) -> Option<ReviewNoticeRow> {
    let shown = line.handling.as_ref()?.handling.published.as_ref()?;
    let review = &line.row.review;
    let mut said: Vec<String> = line.ticked.clone();
    if !shown.words.is_empty() {
        said.push(shown.words.clone());
    }
    let set_aside = if review.set_aside { "（申诉成立，不计入评价率）" } else { "" };
    Some(ReviewNoticeRow {
        day: day(domain::base::shanghai_day(review.at), today),
        item: line.item_name.clone(),
        department: line.department.clone(),
        level: words::level(review),
        words: if said.is_empty() { "没有写".to_owned() } else { said.join("；") },
        reply: format!("{}{set_aside}", shown.reply),
        again: review.again.map(|l| format!("整改后再评：{}", l.label())).unwrap_or_default(),
    })
}
