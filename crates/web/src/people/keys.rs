//! Keeping keys of programs (接口密钥): the list, a new one, releasing and revoking.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{date_text, date_text_with_year, parse_date, shanghai_day, shanghai_text},
    people::{Act, KeyRefusal, KeyState, Scope, authorise},
};
use jiff::{Timestamp, civil::Date};
use services::{
    Failure,
    people::{KeyAt, KeyForm, KeyLine, KeysRefusal, departments, keys, make_key, release_key, revoke_key},
};

use super::{GivenKey, KeyFormPage, KeyListPage, KeyRow, staff::department_choice};
use crate::{
    base::{Choice, Field, Pick, Tag, Tone, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
};

/// Calls a minute where nothing else is asked for.
const PER_MINUTE: &str = "600";

pub(crate) async fn list(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = list_page(&app, &seat).await?;
    page.frame.notice = match query.text("done").as_str() {
        "released" => Some("已核准，密钥可以用了".into()),
        "revoked" => Some("密钥已停用，下一次调用就会被拒绝".into()),
        _ => None,
    };
    show(&page)
}

async fn list_page(app: &App, seat: &Seat) -> Result<KeyListPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let lines = blocking(move || keys(&bureau, &desk)).await??;
    let may = |act| authorise(&seat.desk, act, None).is_ok();
    let today = app.bureau().today();
    let row = |line: &KeyLine| KeyRow {
        releasable: may(Act::KeyRelease) && line.key.state == KeyState::Waiting,
        revocable: may(Act::KeyRevoke) && !matches!(line.key.state, KeyState::Revoked { .. }),
        ..row(line, today)
    };
    Ok(KeyListPage {
        frame: app.frame(seat, "接口密钥"),
        rows: lines.iter().map(row).collect(),
        may_make: may(Act::KeyEdit),
    })
}

fn row(line: &KeyLine, today: Date) -> KeyRow {
    let key = &line.key;
    let on = |at: Timestamp| date_text(shanghai_day(at));
    let made = format!("{} {}发放", line.made_by, on(key.made_at));
    let (state, made) = match key.state {
        KeyState::Waiting => (Tag::new(Tone::Warning, "待核准"), made),
        KeyState::Released { .. } if today > key.expires_on => (Tag::new(Tone::Neutral, "已过期"), made),
        KeyState::Released { by: None, .. } => (Tag::new(Tone::Good, "在用"), made),
        KeyState::Released { at, by: Some(_) } => {
            (Tag::new(Tone::Good, "在用"), format!("{made}，{} {}核准", line.turned_by, on(at)))
        }
        KeyState::Revoked { at, .. } => {
            (Tag::new(Tone::Neutral, "已停用"), format!("{made}，{} {}停用", line.turned_by, on(at)))
        }
    };
    let scopes: Vec<&str> = key.scopes.iter().map(|s| s.label()).collect();
    KeyRow {
        id: key.id.to_string(),
        version: key.version,
        name: key.name.clone(),
        hint: key.hint.clone(),
        scopes: scopes.join("、"),
        department: line.department.clone(),
        limit: format!("每分钟 {} 次", key.per_minute),
        until: date_text_with_year(key.expires_on),
        used: line.used_at.map_or_else(|| "还没有用过".to_owned(), shanghai_text),
        made,
        state,
        releasable: false,
        revocable: false,
    }
}

