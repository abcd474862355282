//! Checking and submitting (核对并提交): the whole form once more, then the two acts that make it an application: the
//! answers in their settled form, and the submission.

use axum::extract::State;
use domain::catalogue::{Answers, check_answers};
use services::{
    Failure,
    cases::{Draft, Own, keep_draft, submit as send_in},
};

use super::{
    CheckPage,
    materials::files,
    page::{promised, terms, to_bring, uploaded},
    questions::{last, screens},
    ticket::{Ticket, asked, veil},
};
use crate::{
    base::paths,
    catalogue::answering::{PREFIX, answer_rows},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, show},
};

async fn draw(app: &App, seat: &Seat, (own, ticket): (&Own, &Ticket)) -> Result<CheckPage, Oops> {
    let held = files(app, seat, ticket).await?;
    let (form, answers) = asked(own)?;
    let checked = check_answers(&form, &answers, app.bureau().today());
    let screen = |key: &str| {
        let at = form.pages.iter().position(|p| p.fields.iter().any(|f| f.key == key)).unwrap_or_default();
        format!("{}#{PREFIX}{key}", paths::own_questions(at + 1))
    };
    let open = checked
        .as_ref()
        .err()
        .map(|flaws| flaws.iter().map(|flaw| (flaw.sentence.clone(), screen(&flaw.key))).collect::<Vec<_>>());
    let mut told = checked.map_or_else(|_| answers.clone(), |checked| checked.texts().clone());
    told.extend(veil(app, own, &form));
    let shown = Answers::unchecked(told);
    Ok(CheckPage {
        frame: app.frame(seat, "核对并提交"),
        item: own.case.item_name.clone(),
        of: screens(own, &form),
        before: match own.case.materials.is_empty() {
            true => last(&form, &answers),
            false => paths::OWN_MATERIALS.to_owned(),
        },
        rows: answer_rows(&form, &shown, |at| Some(paths::own_questions(at + 1))),
        open: open.unwrap_or_default(),
        uploaded: uploaded(own, &held),
        deferred: promised(own, &held),
        terms: terms(app).await?,
        materials: to_bring(own, &held),
        number: own.case.no.to_string(),
    })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, ticket: Ticket) -> Reply {
    match ticket.open(&app, &seat).await? {
        Some(own) if own.case.stage.is_draft() => show(&draw(&app, &seat, (&own, &ticket)).await?),
        Some(_) | None => go(paths::OWN),
    }
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, ticket: Ticket, sent: Posted) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await?.filter(|own| own.case.stage.is_draft()) else {
        // Sent twice: it is in already, and its page says so.
        return go(paths::OWN);
    };
    let (form, answers) = asked(&own)?;
    let Ok(checked) = check_answers(&form, &answers, app.bureau().today()) else {
        return show(&draw(&app, &seat, (&own, &ticket)).await?);
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let done = blocking(move || {
        let step = |word: &str| key.as_ref().map(|k| format!("{}:{word}", k.chars().take(180).collect::<String>()));
        let settled = Draft { answers: checked.texts().clone(), materials: Vec::new() };
        let at = ticket.at(own.case.version);
        let version = keep_draft(&bureau, &desk, (&at, &settled), step("keep").as_deref())?;
        send_in(&bureau, &desk, &ticket.at(version), step("send").as_deref())
    })
    .await?;
    match done {
        Ok(_) => go(&address(paths::OWN, &[("done", "submitted")])),
        Err(Failure::Stale | Failure::Refused(_)) => go(paths::OWN),
        Err(failure) => Err(failure.into()),
    }
}
