//! What the county holds of whoever stands at the window (电子证照免提交、此前填过的): for every member's item, put together
//! for the one form and the one list. The whole values are for filling blanks on the server; a page shows them masked.

use std::collections::BTreeMap;

use domain::{
    chains::{Chain, MergedForm, MergedMaterials},
    people::{Act, Desk},
};

use crate::{
    Bureau, Failure, Never,
    cases::{Reusable, reusable},
    certificates::{HeldFor, held_by_code},
    chains::Blueprint,
};

/// A material of the merged list that a certificate stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldTogether {
    /// Place in the merged list.
    pub place: usize,
    /// The certificate, as "营业执照 JY202600012".
    pub certificate: String,
}

/// What is known.
#[derive(Debug, Clone, Default)]
pub struct KnownTogether {
    /// Certificates, by place of the merged list: only where every member that needs the material takes it.
    pub held: Vec<HeldTogether>,
    /// Who it was the last time; `None` for whoever was never here.
    pub before: Option<Reusable>,
    /// What was answered before, by key of the merged form.
    pub answers: BTreeMap<String, String>,
}

/// Looks in the register and in earlier cases; a number that is none has left nothing.
pub fn known_together(
    bureau: &Bureau,
    desk: &Desk,
    (applicant, code): (&str, &str),
    it: &Blueprint,
) -> Result<KnownTogether, Failure<Never>> {
    bureau.may(desk, Act::CaseAccept)?;
    let mut known = KnownTogether::default();
    // By member: the names of its materials that a certificate stands for.
    let mut held: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for (key, item) in &it.items {
        let asked = HeldFor { applicant: applicant.to_owned(), code: code.to_owned(), item: item.id.get() };
        let own = held_by_code(bureau, desk, &asked)?;
        held.insert(key, own.into_iter().map(|h| (h.material, format!("{} {}", h.name, h.number))).collect());
        let Some(before) = reusable(bureau, desk, (applicant, code), item.id.get())? else { continue };
        if let Some(form) = domain::catalogue::form_of(&item.content) {
            learn(&mut known.answers, &it.form, key, before.offers(&form));
        }
        known.before.get_or_insert(before);
    }
    known.held = together(&it.chain, &it.materials, &held);
    Ok(known)
}

/// Takes over a member's own answers under the keys of the merged form, unless another member has said it already.
fn learn(into: &mut BTreeMap<String, String>, form: &MergedForm, member: &str, own: BTreeMap<String, String>) {
    for (key, fills) in &form.fills {
        let said = fills.iter().filter(|f| f.member == member).find_map(|f| own.get(&f.key));
        if let Some(answer) = said.filter(|a| !a.trim().is_empty()) {
            into.entry(key.clone()).or_insert_with(|| answer.clone());
        }
    }
}

fn together(
    chain: &Chain,
    merged: &MergedMaterials,
    held: &BTreeMap<&str, BTreeMap<String, String>>,
) -> Vec<HeldTogether> {
    let mut out = Vec::new();
    for (place, material) in merged.materials.iter().enumerate() {
        // What a result of another member brings is asked of nobody.
        let asked: Vec<_> = material.uses.iter().filter(|u| u.from.is_empty()).map(|u| &u.at).collect();
        let found = |at: &&domain::chains::MaterialRef| held.get(at.member.as_str())?.get(&at.name).cloned();
        let all: Option<Vec<String>> = asked.iter().map(found).collect();
        let known = asked.iter().all(|at| chain.member(&at.member).is_some());
        if let Some(certificate) = all.filter(|_| known).and_then(|all| all.into_iter().next()) {
            out.push(HeldTogether { place, certificate });
        }
    }
    out
}
