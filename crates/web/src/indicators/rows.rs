//! The rows behind a figure over HTTP (明细): the second click, and the same rows as a table to take along.

use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use domain::{
    base::date_text_with_year,
    indicators::{Figure, Indicator, RowStanding},
    people::{Act, Desk, authorise},
};
use papers::tables::{Cell, write_csv};
use services::{
    Bureau,
    indicators::{FigureRow as Row, Report, RowsPage as Part},
};

use super::{FigureRow, RowsPage, RowsTab, words};
use crate::{
    base::paths,
    door::{App, Oops, Query, Reply, Seat, address, blocking, go, show},
};

/// Rows of one page.
const PAGE: u32 = 50;
/// Rows read at a time for a table.
const STRIDE: u32 = 1_000;

/// Cells by row.
type Table = Vec<Vec<Cell>>;

/// The figure of an address, and which of its rows.
pub(super) fn asked(indicator: &str, query: &Query) -> Result<(Indicator, RowStanding), Oops> {
    let indicator = Indicator::parse(indicator).ok_or_else(Oops::not_found)?;
    let standing = match RowStanding::parse(&query.text("standing")) {
        Some(RowStanding::Outside) | None => RowStanding::NotMet,
        Some(known @ (RowStanding::Met | RowStanding::NotMet | RowStanding::Unknown | RowStanding::Excluded)) => known,
    };
    Ok((indicator, standing))
}

/// The newest snapshot; `None` before the first.
pub(super) fn newest(bureau: &Bureau, desk: &Desk) -> Result<Option<Report>, Oops> {
    Ok(services::indicators::latest(bureau, desk, bureau.today())?)
}

/// One page of rows.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, query: Query) -> Reply {
    let (indicator, standing) = asked(&indicator, &query)?;
    let after: i64 = query.number("after").unwrap_or_default();
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || -> Result<Option<(Report, Part)>, Oops> {
        let Some(report) = newest(&bureau, &desk)? else { return Ok(None) };
        let part =
            services::indicators::figure_rows(&bureau, &desk, report.snapshot, indicator, standing, after, PAGE)?;
        Ok(Some((report, part)))
    })
    .await??;
    let Some((report, part)) = found else { return go(paths::INDICATORS) };
    let figure = report.figure(indicator).ok_or_else(Oops::not_found)?;
    let here = words::rows_of(figure, standing);
    let edits = authorise(&seat.desk, Act::CatalogueEdit, None).is_ok();
    let (noun, owner) = nouns(indicator);
    show(&RowsPage {
        frame: app.frame(&seat, indicator.name()),
        ways: words::ways(&seat.desk, indicator, ""),
        figure: words::line(figure),
        definition: format!("口径：{}。", figure.profile_name),
        as_of: date_text_with_year(report.as_of),
        tabs: tabs(figure, standing),
        rows: part.rows.iter().map(|(row, why)| shown(indicator, row, why, edits)).collect(),
        noun: noun.to_owned(),
        owner: owner.to_owned(),
        empty: empty(noun, standing),
        next: part.next.map(|key| format!("{here}&after={key}")),
        first: (after != 0).then(|| here.clone()),
        csv_href: address(
            &format!("{}/rows.csv", paths::indicator(indicator.id())),
            &[("standing", standing.as_str())],
        ),
    })
}

/// Words of the two columns.
fn nouns(indicator: Indicator) -> (&'static str, &'static str) {
    if indicator.is_over_divisions() { ("乡镇、村", "层级") } else { ("事项", "部门") }
}

fn tabs(figure: &Figure, shown: RowStanding) -> Vec<RowsTab> {
    words::STANDINGS
        .into_iter()
        .map(|(standing, label)| RowsTab {
            href: words::rows_of(figure, standing),
            label: label.to_owned(),
            count: words::count(figure, standing),
            current: standing == shown,
        })
        .collect()
}

fn shown(indicator: Indicator, row: &Row, why: &str, edits: bool) -> FigureRow {
    let id = row.key.to_string();
    let href = (!indicator.is_over_divisions()).then(|| if edits { paths::item_edit(&id) } else { paths::guide(&id) });
    FigureRow { href, name: row.name.clone(), department: owner(indicator, row), why: why.to_owned() }
}

/// Department, or the level of a division in words.
pub(super) fn owner(indicator: Indicator, row: &Row) -> String {
    let level = domain::stations::Level::parse(&row.owner).filter(|_| indicator.is_over_divisions());
    level.map_or_else(|| row.owner.clone(), |level| level.label().to_owned())
}

fn empty(noun: &str, standing: RowStanding) -> String {
    match standing {
        RowStanding::Met => format!("还没有已达的{noun}。"),
        RowStanding::NotMet => format!("没有未达的{noun}。"),
        RowStanding::Excluded => format!("没有不计入的{noun}。"),
        RowStanding::Unknown => format!("没有未知的{noun}，都登记了。"),
        RowStanding::Outside => String::new(),
    }
}

/// All rows of one standing as `.csv`.
pub(crate) async fn csv(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, query: Query) -> Reply {
    let (indicator, standing) = asked(&indicator, &query)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || -> Result<Option<(Report, Table)>, Oops> {
        let Some(report) = newest(&bureau, &desk)? else { return Ok(None) };
        let rows = all(&bureau, &desk, report.snapshot, indicator, standing)?;
        Ok(Some((report, rows)))
    })
    .await??;
    let (report, rows) = found.ok_or_else(Oops::not_found)?;
    let (noun, owner) = nouns(indicator);
    let header = ["编码", noun, owner, "结果", "为什么", "统计日"].map(str::to_owned);
    let label = words::STANDINGS.into_iter().find(|(s, _)| *s == standing).map_or("", |(_, label)| label);
    let day = report.as_of.to_string();
    let rows: Table = rows
        .into_iter()
        .map(|mut row| {
            row.insert(3, label.into());
            row.push(day.as_str().into());
            row
        })
        .collect();
    let name = format!("{}-{}-{day}.csv", indicator.id(), standing.as_str());
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, write_csv(&header, &rows)).into_response())
}

/// Code, name, owner and reason of every row, read in strides.
fn all(
    bureau: &Bureau,
    desk: &Desk,
    snapshot: i64,
    indicator: Indicator,
    standing: RowStanding,
) -> Result<Table, Oops> {
    let (mut rows, mut after) = (Vec::new(), 0);
    loop {
        let part = services::indicators::figure_rows(bureau, desk, snapshot, indicator, standing, after, STRIDE)?;
        rows.extend(part.rows.into_iter().map(|(row, why)| {
            let owner = owner(indicator, &row);
            vec![Cell::from(row.code), Cell::from(row.name), Cell::from(owner), Cell::from(why)]
        }));
        match part.next {
            Some(next) => after = next,
            None => return Ok(rows),
        }
    }
}
