//! Putting a chain in force (发布), once the check holds nothing against it, the same once more where its items have changed
//! since (重新发布), and taking it out of use (停用).

use domain::{
    base::Region,
    chains::{Chain, ChainRecord, ChainRefusal, publish_chain, redraft_chain, stop_chain},
    people::{Act, Desk, Stamp},
};
use jiff::Timestamp;
use store::{
    StoreError, Tx, catalogue, chains as rows,
    journal::{self, Entry, Stream},
};

use super::{
    Blueprint, ChainRef, Checked, Kept,
    draft::{load, office},
};
use crate::{Bureau, Failure};

/// Publishes the draft. Its members are told in the version of their items that is in force now. The same key has one
/// effect.
pub fn publish(bureau: &Bureau, desk: &Desk, at: &ChainRef, key: Option<&str>) -> Result<Kept, Failure<ChainRefusal>> {
    let role = bureau.may(desk, Act::ChainEdit)?;
    let (region, now) = (*bureau.region(), bureau.now());
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "chain.publish", key, at);
    let (worker, at) = (bureau.clone(), at.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Kept, Failure<ChainRefusal>> {
        let record = load(&worker, tx, &at)?;
        let mut draft = record.draft.clone().ok_or(Failure::Refused(ChainRefusal::NoDraft))?;
        as_now(&worker, tx, &mut draft)?;
        let checked = Checked::of(&worker, tx, draft)?;
        let against = checked.against();
        let record = ChainRecord { draft: Some(checked.laid_out.chain), ..record };
        in_force(tx, &region, (&stamp, now), record, against)
    })?;
    Ok(done.value)
}

/// The draft comes into force, with its version.
fn in_force(
    tx: &mut Tx<'_>,
    region: &Region,
    (stamp, now): (&Stamp, Timestamp),
    record: ChainRecord,
    against: Vec<String>,
) -> Result<Kept, Failure<ChainRefusal>> {
    let id = record.id;
    let (record, event) = publish_chain(record, against).map_err(Failure::Refused)?;
    let mut entry = Entry::new(Stream::chain(id), record.version - 1, "chain.published", &event)
        .with(rows::chain_change(region, &record));
    if let Some(chain) = &record.in_force {
        entry = entry.with(rows::version_change(region, id, chain, now));
    }
    journal::append(tx, region, stamp, entry)?;
    Ok(Kept { code: record.code, version: record.version })
}

/// A member whose item is told otherwise now than in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// Name of the item as the chain has it, and as it is now.
    pub name: (String, String),
    /// Name of its department then and now.
    pub office: (String, String),
    /// Version of its guide then and now.
    pub version: (i64, i64),
}

/// Tells the members as their items are now: also whose they are, which decides whose letters are asked and who sees a
/// matter. Gives what changed.
fn as_now(bureau: &Bureau, tx: &mut Tx<'_>, chain: &mut Chain) -> Result<Vec<ItemChange>, StoreError> {
    let mut changes = Vec::new();
    for member in &mut chain.members {
        let Some(item) = catalogue::shared_item(tx, bureau.region(), member.item.id)? else { continue };
        let office = office(bureau, tx, item.content.department)?;
        let (before, now) = (&mut member.item, &item.content);
        if before.version != item.version || before.name != now.name || before.office != office {
            changes.push(ItemChange {
                name: (before.name.clone(), now.name.clone()),
                office: (before.office.name.clone(), office.name.clone()),
                version: (before.version, item.version),
            });
        }
        before.version = item.version;
        before.name.clone_from(&now.name);
        before.office = office;
    }
    Ok(changes)
}

/// What publishing a chain once more would change.
#[derive(Debug, Clone)]
pub struct Renewal {
    /// The chain on the list.
    pub record: ChainRecord,
    /// Members whose items have changed.
    pub changes: Vec<ItemChange>,
    /// The chain as it would be, laid out and checked.
    pub checked: Checked,
    /// The version in force laid out over its items as they are now, to be held against it.
    pub before: Blueprint,
}

/// What publishing the version in force once more would change; one that is edited has a draft, which is published as such.
///
/// # Errors
/// [`ChainRefusal::NotInForce`] where nothing is, or a draft waits.
pub fn renewal(bureau: &Bureau, desk: &Desk, code: &str) -> Result<Renewal, Failure<ChainRefusal>> {
    bureau.may(desk, Act::ChainView)?;
    let found = bureau.db().read(|tx| {
        let Some(record) = rows::chain_by_code(tx, bureau.region(), code)? else { return Ok(None) };
        let Some(chain) = record.offered().filter(|_| record.draft.is_none()).cloned() else {
            return Ok(Some(None));
        };
        let before = Blueprint::of(bureau, tx, chain.clone())?;
        let mut next = Chain { version: chain.version + 1, ..chain };
        let changes = as_now(bureau, tx, &mut next)?;
        let checked = Checked::of(bureau, tx, next)?;
        Ok(Some(Some(Renewal { record, changes, checked, before })))
    })?;
    found.ok_or(Failure::NotFound)?.ok_or(Failure::Refused(ChainRefusal::NotInForce))
}

/// Publishes the version in force once more, with its items as they are now: one act of two events, a draft and its coming
/// into force. The same key has one effect.
pub fn renew(bureau: &Bureau, desk: &Desk, at: &ChainRef, key: Option<&str>) -> Result<Kept, Failure<ChainRefusal>> {
    let role = bureau.may(desk, Act::ChainEdit)?;
    let (region, now) = (*bureau.region(), bureau.now());
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "chain.renew", key, at);
    let (worker, at) = (bureau.clone(), at.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Kept, Failure<ChainRefusal>> {
        let record = load(&worker, tx, &at)?;
        let offered = record.offered().filter(|_| record.draft.is_none());
        let mut next = offered.cloned().ok_or(Failure::Refused(ChainRefusal::NotInForce))?;
        if as_now(&worker, tx, &mut next)?.is_empty() {
            return Err(Failure::Refused(ChainRefusal::NoDraft));
        }
        let id = record.id;
        let (record, event) = redraft_chain(record, next).map_err(Failure::Refused)?;
        let entry = Entry::new(Stream::chain(id), record.version - 1, "chain.drafted", &event)
            .with(rows::chain_change(&region, &record));
        let draft = record.draft.clone().ok_or(Failure::Refused(ChainRefusal::NoDraft))?;
        let against = Checked::of(&worker, tx, draft)?.against();
        journal::append(tx, &region, &stamp, entry)?;
        in_force(tx, &region, (&stamp, now), record, against)
    })?;
    Ok(done.value)
}

/// Takes a chain out of use. The same key has one effect.
pub fn stop(
    bureau: &Bureau,
    desk: &Desk,
    (at, why): (&ChainRef, &str),
    key: Option<&str>,
) -> Result<Kept, Failure<ChainRefusal>> {
    let role = bureau.may(desk, Act::ChainEdit)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "chain.stop", key, &(at, why));
    let (worker, at, why) = (bureau.clone(), at.clone(), why.to_owned());
    let done = bureau.db().commit(command, move |tx| -> Result<Kept, Failure<ChainRefusal>> {
        let record = load(&worker, tx, &at)?;
        let id = record.id;
        let (record, event) = stop_chain(record, &why).map_err(Failure::Refused)?;
        let entry = Entry::new(Stream::chain(id), record.version - 1, "chain.stopped", &event)
            .with(rows::chain_change(&region, &record));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(Kept { code: record.code, version: record.version })
    })?;
    Ok(done.value)
}
