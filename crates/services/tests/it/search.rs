//! Search on the whole sample catalogue (检索): 300 queries and more, written by hand, with the item that each should
//! find among the first three; codes by rule; freshness; heaps to browse.

use std::collections::HashMap;

use domain::{
    base::ItemId,
    catalogue::{Closeness, Item},
    people::{Desk, Role},
};
use services::{
    Bureau,
    catalogue::{Found, UNMARKED, Way, browse, heap, heaps, item, marked, search, shelf},
};

use crate::sample::{Made, chance, on_sqlite};

/// `query  expected  kind`: what is typed, words that stand in the name of a right item, and why it is asked.
const QUERIES: &str = include_str!("../data/queries.tsv");

/// Right items among the first so many count.
const TOP: usize = 3;

#[test]
fn a_county_is_searched_and_browsed() {
    let made = on_sqlite(chance(9, 1));
    let bureau = &made.sample.bureau;
    what_people_type_is_found(bureau);
    codes_are_found_whole_and_begun(bureau);
    what_is_meant_comes_first(bureau);
    heaps_hold_what_they_count(bureau);
    a_change_is_found_at_once(&made);
}

fn what_people_type_is_found(bureau: &Bureau) {
    let mut kinds: HashMap<&str, (u32, u32)> = HashMap::new();
    let mut missed = Vec::new();
    for line in QUERIES.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [query, expected, kind] = cells[..] else { panic!("three cells: {line}") };
        let found = search(bureau, query, TOP).unwrap();
        let hit = found.iter().any(|f| f.name.contains(expected));
        let (asked, hits) = kinds.entry(kind).or_default();
        (*asked, *hits) = (*asked + 1, *hits + u32::from(hit));
        if !hit {
            let names: Vec<&str> = found.iter().map(|f| f.name.as_str()).collect();
            missed.push(format!("{kind} {query} → {expected}, found {names:?}"));
        }
    }
    let asked: u32 = kinds.values().map(|(asked, _)| asked).sum();
    println!("{asked} queries, {} missed: {kinds:?}", missed.len());
    assert!(asked >= 300, "{asked} queries are too few");
    assert!(kinds.len() >= 9 && kinds.values().all(|(asked, _)| *asked >= 5), "kinds: {kinds:?}");
    assert!(missed.len() as u32 * 20 <= asked, "fewer than 95 % are found:\n{}", missed.join("\n"));
}

/// Every 50th item, by its whole code and by its first 28 characters (of 33: all but situation and action).
fn codes_are_found_whole_and_begun(bureau: &Bureau) {
    let all = browse(bureau, "", None).unwrap();
    for item in all.iter().step_by(50) {
        let whole = search(bureau, &item.code.to_lowercase(), TOP).unwrap();
        assert_eq!(whole.first().map(|f| (f.id, f.closeness)), Some((item.id, Closeness::Exact)), "{}", item.code);
        let begun = search(bureau, &item.code[..28], usize::MAX).unwrap();
        assert!(begun.iter().any(|f| f.id == item.id) && begun.len() < 200, "{}", item.code);
        assert!(begun.iter().all(|f| f.code.starts_with(&item.code[..28])), "{}", item.code);
    }
}

fn what_is_meant_comes_first(bureau: &Bureau) {
    let names =
        |words: &str| -> Vec<String> { search(bureau, words, 9).unwrap().into_iter().map(|f| f.name).collect() };
    let restaurant = names("开饭店");
    assert_eq!(restaurant[0], "食品经营许可（餐饮服务经营者）（新办）");
    let canteen = restaurant.iter().position(|n| n.contains("单位食堂"));
    assert_eq!(canteen, Some(5), "all of 餐饮服务 before 单位食堂: {restaurant:?}");
    // Nobody applies for a fine: among equals it stands behind what people apply for.
    let food = search(bureau, "食品", usize::MAX).unwrap();
    let in_name = food.iter().filter(|f| f.closeness == Closeness::InName);
    let own_accord: Vec<bool> = in_name.map(|f| f.name.starts_with('对')).collect();
    assert!(own_accord.contains(&true) && own_accord.is_sorted(), "{own_accord:?}");
    assert!(
        browse(bureau, "食品", None).unwrap().iter().all(|f| !f.name.starts_with('对')),
        "the public is not shown it"
    );
    let pieces = marked(bureau, "spjy", &search(bureau, "spjy", 1).unwrap()).unwrap();
    assert!(pieces[0].iter().any(|p| p.hit && p.text == "食品经营"), "{pieces:?}");
}

fn heaps_hold_what_they_count(bureau: &Bureau) {
    let public = Desk::public("测试");
    let all = heaps(bureau, &public).unwrap();
    assert_eq!(all.iter().map(|h| h.way).collect::<Vec<_>>(), Way::ALL);
    let items = shelf(bureau, 0).unwrap().items;
    for way in &all {
        assert_eq!(way.items, items);
        assert!(way.heaps.iter().all(|h| h.key != UNMARKED), "the public sees no unmarked heap");
        let mut seen: Vec<ItemId> = Vec::new();
        for one in &way.heaps {
            let (again, found): (_, Vec<Found>) = heap(bureau, &public, way.way, &one.key).unwrap().unwrap();
            assert_eq!((&again, found.len() as u64), (one, one.items));
            assert!(one.items > 0);
            seen.extend(found.iter().map(|f| f.id));
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len() as u64, way.listed, "{:?}", way.way);
    }
    let of = |way: Way| all.iter().find(|h| h.way == way).unwrap();
    assert_eq!(of(Way::Department).listed, items, "every item has a department");
    assert_eq!(of(Way::LifeEvent).heaps.len(), 9, "no life event is empty");
    assert!(heap(bureau, &public, Way::PersonTheme, UNMARKED).unwrap().is_none());
    assert!(heap(bureau, &public, Way::PersonTheme, "080").unwrap().is_none());
}

/// The index is built again when the journal has moved, whoever moved it: another program writes here past this one.
fn a_change_is_found_at_once(made: &Made) {
    let bureau = &made.sample.bureau;
    let words = "遛狗备案";
    assert!(search(bureau, words, 9).unwrap().iter().all(|f| f.closeness <= Closeness::Near));
    let some = item(bureau, search(bureau, "焰火燃放", 1).unwrap()[0].id).unwrap().unwrap();
    let mut content = some.item.content;
    (content.code, content.name) = ("LG-001".into(), "遛狗备案".into());
    content.guide.replaces = vec!["511Z07001006".into()];
    (content.guide.theme, content.clients) = ("便民".into(), None);
    testkit::seed_item(&made.db, &Item { id: ItemId::new(7), version: 1, content, ..some.item });
    for words in [words, "lgba", "lg-001", "511Z07001006"] {
        assert_eq!(search(bureau, words, 9).unwrap().first().map(|f| f.id), Some(ItemId::new(7)), "{words}");
    }
    // An office's own theme is in no national list: staff see what the public does not.
    let staff = Desk::of(testkit::staff(1, "qianwei", &[Role::Editor]), "测试");
    for way in [Way::PersonTheme, Way::OrganisationTheme] {
        let (unmarked, found) = heap(bureau, &staff, way, UNMARKED).unwrap().unwrap();
        assert!(found.iter().any(|f| f.id == ItemId::new(7)), "{unmarked:?}");
        assert_eq!(found.len() as u64, unmarked.items);
        assert!(heap(bureau, &Desk::public("测试"), way, UNMARKED).unwrap().is_none());
    }
}
