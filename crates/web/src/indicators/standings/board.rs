//! The ranking of a day over HTTP: by the weighted total or by one figure, with its versions; and as xlsx.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::{Percent, shanghai_text},
    indicators::{Indicator, StandingPart},
};
use jiff::civil::Date;
use papers::charts::{RankingRow, Share, ranking_bar};
use services::indicators::{Board, BoardRow, board_sheet};

use super::{BoardLine, StandingsPage, VersionLine, own, part};
use crate::{
    base::{Choice, Pick, Svg, paths, thousands},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show, show_as},
    indicators::dashboard::baseline,
    tables::sheet::attached,
};

/// Bars that a chart holds; the table below has all.
const BARS: usize = 40;

/// Which ranking an address asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked {
    pub(super) day: Option<Date>,
    pub(super) version: Option<i64>,
}

impl Asked {
    /// Reads `?day=` and `?version=`.
    pub(super) fn of(query: &Query) -> Result<Self, Oops> {
        let text = query.text("day");
        let day = match text.trim() {
            "" => None,
            day => Some(day.parse().map_err(|_| Oops::parameter("day", "日期请写成 2026-12-01 这样"))?),
        };
        Ok(Self { day, version: query.whole("version")? })
    }
}

/// The ranking; today's where the day was not ranked and none was named.
pub(super) async fn load(app: &App, seat: &Seat, asked: Asked) -> Result<Option<Board>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::indicators::board(&bureau, &desk, asked.day, asked.version)).await??)
}

/// The page; a node that nobody reports to shows how it stands itself.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = match Asked::of(&query) {
        Ok(asked) => asked,
        Err(_) => return missing(&app, &seat, "日期请写成 2026-12-01 这样").await,
    };
    let Some(board) = load(&app, &seat, asked).await? else {
        return missing(&app, &seat, "这一天没有排名，请另选一天").await;
    };
    if board.rows.is_empty() && board.days.is_empty() {
        return own::page(State(app), seat).await;
    }
    show(&draw(&app, &seat, &board, Indicator::parse(&query.text("by"))))
}

/// Today's ranking with what is wrong with the day that was asked for.
async fn missing(app: &App, seat: &Seat, sentence: &str) -> Reply {
    let board = load(app, seat, Asked::default()).await?.ok_or_else(Oops::not_found)?;
    let mut page = draw(app, seat, &board, None);
    page.frame = page.frame.with_problem("day", sentence);
    page.day.problem = Some(sentence.to_owned());
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The same as xlsx.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let board = load(&app, &seat, Asked::of(&query)?).await?.ok_or_else(Oops::not_found)?;
    let (titles, rows) = board_sheet(&board);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    attached(&format!("standings-{}", board.day), "排名", &titles, &rows)
}

/// The fields of an address that lead to the same ranking.
pub(super) fn same(board: &Board) -> Vec<(&'static str, String)> {
    let Some(kept) = &board.frozen else { return Vec::new() };
    vec![("day", board.day.to_string()), ("version", kept.version.to_string())]
}

/// An address under which the same ranking is meant.
pub(super) fn there(path: &str, board: &Board, more: &[(&str, &str)]) -> String {
    let same = same(board);
    let mut fields: Vec<(&str, &str)> = same.iter().map(|(k, v)| (*k, v.as_str())).collect();
    fields.extend(more);
    address(path, &fields)
}

/// When and from what it was ranked.
pub(super) fn when(board: &Board) -> String {
    match &board.frozen {
        None => format!("{}，今天还没有过完，暂计；次日零时后定", board.day),
        Some(kept) => format!("{}，第 {} 版，{} 计算", board.day, kept.version, shanghai_text(kept.computed_at)),
    }
}

fn title(board: &Board, by: Option<Indicator>) -> String {
    let what = by.map_or("按总分", Indicator::name);
    let mut first: Vec<&str> = Vec::new();
    for row in &board.rows {
        if place(board, row, by) == Some(1) {
            first.push(&row.standing.name);
        }
    }
    let silent = board.silent().count();
    let silent = if silent > 0 { format!("，{silent} 个县没有上报") } else { String::new() };
    match first.as_slice() {
        [] => format!("{}{what}还排不了名次{silent}", board.whole),
        [one] => format!("{}{what}第 1 是{one}{silent}", board.whole),
        [one, rest @ ..] => format!("{}{what}并列第 1 有{one}等 {} 个县{silent}", board.whole, rest.len() + 1),
    }
}

