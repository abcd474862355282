//! Imports staged aside, and what is known before one.

use domain::{
    base::{DepartmentId, ImportId, ItemId},
    catalogue::{Content, Item},
};
use jiff::{SignedDuration, civil::date};
use store::catalogue::{
    Staged, StagedState, advance_stage, drop_rows, drop_stage, keep_file, kept_file, known, set_published,
    set_stage_state, set_undone, stage, stage_row, staged, staged_list, staged_rows,
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
            kind: "catalogue".into(),
            published: None,
            undone: None,
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
        for state in [
            StagedState::Staging,
            StagedState::Dropped,
            StagedState::Waiting,
            StagedState::Undone,
            StagedState::Published,
        ] {
            write(&t.db, move |tx| set_stage_state(tx, &region(), id, state, "{\"added\":3}")).unwrap();
            assert_eq!((read().state, read().outcome.as_str()), (state, "{\"added\":3}"));
        }
        assert_eq!(read().state.label(), "已导入");
        // Only from the state that it says it leaves.
        for (from, moved) in [(StagedState::Staging, false), (StagedState::Published, true)] {
            let step = (from, StagedState::Published);
            assert_eq!(write(&t.db, move |tx| advance_stage(tx, &region(), id, step, "{}")), Ok(moved));
            assert_eq!(read().outcome, if moved { "{}" } else { "{\"added\":3}" });
        }
        let (at, by) = (stamp().entered_at, "2 王芳");
        write(&t.db, move |tx| {
            set_published(tx, &region(), id, at, by)?;
            set_undone(tx, &region(), id, at, by)
        })
        .unwrap();
        assert_eq!((read().published, read().undone), (Some((at, by.to_owned())), Some((at, by.to_owned()))));
        let file: Vec<u8> = (0..2_500_000_u32).map(|n| n as u8).collect();
        let kept = file.clone();
        write(&t.db, move |tx| keep_file(tx, &region(), id, &kept)).unwrap();
        write(&t.db, move |tx| drop_rows(tx, &region(), id)).unwrap();
        assert!(t.db.read(|tx| staged_rows(tx, &region(), id)).unwrap().is_empty());
        assert!(t.db.read(|tx| kept_file(tx, &region(), id)).unwrap() == file, "the file stays");
        write(&t.db, move |tx| drop_stage(tx, &region(), id)).unwrap();
        assert!(t.db.read(|tx| kept_file(tx, &region(), id)).unwrap().is_empty());
        assert!(t.db.read(|tx| staged_rows(tx, &region(), id)).unwrap().is_empty());
        assert!(t.db.read(|tx| staged(tx, &region(), ImportId::new(8))).unwrap().is_none());
    });
}

#[test]
fn imports_are_listed_by_kind_newest_first() {
    on_every_engine(|t| {
        let new = |id: i64, kind: &str| Staged {
            id: ImportId::new(id),
            file_name: format!("{id}.csv"),
            digest: String::new(),
            complete: false,
            state: StagedState::Waiting,
            outcome: "{}".into(),
            staged_at: stamp().entered_at + SignedDuration::from_hours(id),
            staged_by: String::new(),
            kind: kind.into(),
            published: None,
            undone: None,
        };
        let all = [new(1, "catalogue"), new(2, "divisions"), new(3, "catalogue"), new(4, "catalogue")];
        write(&t.db, move |tx| {
            all.iter().try_for_each(|s| stage(tx, &region(), s))?;
            // As they were before there were kinds.
            tx.run("UPDATE catalogue_import SET kind = NULL WHERE id = 1", &[])
        })
        .unwrap();
        let names = |kind: &'static str, limit| -> Vec<String> {
            let list = t.db.read(|tx| staged_list(tx, &region(), kind, limit)).unwrap();
            list.into_iter().map(|s| s.file_name).collect()
        };
        assert_eq!(names("catalogue", 10), ["4.csv", "3.csv", "1.csv"]);
        assert_eq!(names("catalogue", 2), ["4.csv", "3.csv"]);
        assert_eq!(names("divisions", 10), ["2.csv"]);
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
        let known = t.db.read(|tx| known(tx, &region(), date(2026, 11, 20))).unwrap();
        assert_eq!(known.items.len(), 2);
        assert_eq!(known.items["A-1"], (ItemId::new(1), 2, second.content));
        assert_eq!(known.items["A-2"], (ItemId::new(2), 1, bare()));
        assert_eq!(known.departments["县民政局"], DepartmentId::new(1));
        assert_eq!(known.departments.len(), 2);
        assert!(known.waiting.is_empty());
    });
}
