//! Beginning an application (开始申请): who applies. The draft is made here; from then on nothing typed is lost.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::ItemId,
    cases::{ApplicantFlaw, Channel, open_to_applications},
    catalogue::{Clients, Need, form_of},
};
use services::{
    Failure,
    cases::{AcceptForm, AcceptRefusal, ApplyRefusal, begin_draft},
    catalogue::{GuideView, guide},
};

use super::{
    ApplyPage,
    page::{open_own, refused, sentence},
    ticket::Ticket,
};
use crate::{
    base::{Choice, Field, paths},
    door::{App, Oops, Posted, Reply, Seat, blocking, go, id, show, show_as},
};

/// The item, where it may be applied for.
pub(super) async fn load(app: &App, seat: &Seat, item: &str) -> Result<GuideView, Oops> {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), id::<ItemId>(item)?);
    let found = blocking(move || guide(&bureau, &desk, wanted)).await?.map_err(|e| Oops::broken(&e))?;
    let view = found.ok_or_else(Oops::not_found)?;
    match open_to_applications(&view.item.content) {
        Ok(()) => Ok(view),
        Err(refusal) => Err(Oops::not_found().saying(refusal.to_string())),
    }
}

fn draw(app: &App, seat: &Seat, view: &GuideView, sent: &Posted) -> ApplyPage {
    let content = &view.item.content;
    let options: &[(&str, &str)] = match content.clients {
        Some(Clients::Person) => &[("person", "个人")],
        Some(Clients::Organisation) => &[("organisation", "单位")],
        Some(Clients::Both) | None => &[("person", "个人"), ("organisation", "单位")],
    };
    let typed = sent.text("applicant");
    let chosen = options.iter().find(|(value, _)| *value == typed).unwrap_or(&options[0]).0;
    let needed = content.guide.materials.iter().filter(|m| m.need == Need::Required);
    ApplyPage {
        frame: app.frame(seat, content.name.clone()),
        item: view.item.id.to_string(),
        applicant: Choice::of(options, chosen),
        name: Field::of(sent.text("name")),
        code: Field::of(sent.text("code")),
        contact: Field::of(sent.text("contact")),
        phone: Field::of(sent.text("phone")),
        earlier_no: Field::of(sent.text("earlier_no")),
        earlier_password: Field::of(sent.text("earlier_password")),
        opened: String::new(),
        screens: form_of(content).map_or(0, |f| f.pages.len()),
        materials: needed.map(|m| m.name.clone()).collect(),
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, ticket: Ticket, Path(item): Path<String>) -> Reply {
    let view = load(&app, &seat, &item).await?;
    let mut page = draw(&app, &seat, &view, &Posted::default());
    page.opened = ticket.open(&app, &seat).await?.map(|own| own.case.no.to_string()).unwrap_or_default();
    show(&page)
}

/// Whether an earlier case is to be taken over: by its own button, or where nothing else was filled in. Enter in another
/// field presses that button too.
fn wants_again(sent: &Posted) -> bool {
    let blank = |names: &[&str]| names.iter().all(|name| sent.text(name).trim().is_empty());
    let (pressed, alone) = (sent.text("do") == "again", blank(&["name", "code", "phone"]));
    if blank(&["earlier_no", "earlier_password"]) { pressed && alone } else { pressed || alone }
}

/// Opens the earlier case in this browser and goes on to what is taken over; else everything stays as it was typed.
async fn take_over(app: &App, seat: &Seat, view: &GuideView, sent: &Posted) -> Reply {
    let (number, password) = (sent.text("earlier_no"), sent.text("earlier_password"));
    let refusal = match open_own(app, seat, &number, &password).await? {
        Ok(()) => {
            let mut answer = go(&paths::apply_again(&view.item.id.to_string()))?;
            Ticket::keep(app, &mut answer, &number, &password);
            return Ok(answer);
        }
        Err(refusal) => refusal,
    };
    let sentence = sentence(&refusal);
    let mut page = draw(app, seat, view, sent);
    page.frame = page.frame.with_problem("earlier_no", &sentence);
    page.earlier_no.problem = Some(sentence);
    refused(&refusal, &page)
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(item): Path<String>, sent: Posted) -> Reply {
    let view = load(&app, &seat, &item).await?;
    if wants_again(&sent) {
        return take_over(&app, &seat, &view, &sent).await;
    }
    let form = AcceptForm {
        item: view.item.id.get(),
        applicant: sent.text("applicant"),
        code: sent.text("code"),
        name: sent.text("name"),
        contact: sent.text("contact"),
        phone: sent.text("phone"),
        ..AcceptForm::default()
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let failure = match blocking(move || begin_draft(&bureau, &desk, (&form, Channel::Online), key.as_deref())).await? {
        Ok(begun) => {
            let mut answer = go(&paths::own_questions(1))?;
            Ticket::keep(&app, &mut answer, &begun.case_no, &begun.query_password);
            return Ok(answer);
        }
        Err(failure) => failure,
    };
    let mut page = draw(&app, &seat, &view, &sent);
    match failure {
        Failure::Refused(ApplyRefusal::Form(AcceptRefusal::Fields(flaws))) => point_out(&mut page, &flaws),
        Failure::Refused(refusal) => page.frame = page.frame.with_problem("", &refusal.to_string()),
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Stale | Failure::Store(_)) => {
            return Err(other.into());
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn point_out(page: &mut ApplyPage, flaws: &[ApplicantFlaw]) {
    for flaw in flaws {
        let said = Some(flaw.sentence.clone());
        let field = match flaw.field {
            "name" => &mut page.name.problem,
            "code" => &mut page.code.problem,
            "contact" => &mut page.contact.problem,
            "phone" => &mut page.phone.problem,
            "applicant" => &mut page.applicant.problem,
            // Materials are brought later; they are no part of this screen.
            _ => continue,
        };
        *field = said;
        page.frame = page.frame.clone().with_problem(flaw.field, &flaw.sentence);
    }
}
