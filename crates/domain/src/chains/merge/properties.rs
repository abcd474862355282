//! Whatever forms the members have: nothing required is lost, nothing is asked twice unsaid, and what the merged
//! form accepts every member's own form accepts.

use proptest::prelude::*;

use super::*;
use crate::{
    catalogue::{NO, YES, check_answers, is_shown},
    chains::{
        Member,
        tests::{TODAY, chain, form, item, member},
    },
};

const LABELS: [&str; 6] = ["名称", "面积", "方式", "日期", "备注", "电话"];
const REUSE: [&str; 4] = ["", "", "", "datum.shared"];

fn kind() -> impl Strategy<Value = FieldKind> {
    let options = |list: &[&str]| list.iter().map(|o| (*o).to_owned()).collect::<Vec<_>>();
    prop_oneof![
        (3..9_u16).prop_map(|most| FieldKind::Text { most }),
        (-3..3_i64, 2..9_i64).prop_map(|(min, max)| FieldKind::Number {
            min: Some(min),
            max: Some(max),
            decimals: 1,
            unit: String::new()
        }),
        Just(FieldKind::Date { from: None, to: None }),
        Just(FieldKind::Date { from: Some(crate::catalogue::DayBound::Today), to: None }),
        Just(FieldKind::Choice { options: options(&["甲", "乙"]), list: false }),
        Just(FieldKind::Choice { options: options(&["乙", "甲"]), list: true }),
        Just(FieldKind::Choice { options: options(&["甲", "乙", "丙"]), list: false }),
        Just(FieldKind::YesNo),
        Just(FieldKind::LongText { most: 9 }),
    ]
}

prop_compose! {
    fn fields()(rows in prop::collection::vec((kind(), 0..6_usize, 0..4_usize, any::<bool>(), 0..9_usize), 1..6))
        -> Vec<FormField>
    {
        let mut out: Vec<FormField> = Vec::new();
        for (n, (kind, label, reuse, required, pick)) in rows.into_iter().enumerate() {
            if out.iter().any(|f| f.label == LABELS[label]) {
                continue;
            }
            let reuse = if out.iter().any(|f| !f.reuse.is_empty()) { "" } else { REUSE[reuse] };
            let before = out.get(pick);
            let condition = before.map(|b| match b.kind.words() {
                Some(words) => FormCondition::equals(&b.key, words[pick % words.len()]),
                None => FormCondition::Filled { key: b.key.clone() },
            });
            out.push(FormField {
                key: format!("k{n}"), label: LABELS[label].into(), kind, required, condition,
                reuse: reuse.into(), ..FormField::default()
            });
        }
        out
    }
}

prop_compose! {
    fn chains()(forms in prop::collection::vec(fields(), 1..5), asks in any::<bool>(), who in prop::collection::vec(0..3_usize, 5))
        -> (Chain, Items)
    {
        let members: Vec<Member> = forms.iter().enumerate().map(|(n, _)| {
            let mut m = member(["ma", "mb", "mc", "md"][n], &[]);
            m.condition = match who[n] {
                1 if asks => Some(FormCondition::equals("ask", YES)),
                2 if asks => Some(FormCondition::equals("ask", NO)),
                _ => None,
            };
            m
        }).collect();
        let items = members.iter().zip(forms).map(|(m, fields)| {
            let mut it = item(5, "");
            it.content.guide.form = Some(form(fields));
            (m.key.clone(), it)
        }).collect();
        let mut it = chain(members);
        if asks {
            it.questions = vec![FormField { key: "ask".into(), label: "问一句".into(), kind: FieldKind::YesNo, required: true, ..FormField::default() }];
        }
        (it, items)
    }
}

fn typed() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "甲", "乙", "丙", "是", "否", "2026-12-01", "2", "1.5", "文字", "很长很长的文字了"])
        .prop_map(str::to_owned)
}

/// What a merged form is, whatever the order of its members.
fn shape(merged: &MergedForm) -> BTreeMap<String, (BTreeSet<FieldRef>, bool, String)> {
    let field = |key: &String| {
        let field = merged.form.field(key).expect("a filled field stands in the form");
        (field.required, family(&field.kind))
    };
    merged
        .fills
        .iter()
        .map(|(key, refs)| {
            let (required, family) = field(key);
            (key.clone(), (refs.iter().cloned().collect(), required, family))
        })
        .collect()
}

