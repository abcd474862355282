//! What an import wrote.

use std::collections::HashMap;

use domain::{
    base::{ImportId, ItemId},
    catalogue::{Item, Touched},
};
use store::catalogue::{code_holders, insert_version, point_import, touched};
use testkit::{content, item as an_item, on_every_engine, region, seed_item, stamp};

use super::given::{edit, two_departments};
use crate::common::write;

#[test]
fn an_import_is_known_by_what_it_wrote_and_what_was_before() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let (one, two) = (an_item(1, content("A-1", "甲", 1)), an_item(2, content("A-2", "乙", 1)));
        seed_item(&t.db, &one);
        seed_item(&t.db, &two);
        let changed = |item: &Item| Item { version: 2, content: content(&item.content.code, "改", 1), ..item.clone() };
        let new = an_item(3, content("A-3", "新", 1));
        let written = [changed(&one), changed(&two), new.clone()];
        write(&t.db, move |tx| {
            written.iter().try_for_each(|i| insert_version(tx, &region(), i, 70, stamp().entered_at))?;
            point_import(tx, &region(), 70, written[0].effective_on)
        })
        .unwrap();
        edit(&t.db, &Item { version: 3, ..changed(&two) });
        let found = t.db.read(|tx| touched(tx, &region(), ImportId::new(70))).unwrap();
        let of = |item: &Item, written, newest, before| Touched {
            item: item.id,
            written,
            newest,
            after: if written == 1 { item.content.clone() } else { changed(item).content },
            before,
        };
        assert_eq!(
            found,
            [
                of(&one, 2, 2, Some(one.content.clone())),
                of(&two, 2, 3, Some(two.content.clone())),
                of(&new, 1, 1, None)
            ]
        );
        assert!(t.db.read(|tx| touched(tx, &region(), ImportId::new(71))).unwrap().is_empty());
        let holders = t.db.read(|tx| code_holders(tx, &region())).unwrap();
        assert_eq!(
            holders,
            HashMap::from([
                ("A-1".into(), ItemId::new(1)),
                ("A-2".into(), ItemId::new(2)),
                ("A-3".into(), ItemId::new(3))
            ])
        );
    });
}
