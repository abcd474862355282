//! Steps beside the form of an item (退回、扔掉、改状态、撤回): each with a reason, each its own small form.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{base::ItemId, catalogue::LifeRefusal};
use services::{
    Failure,
    catalogue::{DraftRefusal, StatusForm, change_status, drop_draft, publish_draft, return_draft, withdraw},
};

use super::{
    DraftPage,
    form::after_publication,
    view::{load, page as draw},
};
use crate::{
    base::paths,
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, id, show_as},
};

fn done(item: &str, word: &str) -> Reply {
    go(&address(&paths::item_edit(item), &[("done", word)]))
}

/// The page with a step that was not taken: the sentence stands beside `mend`'s field.
async fn refused(
    app: &App,
    seat: &Seat,
    wanted: ItemId,
    failure: Failure<DraftRefusal>,
    field: &str,
    mend: impl FnOnce(&mut DraftPage, &str) -> bool,
) -> Reply {
    let (status, sentence) = match &failure {
        Failure::Stale => (StatusCode::CONFLICT, "刚才有人动过这一项，请看过现在的样子再办".to_owned()),
        Failure::Refused(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.to_string()),
        Failure::Denied(_) | Failure::NotFound | Failure::Store(_) => return Err(Oops::from(failure)),
    };
    let mut page = draw(app, seat, &load(app, seat, Some(wanted)).await?, None, None);
    let beside = status == StatusCode::UNPROCESSABLE_ENTITY && mend(&mut page, &sentence);
    page.frame = page.frame.with_problem(if beside { field } else { "" }, &sentence);
    show_as(status, &page)
}

/// Sends a submitted draft back, publishes it as it stands, or throws a draft away.
pub(crate) async fn step(State(app): State<App>, seat: Seat, Path(item): Path<String>, form: Posted) -> Reply {
    let wanted: ItemId = id(&item)?;
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    let (act, note, seq) = (form.text("act"), form.text("note"), form.number("seq").unwrap_or_default());
    let (wish, words) = (act.clone(), note.clone());
    let taken = blocking(move || match wish.as_str() {
        "return" => return_draft(&bureau, &desk, wanted, seq, &words, key.as_deref()).map(|_| None),
        "drop" => drop_draft(&bureau, &desk, wanted, seq, key.as_deref()).map(|_| None),
        "publish" => publish_draft(&bureau, &desk, wanted, seq, "", key.as_deref()).map(Some),
        _ => Err(Failure::NotFound),
    })
    .await?;
    match taken {
        Ok(Some(published)) => go(&after_publication(wanted, published)),
        Ok(None) if act == "return" => done(&item, "returned"),
        // A new item is gone with its draft.
        Ok(None) => go(&address(paths::DRAFTS, &[("done", "dropped")])),
        Err(failure) => {
            refused(&app, &seat, wanted, failure, "note", |page, sentence| match &mut page.now {
                Some(now) if act == "return" && now.submitted => {
                    now.back.value = note;
                    now.back.problem = Some(sentence.to_owned());
                    true
                }
                Some(_) | None => false,
            })
            .await
        }
    }
}

/// Suspends, resumes or cancels.
pub(crate) async fn status(State(app): State<App>, seat: Seat, Path(item): Path<String>, form: Posted) -> Reply {
    let wanted: ItemId = id(&item)?;
    let sent = StatusForm {
        version: form.number("version").unwrap_or_default(),
        status: form.text("field-status"),
        effective_on: form.text("status_day"),
        why: form.text("status_why"),
    };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), sent.clone());
    let failure = match blocking(move || change_status(&bureau, &desk, wanted, asked, key.as_deref())).await? {
        Ok(_) => return done(&item, "status"),
        Err(failure) => failure,
    };
    let field = match &failure {
        Failure::Refused(DraftRefusal::Day | DraftRefusal::Life(LifeRefusal::Past)) => "status_day",
        Failure::Refused(DraftRefusal::Status | DraftRefusal::Life(LifeRefusal::SameStatus(_))) => "field-status",
        Failure::Refused(DraftRefusal::Life(_) | DraftRefusal::Fields(_) | DraftRefusal::NoItem)
        | Failure::Stale
        | Failure::Denied(_)
        | Failure::NotFound
        | Failure::Store(_) => "status_why",
    };
    refused(&app, &seat, wanted, failure, field, |page, sentence| {
        let Some(now) = &mut page.status else { return false };
        (now.day.value, now.why.value) = (sent.effective_on, sent.why);
        for option in &mut now.choice.options {
            option.chosen = option.value == sent.status;
        }
        let said = Some(sentence.to_owned());
        match field {
            "status_day" => now.day.problem = said,
            "field-status" => now.choice.problem = said,
            _ => now.why.problem = said,
        }
        true
    })
    .await
}

/// Withdraws the version that waits for its day.
pub(crate) async fn withdrawn(State(app): State<App>, seat: Seat, Path(item): Path<String>, form: Posted) -> Reply {
    let wanted: ItemId = id(&item)?;
    let (version, why) = (form.number("version").unwrap_or_default(), form.text("withdraw_why"));
    let (bureau, desk, key, words) = (app.bureau().clone(), seat.desk.clone(), form.key(), why.clone());
    match blocking(move || withdraw(&bureau, &desk, wanted, version, &words, key.as_deref())).await? {
        Ok(_) => done(&item, "withdrawn"),
        Err(failure) => {
            refused(&app, &seat, wanted, failure, "withdraw_why", |page, sentence| match &mut page.coming {
                Some(coming) => {
                    coming.why.value = why;
                    coming.why.problem = Some(sentence.to_owned());
                    true
                }
                None => false,
            })
            .await
        }
    }
}
