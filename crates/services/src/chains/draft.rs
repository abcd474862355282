//! Making a chain (编制一件事): a draft from picked items with the order that their guides propose, then one step after the
//! other, each kept at once.

use std::collections::BTreeSet;

use domain::{
    base::{ChainId, DepartmentId},
    cases::{ApplicantKind, open_to_applications},
    catalogue::{Clients, FormCondition, FormField, Item},
    chains::{
        Chain, ChainRecord, ChainRefusal, ChainStep, FieldRef, FromResult, Items, MaterialRef, MemberItem, Office,
        OnDenial, Overrides, begin_chain, propose_order, redraft_chain,
    },
    people::{Act, Desk},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx, catalogue, chains as rows,
    journal::{self, Entry, Stream},
    people,
};

use super::blueprint::items_of;
use crate::{Bureau, Failure};

/// What the codes of the county's own chains begin with (一件事).
const PREFIX: &str = "YJS";
/// Digits behind it.
const DIGITS: usize = 3;

/// What a new chain is begun with.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Begin {
    /// Name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Codes of the items that were picked, in their order.
    pub items: Vec<String>,
}

/// Which chain, and which state of it the page was made from.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChainRef {
    /// 一件事编码.
    pub code: String,
    /// Its version.
    pub version: i64,
}

/// What was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// 一件事编码.
    pub code: String,
    /// Version for the next step.
    pub version: i64,
}

/// One step as a form says it: items and departments by code and id.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepForm {
    /// Name, purpose, lead department, who may apply.
    Head {
        /// Name.
        name: String,
        /// What it is for.
        purpose: String,
        /// 牵头部门.
        lead: i64,
        /// `person`, `organisation`.
        applicants: Vec<String>,
    },
    /// One item more, by code.
    Add(String),
    /// One less.
    Drop(String),
    /// Up or down the list.
    Move {
        /// Member.
        key: String,
        /// Towards the front.
        up: bool,
    },
    /// What a member waits for.
    Member {
        /// Member.
        key: String,
        /// Members before it.
        after: Vec<String>,
        /// Materials that results serve as: material, member.
        brings: Vec<(String, String)>,
        /// When it applies.
        condition: Option<FormCondition>,
        /// [`OnDenial`] in a word.
        denied: String,
    },
    /// The order that the guides propose.
    Propose,
    /// A question of the chain's own.
    Question {
        /// Key it had.
        former: Option<String>,
        /// The question.
        field: FormField,
    },
    /// A question less.
    DropQuestion(String),
    /// Fields that are one, apart, or as proposed.
    MergeFields(Vec<FieldRef>),
    /// See above.
    ApartField(FieldRef),
    /// See above.
    ResetField(FieldRef),
    /// Materials that are one, apart, or as proposed.
    MergeMaterials(Vec<MaterialRef>),
    /// See above.
    ApartMaterial(MaterialRef),
    /// See above.
    ResetMaterial(MaterialRef),
}

/// Begins a chain from picked items. The same key gives the same chain.
pub fn begin(bureau: &Bureau, desk: &Desk, form: &Begin, key: Option<&str>) -> Result<Kept, Failure<ChainRefusal>> {
    let role = bureau.may(desk, Act::ChainEdit)?;
    let (region, stamp, id) = (*bureau.region(), desk.stamp(bureau.now(), role), ChainId::new(bureau.new_id()));
    let command = bureau.command(desk, "chain.begin", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Kept, Failure<ChainRefusal>> {
        let mut picked: Vec<(MemberItem, Item)> = Vec::new();
        for code in form.items.iter().map(|c| c.trim()).filter(|c| !c.is_empty()) {
            picked.push(pick(&worker, tx, code)?);
        }
        let Some(lead) = picked.first().map(|(m, _)| m.office.clone()) else {
            return Err(Failure::Refused(ChainRefusal::TooFewMembers));
        };
        let mut chain = Chain {
            code: next_code(&worker, tx)?,
            version: 1,
            name: form.name.trim().to_owned(),
            purpose: form.purpose.trim().to_owned(),
            lead,
            applicants: clients(picked.iter().map(|(_, item)| item)),
            members: Vec::new(),
            questions: Vec::new(),
            fields: Overrides::default(),
            materials: Overrides::default(),
        };
        for (member, _) in &picked {
            chain = chain.after_step(ChainStep::AddMember(member.clone())).map_err(Failure::Refused)?;
        }
        let items: Items = chain.members.iter().zip(&picked).map(|(m, (_, i))| (m.key.clone(), i.clone())).collect();
        let proposed = propose_order(&chain, &items);
        let chain = chain.after_step(ChainStep::Order(proposed)).map_err(Failure::Refused)?;
        let (record, event) = begin_chain(id, chain).map_err(Failure::Refused)?;
        let entry =
            Entry::new(Stream::chain(id), 0, "chain.drafted", &event).with(rows::chain_change(&region, &record));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(Kept { code: record.code, version: record.version })
    })?;
    Ok(done.value)
}

