//! Changing the words that reports are made from.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    people::{Act, authorise},
    reports::{Block, Template, TemplateFlaw},
};
use services::{
    Failure,
    reports::{TemplateForm, TemplateRefusal, change_template, templates},
};

use super::{TemplatePage, TemplateParagraph};
use crate::{
    base::{Field, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

async fn blank(app: &App, seat: &Seat, kind: &str) -> Result<TemplatePage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || templates(&bureau, &desk)).await??;
    let (template, own) = all.into_iter().find(|(t, _)| t.kind.as_str() == kind).ok_or_else(Oops::not_found)?;
    Ok(TemplatePage {
        frame: app.frame(seat, format!("{}的模板", template.kind.label())),
        kind: kind.to_owned(),
        version: template.version,
        own,
        title: Field::of(template.title.clone()),
        paragraphs: paragraphs(&template),
        may_edit: authorise(&seat.desk, Act::ReportEdit, None).is_ok(),
    })
}

fn paragraphs(template: &Template) -> Vec<TemplateParagraph> {
    let mut out = Vec::new();
    for section in &template.sections {
        let heading = if section.heading.is_empty() { "开头" } else { &section.heading };
        let mut place = 0;
        for block in &section.blocks {
            let Block::Say { id, of, text, .. } = block else { continue };
            let known: Vec<String> = domain::reports::fields(of).iter().map(|f| format!("{{{f}}}")).collect();
            place += 1;
            out.push(TemplateParagraph {
                id: id.clone(),
                name: format!("say.{id}"),
                label: format!("{heading}，第 {place} 句"),
                hint: format!("可以用 {}", known.join(" ")),
                text: Field::of(text.clone()),
            });
        }
    }
    out
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(kind): Path<String>, query: Query) -> Reply {
    let mut page = blank(&app, &seat, &kind).await?;
    if query.on("saved") {
        page.frame.notice = Some("模板已保存，往后生成的报告用新的文字，以前的报告不变".into());
    }
    show(&page)
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(kind): Path<String>, form: Posted) -> Reply {
    let sent = TemplateForm {
        kind: kind.clone(),
        version: form.number("expected_version").unwrap_or_default(),
        title: form.text("title"),
        sentences: form.under("say."),
    };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), sent.clone());
    let failure = match blocking(move || change_template(&bureau, &desk, &asked, key.as_deref())).await? {
        Ok(_) => return go(&address(&paths::report_template(&kind), &[("saved", "1")])),
        Err(failure) => failure,
    };
    let (status, sentence, at) = match &failure {
        Failure::Refused(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.to_string(), place(refusal)),
        Failure::Stale => (StatusCode::CONFLICT, failure.to_string(), String::new()),
        Failure::Denied(_) | Failure::NotFound | Failure::Store(_) => return Err(failure.into()),
    };
    let mut page = blank(&app, &seat, &kind).await?;
    page.title = Field::of(sent.title);
    for paragraph in &mut page.paragraphs {
        if let Some((_, text)) = sent.sentences.iter().find(|(id, _)| *id == paragraph.id) {
            paragraph.text.value.clone_from(text);
        }
        if at == format!("say.{}", paragraph.id) {
            paragraph.text.problem = Some(sentence.clone());
        }
    }
    if at == "title" {
        page.title.problem = Some(sentence.clone());
    }
    page.frame = page.frame.with_problem(&at, &sentence);
    show_as(status, &page)
}

/// The input that a refusal is about.
fn place(refusal: &TemplateRefusal) -> String {
    match refusal {
        TemplateRefusal::Flaw(flaw) => match flaw {
            TemplateFlaw::Field { id, .. } | TemplateFlaw::Scope { id, .. } if id == "标题" => "title".into(),
            TemplateFlaw::Bracket(id) | TemplateFlaw::Long(id) if id == "标题" => "title".into(),
            TemplateFlaw::Field { id, .. } | TemplateFlaw::Scope { id, .. } => format!("say.{id}"),
            TemplateFlaw::Bracket(id) | TemplateFlaw::Long(id) | TemplateFlaw::Twice(id) => format!("say.{id}"),
            TemplateFlaw::Title => "title".into(),
            TemplateFlaw::Picture(_) => String::new(),
        },
        TemplateRefusal::Moved | TemplateRefusal::Unchanged => String::new(),
    }
}
