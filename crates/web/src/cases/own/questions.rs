//! Answering a screen of questions (逐页填写): what was typed is kept first, then looked at; a screen without a question
//! for this applicant is passed over.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use domain::catalogue::{AnswerFlaw, Form, FormPage, check_answers, is_shown};
use services::{
    Failure,
    cases::{Draft, Own, keep_draft},
};

use super::{
    QuestionsPage,
    page::grouped,
    ticket::{Ticket, asked, may_go, unveiled, veil},
};
use crate::{
    base::paths,
    catalogue::answering::{Filled, Offer, PREFIX, question_page, typed},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

type Texts = std::collections::BTreeMap<String, String>;

/// The screen after (or before) this one that asks this applicant something; `None` beyond the last.
fn neighbour(form: &Form, answers: &Texts, from: usize, back: bool) -> Option<usize> {
    let asks = |at: &usize| form.pages[*at].fields.iter().any(|f| is_shown(f, answers));
    match back {
        true => (0..from.min(form.pages.len())).rev().find(asks),
        false => (from + 1..form.pages.len()).find(asks),
    }
}

/// The first screen that asks this applicant something.
pub(super) fn first(own: &Own, form: &Form, answers: &Texts) -> String {
    let at = form.pages.iter().position(|p| p.fields.iter().any(|f| is_shown(f, answers)));
    at.map_or_else(|| after(own).to_owned(), |at| paths::own_questions(at + 1))
}

/// What follows the questions: the materials, where the item asks for any.
fn after(own: &Own) -> &'static str {
    if own.case.materials.is_empty() { paths::OWN_CHECK } else { paths::OWN_MATERIALS }
}

/// Screens of an application with those after the questions.
pub(super) fn screens(own: &Own, form: &Form) -> usize {
    form.pages.len() + 1 + usize::from(!own.case.materials.is_empty())
}

/// The last one.
pub(super) fn last(form: &Form, answers: &Texts) -> String {
    neighbour(form, answers, form.pages.len(), true)
        .map_or_else(|| paths::OWN.to_owned(), |at| paths::own_questions(at + 1))
}

/// What was said on the first screen, where the form asks for it again; and what is kept of numbers, masked.
pub(super) fn given(own: &Own, form: Option<&Form>, veil: &Texts) -> std::collections::BTreeMap<String, Offer> {
    let offer = |value: &String| Offer { value: value.clone(), words: "您前面填过，不对就改".to_owned() };
    let kept = |key: &String, masked: &String| {
        let out = if form.is_some_and(|form| may_go(form, key)) { "；不要了填“无”" } else { "" };
        Offer { value: String::new(), words: format!("已经填过 {masked}，留空就沿用，有变再填{out}") }
    };
    let said = own.given.iter().map(|(key, value)| (key.clone(), offer(value)));
    said.chain(veil.iter().map(|(key, masked)| (key.clone(), kept(key, masked)))).collect()
}

/// Answers as inputs may hold them: without the numbers that are kept.
pub(super) fn plain(answers: &Texts, veil: &Texts, own: &Own) -> Texts {
    let hidden = |key: &String, answer: &String| veil.contains_key(key) && own.answers.get(key) == Some(answer);
    answers.iter().filter(|(k, a)| !hidden(k, a)).map(|(k, a)| (k.clone(), a.clone())).collect()
}

fn draw(
    app: &App,
    seat: &Seat,
    (own, ticket): (&Own, &Ticket),
    (form, answers): (&Form, &Texts),
    at: usize,
    flaws: &[AnswerFlaw],
) -> QuestionsPage {
    let page = &form.pages[at];
    let mut frame = app.frame(seat, page.title.clone());
    for flaw in flaws {
        frame = frame.with_problem(&format!("{PREFIX}{}", flaw.key), &flaw.sentence);
    }
    let veil = veil(app, own, form);
    let filled = Filled { answers: &plain(answers, &veil, own), offered: &given(own, Some(form), &veil), flaws };
    QuestionsPage {
        frame,
        item: own.case.item_name.clone(),
        at: at + 1,
        of: screens(own, form),
        page: question_page(form, page, &filled),
        number: own.case.no.to_string(),
        password: grouped(&ticket.password),
    }
}

