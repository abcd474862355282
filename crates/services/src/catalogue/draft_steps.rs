//! Steps of a draft that is there (送审、退回、放弃): each an event of its own. Not here: its content (`draft`) and
//! putting it into force (`publish`).

use domain::{
    base::ItemId,
    catalogue::{Draft, DraftMoved, LifeRefusal, send_back, submit},
    people::{Act, Desk, authorise},
};
use serde::Serialize;
use store::{
    catalogue as rows,
    journal::{self, Change, Entry, Stream},
    people,
};

use super::draft::{Refused, name_of, refused};
use crate::{Bureau, Failure};

/// One step of a draft that is there: loads it, asks the right, and writes what `step` makes of it.
fn step<R>(
    bureau: &Bureau,
    desk: &Desk,
    (id, seq): (ItemId, i64),
    (name, key): (&'static str, Option<&str>),
    content: &impl Serialize,
    step: R,
) -> Result<i64, Refused>
where
    R: Fn(Draft, &str) -> Result<(Option<Draft>, DraftMoved), LifeRefusal> + Send + Sync + 'static,
{
    let act = if name == "item.returned" { Act::CatalogueEdit } else { Act::CatalogueDraft };
    bureau.may(desk, act)?;
    let command = bureau.command(desk, name, key, &(id.get(), seq, content));
    let (region, desk, now) = (*bureau.region(), desk.clone(), bureau.now());
    let done = bureau.db().commit(command, move |tx| -> Result<_, Refused> {
        let draft = rows::draft(tx, &region, id)?.ok_or(Failure::NotFound)?;
        let departments = people::departments(tx, &region)?;
        let of = (draft.content.department, &*name_of(&departments, draft.content.department));
        let role = authorise(&desk, act, Some(of))?;
        let stamp = desk.stamp(now, role);
        let (next, event) = step(draft, &stamp.actor).map_err(refused)?;
        let change: Change = match &next {
            Some(draft) => rows::draft_change(&region, draft),
            None => rows::draft_removed(&region, id),
        };
        Ok(journal::append(tx, &region, &stamp, Entry::new(Stream::item(id), seq, name, &event).with(change))?)
    })?;
    Ok(done.value)
}

/// Submits a draft (送审).
pub fn submit_draft(bureau: &Bureau, desk: &Desk, id: ItemId, seq: i64, key: Option<&str>) -> Result<i64, Refused> {
    let now = bureau.now();
    step(bureau, desk, (id, seq), ("item.submitted", key), &(), move |draft, actor| {
        submit(draft, now, actor).map(|(draft, event)| (Some(draft), event))
    })
}

/// Sends a submitted draft back with a note (退回).
pub fn return_draft(
    bureau: &Bureau,
    desk: &Desk,
    id: ItemId,
    seq: i64,
    note: &str,
    key: Option<&str>,
) -> Result<i64, Refused> {
    let words = note.to_owned();
    step(bureau, desk, (id, seq), ("item.returned", key), &note, move |draft, _| {
        send_back(draft, &words).map(|(draft, event)| (Some(draft), event))
    })
}

/// Throws a draft away (放弃).
pub fn drop_draft(bureau: &Bureau, desk: &Desk, id: ItemId, seq: i64, key: Option<&str>) -> Result<i64, Refused> {
    step(bureau, desk, (id, seq), ("item.draft_dropped", key), &(), |draft, _| {
        let event = DraftMoved { code: draft.content.code, note: String::new() };
        Ok((None, event))
    })
}
