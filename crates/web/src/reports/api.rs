//! Reports as JSON: the list, and one with its words and the sources of its numbers.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::reports::Written;
use serde::Serialize;

use crate::door::{App, Reply, Seat, blocking, id, json};

#[derive(Serialize)]
struct Line {
    id: String,
    kind: &'static str,
    title: String,
    as_of: String,
}

#[derive(Serialize)]
struct Whole {
    id: String,
    kind: &'static str,
    title: String,
    as_of: String,
    snapshot: String,
    sections: Vec<SectionBody>,
    notes: Vec<String>,
    sources: Vec<SourceBody>,
}

#[derive(Serialize)]
struct SectionBody {
    heading: String,
    paragraphs: Vec<ParagraphBody>,
}

#[derive(Serialize)]
struct ParagraphBody {
    id: String,
    text: String,
    edited: bool,
    numbers_by_hand: Vec<String>,
}

#[derive(Serialize)]
struct SourceBody {
    what: String,
    parts: String,
    profile: String,
    source: String,
}

pub(crate) async fn list(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let lines = blocking(move || services::reports::list(&bureau, &desk)).await??;
    let reports: Vec<Line> = lines
        .into_iter()
        .map(|l| Line { id: l.id.to_string(), kind: l.kind.as_str(), title: l.title, as_of: l.as_of.to_string() })
        .collect();
    json(StatusCode::OK, &serde_json::json!({ "reports": reports }))
}

pub(crate) async fn view(State(app): State<App>, seat: Seat, Path(report): Path<String>) -> Reply {
    let report = id(&report)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || services::reports::view(&bureau, &desk, report)).await??;
    let paragraph = |w: &Written| ParagraphBody {
        id: w.id.clone(),
        text: w.text().to_owned(),
        edited: w.edited.is_some(),
        numbers_by_hand: w.spans().into_iter().filter(|s| s.by_hand).map(|s| s.text).collect(),
    };
    let body = Whole {
        id: view.id.to_string(),
        kind: view.body.kind.as_str(),
        title: view.body.title.clone(),
        as_of: view.as_of.to_string(),
        snapshot: view.snapshot.to_string(),
        sections: view
            .body
            .sections
            .iter()
            .map(|s| SectionBody { heading: s.heading.clone(), paragraphs: s.paragraphs().map(paragraph).collect() })
            .collect(),
        notes: view.body.notes.clone(),
        sources: view
            .body
            .traces
            .into_iter()
            .map(|t| SourceBody { what: t.what, parts: t.parts, profile: t.profile, source: t.source })
            .collect(),
    };
    json(StatusCode::OK, &body)
}
