//! Answering over HTTP. The device is given a random number for this questionnaire alone, by which it is known again; the
//! page needs no script and no sign-in.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use domain::catalogue::AnswerFlaw;
use services::{
    Failure,
    questionnaires::{Asked, Link, Refusal, Sent, answer, ask},
};

use super::{
    AnswerPage,
    preview::{marked, pages},
    words,
};
use crate::{
    base::paths,
    catalogue::answering::typed,
    door::{App, Oops, Posted, Reply, Seat, blocking, cookie, go, set_cookie, show_as},
};

/// How long a device is known: longer than any questionnaire is out.
const YEAR: &str = "Max-Age=31536000";

fn name(link: &Link) -> String {
    format!("onedoor_answer_{}", link.of)
}

/// What this device was given.
fn token(link: &Link, headers: &HeaderMap) -> Option<String> {
    cookie(headers, &name(link)).filter(|t| t.len() == 64 && t.bytes().all(|b| b.is_ascii_hexdigit()))
}

async fn load(app: &App, seat: &Seat, text: &str, headers: &HeaderMap) -> Result<(Link, Asked), Oops> {
    let link = Link::parse(text).ok_or_else(Oops::not_found)?;
    let (bureau, desk, on, token) = (app.bureau().clone(), seat.desk.clone(), link.clone(), token(&link, headers));
    let asked = blocking(move || ask(&bureau, &desk, &on, token.as_deref())).await??;
    Ok((link, asked))
}

fn draw(
    app: &App,
    seat: &Seat,
    (link, asked): (&Link, &Asked),
    answers: &BTreeMap<String, String>,
    flaws: &[AnswerFlaw],
) -> AnswerPage {
    let instead = match asked.has_answered {
        true => Some(asked.body.thanks.clone()),
        false => words::closed(&asked.standing, asked.is_full),
    };
    AnswerPage {
        frame: marked(app.frame(seat, asked.body.title.clone()), flaws),
        link: link.to_string(),
        outlet: asked.outlet.label.clone(),
        opening: asked.body.opening.clone(),
        pages: if instead.is_none() { pages(&asked.body, answers, flaws) } else { Vec::new() },
        instead: instead.unwrap_or_default(),
    }
}

/// The questions, or why there are none. A device that comes the first time is given its number.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(text): Path<String>, headers: HeaderMap) -> Reply {
    let (link, asked) = load(&app, &seat, &text, &headers).await?;
    let page = draw(&app, &seat, (&link, &asked), &BTreeMap::new(), &[]);
    let mut reply = show_as(StatusCode::OK, &page)?;
    if token(&link, &headers).is_none() && !page.pages.is_empty() {
        set_cookie(&app, reply.headers_mut(), &name(&link), &app.bureau().new_token(), YEAR);
    }
    Ok(reply)
}

/// Takes the answer, or says what is to be mended, or that it is too late.
pub(crate) async fn submit(
    State(app): State<App>,
    seat: Seat,
    Path(text): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Reply {
    let (link, mut asked) = load(&app, &seat, &text, &headers).await?;
    let Some(token) = token(&link, &headers) else {
        return Err(Oops::unreadable("浏览器没有保存本机的随机号，请允许 Cookie 后重新打开链接"));
    };
    let answers = typed(&posted);
    let sent = Sent { link: link.clone(), token, answers: answers.clone() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let refusal = match blocking(move || answer(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(_) => return go(&paths::questionnaire_answer(&link.to_string())),
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => return Err(failure.into()),
    };
    let (status, flaws): (StatusCode, &[AnswerFlaw]) = match &refusal {
        Refusal::Flaws(flaws) => (StatusCode::UNPROCESSABLE_ENTITY, flaws),
        Refusal::Nothing | Refusal::Outlet | Refusal::PaperTaken(_) | Refusal::PaperNo => {
            (StatusCode::UNPROCESSABLE_ENTITY, &[])
        }
        Refusal::NotTaken(_) | Refusal::StratumFull(_) | Refusal::Twice => (StatusCode::CONFLICT, &[]),
        Refusal::TooMany => (StatusCode::TOO_MANY_REQUESTS, &[]),
    };
    // A device that answered in another tab is told so here, and not shown its questions again.
    asked.has_answered = false;
    let mut page = draw(&app, &seat, (&link, &asked), &answers, flaws);
    if flaws.is_empty() {
        page.frame = page.frame.with_problem("", &refusal.to_string());
    }
    if matches!(refusal, Refusal::Twice | Refusal::NotTaken(_)) {
        (page.pages, page.instead) = (Vec::new(), refusal.to_string());
        page.frame.problems.clear();
    }
    show_as(status, &page)
}
