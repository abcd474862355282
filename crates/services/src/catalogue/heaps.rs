//! The catalogue as the public browses it (按部门、主题、服务对象、人生大事找): ways, heaps with counts, the items of a heap. Items
//! in use that people apply for, read from the index in memory that the search keeps.
//!
//! Not here: what belongs to which theme (the domain's), and items that are not in use.

use std::collections::{BTreeMap, HashMap};

use domain::{
    catalogue::{Audience, Clients, Closeness, Entry, Themes},
    people::Desk,
};
use store::StoreError;

use super::search::{Found, Searchable, found, searchable};
use crate::Bureau;

/// Themes and life events, shipped as data.
const THEMES: &str = include_str!("../../data/themes.tsv");
const LIFE_EVENTS: &str = include_str!("../../data/life_events.tsv");

/// The heap of what no theme is marked for; staff alone see it.
pub const UNMARKED: &str = "none";

/// A way to browse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// 人生大事.
    LifeEvent,
    /// 个人办事主题.
    PersonTheme,
    /// 企业办事主题.
    OrganisationTheme,
    /// 服务对象.
    Clients,
    /// 部门.
    Department,
}

impl Way {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] =
        [Self::LifeEvent, Self::PersonTheme, Self::OrganisationTheme, Self::Clients, Self::Department];

    /// Word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LifeEvent => "life",
            Self::PersonTheme => "person",
            Self::OrganisationTheme => "organisation",
            Self::Clients => "clients",
            Self::Department => "department",
        }
    }

    /// Reads the word of an address.
    pub fn from_word(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.as_str() == text)
    }

    /// Heading on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::LifeEvent => "按人生大事找",
            Self::PersonTheme => "个人办事，按主题找",
            Self::OrganisationTheme => "企业办事，按主题找",
            Self::Clients => "按服务对象找",
            Self::Department => "按部门找",
        }
    }
}

/// One heap of items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heap {
    /// Word in addresses: department id, code of the theme, word of the clients, id of the life event.
    pub key: String,
    /// 户籍办理, 县民政局, …
    pub name: String,
    /// What it holds, in a few words; often empty.
    pub hint: String,
    /// How many items.
    pub items: u64,
}

/// All heaps of one way that are not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heaps {
    /// Which way.
    pub way: Way,
    /// In the order of the list; departments by name.
    pub heaps: Vec<Heap>,
    /// How many items stand in at least one of them.
    pub listed: u64,
    /// How many items there are to browse.
    pub items: u64,
}

/// The heaps of every way, with counts. Staff also get what no theme is marked for.
pub fn heaps(bureau: &Bureau, desk: &Desk) -> Result<Vec<Heaps>, StoreError> {
    let (searchable, themes) = (searchable(bureau)?, themes());
    Ok(Way::ALL.into_iter().map(|way| of_way(&searchable, &themes, way, desk.staff.is_some())).collect())
}

/// One heap: its name and its items in the order of departments and names. `None` where there is no such heap, or none
/// that this desk may see.
pub fn heap(bureau: &Bureau, desk: &Desk, way: Way, key: &str) -> Result<Option<(Heap, Vec<Found>)>, StoreError> {
    let (searchable, themes) = (searchable(bureau)?, themes());
    let heaps = of_way(&searchable, &themes, way, desk.staff.is_some()).heaps;
    let Some(heap) = heaps.into_iter().find(|h| h.key == key) else { return Ok(None) };
    let within = |e: &&Entry| {
        let keys = keys(&themes, way, e);
        if key == UNMARKED { is_unmarked(&themes, way, e) } else { keys.iter().any(|k| k.as_str() == key) }
    };
    let mut items: Vec<&Entry> = searchable.entries().filter(within).collect();
    items.sort_by_key(|e| (&e.department, &e.main_name, &e.name, &e.code));
    Ok(Some((heap, items.into_iter().map(|e| found(e, Closeness::Exact)).collect())))
}

/// The names of the life events with their keys: the first page offers them.
pub fn life_events() -> Vec<(String, String)> {
    themes().events().iter().map(|e| (e.id.clone(), e.name.clone())).collect()
}

fn themes() -> Themes {
    Themes::parse(THEMES, LIFE_EVENTS).expect("the shipped tables are read by a test")
}

