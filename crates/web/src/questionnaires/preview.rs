//! The preview over HTTP: the draft, shown and tried.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::catalogue::{AnswerFlaw, check_answers};
use services::questionnaires::{Body, Viewed, form};

use super::{QuestionnairePreviewPage, edit::load};
use crate::{
    base::Frame,
    catalogue::{
        QuestionPage,
        answering::{Filled, PREFIX, all_pages, typed},
    },
    door::{App, Posted, Reply, Seat, show, show_as},
};

/// All sections with what was typed and what is to be mended.
pub(super) fn pages(body: &Body, answers: &BTreeMap<String, String>, flaws: &[AnswerFlaw]) -> Vec<QuestionPage> {
    all_pages(&form(&body.sections), &Filled { answers, offered: &BTreeMap::new(), flaws }, false)
}

/// The frame with every flaw.
pub(super) fn marked(mut frame: Frame, flaws: &[AnswerFlaw]) -> Frame {
    for flaw in flaws {
        frame = frame.with_problem(&format!("{PREFIX}{}", flaw.key), &flaw.sentence);
    }
    frame
}

fn draw(
    app: &App,
    seat: &Seat,
    viewed: &Viewed,
    answers: &BTreeMap<String, String>,
    flaws: &[AnswerFlaw],
) -> QuestionnairePreviewPage {
    let questionnaire = &viewed.listed.questionnaire;
    QuestionnairePreviewPage {
        frame: marked(app.frame(seat, "预览"), flaws),
        id: questionnaire.id.to_string(),
        title: questionnaire.draft.title.clone(),
        opening: questionnaire.draft.opening.clone(),
        pages: pages(&questionnaire.draft, answers, flaws),
    }
}

/// The draft as it looks.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(of): Path<String>) -> Reply {
    let viewed = load(&app, &seat, &of).await?;
    show(&draw(&app, &seat, &viewed, &BTreeMap::new(), &[]))
}

/// A trial.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(of): Path<String>, posted: Posted) -> Reply {
    let viewed = load(&app, &seat, &of).await?;
    let answers = typed(&posted);
    let whole = form(&viewed.listed.questionnaire.draft.sections);
    match check_answers(&whole, &answers, app.bureau().today()) {
        Ok(_) => {
            let mut page = draw(&app, &seat, &viewed, &answers, &[]);
            page.frame.notice = Some("填写没有问题，可以交上来".to_owned());
            show(&page)
        }
        Err(flaws) => show_as(StatusCode::UNPROCESSABLE_ENTITY, &draw(&app, &seat, &viewed, &answers, &flaws)),
    }
}
