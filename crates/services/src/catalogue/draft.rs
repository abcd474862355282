//! Drafting a change of an item, or a new item (起草). The form is read like a row of a file.
//!
//! Not here: steps of a draft that is there (`draft_steps`), and putting a version into force (`publish`).

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ItemId, Region, parse_date},
    catalogue::{
        Column, Content, DetailCells, Draft, DraftState, ItemDrafted, LifeRefusal, RawDetails, RawRow, cells_of,
        check_draft, details_of, read_row,
    },
    people::{Act, Denied, Department, Desk, Role, authorise},
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    Command, Tx, catalogue as rows,
    journal::{self, Entry, Stream},
    people,
};

use crate::{Bureau, Failure};

/// The form of a draft.
#[derive(Debug, Clone, Default)]
pub struct DraftForm {
    /// State of the item's history that the form was made from.
    pub seq: i64,
    /// Version that the draft is made from; 0 for a new item.
    pub based_on: i64,
    /// Cells by column. A blank one clears its field; a column that is absent stays.
    pub cells: BTreeMap<Column, String>,
    /// Detail sheets.
    pub details: DetailEdit,
    /// First day wished; empty = with its publication.
    pub planned_on: String,
    /// Why.
    pub why: String,
}

/// Detail sheets of a form. `None` stays, rows replace, no rows clear.
#[derive(Debug, Clone, Default)]
pub struct DetailEdit {
    /// 材料.
    pub materials: Option<Vec<DetailCells>>,
    /// 收费.
    pub fees: Option<Vec<DetailCells>>,
    /// 办理环节.
    pub steps: Option<Vec<DetailCells>>,
    /// 常见问题.
    pub faqs: Option<Vec<DetailCells>>,
}

impl DetailEdit {
    fn raw(&self) -> RawDetails {
        // A sheet that is to be empty says so with one blank row.
        let rows = |sheet: &Option<Vec<DetailCells>>| match sheet {
            None => Vec::new(),
            Some(rows) if rows.is_empty() => vec![DetailCells::new()],
            Some(rows) => rows.clone(),
        };
        RawDetails {
            materials: rows(&self.materials),
            fees: rows(&self.fees),
            steps: rows(&self.steps),
            faqs: rows(&self.faqs),
        }
    }
}

impl DraftForm {
    /// What tells two forms apart, for a repeated sending.
    fn digest(&self) -> impl Serialize + use<> {
        let cells: Vec<(&str, String)> = self.cells.iter().map(|(c, v)| (c.label(), v.clone())).collect();
        (self.seq, self.based_on, cells, format!("{:?}", self.details), self.planned_on.clone(), self.why.clone())
    }
}

/// One thing a form gets wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The column; `None` for the form as a whole.
    pub column: Option<Column>,
    /// The sentence.
    pub sentence: String,
}

/// Why a step of a draft is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftRefusal {
    /// Cells.
    #[error("{}", .0.first().map_or("", |p| &p.sentence))]
    Fields(Vec<FieldProblem>),
    /// The rule.
    #[error(transparent)]
    Life(#[from] LifeRefusal),
    /// No day.
    #[error("生效日期请写成 2026-12-01 的样子，或留空")]
    Day,
    /// A form for an item that is not there.
    #[error("这一项还没有保存过，请先保存草稿再编申请表")]
    NoItem,
    /// Something that no form offers.
    #[error("事项状态的取值不在可选范围内，请重新选择")]
    Status,
}

impl DraftRefusal {
    /// Every problem with its column, for a form that points at its fields.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let whole = |column| vec![FieldProblem { column, sentence: self.to_string() }];
        match self {
            Self::Fields(problems) => problems.clone(),
            Self::Day => whole(Some(Column::EffectiveOn)),
            Self::Status => whole(Some(Column::Status)),
            Self::Life(LifeRefusal::CodeTaken(_)) => whole(Some(Column::Code)),
            Self::Life(_) | Self::NoItem => whole(None),
        }
    }
}

/// What a form is filled with: the draft if there is one, else the version in force.
#[derive(Debug, Clone, Default)]
pub struct ItemForm {
    /// The item; `None` for a new one.
    pub id: Option<ItemId>,
    /// To be sent back with the form.
    pub seq: i64,
    /// Version that the draft is made from.
    pub based_on: i64,
    /// The item's newest version: a form that is saved after somebody else's version names this one.
    pub newest: i64,
    /// Cells by column; what is not there is empty.
    pub cells: BTreeMap<Column, String>,
    /// Detail sheets.
    pub details: RawDetails,
    /// First day wished.
    pub planned_on: Option<Date>,
    /// Why.
    pub why: String,
    /// State of the draft; `None` without one.
    pub state: Option<DraftState>,
    /// Why it was sent back.
    pub note: String,
    /// The item's department.
    pub department: String,
    /// Version that waits, and its day: then nothing can be drafted.
    pub waiting: Option<(i64, Date)>,
}

pub(super) type Refused = Failure<DraftRefusal>;

