//! The board over HTTP.

use axum::extract::{Path, State};
use domain::{
    base::{DepartmentId, Ratio, date_text},
    people::{Act, Reach, authorise, reach},
};
use papers::charts::{HeatDay, heat_calendar};
use services::{
    cases::Outlook,
    oversight::{
        leads::ListForm,
        watch::{Board, BoardCounts, BoardLine, Spell, Time, TimeForm, TimeLine},
    },
};

use super::{BoardFigure, BoardRow, DayRow, DueRow, FinishRow, SpellRow, TimeRow, WatchBoardPage, words};
use crate::{
    base::{Svg, paths, thousands},
    cases::{day, mark},
    door::{App, Oops, Query, Reply, Seat, address, blocking, id, show},
};

pub(super) async fn load(app: &App, seat: &Seat, department: Option<i64>) -> Result<Board, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::oversight::watch::board(&bureau, &desk, department)).await??)
}

pub(super) async fn load_time(app: &App, seat: &Seat, form: TimeForm) -> Result<Time, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::oversight::watch::time(&bureau, &desk, &form)).await??)
}

/// The county's, or the own department's.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    draw(&app, &seat, None, words::notice(&query.text("done"))).await
}

/// One department's.
pub(crate) async fn department(State(app): State<App>, seat: Seat, Path(department): Path<String>) -> Reply {
    draw(&app, &seat, Some(id(&department)?), None).await
}

async fn draw(app: &App, seat: &Seat, department: Option<i64>, notice: Option<&str>) -> Reply {
    let board = load(app, seat, department).await?;
    let time = load_time(app, seat, TimeForm { department, days: None }).await?;
    let county = reach(&seat.desk, Act::OversightView) == Ok(Reach::County);
    let scope = board.department.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let mut frame = app.frame(seat, words::finding(&board.all, &scope));
    frame.notice = notice.map(str::to_owned);
    let alone = board.department.is_some();
    show(&WatchBoardPage {
        frame,
        whole: (alone && county).then(|| paths::OVERSIGHT.to_owned()),
        figures: figures(&board),
        due_lead: due_lead(&board),
        due: due(&board),
        heat: heat(&board),
        heat_lead: heat_lead(&board),
        days: board
            .days
            .iter()
            .filter(|d| d.count > 0)
            .map(|d| DayRow { day: date_text(d.on), count: d.count })
            .collect(),
        rows: if alone { Vec::new() } else { board.lines.iter().map(row).collect() },
        time_lead: time_lead(&time),
        spells: spells(&time.all),
        times: if alone { Vec::new() } else { time.lines.iter().map(time_row).collect() },
        finish_lead: finish_lead(&time),
        finishes: finishes(&time),
        beside: match &board.department {
            Some((id, _)) => beside(app, seat, *id).await?,
            None => Vec::new(),
        },
        may_rule: authorise(&seat.desk, Act::OversightRule, None).is_ok(),
        scope,
    })
}

/// One department's leads, and what is really handled in the hall of its items.
async fn beside(app: &App, seat: &Seat, id: DepartmentId) -> Result<Vec<BoardFigure>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let form = ListForm { department: Some(id), all: true, ..ListForm::default() };
    let leads = blocking(move || services::oversight::leads::list(&bureau, &desk, &form)).await??.lines;
    let settled = |upheld| leads.iter().filter(|l| l.lead.stage.upheld() == Some(upheld)).count() as u64;
    let (upheld, explained) = (settled(true), settled(false));
    let open = (leads.len() as u64).saturating_sub(upheld + explained);
    let mut out = vec![BoardFigure {
        name: "没有结果的线索".to_owned(),
        value: thousands(open),
        href: (!leads.is_empty()).then(|| address(paths::LEADS, &[("department", &id.to_string())])),
        note: format!("属实 {upheld} 条，已排除 {explained} 条；线索不是结论"),
    }];
    let found = super::detectors::residency::load(app, seat).await?;
    if let Some((_, sum)) = found.departments().iter().find(|(of, _)| *of == id) {
        out.extend(super::detectors::residency::figures_of(sum, found.lists_held));
    }
    Ok(out)
}

fn figures(board: &Board) -> Vec<BoardFigure> {
    let department = board.department.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
    let all = &board.all;
    let figure = |name: &str, n: u64, at: Option<(&str, &[(&str, &str)])>, note: String| BoardFigure {
        name: name.to_owned(),
        value: thousands(n),
        href: at.filter(|_| n > 0).map(|(path, fields)| {
            let mut fields = fields.to_vec();
            fields.push(("department", &department));
            address(path, &fields)
        }),
        note,
    };
    vec![
        figure("超期", all.overdue, None, "过了最后一天还没有办结，暂停的不算".into()),
        figure("今天到期", all.today, None, format!("本周到期 {} 件，暂停 {} 件", all.week, all.standing)),
        figure(
            "本月红牌",
            all.cards.red,
            Some((paths::CARDS, &[("tab", "counting"), ("level", "red")])),
            format!("另有撤销 {} 张，不计", all.cards.annulled),
        ),
        figure(
            "本月黄牌",
            all.cards.yellow,
            Some((paths::CARDS, &[("tab", "counting"), ("level", "yellow")])),
            "临近最后一天".into(),
        ),
        figure(
            "督办单待答复",
            all.orders.issued,
            Some((paths::SUPERVISION, &[("tab", "issued")])),
            format!("其中逾期 {} 张，另有部门退回 {} 张", all.orders.overdue, all.orders.sent_back),
        ),
    ]
}