fn part_of<'a>(board: &Board, row: &'a BoardRow, by: Indicator) -> Option<&'a StandingPart> {
    let at = board.rules.weights.iter().position(|w| w.indicator == by.id())?;
    row.standing.parts.get(at)
}

fn place(board: &Board, row: &BoardRow, by: Option<Indicator>) -> Option<u32> {
    match by {
        None => row.standing.place,
        Some(by) => part_of(board, row, by)?.place,
    }
}

/// What is compared: points, or the figure.
fn value(board: &Board, row: &BoardRow, by: Option<Indicator>) -> (Option<Percent>, String) {
    let text = match by {
        None => row.standing.total.clone(),
        Some(by) => part_of(board, row, by).and_then(|p| p.percent.clone()),
    };
    let shown = match by {
        None => row.standing.total.clone(),
        Some(by) => part_of(board, row, by).and_then(|p| p.value.clone()),
    };
    (text.and_then(|t| Percent::parse(&t).ok()), shown.unwrap_or_default())
}

fn chart(title: &str, board: &Board, rows: &[&BoardRow], by: Option<Indicator>) -> Svg {
    let bars: Vec<RankingRow> = rows
        .iter()
        .filter(|row| place(board, row, by).is_some())
        .take(BARS)
        .map(|row| {
            let (percent, text) = value(board, row, by);
            RankingRow {
                label: format!("{}. {}", place(board, row, by).unwrap_or_default(), row.standing.name),
                value: percent.map(|p| Share::from_ten_thousandths(p.units())),
                value_text: text,
                is_own: false,
            }
        })
        .collect();
    if bars.is_empty() {
        return Svg::default();
    }
    let known = rows.iter().filter_map(|row| value(board, row, by).0);
    Svg::drawn(ranking_bar(title, baseline(known), &bars))
}

fn moved(row: &BoardRow) -> String {
    match (row.before, row.standing.place) {
        (Some(was), Some(now)) if was > now => format!("升 {}", was - now),
        (Some(was), Some(now)) if was < now => format!("降 {}", now - was),
        (Some(_), Some(_)) => "持平".to_owned(),
        (None | Some(_), _) => String::new(),
    }
}

/// Places of the days before and now, as `3→2→2`.
fn course(row: &BoardRow) -> String {
    const SHOWN: usize = 6;
    let told = |place: Option<u32>| place.map_or_else(|| "—".to_owned(), |p| p.to_string());
    let from = row.course.len().saturating_sub(SHOWN);
    let mut all: Vec<String> = row.course.iter().skip(from).map(|(_, place)| told(*place)).collect();
    if all.is_empty() {
        return String::new();
    }
    all.push(told(row.standing.place));
    all.join("→")
}

fn report(row: &BoardRow, day: Date) -> (String, bool) {
    match &row.standing.report {
        None => ("未报".to_owned(), true),
        Some(of) => {
            let carried = if of.as_of == day { String::new() } else { format!("用 {} 的", of.as_of) };
            let late = if of.late { "迟报" } else { "" };
            let version = format!("第 {} 版", of.version);
            let all: Vec<&str> =
                [carried.as_str(), version.as_str(), late].into_iter().filter(|s| !s.is_empty()).collect();
            (all.join("，"), of.late)
        }
    }
}

fn line(board: &Board, row: &BoardRow, by: Option<Indicator>) -> BoardLine {
    let one = &row.standing;
    let part = by.and_then(|by| part_of(board, row, by));
    let (said, flagged) = report(row, board.day);
    let figures = one.parts.iter().map(|p| (p.value.clone().unwrap_or_default(), p.parts.clone(), part::next(p)));
    BoardLine {
        place: place(board, row, by).map(|p| p.to_string()).unwrap_or_default(),
        name: one.name.clone(),
        href: there(&paths::standing(&one.code), board, &[]),
        value: value(board, row, by).1,
        parts: part.map(|p| p.parts.clone()).unwrap_or_default(),
        score: part.and_then(|p| p.score.clone()).unwrap_or_default(),
        next: match (part, &one.next, &one.gap) {
            (Some(part), _, _) => part::next(part),
            (None, Some(next), Some(gap)) => format!("差 {} {gap} 分", next.name),
            (None, _, _) => {
                let lacking: Vec<&str> = one.lacking().map(|p| part::name(&p.indicator)).collect();
                if one.report.is_none() || lacking.is_empty() {
                    String::new()
                } else {
                    format!("缺{}", lacking.join("、"))
                }
            }
        },
        moved: moved(row),
        course: course(row),
        cases: row.cases.map(thousands).unwrap_or_default(),
        report: said,
        flagged,
        figures: if by.is_none() { figures.collect() } else { Vec::new() },
    }
}

