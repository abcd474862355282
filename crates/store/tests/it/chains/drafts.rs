//! Drafts of applications under a chain: opened by their ticket alone, nothing of them in the clear, and they go.

use std::sync::Arc;

use jiff::SignedDuration;
use store::chains::{
    DraftAt, DraftBegun, draft_by_no, drafts_from, drop_draft, has_old_drafts, is_draft_no, keep_draft, open_draft,
    retie_draft, sweep_old_drafts,
};
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
            write(&t.db, move |tx| {
                let begun = DraftBegun { no: "C1".into(), password_mark: "p".into(), from: "f".into() };
                keep_draft(tx, &region(), (&keys, &rng()), (&place, Some(&begun)), ("YJS001", later), text)
            })
            .unwrap()
        };
        let open = |place: &DraftAt| t.db.read(|tx| open_draft(tx, &region(), &keys, place)).unwrap();
        assert!(keep(&own, 0, "张三丰"));
        assert!(keep(&own, 2, "张三丰 13800138000"), "kept again");
        assert!(!keep(&other, 3, "别人"), "nobody else writes over it");
        assert_eq!((open(&own).as_deref(), open(&other)), (Some("张三丰 13800138000"), None));
        let body = t.db.read(|tx| tx.row("SELECT body FROM matter_draft WHERE id = 1", &[])?.unwrap().bytes("body"));
        assert!(!String::from_utf8_lossy(&body.unwrap()).contains("13800138000"));
        let hours = SignedDuration::from_hours;
        t.db.read(|tx| {
            assert_eq!(draft_by_no(tx, &region(), ("C1", "p"))?, Some(1));
            assert_eq!(draft_by_no(tx, &region(), ("C1", "q"))?, None, "the number alone opens nothing");
            assert!(is_draft_no(tx, &region(), "C1")? && !is_draft_no(tx, &region(), "C2")?);
            assert_eq!(drafts_from(tx, &region(), "f", at + hours(2))?, 1);
            assert_eq!((drafts_from(tx, &region(), "f", at + hours(3))?, drafts_from(tx, &region(), "g", at)?), (0, 0));
            Ok(())
        })
        .unwrap();
        let elsewhere = DraftAt { mark: "c".into(), ..own.clone() };
        let (tied, wrong) = (elsewhere.clone(), elsewhere.clone());
        assert!(!write(&t.db, move |tx| retie_draft(tx, &region(), &wrong, "q")).unwrap());
        assert!(write(&t.db, move |tx| retie_draft(tx, &region(), &tied, "p")).unwrap());
        assert_eq!((open(&own), open(&elsewhere).is_some()), (None, true), "one browser at a time");
        let back = own.clone();
        assert!(write(&t.db, move |tx| retie_draft(tx, &region(), &back, "p")).unwrap());
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
