//! The history of an item (历次版本): every version with who made it and why, and two of them compared.

use std::collections::HashMap;

use domain::{
    base::{DepartmentId, ImportId, ItemId},
    catalogue::{Column, Content, RowChange, Status, VersionState, compare, version_state},
    people::{Act, Desk},
};
use jiff::{Timestamp, civil::Date};
use store::{
    StoreError, Tx, catalogue as rows,
    journal::{self, EventRow, Stream},
    people,
};

use super::EditRefusal;
use crate::{Bureau, Failure};

/// One version of an item as its history shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// Which.
    pub version: i64,
    /// First day it holds.
    pub effective_on: Date,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// Who made it, as the journal prints people; empty when the journal does not tell.
    pub actor: String,
    /// The reason given by hand, or the file it came from.
    pub why: String,
    /// 事项状态 in it.
    pub status: Status,
    /// Whether it holds, waits, or held.
    pub state: VersionState,
    /// The import that made it; `None` by hand.
    pub import: Option<ImportId>,
}

/// All versions of an item, newest first, with who made them and why.
pub fn history(bureau: &Bureau, desk: &Desk, id: ItemId) -> Result<Vec<VersionLine>, Failure<EditRefusal>> {
    bureau.may(desk, Act::CatalogueView)?;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let past = rows::item_history(tx, region, id)?;
        let days: Vec<(i64, Date)> = past.iter().map(|p| (p.item.version, p.item.effective_on)).collect();
        let by_hand = journal::history(tx, region, &Stream::item(id))?;
        let imported = past.iter().any(|p| p.import.is_some());
        let imports = if imported { imports(tx, bureau)? } else { HashMap::new() };
        Ok(past
            .into_iter()
            .map(|p| {
                let version = p.item.version;
                let (actor, why) = match p.import {
                    Some(import) => imports.get(&import.get()).cloned().unwrap_or_default(),
                    None => made_by_hand(&by_hand, version),
                };
                VersionLine {
                    version,
                    effective_on: p.item.effective_on,
                    entered_at: p.entered_at,
                    actor,
                    why,
                    status: p.item.content.status,
                    state: version_state(&days, version, today).unwrap_or(VersionState::Past),
                    import: p.import,
                }
            })
            .collect())
    })?)
}

/// Who made a version by hand, and why: every event that makes one names both.
pub(super) fn made_by_hand(events: &[EventRow], version: i64) -> (String, String) {
    let made = events.iter().find(|e| e.facts["version"].as_i64() == Some(version));
    made.map(|e| (e.actor.clone(), e.facts["why"].as_str().unwrap_or_default().to_owned())).unwrap_or_default()
}

/// Who imported what, by the import's id.
pub(super) fn imports(tx: &mut Tx<'_>, bureau: &Bureau) -> Result<HashMap<i64, (String, String)>, StoreError> {
    let mut out = HashMap::new();
    for stream in [Stream::catalogue(), Stream::publication()] {
        for event in journal::history(tx, bureau.region(), &stream)? {
            let verb = if event.kind == "catalogue.import_undone" { "撤销导入" } else { "导入" };
            let file = event.facts["file_name"].as_str().unwrap_or_default();
            for id in &event.bulk {
                out.insert(*id, (event.actor.clone(), format!("{verb} {file}").trim_end().to_owned()));
            }
        }
    }
    Ok(out)
}

/// Two versions of an item, field by field.
pub fn compare_versions(
    bureau: &Bureau,
    desk: &Desk,
    id: ItemId,
    from: i64,
    to: i64,
) -> Result<Vec<RowChange>, Failure<EditRefusal>> {
    bureau.may(desk, Act::CatalogueView)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let (old, new) = (rows::item_at(tx, region, id, from)?, rows::item_at(tx, region, id, to)?);
        let (Some(old), Some(new)) = (old, new) else { return Ok(None) };
        Ok(Some(compare_named(&old.content, &new.content, &department_names(tx, bureau)?)))
    })?;
    found.ok_or(Failure::NotFound)
}

/// Names of departments by id.
pub(super) fn department_names(tx: &mut Tx<'_>, bureau: &Bureau) -> Result<HashMap<DepartmentId, String>, StoreError> {
    Ok(people::departments(tx, bureau.region())?.into_iter().map(|d| (d.id, d.name)).collect())
}

/// Two contents field by field, their departments by name.
pub(super) fn compare_named(old: &Content, new: &Content, names: &HashMap<DepartmentId, String>) -> Vec<RowChange> {
    let mut out = compare(old, new);
    if old.department != new.department {
        let name = |id: DepartmentId| names.get(&id).cloned().unwrap_or_default();
        let (before, after) = (name(old.department), name(new.department));
        out.insert(0, RowChange { field: Column::Department.label(), before, after });
    }
    out
}
