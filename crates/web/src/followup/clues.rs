//! Clues over HTTP.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{LineId, shanghai_text},
    followup::{Clue, Dimension, Standing},
};
use services::followup::{CallRefusal, ClueForm, ClueLine};

use super::{ClueRow, CluesPage, words};
use crate::{
    base::{Field, paths},
    cases::view::Hitch,
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
};

/// The list.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = draw(&app, &seat).await?;
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

async fn draw(app: &App, seat: &Seat) -> Result<CluesPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || services::followup::clues(&bureau, &desk)).await??;
    let rows: Vec<ClueRow> = found.iter().map(row).collect();
    let title = match rows.iter().filter(|r| r.is_open).count() {
        0 if rows.is_empty() => "没有线索".to_owned(),
        0 => "线索都已移交".to_owned(),
        n => format!("{n} 条线索待移交"),
    };
    let today = app.bureau().today().to_string();
    Ok(CluesPage {
        frame: app.frame(seat, title),
        rows,
        wrong: String::new(),
        on: Field::of(today),
        receipt: Field::default(),
    })
}

fn row(clue: &ClueLine) -> ClueRow {
    let line = &clue.line;
    let (at, answers) = match &line.standing {
        Standing::Done(call) => (shanghai_text(call.at), call.answers.as_ref()),
        Standing::Waiting { .. } | Standing::Skipped { .. } => (String::new(), None),
    };
    let level = answers.and_then(|a| a.dimensions.get(&Dimension::Integrity)).map(|l| l.label());
    let note = answers.map(|a| {
        let parts = [&a.note, &a.extra_materials];
        parts.into_iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join("；")
    });
    ClueRow {
        line: line.id.to_string(),
        version: line.version,
        case_no: line.case_no.clone(),
        what: format!("{}，{}", clue.item_name, clue.department),
        heard: format!("{at}，回访员{}", clue.caller),
        level: level.unwrap_or("已按申请人要求清除").to_owned(),
        note: note.unwrap_or_default(),
        state: words::clue(line.clue.as_ref()),
        is_open: line.clue == Some(Clue::Open),
    }
}

/// Hands a clue over.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(line): Path<String>, posted: Posted) -> Reply {
    let line: LineId = id(&line)?;
    let form = ClueForm {
        line: line.get(),
        version: posted.number("expected_version").unwrap_or_default(),
        on: posted.text("on"),
        receipt: posted.text("receipt"),
    };
    let (bureau, desk, key, typed) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let failure =
        match blocking(move || services::followup::hand_clue_over(&bureau, &desk, &form, key.as_deref())).await? {
            Ok(_) => return go(&address(paths::FOLLOWUP_CLUES, &[("done", "handed")])),
            Err(failure) => failure,
        };
    let hitch = Hitch::of(failure, CallRefusal::field)?;
    let mut page = draw(&app, &seat).await?;
    page.wrong = line.to_string();
    (page.on, page.receipt) = (Field::of(typed.on), Field::of(typed.receipt));
    let (status, field, sentence) = match &hitch {
        Hitch::Mend(field, sentence) => (StatusCode::UNPROCESSABLE_ENTITY, *field, sentence.clone()),
        Hitch::Overtaken | Hitch::SentBefore(_) => {
            (StatusCode::CONFLICT, "", "这条线索刚才有人办过，请看过现在的情况再办".to_owned())
        }
    };
    match field {
        "on" => page.on.problem = Some(sentence.clone()),
        "receipt" | "note" => page.receipt.problem = Some(sentence.clone()),
        _ => {}
    }
    // Where its form is not on the page, the sentence stands on top alone.
    let is_there = page.rows.iter().any(|r| r.is_open && r.line == page.wrong);
    let at = match if is_there { field } else { "" } {
        "on" => format!("on-{line}"),
        "receipt" | "note" => format!("receipt-{line}"),
        _ => String::new(),
    };
    page.frame = page.frame.with_problem(&at, &sentence);
    show_as(status, &page)
}
