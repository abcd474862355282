//! The public notice over HTTP.

use axum::extract::State;
use jiff::civil::Date;
use services::oversight::watch::{Notice, NoticeLine};

use super::{OverdueNoticePage, OverdueRow, cards::departments};
use crate::{
    cases::day,
    door::{App, Oops, Query, Reply, Seat, blocking, show},
};

pub(super) async fn load(app: &App, seat: &Seat, department: Option<i64>) -> Result<Notice, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::oversight::watch::notice(&bureau, &desk, department)).await??)
}

/// The page, open to everybody.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let department: Option<i64> = query.number("department");
    let notice = load(&app, &seat, department).await?;
    let today = app.bureau().today();
    show(&OverdueNoticePage {
        frame: app.frame(&seat, "超期办件公示"),
        since: day(notice.since, today),
        department: departments(&notice.departments, department),
        rows: notice.lines.iter().map(|line| row(line, today)).collect(),
    })
}

fn row(line: &NoticeLine, today: Date) -> OverdueRow {
    let over = match line.over {
        0 => "已过期".to_owned(),
        n => format!("超期 {n} 个工作日"),
    };
    OverdueRow {
        number: line.case_no.clone(),
        item: line.item_name.clone(),
        department: line.department.clone(),
        due: day(line.due_on, today),
        late: match line.done_on {
            Some(on) => format!("{over}，{}办结", day(on, today)),
            None => format!("{over}，还没有办结"),
        },
        reason: line.reason.clone().unwrap_or_else(|| "部门还没有说明原因".to_owned()),
    }
}
