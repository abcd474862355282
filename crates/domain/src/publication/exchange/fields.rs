//! Which fields go upward, and how a province calls them (字段对照). The canonical names are those of the national exchange
//! tables (up_task_*, up_pro_*); a province's own names stand beside them as data.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{
    base::Region,
    catalogue::{CurrentItem, Limit},
};

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ExchangeField {
    /// Name in the national exchange tables.
    pub canonical: String,
    /// The province's name for it.
    #[serde(default)]
    pub local: String,
    /// Name on pages.
    pub title: String,
    /// A row without it goes back.
    #[serde(default)]
    pub required: bool,
}

/// The fields of one kind of message for one province.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMap {
    /// In the order of the data.
    pub fields: Vec<ExchangeField>,
}

/// A province's own names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct ProvinceNames {
    /// First two digits of its division code.
    code: String,
    /// Whose names, for whoever edits the data.
    #[serde(rename = "name")]
    _name: String,
    /// Canonical name → its own.
    #[serde(default)]
    items: BTreeMap<String, String>,
    /// The same for cases.
    #[serde(default)]
    cases: BTreeMap<String, String>,
    /// The same for ratings.
    #[serde(default)]
    reviews: BTreeMap<String, String>,
    /// The same for pushed applications.
    #[serde(default)]
    applications: BTreeMap<String, String>,
}

/// A province's names for one kind of message.
type Names = fn(&ProvinceNames) -> &BTreeMap<String, String>;

/// All of the data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FieldMaps {
    /// Where the names are from.
    pub source: String,
    items: Vec<ExchangeField>,
    cases: Vec<ExchangeField>,
    #[serde(default)]
    reviews: Vec<ExchangeField>,
    #[serde(default)]
    applications: Vec<ExchangeField>,
    #[serde(default)]
    provinces: Vec<ProvinceNames>,
}

/// Why the data cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldMapFlaw {
    /// A name that stands twice, canonical or local.
    #[error("字段 {0} 写了两次")]
    Twice(String),
    /// A province renames what is not sent.
    #[error("字段 {0} 不在上报字段里")]
    Unknown(String),
}

impl FieldMaps {
    /// Whether the data can be used.
    pub fn check(&self) -> Result<(), FieldMapFlaw> {
        let kinds: [(&[ExchangeField], Names); 4] = [
            (&self.items, |p| &p.items),
            (&self.cases, |p| &p.cases),
            (&self.reviews, |p| &p.reviews),
            (&self.applications, |p| &p.applications),
        ];
        for (fields, names) in kinds {
            let canonical: BTreeSet<&str> = fields.iter().map(|f| f.canonical.as_str()).collect();
            for province in &self.provinces {
                let own = names(province);
                if let Some(stray) = own.keys().find(|name| !canonical.contains(name.as_str())) {
                    return Err(FieldMapFlaw::Unknown(stray.clone()));
                }
                once(&renamed(fields, own))?;
            }
            once(fields)?;
        }
        Ok(())
    }

    /// The fields of items as the province of this node calls them.
    pub fn items(&self, of: &Region) -> FieldMap {
        FieldMap { fields: renamed(&self.items, &self.own(of, |p| &p.items)) }
    }

    /// The fields of cases.
    pub fn cases(&self, of: &Region) -> FieldMap {
        FieldMap { fields: renamed(&self.cases, &self.own(of, |p| &p.cases)) }
    }

    /// The fields of ratings (好差评).
    pub fn reviews(&self, of: &Region) -> FieldMap {
        FieldMap { fields: renamed(&self.reviews, &self.own(of, |p| &p.reviews)) }
    }

    /// The fields of applications that a node above hands on (推送办件).
    pub fn applications(&self, of: &Region) -> FieldMap {
        FieldMap { fields: renamed(&self.applications, &self.own(of, |p| &p.applications)) }
    }

    fn own(&self, of: &Region, which: Names) -> BTreeMap<String, String> {
        let province = self.provinces.iter().find(|p| of.as_str().starts_with(&p.code) && p.code.len() == 2);
        province.map(|p| which(p).clone()).unwrap_or_default()
    }
}

fn renamed(fields: &[ExchangeField], own: &BTreeMap<String, String>) -> Vec<ExchangeField> {
    let rename =
        |f: &ExchangeField| ExchangeField { local: own.get(&f.canonical).unwrap_or(&f.canonical).clone(), ..f.clone() };
    fields.iter().map(rename).collect()
}

fn once(fields: &[ExchangeField]) -> Result<(), FieldMapFlaw> {
    let mut seen = BTreeSet::new();
    for name in fields.iter().map(|f| if f.local.is_empty() { &f.canonical } else { &f.local }) {
        if !seen.insert(name) {
            return Err(FieldMapFlaw::Twice(name.clone()));
        }
    }
    Ok(())
}

impl FieldMap {
    /// The same values under the province's names; what the map does not name does not go out, and what is empty is
    /// left out.
    pub fn apply(&self, canonical: &BTreeMap<&'static str, String>) -> BTreeMap<String, String> {
        let named = |f: &ExchangeField| {
            let value = canonical.get(f.canonical.as_str()).filter(|v| !v.is_empty())?;
            Some((f.local.clone(), value.clone()))
        };
        self.fields.iter().filter_map(named).collect()
    }

    /// The value of a canonical field among a province's.
    pub fn value<'a>(&self, fields: &'a BTreeMap<String, String>, canonical: &str) -> &'a str {
        let field = self.fields.iter().find(|f| f.canonical == canonical);
        field.and_then(|f| fields.get(&f.local)).map_or("", String::as_str)
    }
}

/// An item under the canonical names of the national exchange tables (domain §2.3).
pub fn item_fields(item: &CurrentItem, department_code: &str) -> BTreeMap<&'static str, String> {
    let (content, guide) = (&item.content, &item.content.guide);
    let yes_no = |said: Option<bool>| said.map(|yes| if yes { "1" } else { "0" }.to_owned()).unwrap_or_default();
    let unit = |limit: Option<Limit>| limit.map(|l| l.unit.label().to_owned()).unwrap_or_default();
    let value = |limit: Option<Limit>| limit.map(|l| l.value.to_string()).unwrap_or_default();
    let depth = content.standing.online_depth.map(|d| d.number().to_string()).unwrap_or_default();
    BTreeMap::from([
        ("task_handle_item", content.code.clone()),
        ("task_name", content.name.clone()),
        ("task_version", item.version.to_string()),
        ("catalog_code", guide.base_code.clone()),
        ("task_code", guide.impl_code.clone()),
        ("dept_name", item.department.clone()),
        ("dept_code", department_code.to_owned()),
        ("task_type", content.item_type.as_str().to_owned()),
        ("use_level", guide.exercise_level.clone()),
        ("by_law", guide.legal_basis.clone()),
        ("anticipate_day", value(content.statutory)),
        ("anticipate_type", unit(content.statutory)),
        ("promise_day", value(content.promised)),
        ("promise_type", unit(content.promised)),
        ("online_handle_depth", depth),
        ("limit_scene_num", content.standing.onsite_visits.map(|n| n.to_string()).unwrap_or_default()),
        ("is_entry_center", yes_no(content.standing.resident)),
        ("accept_condition", guide.conditions.clone()),
        ("material_info", guide.materials.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join("；")),
        ("result_name", guide.result_name.clone()),
        ("transact_addr", guide.place.clone()),
        ("transact_time", guide.hours.clone()),
        ("link_way", guide.phone.clone()),
    ])
}
