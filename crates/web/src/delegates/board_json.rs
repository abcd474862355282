//! 三集中三到位 as JSON: every figure with its parts, and the rows behind one.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use services::delegates::{BoardLine, BoardRow, BoardRows, BoardView, Cell, Parts, Subject, UnitForm, record_unit};

use super::{api::told, board};
use crate::door::{App, Body, IdempotencyKey, Query, Reply, Seat, Whole, blocking, id, json, moved};

/// A figure with its parts.
#[derive(Debug, Serialize)]
struct FigureJson {
    cell: &'static str,
    met: u64,
    whole: u64,
    lacking: u64,
    unknown: u64,
    exempt: u64,
    percent: Option<String>,
    text: String,
}

impl FigureJson {
    fn of(cell: Cell, p: Parts) -> Self {
        Self {
            cell: cell.as_str(),
            met: p.met,
            whole: p.whole(),
            lacking: p.lacking,
            unknown: p.unknown,
            exempt: p.exempt,
            percent: p.share().and_then(|s| s.percent_text(2)),
            text: p.text(cell.measure()),
        }
    }
}

/// A line of the board.
#[derive(Debug, Serialize)]
struct LineJson {
    department: Option<String>,
    name: String,
    figures: Vec<FigureJson>,
}

impl LineJson {
    fn of(line: &BoardLine) -> Self {
        Self {
            department: line.department.map(|id| id.to_string()),
            name: line.name.clone(),
            figures: Cell::ALL.into_iter().map(|cell| FigureJson::of(cell, line.parts(cell))).collect(),
        }
    }
}

/// The board.
#[derive(Debug, Serialize)]
pub struct BoardJson {
    on: Date,
    since: Date,
    county: LineJson,
    departments: Vec<LineJson>,
}

impl BoardJson {
    /// The board as it stands.
    #[must_use]
    pub fn of(view: &BoardView) -> Self {
        Self {
            on: view.on,
            since: view.since,
            county: LineJson::of(&view.board.county),
            departments: view.board.departments.iter().map(LineJson::of).collect(),
        }
    }
}

/// A row behind a figure.
#[derive(Debug, Serialize)]
struct RowJson {
    department: String,
    subject: &'static str,
    id: String,
    code: String,
    name: String,
    met: u64,
    lacking: u64,
    unknown: u64,
    exempt: u64,
    why: String,
    source: &'static str,
}

impl RowJson {
    fn of(row: &BoardRow) -> Self {
        let (subject, id) = match row.subject {
            Subject::Department => ("department", row.department.to_string()),
            Subject::Staff(id) => ("staff", id.to_string()),
            Subject::Item(id) => ("item", id.to_string()),
        };
        Self {
            department: row.department.to_string(),
            subject,
            id,
            code: row.code.clone(),
            name: row.name.clone(),
            met: row.parts.met,
            lacking: row.parts.lacking,
            unknown: row.parts.unknown,
            exempt: row.parts.exempt,
            why: row.why.text(),
            source: row.why.source(),
        }
    }
}

/// The rows behind a figure.
#[derive(Debug, Serialize)]
struct RowsJson {
    on: Date,
    department: Option<String>,
    version: i64,
    figure: FigureJson,
    rows: Vec<RowJson>,
}

impl RowsJson {
    fn of(found: &BoardRows) -> Self {
        Self {
            on: found.on,
            department: found.department.as_ref().map(|(id, _)| id.to_string()),
            version: found.unit.as_ref().map_or(0, |(u, _)| u.version),
            figure: FigureJson::of(found.cell, found.parts),
            rows: found.rows.iter().map(RowJson::of).collect(),
        }
    }
}

/// The board.
pub(crate) async fn board(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    json(StatusCode::OK, &BoardJson::of(&board::load(&app, &seat, board::asked(&query)?).await?))
}

/// The rows behind a figure.
pub(crate) async fn rows(
    State(app): State<App>,
    seat: Seat,
    Path((of, cell)): Path<(String, String)>,
    query: Query,
) -> Reply {
    let on = board::asked(&query)?;
    json(StatusCode::OK, &RowsJson::of(&board::load_rows(&app, &seat, (&of, &cell), on).await?))
}

/// What is sent to record a unit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnitBody {
    version: Whole,
    unit: String,
    offices: Whole,
    doc_no: String,
    from: String,
}

/// Records where a department's approvals are; the new version.
pub(crate) async fn record(
    State(app): State<App>,
    seat: Seat,
    Path(of): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<UnitBody>,
) -> Reply {
    let form = UnitForm {
        department: id::<i64>(&of)?,
        version: body.version.0,
        name: body.unit,
        // What is too many, like what is no number, is none: the rule asks for one.
        offices: u16::try_from(body.offices.0).unwrap_or_default(),
        doc_no: body.doc_no,
        from: body.from,
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || record_unit(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("id", of, version),
        Err(failure) => told(failure),
    }
}