pub(super) fn refused(refusal: impl Into<DraftRefusal>) -> Refused {
    Failure::Refused(refusal.into())
}

/// A form for a change of an item.
pub fn item_form(bureau: &Bureau, desk: &Desk, id: ItemId) -> Result<ItemForm, Refused> {
    let (region, today) = (bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let (draft, item) = (rows::draft(tx, region, id)?, rows::item(tx, region, id)?);
        let versions = rows::versions(tx, region, id)?;
        let seq = journal::head(tx, region, &Stream::item(id))?;
        Ok((draft, item, versions, seq, people::departments(tx, region)?))
    })?;
    let (draft, item, versions, seq, departments) = found;
    let waiting = domain::catalogue::waiting(&versions.days, today);
    let content = draft.as_ref().map(|d| &d.content).or(item.as_ref().map(|i| &i.content)).ok_or(Failure::NotFound)?;
    let department = name_of(&departments, content.department);
    authorise(desk, Act::CatalogueDraft, Some((content.department, &department)))?;
    Ok(ItemForm {
        id: Some(id),
        seq,
        based_on: draft.as_ref().map_or(versions.newest(), |d| d.based_on),
        newest: versions.newest(),
        cells: cells_of(content, &department),
        details: details_of(content),
        planned_on: draft.as_ref().and_then(|d| d.planned_on),
        why: draft.as_ref().map(|d| d.why.clone()).unwrap_or_default(),
        state: draft.as_ref().map(|d| d.state),
        note: draft.map(|d| d.note).unwrap_or_default(),
        department,
        waiting,
    })
}

/// An empty form for a new item, with the asker's own department where there is one.
pub fn new_item_form(bureau: &Bureau, desk: &Desk) -> Result<ItemForm, Refused> {
    bureau.may(desk, Act::CatalogueDraft)?;
    let departments = bureau.db().read(|tx| people::departments(tx, bureau.region()))?;
    let own = desk.staff.as_ref().and_then(|s| s.department).map(|d| name_of(&departments, d)).unwrap_or_default();
    let cells = if own.is_empty() { BTreeMap::new() } else { BTreeMap::from([(Column::Department, own.clone())]) };
    Ok(ItemForm { cells, department: own, ..ItemForm::default() })
}

pub(super) fn name_of(departments: &[Department], id: DepartmentId) -> String {
    departments.iter().find(|d| d.id == id).map(|d| d.name.clone()).unwrap_or_default()
}

/// The content that a form makes of another.
fn read_form(form: &DraftForm, base: Option<&Content>, departments: &[Department]) -> Result<Content, DraftRefusal> {
    let before = base.map(|c| cells_of(c, &name_of(departments, c.department))).unwrap_or_default();
    let keys = [Column::Department, Column::Code, Column::Name, Column::ItemType];
    let mut cells: BTreeMap<Column, String> = keys.iter().filter_map(|k| Some((*k, before.get(k)?.clone()))).collect();
    for (column, typed) in &form.cells {
        let (typed, known) = (typed.trim().replace("\r\n", "\n"), before.get(column).map_or("", |c| c.trim()));
        if typed.is_empty() && !known.is_empty() && !keys.contains(column) {
            cells.insert(*column, "清空".into());
        } else if typed != known || keys.contains(column) {
            cells.insert(*column, typed);
        }
    }
    let row = RawRow { number: 0, cells, raw: BTreeMap::new(), details: form.details.raw() };
    let problem = |column, sentence| FieldProblem { column, sentence };
    let patch = read_row(&row)
        .map_err(|flaws| DraftRefusal::Fields(flaws.iter().map(|f| problem(f.column(), f.to_string())).collect()))?;
    let Some(department) = departments.iter().find(|d| d.name == patch.department) else {
        let sentence = format!("没有“{}”这个部门，请从列表里选", patch.department);
        return Err(DraftRefusal::Fields(vec![problem(Some(Column::Department), sentence)]));
    };
    let Some(base) = base else { return Ok(patch.create(department.id)) };
    let mut content = patch.apply(base, department.id);
    // A row of a file puts a cancelled item back in use by listing it; a form does so only by saying it.
    if patch.status.is_none() {
        content.status = base.status;
    }
    Ok(content)
}

/// Notes the code in force that a draft replaces (原编码): files of other offices name it for a while.
fn note_replaced(content: &mut Content, in_force: Option<&Content>) {
    content.guide.replaces.retain(|old| *old != content.code);
    if let Some(old) = in_force.map(|c| &c.code)
        && *old != content.code
        && !content.guide.replaces.contains(old)
    {
        content.guide.replaces.push(old.clone());
    }
}

fn planned_day(text: &str) -> Result<Option<Date>, DraftRefusal> {
    match text.trim() {
        "" => Ok(None),
        text => parse_date(text).map(Some).map_err(|_| DraftRefusal::Day),
    }
}

/// Whether the desk may draft for a department, and in which role.
fn may_draft(desk: &Desk, departments: &[Department], of: DepartmentId) -> Result<Option<Role>, Denied> {
    authorise(desk, Act::CatalogueDraft, Some((of, &name_of(departments, of))))
}

