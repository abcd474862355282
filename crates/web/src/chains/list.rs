//! The list of chains over HTTP, and beginning one.

use axum::{extract::State, http::StatusCode};
use domain::{
    chains::{ChainRecord, ChainRefusal},
    people::{Act, authorise},
};
use services::{
    Failure,
    chains::{Begin, begin, chain_list, moved_chains},
};

use super::{ChainListPage, ChainRow};
use crate::{
    base::{Field, paths},
    door::{App, Oops, Posted, Reply, Seat, blocking, go, show, show_as},
};

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    show(&draw(&app, &seat, &Begin::default()).await?)
}

async fn draw(app: &App, seat: &Seat, typed: &Begin) -> Result<ChainListPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found =
        blocking(move || -> Result<_, Oops> { Ok((chain_list(&bureau, &desk)?, moved_chains(&bureau, &desk)?)) });
    let (records, moved) = found.await??;
    let may_edit = authorise(&seat.desk, Act::ChainEdit, None).is_ok();
    Ok(ChainListPage {
        frame: app.frame(seat, "一件事清单"),
        may_edit,
        rows: records.iter().map(|r| row(r, moved.get(&r.code))).collect(),
        name: Field::of(&typed.name),
        purpose: Field::of(&typed.purpose),
        items: Field::of(typed.items.join("\n")),
    })
}

fn row(record: &ChainRecord, moved: Option<&Vec<String>>) -> ChainRow {
    let newest = record.newest();
    ChainRow {
        href: paths::chain_page(&record.code, "edit"),
        code: record.code.clone(),
        name: newest.map(|c| c.name.clone()).unwrap_or_default(),
        lead: newest.map(|c| c.lead.name.clone()).unwrap_or_default(),
        size: newest.map(|c| format!("{} 个事项，{} 个部门", c.members.len(), c.offices().len())).unwrap_or_default(),
        state: record.state().label().to_owned(),
        note: moved.map(|names| format!("“{}”已换了部门", names.join("”“"))).unwrap_or_default(),
        renew: moved
            .filter(|_| record.draft.is_none())
            .map(|_| paths::chain_page(&record.code, "renew"))
            .unwrap_or_default(),
    }
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, sent: Posted) -> Reply {
    let items = sent.text("items");
    let form = Begin {
        name: sent.text("name"),
        purpose: sent.text("purpose"),
        items: items.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect(),
    };
    let (bureau, desk, wanted, key) = (app.bureau().clone(), seat.desk.clone(), form.clone(), sent.key());
    let refusal = match blocking(move || begin(&bureau, &desk, &wanted, key.as_deref())).await? {
        Ok(kept) => return go(&paths::chain_page(&kept.code, "edit")),
        Err(Failure::Refused(refusal)) => refusal,
        Err(other) => return Err(Oops::from(other)),
    };
    let mut page = draw(&app, &seat, &form).await?;
    let sentence = refusal.to_string();
    let field = match refusal {
        ChainRefusal::NoName | ChainRefusal::TooLong("名称", _) => "name",
        ChainRefusal::TooLong(..) => "purpose",
        ChainRefusal::TooFewMembers
        | ChainRefusal::TooManyMembers(_)
        | ChainRefusal::NoApplicants
        | ChainRefusal::Twice(_)
        | ChainRefusal::UnknownItem(_)
        | ChainRefusal::NotOnApplication(_)
        | ChainRefusal::NoDraft
        | ChainRefusal::Unsound(_)
        | ChainRefusal::NotInForce
        | ChainRefusal::Form(_) => "items",
    };
    let shown = match field {
        "name" => &mut page.name,
        "purpose" => &mut page.purpose,
        _ => &mut page.items,
    };
    shown.problem = Some(sentence.clone());
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
