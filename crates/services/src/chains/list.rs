//! The list of chains (一件事清单): for the staff with drafts, for everybody what is offered.

use std::collections::BTreeMap;

use domain::{
    base::{ChainId, ItemId},
    chains::{Chain, ChainRecord, has_moved},
    people::{Act, Desk},
};
use store::{
    StoreError, catalogue,
    chains::{self as rows, ChainName, OfferedLine},
};

use super::{Blueprint, Checked, blueprint::items_of};
use crate::{Bureau, Failure, Never};

/// All chains, drafts and stopped ones too, by code.
pub fn chain_list(bureau: &Bureau, desk: &Desk) -> Result<Vec<ChainRecord>, Failure<Never>> {
    bureau.may(desk, Act::ChainView)?;
    Ok(bureau.db().read(|tx| rows::chain_records(tx, bureau.region()))?)
}

/// Chains in force of which an item belongs to another department now, by code, with the names of these items: to be
/// published again.
pub fn moved_chains(bureau: &Bureau, desk: &Desk) -> Result<BTreeMap<String, Vec<String>>, Failure<Never>> {
    bureau.may(desk, Act::ChainView)?;
    Ok(bureau.db().read(|tx| {
        let mut moved = BTreeMap::new();
        for record in rows::chain_records(tx, bureau.region())? {
            let Some(chain) = record.offered() else { continue };
            let items = items_of(bureau, tx, chain)?;
            let away = chain.members.iter().filter(|m| items.get(&m.key).is_some_and(|i| has_moved(m, i)));
            let names: Vec<String> = away.map(|m| m.item.name.clone()).collect();
            if !names.is_empty() {
                moved.insert(record.code, names);
            }
        }
        Ok(moved)
    })?)
}

/// A chain in force that an item stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainOfItem {
    /// 一件事编码.
    pub code: String,
    /// Name.
    pub name: String,
    /// The department that the chain has the item with, where it is another one now: the chain is to be published again.
    pub left: Option<String>,
}

/// Chains in force that an item stands in, by code: whoever changes the item is told of them.
pub fn chains_of_item(bureau: &Bureau, desk: &Desk, item: ItemId) -> Result<Vec<ChainOfItem>, Failure<Never>> {
    bureau.may(desk, Act::ChainView)?;
    Ok(bureau.db().read(|tx| {
        let mut out = Vec::new();
        let now = catalogue::shared_item(tx, bureau.region(), item)?;
        for record in rows::chain_records(tx, bureau.region())? {
            let Some(chain) = record.offered() else { continue };
            let Some(member) = chain.members.iter().find(|m| m.item.id == item) else { continue };
            let left = now.as_ref().filter(|item| has_moved(member, item)).map(|_| member.item.office.name.clone());
            out.push(ChainOfItem { code: record.code.clone(), name: chain.name.clone(), left });
        }
        Ok(out)
    })?)
}

/// One chain as its editors see it: the draft, else what is in force, laid out and checked.
pub fn chain(bureau: &Bureau, desk: &Desk, code: &str) -> Result<(ChainRecord, Option<Checked>), Failure<Never>> {
    bureau.may(desk, Act::ChainView)?;
    let found = bureau.db().read(|tx| {
        let Some(record) = rows::chain_by_code(tx, bureau.region(), code)? else { return Ok(None) };
        let laid_out = record.newest().cloned().map(|c| Checked::of(bureau, tx, c)).transpose()?;
        Ok(Some((record, laid_out)))
    })?;
    found.ok_or(Failure::NotFound)
}

/// What everybody may apply for, by code.
pub fn offered(bureau: &Bureau) -> Result<Vec<(ChainId, Chain)>, StoreError> {
    let records = bureau.db().read(|tx| rows::chain_records(tx, bureau.region()))?;
    Ok(records.into_iter().filter_map(|r| Some((r.id, r.offered()?.clone()))).collect())
}

/// Codes and names of those, by code, for pages that only lead to them.
pub fn offered_names(bureau: &Bureau) -> Result<Vec<ChainName>, StoreError> {
    bureau.db().read(|tx| rows::offered_names(tx, bureau.region()))
}

/// What the list of offers says of each, by code: no chain is read for those that were published since the list keeps it.
pub fn offered_lines(bureau: &Bureau) -> Result<Vec<OfferedLine>, StoreError> {
    bureau.db().read(|tx| rows::offered_lines(tx, bureau.region()))
}

/// One that is offered, laid out; `None` where there is none of this code.
pub fn offered_chain(bureau: &Bureau, code: &str) -> Result<Option<(ChainId, Blueprint)>, StoreError> {
    bureau.db().read(|tx| {
        let Some(record) = rows::chain_by_code(tx, bureau.region(), code)? else { return Ok(None) };
        let Some(chain) = record.offered().cloned() else { return Ok(None) };
        Ok(Some((record.id, Blueprint::of(bureau, tx, chain)?)))
    })
}

/// A version that is or was in force, laid out over the items as they are now; `None` where there is none.
pub fn version_of(bureau: &Bureau, code: &str, version: i64) -> Result<Option<Blueprint>, StoreError> {
    bureau.db().read(|tx| {
        let region = bureau.region();
        let Some(record) = rows::chain_by_code(tx, region, code)? else { return Ok(None) };
        let Some(chain) = rows::chain_version(tx, region, record.id, version)? else { return Ok(None) };
        Blueprint::of(bureau, tx, chain).map(Some)
    })
}
