//! Putting a chain in force (发布), once the check holds nothing against it, and taking it out of use (停用).

use domain::{
    chains::{ChainRecord, ChainRefusal, publish_chain, stop_chain},
    people::{Act, Desk},
};
use store::{
    catalogue, chains as rows,
    journal::{self, Entry, Stream},
};

use super::{
    ChainRef, Checked, Kept,
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
        // As its items are now: also whose they are, which decides whose letters are asked and who sees a matter.
        for member in &mut draft.members {
            if let Some(item) = catalogue::shared_item(tx, &region, member.item.id)? {
                member.item.version = item.version;
                member.item.name.clone_from(&item.content.name);
                member.item.office = office(&worker, tx, item.content.department)?;
            }
        }
        let checked = Checked::of(&worker, tx, draft)?;
        let against = checked.against();
        let record = ChainRecord { draft: Some(checked.laid_out.chain), ..record };
        let id = record.id;
        let (record, event) = publish_chain(record, against).map_err(Failure::Refused)?;
        let mut entry = Entry::new(Stream::chain(id), record.version - 1, "chain.published", &event)
            .with(rows::chain_change(&region, &record));
        if let Some(chain) = &record.in_force {
            entry = entry.with(rows::version_change(&region, id, chain, now));
        }
        journal::append(tx, &region, &stamp, entry)?;
        Ok(Kept { code: record.code, version: record.version })
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
