//! 一套材料: what several members ask for is handed in once, and what a member's result brings is not asked for at
//! all. Each merged material remembers which members need it.
//!
//! Not here: what was handed in (`cases::material`), and whether anybody brings what is said to be brought (`check`).

use std::collections::{BTreeMap, BTreeSet};

use super::{Chain, Items, MaterialRef, chain::wording};
use crate::catalogue::{Material, Need};

/// One material of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedMaterial {
    /// As it is to be handed in: the stricter of what the members ask.
    pub material: Material,
    /// Members that need it, in their order.
    pub uses: Vec<MaterialUse>,
}

/// A member's need of a material.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialUse {
    /// Where it stands in the member's own guide.
    pub at: MaterialRef,
    /// Whether that member must have it.
    pub need: Need,
    /// Members whose result serves as it; empty = the applicant hands it in.
    pub from: Vec<String>,
}

/// Materials of members' guides for which a certificate stands that the county holds (电子证照免提交): each department takes
/// them by its own item, so that one paper may be spared for one and still be asked for by another.
pub type Certified = BTreeSet<MaterialRef>;

/// The materials of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedMaterials {
    /// In the members' order.
    pub materials: Vec<MergedMaterial>,
    /// What the clerk should know about the proposal.
    pub notes: Vec<MaterialNote>,
}

/// What was not merged as it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum MaterialNote {
    /// One of the members would have been content with less.
    #[error("“{name}”合并后按较严的要求交：{form}")]
    Stricter {
        /// Which.
        name: String,
        /// As it is to be handed in.
        form: String,
    },
    /// The clerk named a material that is not there.
    #[error("合并设置里的“{member}”没有材料“{name}”，请改或删掉")]
    Unknown {
        /// Member.
        member: String,
        /// Material.
        name: String,
    },
}

impl MergedMaterial {
    /// Whether the applicant has to hand it in when these members apply, and how urgently; `None` = not at all. What
    /// a member's result would bring is handed in after all where that member does not apply.
    #[must_use]
    pub fn asked(&self, applying: &BTreeSet<&str>) -> Option<Need> {
        self.still_asked(applying, &Certified::new())
    }

    /// The same beside the certificates that stand for it: whoever takes one asks for nothing, the others still do.
    #[must_use]
    pub fn still_asked(&self, applying: &BTreeSet<&str>, certified: &Certified) -> Option<Need> {
        let applies = |key: &String| applying.contains(key.as_str());
        let own = self.uses.iter().filter(|u| applies(&u.at.member) && !u.from.iter().any(applies));
        own.filter(|u| !certified.contains(&u.at)).map(|u| u.need).reduce(stricter)
    }

    /// Whether certificates stand for it with everybody who asks for it.
    #[must_use]
    pub fn is_certified(&self, applying: &BTreeSet<&str>, certified: &Certified) -> bool {
        self.asked(applying).is_some() && self.still_asked(applying, certified).is_none()
    }
}

impl MergedMaterials {
    /// What is handed in when these members apply.
    pub fn asked<'a>(&'a self, applying: &'a BTreeSet<&str>) -> impl Iterator<Item = (&'a MergedMaterial, Need)> {
        self.materials.iter().filter_map(|m| Some((m, m.asked(applying)?)))
    }

    /// Place of the merged material that serves as a member's own.
    #[must_use]
    pub fn place_of(&self, member: &str, name: &str) -> Option<usize> {
        self.materials.iter().position(|m| m.uses.iter().any(|u| u.at.member == member && u.at.name == name))
    }
}

