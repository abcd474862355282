//! Drafts within the asker's reach and versions that wait for their day (草稿与待生效).

use axum::extract::State;
use domain::{base::date_text_with_year, catalogue::DraftState};
use services::{
    Failure, Never,
    catalogue::{DraftLine, WaitingLine, drafts, waiting},
};

use super::{ComingEntry, DraftEntry, DraftsPage, state_tag};
use crate::{
    base::paths,
    catalogue::{FieldLine, import::by},
    door::{App, Query, Reply, Seat, blocking, show},
};

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (all, coming) =
        blocking(move || -> Result<_, Failure<Never>> { Ok((drafts(&bureau, &desk)?, waiting(&bureau, &desk)?)) })
            .await??;
    let (submitted, open): (Vec<&DraftLine>, Vec<&DraftLine>) =
        all.iter().partition(|l| l.state == DraftState::Submitted);
    let mut frame = app.frame(&seat, heading(submitted.len(), open.len(), coming.len()));
    frame.notice = (query.text("done") == "dropped").then(|| "草稿已扔掉，现行版本没有变动".into());
    show(&DraftsPage {
        frame,
        submitted: submitted.into_iter().map(entry).collect(),
        open: open.into_iter().map(entry).collect(),
        coming: coming.iter().map(coming_entry).collect(),
    })
}

/// As "1 份草稿待审核，1 个版本待生效".
fn heading(submitted: usize, open: usize, coming: usize) -> String {
    let mut parts = Vec::new();
    for (count, words) in [(submitted, "份草稿待审核"), (open, "份起草中"), (coming, "个版本待生效")] {
        if count > 0 {
            parts.push(format!("{count} {words}"));
        }
    }
    if parts.is_empty() { "没有草稿，也没有待生效的版本".into() } else { parts.join("，") }
}

fn entry(line: &DraftLine) -> DraftEntry {
    DraftEntry {
        href: paths::item_edit(&line.id.to_string()),
        name: line.name.clone(),
        code: line.code.clone(),
        department: line.department.clone(),
        state: state_tag(line.state),
        is_new: line.is_new,
        day: line.planned_on.map(date_text_with_year).unwrap_or_default(),
        by: by(&line.saved_by, Some(line.saved_at)),
    }
}

fn coming_entry(line: &WaitingLine) -> ComingEntry {
    ComingEntry {
        href: paths::item_page(&line.id.to_string(), "history"),
        name: line.name.clone(),
        code: line.code.clone(),
        department: line.department.clone(),
        day: date_text_with_year(line.effective_on),
        version: format!("第 {} 版", line.version),
        changes: line.changes.iter().map(FieldLine::of).collect(),
    }
}
