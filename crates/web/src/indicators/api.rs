//! Figures and their rows as JSON (指标接口). Ids are text.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::indicators::RowStanding;
use jiff::civil::Date;
use serde::Serialize;
use services::indicators::{Report, RowsPage as Part};

use super::{
    FigureView,
    rows::{asked, newest, owner},
};
use crate::door::{App, Oops, Query, Reply, Seat, blocking, json};

/// Rows of one answer where no number is named, and at most.
const PAGE: u32 = 100;
const MOST: u32 = 1_000;

/// The newest snapshot's figures; an empty list before the first.
pub(crate) async fn figures(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let report = blocking(move || newest(&bureau, &desk)).await??;
    let figures = report.map(|r| r.figures).unwrap_or_default();
    let views: Vec<FigureView> = figures.iter().map(|(figure, _)| FigureView::from(figure)).collect();
    json(StatusCode::OK, &views)
}

#[derive(Serialize)]
struct RowJson {
    id: String,
    code: String,
    name: String,
    /// Department, or level of the division.
    owner: String,
    why: String,
}

#[derive(Serialize)]
struct RowsJson {
    indicator: &'static str,
    standing: &'static str,
    as_of: Date,
    total: u64,
    rows: Vec<RowJson>,
    /// To be sent back as `after`.
    next: Option<String>,
}

/// `?standing=&after=&limit=`; without a standing the rows that are not met.
pub(crate) async fn rows(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, query: Query) -> Reply {
    let named = query.text("standing");
    if !named.is_empty() && matches!(RowStanding::parse(&named), None | Some(RowStanding::Outside)) {
        return Err(Oops::parameter("standing", "standing 只认 met、not_met、unknown、excluded"));
    }
    let (indicator, standing) = asked(&indicator, &query)?;
    let after: i64 = match query.text("after").as_str() {
        "" => 0,
        text => text.parse().map_err(|_| Oops::parameter("after", "after 没有读懂，请用上一页的 next"))?,
    };
    let limit = query.whole("limit")?.unwrap_or(PAGE).clamp(1, MOST);
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || -> Result<Option<(Report, Part)>, Oops> {
        let Some(report) = newest(&bureau, &desk)? else { return Ok(None) };
        let part =
            services::indicators::figure_rows(&bureau, &desk, report.snapshot, indicator, standing, after, limit)?;
        Ok(Some((report, part)))
    })
    .await??;
    let (report, part) = found.ok_or_else(|| Oops::not_found().saying("还没有统计过，请先按今天统计"))?;
    let rows = part.rows.into_iter().map(|(row, why)| RowJson {
        id: row.key.to_string(),
        owner: owner(indicator, &row),
        code: row.code,
        name: row.name,
        why,
    });
    let body = RowsJson {
        indicator: indicator.id(),
        standing: standing.as_str(),
        as_of: report.as_of,
        total: part.total,
        rows: rows.collect(),
        next: part.next.map(|key| key.to_string()),
    };
    json(StatusCode::OK, &body)
}
