//! The sample county's chains (样例一件事): ten matters of several departments over the items of the sample catalogue,
//! as data. Named after the national lists of 高效办成一件事 where one is on them; what they ask and in which order they
//! run is the sample county's own.
//!
//! Not here: whether they may be published, which `domain::chains` checks.

use domain::{
    cases::ApplicantKind,
    catalogue::{FormCondition, FormField},
    chains::{
        Chain, ChainRefusal, FieldRef, FromResult, Items, MaterialRef, Member, MemberItem, Office, OnDenial, Overrides,
    },
    people::Desk,
};
use jiff::civil::Date;
use serde::Deserialize;

use super::{catalogue::Catalogue, create::SampleFault, rows, staff::SampleStaff, tables::TableFault};
use crate::{
    Bureau, Failure,
    chains::{ChainRef, publish, take_over},
};

const FILE: &str = "chains.json";
const TEXT: &str = include_str!("../../data/sample/chains.json");

/// A chain as the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChainRow {
    code: String,
    name: String,
    purpose: String,
    /// Key of the department that leads.
    lead: String,
    applicants: Vec<ApplicantKind>,
    questions: Vec<FormField>,
    members: Vec<MemberRow>,
    #[serde(default)]
    fields: Overrides<FieldRef>,
    #[serde(default)]
    materials: Overrides<MaterialRef>,
}

/// A member: an item by its matter, situation and action.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberRow {
    key: String,
    matter: String,
    #[serde(default)]
    situation: String,
    #[serde(default)]
    action: String,
    condition: Option<FormCondition>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    brings: Vec<FromResult>,
    denied: OnDenial,
}

/// Keeps the chains as the editor would, and publishes those that nothing is held against: a department without a letter
/// holds its matters up here as everywhere.
pub(super) fn load(
    bureau: &Bureau,
    (catalogue, staff): (&Catalogue, &SampleStaff),
    effective_on: Date,
) -> Result<(), SampleFault> {
    let no_editor = || TableFault { table: FILE, row: 0, why: "用不了：没有事项编制人员".into() };
    let desk = Desk::of(staff.editor.clone().ok_or_else(no_editor)?, "办公室");
    for (chain, _) in chains(catalogue, effective_on)? {
        let kept = take_over(bureau, &desk, &chain, None)?;
        let at = ChainRef { code: kept.code, version: kept.version };
        match publish(bureau, &desk, &at, None) {
            Ok(_) | Err(Failure::Refused(ChainRefusal::Unsound(_))) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(())
}

/// The chains, each with the items of its members, in force from a day.
///
/// # Errors
/// When the file names what the catalogue does not have.
pub(super) fn chains(catalogue: &Catalogue, effective_on: Date) -> Result<Vec<(Chain, Items)>, TableFault> {
    let fault = |why: String| TableFault { table: FILE, row: 0, why };
    let rows: Vec<ChainRow> = serde_json::from_str(TEXT).map_err(|e| fault(format!("读不下去：{e}")))?;
    rows.into_iter().map(|row| chain(row, catalogue, effective_on).map_err(fault)).collect()
}

fn chain(row: ChainRow, catalogue: &Catalogue, effective_on: Date) -> Result<(Chain, Items), String> {
    let office = |key: &str| {
        let found = catalogue.departments.get(key);
        let found = found.map(|(id, d)| Office { id: *id, name: d.name.into() });
        found.ok_or_else(|| format!("“{}”没有部门“{key}”", row.name))
    };
    let (mut members, mut items) = (Vec::new(), Items::new());
    for member in row.members {
        let item = listed(&member, catalogue).ok_or_else(|| {
            format!("“{}”没有事项“{}”“{}”“{}”", row.name, member.matter, member.situation, member.action)
        })?;
        let content = item.content.clone();
        members.push(Member {
            key: member.key.clone(),
            item: MemberItem {
                id: item.id,
                version: 1,
                code: content.code.clone(),
                name: content.name.clone(),
                office: office(item.department)?,
            },
            condition: member.condition,
            after: member.after,
            brings: member.brings,
            denied: member.denied,
        });
        items.insert(member.key, domain::catalogue::Item { id: item.id, version: 1, effective_on, content });
    }
    let chain = Chain {
        lead: office(&row.lead)?,
        code: row.code,
        version: 1,
        name: row.name,
        purpose: row.purpose,
        applicants: row.applicants,
        members,
        questions: row.questions,
        fields: row.fields,
        materials: row.materials,
    };
    Ok((chain, items))
}

/// The item of a matter with this situation and action; empty where the matter has none of its own.
fn listed<'a>(member: &MemberRow, catalogue: &'a Catalogue) -> Option<&'a super::catalogue::Listed> {
    let matters = rows::matters().ok()?;
    let matter = matters.iter().find(|m| m.key == member.matter)?;
    let place = |values: &[&str], wanted: &str| match (values.is_empty(), wanted.is_empty()) {
        (true, true) => Some(0),
        (false, false) => values.iter().position(|v| *v == wanted).map(|n| n + 1),
        (true, false) | (false, true) => None,
    };
    let sides = (place(&matter.situations, &member.situation)?, place(&matter.actions, &member.action)?);
    catalogue.items.iter().find(|i| i.matter == matter.key && i.sides == sides)
}

