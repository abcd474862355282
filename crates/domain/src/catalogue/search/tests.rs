//! The ways people look for things, on a small catalogue.

use super::{Closeness, Entry, Index, Piece, Synonym};
use crate::{
    base::{DepartmentId, ItemId},
    catalogue::ItemType,
};

const NAMES: [&str; 12] = [
    "个体工商户设立登记",
    "食品经营许可（餐饮服务）（新办）",
    "最低生活保障对象认定",
    "居民身份证办理（遗失补领）",
    "机动车驾驶证管理（期满换证）",
    "养老机构备案",
    "食品经营许可（单位食堂）（新办）",
    "会计专业技术资格考试",
    "旅馆业特种行业许可",
    "居住证办理",
    "歌舞娱乐场所（KTV）许可",
    "对无证经营食品行为的处罚",
];

fn entry(i: usize, name: &str) -> Entry {
    Entry {
        id: ItemId::new(i as i64),
        code: format!("11990101-0{i:02}"),
        earlier_codes: Vec::new(),
        name: name.to_owned(),
        main_name: String::new(),
        department_id: DepartmentId::new(1),
        department: "县民政局".into(),
        item_type: ItemType::parse(if name.contains("处罚") { "02" } else { "01" }).unwrap(),
        clients: None,
        aliases: if name.contains("食品经营许可") { vec!["开饭店".into()] } else { Vec::new() },
        theme: String::new(),
        person_themes: Vec::new(),
        org_themes: Vec::new(),
        life_events: Vec::new(),
    }
}

fn index() -> Index {
    let entries: Vec<Entry> = NAMES.iter().enumerate().map(|(i, n)| entry(i, n)).collect();
    let line = |(everyday, official): (&str, &str)| Synonym {
        everyday: everyday.into(),
        official: official.split(' ').map(str::to_owned).collect(),
    };
    let table = [
        ("开饭店", "食品经营许可 餐饮服务"),
        ("开饭店", "食品经营许可"),
        ("低保", "最低生活保障"),
        ("驾照", "机动车驾驶证"),
        ("补办", "补领"),
        ("旅馆证", "旅馆业"),
    ];
    Index::build(&entries, &table.map(line))
}

#[track_caller]
fn finds(words: &str, first: i64, closeness: Closeness) {
    let hits = index().search(words, 3);
    assert_eq!(hits.first().map(|h| (h.id.get(), h.closeness)), Some((first, closeness)), "{words}: {hits:?}");
}

#[test]
fn what_fits_as_typed() {
    finds("居住证办理", 9, Closeness::Exact);
    finds("个体", 0, Closeness::Prefix);
    finds("工商", 0, Closeness::InName);
    finds("食品许可", 1, Closeness::Scattered);
    finds("食品 食堂", 6, Closeness::InName);
    finds("gtgs", 0, Closeness::Pinyin);
    finds("getigongshanghu", 0, Closeness::Pinyin);
    finds("yanglaoji", 5, Closeness::Pinyin);
    finds("kjzy", 7, Closeness::Pinyin);
    finds("lvguan", 8, Closeness::Pinyin);
    finds("ktv", 10, Closeness::InName);
    finds("11990101-004", 4, Closeness::Exact);
    finds("11990101", 0, Closeness::Prefix);
    finds("ｇｔｇｓ", 0, Closeness::Pinyin);
    finds("gtgs登记", 0, Closeness::Pinyin);
    finds("民政局", 0, Closeness::Department);
}

#[test]
fn what_people_call_it() {
    finds("低保", 2, Closeness::Everyday);
    finds("怎么办低保", 2, Closeness::Everyday);
    finds("驾照换证", 4, Closeness::Everyday);
    finds("身份证补办", 3, Closeness::Everyday);
    finds("dibao", 2, Closeness::Pinyin);
    finds("我要开饭店", 1, Closeness::Everyday);
    // Guide and table together: what is mostly meant comes first.
    let hits: Vec<i64> = index().search("开饭店", 9).iter().map(|h| h.id.get()).collect();
    assert_eq!(hits, [1, 6]);
}

#[test]
fn an_earlier_code_still_finds() {
    let mut old = entry(0, "个体工商户设立登记");
    old.earlier_codes = vec!["511Z07001006".into()];
    let index = Index::build(&[entry(1, "公司登记"), old], &[]);
    let found = |words: &str| index.search(words, 1).first().map(|h| (h.id.get(), h.closeness));
    assert_eq!(found("511z07001006"), Some((0, Closeness::Exact)));
    assert_eq!(found("511Z07"), Some((0, Closeness::Prefix)));
}

