//! Registering a certificate from elsewhere over HTTP (登记外部证照).

use axum::{extract::State, http::StatusCode};
use services::{Failure, certificates::RegisterForm};

use super::{
    RegisterPage,
    register_page::{HOLDERS, SEEN},
    words,
};
use crate::{
    base::{Choice, Field, paths},
    door::{App, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// The form; a name may be brought along.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let form = RegisterForm { holder: "person".into(), name: query.text("name"), ..RegisterForm::default() };
    show(&draw(&app, &seat, form))
}

/// Registers and goes to its page.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let form = RegisterForm {
        holder: posted.text("holder"),
        holder_code: posted.text("holder_code"),
        holder_name: posted.text("holder_name"),
        name: posted.text("name"),
        number: posted.text("number"),
        code: posted.text("code"),
        issuer: posted.text("issuer"),
        issued_on: posted.text("issued_on"),
        valid_from: String::new(),
        valid_to: posted.text("valid_to"),
        link: posted.text("link"),
        original_seen: posted.text("seen") == "1",
        file_digest: None,
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let done = blocking(move || services::certificates::register(&bureau, &desk, &sent, key.as_deref())).await?;
    let (status, flaws) = match done {
        Ok(made) => return go(&address(&paths::certificate(&made.id.to_string()), &[("done", "registered")])),
        Err(Failure::Refused(refusal)) => (StatusCode::UNPROCESSABLE_ENTITY, words::flaws(&refusal)),
        Err(Failure::Store(e)) if services::key_reused(&e) => (StatusCode::CONFLICT, vec![("", e.to_string())]),
        Err(failure) => return Err(failure.into()),
    };
    let page = draw(&app, &seat, form);
    show_as(status, &flaws.iter().fold(page, |page, (name, told)| page.with_problem(name, told)))
}

fn draw(app: &App, seat: &Seat, form: RegisterForm) -> RegisterPage {
    RegisterPage {
        frame: app.frame(seat, "登记外部证照"),
        holder: Choice::of(&HOLDERS, &form.holder),
        holder_code: Field::of(form.holder_code),
        holder_name: Field::of(form.holder_name),
        name: Field::of(form.name),
        number: Field::of(form.number),
        issuer: Field::of(form.issuer),
        code: Field::of(form.code),
        issued_on: Field::of(form.issued_on),
        valid_to: Field::of(form.valid_to),
        link: Field::of(form.link),
        seen: Choice::of(&SEEN, if form.original_seen { "1" } else { "" }),
    }
}
