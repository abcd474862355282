//! Lists, search, the head of the catalogue.

use domain::{
    base::DepartmentId,
    catalogue::{Clients, Content, Item, ItemType, Status},
};
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
fn search_is_fed_with_items_in_use_and_what_narrows_them() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let mut told = full();
        told.guide.replaces = vec!["A-0".into()];
        told.guide.person_themes = vec!["085".into()];
        told.guide.org_themes = vec!["035".into()];
        told.guide.theme = "社会保障".into();
        told.guide.life_events = vec!["退休".into()];
        seed_item(&t.db, &an_item(1, told));
        seed_item(&t.db, &an_item(2, bare()));
        let mut plain = Content { status: Status::InUse, ..bare() };
        plain.item_type = ItemType::parse("06").unwrap();
        seed_item(&t.db, &an_item(3, Content { code: "A-3".into(), ..plain }));
        let entries = t.db.read(|tx| search_entries(tx, &region())).unwrap();
        assert_eq!(entries.iter().map(|e| e.id.get()).collect::<Vec<_>>(), [1, 3], "drafts are not found");
        let (full, bare) = (&entries[0], &entries[1]);
        assert_eq!(
            (full.code.as_str(), full.name.as_str(), full.main_name.as_str(), full.department.as_str()),
            ("A-1", "最低生活保障认定", "最低生活保障", "县民政局")
        );
        assert_eq!((full.department_id.get(), full.item_type.as_str(), full.clients), (1, "01", Some(Clients::Both)));
        let words = [&full.aliases, &full.earlier_codes, &full.person_themes, &full.org_themes, &full.life_events];
        assert_eq!(words.map(|w| w.concat()), ["低保", "A-0", "085", "035", "退休"]);
        assert_eq!((full.on_application(), bare.on_application(), bare.clients), (true, false, None));
        assert_eq!((full.theme.as_str(), bare.theme.as_str()), ("社会保障", ""));
        assert!(bare.aliases.is_empty() && bare.person_themes.is_empty());
    });
}

#[test]
fn the_head_of_the_catalogue_moves_with_every_change() {
    on_every_engine(|t| {
        let head = || {
            let head = t.db.read(|tx| head_of_catalogue(tx, &region())).unwrap();
            (head.imports, head.edits, head.county)
        };
        assert_eq!(head(), (0, 0, 0));
        let first = an_item(1, full());
        seed_item(&t.db, &first);
        seed_item(&t.db, &an_item(12, content("A-12", "结婚登记", 1)));
        assert_eq!(head(), (2, 0, 0));
        edit(&t.db, &Item { version: 2, ..first.clone() });
        edit(&t.db, &Item { version: 3, ..first });
        assert_eq!(head(), (2, 2, 0));
        edit(&t.db, &Item { version: 2, ..an_item(12, content("A-12", "结婚登记", 1)) });
        assert_eq!(head(), (2, 3, 0));
        two_departments(&t.db);
        assert_eq!(head(), (2, 3, 2), "a department's name is shown with its items");
    });
}
