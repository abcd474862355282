//! The text of events of tables that come from other offices, frozen like every other.

use domain::{
    base::{DivisionCode, ImportId},
    catalogue::ResidencyImported,
    publication::PublicationImported,
    stations::{
        Division, DivisionVersion, DivisionsImported, DivisionsInForce, Level, Moved, StationRegistered,
        StationsImported,
    },
};
use jiff::civil::date;
use store::{
    journal::{Bulk, Entry, Stream},
    publication::{ProvinceExport, province_export_change},
    stations::{
        division_change, division_removal, division_version_change, serves_change, serves_removal, station_change,
    },
};
use testkit::{region, stamp, station};

use super::golden::frozen;

fn bulk(table: &str, rows: u64) -> Bulk {
    Bulk { table: table.into(), id: 7, digest: "d2".into(), rows }
}

#[test]
fn divisions_and_stations_from_a_table() {
    let village = DivisionCode::parse("990101100201").unwrap();
    let other = DivisionCode::parse("990101100202").unwrap();
    let (name, level) = ("双桥社区".to_owned(), Level::Village);
    let version = DivisionVersion {
        code: village,
        valid_from: date(2026, 12, 1),
        valid_to: None,
        name: name.clone(),
        level,
        source: "区划表.xlsx".into(),
    };
    let event = DivisionsImported {
        file_name: "区划表.xlsx".into(),
        file_digest: "66c7".into(),
        from: date(2026, 12, 1),
        complete: true,
        rows: 3,
        added: 0,
        changed: 1,
        removed: 1,
        refused: 0,
        moved: Moved::default(),
    };
    let entry = |event: &DivisionsImported| {
        Entry::new(Stream::stations(), 0, "stations.divisions_imported", event)
            .with(division_version_change(&region(), &version))
    };
    frozen("divisions_imported", &entry(&event));
    let moved = Moved { stations: 1, staff: 2, offers: 3, cases: 4, items: 5 };
    frozen("divisions_imported_moving", &entry(&DivisionsImported { moved, ..event }));
    let event = DivisionsInForce { day: date(2026, 12, 1), opened: 1, closed: 1 };
    let entry = Entry::new(Stream::stations(), 0, "stations.divisions_in_force", &event)
        .with(division_change(&region(), &Division { code: village, name, level }))
        .with(division_removal(&region(), &other));
    frozen("divisions_in_force", &entry);
    let event = StationsImported {
        file_name: "站点名册.xlsx".into(),
        file_digest: "66c7".into(),
        complete: false,
        rows: 1,
        added: 1,
        changed: 0,
        removed: 0,
        refused: 0,
    };
    let row = station("990101100201", "双桥村便民服务站");
    let entry = Entry::new(Stream::stations(), 0, "stations.imported", &event)
        .with(station_change(&region(), &row))
        .with(serves_change(&region(), &village, &village))
        .with(serves_removal(&region(), &other));
    frozen("stations_imported", &entry);
    let event = StationRegistered {
        code: "990101100201".into(),
        name: "双桥村便民服务站".into(),
        open: true,
        taken: vec!["990101100201".into()],
        released: vec![],
    };
    let entry = Entry::new(Stream::stations(), 0, "station.registered", &event).with(station_change(&region(), &row));
    frozen("station_registered", &entry);
}

#[test]
fn the_provinces_export_and_the_residency_list() {
    let head = ProvinceExport {
        import: ImportId::new(7),
        as_of: date(2026, 11, 20),
        file_name: "省级导出.xlsx".into(),
        digest: "66c7".into(),
        entered_at: stamp().entered_at,
    };
    let event = PublicationImported {
        file_name: "省级导出.xlsx".into(),
        file_digest: "66c7".into(),
        as_of: date(2026, 11, 20),
        complete: true,
        rows: 3025,
        published: 2,
        unpublished: 1,
        refused: 0,
    };
    let entry = Entry::new(Stream::publication(), 0, "publication.imported", &event)
        .with(province_export_change(&region(), &head))
        .with_bulk(bulk("province_item", 3025))
        .with_bulk(bulk("item_version", 3));
    frozen("publication_imported", &entry);
    let event = ResidencyImported {
        file_name: "进驻清单.xlsx".into(),
        file_digest: "66c7".into(),
        rows: 3,
        changed: 2,
        resident: 1,
        exempt: 1,
        refused: 0,
    };
    let entry =
        Entry::new(Stream::catalogue(), 0, "catalogue.residency_imported", &event).with_bulk(bulk("item_version", 2));
    frozen("residency_imported", &entry);
}
