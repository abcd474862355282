//! Making the certificate of a case over HTTP (制证).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use services::{
    Failure,
    certificates::{IssueForm, Offer, Replaceable},
};

use super::{IssuePage, words};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, show, show_as},
};

/// The form with what is offered.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    show(&draw(&app, &seat, load(&app, &seat, no).await?))
}

/// Makes it and goes to its page.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = IssueForm {
        case_no: no.clone(),
        number: posted.text("number"),
        valid_from: posted.text("valid_from"),
        valid_to: posted.text("valid_to"),
        replaces: posted.number("replaces"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let done = blocking(move || services::certificates::issue(&bureau, &desk, &sent, key.as_deref())).await?;
    let (status, flaws) = match done {
        Ok(issued) => return go(&address(&paths::certificate(&issued.id.to_string()), &[("done", "issued")])),
        Err(Failure::Refused(refusal)) => (StatusCode::UNPROCESSABLE_ENTITY, words::flaws(&refusal)),
        Err(Failure::Store(e)) if services::key_reused(&e) => (StatusCode::CONFLICT, vec![("", e.to_string())]),
        Err(failure) => return Err(failure.into()),
    };
    let mut page = draw(&app, &seat, load(&app, &seat, no).await?);
    let at = |field: &str| flaws.iter().find(|(f, _)| *f == field).map(|(_, told)| told.clone());
    let field = |value: String, name: &str| Field { value, problem: at(name) };
    page.number = field(form.number, "number");
    page.valid_from = field(form.valid_from, "valid_from");
    page.valid_to = field(form.valid_to, "valid_to");
    page.replaces.problem = at("replaces");
    for option in &mut page.replaces.options {
        option.chosen = option.value == form.replaces.map(|id| id.to_string()).unwrap_or_default();
    }
    for (name, told) in &flaws {
        // A sentence whose field is not on the page stands alone.
        let there = page.refusal.is_none() && (*name != "replaces" || !page.replaces.options.is_empty());
        page.frame = page.frame.with_problem(if there { name } else { "" }, told);
    }
    show_as(status, &page)
}

/// What is offered, and the certificate that was made before.
type Loaded = (Offer, Option<i64>);

async fn load(app: &App, seat: &Seat, no: String) -> Result<Loaded, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || {
        let offer = services::certificates::offer(&bureau, &desk, &no)?;
        let issued = offer.issued;
        Ok((offer, issued))
    })
    .await?
}

fn draw(app: &App, seat: &Seat, (offer, issued): Loaded) -> IssuePage {
    IssuePage {
        frame: app.frame(seat, "制证"),
        case_no: offer.case_no,
        item: offer.item,
        result_name: offer.result_name,
        refusal: offer.refusal.map(|r| r.to_string()),
        issued_href: issued.map(|id| paths::certificate(&id.to_string())),
        number: Field::of(offer.number),
        valid_from: Field::of(offer.valid_from.to_string()),
        valid_to: Field::of(offer.valid_to.map(|d| d.to_string()).unwrap_or_default()),
        replaces: replaces(&offer.replaceable),
    }
}

fn replaces(olds: &[Replaceable]) -> Choice {
    if olds.is_empty() {
        return Choice::default();
    }
    let mut options = vec![Pick { value: String::new(), label: "不换发，是新证".into(), chosen: true }];
    options.extend(olds.iter().map(|old| {
        let until = old.valid_to.map_or_else(|| "长期有效".to_owned(), |d| format!("有效至 {}", words::plain(d)));
        Pick { value: old.id.to_string(), label: format!("{}，{until}", old.number), chosen: false }
    }));
    Choice { options, problem: None }
}
