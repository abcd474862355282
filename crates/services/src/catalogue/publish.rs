//! Putting versions into force (发布、撤回、暂停、恢复、取消), today or on a day to come.
//!
//! Not here: drafting (`draft`).

use domain::{
    base::ItemId,
    catalogue::{Item, Status, change_status as decide_status, publish, withdraw as decide_withdrawal},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx, catalogue as rows,
    journal::{self, Entry, Stream},
};

use super::draft::{DraftRefusal, free_code, refused};
use crate::{Bureau, Failure};

/// A version that was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedVersion {
    /// Which.
    pub version: i64,
    /// Its first day.
    pub effective_on: Date,
}

/// The form that suspends, resumes or cancels an item.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StatusForm {
    /// Version that the form was made from.
    pub version: i64,
    /// Status word.
    pub status: String,
    /// First day; empty = today.
    pub effective_on: String,
    /// Why.
    pub why: String,
}

fn day_of(text: &str) -> Result<Option<Date>, DraftRefusal> {
    match text.trim() {
        "" => Ok(None),
        text => domain::base::parse_date(text).map(Some).map_err(|_| DraftRefusal::Day),
    }
}

/// Points to a version whose day has come.
fn point_if_due(tx: &mut Tx<'_>, bureau: &Bureau, item: &Item, today: Date) -> Result<(), StoreError> {
    if item.effective_on <= today { rows::point(tx, bureau.region(), item) } else { Ok(()) }
}

/// Publishes a submitted draft. `effective_on` empty = the day its author wished, or today.
pub fn publish_draft(
    bureau: &Bureau,
    desk: &Desk,
    id: ItemId,
    seq: i64,
    effective_on: &str,
    key: Option<&str>,
) -> Result<PublishedVersion, Failure<DraftRefusal>> {
    let role = bureau.may(desk, Act::CatalogueEdit)?;
    let (now, today) = (bureau.now(), bureau.today());
    let asked = day_of(effective_on).map_err(Failure::Refused)?;
    let command = bureau.command(desk, "item.publish", key, &(id.get(), seq, effective_on));
    let (worker, stamp) = (bureau.clone(), desk.stamp(now, role));
    let done = bureau.db().commit(command, move |tx| -> Result<_, Failure<DraftRefusal>> {
        let region = *worker.region();
        rows::bring_into_force(tx, &region, today)?;
        let draft = rows::draft(tx, &region, id)?.ok_or(Failure::NotFound)?;
        let versions = rows::versions(tx, &region, id)?;
        let day = asked.or(draft.planned_on).unwrap_or(today);
        free_code(tx, &region, &draft.content.code, id)?;
        let (item, event) = publish(&draft, &versions, day, today).map_err(refused)?;
        let entry = Entry::new(Stream::item(id), seq, "item.published", &event)
            .with(rows::item_version_change(&region, &item, now))
            .with(rows::draft_removed(&region, id));
        journal::append(tx, &region, &stamp, entry)?;
        point_if_due(tx, &worker, &item, today)?;
        Ok(PublishedVersion { version: item.version, effective_on: item.effective_on })
    })?;
    Ok(done.value)
}

/// Suspends, resumes or cancels an item: a version of its own, with a reason.
pub fn change_status(
    bureau: &Bureau,
    desk: &Desk,
    id: ItemId,
    form: StatusForm,
    key: Option<&str>,
) -> Result<PublishedVersion, Failure<DraftRefusal>> {
    let role = bureau.may(desk, Act::CatalogueEdit)?;
    let (now, today) = (bureau.now(), bureau.today());
    let kind = |status: Status| match status {
        Status::InUse => Some("item.resumed"),
        Status::Suspended => Some("item.suspended"),
        Status::Cancelled => Some("item.cancelled"),
        // An item that is in force does not become a draft again.
        Status::Draft => None,
    };
    let status = Status::from_word(&form.status).ok_or(Failure::Refused(DraftRefusal::Status))?;
    let name = kind(status).ok_or(Failure::Refused(DraftRefusal::Status))?;
    let day = day_of(&form.effective_on).map_err(Failure::Refused)?.unwrap_or(today);
    let command = bureau.command(desk, "item.status", key, &(id.get(), &form));
    let (worker, stamp) = (bureau.clone(), desk.stamp(now, role));
    let done = bureau.db().commit(command, move |tx| -> Result<_, Failure<DraftRefusal>> {
        let region = *worker.region();
        rows::bring_into_force(tx, &region, today)?;
        let item = rows::item(tx, &region, id)?.ok_or(Failure::NotFound)?;
        if item.version != form.version {
            return Err(Failure::Stale);
        }
        let versions = rows::versions(tx, &region, id)?;
        let (item, event) = decide_status(&item, &versions, status, day, today, &form.why).map_err(refused)?;
        let head = journal::head(tx, &region, &Stream::item(id))?;
        let entry =
            Entry::new(Stream::item(id), head, name, &event).with(rows::item_version_change(&region, &item, now));
        journal::append(tx, &region, &stamp, entry)?;
        point_if_due(tx, &worker, &item, today)?;
        Ok(PublishedVersion { version: item.version, effective_on: item.effective_on })
    })?;
    Ok(done.value)
}

/// Withdraws the version that waits for its day; `version` is the one that the page showed. Returns the
/// version of today that outvotes it.
pub fn withdraw(
    bureau: &Bureau,
    desk: &Desk,
    id: ItemId,
    version: i64,
    why: &str,
    key: Option<&str>,
) -> Result<i64, Failure<DraftRefusal>> {
    let role = bureau.may(desk, Act::CatalogueEdit)?;
    let (now, today) = (bureau.now(), bureau.today());
    let command = bureau.command(desk, "item.withdraw", key, &(id.get(), version, why));
    let (worker, stamp, why) = (bureau.clone(), desk.stamp(now, role), why.to_owned());
    let done = bureau.db().commit(command, move |tx| -> Result<_, Failure<DraftRefusal>> {
        let region = *worker.region();
        rows::bring_into_force(tx, &region, today)?;
        let coming = rows::item_at(tx, &region, id, version)?.ok_or(Failure::NotFound)?;
        let current = rows::item(tx, &region, id)?.map(|i| i.content);
        let versions = rows::versions(tx, &region, id)?;
        let (item, event) = decide_withdrawal(current.as_ref(), &coming, &versions, today, &why).map_err(refused)?;
        // The code it had may belong to another item by now, when the coming version changed it.
        free_code(tx, &region, &item.content.code, id)?;
        let head = journal::head(tx, &region, &Stream::item(id))?;
        let entry = Entry::new(Stream::item(id), head, "item.withdrawn", &event)
            .with(rows::item_version_change(&region, &item, now));
        journal::append(tx, &region, &stamp, entry)?;
        rows::point(tx, &region, &item)?;
        Ok(item.version)
    })?;
    Ok(done.value)
}

/// Moves the pointers of items whose coming version's day is there. Run at start, with the sweep, and
/// before a snapshot; looks first, so that most days write nothing.
pub fn bring_into_force(bureau: &Bureau) -> Result<u64, StoreError> {
    let (region, today) = (*bureau.region(), bureau.today());
    if !bureau.db().read(|tx| rows::is_force_due(tx, &region, today))? {
        return Ok(0);
    }
    bureau.db().write(move |tx| rows::bring_into_force(tx, &region, today))
}
