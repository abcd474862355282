//! Drafts of applications under a chain: opened by their ticket alone, nothing of them in the clear, and they go.

use std::sync::Arc;

use jiff::SignedDuration;
use store::chains::{DraftAt, drop_draft, has_old_drafts, keep_draft, open_draft, sweep_old_drafts};
use testkit::{on_every_engine, region, rng, stamp, vault};

use crate::common::write;

#[test]
fn a_draft_is_its_tickets_alone_until_it_goes() {
    on_every_engine(|t| {
        let keys = Arc::new(vault());
        let at = stamp().happened_at;
        let own = DraftAt { id: 1, mark: "a".into() };
        let other = DraftAt { mark: "b".into(), ..own.clone() };
        let keep = |place: &DraftAt, hours: i64, text: &'static str| {
            let (keys, place, later) = (keys.clone(), place.clone(), at + SignedDuration::from_hours(hours));
            write(&t.db, move |tx| keep_draft(tx, &region(), (&keys, &rng()), (&place, "YJS001", later), text)).unwrap()
        };
        let open = |place: &DraftAt| t.db.read(|tx| open_draft(tx, &region(), &keys, place)).unwrap();
        assert!(keep(&own, 0, "张三丰"));
        assert!(keep(&own, 2, "张三丰 13800138000"), "kept again");
        assert!(!keep(&other, 3, "别人"), "nobody else writes over it");
        assert_eq!((open(&own).as_deref(), open(&other)), (Some("张三丰 13800138000"), None));
        let body = t.db.read(|tx| tx.row("SELECT body FROM matter_draft WHERE id = 1", &[])?.unwrap().bytes("body"));
        assert!(!String::from_utf8_lossy(&body.unwrap()).contains("13800138000"));
        let is_old = |hours| t.db.read(|tx| has_old_drafts(tx, &region(), at + SignedDuration::from_hours(hours)));
        assert_eq!((is_old(2), is_old(3)), (Ok(false), Ok(true)));
        let gone = other.clone();
        assert!(!write(&t.db, move |tx| drop_draft(tx, &region(), &gone)).unwrap());
        let sweep = move |tx: &mut store::Tx<'_>| sweep_old_drafts(tx, &region(), at + SignedDuration::from_hours(3));
        assert_eq!(write(&t.db, sweep), Ok(1));
        assert_eq!(open(&own), None);
        assert!(keep(&own, 0, "又来"));
        assert!(write(&t.db, move |tx| drop_draft(tx, &region(), &own)).unwrap());
    });
}
