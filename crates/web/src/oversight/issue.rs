//! Issuing a supervision order by hand over HTTP.

use axum::{extract::State, http::StatusCode};
use services::{
    Failure,
    oversight::watch::{IssueForm, issue},
};

use super::{IssueSupervisionPage, words};
use crate::{
    base::{Field, paths},
    door::{App, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

fn blank(app: &App, seat: &Seat, case_no: String, words: String) -> IssueSupervisionPage {
    IssueSupervisionPage {
        frame: app.frame(seat, "新督办一件"), case_no: Field::of(case_no), words: Field::of(words)
    }
}

/// The form; `?case=` names the case.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    show(&blank(&app, &seat, query.text("case"), String::new()))
}

/// Issues it.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let form = IssueForm { case_no: posted.text("case_no"), words: posted.text("words") };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let (field, sentence) = match blocking(move || issue(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(slug) => return go(&address(&paths::supervision(&slug), &[("done", "issued")])),
        Err(Failure::NotFound) => ("case_no", "没有这个编号的办件，请照受理通知书核对".to_owned()),
        Err(Failure::Refused(refusal)) => (words::card_field(&refusal), refusal.to_string()),
        Err(failure) => return Err(failure.into()),
    };
    let mut page = blank(&app, &seat, form.case_no, form.words);
    page.frame = page.frame.with_problem(field, &sentence);
    match field {
        "case_no" => page.case_no.problem = Some(sentence),
        "words" => page.words.problem = Some(sentence),
        _ => {}
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
