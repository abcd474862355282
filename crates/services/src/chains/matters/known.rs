//! What the county holds of whoever stands at the window (电子证照免提交、此前填过的): for every member's item, put together
//! for the one form and the one list. The whole values are for filling blanks on the server; a page shows them masked.

use std::collections::BTreeMap;

use domain::{
    base::PersonId,
    chains::{Certified, Chain, Items, MaterialRef, MergedForm, MergedMaterials},
    people::{Act, Desk},
};
use store::{StoreError, Tx};

use crate::{
    Bureau, Failure, Never,
    cases::{Reusable, reusable},
    certificates::{held_for, person_of},
    chains::Blueprint,
};

/// A material of the merged list that a certificate stands for, with some of those who ask for it or with all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldTogether {
    /// Place in the merged list.
    pub place: usize,
    /// The certificate, as "营业执照 JY202600012".
    pub certificate: String,
    /// Departments that take it.
    pub takers: Vec<String>,
    /// Departments that ask for the material all the same; empty = nobody needs it any more.
    pub others: Vec<String>,
}

/// Certificates by the material of a member that each stands for, in words.
pub(super) type Found = BTreeMap<MaterialRef, String>;

/// What is known.
#[derive(Debug, Clone, Default)]
pub struct KnownTogether {
    /// Certificates, by place of the merged list.
    pub held: Vec<HeldTogether>,
    /// The materials of members that they stand for.
    pub certified: Certified,
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
    for (key, item) in &it.items {
        let Some(before) = reusable(bureau, desk, (applicant, code), item.id.get())? else { continue };
        if let Some(form) = domain::catalogue::form_of(&item.content) {
            learn(&mut known.answers, &it.form, key, before.offers(&form));
        }
        known.before.get_or_insert(before);
    }
    let found = bureau.db().read(|tx| match person_of(bureau, tx, (applicant, code))? {
        Some(person) => found_of(bureau, tx, person, &it.items),
        None => Ok(Found::new()),
    })?;
    known.held = together(&it.chain, &it.materials, &found);
    known.certified = found.into_keys().collect();
    Ok(known)
}

/// Looks a person's certificates up in the register, for every member by its own guide.
pub(super) fn found_of(bureau: &Bureau, tx: &mut Tx<'_>, person: PersonId, items: &Items) -> Result<Found, StoreError> {
    let mut out = Found::new();
    for (member, item) in items {
        for held in held_for(tx, bureau.region(), person, &item.content, bureau.today())? {
            let at = MaterialRef { member: member.clone(), name: held.material };
            out.insert(at, format!("{} {}", held.name, held.number));
        }
    }
    Ok(out)
}

/// Takes over a member's own answers under the keys of the merged form, unless another member has said it already.
pub(super) fn learn(
    into: &mut BTreeMap<String, String>,
    form: &MergedForm,
    member: &str,
    own: BTreeMap<String, String>,
) {
    for (key, fills) in &form.fills {
        let said = fills.iter().filter(|f| f.member == member).find_map(|f| own.get(&f.key));
        if let Some(answer) = said.filter(|a| !a.trim().is_empty()) {
            into.entry(key.clone()).or_insert_with(|| answer.clone());
        }
    }
}

/// By place of the merged list, with who takes the certificate and who does not.
pub(super) fn together(chain: &Chain, merged: &MergedMaterials, found: &Found) -> Vec<HeldTogether> {
    let mut out = Vec::new();
    for (place, material) in merged.materials.iter().enumerate() {
        let (mut takers, mut others, mut certificate) = (Vec::new(), Vec::new(), None);
        // What a result of another member brings is asked of nobody.
        for at in material.uses.iter().filter(|u| u.from.is_empty()).map(|u| &u.at) {
            let office = chain.member(&at.member).map_or_else(String::new, |m| m.item.office.name.clone());
            let side = match found.get(at) {
                Some(words) => {
                    certificate.get_or_insert_with(|| words.clone());
                    &mut takers
                }
                None => &mut others,
            };
            if !side.contains(&office) {
                side.push(office);
            }
        }
        if let Some(certificate) = certificate {
            out.push(HeldTogether { place, certificate, takers, others });
        }
    }
    out
}
