//! The county's phrases over HTTP (全县常用语): what everybody who writes to applicants is offered after their own.

use axum::{extract::State, http::StatusCode};
use domain::cases::PhraseKind;
use services::{
    Failure,
    cases::{change_county_phrases, county_phrases, county_phrases_source},
};

use super::{CountyPhrasesPage, phrases::typed, words};
use crate::{
    base::{Field, Frame, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// The lists as they are offered now.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let bureau = app.bureau().clone();
    let (now, version) = blocking(move || county_phrases(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    let mut frame = app.frame(&seat, "全县常用语");
    frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&draw(frame, version, |kind| now.of(kind).join("\n")))
}

fn draw(frame: Frame, version: i64, list: impl Fn(PhraseKind) -> String) -> CountyPhrasesPage {
    let one = |kind: PhraseKind| (kind.as_str(), kind.label(), Field::of(list(kind)));
    let source = if version == 0 { county_phrases_source() } else { "" };
    CountyPhrasesPage { frame, version, lists: PhraseKind::ALL.map(one).into(), source: source.to_owned() }
}

/// Changes them, or says what is to be mended in each list.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let (form, version) = (typed(&posted), posted.number("version").unwrap_or_default());
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let done = blocking(move || change_county_phrases(&bureau, &desk, (&form, version), key.as_deref())).await?;
    let mut page = draw(app.frame(&seat, "全县常用语"), version, |kind| posted.text(kind.as_str()));
    match done {
        Ok(_) => go(&address(paths::COUNTY_PHRASES, &[("done", "phrases")])),
        Err(Failure::Refused(refusal)) => {
            for (kind, flaw) in refusal.0 {
                let sentence = flaw.to_string();
                page.frame = page.frame.with_problem(kind.as_str(), &sentence);
                for (_, _, field) in page.lists.iter_mut().filter(|(name, _, _)| *name == kind.as_str()) {
                    field.problem = Some(sentence.clone());
                }
            }
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Failure::Stale) => {
            let sentence = "常用语刚被别人改过。您写的还在下面，请先复制留底，再打开这一页改";
            page.frame = page.frame.with_problem("", sentence);
            show_as(StatusCode::CONFLICT, &page)
        }
        Err(failure) => Err(failure.into()),
    }
}
