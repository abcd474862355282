//! The list over HTTP, and beginning a questionnaire.

use axum::extract::State;
use domain::people::{Act, authorise};
use services::questionnaires::Listed;

use super::{QuestionnaireListPage, QuestionnaireRow, words};
use crate::{
    base::paths,
    door::{App, Posted, Reply, Seat, address, blocking, go, show},
};

fn row(one: &Listed) -> QuestionnaireRow {
    let (questionnaire, id) = (&one.questionnaire, one.questionnaire.id.to_string());
    let edition = questionnaire.state.edition();
    QuestionnaireRow {
        title: one.out.as_ref().unwrap_or(&questionnaire.draft).title.clone(),
        standing: words::standing(&one.standing),
        edition: edition.map(|n| format!("第 {n} 版")).unwrap_or_default(),
        answers: one.answers,
        results: edition.map(|_| paths::questionnaire_page(&id, "results")).unwrap_or_default(),
        href: paths::questionnaire(&id),
    }
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || services::questionnaires::list(&bureau, &desk)).await??;
    show(&QuestionnaireListPage {
        frame: app.frame(&seat, "满意度问卷"),
        rows: all.iter().map(row).collect(),
        may_edit: authorise(&seat.desk, Act::QuestionnaireEdit, None).is_ok(),
    })
}

/// Begins one.
pub(crate) async fn begin(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let id = blocking(move || services::questionnaires::begin(&bureau, &desk, key.as_deref())).await??;
    go(&address(&paths::questionnaire(&id.to_string()), &[("done", "begun")]))
}
