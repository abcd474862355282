//! An own matter opened by number and query password (我的一件事): what was answered and handed in, with the one form and
//! the one list it was filled in by, so that a correction can be answered.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    cases::{ApplicantKind, HandedIn},
    catalogue::Form,
    chains::{MatterStage, MergedMaterials, WholeNotice},
    people::{Act, Desk},
};
use store::{chains as rows, people};

use super::{
    apply::{OwnMatter, opened_by},
    ground::Ground,
    refusal::{MatterFailure, MatterRefusal},
};
use crate::{
    Bureau, Failure,
    cases::{ProgressRefusal, Right, answers, member},
};

/// An own matter.
#[derive(Debug, Clone)]
pub struct OwnView {
    /// Version for the next act.
    pub version: i64,
    /// Name of the chain.
    pub chain_name: String,
    /// Where it stands.
    pub stage: MatterStage,
    /// The one notice of what to supply.
    pub notice: Option<WholeNotice>,
    /// The one form it was filled in by.
    pub form: Form,
    /// Person or organisation.
    pub kind: ApplicantKind,
    /// Keys of the form that decide which members apply: what was answered to them stays.
    pub deciding: BTreeSet<String>,
    /// What was answered, by field.
    pub answers: BTreeMap<String, String>,
    /// The one list of materials, as the guides ask.
    pub listed: MergedMaterials,
    /// What was handed in, by place of that list.
    pub materials: Vec<HandedIn>,
    /// Names of the files that were added, by place of that list.
    pub files: BTreeMap<usize, Vec<String>>,
}

/// Opens an own matter, slowed against guessing. The last four digits of the mobile do not open it.
pub fn own(bureau: &Bureau, desk: &Desk, at: &OwnMatter) -> Result<OwnView, MatterFailure> {
    bureau.may(desk, Act::CaseApply)?;
    let region = *bureau.region();
    let found = opened_by(bureau, desk, &at.matter_no, &at.password, |tx, filed, right| {
        if right == Right::Tail {
            return Ok(None);
        }
        let ground = Ground::of(bureau, tx, &filed)?;
        let Some((_, sealed)) = rows::matter(tx, &region, filed.matter.id)? else { return Ok(None) };
        let Some(key) = people::open_key(tx, &region, bureau.vault(), filed.person)? else { return Ok(None) };
        let answers = answers(bureau, &key, sealed.answers.as_deref())?;
        let mut files: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (member, id) in filed.members.iter().filter_map(|(key, h)| Some((key, h.case.or(h.ahead)?))) {
            let listed = &ground.item(member)?.content.guide.materials;
            for (_, own, name) in member::file_names(bureau, tx, &key, id)? {
                let material = own.and_then(|p| listed.get(usize::from(p)));
                let place = material.and_then(|m| ground.materials.place_of(member, &m.name));
                let names = place.map(|p| files.entry(p).or_default());
                // The same file in the cases of two members is one file to its applicant.
                if let Some(names) = names.filter(|n| !n.contains(&name)) {
                    names.push(name);
                }
            }
        }
        Ok(Some(OwnView {
            version: filed.matter.version,
            chain_name: filed.chain_name.clone(),
            stage: filed.stage(),
            notice: filed.matter.notice.clone(),
            kind: filed.applicant_kind,
            deciding: ground.deciding().into_iter().map(str::to_owned).collect(),
            form: ground.form.form,
            answers,
            listed: ground.materials,
            materials: filed.materials,
            files,
        }))
    })?;
    found.ok_or(Failure::Refused(MatterRefusal::Door(ProgressRefusal::Wrong)))
}
