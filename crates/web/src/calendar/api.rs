//! The calendar as JSON: each day of a year, and the end of a limit.

use axum::{extract::State, http::StatusCode};
use domain::{base::calendar::is_weekend, catalogue::LimitUnit};
use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use serde::Serialize;
use services::calendar::{DueForm, due as read_due, view};

use crate::door::{App, Oops, Query, Reply, Seat, blocking, json};

#[derive(Serialize)]
struct YearBody {
    year: i16,
    known: bool,
    notices: Vec<NoticeBody>,
    workdays: i64,
    days: Vec<DayBody>,
}

#[derive(Serialize)]
struct NoticeBody {
    title: String,
    address: String,
}

#[derive(Serialize)]
struct DayBody {
    date: String,
    workday: bool,
    by: &'static str,
    name: String,
}

/// `?year=`; this year where none is named.
pub(crate) async fn year(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let year: i16 = match query.text("year").as_str() {
        "" => app.bureau().today().year(),
        typed => typed.parse().map_err(|_| Oops::parameter("year", "year 应是 4 位数字的年份，如 2026"))?,
    };
    if !(1_000..=9_998).contains(&year) {
        return Err(Oops::parameter("year", "year 应是 4 位数字的年份，如 2026"));
    }
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || view(&bureau, &desk)).await??;
    let calendar = &view.calendar;
    let arranged = calendar.years().iter().find(|y| y.year == year);
    let day = |on| {
        let local = view.local_now().find(|entry| entry.day.on == on);
        let named = || calendar.years().iter().flat_map(|y| &y.days).find(|day| day.on == on);
        let (by, name) = match (local, named()) {
            (Some(entry), _) => ("local", entry.day.reason.clone()),
            (None, Some(day)) => ("notice", day.name.clone()),
            (None, None) if is_weekend(on) => ("weekend", String::new()),
            (None, None) => ("weekday", String::new()),
        };
        DayBody { date: on.to_string(), workday: calendar.is_workday(on).is_yes(), by, name }
    };
    let body = YearBody {
        year,
        known: arranged.is_some(),
        notices: arranged
            .map(|y| y.notices().map(|(t, a)| NoticeBody { title: t.into(), address: a.into() }).collect())
            .unwrap_or_default(),
        workdays: calendar.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)),
        days: date(year, 1, 1).series(1.day()).take_while(|on| on.year() == year).map(day).collect(),
    };
    json(StatusCode::OK, &body)
}

#[derive(Serialize)]
struct DueBody {
    from: String,
    due: String,
    provisional: bool,
    workdays: i64,
    paused: i64,
    passed: i64,
    left: i64,
}

fn day(name: &'static str, text: &str) -> Result<Date, Oops> {
    text.parse().map_err(|_| Oops::parameter(name, format!("{name} 请写成 2026-01-31 这样的日期")))
}

fn pause(text: &str) -> Result<(Date, Date), Oops> {
    let (from, to) =
        text.split_once("..").ok_or_else(|| Oops::parameter("pause", "pause 请写成 2024-03-06..2024-03-20"))?;
    Ok((day("pause", from)?, day("pause", to)?))
}

/// `?from=&days=`, and if wanted `unit=`, `pause=` (once for each), `extend=`.
pub(crate) async fn due(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let whole = |name: &'static str, absent: Option<u16>| match (query.text(name).as_str(), absent) {
        ("", Some(absent)) => Ok(absent),
        (typed, _) => typed.parse().map_err(|_| Oops::parameter(name, format!("{name} 应是 0 到 65535 的整数"))),
    };
    let form = DueForm {
        from: day("from", &query.text("from"))?,
        value: whole("days", None)?,
        unit: match query.text("unit").as_str() {
            "" | "workday" => LimitUnit::Workday,
            "day" => LimitUnit::Day,
            "month" => LimitUnit::Month,
            _ => return Err(Oops::parameter("unit", "unit 应是 workday、day 或 month")),
        },
        pauses: query.all("pause").iter().map(|text| pause(text)).collect::<Result<_, _>>()?,
        extension: whole("extend", Some(0))?,
    };
    let (bureau, desk, from) = (app.bureau().clone(), seat.desk.clone(), form.from);
    let read = blocking(move || read_due(&bureau, &desk, &form)).await??;
    let body = DueBody {
        from: from.to_string(),
        due: read.due.on.to_string(),
        provisional: read.due.provisional,
        workdays: read.workdays,
        paused: read.paused,
        passed: read.passed,
        left: read.left,
    };
    json(StatusCode::OK, &body)
}