fn due_lead(board: &Board) -> String {
    let burning = board.all.overdue + board.all.today;
    match (burning, board.due.len()) {
        (0, _) => "今天没有到期和超期的件。".to_owned(),
        (n, shown) if n > shown as u64 => format!("共 {n} 件，超期最久的 {shown} 件在这里。"),
        (n, _) => format!("先办这 {n} 件，超期最久的在前。"),
    }
}

fn due(board: &Board) -> Vec<DueRow> {
    board
        .due
        .iter()
        .map(|line| DueRow {
            href: paths::case(&line.case_no),
            number: line.case_no.clone(),
            item: line.item_name.clone(),
            department: line.department.clone(),
            due: day(line.due_on, board.today),
            deadline: mark(if line.due_on == board.today { Outlook::Today } else { Outlook::Over(line.over) }),
            waiting_for: line.waiting_for.clone(),
        })
        .collect()
}

fn heat(board: &Board) -> Svg {
    let days: Vec<HeatDay> = board
        .days
        .iter()
        .map(|d| HeatDay {
            spoken: date_text(d.on),
            short: format!("{}月{}日", d.on.month(), d.on.day()),
            count: d.count,
            closed: d.closed,
        })
        .collect();
    Svg::drawn(heat_calendar("各日到期件数", 0, "件", &days))
}

fn heat_lead(board: &Board) -> String {
    let total: u32 = board.days.iter().filter(|d| d.on >= board.today).map(|d| d.count).sum();
    // Of several such days the first is named.
    let most = board.days.iter().filter(|d| d.on >= board.today).rev().max_by_key(|d| d.count);
    match most {
        Some(day) if day.count > 0 => {
            format!("从今天起五周内到期 {total} 件，{}最多，{} 件", date_text(day.on), day.count)
        }
        Some(_) | None => "从今天起五周内没有到期的件".to_owned(),
    }
}

fn row(line: &BoardLine) -> BoardRow {
    BoardRow {
        name: line.name.clone(),
        // The hall's own window has cards of first answers alone.
        href: match line.id {
            Some(id) => paths::oversight_department(&id.to_string()),
            None => address(paths::CARDS, &[("tab", "counting"), ("point", "answer")]),
        },
        cells: cells(&line.counts),
    }
}

fn cells(c: &BoardCounts) -> Vec<(&'static str, String)> {
    [
        ("在办", c.open),
        ("超期", c.overdue),
        ("今天到期", c.today),
        ("本周到期", c.week),
        ("暂停", c.standing),
        ("本月黄牌", c.cards.yellow),
        ("本月红牌", c.cards.red),
        ("待裁定", c.cards.disputed),
        ("督办未办结", c.orders.issued + c.orders.sent_back + c.orders.replied),
    ]
    .into_iter()
    .map(|(label, n)| (label, thousands(n)))
    .collect()
}

/// Whom a case can wait for, in the order in which it does.
const WAITS: [&str; 4] = ["综合窗口", "部门", "特别程序", "申请人"];

fn waited(line: &TimeLine, whom: &str) -> i64 {
    Spell::ALL.iter().filter(|s| s.waits_for() == whom).map(|s| line.spent.of(*s)).sum()
}

fn time_lead(time: &Time) -> String {
    let all = &time.all;
    if all.cases == 0 {
        return "最近 30 天没有办结的件。".to_owned();
    }
    format!(
        "最近 30 天办结 {} 件，平均 {} 个工作日，其中等部门 {} 个",
        thousands(all.cases),
        words::average(all.spent.total(), all.cases),
        words::average(waited(all, "部门"), all.cases)
    )
}

fn spells(all: &TimeLine) -> Vec<SpellRow> {
    let total = u64::try_from(all.spent.total()).unwrap_or(0);
    let row = |spell: Spell| SpellRow {
        name: spell.label(),
        waits_for: spell.waits_for(),
        average: words::average(all.spent.of(spell), all.cases),
        share: share(u64::try_from(all.spent.of(spell)).unwrap_or(0), total),
    };
    // What follows the result is the applicant's own time and not in these numbers.
    if all.cases == 0 {
        Vec::new()
    } else {
        Spell::ALL.into_iter().filter(|s| *s != Spell::Collection).map(row).collect()
    }
}

fn share(part: u64, whole: u64) -> String {
    Ratio::new(part, whole)
        .ok()
        .and_then(|r| r.percent_text(0))
        .map_or_else(|| "没有数据".to_owned(), |p| format!("{p}%"))
}

fn time_row(line: &TimeLine) -> TimeRow {
    TimeRow {
        name: line.name.clone(),
        cases: thousands(line.cases),
        cells: WAITS.into_iter().map(|whom| (whom, words::average(waited(line, whom), line.cases))).collect(),
    }
}

fn finish_lead(time: &Time) -> String {
    let finish = &time.all.finish;
    format!("有期限的 {} 件里，{} 件在最后一天办结", thousands(finish.all()), thousands(finish.last_day))
}

fn finishes(time: &Time) -> Vec<FinishRow> {
    let mut lines: Vec<&TimeLine> = time.lines.iter().filter(|l| l.finish.all() > 0).collect();
    // The largest share first: a cross product, so that nothing is rounded.
    lines.sort_by(|a, b| {
        (b.finish.last_day * a.finish.all(), &a.name).cmp(&(a.finish.last_day * b.finish.all(), &b.name))
    });
    lines
        .into_iter()
        .map(|l| FinishRow {
            name: l.name.clone(),
            parts: format!("{} ÷ {} 件", thousands(l.finish.last_day), thousands(l.finish.all())),
            share: share(l.finish.last_day, l.finish.all()),
            after: thousands(l.finish.after),
        })
        .collect()
}
