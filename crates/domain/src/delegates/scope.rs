//! Over which items a letter gives its powers (授权事项): all of the department, or those listed, minus some.

use std::collections::BTreeSet;

use crate::base::ItemId;

/// Which items, before some are taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// 本部门全部事项, those that come later too.
    All,
    /// 清单所列事项.
    Listed(BTreeSet<ItemId>),
}

/// Items of one department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemScope {
    /// Which.
    pub listing: Listing,
    /// Those taken out (不授权事项).
    pub excluded: BTreeSet<ItemId>,
}

impl ItemScope {
    /// Everything of the department.
    #[must_use]
    pub const fn all() -> Self {
        Self { listing: Listing::All, excluded: BTreeSet::new() }
    }

    /// These alone.
    #[must_use]
    pub fn listed(items: impl IntoIterator<Item = ItemId>) -> Self {
        Self { listing: Listing::Listed(items.into_iter().collect()), excluded: BTreeSet::new() }
    }

    /// Whether an item of the department falls under it.
    #[must_use]
    pub fn covers(&self, item: ItemId) -> bool {
        if self.excluded.contains(&item) {
            return false;
        }
        match &self.listing {
            Listing::All => true,
            Listing::Listed(items) => items.contains(&item),
        }
    }

    /// Whether some item falls under both. Two scopes that each take everything but some always meet: an item that
    /// the department gets tomorrow falls under both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        match (&self.listing, &other.listing) {
            (Listing::All, Listing::All) => true,
            (Listing::Listed(items), _) => items.iter().any(|i| self.covers(*i) && other.covers(*i)),
            (Listing::All, Listing::Listed(items)) => items.iter().any(|i| self.covers(*i) && other.covers(*i)),
        }
    }

    /// Nothing can fall under it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.listing {
            Listing::All => false,
            Listing::Listed(items) => items.iter().all(|i| self.excluded.contains(i)),
        }
    }

    /// Every item that it names, listed or taken out.
    pub fn named(&self) -> impl Iterator<Item = ItemId> + '_ {
        let listed = match &self.listing {
            Listing::All => None,
            Listing::Listed(items) => Some(items.iter().copied()),
        };
        listed.into_iter().flatten().chain(self.excluded.iter().copied())
    }
}
