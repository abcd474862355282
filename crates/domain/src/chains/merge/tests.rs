//! Forms as clerks meet them.

use super::*;
use crate::{
    catalogue::{DayBound, check_form},
    chains::{
        Overrides,
        tests::{chain, field, form, item, member},
    },
};

fn number(min: i64, max: i64) -> FieldKind {
    FieldKind::Number { min: Some(min), max: Some(max), decimals: 0, unit: "平方米".into() }
}

fn choice(options: &[&str]) -> FieldKind {
    FieldKind::Choice { options: options.iter().map(|o| (*o).to_owned()).collect(), list: false }
}

/// A chain of members with these forms.
fn with(forms: Vec<(&str, Vec<FormField>)>) -> (Chain, Items) {
    let it = chain(forms.iter().map(|(key, _)| member(key, &[])).collect());
    let items = forms
        .into_iter()
        .map(|(key, fields)| {
            let mut it = item(5, "");
            it.content.guide.form = Some(form(fields));
            (key.to_owned(), it)
        })
        .collect();
    (it, items)
}

fn at(member: &str, key: &str) -> FieldRef {
    FieldRef { member: member.into(), key: key.into() }
}

fn said(merged: &MergedForm) -> Vec<String> {
    merged.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn the_same_datum_is_asked_once_and_given_back_to_each() {
    let required = |f: FormField| FormField { required: true, ..f };
    let (it, items) = with(vec![
        ("a", vec![required(field("site", "经营场所地址", FieldKind::Address)), field("area", "面积", number(1, 500))]),
        ("b", vec![field("addr", "经营 场所（地址）", FieldKind::Address), field("area", "面积", number(10, 900))]),
    ]);
    let merged = merge_forms(&it, &items);
    let keys: Vec<&str> = merged.form.fields().map(|f| f.key.as_str()).collect();
    assert_eq!(keys, ["a_site", "area"]);
    assert_eq!(merged.fills["a_site"], [at("a", "site"), at("b", "addr")]);
    assert_eq!(merged.form.field("area").unwrap().kind, number(10, 500));
    assert!(merged.form.field("a_site").unwrap().required);
    assert_eq!(said(&merged), ["“经营场所地址”合并后按较严的要求填", "“面积”合并后按较严的要求填"]);
    let answers = BTreeMap::from([("a_site".to_owned(), "文澜路88号".to_owned()), ("area".into(), "20".into())]);
    let b = merged.answers_for("b", &answers);
    assert_eq!(b, BTreeMap::from([("addr".to_owned(), "文澜路88号".to_owned()), ("area".into(), "20".into())]));
    assert_eq!(merged.key_of("b", "addr"), Some("a_site"));
    assert_eq!(merged.form.pages[0].title, "共同填写");
    assert_eq!(check_form(&merged.form), []);
}

#[test]
fn what_cannot_be_one_question_stays_two_and_is_said() {
    let (it, items) = with(vec![
        ("a", vec![field("way", "经营方式", choice(&["堂食", "外卖"])), field("area", "面积", number(1, 5))]),
        ("b", vec![field("way", "经营方式", choice(&["堂食", "外卖", "团餐"])), field("area", "面积", number(6, 9))]),
    ]);
    let merged = merge_forms(&it, &items);
    assert_eq!(said(&merged), ["“经营方式”要分开问 2 次：填写方式不同", "“面积”要分开问 2 次：允许的范围合不到一起"]);
    let labels: BTreeSet<&str> = merged.form.fields().map(|f| f.label.as_str()).collect();
    assert_eq!(labels, BTreeSet::from(["经营方式", "经营方式（事项b）", "面积", "面积（事项b）"]));
    assert_eq!(check_form(&merged.form), []);
}

#[test]
fn the_clerk_puts_together_and_keeps_apart() {
    let (mut it, items) = with(vec![
        ("a", vec![field("old", "证号", FieldKind::default()), field("x", "店名", FieldKind::default())]),
        ("b", vec![field("old", "证号", FieldKind::default()), field("y", "字号", FieldKind::default())]),
    ]);
    it.fields = Overrides {
        merge: vec![vec![at("a", "x"), at("b", "y"), at("c", "z")]],
        apart: vec![at("a", "old"), at("b", "old")],
    };
    let merged = merge_forms(&it, &items);
    assert_eq!(merged.fills["a_x"], [at("a", "x"), at("b", "y")]);
    assert_eq!(merged.fills["a_old"], [at("a", "old")]);
    assert_eq!(merged.fills["b_old"], [at("b", "old")]);
    assert_eq!(said(&merged), ["合并设置里的“c”没有字段“z”，请改或删掉"]);
}

#[test]
fn prose_is_merged_only_where_somebody_says_so() {
    let prose = || field("why", "办理原因", FieldKind::LongText { most: 200 });
    let former = || field("former_no", "原证照编号", FieldKind::default());
    let (it, items) = with(vec![("a", vec![former()]), ("b", vec![former()])]);
    assert_eq!(merge_forms(&it, &items).fills.len(), 2, "each has its own certificate");
    let (mut it, items) = with(vec![("a", vec![prose()]), ("b", vec![prose()])]);
    assert_eq!(merge_forms(&it, &items).fills.len(), 2);
    it.fields.merge.push(vec![at("a", "why"), at("b", "why")]);
    assert_eq!(merge_forms(&it, &items).fills.len(), 1);
}

#[test]
fn a_member_that_does_not_apply_asks_nothing_and_its_question_comes_first() {
    let (mut it, items) = with(vec![
        ("a", vec![field("name", "店名", FieldKind::default())]),
        ("b", vec![field("sign", "招牌尺寸", FieldKind::default()), field("name", "店名", FieldKind::default())]),
    ]);
    it.questions = vec![field("has_sign", "要不要设招牌", FieldKind::YesNo)];
    it.members[1].condition = Some(FormCondition::equals("has_sign", "是"));
    let merged = merge_forms(&it, &items);
    let keys: Vec<&str> = merged.form.fields().map(|f| f.key.as_str()).collect();
    assert_eq!(keys, ["has_sign", "name", "sign"]);
    assert_eq!(merged.form.field("name").unwrap().condition, None, "a asks it anyway");
    assert_eq!(merged.form.field("sign").unwrap().condition, it.members[1].condition);
    assert_eq!(merged.form.pages[0].title, "先问几句");
}

#[test]
fn conditions_that_would_wait_for_each_other_are_kept_apart() {
    let yes = |key: &str, label: &str| field(key, label, FieldKind::YesNo);
    let on = |f: FormField, key: &str| FormField { condition: Some(FormCondition::equals(key, "是")), ..f };
    let (it, items) = with(vec![
        ("a", vec![yes("x", "自营"), on(yes("p", "有厨房"), "x"), on(yes("q", "有冷库"), "p")]),
        ("b", vec![yes("y", "租用"), on(yes("q", "有冷库"), "y"), on(yes("p", "有厨房"), "q")]),
    ]);
    let merged = merge_forms(&it, &items);
    assert_eq!(merged.fills.len(), 6);
    assert!(said(&merged).iter().all(|n| n.contains("出现条件互相牵连")), "{:?}", said(&merged));
    assert_eq!(check_form(&merged.form), []);
}

#[test]
fn days_bounded_by_another_field_follow_it_into_the_merged_form() {
    let date = |key: &str, label: &str, to: Option<DayBound>| field(key, label, FieldKind::Date { from: None, to });
    let (it, items) = with(vec![
        ("a", vec![date("begin", "成立日期", None), date("end", "开业日期", Some(DayBound::Field("begin".into())))]),
        ("b", vec![date("start", "成立日期", None), date("end", "开业日期", Some(DayBound::Field("start".into())))]),
        ("c", vec![date("end", "开业日期", Some(DayBound::Today))]),
    ]);
    let merged = merge_forms(&it, &items);
    // Two bounds of other kinds cannot be told in one.
    assert_eq!(merged.fills.len(), 4);
    let (two, two_items) = with(vec![
        ("a", vec![date("begin", "成立日期", None), date("end", "开业日期", Some(DayBound::Field("begin".into())))]),
        ("b", vec![date("start", "成立日期", None), date("end", "开业日期", Some(DayBound::Field("start".into())))]),
    ]);
    let merged = merge_forms(&two, &two_items);
    assert_eq!(
        merged.form.field("end").unwrap().kind,
        FieldKind::Date { from: None, to: Some(DayBound::Field("a_begin".into())) }
    );
}

#[test]
fn the_default_forms_of_two_items_share_their_address() {
    let it = chain(vec![member("a", &[]), member("b", &[])]);
    let items: Items = [("a".to_owned(), item(5, "")), ("b".to_owned(), item(5, ""))].into();
    let merged = merge_forms(&it, &items);
    let keys: BTreeSet<&str> = merged.fills.keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(["a_request", "address", "b_request", "legal_representative"]));
    assert_eq!(merged.fills["address"].len(), 2);
}