proptest! {
    #[test]
    fn every_field_is_filled_by_exactly_one((it, items) in chains()) {
        let merged = merge_forms(&it, &items);
        prop_assert_eq!(merged.form.fields().count(), merged.fills.len());
        for member in &it.members {
            let own = form_of(&items[&member.key].content).expect("it has one");
            for field in own.fields() {
                let at = FieldRef { member: member.key.clone(), key: field.key.clone() };
                let filling: Vec<&String> = merged.fills.iter().filter(|(_, r)| r.contains(&at)).map(|(k, _)| k).collect();
                prop_assert_eq!(filling.len(), 1);
                let merged_field = merged.form.field(filling[0]).expect("there");
                prop_assert!(merged_field.required || !field.required);
            }
        }
        for refs in merged.fills.values() {
            let members: BTreeSet<&String> = refs.iter().map(|r| &r.member).collect();
            prop_assert_eq!(members.len(), refs.len(), "no form is filled twice by one answer");
        }
    }

    #[test]
    fn what_the_merged_form_accepts_every_member_accepts(
        (it, items) in chains(),
        texts in prop::collection::vec(typed(), 24),
    ) {
        let merged = merge_forms(&it, &items);
        // Blank the rest of the fields so that a good share of drafts is accepted.
        let mut raw: BTreeMap<String, String> = BTreeMap::new();
        for (field, text) in merged.form.fields().zip(texts) {
            let fits = match &field.kind {
                FieldKind::Text { .. } | FieldKind::LongText { .. } => "文字",
                FieldKind::Number { .. } => "2",
                FieldKind::Date { .. } => "2026-12-01",
                FieldKind::Choice { .. } => "甲",
                _ => "是",
            };
            let text = if text.chars().count() > 6 { fits.to_owned() } else { text };
            let needed = field.required && text.is_empty();
            raw.insert(field.key.clone(), if needed { fits.to_owned() } else { text });
        }
        for field in merged.form.fields() {
            let one = BTreeMap::from([(field.key.clone(), raw[&field.key].clone())]);
            let alone = form(vec![FormField { condition: None, ..field.clone() }]);
            if check_answers(&alone, &one, TODAY).is_err() {
                let fits = match &field.kind {
                    FieldKind::Number { .. } => "2",
                    FieldKind::Date { .. } => "2026-12-01",
                    FieldKind::Choice { .. } => "乙",
                    FieldKind::YesNo => "否",
                    _ => "字",
                };
                raw.insert(field.key.clone(), fits.to_owned());
            }
        }
        let answers = check_answers(&merged.form, &raw, TODAY);
        prop_assert!(answers.is_ok(), "{answers:?}");
        let answers = answers.expect("just seen");
        for m in it.members.iter().filter(|m| m.applies(answers.texts())) {
            let own = form_of(&items[&m.key].content).expect("it has one");
            let given = merged.answers_for(&m.key, answers.texts());
            let checked = check_answers(&own, &given, TODAY);
            prop_assert!(checked.is_ok(), "{}: {checked:?} of {given:?}", m.key);
            for field in own.fields().filter(|f| f.required && is_shown(f, &given)) {
                prop_assert!(given.contains_key(&field.key), "{} of {}", field.key, m.key);
            }
        }
    }

    #[test]
    fn nothing_is_asked_twice_unsaid((it, items) in chains()) {
        let merged = merge_forms(&it, &items);
        let mut reuse = BTreeSet::new();
        for field in merged.form.fields().filter(|f| !f.reuse.is_empty()) {
            prop_assert!(reuse.insert(&field.reuse));
        }
        let said: BTreeSet<String> = merged.notes.iter().flat_map(|n| match n {
            MergeNote::KeptApart { label, .. } => label.split('、').map(wording).collect(),
            MergeNote::Stricter(_) | MergeNote::Unknown { .. } | MergeNote::NeverAsked(_) => Vec::new(),
        }).collect();
        let own_label = |refs: &Vec<FieldRef>| refs.iter().map(|r| {
            let form = items.get(&r.member).and_then(|i| form_of(&i.content));
            form.and_then(|f| f.field(&r.key).map(|f| wording(&f.label))).unwrap_or_default()
        }).collect::<BTreeSet<String>>();
        let prose = |key: &String| matches!(merged.form.field(key).expect("there").kind, FieldKind::LongText { .. });
        let all: Vec<(&String, BTreeSet<String>)> = merged.fills.iter().map(|(k, r)| (k, own_label(r))).collect();
        for (n, (key, labels)) in all.iter().enumerate() {
            for (other, theirs) in &all[n + 1..] {
                let twice = labels.intersection(theirs).any(|l| !l.is_empty() && !said.contains(l));
                prop_assert!(!twice || prose(key) || prose(other), "{key} {other}");
            }
        }
    }

    #[test]
    fn the_order_of_members_changes_nothing_but_the_order((it, items) in chains()) {
        let mut turned = it.clone();
        turned.members.reverse();
        prop_assert_eq!(shape(&merge_forms(&it, &items)), shape(&merge_forms(&turned, &items)));
    }

    #[test]
    fn merging_what_is_merged_changes_nothing((it, items) in chains()) {
        let once = merge_forms(&it, &items);
        let mut all = item(5, "");
        all.content.guide.form = Some(once.form.clone());
        let alone = chain(vec![member("all", &[])]);
        let twice = merge_forms(&alone, &Items::from([("all".to_owned(), all)]));
        let fields = |m: &MergedForm| m.form.fields().cloned().map(|f| (f.key.clone(), f)).collect::<BTreeMap<_, _>>();
        prop_assert_eq!(fields(&twice), fields(&once));
    }
}
