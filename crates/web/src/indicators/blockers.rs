//! Entering what holds gaps up over HTTP (登记堵点): for one row or for all that were ticked.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use services::{
    Failure,
    indicators::{BlockerForm, Gap, GapList, blocker_field, blocker_kinds, set_blocker},
};

use super::{BlockersPage, ChosenRow, gaps};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// `?subject=` once for each row.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, query: Query) -> Reply {
    let indicator = gaps::named(&indicator)?;
    let list = gaps::load(&app, &seat, indicator, "").await?.ok_or_else(Oops::not_found)?;
    let rows = chosen(&list, &query.all("subject"));
    let form = match rows.as_slice() {
        [one] => BlockerForm {
            blocker: one.blocker.kind.map(|k| k.code.clone()).unwrap_or_default(),
            note: one.blocker.note.clone(),
            owner: one.blocker.owner.clone(),
            planned_on: one.blocker.planned_on.map(|d| d.to_string()).unwrap_or_default(),
            seen: Some(one.blocker.seen.clone()),
            ..BlockerForm::default()
        },
        _ => BlockerForm::default(),
    };
    show(&drawn(&app, &seat, &list, &rows, form))
}

fn chosen<'a>(list: &'a GapList, subjects: &[String]) -> Vec<&'a Gap> {
    list.rows().filter(|gap| subjects.contains(&gap.subject)).collect()
}

fn drawn(app: &App, seat: &Seat, list: &GapList, rows: &[&Gap], form: BlockerForm) -> BlockersPage {
    let indicator = list.figure.indicator;
    let title = match rows {
        [] => "没有选中要登记的行".to_owned(),
        [one] => format!("登记堵点：{}", one.name),
        many => format!("登记 {} 行的堵点", many.len()),
    };
    let mut options =
        vec![Pick { value: String::new(), label: "没有堵点".into(), chosen: form.blocker.is_empty() }];
    options.extend(blocker_kinds().iter().map(|kind| Pick {
        value: kind.code.clone(),
        label: match kind.closable {
            true => format!("{}（{}）", kind.word, kind.hint),
            false => format!("{}（{}；县里补不了）", kind.word, kind.hint),
        },
        chosen: kind.code == form.blocker,
    }));
    BlockersPage {
        frame: app.frame(seat, title),
        indicator: indicator.id().to_owned(),
        name: indicator.name().to_owned(),
        rows: rows
            .iter()
            .map(|gap| ChosenRow {
                subject: gap.subject.clone(),
                name: gap.name.clone(),
                unit: gap.unit.clone(),
                words: gap.blocker.words.clone(),
            })
            .collect(),
        seen: form.seen,
        blocker: Choice { options, problem: None },
        note: Field::of(form.note),
        owner: Field::of(form.owner),
        planned_on: Field::of(form.planned_on),
    }
}

/// Saves it for all rows of the form, or says what is to be mended.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, posted: Posted) -> Reply {
    let indicator = gaps::named(&indicator)?;
    let form = BlockerForm {
        indicator: indicator.id().to_owned(),
        subjects: posted.all("subject"),
        blocker: posted.text("blocker"),
        note: posted.text("note"),
        owner: posted.text("owner"),
        planned_on: posted.text("planned_on"),
        seen: posted.all("seen").into_iter().next(),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let refusal = match blocking(move || set_blocker(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(many) => {
            let done = if form.blocker.trim().is_empty() { "cleared" } else { "blocker" };
            let back = paths::indicator_page(indicator.id(), "gaps");
            return go(&address(&back, &[("done", done), ("count", &many.to_string())]));
        }
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => return Err(failure.into()),
    };
    let list = gaps::load(&app, &seat, indicator, "").await?.ok_or_else(Oops::not_found)?;
    let rows = chosen(&list, &form.subjects);
    let mut page = drawn(&app, &seat, &list, &rows, form);
    let sentence = refusal.to_string();
    // Without a row there is no form, and no field to lead to.
    let named = if page.rows.is_empty() { "" } else { blocker_field(&refusal) };
    let field = match named {
        "blocker" => &mut page.blocker.problem,
        "note" => &mut page.note.problem,
        "owner" => &mut page.owner.problem,
        "planned_on" => &mut page.planned_on.problem,
        _ => {
            page.frame = page.frame.with_problem("", &sentence);
            return show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    *field = Some(sentence.clone());
    page.frame = page.frame.with_problem(named, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
