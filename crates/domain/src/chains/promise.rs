//! What the applicant of a matter promised (容缺受理、告知承诺): materials of the one list that follow later where every guide
//! that asks for them lets them, brought once for all members; and decisions on the own word where a member's guide
//! offers it.
//!
//! Not here: what becomes of a member's case whose material does not come, which its own clock says.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Certified, Items, MergedMaterials, Refusal};
use crate::{
    cases::{HandedIn, Means, offers_commitment},
    catalogue::Need,
};

/// What the guides of the members ask: the one list, who applies, what certificates stand for.
type Asked<'a> = (&'a MergedMaterials, &'a BTreeSet<&'a str>, &'a Certified);

/// Refuses what not every member that applies lets follow.
fn on_the_list((merged, applying, certified): Asked<'_>, places: &[usize]) -> Result<(), Refusal> {
    for place in places {
        let asked = merged.materials.get(*place).and_then(|m| m.still_asked(applying, certified));
        match asked {
            Some(Need::Deferrable) => {}
            Some(Need::Required | Need::Optional) | None => {
                let name = merged.materials.get(*place).map_or("这样材料", |m| m.material.name.as_str());
                return Err(Refusal::NotDeferrable(name.to_owned()));
            }
        }
    }
    Ok(())
}

/// Takes the applicant's word online, with the application, that materials follow later: the days to bring them run
/// from acceptance. What is ticked as there follows no more.
///
/// # Errors
/// [`Refusal::NotDeferrable`] for what some member needs at once or nobody asks; [`Refusal::PromiseMissing`].
pub fn promise(
    materials: Vec<HandedIn>,
    asked: Asked<'_>,
    (places, signed): (&[usize], bool),
    today: Date,
) -> Result<Vec<HandedIn>, Refusal> {
    on_the_list(asked, places)?;
    if !places.is_empty() && !signed {
        return Err(Refusal::PromiseMissing);
    }
    let one = |(place, m): (usize, HandedIn)| {
        let promised_on = (places.contains(&place) && !m.received).then_some(today);
        HandedIn { promised_on, ..m }
    };
    Ok(materials.into_iter().enumerate().map(one).collect())
}

/// Lets materials follow until a day, by their place of the merged list; what has come already follows no more. What
/// was promised online was promised in writing.
///
/// # Errors
/// [`Refusal::NotDeferrable`] for what some member needs at once or nobody asks; [`Refusal::PromiseMissing`].
pub fn defer(
    materials: Vec<HandedIn>,
    asked: Asked<'_>,
    (places, promised): (&[usize], bool),
    until: Date,
) -> Result<Vec<HandedIn>, Refusal> {
    on_the_list(asked, places)?;
    let signed = |place: &usize| materials.get(*place).is_some_and(|m| m.promised_on.is_some());
    if !promised && !places.iter().all(signed) {
        return Err(Refusal::PromiseMissing);
    }
    // What is owed since an earlier acceptance keeps its day.
    let one = |(place, m): (usize, HandedIn)| {
        let owed = m.deferred_until.or_else(|| places.contains(&place).then_some(until));
        HandedIn { deferred_until: owed.filter(|_| !m.received), ..m }
    };
    Ok(materials.into_iter().enumerate().map(one).collect())
}

/// Members that are decided on the applicant's word, of those that apply.
///
/// # Errors
/// [`Refusal::NoCommitment`] where no guide offers it; [`Refusal::PromiseMissing`].
pub fn by_commitment<'a>(
    items: &Items,
    applying: &BTreeSet<&'a str>,
    promised: bool,
) -> Result<BTreeSet<&'a str>, Refusal> {
    let offers = |key: &&str| items.get(*key).is_some_and(|i| offers_commitment(&i.content));
    let offered: BTreeSet<&str> = applying.iter().copied().filter(|key| offers(key)).collect();
    match (offered.is_empty(), promised) {
        (true, _) => Err(Refusal::NoCommitment),
        (false, false) => Err(Refusal::PromiseMissing),
        (false, true) => Ok(offered),
    }
}

/// Names of the materials that are still to follow, each with its place and its last day.
#[must_use]
pub fn owed(materials: &[HandedIn]) -> Vec<(usize, &str, Date)> {
    let mut out = Vec::new();
    for (place, material) in materials.iter().enumerate().filter(|(_, m)| !m.received) {
        out.extend(material.deferred_until.map(|until| (place, material.name.as_str(), until)));
    }
    out
}

