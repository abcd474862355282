//! One county in the ranking over HTTP (下钻).

use axum::extract::{Path, State};
use domain::{
    base::{Region, shanghai_text},
    indicators::{EVIDENCE, RowStanding, StandingPart},
};
use services::indicators::{CountyStanding, KeptReport, county_standing};

use super::{
    CountyStandingPage, CourseLine, PartLine, ReportLine,
    board::{Asked, there, when},
    part,
};
use crate::{
    base::{Link, paths, thousands},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// Reads a county's code; none of ours where it is no code.
pub(super) fn county(code: &str) -> Result<Region, Oops> {
    Region::parse(code).map_err(|_| Oops::not_found())
}

pub(super) async fn load(app: &App, seat: &Seat, code: &str, asked: Asked) -> Result<CountyStanding, Oops> {
    let code = county(code)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || county_standing(&bureau, &desk, &code, asked.day, asked.version)).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(code): Path<String>, query: Query) -> Reply {
    let found = load(&app, &seat, &code, Asked::of(&query)?).await?;
    show(&draw(&app, &seat, &found))
}

/// Words of a part of a figure.
pub(super) fn word(standing: RowStanding) -> &'static str {
    match standing {
        RowStanding::Met => "已达",
        RowStanding::NotMet => "未达",
        RowStanding::Unknown => "未知",
        RowStanding::Excluded | RowStanding::Outside => "不计入",
    }
}

/// Where the rows behind each part are.
fn links(code: &str, report: Option<&KeptReport>, part: &StandingPart) -> Vec<Link> {
    let Some(kept) = report else { return Vec::new() };
    let Some(figure) = kept.report.figures.iter().find(|f| f.indicator == part.indicator) else { return Vec::new() };
    let (as_of, version) = (kept.report.as_of.to_string(), kept.version.to_string());
    let link = |standing: &RowStanding| {
        let rows = figure.evidence.get(standing.as_str()).map_or(0, |e| e.rows);
        let fields = [
            ("as_of", as_of.as_str()),
            ("report", version.as_str()),
            ("indicator", part.indicator.as_str()),
            ("standing", standing.as_str()),
        ];
        let href = address(&paths::standing_rows(code), &fields);
        (rows > 0).then(|| Link::new(href, format!("{} {} 行", word(*standing), thousands(rows))))
    };
    EVIDENCE.iter().filter_map(link).collect()
}

fn title(found: &CountyStanding) -> String {
    let one = &found.standing;
    match (one.place, &one.next, &one.gap) {
        (Some(place), Some(next), Some(gap)) => {
            format!("{}{}第 {place}，离前一名{}差 {gap} 分", one.name, found.board.whole, next.name)
        }
        (Some(place), _, _) => format!("{}{}第 {place}", one.name, found.board.whole),
        (None, _, _) if one.report.is_none() => format!("{}没有上报，没有位次", one.name),
        (None, _, _) => {
            let lacking: Vec<&str> = one.lacking().map(|p| part::name(&p.indicator)).collect();
            format!("{}缺{}，没有位次", one.name, lacking.join("、"))
        }
    }
}

fn report(kept: &KeptReport, counts: bool) -> ReportLine {
    let changes = kept.changes.iter().map(|c| {
        let was = if c.was.is_empty() { "没有报" } else { &c.was };
        let now = if c.now.is_empty() { "不再报" } else { &c.now };
        format!("{}：{was} → {now}", part::name(&c.indicator))
    });
    ReportLine {
        as_of: kept.report.as_of.to_string(),
        version: format!("第 {} 版", kept.version),
        came: shanghai_text(kept.came_at),
        frozen: shanghai_text(kept.report.taken_at),
        cases: thousands(kept.report.cases),
        changes: changes.collect(),
        message: kept.seq.to_string(),
        counts,
    }
}

fn draw(app: &App, seat: &Seat, found: &CountyStanding) -> CountyStandingPage {
    let one = &found.standing;
    let counted = one.report.as_ref();
    let course = found.course.iter().map(|(day, was)| CourseLine {
        day: day.to_string(),
        href: address(&paths::standing(&one.code), &[("day", &day.to_string())]),
        place: was.place.map(|p| format!("第 {p}")).unwrap_or_default(),
        total: was.total.clone().unwrap_or_default(),
        gap: was.gap.clone().unwrap_or_default(),
    });
    CountyStandingPage {
        frame: app.frame(seat, title(found)),
        when: when(&found.board),
        back: there(paths::STANDINGS, &found.board, &[]),
        total: one.total.clone().unwrap_or_default(),
        report: match counted {
            None => "没有上报".to_owned(),
            Some(of) => {
                let late = if of.late { "，迟报" } else { "" };
                format!("{} 的第 {} 版{late}", of.as_of, of.version)
            }
        },
        cases: found.report.as_ref().map(|k| thousands(k.report.cases)).unwrap_or_default(),
        parts: PartLine::all(one, &found.board.rules, |part| links(&one.code, found.report.as_ref(), part)),
        reports: found
            .reports
            .iter()
            .map(|k| report(k, counted.is_some_and(|of| (of.as_of, of.version) == (k.report.as_of, k.version))))
            .collect(),
        course: course.collect(),
    }
}
