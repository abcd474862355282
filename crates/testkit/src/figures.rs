//! A county whose five figures are known: some items, one village with its station.

use domain::{
    base::{DivisionCode, Region},
    catalogue::{CatalogueImported, Item, OnlineDepth},
    indicators::{EvidenceKey, EvidencePart},
    publication::exchange::{HeldRow, MessageKind},
    stations::{Division, Level},
};
use store::{
    Database, StoreError, Tx, catalogue,
    indicators::KeptReport,
    journal::{Entry, Stream, append, bulk, head},
    people,
    publication::held_change,
    stations,
};

use crate::{content, department, item, stamp, station};

/// Items of a county of which the first `lacking` cannot be handled online; in the region of that county.
#[must_use]
pub fn items_of(region: &Region, items: i64, lacking: i64) -> Vec<Item> {
    let one = |n: i64| {
        let mut content = content(&format!("{region}-A{n:05}"), "临时救助", 1);
        content.division = region.as_str().into();
        if n < lacking {
            content.standing.online_depth = Some(OnlineDepth::L1);
        }
        item(1_000 + n, content)
    };
    (0..items).map(one).collect()
}

/// Versions of items, as one import into a county.
///
/// # Panics
/// When the database refuses them.
pub fn seed_items(db: &Database, region: &Region, items: &[Item], import: i64) {
    let (region, items) = (*region, items.to_vec());
    let seeded: Result<i64, StoreError> = db.write(move |tx| {
        for item in &items {
            catalogue::insert_version(tx, &region, item, import, stamp().entered_at)?;
            catalogue::point(tx, &region, item)?;
        }
        let event = CatalogueImported {
            file_name: "试算.xlsx".into(),
            file_digest: String::new(),
            complete: false,
            rows: items.len() as u64,
            added: items.len() as u64,
            changed: 0,
            removed: 0,
            unchanged: 0,
            refused: 0,
        };
        let rows = bulk(tx, &region, "item_version", import)?;
        put(tx, &region, &Stream::catalogue(), |at| {
            Entry::new(Stream::catalogue(), at, "catalogue.imported", &event).with_bulk(rows)
        })
    });
    seeded.expect("the items can be seeded");
}

fn put(tx: &mut Tx<'_>, region: &Region, stream: &Stream, entry: impl FnOnce(i64) -> Entry) -> Result<i64, StoreError> {
    let at = head(tx, region, stream)?;
    append(tx, region, &stamp(), entry(at))
}

/// A department, so many items of which some are not online, a village and its station.
///
/// # Panics
/// When the database refuses them.
pub fn seed_figures(db: &Database, region: &Region, items: i64, lacking: i64) {
    let here = *region;
    let village = DivisionCode::parse(&format!("{region}100201")).expect("a village of the county");
    let seeded: Result<i64, StoreError> = db.write(move |tx| {
        put(tx, &here, &Stream::county(), |at| {
            Entry::new(Stream::county(), at, "department.added", &"县民政局")
                .with(people::department_change(&here, &department(1, "县民政局")))
        })?;
        put(tx, &here, &Stream::stations(), |at| {
            Entry::new(Stream::stations(), at, "stations.seeded", &"双桥村")
                .with(stations::division_change(
                    &here,
                    &Division { code: village, name: "双桥村".into(), level: Level::Village },
                ))
                .with(stations::station_change(&here, &station(village.as_str(), "双桥村便民服务站")))
                .with(stations::serves_change(&here, &village, &village))
        })
    });
    seeded.expect("the places can be seeded");
    seed_items(db, region, &items_of(region, items, lacking), 1);
}

/// SM3 of a text, hexadecimal.
#[must_use]
pub fn digest(text: &str) -> String {
    store::digest(text.as_bytes())
}

/// A county's report, as the message that brings it would be noted.
///
/// # Panics
/// When the database refuses it.
pub fn seed_reports(db: &Database, here: &Region, reports: &[KeptReport]) {
    let (here, reports) = (*here, reports.to_vec());
    let seeded: Result<(), StoreError> = db.write(move |tx| {
        for one in &reports {
            let stream = Stream::exchange_in(&one.county);
            put(tx, &here, &stream.clone(), |at| {
                Entry::new(stream, at, "exchange.received", &one.version)
                    .with(store::indicators::report_change(&here, one))
            })?;
        }
        Ok(())
    });
    seeded.expect("the reports can be seeded");
}

/// The parts of an answer, as the messages that bring them would be noted; `asked` is the number of the question.
///
/// # Panics
/// When the database refuses it.
pub fn seed_evidence(
    db: &Database,
    (here, county): (&Region, &Region),
    key: &EvidenceKey,
    asked: i64,
    parts: &[EvidencePart],
) {
    let (here, county, key, parts) = (*here, *county, *key, parts.to_vec());
    let seeded: Result<i64, StoreError> = db.write(move |tx| {
        let held = parts.iter().enumerate().map(|(n, part)| {
            let row = HeldRow { key: key.part(n + 1), version: asked, digest: String::new(), withdrawn: false };
            let text = serde_json::json!(part).to_string();
            held_change(&here, (&county, MessageKind::Evidence), &row, &[("part".to_owned(), text)].into(), asked)
        });
        let stream = Stream::exchange_in(&county);
        put(tx, &here, &stream.clone(), |at| Entry::new(stream, at, "exchange.received", &asked).with_all(held))
    });
    seeded.expect("the rows can be seeded");
}
