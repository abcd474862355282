//! Intake forms put aside: only their clerk opens them, nothing of them stands in the clear, and they go.

use domain::base::{ItemId, StaffId};
use jiff::SignedDuration;
use store::cases::{Parked, open_parked, park, parked, sweep_parked, unpark};
use testkit::{on_every_engine, region, rng, stamp, vault};

use crate::common::write;

#[test]
fn a_form_put_aside_is_its_clerks_alone_until_it_goes() {
    on_every_engine(|t| {
        let (own, other) = (StaffId::new(1), StaffId::new(2));
        let keys = std::sync::Arc::new(vault());
        let at = stamp().happened_at;
        for (id, hours) in [(1, 0), (2, 5)] {
            let keys = keys.clone();
            let later = at + SignedDuration::from_hours(hours);
            let form = Parked { id, item: ItemId::new(5), item_name: "临时救助".into(), chain: None, at: later };
            write(&t.db, move |tx| park(tx, &region(), (&keys, &rng()), own, &form, "张三丰 13800138000")).unwrap();
        }
        let list = |staff| t.db.read(|tx| parked(tx, &region(), staff)).unwrap();
        assert_eq!(list(own).iter().map(|p| p.id).collect::<Vec<_>>(), [2, 1], "the latest first");
        assert_eq!(list(other), []);
        let open = |staff, id| t.db.read(|tx| open_parked(tx, &region(), &keys, (staff, id))).unwrap();
        assert_eq!(open(own, 1).as_deref(), Some("张三丰 13800138000"));
        assert_eq!(open(other, 1), None);
        let body = t.db.read(|tx| tx.row("SELECT body FROM parked_intake WHERE id = 1", &[])?.unwrap().bytes("body"));
        assert!(!String::from_utf8_lossy(&body.unwrap()).contains("13800138000"));
        assert!(!write(&t.db, move |tx| unpark(tx, &region(), other, 1)).unwrap());
        assert!(write(&t.db, move |tx| unpark(tx, &region(), own, 1)).unwrap());
        let before = at + SignedDuration::from_hours(5);
        assert_eq!(write(&t.db, move |tx| sweep_parked(tx, &region(), before)), Ok(0));
        let after = at + SignedDuration::from_hours(6);
        assert_eq!(write(&t.db, move |tx| sweep_parked(tx, &region(), after)), Ok(1));
        assert_eq!(list(own), []);
    });
}
