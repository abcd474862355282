//! Drafts and coming versions as lists (草稿箱、待生效).

use std::collections::HashMap;

use domain::{
    base::{DepartmentId, ItemId},
    catalogue::{Draft, DraftState, RowChange},
    people::{Act, Desk, Reach, authorise, reach},
};
use jiff::{Timestamp, civil::Date};
use store::{
    catalogue as rows,
    journal::{self, Stream},
};

use super::{
    draft::DraftRefusal,
    history::{compare_named, department_names},
};
use crate::{Bureau, Failure, Never};

/// A draft as the list shows it.
#[derive(Debug, Clone)]
pub struct DraftLine {
    /// Its item.
    pub id: ItemId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Department's name.
    pub department: String,
    /// Where it stands.
    pub state: DraftState,
    /// First day wished.
    pub planned_on: Option<Date>,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// By whom, printed.
    pub saved_by: String,
    /// A new item.
    pub is_new: bool,
}

/// A draft with what it changes.
#[derive(Debug, Clone)]
pub struct DraftView {
    /// As in the list.
    pub line: DraftLine,
    /// To be sent back with every step.
    pub seq: i64,
    /// Version it was made from.
    pub based_on: i64,
    /// Why.
    pub why: String,
    /// Why it was sent back.
    pub note: String,
    /// What differs from the version in force; empty for a new item.
    pub changes: Vec<RowChange>,
    /// The item has a newer version than the one it was made from.
    pub stale: bool,
}

/// A version that waits for its day.
#[derive(Debug, Clone)]
pub struct WaitingLine {
    /// Its item.
    pub id: ItemId,
    /// Which version.
    pub version: i64,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Department's name.
    pub department: String,
    /// Its first day.
    pub effective_on: Date,
    /// What will differ; empty for a new item.
    pub changes: Vec<RowChange>,
}

fn line(draft: &Draft, names: &HashMap<DepartmentId, String>) -> DraftLine {
    DraftLine {
        id: draft.item,
        code: draft.content.code.clone(),
        name: draft.content.name.clone(),
        department: names.get(&draft.content.department).cloned().unwrap_or_default(),
        state: draft.state,
        planned_on: draft.planned_on,
        saved_at: draft.saved.0,
        saved_by: draft.saved.1.clone(),
        is_new: draft.based_on == 0,
    }
}

/// Drafts within the asker's reach, those submitted first.
pub fn drafts(bureau: &Bureau, desk: &Desk) -> Result<Vec<DraftLine>, Failure<Never>> {
    let reach = reach(desk, Act::CatalogueDraft)?;
    let (all, names) =
        bureau.db().read(|tx| Ok((rows::drafts(tx, bureau.region())?, department_names(tx, bureau)?)))?;
    let within = |d: &&Draft| match reach {
        Reach::County => true,
        Reach::Department(own) => d.content.department == own,
        Reach::Nothing => false,
    };
    Ok(all.iter().filter(within).map(|d| line(d, &names)).collect())
}

/// The draft of an item with what it changes.
pub fn draft(bureau: &Bureau, desk: &Desk, id: ItemId) -> Result<Option<DraftView>, Failure<DraftRefusal>> {
    bureau.may(desk, Act::CatalogueDraft)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(draft) = rows::draft(tx, region, id)? else { return Ok(None) };
        let names = department_names(tx, bureau)?;
        let item = rows::item(tx, region, id)?;
        let changes = item.map_or_else(Vec::new, |i| compare_named(&i.content, &draft.content, &names));
        let newest = rows::versions(tx, region, id)?.newest();
        let view = DraftView {
            line: line(&draft, &names),
            seq: journal::head(tx, region, &Stream::item(id))?,
            based_on: draft.based_on,
            why: draft.why.clone(),
            note: draft.note.clone(),
            changes,
            stale: draft.based_on != newest,
        };
        Ok(Some((view, draft.content.department)))
    })?;
    let Some((view, department)) = found else { return Ok(None) };
    authorise(desk, Act::CatalogueDraft, Some((department, &view.line.department)))?;
    Ok(Some(view))
}

/// Versions that wait for their day, the soonest first.
pub fn waiting(bureau: &Bureau, desk: &Desk) -> Result<Vec<WaitingLine>, Failure<Never>> {
    bureau.may(desk, Act::CatalogueView)?;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let names = department_names(tx, bureau)?;
        let mut out = Vec::new();
        for coming in rows::waiting_versions(tx, region, today)? {
            let now = rows::item(tx, region, coming.id)?;
            out.push(WaitingLine {
                id: coming.id,
                version: coming.version,
                code: coming.content.code.clone(),
                name: coming.content.name.clone(),
                department: names.get(&coming.content.department).cloned().unwrap_or_default(),
                effective_on: coming.effective_on,
                changes: now.map_or_else(Vec::new, |n| compare_named(&n.content, &coming.content, &names)),
            });
        }
        Ok(out)
    })?)
}
