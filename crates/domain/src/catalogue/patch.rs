//! What a row says of an item (一行的内容); what it leaves blank stays.
//!
//! Not here: reading its cells (`reader`), and which item the row is (`import`).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    CaseKind, Clients, Column, Content, Exemption, Faq, Fee, Guide, ItemType, Limit, Material, OnlineDepth, RawDetails,
    Standing, Status,
    cells::{SlotMut, cell, slot_mut},
    detail::{ReadDetails, details_of},
    words::lines,
};
use crate::base::DepartmentId;

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch<'a> {
    /// Row number in the file.
    pub number: u32,
    /// Key of the item.
    pub code: String,
    /// Department's name.
    pub department: String,
    /// Department's code.
    pub department_code: Option<String>,
    /// 原编码: codes that this one replaces.
    pub replaces: Vec<String>,
    /// 生效日期.
    pub effective_on: Option<Date>,
    /// 业务办理项名称.
    pub name: String,
    /// 事项类型.
    pub item_type: ItemType,
    /// 状态.
    pub status: Option<Status>,
    /// What other columns say: the cell as written, and as read.
    pub(super) says: Vec<(Column, String, Value)>,
    /// Its rows of the detail sheets, as they came and as read.
    pub(super) details: (&'a RawDetails, ReadDetails),
    /// Every cell by its header.
    pub raw: &'a BTreeMap<String, String>,
}

/// A cell as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Words(Vec<String>),
    Flag(Option<bool>),
    Depth(Option<OnlineDepth>),
    Visits(Option<u16>),
    Limit(Option<Limit>),
    Kind(Option<CaseKind>),
    Clients(Option<Clients>, Vec<String>),
    Exempt(Option<(String, String)>),
    Charges(Option<bool>, Option<String>),
    Materials(Vec<String>),
    Faqs(Vec<Faq>),
}

impl Patch<'_> {
    /// The content of a new item: what the row does not say is unknown; it is in use, because the
    /// file lists it.
    pub fn create(&self, department: DepartmentId) -> Content {
        let empty = Content {
            code: self.code.clone(),
            department,
            division: String::new(),
            main_name: String::new(),
            name: self.name.clone(),
            item_type: self.item_type.clone(),
            status: Status::InUse,
            case_kind: None,
            clients: None,
            statutory: None,
            promised: None,
            standing: Standing::default(),
            guide: Guide::default(),
            raw: BTreeMap::new(),
        };
        self.apply(&empty, department)
    }

    /// The content after this row: what it says replaces, what it leaves blank stays, and what it says
    /// in the words that the content itself would be written in changes nothing.
    pub fn apply(&self, old: &Content, department: DepartmentId) -> Content {
        let mut new = old.clone();
        new.code.clone_from(&self.code);
        new.department = department;
        new.name.clone_from(&self.name);
        new.item_type = self.item_type.clone();
        // An item that was taken out and stands in a file again is in use again.
        new.status = self.status.unwrap_or(match old.status {
            Status::Cancelled => Status::InUse,
            Status::InUse | Status::Suspended | Status::Draft => old.status,
        });
        for (column, written, value) in &self.says {
            if lines(&cell(old, "", *column)).join("\n") != *written {
                set(&mut new, *column, value);
            }
        }
        self.apply_details(old, &mut new);
        for code in &self.replaces {
            if *code != self.code && !new.guide.replaces.contains(code) {
                new.guide.replaces.push(code.clone());
            }
        }
        new.raw.extend(self.raw.iter().map(|(k, v)| (k.clone(), v.clone())));
        new
    }

    fn apply_details(&self, old: &Content, new: &mut Content) {
        let (raw, read) = &self.details;
        if raw.is_empty() {
            return;
        }
        let (before, mut read) = (details_of(old), read.clone());
        if raw.materials == before.materials {
            read.materials = None;
        }
        if raw.fees == before.fees {
            read.fees = None;
        }
        if raw.steps == before.steps {
            read.steps = None;
        }
        if raw.faqs == before.faqs {
            read.faqs = None;
        }
        read.apply(&mut new.guide);
    }
}

/// Puts what a cell says into its field.
fn set(new: &mut Content, column: Column, value: &Value) {
    match value {
        Value::Text(text) => set_text(new, column, text),
        Value::Words(words) => {
            if let SlotMut::Words(field) = slot_mut(new, column) {
                field.clone_from(words);
            }
        }
        Value::Flag(flag) => {
            if let SlotMut::Flag(field) = slot_mut(new, column) {
                *field = *flag;
            }
        }
        Value::Depth(depth) => new.standing.online_depth = *depth,
        Value::Visits(visits) => new.standing.onsite_visits = *visits,
        Value::Limit(limit) if column == Column::StatutoryLimit => new.statutory = *limit,
        Value::Limit(limit) => new.promised = *limit,
        Value::Kind(kind) => new.case_kind = *kind,
        Value::Clients(clients, words) => {
            new.clients = *clients;
            new.guide.client_types.clone_from(words);
        }
        Value::Exempt(said) => {
            new.standing.exempt_hall = said.as_ref().map(|(reason, basis)| Exemption {
                reason: reason.clone(),
                basis: basis.clone(),
                ..new.standing.exempt_hall.clone().unwrap_or_default()
            });
        }
        Value::Charges(charges, sentence) => {
            // A sentence alone says nothing of the flag, and a flag alone nothing of the sentence.
            if charges.is_some() || sentence.as_deref() == Some("") {
                new.guide.charges = *charges;
            }
            if let Some(sentence) = sentence {
                new.guide.fee.clone_from(sentence);
            }
        }
        Value::Materials(names) => set_materials(&mut new.guide, names),
        Value::Faqs(faqs) => new.guide.faqs.clone_from(faqs),
    }
}

fn set_text(new: &mut Content, column: Column, text: &str) {
    if let SlotMut::Text(field) = slot_mut(new, column) {
        text.clone_into(field);
    } else if column == Column::ExerciseLevel {
        text.clone_into(&mut new.guide.exercise_level);
    } else if column == Column::FeeStandard {
        text.clone_into(&mut only_fee(&mut new.guide).standard);
    } else if column == Column::FeeBasis {
        text.clone_into(&mut only_fee(&mut new.guide).basis);
    }
    if new.guide.fees == [Fee::default()] {
        new.guide.fees.clear();
    }
}

/// The one fee that two columns of the main sheet speak of.
fn only_fee(guide: &mut Guide) -> &mut Fee {
    if guide.fees.is_empty() {
        guide.fees.push(Fee::default());
    }
    &mut guide.fees[0]
}

/// A list of names keeps what is known of materials that are on it.
fn set_materials(guide: &mut Guide, names: &[String]) {
    let known = std::mem::take(&mut guide.materials);
    let of = |name: &String| known.iter().find(|m| m.name == *name).cloned();
    guide.materials =
        names.iter().map(|n| of(n).unwrap_or_else(|| Material { name: n.clone(), ..Material::default() })).collect();
}
