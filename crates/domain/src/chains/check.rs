//! Whether a chain may be published (发布前检查). A chain that passes comes to an end whatever is answered and however
//! its members are decided; a property test walks them all.
//!
//! Not here: the sentences (`finding`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    CHAIN, Chain, Finding, Items, Member, MergedForm, Ring, merge_forms, merge_materials, plan,
    situations::{Situation, can_hold, situations, told},
};
use crate::{
    base::Calendar,
    catalogue::{APPLICANT_KIND, Item, Status, check_form},
};

/// What the caller knows of a member beside its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberFacts {
    /// 进必授权: the hall may handle it by a letter of its department that holds.
    pub authorised: bool,
    /// 应进必进: it has moved into the hall.
    pub resident: bool,
}

/// What a chain is held against.
pub struct CheckFacts<'a> {
    /// The items as the catalogue has them now.
    pub items: &'a Items,
    /// By member; one that is not named is neither authorised nor resident.
    pub members: &'a BTreeMap<String, MemberFacts>,
    /// Day of the check.
    pub today: Date,
    /// Working days.
    pub calendar: &'a Calendar,
    /// The county's number for an extension of joint handling.
    pub extension_workdays: u32,
}

/// Everything found, what stops publication first.
#[must_use]
pub fn check(chain: &Chain, facts: &CheckFacts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    basics(chain, &mut found);
    for member in &chain.members {
        item(member, facts, &mut found);
        order(chain, member, &mut found);
        materials(chain, member, facts.items, &mut found);
    }
    let merged = merge_forms(chain, facts.items);
    found.extend(check_form(&merged.form).into_iter().map(Finding::Form));
    found.extend(merged.notes.iter().cloned().map(Finding::Merge));
    found.extend(merge_materials(chain, facts.items).notes.into_iter().map(Finding::Material));
    for member in &chain.members {
        condition(member, &merged, &mut found);
    }
    // What a ring or an unknown question breaks is named above; days and cases would only repeat it.
    match plan(chain, facts.items, &BTreeMap::new(), (facts.today, facts.calendar), facts.extension_workdays) {
        Err(Ring(keys)) => found.push(Finding::Ring(keys.iter().map(|k| name(chain, k)).collect())),
        Ok(plan) => {
            let over = plan.ceiling.as_ref().filter(|c| c.exceeded);
            let last = over
                .and_then(|c| plan.members.iter().filter(|m| c.licences.contains(&m.key)).filter_map(|m| m.due).max());
            if let Some(last) = last {
                let days = facts.calendar.workdays_between(facts.today, last);
                found.push(Finding::OverLaw(u32::try_from(days).unwrap_or(u32::MAX)));
            }
        }
    }
    cases(chain, &merged, &mut found);
    found.sort_by_key(|f| !f.stops());
    found
}

/// Whether nothing that was found stops publication.
#[must_use]
pub fn passes(findings: &[Finding]) -> bool {
    !findings.iter().any(Finding::stops)
}

fn name(chain: &Chain, key: &str) -> String {
    chain.member(key).map_or_else(|| key.to_owned(), |m| m.item.name.clone())
}

fn basics(chain: &Chain, found: &mut Vec<Finding>) {
    for (text, what) in [(&chain.name, "名称"), (&chain.code, "编码"), (&chain.purpose, "适用情形")] {
        if text.trim().is_empty() {
            found.push(Finding::Missing(what));
        }
    }
    if chain.applicants.is_empty() {
        found.push(Finding::Missing("申请人类型"));
    }
    if chain.members.len() < 2 {
        found.push(Finding::TooFew(chain.members.len()));
    }
    let mut keys = BTreeSet::from([CHAIN, APPLICANT_KIND]);
    for member in &chain.members {
        if !is_key(&member.key) {
            found.push(Finding::Key(member.key.clone()));
        } else if !keys.insert(&member.key) {
            found.push(Finding::KeyTwice(member.key.clone()));
        }
    }
    if !chain.members.iter().any(|m| m.item.office.id == chain.lead.id) {
        found.push(Finding::LeadNotMember(chain.lead.name.clone()));
    }
}

fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.len() <= 20
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Whether a member's item belongs to another department than the chain says (事项换了部门). Publishing it again takes
/// the new one over.
#[must_use]
pub fn has_moved(member: &Member, item: &Item) -> bool {
    item.content.department != member.item.office.id
}

