//! What a matter runs by (办理依据): its chain and its items in the versions it was filed under, with the one form and the
//! one list of materials that follow from them. They stay while the county changes both.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    base::Calendar,
    catalogue::Item,
    chains::{
        Chain, Filed, Items, MemberState, MergedForm, MergedMaterials, Plan, States, merge_forms, merge_materials, plan,
    },
};
use jiff::civil::Date;
use store::{StoreError, Tx, catalogue, chains as rows};

use crate::{Bureau, cases::case_rules};

/// What a matter runs by.
pub(super) struct Ground {
    pub(super) chain: Chain,
    pub(super) items: Items,
    pub(super) form: MergedForm,
    pub(super) materials: MergedMaterials,
    pub(super) calendar: Arc<Calendar>,
}

impl Ground {
    /// Of a matter that is filed.
    pub(super) fn of(bureau: &Bureau, tx: &mut Tx<'_>, filed: &Filed) -> Result<Self, StoreError> {
        let region = bureau.region();
        let missing = |place: &str| StoreError::Corrupt { place: place.into(), why: "没有这个版本".into() };
        let chain = rows::chain_version(tx, region, filed.chain, filed.matter.chain_version)?
            .ok_or_else(|| missing("matter.chain_version"))?;
        let mut items = Items::new();
        for member in &chain.members {
            let handling = filed.members.get(&member.key).ok_or_else(|| missing("matter.members"))?;
            let item = catalogue::item_at(tx, region, member.item.id, handling.item_version)?;
            items.insert(member.key.clone(), item.ok_or_else(|| missing("matter.members"))?);
        }
        Self::with(bureau, tx, chain, items)
    }

    /// Of one that is about to be filed: the items in force. The name of one that is gone.
    pub(super) fn fresh(bureau: &Bureau, tx: &mut Tx<'_>, chain: Chain) -> Result<Result<Self, String>, StoreError> {
        let mut items = Items::new();
        for member in &chain.members {
            match catalogue::shared_item(tx, bureau.region(), member.item.id)? {
                Some(item) => items.insert(member.key.clone(), (*item).clone()),
                None => return Ok(Err(member.item.name.clone())),
            };
        }
        Self::with(bureau, tx, chain, items).map(Ok)
    }

    fn with(bureau: &Bureau, tx: &mut Tx<'_>, chain: Chain, items: Items) -> Result<Self, StoreError> {
        let (form, materials) = (merge_forms(&chain, &items), merge_materials(&chain, &items));
        Ok(Self { calendar: bureau.calendar(tx)?, chain, items, form, materials })
    }

    /// A member's item; a matter is never filed without one.
    pub(super) fn item(&self, member: &str) -> Result<&Item, StoreError> {
        let missing =
            || StoreError::Corrupt { place: "matter.members".into(), why: format!("没有“{member}”的事项") };
        self.items.get(member).ok_or_else(missing)
    }

    /// A member's name; its key where it is none.
    pub(super) fn name(&self, member: &str) -> String {
        self.chain.member(member).map_or_else(|| member.to_owned(), |m| m.item.name.clone())
    }

    /// Members that are not dropped.
    pub(super) fn applying<'a>(&'a self, states: &States) -> BTreeSet<&'a str> {
        let dropped = |key: &str| matches!(states.get(key), Some(MemberState::Dropped(_)));
        self.chain.members.iter().map(|m| m.key.as_str()).filter(|k| !dropped(k)).collect()
    }

    /// The days ahead from today on; `None` where the order has a ring, which no published chain has.
    pub(super) fn plan(&self, states: &States, from: Date) -> Option<Plan> {
        let standing: BTreeMap<_, _> = states.iter().map(|(k, s)| (k.clone(), s.standing())).collect();
        let extension = case_rules().joint_extension_workdays;
        plan(&self.chain, &self.items, &standing, (from, &self.calendar), extension).ok()
    }

    /// Keys of the merged form that decide which members apply.
    pub(super) fn deciding(&self) -> BTreeSet<&str> {
        self.chain.deciding(&self.form.form)
    }
}