#[cfg(test)]
mod tests {
    use std::{
        cell::Cell,
        collections::{BTreeMap, BTreeSet},
    };

    use domain::{
        base::Calendar,
        catalogue::check_form,
        chains::{CheckFacts, Finding, MemberFacts, check, levels, merge_forms, merge_materials, passes, savings},
    };
    use jiff::civil::date;

    use super::{super::catalogue, *};

    const TODAY: Date = date(2026, 11, 30);

    fn all() -> Vec<(Chain, Items)> {
        let next = Cell::new(0);
        let new_id = || {
            next.set(next.get() + 1);
            next.get()
        };
        chains(&catalogue::listed(&new_id, TODAY).unwrap(), TODAY).unwrap()
    }

    #[test]
    fn every_chain_may_be_published() {
        let all = all();
        assert_eq!(all.len(), 10);
        let calendar = Calendar::default();
        for (chain, items) in &all {
            let known = |key: &String| {
                let resident = items[key].content.standing.resident == Some(true);
                (key.clone(), MemberFacts { authorised: true, resident })
            };
            let members = items.keys().map(known).collect();
            let facts = CheckFacts {
                items,
                members: &members,
                today: TODAY,
                calendar: &calendar,
                extension_workdays: crate::cases::case_rules().joint_extension_workdays,
            };
            let found = check(chain, &facts);
            let said: Vec<String> = found.iter().map(|f| format!("{} {f}", f.stops())).collect();
            assert!(passes(&found), "{}: {said:#?}", chain.name);
        }
    }

    #[test]
    fn every_chain_has_several_departments_and_spares_the_applicant_something() {
        let mut codes = BTreeSet::new();
        for (chain, items) in all() {
            assert!(codes.insert(chain.code.clone()) && chain.code.starts_with("YJS-990101-"), "{}", chain.code);
            assert!(chain.offices().len() >= 2, "{}", chain.name);
            assert!(!levels(&chain).unwrap().is_empty());
            let (forms, papers) = (merge_forms(&chain, &items), merge_materials(&chain, &items));
            // Many legal bases make a long text, which is said and does not stop.
            let flaws = check_form(&forms.form).into_iter().map(Finding::Form).filter(Finding::stops);
            assert_eq!(flaws.collect::<Vec<_>>(), [], "{}", chain.name);
            let applying = chain.members.iter().map(|m| m.key.as_str()).collect();
            let found = savings(&chain, &items, (&forms, &papers), &applying, (TODAY, &Calendar::default())).unwrap();
            let (apart, together) = (&found.apart, &found.together);
            assert!(together.doors == 1 && apart.doors > 1, "{}: {found:?}", chain.name);
            assert!(
                together.materials < apart.materials && together.workdays <= apart.workdays,
                "{}: {found:?}",
                chain.name
            );
            // Beside the members' own fields the chain asks its own questions.
            assert!(together.fields < apart.fields + chain.questions.len(), "{}: {found:?}", chain.name);
        }
    }

    #[test]
    fn the_file_is_what_a_chain_is_kept_as() {
        for (chain, _) in all() {
            let text = serde_json::to_string(&chain).unwrap();
            assert_eq!(serde_json::from_str::<Chain>(&text).unwrap(), chain);
            let keys: BTreeMap<&str, &str> =
                chain.members.iter().map(|m| (m.key.as_str(), m.item.name.as_str())).collect();
            assert_eq!(keys.len(), chain.members.len(), "{keys:?}");
        }
    }
}
