//! Typing paper in over HTTP.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::catalogue::AnswerFlaw;
use services::{
    Failure,
    questionnaires::{Body, PaperForm, Refusal, Viewed, enter_paper},
};

use super::{
    PaperPage,
    edit::load,
    preview::{marked, pages},
    words,
};
use crate::{
    base::{Choice, Field, paths},
    catalogue::answering::typed,
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

fn draw(
    app: &App,
    seat: &Seat,
    (viewed, body): (&Viewed, &Body),
    (outlet, paper_no): (&str, String),
    answers: &BTreeMap<String, String>,
    flaws: &[AnswerFlaw],
) -> PaperPage {
    let outlets: Vec<(&str, &str)> = std::iter::once(("", "请选择"))
        .chain(body.outlets.iter().map(|o| (o.code.as_str(), o.label.as_str())))
        .collect();
    PaperPage {
        frame: marked(app.frame(seat, "纸质补录"), flaws),
        id: viewed.listed.questionnaire.id.to_string(),
        title: body.title.clone(),
        outlet: Choice::of(&outlets, outlet),
        paper_no: Field::of(paper_no),
        pages: pages(body, answers, flaws),
    }
}

/// The form.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(of): Path<String>, query: Query) -> Reply {
    let viewed = load(&app, &seat, &of).await?;
    let body = viewed.listed.out.as_ref().ok_or_else(Oops::not_found)?;
    // The next paper mostly comes from the same place.
    let outlet = query.text("outlet");
    let mut page = draw(&app, &seat, (&viewed, body), (&outlet, String::new()), &BTreeMap::new(), &[]);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// Takes it, or says what is to be mended.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(of): Path<String>, posted: Posted) -> Reply {
    let viewed = load(&app, &seat, &of).await?;
    let body = viewed.listed.out.as_ref().ok_or_else(Oops::not_found)?;
    let answers = typed(&posted);
    let form = PaperForm {
        of: viewed.listed.questionnaire.id.get(),
        outlet: posted.text("outlet"),
        paper_no: posted.text("paper_no"),
        answers: answers.clone(),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let (outlet, paper_no) = (form.outlet.clone(), form.paper_no.clone());
    let done = blocking(move || enter_paper(&bureau, &desk, &form, key.as_deref())).await?;
    let refusal = match done {
        Ok(_) => {
            let to = paths::questionnaire_page(&of, "paper");
            return go(&address(&to, &[("outlet", outlet.as_str()), ("done", "entered")]));
        }
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => return Err(failure.into()),
    };
    let flaws: &[AnswerFlaw] = if let Refusal::Flaws(flaws) = &refusal { flaws } else { &[] };
    let mut page = draw(&app, &seat, (&viewed, body), (&outlet, paper_no), &answers, flaws);
    if flaws.is_empty() {
        let sentence = refusal.to_string();
        page.frame = page.frame.with_problem(refusal.field(), &sentence);
        match refusal.field() {
            "outlet" => page.outlet.problem = Some(sentence),
            "paper_no" => page.paper_no.problem = Some(sentence),
            _ => {}
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
