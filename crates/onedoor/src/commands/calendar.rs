//! `onedoor calendar`: the working-day calendar on the command line (工作日历).

use std::{fs::File, io::Read as _};

use anyhow::Context as _;
use domain::{
    base::{CalendarYear, NoticeDay, Workday, date_text_with_year},
    catalogue::LimitUnit,
    people::Desk,
};
use jiff::civil::date;
use serde_json::json;
use services::calendar::{CalendarView, DueForm, OfferForm, due, enter, preview, read_offer, view};

use super::DATA;
use crate::{
    cli::{CalendarCommand, CalendarDue, CalendarImport, CalendarList, DueUnit, Place},
    failure::DONE,
    house::House,
    terminal,
};

/// More than any year takes; the reader has its own limit and says it in words.
const LARGEST: u64 = 1024 * 1024;

pub(super) fn run(place: &Place, command: &CalendarCommand) -> anyhow::Result<u8> {
    match command {
        CalendarCommand::List(args) => list(place, args),
        CalendarCommand::Due(args) => due_on(place, args),
        CalendarCommand::Import(args) => import(place, args),
    }
}

fn list(place: &Place, args: &CalendarList) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let view = view(&bureau, &Desk::system("命令行"))?;
    let wanted = |year: i16| args.year.is_none_or(|only| only == year);
    let years: Vec<&CalendarYear> = view.calendar.years().iter().filter(|y| wanted(y.year)).collect();
    if args.json {
        let local: Vec<_> = view
            .local_now()
            .filter(|e| wanted(e.day.on.year()))
            .map(|e| {
                json!({ "date": e.day.on.to_string(), "kind": e.day.kind.as_str(), "reason": e.day.reason, "source": e.day.source })
            })
            .collect();
        let years: Vec<_> = years.iter().map(|y| year_json(&view, y, args.year.is_some())).collect();
        terminal::print_json(
            &json!({ "last_known_year": view.calendar.last_known_year(), "years": years, "local": local }),
        )?;
        return Ok(DONE);
    }
    for year in &years {
        terminal::print(&format!(
            "{} 年  放假 {} 天，调休上班 {} 天，工作日 {} 天  {}",
            year.year,
            year.off().count(),
            year.makeup().count(),
            workdays(&view, year.year),
            year.notice
        ));
        if args.year.is_some() {
            for day in &year.days {
                terminal::print(&format!("  {}  {}  {}", date_text_with_year(day.on), kind_word(day), day.name));
            }
        }
    }
    for entry in view.local_now().filter(|e| wanted(e.day.on.year())) {
        let (on, kind) = (date_text_with_year(entry.day.on), entry.day.kind.label());
        terminal::print(&format!("地方安排  {on}  {kind}  {}（{}）", entry.day.reason, entry.day.source));
    }
    if let Some(year) = args.year.filter(|_| years.is_empty()) {
        terminal::print(&format!("{year} 年放假安排没有录入，暂按周一至周五上班计算，到期日标“暂定”"));
    }
    Ok(DONE)
}

fn workdays(view: &CalendarView, year: i16) -> i64 {
    view.calendar.workdays_between(date(year - 1, 12, 31), date(year, 12, 31))
}

fn kind_word(day: &NoticeDay) -> &'static str {
    match day.workday {
        Workday::No => "放假",
        Workday::Yes => "上班",
    }
}

fn year_json(view: &CalendarView, year: &CalendarYear, with_days: bool) -> serde_json::Value {
    let notices: Vec<_> =
        year.notices().map(|(title, address)| json!({ "title": title, "address": address })).collect();
    let mut out = json!({
        "year": year.year, "notices": notices, "off": year.off().count(), "makeup": year.makeup().count(),
        "workdays": workdays(view, year.year),
    });
    if with_days {
        let day = |d: &NoticeDay| {
            let kind = if d.workday == Workday::No { "off" } else { "makeup" };
            json!({ "date": d.on.to_string(), "kind": kind, "name": d.name })
        };
        out["days"] = year.days.iter().map(day).collect();
    }
    out
}

fn due_on(place: &Place, args: &CalendarDue) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let unit = match args.unit {
        DueUnit::Workday => LimitUnit::Workday,
        DueUnit::Day => LimitUnit::Day,
        DueUnit::Month => LimitUnit::Month,
    };
    let form = DueForm { from: args.from, value: args.days, unit, pauses: args.pause.clone(), extension: args.extend };
    let read = due(&bureau, &Desk::system("命令行"), &form)?;
    if args.json {
        terminal::print_json(&json!({
            "from": args.from.to_string(),
            "due": read.due.on.to_string(),
            "provisional": read.due.provisional,
            "workdays": read.workdays,
            "paused": read.paused,
            "passed": read.passed,
            "left": read.left,
        }))?;
        return Ok(DONE);
    }
    let mark = if read.due.provisional { "（暂定：落在放假安排还没有录入的年份）" } else { "" };
    terminal::print(&format!("到期日 {}{mark}", date_text_with_year(read.due.on)));
    let stopped =
        if read.paused > 0 { format!("，其中特别程序 {} 个不计", read.paused) } else { String::new() };
    terminal::print(&format!("受理后到这一天有 {} 个工作日{stopped}", read.workdays));
    Ok(DONE)
}

fn import(place: &Place, args: &CalendarImport) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let desk = Desk::system("命令行");
    let mut text = String::new();
    File::open(&args.file)
        .and_then(|file| file.take(LARGEST).read_to_string(&mut text))
        .with_context(|| format!("{} 读不出来，应是 UTF-8 编码的 csv、JSON 或文本", args.file.display()))?;
    let form = OfferForm { text, year: args.year.clone(), notice: args.notice.clone(), address: args.address.clone() };
    let offer = read_offer(&form)?;
    let seen = preview(&bureau, &desk, &offer)?;
    let days: Vec<String> = seen
        .days
        .iter()
        .map(|d| format!("{}改为{}", date_text_with_year(d.on), if d.now == Workday::No { "放假" } else { "上班" }))
        .collect();
    let done = if args.yes { Some(enter(&bureau, &desk, &offer, Some(seen.seen), None)?) } else { None };
    if args.json {
        let day = |on: Option<jiff::civil::Date>| on.map(|on| on.to_string());
        let moved: Vec<_> = seen
            .moved
            .iter()
            .map(|c| json!({ "case_no": c.no, "item": c.item, "from": day(c.from), "to": day(c.to), "provisional": c.provisional }))
            .collect();
        let days: Vec<_> =
            seen.days.iter().map(|d| json!({ "date": d.on.to_string(), "workday": d.now == Workday::Yes })).collect();
        terminal::print_json(
            &json!({ "entered": done.is_some(), "new_years": seen.firm, "days": days, "moved": moved }),
        )?;
        return Ok(DONE);
    }
    for day in &days {
        terminal::print(day);
    }
    match done {
        Some(done) => {
            terminal::print(&format!("已录入，{} 天有变化，{} 件办件的到期日随之改变", done.days, done.moved));
        }
        None => {
            let (days, moved) = (days.len(), seen.moved.len());
            terminal::print(&format!("会改 {days} 天，{moved} 件办件的到期日随之改变；还没有录入，核对后加 --yes"));
        }
    }
    Ok(DONE)
}