#[test]
fn small_errors_are_forgiven() {
    finds("身份正补办", 3, Closeness::Near);
    finds("居住金", 9, Closeness::Near);
    finds("个工商户", 0, Closeness::Scattered);
    finds("个体工上户", 0, Closeness::Near);
    finds("养老机购", 5, Closeness::Near);
    finds("养老构机", 5, Closeness::Near);
    finds("食品经大营许可", 1, Closeness::Near);
    finds("架照换证", 4, Closeness::Near);
    finds("旅官证", 8, Closeness::Near);
    finds("yanglap", 5, Closeness::Near);
    finds("juzhuzhrng", 9, Closeness::Near);
}

#[test]
fn an_error_never_stands_before_what_fits() {
    let names = ["居住证签注", "居住权登记", "居住证办理", "居住正名", "居住证变更", "居住证补领"];
    let entries: Vec<Entry> = names.iter().enumerate().map(|(i, n)| entry(i, n)).collect();
    let hits = Index::build(&entries, &[]).search("居住证", 9);
    let exact: Vec<bool> = hits.iter().map(|h| h.closeness == Closeness::Prefix).collect();
    assert_eq!(exact, [true, true, true, true, false, false], "{hits:?}");
}

#[test]
fn equals_stand_in_a_sensible_order() {
    let names = ["食品经营许可（注销）", "食品经营许可（变更）", "食品经营许可（新办）", "食品经营许可办理指导"];
    let mut entries: Vec<Entry> = names.iter().enumerate().map(|(i, n)| entry(i, n)).collect();
    entries[3].item_type = ItemType::parse("06").unwrap();
    entries[0].code = "Z".into();
    let order =
        |words: &str| -> Vec<i64> { Index::build(&entries, &[]).search(words, 9).iter().map(|h| h.id.get()).collect() };
    assert_eq!(order("spjy"), [2, 1, 0, 3], "begins a matter, then by code, of its own accord last");
    assert_eq!(order("食品经营许可"), [2, 1, 0, 3]);
}

#[test]
fn nothing_is_found_for_nothing() {
    for words in ["  ", "，。", "火箭发射", "qqqqqq", "嗨"] {
        assert!(index().search(words, 5).is_empty(), "{words}");
    }
    assert!(Index::default().search("低保", 5).is_empty());
    let long = "食品".repeat(500);
    assert!(index().search(&long, 5).len() <= 5);
    assert!(index().search(&"a ".repeat(500), 5).len() <= 5);
}

#[track_caller]
fn marks(words: &str, name: &str, shown: &str) {
    let pieces = index().pieces(words, name);
    let joined: String = pieces.iter().map(|p: &Piece| p.text.as_str()).collect();
    assert_eq!(joined, name);
    let text: String = pieces.iter().map(|p| if p.hit { format!("[{}]", p.text) } else { p.text.clone() }).collect();
    assert_eq!(text, shown, "{words}");
}

#[test]
fn what_was_looked_for_is_marked() {
    marks("食品许可", NAMES[1], "[食品]经营[许可]（餐饮服务）（新办）");
    marks("许可（餐饮", NAMES[1], "食品经营[许可]（[餐饮]服务）（新办）");
    marks("食品 新办", NAMES[1], "[食品]经营许可（餐饮服务）（[新办]）");
    marks("spjy", NAMES[1], "[食品经营]许可（餐饮服务）（新办）");
    marks("jingying", NAMES[1], "食品[经营]许可（餐饮服务）（新办）");
    marks("开饭店", NAMES[1], "[食品经营许可]（[餐饮服务]）（新办）");
    marks("开饭店", NAMES[6], "[食品经营许可]（单位食堂）（新办）");
    marks("驾照换证", NAMES[4], "[机动车驾驶证]管理（期满[换证]）");
    marks("身份正补办", NAMES[3], "居民[身份]证办理（遗失[补领]）");
    marks("低保", NAMES[2], "[最低生活保障]对象认定");
    marks("dibao", NAMES[2], "[最低生活保障]对象认定");
    marks("11990101", NAMES[2], NAMES[2]);
    marks("KTV", NAMES[10], "歌舞娱乐场所（[KTV]）许可");
    marks("", NAMES[2], NAMES[2]);
}