/// Required before deferrable before optional.
fn stricter(one: Need, other: Need) -> Need {
    match (one, other) {
        (Need::Required, _) | (_, Need::Required) => Need::Required,
        (Need::Deferrable, _) | (_, Need::Deferrable) => Need::Deferrable,
        (Need::Optional, Need::Optional) => Need::Optional,
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Clerk(usize),
    Words(String),
    Own(MaterialRef),
}

/// Merges the materials of a chain by their wording and by what the clerk says over that.
#[must_use]
pub fn merge_materials(chain: &Chain, items: &Items) -> MergedMaterials {
    let mut places: BTreeMap<Identity, usize> = BTreeMap::new();
    let mut materials: Vec<MergedMaterial> = Vec::new();
    let mut notes: BTreeSet<MaterialNote> = BTreeSet::new();
    let mut known: BTreeSet<MaterialRef> = BTreeSet::new();
    for member in &chain.members {
        for material in items.get(&member.key).into_iter().flat_map(|i| &i.content.guide.materials) {
            let at = MaterialRef { member: member.key.clone(), name: material.name.clone() };
            let identity = match chain.materials.group_of(&at) {
                _ if chain.materials.apart.contains(&at) => Identity::Own(at.clone()),
                Some(group) => Identity::Clerk(group),
                None => Identity::Words(wording(&material.name)),
            };
            known.insert(at.clone());
            let from = member.bringers(&material.name).map(str::to_owned).collect();
            let one = MaterialUse { at, need: material.need, from };
            match places.get(&identity) {
                Some(place) => {
                    let merged = &mut materials[*place];
                    let joined = joined(&merged.material, material);
                    let form = |m: &Material| (m.form.clone(), m.copies);
                    if form(&joined) != form(material) || form(&joined) != form(&merged.material) {
                        notes.insert(MaterialNote::Stricter { name: joined.name.clone(), form: told(&joined) });
                    }
                    merged.material = joined;
                    merged.uses.push(one);
                }
                None => {
                    places.insert(identity, materials.len());
                    materials.push(MergedMaterial { material: material.clone(), uses: vec![one] });
                }
            }
        }
    }
    let named = chain.materials.merge.iter().flatten().chain(&chain.materials.apart);
    let unknown = named.filter(|at| !known.contains(at));
    notes.extend(unknown.map(|at| MaterialNote::Unknown { member: at.member.clone(), name: at.name.clone() }));
    MergedMaterials { materials, notes: notes.into_iter().collect() }
}

/// The stricter of two: the original where one wants it, the more copies, the more urgent need.
fn joined(one: &Material, other: &Material) -> Material {
    let form = match other.wants_original() && !one.wants_original() {
        true => &other.form,
        false => &one.form,
    };
    let first = |a: &String, b: &String| if a.is_empty() { b.clone() } else { a.clone() };
    Material {
        name: one.name.clone(),
        need: stricter(one.need, other.need),
        form: form.clone(),
        origin: one.origin,
        copies: one.copies.max(other.copies),
        source_note: first(&one.source_note, &other.source_note),
        paper: first(&one.paper, &other.paper),
        notice: first(&one.notice, &other.notice),
        standard: first(&one.standard, &other.standard),
        basis: first(&one.basis, &other.basis),
        blank_form: first(&one.blank_form, &other.blank_form),
        sample_form: first(&one.sample_form, &other.sample_form),
    }
}

fn told(material: &Material) -> String {
    format!("{} {} 份", material.form, material.copies)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chains::{
        FromResult,
        tests::{chain, item, material, member},
    };

    fn with(lists: &[(&str, Vec<Material>)]) -> (Chain, Items) {
        let it = chain(lists.iter().map(|(key, _)| member(key, &[])).collect());
        let of = |materials: &Vec<Material>| {
            let mut it = item(5, "");
            it.content.guide.materials = materials.clone();
            it
        };
        (it, lists.iter().map(|(key, list)| ((*key).to_owned(), of(list))).collect())
    }

    #[test]
    fn the_same_paper_is_handed_in_once_as_the_strictest_wants_it() {
        let original =
            Material { form: "原件".into(), copies: 2, need: Need::Optional, ..material("居民身份证") };
        let (it, items) = with(&[("a", vec![material("居民身份证")]), ("b", vec![original])]);
        let merged = merge_materials(&it, &items);
        assert_eq!(merged.materials.len(), 1);
        let one = &merged.materials[0].material;
        assert_eq!((one.form.as_str(), one.copies, one.need), ("原件", 2, Need::Required));
        assert_eq!(merged.notes[0].to_string(), "“居民身份证”合并后按较严的要求交：原件 2 份");
        assert_eq!(merged.materials[0].asked(&BTreeSet::from(["b"])), Some(Need::Optional));
        assert_eq!(merged.place_of("b", "居民身份证"), Some(0));
    }

    #[test]
    fn what_a_result_brings_is_not_asked_for_unless_its_member_does_not_apply() {
        let (mut it, items) = with(&[("firm", vec![material("身份证")]), ("food", vec![material("营业执照")])]);
        it.members[1].brings = vec![FromResult { material: "营业执照".into(), from: "firm".into() }];
        let merged = merge_materials(&it, &items);
        let names = |applying: &[&str]| -> Vec<String> {
            let applying = applying.iter().copied().collect();
            merged.asked(&applying).map(|(m, _)| m.material.name.clone()).collect()
        };
        assert_eq!(names(&["firm", "food"]), ["身份证"]);
        assert_eq!(names(&["food"]), ["营业执照"]);
    }

    #[test]
    fn a_certificate_spares_those_who_take_it_alone() {
        let optional = Material { need: Need::Optional, ..material("健康证明") };
        let (it, items) = with(&[("a", vec![material("健康证明")]), ("b", vec![optional])]);
        let (merged, both) = (merge_materials(&it, &items), BTreeSet::from(["a", "b"]));
        let one = &merged.materials[0];
        let at = |member: &str| MaterialRef { member: member.into(), name: "健康证明".into() };
        assert_eq!(one.still_asked(&both, &Certified::from([at("b")])), Some(Need::Required));
        assert_eq!(
            one.still_asked(&both, &Certified::from([at("a")])),
            Some(Need::Optional),
            "the other may do without"
        );
        assert!(!one.is_certified(&both, &Certified::from([at("a")])));
        assert!(one.is_certified(&BTreeSet::from(["a"]), &Certified::from([at("a")])), "nobody else asks for it");
        assert!(one.is_certified(&both, &Certified::from([at("a"), at("b")])));
        assert!(!one.is_certified(&BTreeSet::new(), &Certified::from([at("a")])), "nobody asks for it");
    }

    #[test]
    fn the_clerk_puts_together_and_keeps_apart() {
        let (mut it, items) = with(&[
            ("a", vec![material("场地证明"), material("照片")]),
            ("b", vec![material("房产证"), material("照片")]),
        ]);
        let at = |member: &str, name: &str| MaterialRef { member: member.into(), name: name.into() };
        it.materials.merge = vec![vec![at("a", "场地证明"), at("b", "房产证")]];
        it.materials.apart = vec![at("a", "照片"), at("b", "没有")];
        let merged = merge_materials(&it, &items);
        let names: Vec<(&str, usize)> =
            merged.materials.iter().map(|m| (m.material.name.as_str(), m.uses.len())).collect();
        assert_eq!(names, [("场地证明", 2), ("照片", 1), ("照片", 1)]);
        assert_eq!(merged.notes[0].to_string(), "合并设置里的“b”没有材料“没有”，请改或删掉");
    }

    proptest! {
        /// Each material of each member is served by exactly one, and what is asked once serves all that need it.
        #[test]
        fn each_need_is_served_once(lists in prop::collection::vec(prop::collection::btree_set(0..5_usize, 0..4), 1..5)) {
            const NAMES: [&str; 5] = ["身份证", "营业执照", "（营业）执照", "照片", "图纸"];
            let keys = ["a", "b", "c", "d"];
            let of = |set: &BTreeSet<usize>| set.iter().map(|n| material(NAMES[*n])).collect::<Vec<_>>();
            let lists: Vec<(&str, Vec<Material>)> = lists.iter().zip(keys).map(|(s, k)| (k, of(s))).collect();
            let (it, items) = with(&lists);
            let merged = merge_materials(&it, &items);
            let uses: Vec<&MaterialRef> = merged.materials.iter().flat_map(|m| &m.uses).map(|u| &u.at).collect();
            prop_assert_eq!(uses.len(), lists.iter().map(|(_, l)| l.len()).sum::<usize>());
            let distinct: BTreeSet<String> = merged.materials.iter().map(|m| wording(&m.material.name)).collect();
            prop_assert_eq!(distinct.len(), merged.materials.len());
        }
    }
}
