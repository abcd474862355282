//! Which item a line is about (按名称认事项): the name as it stands in the catalogue, or the one item whose name it is
//! most like.

use std::collections::HashMap;

use super::name::{likeness, pairs, plain_name};
use crate::base::ItemId;

/// From this likeness on a name may be an item's.
const ALIKE: u32 = 60;
/// By so much the best must be better than the second.
const AHEAD: u32 = 10;

/// The county's items by name.
#[derive(Debug)]
pub struct ItemNames {
    exact: HashMap<String, ItemId>,
    all: Vec<(ItemId, Vec<(char, char)>)>,
    variants: String,
}

impl ItemNames {
    /// Items with their names; of two of the same name neither is found by it.
    #[must_use]
    pub fn new<'a>(items: impl IntoIterator<Item = (ItemId, &'a str)>, variants: &str) -> Self {
        let (mut exact, mut twice, mut all) = (HashMap::new(), Vec::new(), Vec::new());
        for (id, name) in items {
            let plain = plain_name(name, variants);
            all.push((id, pairs(&plain)));
            if exact.insert(plain.clone(), id).is_some() {
                twice.push(plain);
            }
        }
        for name in twice {
            exact.remove(&name);
        }
        Self { exact, all, variants: variants.to_owned() }
    }

    /// The item of a line; `None` when nothing is near enough, or two are.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<ItemId> {
        let plain = plain_name(text, &self.variants);
        if plain.is_empty() {
            return None;
        }
        if let Some(id) = self.exact.get(&plain) {
            return Some(*id);
        }
        let own = pairs(&plain);
        let mut best: Vec<(u32, ItemId)> = self.all.iter().map(|(id, name)| (likeness(&own, name), *id)).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        match best.as_slice() {
            [(first, id), rest @ ..] if *first >= ALIKE => {
                let second = rest.first().map_or(0, |(second, _)| *second);
                (first - second >= AHEAD).then_some(*id)
            }
            [] | [_, ..] => None,
        }
    }
}