/// The heaps an item stands in.
fn keys(themes: &Themes, way: Way, entry: &Entry) -> Vec<String> {
    let codes = |audience| themes.themes_of(entry, audience).into_iter().map(|t| t.code.clone()).collect();
    match way {
        Way::LifeEvent => themes.events().iter().filter(|e| themes.belongs(entry, e)).map(|e| e.id.clone()).collect(),
        Way::PersonTheme => codes(Audience::Person),
        Way::OrganisationTheme => codes(Audience::Organisation),
        Way::Clients => match entry.clients {
            Some(Clients::Person) => vec![Clients::Person.as_str().to_owned()],
            Some(Clients::Organisation) => vec![Clients::Organisation.as_str().to_owned()],
            Some(Clients::Both) => {
                vec![Clients::Person.as_str().to_owned(), Clients::Organisation.as_str().to_owned()]
            }
            None => Vec::new(),
        },
        Way::Department => vec![entry.department_id.to_string()],
    }
}

/// An item with a theme of neither list; it is missed in the lists of those whom it serves.
fn is_unmarked(themes: &Themes, way: Way, entry: &Entry) -> bool {
    let audience = match way {
        Way::PersonTheme => Audience::Person,
        Way::OrganisationTheme => Audience::Organisation,
        Way::LifeEvent | Way::Clients | Way::Department => return false,
    };
    audience.is_served_by(entry.clients)
        && themes.themes_of(entry, Audience::Person).is_empty()
        && themes.themes_of(entry, Audience::Organisation).is_empty()
}

fn of_way(searchable: &Searchable, themes: &Themes, way: Way, staff: bool) -> Heaps {
    let mut counts: HashMap<String, u64> = HashMap::new();
    let (mut listed, mut items, mut unmarked) = (0, 0, 0);
    for entry in searchable.entries() {
        items += 1;
        let keys = keys(themes, way, entry);
        listed += u64::from(!keys.is_empty());
        unmarked += u64::from(is_unmarked(themes, way, entry));
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut heaps: Vec<Heap> = named(searchable, themes, way)
        .into_iter()
        .filter_map(|(key, name, hint)| {
            let items = counts.get(&key).copied()?;
            Some(Heap { key, name, hint, items })
        })
        .collect();
    if staff && unmarked > 0 {
        let hint = "这里只有工作人员能看到".to_owned();
        heaps.push(Heap { key: UNMARKED.into(), name: "未标主题".into(), hint, items: unmarked });
    }
    Heaps { way, heaps, listed, items }
}

/// Keys, names and hints of one way in their order.
fn named(searchable: &Searchable, themes: &Themes, way: Way) -> Vec<(String, String, String)> {
    let of = |audience| themes.of(audience).map(|t| (t.code.clone(), t.name.clone(), String::new())).collect();
    match way {
        Way::LifeEvent => themes.events().iter().map(|e| (e.id.clone(), e.name.clone(), e.hint.clone())).collect(),
        Way::PersonTheme => of(Audience::Person),
        Way::OrganisationTheme => of(Audience::Organisation),
        Way::Clients => [Clients::Person, Clients::Organisation]
            .map(|c| (c.as_str().to_owned(), c.label().to_owned(), String::new()))
            .to_vec(),
        Way::Department => {
            let by_name: BTreeMap<&str, String> =
                searchable.entries().map(|e| (e.department.as_str(), e.department_id.to_string())).collect();
            by_name.into_iter().map(|(name, key)| (key, name.to_owned(), String::new())).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_are_whole() {
        let themes = Themes::parse(THEMES, LIFE_EVENTS).unwrap();
        assert_eq!((themes.of(Audience::Person).count(), themes.of(Audience::Organisation).count()), (32, 33));
        let names: Vec<&str> = themes.events().iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["出生", "上学", "就业", "结婚", "买房", "开店办企业", "看病", "退休养老", "身后"]);
        assert!(themes.events().iter().all(|e| !e.hint.is_empty()));
    }

    #[test]
    fn every_way_has_a_word_of_its_own() {
        for way in Way::ALL {
            assert_eq!(Way::from_word(way.as_str()), Some(way));
        }
        assert_eq!(Way::from_word("nowhere"), None);
    }
}
