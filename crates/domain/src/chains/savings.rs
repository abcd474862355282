//! What a chain spares the applicant (办事对比): against the same items applied for one by one, each at its own
//! department. Every number is counted from the guides; what they do not say is counted apart, never as none.
//!
//! Not here: how often a chain is used, and what people say about it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{CHAIN, Chain, Items, MergedForm, MergedMaterials, Ring, Standing, levels, plan};
use crate::{
    base::Calendar,
    cases::{Terms, clocks},
    catalogue::form_of,
};

/// What it takes one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effort {
    /// Departments gone to (跑几个部门).
    pub doors: usize,
    /// Forms filled in.
    pub forms: usize,
    /// Questions answered at most.
    pub fields: usize,
    /// Materials handed in at most.
    pub materials: usize,
    /// Working days; apart: one item after the other. `None` where a limit is not known.
    pub workdays: Option<u32>,
    /// Visits that the guides ask for (到现场次数).
    pub visits: u32,
    /// Items whose guide does not say how many visits: then `visits` is a lower bound (至少).
    pub visits_unknown: usize,
}

/// Both ways beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Savings {
    /// 分头办.
    pub apart: Effort,
    /// 一链办.
    pub together: Effort,
}

/// Compares both ways for the members that apply, from a day on.
///
/// # Errors
/// A ring: the chain has no days.
pub fn savings(
    chain: &Chain,
    items: &Items,
    (form, materials): (&MergedForm, &MergedMaterials),
    applying: &BTreeSet<&str>,
    (from, calendar): (Date, &Calendar),
) -> Result<Savings, Ring> {
    let members: Vec<&str> =
        levels(chain)?.into_iter().flatten().filter(|k| applying.contains(k) && items.contains_key(*k)).collect();
    let content = |key: &str| items.get(key).map(|i| &i.content);
    let own_forms: Vec<usize> =
        members.iter().filter_map(|k| form_of(content(k)?)).map(|f| f.fields().count()).collect();
    let offices: BTreeSet<_> = members.iter().filter_map(|k| Some(chain.member(k)?.item.office.id)).collect();
    let said: Vec<Option<u16>> = members.iter().filter_map(|k| Some(content(k)?.standing.onsite_visits)).collect();
    let visits_unknown = said.iter().filter(|v| v.is_none()).count();
    let known = || said.iter().flatten().map(|v| u32::from(*v));
    // One after the other: each is handed in when the one before is done.
    let mut day = Some(from);
    for key in &members {
        day = day.zip(content(key)).and_then(|(on, c)| clocks(on, Terms::of(c), &[], None, calendar).due.on);
    }
    let standing: BTreeMap<String, Standing> = chain
        .members
        .iter()
        .filter(|m| !members.contains(&m.key.as_str()))
        .map(|m| (m.key.clone(), Standing::Out))
        .collect();
    let whole = plan(chain, items, &standing, (from, calendar), 0)?;
    let asks = |member: &str| member == CHAIN || applying.contains(member);
    Ok(Savings {
        apart: Effort {
            doors: offices.len(),
            forms: own_forms.len(),
            fields: own_forms.iter().sum(),
            materials: members.iter().filter_map(|k| Some(content(k)?.guide.materials.len())).sum(),
            workdays: day.and_then(|d| u32::try_from(calendar.workdays_between(from, d)).ok()),
            visits: known().sum(),
            visits_unknown,
        },
        together: Effort {
            doors: usize::from(!members.is_empty()),
            forms: usize::from(!own_forms.is_empty()),
            fields: form.fills.values().filter(|refs| refs.iter().any(|r| asks(&r.member))).count(),
            materials: materials.asked(applying).count(),
            workdays: whole.workdays,
            visits: known().max().unwrap_or(0),
            visits_unknown,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::FieldKind,
        chains::{
            FromResult, merge_forms, merge_materials,
            tests::{TODAY, chain, field, form, item, material, member},
        },
    };

    #[test]
    fn both_ways_are_counted_from_the_guides() {
        let mut it = chain(vec![member("a", &[]), member("b", &["a"]), member("c", &[])]);
        it.members[1].brings = vec![FromResult { material: "营业执照".into(), from: "a".into() }];
        it.members[2].item.office = it.members[0].item.office.clone();
        let of = |days, visits, papers: &[&str], labels: &[&str]| {
            let mut it = item(days, "营业执照");
            it.content.standing.onsite_visits = visits;
            it.content.guide.materials = papers.iter().map(|p| material(p)).collect();
            let fields = labels.iter().enumerate().map(|(n, l)| field(&format!("k{n}"), l, FieldKind::default()));
            it.content.guide.form = Some(form(fields.collect()));
            it
        };
        let items: Items = [
            ("a".to_owned(), of(3, Some(1), &["身份证"], &["名称", "地址"])),
            ("b".to_owned(), of(5, Some(2), &["身份证", "营业执照"], &["名称", "面积"])),
            ("c".to_owned(), of(4, None, &["身份证", "图纸"], &["名称"])),
        ]
        .into();
        let (forms, papers) = (merge_forms(&it, &items), merge_materials(&it, &items));
        let compare = |applying: &[&str]| {
            let applying = applying.iter().copied().collect();
            savings(&it, &items, (&forms, &papers), &applying, (TODAY, &Calendar::default())).unwrap()
        };
        let all = compare(&["a", "b", "c"]);
        let apart =
            Effort { doors: 2, forms: 3, fields: 5, materials: 5, workdays: Some(12), visits: 3, visits_unknown: 1 };
        let together =
            Effort { doors: 1, forms: 1, fields: 3, materials: 2, workdays: Some(8), visits: 2, visits_unknown: 1 };
        assert_eq!(all, Savings { apart, together });
        let one = compare(&["b"]);
        assert_eq!((one.together.materials, one.together.workdays), (2, Some(5)), "nobody brings the licence now");
        assert_eq!(compare(&[]).together.doors, 0);
    }
}
