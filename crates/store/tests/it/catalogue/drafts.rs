//! Drafts beside the versions.

use domain::{
    base::ItemId,
    catalogue::{Content, Draft, DraftState},
};
use jiff::{SignedDuration, civil::date};
use store::{
    Database,
    catalogue::{draft, draft_change, draft_removed, drafts},
    journal::{Change, Entry, Stream, append, head, verify},
};
use testkit::{on_every_engine, region, stamp};

use super::given::{bare, full, two_departments};
use crate::common::write;

fn a_draft(id: i64, content: Content) -> Draft {
    Draft {
        item: ItemId::new(id),
        state: DraftState::Draft,
        based_on: 0,
        planned_on: Some(date(2026, 12, 1)),
        why: "省厅改了名称".into(),
        saved: (stamp().entered_at, "1 李强".into()),
        submitted: None,
        note: String::new(),
        content,
    }
}

fn put(db: &Database, id: i64, change: Change) {
    write(db, move |tx| {
        let stream = Stream::item(ItemId::new(id));
        let seq = head(tx, &region(), &stream)?;
        append(tx, &region(), &stamp(), Entry::new(stream.clone(), seq, "item.drafted", &1).with(change.clone()))
    })
    .unwrap();
}

#[test]
fn a_draft_reads_back_full_and_bare_and_goes() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let read = |id| t.db.read(|tx| draft(tx, &region(), ItemId::new(id))).unwrap();
        for (id, one) in [(1, a_draft(1, full())), (2, Draft { planned_on: None, ..a_draft(2, bare()) })] {
            put(&t.db, id, draft_change(&region(), &one));
            assert_eq!(read(id), Some(one));
        }
        let submitted = Draft {
            state: DraftState::Submitted,
            submitted: Some((stamp().entered_at, "1 李强".into())),
            saved: (stamp().entered_at - SignedDuration::from_hours(1), "1 李强".into()),
            note: "请补设定依据".into(),
            based_on: 3,
            ..a_draft(1, full())
        };
        put(&t.db, 1, draft_change(&region(), &submitted));
        assert_eq!(read(1), Some(submitted));
        let listed = t.db.read(|tx| drafts(tx, &region())).unwrap();
        assert_eq!(listed.iter().map(|d| d.item.get()).collect::<Vec<_>>(), [1, 2], "what is submitted comes first");
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        put(&t.db, 1, draft_removed(&region(), ItemId::new(1)));
        assert_eq!(read(1), None);
        assert_eq!(t.db.read(|tx| drafts(tx, &region())).unwrap().len(), 1);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}
