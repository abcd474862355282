//! Statistics of cases over HTTP (办件统计): the page, the cases behind its numbers, and both for programs.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::Ratio,
    cases::{Outcome, Side, Stage, Timely},
    people::{Act, Reach, authorise, reach},
};
use serde::Serialize;
use services::cases::{CaseCounts, CountedForm, CountedList, Statistics, StatisticsForm, StatisticsLine};

use super::{
    CountedPage, CountedRow, ShareCard, StatisticsCell, StatisticsPage, StatisticsRow, StatisticsTable, words,
};
use crate::{
    base::{Choice, Pick, paths, thousands},
    door::{App, Oops, Query, Reply, Seat, address, blocking, json, show},
};

/// Lines of one page of cases.
const PAGE: usize = 50;

fn asked(query: &Query) -> StatisticsForm {
    StatisticsForm {
        from: query.text("from"),
        to: query.text("to"),
        department: query.number("department"),
        item: query.number("item"),
    }
}

async fn load(app: &App, seat: &Seat, form: StatisticsForm) -> Result<Statistics, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::cases::statistics(&bureau, &desk, &form)).await??)
}

/// `?from=2026-01&to=2026-11&department=`.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let found = load(&app, &seat, asked(&query)).await?;
    let bureau = app.bureau().clone();
    let departments = blocking(move || services::people::departments(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    let reach = reach(&seat.desk, Act::CaseStatistics).unwrap_or(Reach::Nothing);
    let chosen = found.department.as_ref().map(|(id, _)| *id);
    let mut options: Vec<Pick> = departments
        .iter()
        .filter(|d| reach.covers(d.id))
        .map(|d| Pick { value: d.id.to_string(), label: d.name.clone(), chosen: chosen == Some(d.id.get()) })
        .collect();
    if reach == Reach::County {
        options.insert(0, Pick { value: String::new(), label: "全部部门".into(), chosen: chosen.is_none() });
    }
    let scope = found.department.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let span = [("from", found.from.as_str()), ("to", found.to.as_str())];
    show(&StatisticsPage {
        frame: app.frame(&seat, if scope.is_empty() { "办件统计".into() } else { format!("{scope}办件统计") }),
        lead: lead(&found),
        whole: (!scope.is_empty() && reach == Reach::County).then(|| address(paths::CASE_STATISTICS, &span)),
        archive: authorise(&seat.desk, Act::ArchiveView, None).is_ok(),
        phrases: authorise(&seat.desk, Act::PhraseEdit, None).is_ok(),
        keys: authorise(&seat.desk, Act::KeyRelease, None).is_ok(),
        scope,
        department: Choice { options, problem: None },
        from: found.from.clone(),
        to: found.to.clone(),
        cards: cards(&found),
        tables: tables(&found),
        note: "数字随每一步同时记下，不靠夜间汇总。按期、逾期按办结日与到期日比，没有期限的件两边都不算；\
               超期在办按今天数。受理计入受理的月份，办结计入办结的月份。"
            .into(),
    })
}

fn lead(s: &Statistics) -> String {
    let months = if s.from == s.to { month(&s.from) } else { format!("{}到{}", month(&s.from), month(&s.to)) };
    let late =
        if s.overdue == 0 { "没有超期".into() } else { format!("其中超期 {} 件", thousands(s.overdue)) };
    format!(
        "{months}受理 {} 件，办结 {} 件；现在在办 {} 件，{late}",
        thousands(s.all.accepted),
        thousands(s.all.finished),
        thousands(s.open)
    )
}

/// `2026-11` in words.
fn month(text: &str) -> String {
    let (year, month) = text.split_once('-').unwrap_or((text, ""));
    format!("{year}年{}月", month.trim_start_matches('0'))
}

/// The address of the cases behind a number.
fn behind(s: &Statistics, kind: &[(&str, &str)], department: &str, item: &str) -> String {
    let mut fields = vec![("from", s.from.as_str()), ("to", s.to.as_str())];
    fields.extend([("department", department), ("item", item)]);
    fields.extend(kind);
    fields.retain(|(_, value)| !value.is_empty());
    address(paths::CASE_STATISTICS_ROWS, &fields)
}

const FINISHED: (&str, &str) = ("side", "finished");

fn cards(s: &Statistics) -> Vec<ShareCard> {
    let department = s.department.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
    let card = |name: &str, (part, whole): (u64, u64), kind: (&str, &str), meaning: &str| {
        let share = Ratio::new(part, whole).ok();
        let percent = share.and_then(|r| r.percent_text(2));
        ShareCard {
            name: name.into(),
            parts: match percent {
                Some(_) => format!("{} ÷ {} 件", thousands(part), thousands(whole)),
                None => "没有可算的件".into(),
            },
            href: (part > 0).then(|| behind(s, &[FINISHED, kind], &department, "")),
            value: percent.map_or_else(|| "没有数据".into(), |p| format!("{p}%")),
            meaning: meaning.into(),
        }
    };
    let a = &s.all;
    vec![
        card(
            "按期办结",
            (a.on_time, a.on_time + a.late),
            ("timely", "on_time"),
            "办结日不晚于到期日的，占有期限的办结件",
        ),
        card("即收即办", (a.same_day, a.finished), ("same_day", "1"), "受理当天作出决定的，占办结件"),
        card("即时办结", (a.at_once, a.finished), ("at_once", "1"), "受理后半小时内办结的，占办结件"),
        card("准予", (a.granted, a.granted + a.denied), ("outcome", "grant"), "准予的，占作出决定的办结件"),
    ]
}

const COLUMNS: [&str; 7] = ["受理", "办结", "按期办结", "逾期办结", "即收即办", "准予", "不予"];

fn cells(s: &Statistics, of: &CaseCounts, department: &str, item: &str) -> Vec<StatisticsCell> {
    let numbers = [of.accepted, of.finished, of.on_time, of.late, of.same_day, of.granted, of.denied];
    let kinds: [&[(&str, &str)]; 7] = [
        &[("side", "accepted")],
        &[FINISHED],
        &[FINISHED, ("timely", "on_time")],
        &[FINISHED, ("timely", "late")],
        &[FINISHED, ("same_day", "1")],
        &[FINISHED, ("outcome", "grant")],
        &[FINISHED, ("outcome", "deny")],
    ];
    let one = |((label, n), kind): ((&'static str, u64), &[(&str, &str)])| StatisticsCell {
        label,
        text: thousands(n),
        href: (n > 0).then(|| behind(s, kind, department, item)),
    };
    COLUMNS.into_iter().zip(numbers).zip(kinds).map(one).collect()
}

fn tables(s: &Statistics) -> Vec<StatisticsTable> {
    let own = s.department.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
    let of_month = |line: &StatisticsLine| {
        let narrowed = Statistics { from: line.key.clone(), to: line.key.clone(), ..s.clone() };
        let fields = [("from", line.key.as_str()), ("to", line.key.as_str()), ("department", own.as_str())];
        StatisticsRow {
            name: month(&line.name),
            href: Some(address(paths::CASE_STATISTICS, &fields)),
            cells: cells(&narrowed, &line.counts, &own, ""),
        }
    };
    let table = |name: &str, by, rows| StatisticsTable { name: name.into(), by, columns: COLUMNS.to_vec(), rows };
    let months = table("按月", "月份", s.months.iter().rev().map(of_month).collect());
    let rest = if own.is_empty() { by_department(s) } else { by_item(s, &own) };
    vec![months, rest]
}

fn by_department(s: &Statistics) -> StatisticsTable {
    let rows = s.departments.iter().map(|line| {
        let fields = [("from", s.from.as_str()), ("to", s.to.as_str()), ("department", line.key.as_str())];
        let mut cells = cells(s, &line.counts, &line.key, "");
        let overdue = line.overdue.unwrap_or(0);
        cells.push(StatisticsCell {
            label: "超期在办",
            text: thousands(overdue),
            href: (overdue > 0).then(|| address(paths::WORKLIST, &[("department", line.key.as_str())])),
        });
        StatisticsRow { name: line.name.clone(), href: Some(address(paths::CASE_STATISTICS, &fields)), cells }
    });
    let mut columns = COLUMNS.to_vec();
    columns.push("超期在办");
    StatisticsTable { name: "按部门".into(), by: "部门", columns, rows: rows.collect() }
}

fn by_item(s: &Statistics, department: &str) -> StatisticsTable {
    let rows = s.items.iter().map(|line| StatisticsRow {
        name: line.name.clone(),
        href: Some(paths::guide(&line.key)),
        cells: cells(s, &line.counts, department, &line.key),
    });
    StatisticsTable { name: "按事项".into(), by: "事项", columns: COLUMNS.to_vec(), rows: rows.collect() }
}

/// Which cases the query asks for.
fn counted_form(query: &Query, limit: usize) -> CountedForm {
    let after = query.text("after");
    let after = after.rsplit_once(',').and_then(|(at, id)| Some((at.to_owned(), id.parse().ok()?)));
    CountedForm {
        of: asked(query),
        side: if query.text("side") == "accepted" { Side::Accepted } else { Side::Finished },
        timely: Timely::parse(&query.text("timely")),
        outcome: Outcome::parse(&query.text("outcome")),
        same_day: query.text("same_day") == "1",
        at_once: query.text("at_once") == "1",
        after,
        limit,
    }
}

/// What is shown, in words.
fn title(form: &CountedForm) -> String {
    let mut kind = String::new();
    match form.timely {
        Some(Timely::OnTime) => kind.push_str("按期"),
        Some(Timely::Late) => kind.push_str("逾期"),
        Some(Timely::NoLimit) => kind.push_str("没有期限的"),
        None => {}
    }
    kind.push_str(if form.same_day { "即收即办的" } else { "" });
    kind.push_str(if form.at_once { "即时" } else { "" });
    kind.push_str(match form.side {
        Side::Accepted => "受理",
        Side::Finished | Side::Standing => "办结",
    });
    match form.outcome {
        Some(Outcome::Grant) => kind.push_str("、准予"),
        Some(Outcome::Deny) => kind.push_str("、不予"),
        None => {}
    }
    format!("{kind}的办件")
}

/// The cases behind a number.
pub(crate) async fn rows(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let form = counted_form(&query, PAGE);
    let heading = title(&form);
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let list = blocking(move || services::cases::counted(&bureau, &desk, &form)).await??;
    let today = app.bureau().today();
    let kept = |name: &str| query.text(name);
    let mut fields: Vec<(&str, String)> =
        ["side", "department", "item", "timely", "outcome", "same_day", "at_once"].map(|n| (n, kept(n))).into();
    fields.retain(|(_, value)| !value.is_empty());
    let of_months = [("from", list.months.0.clone()), ("to", list.months.1.clone())];
    let back = [&of_months[..], &[("department", kept("department"))]].concat();
    let with = |more: Vec<(&str, String)>, path: &str| {
        let all: Vec<(&str, &str)> =
            more.iter().map(|(n, v)| (*n, v.as_str())).filter(|(_, v)| !v.is_empty()).collect();
        address(path, &all)
    };
    let next = list.next.as_ref().map(|(at, id)| {
        let all = [&of_months[..], &fields[..], &[("after", format!("{at},{id}"))]].concat();
        with(all, paths::CASE_STATISTICS_ROWS)
    });
    let span = if list.months.0 == list.months.1 {
        month(&list.months.0)
    } else {
        format!("{}到{}", month(&list.months.0), month(&list.months.1))
    };
    show(&CountedPage {
        frame: app.frame(&seat, heading),
        span,
        back: with(back, paths::CASE_STATISTICS),
        rows: list.lines.iter().map(|line| row(line, today)).collect(),
        next,
    })
}

fn row(line: &services::cases::CountedLine, today: jiff::civil::Date) -> CountedRow {
    CountedRow {
        href: paths::case(&line.case_no),
        number: line.case_no.clone(),
        item: line.item_name.clone(),
        applicant: line.applicant.clone(),
        department: line.department.clone(),
        due: line.due_on.map(|d| words::day(d, today)).unwrap_or_default(),
        stage: words::stage_tag(&line.stage),
    }
}

#[derive(Serialize)]
struct CountsJson {
    accepted: u64,
    finished: u64,
    on_time: u64,
    late: u64,
    no_limit: u64,
    granted: u64,
    denied: u64,
    same_day: u64,
    at_once: u64,
}

impl CountsJson {
    fn of(c: &CaseCounts) -> Self {
        Self {
            accepted: c.accepted,
            finished: c.finished,
            on_time: c.on_time,
            late: c.late,
            no_limit: c.no_limit,
            granted: c.granted,
            denied: c.denied,
            same_day: c.same_day,
            at_once: c.at_once,
        }
    }
}

#[derive(Serialize)]
struct LineJson {
    key: String,
    name: String,
    counts: CountsJson,
    overdue: Option<u64>,
}

impl LineJson {
    fn of(line: &StatisticsLine) -> Self {
        Self {
            key: line.key.clone(),
            name: line.name.clone(),
            counts: CountsJson::of(&line.counts),
            overdue: line.overdue,
        }
    }
}

#[derive(Serialize)]
struct StatisticsJson {
    from: String,
    to: String,
    all: CountsJson,
    open: u64,
    overdue: u64,
    months: Vec<LineJson>,
    departments: Vec<LineJson>,
    items: Vec<LineJson>,
}

/// The same as the page, for programs.
pub(crate) async fn answer(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let s = load(&app, &seat, asked(&query)).await?;
    let lines = |of: &[StatisticsLine]| of.iter().map(LineJson::of).collect();
    json(
        StatusCode::OK,
        &StatisticsJson {
            from: s.from.clone(),
            to: s.to.clone(),
            all: CountsJson::of(&s.all),
            open: s.open,
            overdue: s.overdue,
            months: lines(&s.months),
            departments: lines(&s.departments),
            items: lines(&s.items),
        },
    )
}

#[derive(Serialize)]
struct CountedJson {
    cases: Vec<CountedLineJson>,
    next: Option<String>,
}

#[derive(Serialize)]
struct CountedLineJson {
    case_no: String,
    item_name: String,
    applicant: String,
    department: String,
    stage: String,
    stage_label: &'static str,
    due_on: Option<jiff::civil::Date>,
}

/// The cases behind a number, for programs.
pub(crate) async fn answer_rows(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let form = counted_form(&query, query.number("limit").unwrap_or(PAGE).clamp(1, 200));
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let list: CountedList = blocking(move || services::cases::counted(&bureau, &desk, &form)).await??;
    let line = |l: services::cases::CountedLine| CountedLineJson {
        stage_label: Stage::label_of(&l.stage),
        case_no: l.case_no,
        item_name: l.item_name,
        applicant: l.applicant,
        department: l.department,
        stage: l.stage,
        due_on: l.due_on,
    };
    let next = list.next.map(|(at, id)| format!("{at},{id}"));
    json(StatusCode::OK, &CountedJson { cases: list.lines.into_iter().map(line).collect(), next })
}
