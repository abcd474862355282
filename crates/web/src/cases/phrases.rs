//! One's own phrases over HTTP (我的常用语).

use axum::{extract::State, http::StatusCode};
use domain::cases::PhraseKind;
use services::{
    Failure,
    cases::{PhraseForm, Phrases, county_phrases},
};

use super::{PhraseList, PhrasesPage, words};
use crate::{
    base::{Field, Frame, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// The lists.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let own = blocking(move || services::cases::own_phrases(&bureau, &desk)).await??;
    let county = county(&app).await?;
    let mut frame = app.frame(&seat, "我的常用语");
    frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&draw(frame, &county, |kind| own.of(kind).join("\n")))
}

async fn county(app: &App) -> Result<Phrases, Oops> {
    let bureau = app.bureau().clone();
    Ok(blocking(move || county_phrases(&bureau)).await?.map_err(|e| Oops::broken(&e))?.0)
}

fn draw(frame: Frame, county: &Phrases, own: impl Fn(PhraseKind) -> String) -> PhrasesPage {
    let list = |kind: PhraseKind| PhraseList {
        name: kind.as_str(),
        label: kind.label(),
        own: Field::of(own(kind)),
        county: county.of(kind).to_vec(),
    };
    PhrasesPage { frame, lists: PhraseKind::ALL.map(list).into() }
}

/// The lists as they were typed.
pub(super) fn typed(posted: &Posted) -> PhraseForm {
    PhraseForm {
        opinion: posted.text(PhraseKind::Opinion.as_str()),
        reason: posted.text(PhraseKind::Reason.as_str()),
        correction: posted.text(PhraseKind::Correction.as_str()),
    }
}

/// Keeps them, or says what is to be mended in each list.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let form = typed(&posted);
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let flaws = match blocking(move || services::cases::keep_phrases(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(()) => return go(&address(paths::PHRASES, &[("done", "phrases")])),
        Err(Failure::Refused(refusal)) => refusal.0,
        Err(other) => return Err(other.into()),
    };
    let mut page = draw(app.frame(&seat, "我的常用语"), &county(&app).await?, |kind| posted.text(kind.as_str()));
    for (kind, flaw) in flaws {
        let sentence = flaw.to_string();
        page.frame = page.frame.with_problem(kind.as_str(), &sentence);
        for list in page.lists.iter_mut().filter(|l| l.name == kind.as_str()) {
            list.own.problem = Some(sentence.clone());
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