fn versions(board: &Board) -> Vec<VersionLine> {
    let line = |kept: &services::indicators::KeptStanding| VersionLine {
        href: address(paths::STANDINGS, &[("day", &kept.day.to_string()), ("version", &kept.version.to_string())]),
        label: format!("第 {} 版，{} 计算", kept.version, shanghai_text(kept.computed_at)),
        current: board.frozen.as_ref().is_some_and(|f| f.version == kept.version),
        changes: kept
            .changes
            .iter()
            .map(|c| {
                let why = if c.reported_anew { "补报或更正" } else { "受别县影响" };
                format!("{}：{} → {}，{why}", c.name, c.was, c.now)
            })
            .collect(),
        first: kept.version == 1,
    };
    board.versions.iter().map(line).collect()
}

pub(super) fn draw(app: &App, seat: &Seat, board: &Board, by: Option<Indicator>) -> StandingsPage {
    let by = by.filter(|by| board.rules.weights.iter().any(|w| w.indicator == by.id()));
    let title = title(board, by);
    let mut rows: Vec<&BoardRow> = board.rows.iter().collect();
    rows.sort_by_key(|row| {
        let place = place(board, row, by);
        (place.is_none(), place, row.standing.code.clone())
    });
    let pick = |value: String, label: String, chosen: bool| Pick { value, label, chosen };
    let today = app.bureau().today();
    let mut days = vec![pick(String::new(), format!("{today}（今天，暂计）"), board.frozen.is_none())];
    let shown = Some(board.day).filter(|day| board.frozen.is_some() && !board.days.contains(day));
    days.extend(board.days.iter().copied().chain(shown).map(|day| {
        let chosen = board.frozen.is_some() && board.day == day;
        pick(day.to_string(), day.to_string(), chosen)
    }));
    let mut ways = vec![pick(String::new(), "总分".to_owned(), by.is_none())];
    ways.extend(board.rules.weights.iter().map(|w| {
        let chosen = by.is_some_and(|by| by.id() == w.indicator);
        pick(w.indicator.clone(), part::name(&w.indicator).to_owned(), chosen)
    }));
    let weights: Vec<String> =
        board.rules.weights.iter().map(|w| format!("{} {}%", part::name(&w.indicator), w.weight)).collect();
    let cases: u64 = board.rows.iter().filter_map(|r| r.cases).sum();
    StandingsPage {
        chart: chart(&title, board, &rows, by),
        frame: app.frame(seat, title),
        when: when(board),
        day: Choice { options: days, problem: None },
        by: Choice { options: ways, problem: None },
        one: by.map(|by| by.name().to_owned()),
        heads: board.rules.weights.iter().map(|w| part::name(&w.indicator).to_owned()).collect(),
        rows: rows.iter().map(|row| line(board, row, by)).collect(),
        silent: board.silent().map(|r| r.standing.name.clone()).collect::<Vec<_>>().join("、"),
        cases: thousands(cases),
        versions: versions(board),
        rules: format!(
            "权重：{}。依据：{}（第 {} 版）。缺数的县没有位次，不按零计；当天没有上报的，用此前 {} 天内最近的一次。",
            weights.join("，"),
            board.rules.source.trim_end_matches('。'),
            board.rules.version,
            board.rules.carry_days
        ),
        sheet: there(paths::STANDINGS_SHEET, board, &[]),
        docx: board.frozen.as_ref().map(|_| there(paths::STANDINGS_DOCX, board, &[])),
        pdf: board.frozen.as_ref().map(|_| there(paths::STANDINGS_PDF, board, &[])),
    }
}
