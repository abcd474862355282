//! What is searched (条目), what everyday words mean (近义词), and what is found. Plain values, no search.

use super::super::{Clients, ItemType};
use crate::base::{DepartmentId, ItemId};

/// What is searched and browsed of one item in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which item.
    pub id: ItemId,
    /// Its code.
    pub code: String,
    /// The codes it had before (原编码): still printed on old papers.
    pub earlier_codes: Vec<String>,
    /// Its name.
    pub name: String,
    /// The name of its main item (主项名称); empty when it has none of its own.
    pub main_name: String,
    /// Whose it is.
    pub department_id: DepartmentId,
    /// Its department's name.
    pub department: String,
    /// Its type (事项类型).
    pub item_type: ItemType,
    /// Whom it serves (服务对象); `None` = not known.
    pub clients: Option<Clients>,
    /// Everyday words that the guide names.
    pub aliases: Vec<String>,
    /// The theme as the office words it (主题).
    pub theme: String,
    /// Codes of the national list of themes for persons (自然人主题).
    pub person_themes: Vec<String>,
    /// Codes of the national list of themes for organisations (法人主题).
    pub org_themes: Vec<String>,
    /// Life events as the guide words them (生命周期).
    pub life_events: Vec<String>,
}

impl Entry {
    /// Whether people apply for it: what the office does of its own accord (依职权) is found, yet last.
    pub fn on_application(&self) -> bool {
        !self.item_type.is_ex_officio()
    }
}

/// An everyday word and the official words that names of items carry. Several lines for one word stand in the order in
/// which they are mostly meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// 开饭店
    pub everyday: String,
    /// 食品经营许可, 餐饮服务: all of them are wanted in the name.
    pub official: Vec<String>,
}

/// How what was typed fits an item; better ones are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// Some of it stands in the name.
    Partly,
    /// With a typing error or a character of the same sound.
    Near,
    /// The department's name.
    Department,
    /// Everything stands in the name, though not in one.
    Scattered,
    /// Pinyin of name or everyday word.
    Pinyin,
    /// Everyday words, of the guide or of the table.
    Everyday,
    /// All words stand in the name.
    InName,
    /// The name or the code begins with it.
    Prefix,
    /// It is the name or the code.
    Exact,
}

/// A found item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Place in the entries given to [`super::Index::build`].
    pub entry: usize,
    /// Which item.
    pub id: ItemId,
    /// How well it fits.
    pub closeness: Closeness,
    /// Order among hits of the same closeness; only its order means anything.
    pub score: u32,
}

/// A stretch of a name, and whether it is what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The characters as they stand in the name.
    pub text: String,
    /// Whether to show it as found.
    pub hit: bool,
}
