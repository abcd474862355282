//! A chain laid out (一件事全貌): its items as they are now, the one form, the one set of materials, the order, the days and
//! what it spares; and, for those who make it, what the check holds against it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    catalogue::{Item, Limit},
    chains::{
        Chain, CheckFacts, Finding, Items, Member, MemberFacts, MergedForm, MergedMaterials, Plan, Savings, check,
        merge_forms, merge_materials, plan, savings,
    },
    delegates::AuthorizationLetter,
};
use jiff::civil::Date;
use store::{StoreError, Tx, catalogue, delegates};

use crate::{Bureau, cases::case_rules};

/// Everything that follows from a chain and the guides of its items.
#[derive(Debug, Clone)]
pub struct Blueprint {
    /// The chain.
    pub chain: Chain,
    /// Its items in force, by member; an item that is gone is missing.
    pub items: Items,
    /// 一表申请.
    pub form: MergedForm,
    /// 一套材料.
    pub materials: MergedMaterials,
    /// Days from today on, where there is no ring.
    pub plan: Option<Plan>,
    /// Against the same items one by one.
    pub savings: Option<Savings>,
}

/// The same with what the check found. It walks every case that answers can make: nobody but an editor waits for that.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The chain laid out.
    pub laid_out: Blueprint,
    /// What the check found, what stops a publication first.
    pub findings: Vec<Finding>,
}

/// The items of a chain's members that are in force; one that is gone is missing.
pub(super) fn items_of(bureau: &Bureau, tx: &mut Tx<'_>, chain: &Chain) -> Result<Items, StoreError> {
    let mut items = Items::new();
    for member in &chain.members {
        if let Some(item) = catalogue::shared_item(tx, bureau.region(), member.item.id)? {
            items.insert(member.key.clone(), (*item).clone());
        }
    }
    Ok(items)
}

impl Blueprint {
    /// Lays out a chain inside a transaction of the caller's.
    pub(super) fn of(bureau: &Bureau, tx: &mut Tx<'_>, chain: Chain) -> Result<Self, StoreError> {
        let items = items_of(bureau, tx, &chain)?;
        let calendar = bureau.calendar(tx)?;
        let ground = (bureau.today(), &*calendar);
        let (form, materials) = (merge_forms(&chain, &items), merge_materials(&chain, &items));
        let all: BTreeSet<&str> = chain.members.iter().map(|m| m.key.as_str()).collect();
        let extension = case_rules().joint_extension_workdays;
        let plan = plan(&chain, &items, &BTreeMap::new(), ground, extension).ok();
        let savings = savings(&chain, &items, (&form, &materials), &all, ground).ok();
        Ok(Self { items, form, materials, plan, savings, chain })
    }

    /// Limits of the members by the guide: the promise, else the law's.
    pub fn limits(&self) -> BTreeMap<String, Limit> {
        let limit = |i: &Item| i.content.promised.or(i.content.statutory);
        self.items.iter().filter_map(|(key, item)| Some((key.clone(), limit(item)?))).collect()
    }

    /// Members that apply under these answers of the merged form.
    pub fn applying(&self, answers: &BTreeMap<String, String>) -> BTreeSet<&str> {
        self.chain.members.iter().filter(|m| m.applies(answers)).map(|m| m.key.as_str()).collect()
    }
}

impl Checked {
    /// Lays out a chain and checks it, inside a transaction of the caller's.
    pub(super) fn of(bureau: &Bureau, tx: &mut Tx<'_>, chain: Chain) -> Result<Self, StoreError> {
        let laid_out = Blueprint::of(bureau, tx, chain)?;
        let (today, calendar) = (bureau.today(), bureau.calendar(tx)?);
        let letters = delegates::letters(tx, bureau.region())?;
        let facts_of = |m: &Member| (m.key.clone(), member_facts(&laid_out.items, &letters, today, m));
        let members = laid_out.chain.members.iter().map(facts_of).collect();
        let facts = CheckFacts {
            items: &laid_out.items,
            members: &members,
            today,
            calendar: &calendar,
            extension_workdays: case_rules().joint_extension_workdays,
        };
        let findings = check(&laid_out.chain, &facts);
        Ok(Self { laid_out, findings })
    }

    /// Sentences of what stops a publication.
    pub fn against(&self) -> Vec<String> {
        self.findings.iter().filter(|f| f.stops()).map(ToString::to_string).collect()
    }
}

/// What is known of a member beside its guide: its department has given some power over it by a letter that holds.
fn member_facts(items: &Items, letters: &[AuthorizationLetter], today: Date, member: &Member) -> MemberFacts {
    let office = member.item.office.id;
    let covers =
        |l: &AuthorizationLetter| l.department == office && l.holds_on(today) && l.scope.covers(member.item.id);
    let resident = items.get(&member.key).is_some_and(|i| i.content.standing.resident == Some(true));
    MemberFacts { authorised: letters.iter().any(covers), resident }
}
