//! Answering a correction online (在线补正). Only where it asks for nothing but answers: a paper that is wanted is
//! brought to the window.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::date_text,
    cases::Stage,
    catalogue::{AnswerFlaw, check_answers},
};
use services::{
    Failure,
    cases::{Draft, Own, supply_own},
};

use super::{
    CorrectPage,
    ticket::{Ticket, asked},
};
use crate::{
    base::paths,
    catalogue::answering::{Filled, PREFIX, all_pages, typed},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, show, show_as},
};

/// It waits for answers, and for no paper.
pub(super) fn answers_here(own: &Own) -> bool {
    let asked = own.case.correction.as_ref().filter(|_| own.case.stage == Stage::CorrectionAsked);
    asked.is_some_and(|c| c.items.iter().all(|i| i.material.is_none()))
}

fn draw(
    app: &App,
    seat: &Seat,
    own: &Own,
    answers: &std::collections::BTreeMap<String, String>,
    flaws: &[AnswerFlaw],
) -> Result<CorrectPage, Oops> {
    let (form, _) = asked(own)?;
    let mut frame = app.frame(seat, "补正");
    for flaw in flaws {
        frame = frame.with_problem(&format!("{PREFIX}{}", flaw.key), &flaw.sentence);
    }
    let correction = own.case.correction.as_ref();
    Ok(CorrectPage {
        frame,
        item: own.case.item_name.clone(),
        items: correction.map(|c| c.items.iter().map(|i| i.what.clone()).collect()).unwrap_or_default(),
        until: correction.map(|c| date_text(c.until)).unwrap_or_default(),
        pages: all_pages(&form, &Filled { answers, offered: &std::collections::BTreeMap::new(), flaws }),
        version: own.case.version,
    })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, ticket: Ticket) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await?.filter(answers_here) else { return go(paths::OWN) };
    let answers = asked(&own)?.1;
    show(&draw(&app, &seat, &own, &answers, &[])?)
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, ticket: Ticket, sent: Posted) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await?.filter(answers_here) else { return go(paths::OWN) };
    let (form, kept) = asked(&own)?;
    let mut answers = typed(&sent);
    if let Some(kind) = kept.get(domain::catalogue::APPLICANT_KIND) {
        answers.insert(domain::catalogue::APPLICANT_KIND.to_owned(), kind.clone());
    }
    let checked = match check_answers(&form, &answers, app.bureau().today()) {
        Ok(checked) => checked,
        Err(flaws) => return show_as(StatusCode::UNPROCESSABLE_ENTITY, &draw(&app, &seat, &own, &answers, &flaws)?),
    };
    let at = ticket.at(sent.number("version").unwrap_or_default());
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let draft = Draft { answers: checked.texts().clone(), materials: Vec::new() };
    match blocking(move || supply_own(&bureau, &desk, (&at, &draft), key.as_deref())).await? {
        Ok(_) => go(&address(paths::OWN, &[("done", "corrected")])),
        Err(Failure::Stale | Failure::Refused(_)) => go(paths::OWN),
        Err(failure) => Err(failure.into()),
    }
}
