//! Every case that answers can make (情形): as far as the members' conditions tell them apart. Questions that are not
//! asked have no answer, required ones have one; of free answers only whether there is one matters.
//!
//! Not here: what is found in them (`check`).

use std::collections::{BTreeMap, BTreeSet};

use super::{Chain, MergedForm};
use crate::{
    cases::ApplicantKind,
    catalogue::{APPLICANT_KIND, FieldKind, FormCondition, FormField, is_shown},
};

/// Answers by key of the merged form, the applicant's kind among them.
pub type Situation = BTreeMap<String, String>;

/// More cases than that are not looked at one by one.
pub const MOST_SITUATIONS: usize = 20_000;

/// What stands for any free answer.
const SOMETHING: &str = "有";

/// All situations, or `None` where there are more than [`MOST_SITUATIONS`].
#[must_use]
pub fn situations(chain: &Chain, merged: &MergedForm) -> Option<Vec<Situation>> {
    let conditions = || {
        let own = chain.members.iter().filter_map(|m| m.condition.as_ref());
        own.chain(merged.form.fields().filter_map(|f| f.condition.as_ref()))
    };
    let named = named_values(conditions());
    let relevant = relevant(chain, merged);
    let kinds = if chain.applicants.is_empty() { &[ApplicantKind::Person][..] } else { &chain.applicants };
    let mut found: Vec<Situation> =
        kinds.iter().map(|k| Situation::from([(APPLICANT_KIND.to_owned(), k.as_str().to_owned())])).collect();
    for field in merged.form.fields().filter(|f| relevant.contains(&f.key)) {
        let values = values(field, named.get(field.key.as_str()));
        let mut next = Vec::new();
        for situation in found {
            if !is_shown(field, &situation) {
                next.push(situation);
                continue;
            }
            for value in &values {
                let mut with = situation.clone();
                if let Some(value) = value {
                    with.insert(field.key.clone(), value.clone());
                }
                next.push(with);
            }
            if next.len() > MOST_SITUATIONS {
                return None;
            }
        }
        found = next;
    }
    Some(found)
}

/// Whether a condition can hold at all, whatever is asked when.
pub(super) fn can_hold(condition: &FormCondition, merged: &MergedForm) -> bool {
    let named = named_values(std::iter::once(condition));
    let mut found: Vec<Situation> = vec![Situation::new()];
    for (key, wanted) in &named {
        let values = match merged.form.field(key) {
            Some(field) => values(&FormField { required: false, ..field.clone() }, Some(wanted)),
            None => wanted.iter().map(|w| Some((*w).to_owned())).chain([None]).collect(),
        };
        found = found
            .into_iter()
            .flat_map(|s| {
                values.iter().map(move |v| {
                    let mut with = s.clone();
                    with.extend(v.iter().map(|v| ((*key).to_owned(), v.clone())));
                    with
                })
            })
            .take(MOST_SITUATIONS)
            .collect();
    }
    found.iter().any(|s| condition.holds(&|key: &str| s.get(key).map(String::as_str)))
}

/// Values that conditions compare each key with.
fn named_values<'a>(conditions: impl Iterator<Item = &'a FormCondition>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut out: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (key, values) in conditions.flat_map(FormCondition::comparisons) {
        out.entry(key).or_default().extend(values);
    }
    out
}

/// Fields that members' conditions look at, and those that decide whether these are asked.
fn relevant(chain: &Chain, merged: &MergedForm) -> BTreeSet<String> {
    let keys = |c: &FormCondition| c.comparisons().into_iter().map(|(key, _)| key.to_owned()).collect::<Vec<_>>();
    let mut open: Vec<String> = chain.members.iter().filter_map(|m| m.condition.as_ref()).flat_map(keys).collect();
    let mut out = BTreeSet::new();
    while let Some(key) = open.pop() {
        let condition = merged.form.field(&key).and_then(|f| f.condition.as_ref());
        if out.insert(key.clone()) {
            open.extend(condition.map(keys).unwrap_or_default());
        }
    }
    out
}

/// Answers of a field that conditions tell apart; `None` = left blank.
fn values(field: &FormField, named: Option<&BTreeSet<&str>>) -> Vec<Option<String>> {
    // One option that no condition names stands for all such.
    let named = |options: &[String]| -> (Vec<String>, Option<String>) {
        let of = |o: &&String| named.is_some_and(|n| n.contains(o.as_str()));
        let known: Vec<String> = options.iter().filter(of).cloned().collect();
        (known, options.iter().find(|o| !of(o)).cloned())
    };
    let mut out: Vec<Option<String>> = match &field.kind {
        FieldKind::Choice { options, .. } => {
            let (known, other) = named(options);
            known.into_iter().chain(other).map(Some).collect()
        }
        FieldKind::YesNo => [crate::catalogue::YES, crate::catalogue::NO].map(|w| Some(w.to_owned())).into(),
        FieldKind::Several { options } => {
            let (known, other) = named(options);
            let mut sets: Vec<Vec<String>> = vec![Vec::new()];
            for option in known {
                // Twelve options make more sets than are looked at.
                let more: Vec<Vec<String>> =
                    sets.iter().map(|s| s.iter().cloned().chain([option.clone()]).collect()).collect();
                sets.extend(more);
                if sets.len() > MOST_SITUATIONS {
                    break;
                }
            }
            let told = |s: Vec<String>| match s.is_empty() {
                true => other.clone(),
                false => Some(s.join("\n")),
            };
            sets.into_iter().filter_map(told).map(Some).collect()
        }
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Number { .. }
        | FieldKind::Date { .. }
        | FieldKind::CitizenId
        | FieldKind::Uscc
        | FieldKind::Mobile
        | FieldKind::Address => vec![Some(SOMETHING.to_owned())],
    };
    if !field.required {
        out.push(None);
    }
    out
}

/// A situation in words, by the questions of the form.
pub(super) fn told(situation: &Situation, merged: &MergedForm) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(kind) = situation.get(APPLICANT_KIND) {
        parts.push(FormCondition::equals(APPLICANT_KIND, kind).words(&merged.form));
    }
    for field in merged.form.fields() {
        if let Some(answer) = situation.get(&field.key) {
            parts.push(format!("“{}”选“{}”", field.label, answer.replace('\n', "、")));
        }
    }
    parts.join("，")
}
