//! Writing a rating down over HTTP.

use axum::{extract::State, http::StatusCode};
use domain::base::Satisfaction;
use services::{
    Failure,
    reviews::{EnterForm, EnteredWay, ReviewOption, ReviewRefusal, options_today},
};

use super::{LevelOptions, ReviewEnterPage, words};
use crate::{
    base::{Choice, Field, Frame, paths},
    cases::view::Hitch,
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

fn drawn(frame: Frame, form: &EnterForm, options: &[ReviewOption], wrong: Option<&Hitch>) -> ReviewEnterPage {
    let at = |field: &str| wrong.and_then(|h| h.at(field));
    let ways = EnteredWay::ALL.map(|w| (w.as_str(), w.label()));
    let levels: Vec<(String, &str)> =
        Satisfaction::ALL.into_iter().rev().map(|l| (l.stars().to_string(), l.label())).collect();
    let levels: Vec<(&str, &str)> = levels.iter().map(|(value, label)| (value.as_str(), *label)).collect();
    let group = |level: Satisfaction| {
        let codes: Vec<(String, &str)> =
            options.iter().filter(|o| o.level == level).map(|o| (o.code.to_string(), o.words.as_str())).collect();
        let pairs: Vec<(&str, &str)> = codes.iter().map(|(code, words)| (code.as_str(), *words)).collect();
        let mut options = Choice::of(&pairs, "");
        for pick in &mut options.options {
            pick.chosen = form.options.contains(&pick.value);
        }
        LevelOptions { label: level.label().to_owned(), is_open: options.options.iter().any(|o| o.chosen), options }
    };
    ReviewEnterPage {
        frame,
        case_no: Field { value: form.case_no.clone(), problem: at("case_no") },
        way: Choice { problem: at("way"), ..Choice::of(&ways, &form.way) },
        stars: Choice { problem: at("stars"), ..Choice::of(&levels, &form.stars) },
        groups: Satisfaction::ALL.into_iter().rev().map(group).collect(),
        words: Field { value: form.words.clone(), problem: at("words") },
        anonymous: form.anonymous,
    }
}

async fn offered(app: &App, seat: &Seat) -> Result<Vec<ReviewOption>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || options_today(&bureau, &desk)).await??)
}

/// The form; a case may be named.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let form = EnterForm { case_no: query.text("no"), way: "paper".to_owned(), ..EnterForm::default() };
    let mut page = drawn(app.frame(&seat, "代录评价"), &form, &offered(&app, &seat).await?, None);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// Writes it down and shows an empty form.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let form = EnterForm {
        case_no: posted.text("case_no"),
        way: posted.text("way"),
        stars: posted.text("stars"),
        options: posted.all("options"),
        words: posted.text("words"),
        anonymous: posted.has("anonymous"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    match blocking(move || services::reviews::enter(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(_) => go(&address(paths::REVIEW_ENTER, &[("done", "entered")])),
        Err(failure) => again(&app, &seat, &form, failure).await,
    }
}

async fn again(app: &App, seat: &Seat, form: &EnterForm, failure: Failure<ReviewRefusal>) -> Reply {
    let hitch = Hitch::of(failure, ReviewRefusal::field)?;
    let (status, field, sentence) = match &hitch {
        Hitch::Mend(field, sentence) => (StatusCode::UNPROCESSABLE_ENTITY, *field, sentence.clone()),
        Hitch::Overtaken => (StatusCode::CONFLICT, "", "这件刚才有人办过，请再登记一次".to_owned()),
        Hitch::SentBefore(sentence) => (StatusCode::CONFLICT, "", sentence.clone()),
    };
    let frame = app.frame(seat, "代录评价").with_problem(field, &sentence);
    show_as(status, &drawn(frame, form, &offered(app, seat).await?, Some(&hitch)))
}
