//! What the draft would change over HTTP.

use axum::extract::State;
use domain::base::EvaluationRunId;
use services::{evaluation::WhatIf, measures::SOURCES};

use super::{IfRow, IndexWhatIfPage, words};
use crate::door::{App, Query, Reply, Seat, blocking, show};

fn title(found: &WhatIf) -> String {
    if found.lines.is_empty() {
        return "还没有计算过得分，试算不了".to_owned();
    }
    match found.lines.iter().filter(|l| l.now.1 != l.then.1).count() {
        0 => "按草稿，位次都不变".to_owned(),
        n => format!("按草稿，{n} 个部门的位次会变"),
    }
}

fn place((points, place): (Option<f64>, Option<u32>)) -> String {
    match place {
        Some(place) => format!("{}，第 {place}", words::points(points)),
        None => words::points(points),
    }
}

/// `?run=`; the newest computation without it.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let run = query.number("run").map(EvaluationRunId::new);
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || services::evaluation::what_if(&bureau, &desk, SOURCES, run)).await??;
    show(&IndexWhatIfPage {
        frame: app.frame(&seat, title(&found)),
        computed: found.run.as_ref().map(words::computed).unwrap_or_default(),
        rows: found
            .lines
            .iter()
            .map(|l| IfRow {
                name: l.name.clone(),
                now: place(l.now),
                then: place(l.then),
                by: l.now.0.zip(l.then.0).map(|(now, then)| words::signed(then - now)).unwrap_or_default(),
            })
            .collect(),
    })
}
