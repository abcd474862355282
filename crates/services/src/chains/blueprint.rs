//! A chain laid out (一件事全貌): its items as they are now, the one form, the one set of materials, the order, the days and
//! what it spares, and what the check holds against it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    catalogue::{Item, Limit},
    chains::{
        Chain, CheckFacts, Finding, Items, Member, MemberFacts, MergedForm, MergedMaterials, Plan, Ring, Savings,
        check, levels, merge_forms, merge_materials, plan, savings,
    },
    delegates::AuthorizationLetter,
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{StoreError, Tx, catalogue, delegates};

use crate::{Bureau, Failure, Never, cases::case_rules};

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
    /// Members that can run at one time, or the ring that stops them.
    pub levels: Result<Vec<Vec<String>>, Ring>,
    /// Days from today on, where there is no ring.
    pub plan: Option<Plan>,
    /// Against the same items one by one.
    pub savings: Option<Savings>,
    /// What the check found.
    pub findings: Vec<Finding>,
}

impl Blueprint {
    /// Lays out a chain inside a transaction of the caller's.
    pub(super) fn of(bureau: &Bureau, tx: &mut Tx<'_>, chain: Chain) -> Result<Self, StoreError> {
        let region = bureau.region();
        let mut items = Items::new();
        for member in &chain.members {
            if let Some(item) = catalogue::shared_item(tx, region, member.item.id)? {
                items.insert(member.key.clone(), (*item).clone());
            }
        }
        let calendar = bureau.calendar(tx)?;
        let ground = (bureau.today(), &*calendar);
        let (form, materials) = (merge_forms(&chain, &items), merge_materials(&chain, &items));
        let all: BTreeSet<&str> = chain.members.iter().map(|m| m.key.as_str()).collect();
        let levels = levels(&chain).map(|l| l.iter().map(|l| l.iter().map(|k| (*k).to_owned()).collect()).collect());
        let extension = case_rules().joint_extension_workdays;
        let plan = plan(&chain, &items, &BTreeMap::new(), ground, extension).ok();
        let savings = savings(&chain, &items, (&form, &materials), &all, ground).ok();
        let letters = delegates::letters(tx, region)?;
        let facts_of = |m: &Member| (m.key.clone(), member_facts(&items, &letters, ground.0, m));
        let members = chain.members.iter().map(facts_of).collect();
        let facts = CheckFacts {
            items: &items,
            members: &members,
            today: ground.0,
            calendar: ground.1,
            extension_workdays: extension,
        };
        let findings = check(&chain, &facts);
        Ok(Self { items, form, materials, levels, plan, savings, findings, chain })
    }

    /// Sentences of what stops a publication.
    pub fn against(&self) -> Vec<String> {
        self.findings.iter().filter(|f| f.stops()).map(ToString::to_string).collect()
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

/// What is known of a member beside its guide: its department has given some power over it by a letter that holds.
fn member_facts(items: &Items, letters: &[AuthorizationLetter], today: Date, member: &Member) -> MemberFacts {
    let office = member.item.office.id;
    let covers =
        |l: &AuthorizationLetter| l.department == office && l.holds_on(today) && l.scope.covers(member.item.id);
    let resident = items.get(&member.key).is_some_and(|i| i.content.standing.resident == Some(true));
    MemberFacts { authorised: letters.iter().any(covers), resident }
}

/// Lays out a chain that stands nowhere yet: from a file, or before it is kept.
pub fn blueprint(bureau: &Bureau, desk: &Desk, chain: Chain) -> Result<Blueprint, Failure<Never>> {
    bureau.may(desk, Act::ChainView)?;
    Ok(bureau.db().read(|tx| Blueprint::of(bureau, tx, chain.clone()))?)
}
