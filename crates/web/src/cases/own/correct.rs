//! Answering a correction online (在线补正): the materials that it asks for come as files, the rest is in the answers.
//! Told once, answered once: what is still missing is named, and nothing is sent before all is there.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::date_text,
    cases::Stage,
    catalogue::{APPLICANT_KIND, AnswerFlaw, Form, check_answers},
};
use services::{
    Failure,
    cases::{AcceptRefusal, ApplyRefusal, Draft, Own, OwnFile, supply_own},
};

use super::{
    CorrectPage,
    materials::files,
    page::named,
    questions::{given, plain},
    ticket::{Ticket, asked, unveiled, veil},
};
use crate::{
    base::paths,
    catalogue::answering::{Filled, PREFIX, all_pages, typed},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, show, show_as},
};

type Texts = std::collections::BTreeMap<String, String>;

/// It waits for an answer: answers and files can be given here, papers at the window.
pub(super) fn answers_here(own: &Own) -> bool {
    own.case.stage == Stage::CorrectionAsked && own.case.correction.is_some()
}

/// Of each material that is asked for, how many files came since; and whether all is there.
fn came(own: &Own, held: &[OwnFile]) -> Vec<(String, usize)> {
    let items = own.case.correction.iter().flat_map(|c| &c.items);
    let mut places: Vec<usize> = items.filter_map(|i| i.material).collect();
    places.dedup();
    let new = |place: usize| held.iter().filter(|f| f.removable && f.place.map(usize::from) == Some(place)).count();
    let named = places.into_iter().filter_map(|place| Some((own.case.materials.get(place)?.name.clone(), new(place))));
    named.collect()
}

/// The form, where the application was filled in; what came on paper is not asked online.
fn form_asked(own: &Own) -> Result<Option<(Form, Texts)>, Oops> {
    let (form, answers) = asked(own)?;
    Ok((!own.answers.is_empty()).then_some((form, answers)))
}

async fn draw(
    app: &App,
    seat: &Seat,
    (own, ticket): (&Own, &Ticket),
    answers: &Texts,
    flaws: &[AnswerFlaw],
) -> Result<CorrectPage, Oops> {
    let held = files(app, seat, ticket).await?;
    let form = form_asked(own)?;
    let mut frame = app.frame(seat, "补正");
    for flaw in flaws {
        frame = frame.with_problem(&format!("{PREFIX}{}", flaw.key), &flaw.sentence);
    }
    let correction = own.case.correction.as_ref();
    let veil = form.as_ref().map(|(form, _)| veil(app, own, form)).unwrap_or_default();
    let (offered, answers) = (given(own, form.as_ref().map(|(form, _)| form), &veil), &plain(answers, &veil, own));
    Ok(CorrectPage {
        frame,
        item: own.case.item_name.clone(),
        items: correction.map(|c| named(&own.case, &c.items)).unwrap_or_default(),
        until: correction.map(|c| date_text(c.until)).unwrap_or_default(),
        materials: came(own, &held),
        pages: form
            .map(|(form, _)| all_pages(&form, &Filled { answers, offered: &offered, flaws }, false))
            .unwrap_or_default(),
        version: own.case.version,
    })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, ticket: Ticket) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await?.filter(answers_here) else { return go(paths::OWN) };
    let answers = asked(&own)?.1;
    show(&draw(&app, &seat, (&own, &ticket), &answers, &[]).await?)
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, ticket: Ticket, sent: Posted) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await?.filter(answers_here) else { return go(paths::OWN) };
    let mut answers = typed(&sent);
    let mut settled = Texts::new();
    if let Some((form, kept)) = form_asked(&own)? {
        answers = unveiled((&own, &form), &veil(&app, &own, &form), answers);
        if let Some(kind) = kept.get(APPLICANT_KIND) {
            answers.insert(APPLICANT_KIND.to_owned(), kind.clone());
        }
        match check_answers(&form, &answers, app.bureau().today()) {
            Ok(checked) => settled.clone_from(checked.texts()),
            Err(flaws) => {
                let page = draw(&app, &seat, (&own, &ticket), &answers, &flaws).await?;
                return show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
            }
        }
    }
    let at = ticket.at(sent.number("version").unwrap_or_default());
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let draft = Draft { answers: settled, materials: Vec::new() };
    match blocking(move || supply_own(&bureau, &desk, (&at, &draft), key.as_deref())).await? {
        Ok(_) => go(&address(paths::OWN, &[("done", "corrected")])),
        Err(Failure::Refused(ApplyRefusal::Form(AcceptRefusal::Rule(rule)))) => {
            let mut page = draw(&app, &seat, (&own, &ticket), &answers, &[]).await?;
            page.frame = page.frame.with_problem("", &rule.to_string());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Failure::Stale | Failure::Refused(_)) => go(paths::OWN),
        Err(failure) => Err(failure.into()),
    }
}
