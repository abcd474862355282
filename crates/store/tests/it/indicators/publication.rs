//! Whether an item is published: what a snapshot freezes and what an item is now, against the pure rule over both sources.

use domain::{
    base::{ImportId, ItemId, Region, SnapshotId},
    publication::{ExportWord, NodeOutcome, NodeWord, publication_standing},
};
use jiff::civil::{Date, date};
use store::{
    indicators::{basis, freeze, item_facts, item_facts_now},
    journal::Stream,
    publication::{ProvinceExport, acknowledged_change, province_export_change, publication_sources},
};
use testkit::{content, department, item, on_every_engine, region, seed_department, seed_item, stamp};

use crate::common::{put, write};

fn day(n: i8) -> Date {
    date(2026, 11, n)
}

/// What the node may say, and on which day.
fn words() -> Vec<Option<NodeWord>> {
    let word = |outcome, holds, on| Some(NodeWord { outcome, version: 2, holds, on: day(on) });
    let mut out = vec![None];
    for on in [9, 10, 15, 20, 25] {
        out.push(word(NodeOutcome::Accepted, Some(2), on));
        out.push(word(NodeOutcome::Rejected, None, on));
        out.push(word(NodeOutcome::Lost, None, on));
    }
    out
}

#[test]
fn a_snapshot_and_an_item_hear_the_later_word() {
    on_every_engine(|t| {
        let (db, province) = (&t.db, Region::parse("990000").unwrap());
        seed_department(db, &department(1, "县民政局"));
        let mut cases = Vec::new();
        for said in [None, Some(false), Some(true)] {
            for word in words() {
                let id = cases.len() as i64 + 1;
                let mut one = content(&format!("A-{id:03}"), "临时救助", 1);
                one.standing.published = said;
                seed_item(db, &item(id, one));
                cases.push((said, word));
            }
        }
        let before = db.read(|tx| basis(tx, &region())).unwrap();
        let said: Vec<_> = cases
            .iter()
            .enumerate()
            .filter_map(|(n, (_, word))| {
                Some(acknowledged_change(&region(), &province, &format!("A-{:03}", n + 1), word.as_ref()?))
            })
            .collect();
        put(db, &Stream::exchange_out(&province), said);
        assert_ne!(db.read(|tx| basis(tx, &region())).unwrap(), before, "a new word makes a new snapshot");
        for (n, exported) in [None, Some(10), Some(20)].into_iter().enumerate() {
            if let Some(on) = exported {
                let export = ProvinceExport {
                    import: ImportId::new(n as i64),
                    as_of: day(on),
                    file_name: "导出.xlsx".into(),
                    digest: "d".into(),
                    entered_at: stamp().entered_at,
                };
                put(db, &Stream::publication(), vec![province_export_change(&region(), &export)]);
            }
            let id = SnapshotId::new(n as i64 + 1);
            write(db, move |tx| freeze(tx, &region(), id, day(20)).map(|_| ())).unwrap();
            let rows = db.read(|tx| item_facts(tx, &region(), id)).unwrap();
            assert_eq!(rows.len(), cases.len());
            let sources = db.read(|tx| publication_sources(tx, &region(), None, day(20))).unwrap();
            for (row, (said, word)) in rows.iter().zip(&cases) {
                let export = said.map(|published| ExportWord { published, on: exported.map(day) });
                let heard = word.as_ref().filter(|w| w.on <= day(20));
                assert_eq!((sources.export(*said), sources.node(&row.code)), (export, heard));
                let expected = publication_standing(export, heard).published;
                assert_eq!(row.facts.published, expected, "{} {exported:?} {said:?} {word:?}", t.name);
                let now = db.read(|tx| item_facts_now(tx, &region(), ItemId::new(row.key), day(20))).unwrap();
                assert_eq!(now.map(|f| f.facts.published), Some(expected));
            }
        }
    });
}
