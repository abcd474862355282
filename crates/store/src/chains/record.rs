//! The list of chains, each with its version in force and its draft; versions stay for good, since matters run under them.

use std::collections::BTreeSet;

use domain::{
    base::{ChainId, DepartmentId, Region},
    chains::{Chain, ChainRecord},
};
use jiff::Timestamp;
use serde::Deserialize;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const LIST: &str = "SELECT c.id AS id, c.version AS version, c.code AS code, c.draft AS draft, c.stopped AS stopped, \
     v.content AS content FROM chain c LEFT JOIN chain_version v \
     ON v.region = c.region AND v.chain_id = c.id AND v.version = c.in_force WHERE c.region = $1";

fn read(row: &Row) -> Result<ChainRecord, StoreError> {
    let chain = |column: &str| -> Result<Option<Chain>, StoreError> {
        let text = row.opt_text(column)?;
        let bad = |e: serde_json::Error| StoreError::corrupt(format!("chain.{column}"), e.to_string());
        text.map(|t| serde_json::from_str(&t).map_err(bad)).transpose()
    };
    Ok(ChainRecord {
        id: ChainId::new(row.int("id")?),
        version: row.int("version")?,
        code: row.text("code")?,
        in_force: chain("content")?,
        draft: chain("draft")?,
        stopped: row.flag("stopped")?,
    })
}

/// All of them by code.
pub fn chain_records(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<ChainRecord>, StoreError> {
    tx.rows(&format!("{LIST} ORDER BY c.code"), vals![region])?.iter().map(read).collect()
}

/// What the front page says of a chain that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainName {
    /// 一件事编码.
    pub code: String,
    /// Name of the version in force.
    pub name: String,
}

/// Codes and names of those that are offered, by code: no chain is read for them.
pub fn offered_names(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<ChainName>, StoreError> {
    let read = |r: &Row| Ok(ChainName { code: r.text("code")?, name: r.text("name")? });
    let sql = "SELECT c.code AS code, v.name AS name FROM chain c JOIN chain_version v \
         ON v.region = c.region AND v.chain_id = c.id AND v.version = c.in_force \
         WHERE c.region = $1 AND c.stopped = 0 ORDER BY c.code";
    tx.rows(sql, vals![region])?.iter().map(read).collect()
}

/// What the list of offers says of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedLine {
    /// 一件事编码.
    pub code: String,
    /// Name of the version in force.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Number of members.
    pub members: u64,
    /// Number of departments.
    pub offices: u64,
}

/// What is read of a version for such a line, out of all that it holds.
#[derive(Deserialize)]
struct Light {
    purpose: String,
    members: Vec<LightMember>,
}

#[derive(Deserialize)]
struct LightMember {
    item: LightItem,
}

#[derive(Deserialize)]
struct LightItem {
    office: LightOffice,
}

#[derive(Deserialize)]
struct LightOffice {
    id: DepartmentId,
}

/// The same of those that are offered, by code: of each version its purpose and whose members it has, no chain is made.
pub fn offered_lines(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<OfferedLine>, StoreError> {
    let read = |r: &Row| {
        let light: Light = r.json("content")?;
        let offices: BTreeSet<DepartmentId> = light.members.iter().map(|m| m.item.office.id).collect();
        Ok(OfferedLine {
            code: r.text("code")?,
            name: r.text("name")?,
            purpose: light.purpose,
            members: light.members.len() as u64,
            offices: offices.len() as u64,
        })
    };
    let sql = "SELECT c.code AS code, v.name AS name, v.content AS content FROM chain c JOIN chain_version v \
         ON v.region = c.region AND v.chain_id = c.id AND v.version = c.in_force \
         WHERE c.region = $1 AND c.stopped = 0 ORDER BY c.code";
    tx.rows(sql, vals![region])?.iter().map(read).collect()
}

/// One by its id.
pub fn chain_record(tx: &mut Tx<'_>, region: &Region, id: ChainId) -> Result<Option<ChainRecord>, StoreError> {
    tx.row(&format!("{LIST} AND c.id = $2"), vals![region, id])?.as_ref().map(read).transpose()
}

/// One by its code.
pub fn chain_by_code(tx: &mut Tx<'_>, region: &Region, code: &str) -> Result<Option<ChainRecord>, StoreError> {
    tx.row(&format!("{LIST} AND c.code = $2"), vals![region, code])?.as_ref().map(read).transpose()
}

/// The greatest code with this beginning; codes of one length are in the order of their numbers.
pub fn last_code(tx: &mut Tx<'_>, region: &Region, prefix: &str) -> Result<Option<String>, StoreError> {
    let after = format!("{prefix}~");
    tx.row(
        "SELECT code FROM chain WHERE region = $1 AND code >= $2 AND code < $3 ORDER BY code DESC LIMIT 1",
        vals![region, prefix, after],
    )?
    .map(|r| r.text("code"))
    .transpose()
}

/// A version that is or was in force.
pub fn chain_version(tx: &mut Tx<'_>, region: &Region, id: ChainId, version: i64) -> Result<Option<Chain>, StoreError> {
    tx.row(
        "SELECT content FROM chain_version WHERE region = $1 AND chain_id = $2 AND version = $3",
        vals![region, id, version],
    )?
    .map(|r| r.json("content"))
    .transpose()
}

/// The after-image of a chain on the list.
pub fn chain_change(region: &Region, record: &ChainRecord) -> Change {
    let draft = record.draft.as_ref().map(|d| serde_json::json!(d).to_string());
    Change::put(
        "chain",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(record.id)),
            ("version", Val::from(record.version)),
            ("code", Val::from(&record.code)),
            ("in_force", Val::from(record.in_force.as_ref().map(|c| c.version))),
            ("draft", Val::from(draft)),
            ("stopped", Val::from(record.stopped)),
        ],
    )
}

/// The after-image of a version that comes into force.
pub fn version_change(region: &Region, id: ChainId, chain: &Chain, at: Timestamp) -> Change {
    Change::put(
        "chain_version",
        vec![
            ("region", Val::from(region)),
            ("chain_id", Val::from(id)),
            ("version", Val::from(chain.version)),
            ("name", Val::from(&chain.name)),
            ("lead_department_id", Val::from(chain.lead.id)),
            ("published_at", Val::from(at)),
            ("content", Val::from(serde_json::json!(chain).to_string())),
        ],
    )
}
