//! The province's export: frozen rows that one event vouches for.

mod acknowledged;
pub(crate) mod exchange;
mod feed;
mod policy;

use std::collections::BTreeMap;

use domain::{
    base::ImportId,
    publication::{ProvinceItem, ProvinceState},
};
use jiff::civil::{Date, date};
use store::{
    Database, StoreError,
    journal::{Entry, Stream, append, bulk, head, verify},
    publication::{ProvinceExport, insert_province_item, latest_export, province_export_change, province_items},
};
use testkit::{on_every_engine, region, stamp};

use crate::common::write;

fn export(id: i64, as_of: Date) -> ProvinceExport {
    ProvinceExport {
        import: ImportId::new(id),
        as_of,
        file_name: "省级事项导出.xlsx".into(),
        digest: "66c7".into(),
        entered_at: stamp().entered_at,
    }
}

fn item(code: &str, state: ProvinceState) -> ProvinceItem {
    ProvinceItem {
        code: code.into(),
        name: "临时救助".into(),
        department: "民政局".into(),
        state,
        version_text: "3，2026-01-05".into(),
        raw: BTreeMap::from([("备注".to_owned(), "“引号”".to_owned())]),
    }
}

fn take(db: &Database, export: &ProvinceExport, items: &[ProvinceItem]) {
    let (export, items) = (export.clone(), items.to_vec());
    let taken: Result<i64, StoreError> = db.write(move |tx| {
        for item in &items {
            insert_province_item(tx, &region(), export.import, item)?;
        }
        let stream = Stream::publication();
        let entry = Entry::new(stream.clone(), head(tx, &region(), &stream)?, "publication.imported", &"试")
            .with(province_export_change(&region(), &export))
            .with_bulk(bulk(tx, &region(), "province_item", export.import.get())?);
        append(tx, &region(), &stamp(), entry)
    });
    taken.unwrap();
}

#[test]
fn the_latest_export_is_that_of_the_latest_day() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| latest_export(tx, &region())), Ok(None));
        let all: Vec<ProvinceItem> =
            ProvinceState::ALL.iter().enumerate().map(|(n, s)| item(&format!("A-{n}"), *s)).collect();
        take(&t.db, &export(1, date(2026, 11, 20)), &all);
        take(&t.db, &export(2, date(2026, 10, 31)), &all[..1]);
        assert_eq!(t.db.read(|tx| latest_export(tx, &region())), Ok(Some(export(1, date(2026, 11, 20)))));
        assert_eq!(t.db.read(|tx| province_items(tx, &region(), ImportId::new(1))), Ok(all));
        take(&t.db, &export(3, date(2026, 11, 20)), &[]);
        assert_eq!(t.db.read(|tx| latest_export(tx, &region())).unwrap().unwrap().import, ImportId::new(3));
        let earlier = export(4, date(2026, 11, 20)).entered_at - jiff::SignedDuration::from_hours(1);
        take(&t.db, &ProvinceExport { entered_at: earlier, ..export(4, date(2026, 11, 20)) }, &[]);
        let latest = t.db.read(|tx| latest_export(tx, &region())).unwrap().unwrap();
        assert_eq!(latest.import, ImportId::new(3), "the one taken last, whichever was laid aside last");
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_row_changed_past_the_program_is_found() {
    on_every_engine(|t| {
        take(&t.db, &export(1, date(2026, 11, 20)), &[item("A-1", ProvinceState::Draft)]);
        write(&t.db, |tx| tx.run("UPDATE province_item SET state = 'published'", &[])).unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings.len(), 1);
        write(&t.db, |tx| {
            tx.run("UPDATE province_item SET state = 'draft'", &[])?;
            insert_province_item(tx, &region(), ImportId::new(9), &item("B-1", ProvinceState::Draft))
        })
        .unwrap();
        let found = t.db.read(|tx| verify(tx, &region())).unwrap().findings;
        assert_eq!(found.len(), 1, "rows of no export: {found:?}");
    });
}
