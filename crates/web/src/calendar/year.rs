//! The page of one year (全年日历).

use axum::extract::State;
use domain::{
    base::{Calendar, NoticeDay, Workday, calendar::is_weekend, date_text},
    people::{Act, authorise},
};
use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use services::calendar::{CalendarView, LocalEntry, view};

use super::{CalendarYearPage, DayCell, HolidayLine, LocalLine, MonthTable};
use crate::{
    base::{NavEntry, paths},
    door::{App, Query, Reply, Seat, blocking, show},
};

/// Years that can be looked at: far enough for every limit.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || view(&bureau, &desk)).await??;
    let year = query.number("year").filter(|y| YEARS.contains(y)).unwrap_or_else(|| app.bureau().today().year());
    let mut page = drawn(&app, &seat, &view, year);
    let moved: u64 = query.number("moved").unwrap_or_default();
    page.frame.notice = match query.text("done").as_str() {
        "notice" => Some(format!("已录入 {year} 年放假安排，{moved} 件办件的到期日随之改变")),
        "local" => Some(format!("已录入地方安排，{moved} 件办件的到期日随之改变")),
        "due" => Some(format!("已按现在的日历改了 {moved} 件办件的到期日")),
        _ => None,
    };
    show(&page)
}

fn drawn(app: &App, seat: &Seat, view: &CalendarView, year: i16) -> CalendarYearPage {
    let calendar = &view.calendar;
    let arranged = calendar.years().iter().find(|y| y.year == year);
    let working = calendar.workdays_between(date(year - 1, 12, 31), date(year, 12, 31));
    let last = calendar.last_known_year().unwrap_or(year);
    let mut years: Vec<i16> = calendar.years().iter().map(|y| y.year).chain([last + 1, year]).collect();
    years.sort_unstable();
    years.dedup();
    let tab = |one: i16| NavEntry { href: paths::calendar_year(one), label: one.to_string(), current: one == year };
    let local: Vec<&LocalEntry> = view.local_now().filter(|entry| entry.day.on.year() == year).collect();
    CalendarYearPage {
        frame: app.frame(seat, format!("{year}年工作日历")),
        year,
        years: years.into_iter().map(tab).collect(),
        known: arranged.is_some(),
        unknown_next: Some(year + 1).filter(|next| arranged.is_some() && *next == last + 1),
        notices: arranged
            .map(|y| y.notices().map(|(title, address)| (title.to_owned(), address.to_owned())).collect())
            .unwrap_or_default(),
        summary: match arranged {
            Some(_) => format!("全年 {working} 个工作日"),
            None => format!("暂按 {working} 个工作日计"),
        },
        holidays: arranged.map(|y| holidays(&y.days)).unwrap_or_default(),
        local: local.iter().map(|entry| local_line(entry)).collect(),
        months: (1..=12).map(|month| month_table(calendar, &local, date(year, month, 1))).collect(),
        may_edit: authorise(&seat.desk, Act::CalendarEdit, None).is_ok(),
    }
}

fn local_line(entry: &LocalEntry) -> LocalLine {
    LocalLine {
        day: date_text(entry.day.on),
        kind: entry.day.kind.label().into(),
        reason: entry.day.reason.clone(),
        source: entry.day.source.clone(),
    }
}

fn month_table(calendar: &Calendar, local: &[&LocalEntry], first: Date) -> MonthTable {
    let lead = usize::from(first.weekday().to_monday_zero_offset().unsigned_abs());
    let mut cells: Vec<Option<DayCell>> = vec![None; lead];
    let month = first.month();
    cells.extend(first.series(1.day()).take_while(|on| on.month() == month).map(|on| Some(cell(calendar, local, on))));
    cells.resize(cells.len().next_multiple_of(7), None);
    MonthTable { label: format!("{month}月"), weeks: cells.chunks(7).map(<[_]>::to_vec).collect() }
}

fn cell(calendar: &Calendar, local: &[&LocalEntry], on: Date) -> DayCell {
    let works = calendar.is_workday(on).is_yes();
    let said = local.iter().find(|entry| entry.day.on == on).map(|entry| entry.day.reason.clone());
    let named = || calendar.years().iter().flat_map(|y| &y.days).find(|day| day.on == on).map(|day| day.name.clone());
    let why = said.or_else(named);
    let marked = why.is_some() || works == is_weekend(on);
    let mark = match (marked, works) {
        (true, true) => "班",
        (true, false) => "休",
        (false, _) => "",
    };
    DayCell { day: on.day().to_string(), mark: mark.into(), why: why.unwrap_or_default(), works }
}

/// The days of a notice under their holidays, as people read them.
pub(super) fn holidays(days: &[NoticeDay]) -> Vec<HolidayLine> {
    let mut names: Vec<&str> = Vec::new();
    for day in days {
        let name = base_name(day);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let of = |name: &str, workday: Workday| -> Vec<Date> {
        days.iter().filter(|d| base_name(d) == name && d.workday == workday).map(|d| d.on).collect()
    };
    let line = |name: &&str| HolidayLine {
        name: (*name).to_owned(),
        off: spans(&of(name, Workday::No)),
        makeup: of(name, Workday::Yes).into_iter().map(date_text).collect::<Vec<_>>().join("、"),
    };
    names.iter().map(line).collect()
}

/// The holiday without the word that marks its make-up days.
fn base_name(day: &NoticeDay) -> &str {
    match day.workday {
        Workday::Yes => day.name.strip_suffix("调休").unwrap_or(&day.name),
        Workday::No => &day.name,
    }
}

/// `2月15日至23日，9 天`; days apart are told apart.
pub(super) fn spans(days: &[Date]) -> String {
    let mut runs: Vec<(Date, Date)> = Vec::new();
    for &on in days {
        match runs.last_mut() {
            Some(run) if run.1.tomorrow().is_ok_and(|next| next == on) => run.1 = on,
            Some(_) | None => runs.push((on, on)),
        }
    }
    let run = |&(from, to): &(Date, Date)| {
        if from == to {
            return date_text(from);
        }
        match (from.year() == to.year(), from.month() == to.month()) {
            (true, true) => format!("{}月{}日至{}日", from.month(), from.day(), to.day()),
            (_, _) => format!("{}月{}日至{}月{}日", from.month(), from.day(), to.month(), to.day()),
        }
    };
    let told: Vec<String> = runs.iter().map(run).collect();
    if days.len() > 1 { format!("{}，{} 天", told.join("、"), days.len()) } else { told.join("、") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_as_people_write_them() {
        let days = |from: Date, n: i32| -> Vec<Date> { from.series(1.day()).take(n.unsigned_abs() as usize).collect() };
        assert_eq!(spans(&days(date(2026, 2, 15), 9)), "2月15日至23日，9 天");
        assert_eq!(spans(&days(date(2022, 12, 31), 3)), "12月31日至1月2日，3 天");
        assert_eq!(spans(&[date(2014, 4, 5), date(2014, 4, 7)]), "4月5日（周六）、4月7日（周一），2 天");
        assert_eq!(spans(&[]), "");
    }
}
