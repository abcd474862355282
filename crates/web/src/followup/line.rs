//! The call desk over HTTP: the next case, the screen of one, writing down, skipping, showing the number.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{base::LineId, followup::Refusal};
use services::{
    Failure,
    followup::{CallForm, CallRefusal, Dimension, LineView, SkipForm},
};

use super::{
    Dial, LinePage,
    line_view::{Typed, draw},
    words,
};
use crate::{
    base::{Link, paths},
    cases::view::Hitch,
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
};

/// Lays the next case before the caller and goes to it.
pub(crate) async fn next(State(app): State<App>, seat: Seat, _posted: Posted) -> Reply {
    on(&app, &seat, "").await
}

/// To the next case, or to the desk where none waits; `done` is what was just done.
async fn on(app: &App, seat: &Seat, done: &str) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::followup::take_next(&bureau, &desk)).await? {
        Ok(line) => go(&address(&paths::followup_call(&line.to_string()), &[("done", done)])),
        Err(Failure::Refused(CallRefusal::Rule(Refusal::NothingToCall))) => {
            let done = if done.is_empty() { "none".to_owned() } else { format!("{done}-last") };
            go(&address(paths::FOLLOWUP, &[("done", &done)]))
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn load(app: &App, seat: &Seat, line: LineId) -> Result<(LineView, Option<Link>), Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || {
        let view = services::followup::line_view(&bureau, &desk, line)?;
        let order = services::followup::order_of(&bureau, &desk, &view.line).map_err(|e| Oops::broken(&e))?;
        Ok((view, order.map(|(slug, no)| Link::new(paths::rectification(&slug), no))))
    })
    .await?
}

async fn drawn(app: &App, seat: &Seat, line: LineId, typed: &Typed) -> Result<LinePage, Oops> {
    let (view, order) = load(app, seat, line).await?;
    Ok(LinePage { order, ..draw(app.frame(seat, view.item_name.clone()), &view, typed) })
}

/// The screen of a case.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(line): Path<String>, query: Query) -> Reply {
    let mut page = drawn(&app, &seat, id(&line)?, &Typed::default()).await?;
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// The same with its number in the clear, which is on record.
pub(crate) async fn number(State(app): State<App>, seat: Seat, Path(line): Path<String>, _posted: Posted) -> Reply {
    let line: LineId = id(&line)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let shown = blocking(move || services::followup::show_number(&bureau, &desk, line)).await?;
    let number = match shown {
        Ok(number) => number,
        Err(failure) => return told(&app, &seat, line, Typed::default(), failure).await,
    };
    let (view, order) = load(&app, &seat, line).await?;
    let page = draw(app.frame(&seat, view.item_name.clone()), &view, &Typed::default());
    let desk = view.plan.dial.replace("{number}", &number);
    show(&LinePage { dial: Some(Dial { number, desk }), order, ..page })
}

fn typed(posted: &Posted) -> Typed {
    let names = Dimension::ALL.map(Dimension::as_str).into_iter().chain(["overall"]);
    Typed {
        outcome: posted.text("outcome"),
        levels: names.map(|name| (name.to_owned(), posted.text(name))).collect(),
        handed_in: posted.text("handed_in"),
        extra: posted.text("extra"),
        note: posted.text("note"),
        agreed: posted.text("agreed"),
        reason: posted.text("reason"),
        skip_note: posted.text("skip_note"),
    }
}

/// Writes the call down and goes to the next case.
pub(crate) async fn record(State(app): State<App>, seat: Seat, Path(line): Path<String>, posted: Posted) -> Reply {
    let line: LineId = id(&line)?;
    let typed = typed(&posted);
    let form = CallForm {
        line: line.get(),
        version: posted.number("expected_version").unwrap_or_default(),
        script: posted.number("script").unwrap_or_default(),
        outcome: typed.outcome.clone(),
        overall: posted.text("overall"),
        levels: typed.levels.iter().filter(|(name, _)| name != "overall").cloned().collect(),
        handed_in: typed.handed_in.clone(),
        extra: typed.extra.clone(),
        note: typed.note.clone(),
        agreed: typed.agreed.clone(),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || services::followup::record(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(done) => {
            let word = match (done.order, done.again) {
                (Some(_), _) => "ordered",
                (None, true) => "again",
                (None, false) => "called",
            };
            on(&app, &seat, word).await
        }
        Err(failure) => told(&app, &seat, line, typed, failure).await,
    }
}

/// Skips the case and goes to the next one.
pub(crate) async fn skip(State(app): State<App>, seat: Seat, Path(line): Path<String>, posted: Posted) -> Reply {
    let line: LineId = id(&line)?;
    let typed = typed(&posted);
    let form = SkipForm {
        line: line.get(),
        version: posted.number("expected_version").unwrap_or_default(),
        reason: typed.reason.clone(),
        note: typed.skip_note.clone(),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || services::followup::skip(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(()) => on(&app, &seat, "skipped").await,
        Err(failure) => {
            let failure = match failure {
                // The two forms have a note each.
                Failure::Refused(CallRefusal::Rule(rule @ (Refusal::SkipNoteMissing | Refusal::NoteTooLong(_)))) => {
                    return mend(&app, &seat, line, &typed, ("skip_note", rule.to_string())).await;
                }
                other => other,
            };
            told(&app, &seat, line, typed, failure).await
        }
    }
}

/// The page once more with what is to be mended.
async fn told(app: &App, seat: &Seat, line: LineId, typed: Typed, failure: Failure<CallRefusal>) -> Reply {
    match Hitch::of(failure, CallRefusal::field)? {
        Hitch::Mend(field, sentence) => mend(app, seat, line, &typed, (field, sentence)).await,
        Hitch::Overtaken | Hitch::SentBefore(_) => {
            let sentence = "这一件刚才已经登记过，请看过现在的情况再办".to_owned();
            let mut page = drawn(app, seat, line, &typed).await?;
            page.frame = page.frame.with_problem("", &sentence);
            show_as(StatusCode::CONFLICT, &page)
        }
    }
}

async fn mend(app: &App, seat: &Seat, line: LineId, typed: &Typed, (field, sentence): (&str, String)) -> Reply {
    let mut page = drawn(app, seat, line, typed).await?;
    let problem = Some(sentence.clone());
    let mut at = field;
    match &mut page.questions {
        Some(q) => match field {
            "outcome" => q.outcome.problem = problem,
            "handed_in" => q.handed_in.problem = problem,
            "note" => q.note.problem = problem,
            "agreed" => q.agreed.problem = problem,
            "reason" => q.reason.problem = problem,
            "skip_note" => q.skip_note.problem = problem,
            _ => match q.levels.iter_mut().find(|l| l.name == field) {
                Some(level) => level.problem = problem,
                None => at = "",
            },
        },
        // It does not lie before them any more: there is no form that the sentence could stand at.
        None => at = "",
    }
    page.frame = page.frame.with_problem(at, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
