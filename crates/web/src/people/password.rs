//! One's own password (修改密码). All sessions end with it, this one as well.

use axum::{extract::State, http::StatusCode};
use services::{
    Failure,
    people::{OwnPasswordRefusal, change_own_password},
};

use super::PasswordPage;
use crate::{
    base::{Field, Trouble, paths},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, session_cookie, show, show_as},
};

fn blank(app: &App, seat: &Seat) -> PasswordPage {
    PasswordPage {
        frame: app.frame(seat, "修改密码"),
        current: Field::default(),
        fresh: Field::default(),
        repeat: Field::default(),
        rule: "至少 10 位，小写字母、大写字母、数字、其他符号中要有三种，不带登录名".into(),
        required: seat.must_change,
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    show(&blank(&app, &seat))
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    let (current, fresh) = (form.text("current"), form.text("fresh"));
    let wrong = |field: &'static str, sentence: String| {
        let mut page = blank(&app, &seat);
        page.frame = page.frame.with_problem(field, &sentence);
        let at = match field {
            "current" => &mut page.current,
            "fresh" => &mut page.fresh,
            _ => &mut page.repeat,
        };
        *at = Field::wrong("", sentence);
        show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    if fresh != form.text("repeat") {
        return wrong("repeat", "两次输入的新密码不一样，请重新输入".into());
    }
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || change_own_password(&bureau, &desk, &current, &fresh)).await?;
    match done {
        Ok(()) => {
            let mut answer = go(&address(paths::SIGN_IN, &[("done", "password")]))?;
            session_cookie(&app, answer.headers_mut(), None);
            Ok(answer)
        }
        Err(Failure::Refused(refusal)) => {
            let field = match refusal {
                OwnPasswordRefusal::Old => "current",
                OwnPasswordRefusal::New(_) | OwnPasswordRefusal::Same => "fresh",
                OwnPasswordRefusal::Busy => {
                    return Err(Oops::new(Trouble::Busy, "busy").saying(refusal.to_string()));
                }
            };
            wrong(field, refusal.to_string())
        }
        Err(other) => Err(other.into()),
    }
}
