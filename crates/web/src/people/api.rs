//! Sessions for programs (接口登录): a bearer token instead of a cookie.

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    people::{SignInRefusal, sign_in as check, sign_out as close},
};

use crate::{
    base::Trouble,
    door::{App, Body, Oops, Reply, Seat, blocking, json},
};

/// Account and password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    login: String,
    password: String,
}

/// A session: shown once.
#[derive(Serialize)]
struct Session {
    token: String,
    roles: Vec<&'static str>,
    must_change: bool,
}

pub(crate) async fn sign_in(State(app): State<App>, seat: Seat, Body(sent): Body<Credentials>) -> Reply {
    let bureau = app.bureau().clone();
    let address = seat.address().to_owned();
    let tried = blocking(move || check(&bureau, &sent.login, &sent.password, &address)).await?;
    match tried {
        Ok(ticket) => {
            let roles = ticket.staff.roles.iter().map(|r| r.as_str()).collect();
            json(StatusCode::CREATED, &Session { token: ticket.token, roles, must_change: ticket.must_change })
        }
        Err(Failure::Refused(refusal)) => {
            let (trouble, code) = match refusal {
                SignInRefusal::Wrong => (Trouble::Refused, "wrong_password"),
                SignInRefusal::Later => (Trouble::TooOften, "too_often"),
                SignInRefusal::Busy => (Trouble::Busy, "busy"),
            };
            Err(Oops::new(trouble, code).saying(refusal.to_string()))
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn sign_out(State(app): State<App>, seat: Seat) -> Reply {
    if let Some(token) = seat.token.clone() {
        let bureau = app.bureau().clone();
        blocking(move || close(&bureau, &token)).await?.map_err(|e| Oops::broken(&e))?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
