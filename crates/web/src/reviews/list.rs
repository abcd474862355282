//! Lists of ratings over HTTP: those of some days, and those that wait.

use axum::extract::State;
use domain::base::{DepartmentId, ItemId, StaffId, date_text, parse_date, shanghai_day};
use jiff::civil::Date;
use services::reviews::{Provenance, Rater, ReviewFilter, ReviewLine, usual_months};

use super::{ReviewListPage, ReviewListRow, words};
use crate::{
    base::{Link, paths},
    cases::day,
    door::{App, Oops, Query, Reply, Seat, blocking, show},
};

/// Rows that are shown at once.
const MOST: i64 = 1_000;

pub(super) fn days(query: &Query, today: Date) -> Result<(Date, Date), Oops> {
    let usual = usual_months(today);
    let read = |name: &'static str, usual: Date| match query.text(name).trim() {
        "" => Ok(usual),
        text => parse_date(text).map_err(|flaw| Oops::parameter(name, flaw.to_string())),
    };
    let (from, to) = (read("from", usual.from)?, read("to", usual.to)?);
    if from > to { Err(Oops::parameter("to", "后一天不能早于前一天")) } else { Ok((from, to)) }
}

/// Ratings of some days under a filter.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let today = app.bureau().today();
    let days = days(&query, today)?;
    let filter = ReviewFilter {
        department: query.whole("department")?.map(DepartmentId::new),
        item: query.whole("item")?.map(ItemId::new),
        window: query.whole("window")?,
        staff: query.whole("staff")?.map(StaffId::new),
        provenance: Provenance::parse(&query.text("provenance")),
        bad: query.on("bad"),
        ..ReviewFilter::of_days(days)
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let lines = blocking(move || services::reviews::reviews(&bureau, &desk, &filter, MOST)).await??;
    let most = if lines.len() as i64 == MOST { format!("，只列最近 {MOST} 条") } else { String::new() };
    show(&ReviewListPage {
        frame: app.frame(&seat, format!("{} 条评价", lines.len())),
        about: format!("{} 到 {}{most}", date_text(days.0), date_text(days.1)),
        rows: lines.iter().map(|line| row(line, today)).collect(),
    })
}

/// Bad ratings that wait, the most urgent first.
pub(crate) async fn worklist(State(app): State<App>, seat: Seat) -> Reply {
    let today = app.bureau().today();
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let lines = blocking(move || services::reviews::worklist(&bureau, &desk)).await??;
    let late = lines.iter().filter(|l| l.handling.as_ref().and_then(|h| h.next_on()).is_some_and(|on| on < today));
    let title = match (lines.len(), late.count()) {
        (0, _) => "没有要办的差评".to_owned(),
        (n, 0) => format!("{n} 条差评要办"),
        (n, late) => format!("{n} 条差评要办，{late} 条已过期"),
    };
    show(&ReviewListPage {
        frame: app.frame(&seat, title),
        about: "按最近的期限排；1 个工作日内联系评价人核实，属实的整改、反馈、办结".to_owned(),
        rows: lines.iter().map(|line| row(line, today)).collect(),
    })
}

fn row(line: &ReviewLine, today: Date) -> ReviewListRow {
    let r = &line.row.review;
    let set_aside = if r.set_aside { "，申诉成立" } else { "" };
    ReviewListRow {
        day: Link::new(paths::review(&line.row.id.to_string()), day(shanghai_day(r.at), today)),
        case_no: match r.rater {
            Rater::Named => line.row.case_no.clone(),
            Rater::Anonymous => "匿名".to_owned(),
        },
        item: line.item_name.clone(),
        whose: format!("{} {}", line.department, line.staff).trim().to_owned(),
        level: words::level(r),
        made: format!("{} {}{set_aside}", r.provenance.label(), r.channel.label()),
        state: line.handling.as_ref().map(|h| words::standing(h, today)),
    }
}