/// One step of an editor on a chain's draft; a chain without a draft gets one from what is in force. The same key has one
/// effect.
pub fn change(
    bureau: &Bureau,
    desk: &Desk,
    (at, step): (&ChainRef, &StepForm),
    key: Option<&str>,
) -> Result<Kept, Failure<ChainRefusal>> {
    let role = bureau.may(desk, Act::ChainEdit)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "chain.change", key, &(at, step));
    let (worker, at, step) = (bureau.clone(), at.clone(), step.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Kept, Failure<ChainRefusal>> {
        let record = load(&worker, tx, &at)?;
        let before = record.newest().cloned().ok_or(Failure::NotFound)?;
        let step = resolved(&worker, tx, &before, &step)?;
        let after = before.after_step(step).map_err(Failure::Refused)?;
        let id = record.id;
        let (record, event) = redraft_chain(record, after).map_err(Failure::Refused)?;
        let entry = Entry::new(Stream::chain(id), record.version - 1, "chain.drafted", &event)
            .with(rows::chain_change(&region, &record));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(Kept { code: record.code, version: record.version })
    })?;
    Ok(done.value)
}

/// The chain under its expected version.
pub(super) fn load<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    at: &ChainRef,
) -> Result<ChainRecord, Failure<R>> {
    let record = rows::chain_by_code(tx, bureau.region(), &at.code)?.ok_or(Failure::NotFound)?;
    if record.version != at.version {
        return Err(Failure::Stale);
    }
    Ok(record)
}

/// An item by its code, if people apply for it.
pub(super) fn pick(bureau: &Bureau, tx: &mut Tx<'_>, code: &str) -> Result<(MemberItem, Item), Failure<ChainRefusal>> {
    let unknown = || Failure::Refused(ChainRefusal::UnknownItem(code.chars().take(40).collect()));
    let item = catalogue::item_by_code(tx, bureau.region(), code)?.ok_or_else(unknown)?;
    if open_to_applications(&item.content).is_err() {
        return Err(Failure::Refused(ChainRefusal::NotOnApplication(item.content.name.clone())));
    }
    let office = office(bureau, tx, item.content.department)?;
    let member = MemberItem {
        id: item.id,
        version: item.version,
        code: item.content.code.clone(),
        name: item.content.name.clone(),
        office,
    };
    Ok((member, item))
}

pub(super) fn office(bureau: &Bureau, tx: &mut Tx<'_>, id: DepartmentId) -> Result<Office, StoreError> {
    let name = people::department(tx, bureau.region(), id)?.map(|d| d.name).unwrap_or_default();
    Ok(Office { id, name })
}

/// Who can apply for all of them; where nobody can for all, everybody, and the check says so.
fn clients<'a>(items: impl Iterator<Item = &'a Item>) -> Vec<ApplicantKind> {
    let said: BTreeSet<Option<Clients>> = items.map(|i| i.content.clients).collect();
    let person = said.contains(&Some(Clients::Person));
    let organisation = said.contains(&Some(Clients::Organisation));
    match (person, organisation) {
        (true, false) => vec![ApplicantKind::Person],
        (false, true) => vec![ApplicantKind::Organisation],
        (true, true) | (false, false) => vec![ApplicantKind::Person, ApplicantKind::Organisation],
    }
}

/// `YJS001`, `YJS002` …
pub(super) fn next_code(bureau: &Bureau, tx: &mut Tx<'_>) -> Result<String, StoreError> {
    let last = rows::last_code(tx, bureau.region(), PREFIX)?;
    let used = last.and_then(|code| code.strip_prefix(PREFIX)?.parse::<u32>().ok()).unwrap_or(0);
    Ok(format!("{PREFIX}{:0DIGITS$}", used + 1))
}

fn resolved(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    chain: &Chain,
    form: &StepForm,
) -> Result<ChainStep, Failure<ChainRefusal>> {
    let said = |sentence: &str| Failure::Refused(ChainRefusal::Form(sentence.to_owned()));
    Ok(match form.clone() {
        StepForm::Head { name, purpose, lead, applicants } => {
            let lead = office(bureau, tx, DepartmentId::new(lead))?;
            if lead.name.is_empty() {
                return Err(said("请选牵头部门"));
            }
            let applicants = ApplicantKind::ALL.into_iter().filter(|k| applicants.iter().any(|a| a == k.as_str()));
            ChainStep::Head { name, purpose, lead, applicants: applicants.collect() }
        }
        StepForm::Add(code) => ChainStep::AddMember(pick(bureau, tx, code.trim())?.0),
        StepForm::Drop(key) => ChainStep::DropMember(key),
        StepForm::Move { key, up } => ChainStep::MoveMember { key, up },
        StepForm::Member { key, after, brings, condition, denied } => ChainStep::Member {
            key,
            after,
            brings: brings.into_iter().map(|(material, from)| FromResult { material, from }).collect(),
            condition,
            denied: OnDenial::parse(&denied).ok_or_else(|| said("请选这个事项办不成时其他事项怎么办"))?,
        },
        StepForm::Propose => {
            let items = items_of(bureau, tx, chain)?;
            ChainStep::Order(propose_order(chain, &items))
        }
        StepForm::Question { former, field } => ChainStep::Question { former, field },
        StepForm::DropQuestion(key) => ChainStep::DropQuestion(key),
        StepForm::MergeFields(group) => ChainStep::MergeFields(group),
        StepForm::ApartField(at) => ChainStep::ApartField(at),
        StepForm::ResetField(at) => ChainStep::ResetField(at),
        StepForm::MergeMaterials(group) => ChainStep::MergeMaterials(group),
        StepForm::ApartMaterial(at) => ChainStep::ApartMaterial(at),
        StepForm::ResetMaterial(at) => ChainStep::ResetMaterial(at),
    })
}