/// The number of a screen as the address has it, from 0.
fn place(text: &str, form: &Form) -> Result<usize, Oops> {
    let at = text.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    at.filter(|at| *at < form.pages.len()).ok_or_else(Oops::not_found)
}

pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    ticket: Ticket,
    Path(screen): Path<String>,
    query: Query,
) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await? else { return go(paths::OWN) };
    let (form, answers) = asked(&own)?;
    let at = place(&screen, &form)?;
    if !own.case.stage.is_draft() {
        return go(paths::OWN);
    }
    let mut page = draw(&app, &seat, (&own, &ticket), (&form, &answers), at, &[]);
    if query.text("done") == "again" {
        page.frame.notice = Some("已沿用以前的信息。能沿用的都填上了，逐页看一遍，不对就改".to_owned());
    }
    show(&page)
}

pub(crate) async fn submit(
    State(app): State<App>,
    seat: Seat,
    ticket: Ticket,
    Path(screen): Path<String>,
    sent: Posted,
) -> Reply {
    let act = sent.text("act");
    // A save by the script and one by the button may cross: the later one is made upon what the earlier one left.
    let mut tries = 0;
    let (own, form, answers, at) = loop {
        let Some(found) = ticket.open(&app, &seat).await? else { return not_kept(&act) };
        let (form, before) = asked(&found)?;
        let at = place(&screen, &form)?;
        let kept = veil(&app, &found, &form);
        let answers = merged(&form.pages[at], before.clone(), unveiled((&found, &form), &kept, typed(&sent)));
        if answers == before && !found.answers.is_empty() {
            break (found, form, answers, at);
        }
        let draft = Draft { answers: answers.clone(), materials: Vec::new() };
        let (bureau, desk, on) = (app.bureau().clone(), seat.desk.clone(), ticket.at(found.case.version));
        // Without a key: a screen that is gone back to and sent again with other answers is no repetition.
        match blocking(move || keep_draft(&bureau, &desk, (&on, &draft), None)).await? {
            Ok(_) => break (found, form, answers, at),
            Err(Failure::Stale) if tries < 2 => tries += 1,
            // It was sent in elsewhere: the page that says so is the case's own.
            Err(Failure::Stale | Failure::Refused(_)) => return not_kept(&act),
            Err(failure) => return Err(failure.into()),
        }
    };
    match act.as_str() {
        "autosave" => return Ok(StatusCode::NO_CONTENT.into_response()),
        "save" => return go(&address(paths::OWN, &[("done", "saved")])),
        "back" => {
            return go(&neighbour(&form, &answers, at, true)
                .map_or_else(|| paths::OWN.to_owned(), |at| paths::own_questions(at + 1)));
        }
        _ => {}
    }
    let mut flaws = check_answers(&form, &answers, app.bureau().today()).err().unwrap_or_default();
    flaws.retain(|flaw| form.pages[at].fields.iter().any(|f| f.key == flaw.key));
    if !flaws.is_empty() {
        let page = draw(&app, &seat, (&own, &ticket), (&form, &answers), at, &flaws);
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    go(&neighbour(&form, &answers, at, false).map_or_else(|| after(&own).to_owned(), |at| paths::own_questions(at + 1)))
}

/// What was answered before, with what this screen sent.
fn merged(page: &FormPage, mut answers: Texts, mut now: Texts) -> Texts {
    for field in &page.fields {
        // What this screen did not send was taken out: an unticked box, or a question that was not shown.
        match now.remove(&field.key).filter(|text| !text.trim().is_empty()) {
            Some(text) => answers.insert(field.key.clone(), text),
            None => answers.remove(&field.key),
        };
    }
    answers
}

/// It is no draft of this browser any more; the script is told so, a person is shown what it is.
fn not_kept(act: &str) -> Reply {
    match act {
        "autosave" => Ok(StatusCode::CONFLICT.into_response()),
        _ => go(paths::OWN),
    }
}
