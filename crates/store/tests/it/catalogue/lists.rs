//! Lists, search, the head of the catalogue.

use domain::{base::DepartmentId, catalogue::Item};
use store::catalogue::{ItemFilter, head_of_catalogue, item_lines, search_entries};
use testkit::{content, item as an_item, on_every_engine, region, seed_item};

use super::given::{bare, edit, full, two_departments};

#[test]
fn lists_are_narrowed_and_paged() {
    on_every_engine(|t| {
        two_departments(&t.db);
        seed_item(&t.db, &an_item(1, full()));
        seed_item(&t.db, &an_item(2, bare()));
        seed_item(&t.db, &an_item(3, content("A-3", "结婚登记", 1)));
        let list = |filter: ItemFilter, after, limit| {
            let lines = t.db.read(|tx| item_lines(tx, &region(), &filter, after, limit)).unwrap();
            lines.iter().map(|l| l.id.get()).collect::<Vec<_>>()
        };
        let by = ItemFilter::default;
        assert_eq!(list(by(), 0, 10), [1, 2, 3]);
        assert_eq!(list(by(), 1, 1), [2]);
        assert_eq!(list(ItemFilter { department: Some(DepartmentId::new(1)), ..by() }, 0, 10), [1, 3]);
        assert_eq!(list(ItemFilter { item_type: Some("20".into()), ..by() }, 0, 10), [2]);
        assert_eq!(list(ItemFilter { status: Some("draft".into()), ..by() }, 0, 10), [2]);
        let both = ItemFilter { department: Some(DepartmentId::new(1)), status: Some("draft".into()), ..by() };
        assert_eq!(list(both, 0, 10), Vec::<i64>::new());
        let lines = t.db.read(|tx| item_lines(tx, &region(), &by(), 0, 2)).unwrap();
        let (one, two) = (&lines[0], &lines[1]);
        assert_eq!(
            (one.code.as_str(), one.name.as_str(), one.department.as_str()),
            ("A-1", "最低生活保障认定", "县民政局")
        );
        assert_eq!(
            (one.online_depth, one.onsite_visits, one.published, one.resident),
            (Some(3), Some(1), Some(false), Some(true))
        );
        assert_eq!((one.item_type.as_str(), one.status.as_str()), ("01", "in_use"));
        assert_eq!((two.online_depth, two.onsite_visits, two.published, two.resident), (None, None, None, None));
    });
}

#[test]
fn search_is_fed_with_items_in_use() {
    on_every_engine(|t| {
        two_departments(&t.db);
        seed_item(&t.db, &an_item(1, full()));
        seed_item(&t.db, &an_item(2, bare()));
        let entries = t.db.read(|tx| search_entries(tx, &region())).unwrap();
        let told: Vec<_> =
            entries.iter().map(|e| (e.id.get(), e.code.as_str(), e.department.as_str(), e.aliases.clone())).collect();
        assert_eq!(told, [(1, "A-1", "县民政局", vec!["低保".to_owned()])]);
        assert_eq!(entries[0].name, "最低生活保障认定");
    });
}

#[test]
fn the_head_of_the_catalogue_moves_with_every_change() {
    on_every_engine(|t| {
        let head = || t.db.read(|tx| head_of_catalogue(tx, &region())).unwrap();
        assert_eq!(head(), (0, 0));
        let first = an_item(1, full());
        seed_item(&t.db, &first);
        assert_eq!(head(), (1, 1));
        edit(&t.db, &Item { version: 2, ..first });
        assert_eq!(head(), (1, 2));
    });
}
