//! A node's last word about items, beside the export's day and what the items say themselves.

use domain::publication::{NodeOutcome, NodeWord};
use jiff::civil::date;
use store::{
    journal::{Stream, verify},
    publication::{
        acknowledged, acknowledged_change, acknowledged_of, export_day, publication_sources, said_published,
    },
};
use testkit::{content, item, on_every_engine, region, seed_item};

use super::{exchange::province, export, take};
use crate::common::put;

#[test]
fn a_nodes_word_counts_from_its_day() {
    on_every_engine(|t| {
        let word = |outcome, day| NodeWord { outcome, version: 2, holds: Some(1), on: date(2026, 11, day) };
        let (first, second) = (word(NodeOutcome::Rejected, 20), word(NodeOutcome::Accepted, 22));
        let said = |code, word| acknowledged_change(&region(), &province(), code, word);
        put(&t.db, &Stream::publication(), vec![said("A-1", &first), said("A-2", &second)]);
        take(&t.db, &export(1, date(2026, 11, 19)), &[]);
        t.db.read(|tx| {
            let all = acknowledged(tx, &region(), &province())?;
            assert_eq!((all.get("A-1"), all.get("A-2"), all.len()), (Some(&first), Some(&second), 2));
            let one = acknowledged_of(tx, &region(), &province(), &["A-2", "A-3"])?;
            assert_eq!((one.get("A-2"), one.len()), (Some(&second), 1));
            assert_eq!(export_day(tx, &region(), date(2026, 11, 18))?, None);
            assert_eq!(export_day(tx, &region(), date(2026, 11, 19))?, Some(date(2026, 11, 19)));
            let sources = publication_sources(tx, &region(), None, date(2026, 11, 21))?;
            assert_eq!((sources.node("A-1"), sources.node("A-2")), (Some(&first), None), "its day has not come");
            Ok(())
        })
        .unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn items_in_use_say_themselves_whether_they_are_published() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| said_published(tx, &region())), Ok(vec![]));
        let one = item(1, content("A-1", "临时救助", 1));
        seed_item(&t.db, &one);
        let said = t.db.read(|tx| said_published(tx, &region())).unwrap();
        assert_eq!(said.len(), 1);
        assert_eq!((said[0].0.as_str(), said[0].1.as_str()), (one.content.code.as_str(), one.content.name.as_str()));
        assert_eq!(said[0].2, one.content.standing.published);
    });
}