async fn form_page(app: &App, seat: &Seat, typed: &Posted) -> Result<KeyFormPage, Oops> {
    let bureau = app.bureau().clone();
    let known = blocking(move || departments(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    let chosen = typed.all("scopes");
    let pick = |s: Scope| Pick {
        value: s.as_str().into(),
        label: format!("{}（{s}）", s.label()),
        chosen: chosen.iter().any(|c| c == s.as_str()),
    };
    Ok(KeyFormPage {
        frame: app.frame(seat, "发放接口密钥"),
        name: Field::of(typed.text("name")),
        scopes: Choice { options: Scope::ALL.into_iter().map(pick).collect(), problem: None },
        department: department_choice(&known, &typed.text("department"), "全县"),
        per_minute: Field::of(typed.text("per_minute")),
        expires_on: Field::of(typed.text("expires_on")),
        given: None,
    })
}

pub(crate) async fn form(State(app): State<App>, seat: Seat) -> Reply {
    let mut page = form_page(&app, &seat, &Posted::default()).await?;
    page.per_minute = Field::of(PER_MINUTE);
    let year_on = app.bureau().today().saturating_add(jiff::Span::new().days(365));
    page.expires_on = Field::of(year_on.to_string());
    show(&page)
}

pub(crate) async fn make(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    let wanted = KeyForm {
        name: form.text("name"),
        scopes: form.all("scopes"),
        department: form.number("department"),
        per_minute: form.number("per_minute"),
        expires_on: parse_date(&form.text("expires_on")).ok(),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    let done = blocking(move || make_key(&bureau, &desk, &wanted, key.as_deref())).await?;
    let mut page = form_page(&app, &seat, &form).await?;
    match done {
        Ok((made, secret)) => {
            page.given = Some(GivenKey { name: made.name, secret, waits: made.waits });
            show(&page)
        }
        Err(Failure::Refused(KeysRefusal::Fields(flaws))) => {
            for flaw in flaws {
                point_out(&mut page, flaw);
            }
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

fn point_out(page: &mut KeyFormPage, flaw: KeyRefusal) {
    let sentence = flaw.to_string();
    let problem = Some(sentence.clone());
    let field = match flaw {
        KeyRefusal::Name | KeyRefusal::Taken => {
            page.name.problem = problem;
            "name"
        }
        KeyRefusal::Scopes | KeyRefusal::BothSides => {
            page.scopes.problem = problem;
            "scopes"
        }
        KeyRefusal::DepartmentMissing | KeyRefusal::DepartmentUnknown => {
            page.department.problem = problem;
            "department"
        }
        KeyRefusal::PerMinute => {
            page.per_minute.problem = problem;
            "per_minute"
        }
        KeyRefusal::ExpiresOn => {
            page.expires_on.problem = problem;
            "expires_on"
        }
        // Said of a key that is there, never of the form for a new one.
        KeyRefusal::NotWaiting | KeyRefusal::Revoked => "",
    };
    page.frame = page.frame.clone().with_problem(field, &sentence);
}

/// The key as the page showed it.
fn at(key: &str, form: &Posted) -> Result<KeyAt, Oops> {
    Ok(KeyAt { id: id(key)?, version: form.number("expected_version").unwrap_or_default() })
}

pub(crate) async fn release(State(app): State<App>, seat: Seat, Path(key): Path<String>, form: Posted) -> Reply {
    let (bureau, desk, at, once) = (app.bureau().clone(), seat.desk.clone(), at(&key, &form)?, form.key());
    let done = blocking(move || release_key(&bureau, &desk, at, once.as_deref())).await?;
    turned(&app, &seat, done, "released").await
}

pub(crate) async fn revoke(State(app): State<App>, seat: Seat, Path(key): Path<String>, form: Posted) -> Reply {
    let (bureau, desk, at, once) = (app.bureau().clone(), seat.desk.clone(), at(&key, &form)?, form.key());
    let done = blocking(move || revoke_key(&bureau, &desk, at, once.as_deref())).await?;
    turned(&app, &seat, done, "revoked").await
}

async fn turned(app: &App, seat: &Seat, done: Result<(), Failure<KeysRefusal>>, word: &str) -> Reply {
    match done {
        Ok(()) => go(&address(paths::KEYS, &[("done", word)])),
        Err(Failure::Refused(refusal)) => {
            let mut page = list_page(app, seat).await?;
            page.frame = page.frame.with_problem("", &refusal.to_string());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}