/// Notes that materials came that were to follow.
///
/// # Errors
/// [`Refusal::NotOwed`].
pub fn brought(
    matter_no: &str,
    mut materials: Vec<HandedIn>,
    (places, means): (&[usize], Means),
    on: Date,
) -> Result<(Vec<HandedIn>, ChainBrought), Refusal> {
    let mut names = Vec::new();
    for place in places {
        let Some(material) = materials.get_mut(*place).filter(|m| m.is_owed()) else {
            let name = materials.get(*place).map_or("这样材料", |m| m.name.as_str());
            return Err(Refusal::NotOwed(name.to_owned()));
        };
        (material.received, material.means) = (true, means);
        names.push(material.name.clone());
    }
    if names.is_empty() {
        return Err(Refusal::NotOwed("这样材料".to_owned()));
    }
    Ok((materials, ChainBrought { matter_no: matter_no.to_owned(), on, names }))
}

/// Event: materials came that were to follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainBrought {
    /// Number of the matter.
    pub matter_no: String,
    /// Day.
    pub on: Date,
    /// Which.
    pub names: Vec<String>,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{
        super::{MaterialRef, MaterialUse, MergedMaterial},
        *,
    };
    use crate::{cases::promised_until, catalogue::Material};

    const UNTIL: Date = date(2026, 12, 14);

    /// Two members; the first material is one's alone and may follow, the second both need, the first of them at once.
    fn merged() -> MergedMaterials {
        let used = |member: &str, need| MaterialUse {
            at: MaterialRef { member: member.into(), name: "证明".into() },
            need,
            from: vec![],
        };
        let one =
            |name: &str, uses| MergedMaterial { material: Material { name: name.into(), ..Material::default() }, uses };
        MergedMaterials {
            materials: vec![
                one("健康证明", vec![used("m1", Need::Deferrable)]),
                one("场所证明", vec![used("m1", Need::Required), used("m2", Need::Deferrable)]),
            ],
            notes: vec![],
        }
    }

    fn handed() -> Vec<HandedIn> {
        ["健康证明", "场所证明"].map(|name| HandedIn { name: name.into(), ..HandedIn::default() }).to_vec()
    }

    #[test]
    fn a_material_follows_where_every_member_that_applies_lets_it() {
        let (merged, both, second) = (merged(), BTreeSet::from(["m1", "m2"]), BTreeSet::from(["m2"]));
        let tried = |applying, places: &[usize], promised| {
            defer(handed(), (&merged, applying, &Certified::new()), (places, promised), UNTIL).map_err(|r| r.code())
        };
        let list = tried(&both, &[0], true).expect("one's alone");
        assert_eq!(owed(&list), [(0, "健康证明", UNTIL)]);
        assert_eq!(tried(&both, &[0], false), Err("promise_missing"));
        assert_eq!(tried(&both, &[1], true), Err("not_deferrable"), "the first needs it at once");
        assert_eq!(owed(&tried(&second, &[1], true).expect("the first does not apply")), [(1, "场所证明", UNTIL)]);
        assert_eq!(tried(&second, &[0], true), Err("not_deferrable"), "nobody asks for it");
        assert_eq!(tried(&both, &[7], true), Err("not_deferrable"));
        assert_eq!(tried(&both, &[], false), Ok(handed()), "nothing follows, nothing is promised");
        let online = |places: &[usize], signed| {
            promise(handed(), (&merged, &both, &Certified::new()), (places, signed), UNTIL).map_err(|r| r.code())
        };
        assert_eq!(online(&[1], true), Err("not_deferrable"));
        assert_eq!(online(&[0], false), Err("promise_missing"));
        let said = online(&[0], true).expect("one's alone");
        assert!(owed(&said).is_empty() && said[0].is_promised(), "the days run from acceptance");
        let later = defer(said.clone(), (&merged, &both, &Certified::new()), (&[0], false), UNTIL);
        assert_eq!(owed(&later.expect("the applicant has signed")), [(0, "健康证明", UNTIL)]);
        assert_eq!(owed(&promised_until(said, UNTIL)), [(0, "健康证明", UNTIL)], "by silence");

        let (now, event) = brought("L1", list.clone(), (&[0], Means::Paper), UNTIL).expect("it was owed");
        assert!(owed(&now).is_empty() && now[0].received && event.names == ["健康证明"]);
        assert_eq!(brought("L1", now, (&[0], Means::Paper), UNTIL).map_err(|r| r.code()), Err("not_owed"));
        assert_eq!(brought("L1", list, (&[], Means::Paper), UNTIL).map_err(|r| r.code()), Err("not_owed"));
    }
}
