//! What staff do on a matter over HTTP: look, accept, ask, take what was supplied or handed in again, hand out,
//! withdraw.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{cases::CorrectionItem, chains::Look, people::Desk};
use services::{
    Bureau, Failure,
    chains::matters::{self, AgainForm, AskForm, HandOutForm, MaterialsForm, MatterFailure, MatterRef, SupplyForm},
};

use super::view;
use crate::{
    base::paths,
    catalogue::answering::typed,
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, show_as},
};

/// Runs an act and goes back to the matter; what was refused is said there.
async fn done(
    (app, seat): (&App, &Seat),
    (no, sent): (&str, &Posted),
    word: &str,
    act: impl FnOnce(&Bureau, &Desk, &MatterRef, Option<&str>) -> Result<i64, MatterFailure> + Send + 'static,
) -> Reply {
    let at = MatterRef { matter_no: no.to_owned(), version: sent.number("version").unwrap_or_default() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let (status, sentence) = match blocking(move || act(&bureau, &desk, &at, key.as_deref())).await? {
        Ok(_) => return go(&address(&paths::matter(no), &[("done", word)])),
        Err(Failure::Refused(refusal)) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.to_string()),
        Err(Failure::Stale) => (StatusCode::CONFLICT, "刚才有人先办了一步，下面已是最新情况，请核对后再办".to_owned()),
        Err(other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_))) => return Err(Oops::from(other)),
    };
    show_as(status, &view::refused(app, seat, (no, sent), &sentence).await?)
}

fn places(sent: &Posted) -> Vec<usize> {
    sent.all("material").iter().filter_map(|p| p.parse().ok()).collect()
}

fn lines(text: &str) -> Vec<CorrectionItem> {
    let said = text.lines().map(str::trim).filter(|l| !l.is_empty());
    said.map(|l| CorrectionItem { material: None, what: l.to_owned() }).collect()
}

pub(crate) async fn accept(State(app): State<App>, seat: Seat, Path(no): Path<String>, sent: Posted) -> Reply {
    let deferred = sent.all("deferred").iter().filter_map(|p| p.parse().ok()).collect();
    let form = MaterialsForm { materials: places(&sent), deferred, promised: sent.text("promised") == "1" };
    done((&app, &seat), (&no, &sent), "accepted", move |b, d, at, key| matters::accept(b, d, (at, &form), key)).await
}

pub(crate) async fn ask(State(app): State<App>, seat: Seat, Path(no): Path<String>, sent: Posted) -> Reply {
    let said = sent.under("what-").into_iter().map(|(key, text)| (key, lines(&text)));
    let looks: BTreeMap<String, Look> =
        said.filter(|(_, l)| !l.is_empty()).map(|(key, l)| (key, Look::Needs(l))).collect();
    let form = AskForm { looks, until: None };
    done((&app, &seat), (&no, &sent), "asked", move |b, d, at, key| matters::ask_correction(b, d, (at, &form), key))
        .await
}

pub(crate) async fn look(State(app): State<App>, seat: Seat, Path(no): Path<String>, sent: Posted) -> Reply {
    let (member, needs) = (sent.text("member"), lines(&sent.text("needs")));
    let said = if sent.text("do") == "complete" { Look::Complete } else { Look::Needs(needs) };
    done((&app, &seat), (&no, &sent), "looked", move |b, d, at, key| matters::look(b, d, (at, &member, &said), key))
        .await
}

pub(crate) async fn supply(State(app): State<App>, seat: Seat, Path(no): Path<String>, sent: Posted) -> Reply {
    let form = SupplyForm { materials: places(&sent), answers: typed(&sent) };
    done((&app, &seat), (&no, &sent), "supplied", move |b, d, at, key| matters::supply(b, d, (at, &form), key)).await
}

pub(crate) async fn deliver(State(app): State<App>, seat: Seat, Path(no): Path<String>, sent: Posted) -> Reply {
    let form = HandOutForm {
        way: sent.text("way"),
        receiver: sent.text("receiver"),
        by_applicant: sent.text("by_applicant") == "1",
    };
    done((&app, &seat), (&no, &sent), "delivered", move |b, d, at, key| matters::deliver(b, d, (at, &form), key)).await
}

pub(crate) async fn withdraw(State(app): State<App>, seat: Seat, Path(no): Path<String>, sent: Posted) -> Reply {
    let reason = sent.text("reason");
    done((&app, &seat), (&no, &sent), "withdrawn", move |b, d, at, key| matters::withdraw(b, d, (at, &reason), key))
        .await
}

/// Hands a returned member in again, or notes that the applicant gives it up. What is left blank stays as it was.
pub(crate) async fn again(State(app): State<App>, seat: Seat, Path(no): Path<String>, sent: Posted) -> Reply {
    let given_up = sent.text("give_up");
    let (member, form, word) = match given_up.is_empty() {
        true => {
            let materials = sent.all("again_material").iter().filter_map(|p| p.parse().ok()).collect();
            let mut answers = typed(&sent);
            answers.retain(|_, answer| !answer.trim().is_empty());
            (sent.text("member"), AgainForm::HandIn(SupplyForm { materials, answers }), "again")
        }
        false => (given_up, AgainForm::GiveUp, "given_up"),
    };
    done((&app, &seat), (&no, &sent), word, move |b, d, at, key| matters::begin_again(b, d, (at, &member, &form), key))
        .await
}

/// Notes that materials came that were to follow.
pub(crate) async fn bring(State(app): State<App>, seat: Seat, Path(no): Path<String>, sent: Posted) -> Reply {
    let came = places(&sent);
    done((&app, &seat), (&no, &sent), "brought", move |b, d, at, key| matters::bring(b, d, (at, &came), key)).await
}