/// Drafts a new item. Its id is good from now on.
pub fn draft_new(bureau: &Bureau, desk: &Desk, form: DraftForm, key: Option<&str>) -> Result<ItemId, Refused> {
    let id = ItemId::new(bureau.new_id());
    let form = DraftForm { seq: 0, based_on: 0, ..form };
    save(bureau, desk, id, form, key).map(|saved| saved.0)
}

/// Saves a draft; one that was submitted is a draft again. Returns the new state of the item's history.
pub fn save_draft(
    bureau: &Bureau,
    desk: &Desk,
    id: ItemId,
    form: DraftForm,
    key: Option<&str>,
) -> Result<i64, Refused> {
    save(bureau, desk, id, form, key).map(|saved| saved.1)
}

fn save(
    bureau: &Bureau,
    desk: &Desk,
    id: ItemId,
    form: DraftForm,
    key: Option<&str>,
) -> Result<(ItemId, i64), Refused> {
    // The id of a new item is drawn anew at every sending, so it is no part of what was sent.
    let content = (form.based_on != 0).then_some(id.get());
    let command = bureau.command(desk, "item.draft", key, &(content, form.digest()));
    let sent = Sent {
        seq: form.seq,
        based_on: form.based_on,
        planned_on: Some(form.planned_on.clone()),
        why: form.why.clone(),
    };
    save_content(bureau, desk, id, sent, command, move |base, departments| read_form(&form, base, departments))
}

/// What every saving of a draft says besides its content.
pub(super) struct Sent {
    /// State of the item's history that the form was made from.
    pub(super) seq: i64,
    /// Version that the draft is made from; 0 for a new item.
    pub(super) based_on: i64,
    /// First day wished; `None` = as the draft has it.
    pub(super) planned_on: Option<String>,
    /// Why.
    pub(super) why: String,
}

/// Saves a draft whose content `make` makes of the one before: of the draft, else of the version in force.
pub(super) fn save_content<M>(
    bureau: &Bureau,
    desk: &Desk,
    id: ItemId,
    sent: Sent,
    command: Command,
    make: M,
) -> Result<(ItemId, i64), Refused>
where
    M: Fn(Option<&Content>, &[Department]) -> Result<Content, DraftRefusal> + Send + Sync + 'static,
{
    bureau.may(desk, Act::CatalogueDraft)?;
    let (worker, desk, now, today) = (bureau.clone(), desk.clone(), bureau.now(), bureau.today());
    let done = bureau.db().commit(command, move |tx| -> Result<_, Refused> {
        let region = *worker.region();
        rows::bring_into_force(tx, &region, today)?;
        let departments = people::departments(tx, &region)?;
        let versions = rows::versions(tx, &region, id)?;
        versions.nothing_waits(today).map_err(refused)?;
        let (earlier, item) = (rows::draft(tx, &region, id)?, rows::item(tx, &region, id)?);
        if sent.based_on != versions.newest() {
            return Err(refused(LifeRefusal::Outdated));
        }
        let in_force = item.map(|i| i.content);
        if let Some(old) = earlier.as_ref().map(|d| &d.content).or(in_force.as_ref()) {
            may_draft(&desk, &departments, old.department)?;
        }
        // A draft that is made anew from a later version starts from that version.
        let earlier = earlier.filter(|d| d.based_on == sent.based_on);
        let planned_on = match &sent.planned_on {
            Some(day) => planned_day(day).map_err(Failure::Refused)?,
            None => earlier.as_ref().and_then(|d| d.planned_on),
        };
        let base = earlier.map(|d| d.content).or_else(|| in_force.clone());
        let mut content = make(base.as_ref(), &departments).map_err(Failure::Refused)?;
        note_replaced(&mut content, in_force.as_ref());
        let role = may_draft(&desk, &departments, content.department)?;
        free_code(tx, &region, &content.code, id)?;
        let stamp = desk.stamp(now, role);
        let draft = Draft {
            item: id,
            state: DraftState::Draft,
            based_on: sent.based_on,
            planned_on,
            why: sent.why.trim().to_owned(),
            saved: (now, stamp.actor.clone()),
            submitted: None,
            note: String::new(),
            content,
        };
        check_draft(&draft, in_force.as_ref()).map_err(refused)?;
        let event = ItemDrafted { code: draft.content.code.clone(), based_on: draft.based_on, why: draft.why.clone() };
        let entry =
            Entry::new(Stream::item(id), sent.seq, "item.drafted", &event).with(rows::draft_change(&region, &draft));
        let seq = journal::append(tx, &region, &stamp, entry)?;
        Ok((id, seq))
    })?;
    Ok(done.value)
}

/// Refuses a code that another item has, will have, or asks for in its draft.
pub(super) fn free_code(tx: &mut Tx<'_>, region: &Region, code: &str, id: ItemId) -> Result<(), Refused> {
    match rows::code_holder(tx, region, code, id)? {
        Some(_) => Err(refused(LifeRefusal::CodeTaken(code.to_owned()))),
        None => Ok(()),
    }
}
