//! Applying with what an earlier case says (沿用): the case that this browser has opened with number and query password is
//! taken over on the server; the page shows it masked.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{base::ItemId, cases::ApplicantKind, certificates::HeldMaterial};
use services::{
    Failure,
    cases::{AcceptRefusal, Again, AgainForm, ApplyRefusal, again, begin_again},
    catalogue::GuideView,
    certificates::held_again,
};

use super::{AgainPage, HeldRow, apply::load, ticket::Ticket};
use crate::{
    base::{Field, paths},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, show, show_as},
};

/// The earlier case, and what certificates stand for; `None` where this browser has none open.
async fn earlier(
    app: &App,
    seat: &Seat,
    ticket: &Ticket,
    item: ItemId,
) -> Result<Option<(Again, Vec<HeldMaterial>)>, Oops> {
    let (bureau, desk, ticket) = (app.bureau().clone(), seat.desk.clone(), ticket.clone());
    blocking(move || {
        let opened = match again(&bureau, &desk, (&ticket.case_no, &ticket.password), item.get()) {
            Ok(opened) => opened,
            Err(Failure::Refused(ApplyRefusal::Door(_)) | Failure::NotFound) => return Ok(None),
            Err(failure) => return Err(failure.into()),
        };
        let held = held_again(&bureau, &opened, item).map_err(|e| Oops::broken(&e))?;
        Ok(Some((opened, held)))
    })
    .await?
}

fn draw(
    app: &App,
    seat: &Seat,
    view: &GuideView,
    (opened, held): (&Again, &[HeldMaterial]),
    sent: Option<&Posted>,
) -> AgainPage {
    let typed = |name: &str| Field::of(sent.map(|s| s.text(name)).unwrap_or_default());
    let chosen = |place: &String| sent.is_none_or(|s| s.all("held").contains(place));
    let row = |h: &HeldMaterial| {
        let place = h.place.to_string();
        let certificate = format!("{} {}", h.name, h.number);
        HeldRow { chosen: chosen(&place), place, material: h.material.clone(), certificate }
    };
    AgainPage {
        frame: app.frame(seat, view.item.content.name.clone()),
        item: view.item.id.to_string(),
        number: opened.case_no.clone(),
        before: opened.item_name.clone(),
        who: opened.masked(),
        code: opened.masked_code(),
        contact: (opened.kind() == ApplicantKind::Organisation).then(|| typed("contact")),
        phone: typed("phone"),
        phone_hint: format!("换了号码才填，留空就用 {}", opened.masked_phone()),
        held: held.iter().map(row).collect(),
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, ticket: Ticket, Path(item): Path<String>) -> Reply {
    let view = load(&app, &seat, &item).await?;
    match earlier(&app, &seat, &ticket, view.item.id).await? {
        Some((opened, held)) => show(&draw(&app, &seat, &view, (&opened, &held), None)),
        None => go(&paths::apply(&item)),
    }
}

/// Begins the application with it.
pub(crate) async fn submit(
    State(app): State<App>,
    seat: Seat,
    ticket: Ticket,
    Path(item): Path<String>,
    sent: Posted,
) -> Reply {
    let view = load(&app, &seat, &item).await?;
    let Some((opened, held)) = earlier(&app, &seat, &ticket, view.item.id).await? else {
        return go(&paths::apply(&item));
    };
    let mut page = draw(&app, &seat, &view, (&opened, &held), Some(&sent));
    // Another page of this browser may have opened another case meanwhile, or this form has begun its draft already.
    if sent.text("earlier") != opened.case_no {
        if opened.is_draft() {
            return go(&paths::own_questions(1));
        }
        let sentence = "这台设备上后来打开了另一件，下面换成了它的申请人。请核对后再提交";
        page.frame = page.frame.with_problem("", sentence);
        return show_as(StatusCode::CONFLICT, &page);
    }
    let ticked: Vec<usize> = sent.all("held").iter().filter_map(|p| p.parse().ok()).collect();
    let form = AgainForm {
        item: view.item.id.get(),
        contact: sent.text("contact"),
        phone: sent.text("phone"),
        held: held.iter().map(|h| h.place).filter(|place| ticked.contains(place)).collect(),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let done = blocking(move || begin_again(&bureau, &desk, (&opened, &form), key.as_deref())).await?;
    match done {
        Ok(begun) => {
            let mut answer = go(&address(&paths::own_questions(1), &[("done", "again")]))?;
            Ticket::keep(&app, &mut answer, &begun.case_no, &begun.query_password);
            return Ok(answer);
        }
        Err(Failure::Refused(refusal)) => point_out(&mut page, &refusal),
        Err(failure) => return Err(failure.into()),
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// What is to be mended: of the two fields beside them, of anything else on top.
fn point_out(page: &mut AgainPage, refusal: &ApplyRefusal) {
    let flaws = match refusal {
        ApplyRefusal::Form(AcceptRefusal::Fields(flaws) | AcceptRefusal::Answers(flaws, _)) => flaws.as_slice(),
        ApplyRefusal::Form(_) | ApplyRefusal::Door(_) | ApplyRefusal::TooMany(_) => &[],
    };
    let mut frame = page.frame.clone();
    let mut pointed = false;
    for flaw in flaws.iter().filter(|f| f.field != "materials") {
        let field = match flaw.field {
            "phone" => Some(&mut page.phone),
            "contact" => page.contact.as_mut(),
            _ => None,
        };
        let at = field.map_or("", |field| {
            field.problem = Some(flaw.sentence.clone());
            flaw.field
        });
        frame = frame.with_problem(at, &flaw.sentence);
        pointed = true;
    }
    page.frame = if pointed { frame } else { frame.with_problem("", &refusal.to_string()) };
}
