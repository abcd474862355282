//! The public notice over HTTP.

use axum::extract::State;
use domain::base::date_text_with_year;
use services::delegates::{NoticeLine, powers_text};

use super::{DelegateNoticePage, NoticeRow, words};
use crate::door::{App, Oops, Reply, Seat, blocking, show};

pub(super) async fn load(app: &App, seat: &Seat) -> Result<Vec<NoticeLine>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::delegates::notice(&bureau, &desk)).await??)
}

/// The page, open to everybody.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let lines = load(&app, &seat).await?;
    let frame = app.frame(&seat, "首席事务代表授权公示");
    show(&DelegateNoticePage { frame, rows: lines.iter().map(row).collect() })
}

fn row(line: &NoticeLine) -> NoticeRow {
    let l = &line.letter;
    let deputy = l.deputy.as_ref().map(|d| format!("，AB角{}", d.name)).unwrap_or_default();
    let (named, items_are) = match &line.listed {
        Some(listed) => (listed, "授权事项"),
        None => (&line.excluded, "不授权事项"),
    };
    NoticeRow {
        department: l.department_name.clone(),
        window: line.window_no.map(|no| format!("{no} 号窗口")).unwrap_or_default(),
        people: format!("{}{deputy}", l.representative.name),
        powers: powers_text(&l.powers),
        scope: words::scope(l),
        items: named.iter().map(|i| i.name.clone()).collect(),
        items_are,
        doc_no: l.doc_no.clone(),
        until: date_text_with_year(l.last_day().unwrap_or(l.valid_to)),
    }
}
