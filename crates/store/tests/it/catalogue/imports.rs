//! Imports staged aside, and what is known before one.

use domain::{
    base::{DepartmentId, ImportId, ItemId},
    catalogue::{Content, Item},
};
use store::catalogue::{
    Staged, StagedState, drop_stage, known, set_stage_state, stage, stage_row, staged, staged_rows,
};
use testkit::{item as an_item, on_every_engine, region, seed_item, stamp};

use super::given::{bare, edit, full, two_departments};
use crate::common::write;

#[test]
fn an_import_waits_aside_until_it_is_decided() {
    on_every_engine(|t| {
        let id = ImportId::new(7);
        let new = Staged {
            id,
            file_name: "事项清单.xlsx".into(),
            digest: "66c7".into(),
            complete: true,
            state: StagedState::Waiting,
            outcome: "{}".into(),
            staged_at: stamp().entered_at,
            staged_by: "1 李强".into(),
        };
        write(&t.db, move |tx| {
            stage(tx, &region(), &new)?;
            for (no, body) in [(10, "丙"), (9, "乙"), (1, "甲")] {
                stage_row(tx, &region(), id, no, body)?;
            }
            Ok(())
        })
        .unwrap();
        let read = || t.db.read(|tx| staged(tx, &region(), id)).unwrap().unwrap();
        let waiting = read();
        assert_eq!(
            (waiting.state, waiting.complete, waiting.staged_at),
            (StagedState::Waiting, true, stamp().entered_at)
        );
        assert_eq!((&*waiting.file_name, &*waiting.digest, &*waiting.staged_by), ("事项清单.xlsx", "66c7", "1 李强"));
        assert_eq!(t.db.read(|tx| staged_rows(tx, &region(), id)).unwrap(), ["甲", "乙", "丙"]);
        for state in [StagedState::Dropped, StagedState::Waiting, StagedState::Published] {
            write(&t.db, move |tx| set_stage_state(tx, &region(), id, state, "{\"added\":3}")).unwrap();
            assert_eq!((read().state, read().outcome.as_str()), (state, "{\"added\":3}"));
        }
        write(&t.db, move |tx| drop_stage(tx, &region(), id)).unwrap();
        assert!(t.db.read(|tx| staged_rows(tx, &region(), id)).unwrap().is_empty());
        assert!(t.db.read(|tx| staged(tx, &region(), ImportId::new(8))).unwrap().is_none());
    });
}

#[test]
fn what_is_known_is_the_current_content() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let first = an_item(1, full());
        seed_item(&t.db, &first);
        seed_item(&t.db, &an_item(2, bare()));
        let second = Item { version: 2, content: Content { name: "低保认定".into(), ..full() }, ..first };
        edit(&t.db, &second);
        let known = t.db.read(|tx| known(tx, &region())).unwrap();
        assert_eq!(known.items.len(), 2);
        assert_eq!(known.items["A-1"], (ItemId::new(1), 2, second.content));
        assert_eq!(known.items["A-2"], (ItemId::new(2), 1, bare()));
        assert_eq!(known.departments["县民政局"], DepartmentId::new(1));
        assert_eq!(known.departments.len(), 2);
    });
}
