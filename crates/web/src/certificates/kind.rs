//! One kind of certificate over HTTP (证照类型): form and save.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{base::CertificateKindId, people::Department};
use services::{
    Failure,
    certificates::{CertificateKind, KindForm, KindView},
};

use super::{KindPage, kind_page::IN_USE, words};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, id, show, show_as},
};

/// A blank form.
pub(crate) async fn blank(State(app): State<App>, seat: Seat) -> Reply {
    form(&app, &seat, None).await
}

/// The form of one kind.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(kind): Path<String>) -> Reply {
    form(&app, &seat, Some(id(&kind)?)).await
}

/// Enters a new kind.
pub(crate) async fn enter(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    save(&app, &seat, None, &posted).await
}

/// Changes a kind.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(kind): Path<String>, posted: Posted) -> Reply {
    save(&app, &seat, Some(id(&kind)?), &posted).await
}

async fn form(app: &App, seat: &Seat, kind: Option<CertificateKindId>) -> Reply {
    let view = load(app, seat, kind).await?;
    let form = view.kind.as_ref().map_or_else(|| KindForm { in_use: true, ..KindForm::default() }, typed);
    show(&draw(app, seat, &view, &form))
}

async fn load(app: &App, seat: &Seat, kind: Option<CertificateKindId>) -> Result<KindView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::certificates::kind(&bureau, &desk, kind)).await??)
}

/// A kind as its form shows it.
fn typed(kind: &CertificateKind) -> KindForm {
    let making = kind.making.as_ref();
    KindForm {
        name: kind.name.clone(),
        department: kind.department.map(|d| d.get()),
        type_code: making.map(|m| m.type_code.to_string()).unwrap_or_default(),
        issuer: making.map(|m| m.issuer.to_string()).unwrap_or_default(),
        number_form: making.map(|m| m.number_form.to_string()).unwrap_or_default(),
        valid_months: making.and_then(|m| m.valid_months).map(|m| m.to_string()).unwrap_or_default(),
        stands_for: kind.stands_for.join("\n"),
        in_use: kind.in_use,
    }
}

async fn save(app: &App, seat: &Seat, kind: Option<CertificateKindId>, posted: &Posted) -> Reply {
    let view = load(app, seat, kind).await?;
    let mut form = KindForm {
        name: posted.text("name"),
        department: posted.number("department"),
        type_code: posted.text("type_code"),
        issuer: posted.text("issuer"),
        number_form: posted.text("number_form"),
        valid_months: posted.text("valid_months"),
        stands_for: posted.text("stands_for"),
        in_use: posted.text("in_use") != "0",
    };
    if form.issuer.trim().is_empty() {
        let own = |d: &&Department| Some(d.id.get()) == form.department;
        form.issuer = view.departments.iter().find(own).map(|d| d.code.clone()).unwrap_or_default();
    }
    let version = posted.number("expected_version").unwrap_or_default();
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let done =
        blocking(move || services::certificates::save_kind(&bureau, &desk, (kind, version), &sent, key.as_deref()))
            .await?;
    let page = || draw(app, seat, &view, &form);
    match done {
        Ok(_) => go(&address(paths::CERTIFICATE_KINDS, &[("done", "saved")])),
        Err(Failure::Refused(rule)) => {
            let page = page().with_problem(words::field(&rule), &rule.to_string());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(failure @ Failure::Stale) => show_as(StatusCode::CONFLICT, &page().with_problem("", &failure.to_string())),
        Err(Failure::Store(e)) if services::key_reused(&e) => {
            show_as(StatusCode::CONFLICT, &page().with_problem("", &e.to_string()))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn draw(app: &App, seat: &Seat, view: &KindView, form: &KindForm) -> KindPage {
    let (action, crumb) = match &view.kind {
        Some(kind) => (paths::certificate_kind(&kind.id.to_string()), kind.name.clone()),
        None => (paths::CERTIFICATE_KIND_NEW.to_owned(), "新增".to_owned()),
    };
    let chosen = form.department;
    let mut options =
        vec![Pick { value: String::new(), label: "外单位发，只登记".into(), chosen: chosen.is_none() }];
    options.extend(view.departments.iter().map(|d| Pick {
        value: d.id.to_string(),
        label: d.name.clone(),
        chosen: Some(d.id.get()) == chosen,
    }));
    KindPage {
        frame: app.frame(seat, view.kind.as_ref().map_or("新增证照类型", |k| k.name.as_str())),
        action,
        crumb,
        version: view.kind.as_ref().map_or(0, |k| k.version),
        name: Field::of(form.name.clone()),
        department: Choice { options, problem: None },
        type_code: Field::of(form.type_code.clone()),
        issuer: Field::of(form.issuer.clone()),
        number_form: Field::of(form.number_form.clone()),
        valid_months: Field::of(form.valid_months.clone()),
        stands_for: Field::of(form.stands_for.clone()),
        in_use: Choice::of(&IN_USE, if form.in_use { "1" } else { "0" }),
    }
}
