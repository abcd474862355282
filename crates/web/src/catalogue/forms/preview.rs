//! The applicant's view of a form (预览): saved or under work, for a person and for an organisation, with a trial that
//! checks answers and writes nothing.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::catalogue::{APPLICANT_KIND, Form, check_answers, default_form};
use services::catalogue::FormSheet;

use super::{
    FormPreviewPage,
    answering::{Filled, PREFIX, all_pages, answer_rows, typed},
    edit::{carried, load},
    edit_view::json_of,
};
use crate::{
    base::Choice,
    door::{App, Posted, Query, Reply, Seat, show, show_as},
};

fn draw(
    app: &App,
    seat: &Seat,
    sheet: &FormSheet,
    form: &Form,
    kept: String,
    answers: &BTreeMap<String, String>,
    flaws: &[domain::catalogue::AnswerFlaw],
) -> FormPreviewPage {
    let kind = answers.get(APPLICANT_KIND).map_or("person", String::as_str);
    let filled = Filled { answers, offered: &BTreeMap::new(), flaws };
    let mut frame = app.frame(seat, format!("预览：{}", sheet.content.name));
    for flaw in flaws {
        frame = frame.with_problem(&format!("{PREFIX}{}", flaw.key), &flaw.sentence);
    }
    FormPreviewPage {
        frame,
        id: sheet.id.to_string(),
        seq: sheet.seq,
        based_on: sheet.based_on,
        form: kept,
        kind: Choice::of(&[("person", "个人"), ("organisation", "单位")], kind),
        pages: all_pages(form, &filled, true),
        rows: Vec::new(),
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(item): Path<String>, query: Query) -> Reply {
    let sheet = load(&app, &seat, &item).await?;
    let form = sheet.content.guide.form.clone().unwrap_or_else(|| default_form(&sheet.content));
    let kind = if query.text("applicant") == "organisation" { "organisation" } else { "person" };
    let answers = BTreeMap::from([(APPLICANT_KIND.to_owned(), kind.to_owned())]);
    let kept = sheet.content.guide.form.as_ref().map(json_of).unwrap_or_default();
    show(&draw(&app, &seat, &sheet, &form, kept, &answers, &[]))
}

/// From the editor, with the form under work; or a trial.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(item): Path<String>, sent: Posted) -> Reply {
    let mut sheet = load(&app, &seat, &item).await?;
    let work = carried(&sent)?;
    let form = work.clone().unwrap_or_else(|| default_form(&sheet.content));
    let kept = work.as_ref().map(json_of).unwrap_or_default();
    // What is gone back to with must be what was come from.
    sheet.seq = sent.number("seq").unwrap_or(sheet.seq);
    sheet.based_on = sent.number("based_on").unwrap_or(sheet.based_on);
    let mut answers = typed(&sent);
    answers.entry(APPLICANT_KIND.to_owned()).or_insert_with(|| "person".to_owned());
    if sent.text("act") != "try" {
        return show(&draw(&app, &seat, &sheet, &form, kept, &answers, &[]));
    }
    match check_answers(&form, &answers, app.bureau().today()) {
        Ok(checked) => {
            let mut page = draw(&app, &seat, &sheet, &form, kept, &answers, &[]);
            page.frame.notice = Some("填写没有问题，下面是申请人提交前核对的样子".to_owned());
            page.rows = answer_rows(&form, &checked, |_| Some(String::new()));
            show(&page)
        }
        Err(flaws) => {
            let page = draw(&app, &seat, &sheet, &form, kept, &answers, &flaws);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
