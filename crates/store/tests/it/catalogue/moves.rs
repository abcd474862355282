//! Which items moved into the hall or out of it.

use domain::{
    base::ItemId,
    catalogue::{Content, Item},
};
use jiff::civil::date;
use store::catalogue::{ResidencyChange, residency_changes};
use testkit::{exempt, item as an_item, on_every_engine, region, seed_item};

use super::given::{bare, edit};

fn resident(content: &Content, is: Option<bool>) -> Content {
    let mut content = content.clone();
    content.standing.resident = is;
    content
}

#[test]
fn versions_that_change_residency_are_moves() {
    on_every_engine(|t| {
        let plain = bare();
        let first = an_item(1, resident(&plain, None));
        seed_item(&t.db, &first);
        let mut listed = resident(&plain, Some(false));
        listed.standing.exempt_hall = Some(exempt("场地限制"));
        let named = Content { name: "改名".into(), ..resident(&plain, Some(true)) };
        let at = |version, day, content: &Content| Item {
            id: first.id,
            version,
            effective_on: date(2026, 11, day),
            content: content.clone(),
        };
        edit(&t.db, &at(2, 5, &resident(&plain, Some(true))));
        edit(&t.db, &at(3, 6, &named));
        edit(&t.db, &at(4, 7, &listed));
        edit(&t.db, &at(5, 30, &resident(&plain, None)));
        let until = |day, most| t.db.read(|tx| residency_changes(tx, &region(), date(2026, 11, day), most)).unwrap();
        let short = |all: &[ResidencyChange]| -> Vec<_> { all.iter().map(|c| (c.version, c.was, c.is)).collect() };
        let seen = until(20, 10);
        assert_eq!(short(&seen), [(4, Some(true), Some(false)), (2, None, Some(true))], "a new name is no move");
        assert_eq!((seen[0].item, seen[0].on, &*seen[0].name), (ItemId::new(1), date(2026, 11, 7), &*plain.name));
        assert_eq!(seen[0].exemption.as_ref().map(|e| e.reason.as_str()), Some("场地限制"));
        assert!(seen[0].import.is_none() && seen[1].exemption.is_none());
        assert_eq!(short(&until(30, 1)), [(5, Some(false), None)], "the newest, once its day has come");
    });
}