fn item(member: &Member, facts: &CheckFacts<'_>, found: &mut Vec<Finding>) {
    let name = || member.item.name.clone();
    let Some(item) = facts.items.get(&member.key) else {
        return found.push(Finding::ItemMissing(name()));
    };
    let content = &item.content;
    if content.status != Status::InUse {
        found.push(Finding::NotInUse { name: name(), status: content.status.label() });
    }
    if content.item_type.is_ex_officio() {
        found.push(Finding::ExOfficio(name()));
    }
    if item.version != member.item.version {
        found.push(Finding::ItemChanged { name: name(), was: member.item.version, now: item.version });
    }
    if has_moved(member, item) {
        found.push(Finding::OfficeChanged { name: name(), office: member.item.office.name.clone() });
    }
    if content.promised.is_none() && content.statutory.is_none() && !content.item_type.is_licence() {
        found.push(Finding::LimitUnknown(name()));
    }
    let known = facts.members.get(&member.key).copied().unwrap_or(MemberFacts { authorised: false, resident: false });
    if !known.authorised {
        found.push(Finding::NotAuthorised { office: member.item.office.name.clone(), name: name() });
    }
    if !known.resident {
        found.push(Finding::NotResident(name()));
    }
}

fn order(chain: &Chain, member: &Member, found: &mut Vec<Finding>) {
    for named in member.after.iter().filter(|a| chain.member(a).is_none()) {
        found.push(Finding::UnknownMember { name: member.item.name.clone(), named: named.clone() });
    }
}

fn materials(chain: &Chain, member: &Member, items: &Items, found: &mut Vec<Finding>) {
    let own = &member.item.name;
    let listed = items.get(&member.key).map(|i| &i.content.guide.materials);
    let mut seen: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for brought in &member.brings {
        seen.entry(&brought.material).or_default().push(&brought.from);
        if listed.is_some_and(|l| !l.iter().any(|m| m.name == brought.material)) {
            found.push(Finding::MaterialUnknown { name: own.clone(), material: brought.material.clone() });
        }
        let guide = items.get(&brought.from).map(|i| &i.content.guide);
        let no_result = guide.is_some_and(|g| g.result_name.trim().is_empty() || g.result_kind == "无");
        if chain.member(&brought.from).is_none() || no_result {
            found.push(Finding::NobodyBrings {
                name: own.clone(),
                material: brought.material.clone(),
                from: name(chain, &brought.from),
            });
        } else if !chain.all_followers(&brought.from).contains(member.key.as_str()) {
            found.push(Finding::BroughtTooLate { name: own.clone(), from: name(chain, &brought.from) });
        }
    }
    for (material, from) in seen.into_iter().filter(|(_, from)| from.len() > 1) {
        found.push(Finding::BroughtTwice {
            name: own.clone(),
            material: material.to_owned(),
            from: from.into_iter().map(|f| name(chain, f)).collect(),
        });
    }
}

fn condition(member: &Member, merged: &MergedForm, found: &mut Vec<Finding>) {
    let Some(condition) = &member.condition else { return };
    let name = || member.item.name.clone();
    let mut understood = true;
    for (key, values) in condition.comparisons() {
        let field = merged.form.field(key);
        let words = match field {
            Some(field) => field.kind.words(),
            None if key == APPLICANT_KIND => Some(vec!["person", "organisation"]),
            None => {
                understood = false;
                found.push(Finding::ConditionUnknown { name: name(), key: key.to_owned() });
                continue;
            }
        };
        let unknown = values.iter().filter(|v| words.as_ref().is_none_or(|w| !w.contains(*v)));
        for value in unknown {
            understood = false;
            found.push(Finding::ConditionValue {
                name: name(),
                question: field.map_or_else(|| "申请人".to_owned(), |f| f.label.clone()),
                value: (*value).to_owned(),
            });
        }
    }
    if understood && !can_hold(condition, merged) {
        found.push(Finding::Contradiction(name()));
    }
}

/// What comes of every case: somebody has something to do in each, everybody in one, and nobody waits for ever.
fn cases(chain: &Chain, merged: &MergedForm, found: &mut Vec<Finding>) {
    let Some(all) = situations(chain, merged) else {
        return found.push(Finding::TooManyCases);
    };
    if let Some(empty) = all.iter().find(|s| !chain.members.iter().any(|m| m.applies(s))) {
        found.push(Finding::NobodyInCase(told(empty, merged)));
    }
    let explained = |m: &Member| {
        let named = m
            .condition
            .iter()
            .flat_map(|c| c.comparisons())
            .any(|(key, _)| key != APPLICANT_KIND && merged.form.field(key).is_none());
        named || m.condition.as_ref().is_some_and(|c| !can_hold(c, merged))
    };
    for member in &chain.members {
        let applying: Vec<&Situation> = all.iter().filter(|s| member.applies(s)).collect();
        if applying.is_empty() && !explained(member) {
            found.push(Finding::NeverReached(member.item.name.clone()));
        }
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for from in member.brings.iter().filter_map(|b| chain.member(&b.from)) {
            let together = applying.iter().any(|s| from.applies(s));
            if from.denied == super::OnDenial::OthersGoOn && together && told.insert(&from.key) {
                found.push(Finding::WaitsForEver { name: member.item.name.clone(), from: from.item.name.clone() });
            }
        }
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
