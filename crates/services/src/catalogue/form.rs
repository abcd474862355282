//! The form of an item (申请表): read for applicants and cases, edited as part of the item's draft. It has the life of
//! the draft it stands in: saved, submitted, published with a day.
//!
//! Not here: what a form may be (`domain`), and answers of a case (`cases`).

use domain::{
    base::ItemId,
    catalogue::{Content, DraftState, Form, check_form, form_of},
    people::{Act, Desk, authorise},
};
use jiff::civil::Date;
use store::{
    StoreError, catalogue as rows,
    journal::{self, Stream},
    people,
};

use super::draft::{DraftRefusal, Sent, name_of, save_content};
use crate::{Bureau, Failure};

/// The form that an item's version is applied for with: its own or the default. `None` when there is no such
/// version, or nobody applies for the item. A case asks with the version it was filed under, for good.
pub fn form_at(bureau: &Bureau, id: ItemId, version: i64) -> Result<Option<Form>, StoreError> {
    let item = bureau.db().read(|tx| rows::item_at(tx, bureau.region(), id, version))?;
    Ok(item.and_then(|i| form_of(&i.content)))
}

/// What the editor's page is filled with: the draft if there is one, else the version in force.
#[derive(Debug, Clone)]
pub struct FormSheet {
    /// The item.
    pub id: ItemId,
    /// What the form belongs to.
    pub content: Content,
    /// Department's name.
    pub department: String,
    /// To be sent back with the form.
    pub seq: i64,
    /// Version that the draft is made from.
    pub based_on: i64,
    /// The item's newest version.
    pub newest: i64,
    /// Why, as the draft has it.
    pub why: String,
    /// State of the draft; `None` without one.
    pub state: Option<DraftState>,
    /// Version that waits, and its day: then nothing can be drafted.
    pub waiting: Option<(i64, Date)>,
}

/// Loads the form of an item for its editor.
pub fn form_sheet(bureau: &Bureau, desk: &Desk, id: ItemId) -> Result<FormSheet, Failure<DraftRefusal>> {
    bureau.may(desk, Act::CatalogueDraft)?;
    let (region, today) = (bureau.region(), bureau.today());
    let sheet = bureau.db().read(|tx| {
        let (draft, item) = (rows::draft(tx, region, id)?, rows::item(tx, region, id)?);
        let Some(content) = draft.as_ref().map(|d| d.content.clone()).or(item.map(|i| i.content)) else {
            return Ok(None);
        };
        let versions = rows::versions(tx, region, id)?;
        Ok(Some(FormSheet {
            id,
            department: name_of(&people::departments(tx, region)?, content.department),
            seq: journal::head(tx, region, &Stream::item(id))?,
            based_on: draft.as_ref().map_or(versions.newest(), |d| d.based_on),
            newest: versions.newest(),
            why: draft.as_ref().map(|d| d.why.clone()).unwrap_or_default(),
            state: draft.map(|d| d.state),
            waiting: domain::catalogue::waiting(&versions.days, today),
            content,
        }))
    })?;
    let sheet = sheet.ok_or(Failure::NotFound)?;
    authorise(desk, Act::CatalogueDraft, Some((sheet.content.department, &sheet.department)))?;
    Ok(sheet)
}

/// A form to be saved into the draft.
#[derive(Debug, Clone)]
pub struct FormEdit {
    /// State of the item's history that the page was made from.
    pub seq: i64,
    /// Version that the draft is made from.
    pub based_on: i64,
    /// The form; `None` = the default one.
    pub form: Option<Form>,
    /// Why.
    pub why: String,
}

/// Saves a form into the item's draft; the rest of the draft stays as it is, and one that was submitted is a
/// draft again. Returns the new state of the item's history.
pub fn save_form(
    bureau: &Bureau,
    desk: &Desk,
    id: ItemId,
    edit: FormEdit,
    key: Option<&str>,
) -> Result<i64, Failure<DraftRefusal>> {
    bureau.may(desk, Act::CatalogueDraft)?;
    // Told before anything is loaded: the page shows every flaw, this is the wall behind it.
    if let Some(flaw) = edit.form.as_ref().and_then(|f| check_form(f).into_iter().next()) {
        let content = domain::catalogue::ItemRefusal::Form(flaw);
        return Err(Failure::Refused(domain::catalogue::LifeRefusal::Content(content).into()));
    }
    let command = bureau.command(desk, "item.form", key, &(id.get(), edit.seq, edit.based_on, &edit.form, &edit.why));
    let sent = Sent { seq: edit.seq, based_on: edit.based_on, planned_on: None, why: edit.why };
    let form = edit.form;
    save_content(bureau, desk, id, sent, command, move |base, _| {
        let mut content = base.cloned().ok_or(DraftRefusal::NoItem)?;
        content.guide.form.clone_from(&form);
        Ok(content)
    })
    .map(|saved| saved.1)
}
