//! Divisions, stations, who is served, how naming stands.

mod work;

use domain::{
    base::DivisionCode,
    stations::{Division, DivisionVersion, Level, Station},
};
use jiff::civil::date;
use store::{
    Database,
    journal::{Stream, verify},
    stations::{
        StationFilter, StationRow, division, division_change, division_removal, division_version_change,
        division_versions, divisions, known_divisions, naming_counts, serves, serves_change, serves_removal, station,
        station_change, station_rows, stations as all_stations,
    },
};
use testkit::{on_every_engine, region, station as a_station};

use crate::common::put;

fn code(text: &str) -> DivisionCode {
    DivisionCode::parse(text).unwrap()
}

const TOWN: &str = "990101100000";
const JOINT: &str = "990101100201";
const SERVED: &str = "990101100202";
const NONE: &str = "990101100203";

fn stations() -> [Station; 2] {
    [
        Station {
            plate: "城关镇为民服务中心".into(),
            address: "人民路1号".into(),
            phone: "0999-1234567".into(),
            hours: "9:00-17:00".into(),
            name_ok: Some(true),
            plate_ok: Some(false),
            name_checked_on: Some(date(2026, 11, 18)),
            name_evidence: "县编办发〔2026〕7号".into(),
            plate_checked_on: Some(date(2026, 11, 19)),
            plate_evidence: "照片 12".into(),
            ..a_station(TOWN, "城关镇便民服务中心")
        },
        Station { open: false, name_ok: Some(true), ..a_station(JOINT, "双桥村便民服务站") },
    ]
}

fn load(db: &Database) {
    let mut changes = Vec::new();
    for (at, name, level) in [
        (TOWN, "城关镇", Level::Town),
        (JOINT, "双桥村", Level::Village),
        (SERVED, "石坝村", Level::Village),
        (NONE, "新建村", Level::Village),
    ] {
        changes.push(division_change(&region(), &Division { code: code(at), name: name.into(), level }));
    }
    changes.extend(stations().iter().map(|s| station_change(&region(), s)));
    for (served, by) in [(TOWN, TOWN), (JOINT, JOINT), (SERVED, JOINT)] {
        changes.push(serves_change(&region(), &code(served), &code(by)));
    }
    put(db, &Stream::stations(), changes);
}

#[test]
fn divisions_and_stations_read_back() {
    on_every_engine(|t| {
        load(&t.db);
        let town = Division { code: code(TOWN), name: "城关镇".into(), level: Level::Town };
        assert_eq!(t.db.read(|tx| division(tx, &region(), &code(TOWN))), Ok(Some(town)));
        assert_eq!(t.db.read(|tx| division(tx, &region(), &code("990101999000"))), Ok(None));
        for one in stations() {
            assert_eq!(t.db.read(|tx| station(tx, &region(), &one.code)), Ok(Some(one)));
        }
        assert_eq!(t.db.read(|tx| station(tx, &region(), &code(NONE))), Ok(None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn the_list_shows_each_division_with_the_station_that_serves_it() {
    on_every_engine(|t| {
        load(&t.db);
        let list = |after: &str, limit, filter| {
            let after = after.to_owned();
            t.db.read(|tx| station_rows(tx, &region(), &after, limit, filter)).unwrap()
        };
        let codes = |rows: &[StationRow]| rows.iter().map(|r| r.division_code.clone()).collect::<Vec<_>>();
        let all = list("", 10, StationFilter::All);
        assert_eq!(codes(&all), [TOWN, JOINT, SERVED, NONE]);
        assert_eq!(all[0].plate.as_deref(), Some("城关镇为民服务中心"));
        assert_eq!((all[0].address.as_deref(), all[0].hours.as_deref()), (Some("人民路1号"), Some("9:00-17:00")));
        assert_eq!((all[0].level, all[0].phone.as_deref()), (Level::Town, Some("0999-1234567")));
        assert_eq!(all[0].division_name, "城关镇");
        assert_eq!((all[1].open, all[1].name_ok, all[1].plate_ok), (Some(false), Some(true), None));
        assert_eq!(all[2].station_code.as_deref(), Some(JOINT), "a joint station");
        assert_eq!(all[2].station_name.as_deref(), Some("双桥村便民服务站"));
        assert_eq!((&all[3].station_code, all[3].open, all[3].name_ok), (&None, None, None));
        assert_eq!((all[0].name_checked_on, all[1].name_checked_on), (Some(date(2026, 11, 18)), None));
        assert_eq!((all[0].name_evidence.as_deref(), &all[1].name_evidence), (Some("县编办发〔2026〕7号"), &None));
        assert_eq!(
            (all[0].plate_checked_on, all[0].plate_evidence.as_deref()),
            (Some(date(2026, 11, 19)), Some("照片 12"))
        );
        assert_eq!(codes(&list(TOWN, 2, StationFilter::All)), [JOINT, SERVED], "the next page");
        for (filter, expected) in [
            (StationFilter::Renaming, vec![TOWN]),
            (StationFilter::OldName, vec![]),
            (StationFilter::OldPlate, vec![TOWN]),
            (StationFilter::Unchecked, vec![JOINT]),
            (StationFilter::Closed, vec![JOINT, SERVED]),
            (StationFilter::Joint, vec![SERVED]),
            (StationFilter::Without, vec![NONE]),
        ] {
            assert_eq!(codes(&list("", 10, filter)), expected, "{filter:?}");
        }
    });
}

#[test]
fn naming_is_counted_as_old_unknown_and_all() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| naming_counts(tx, &region())), Ok((0, 0, 0)));
        let mut no = 100;
        let mut changes = Vec::new();
        for name_ok in [None, Some(false), Some(true)] {
            for plate_ok in [None, Some(false), Some(true)] {
                no += 1;
                let one = Station { name_ok, plate_ok, ..a_station(&format!("990101{no}000"), "站") };
                changes.push(station_change(&region(), &one));
            }
        }
        put(&t.db, &Stream::stations(), changes);
        // Old: one of the two is false (5 of 9). Unknown: none false, one unknown (3 of 9).
        assert_eq!(t.db.read(|tx| naming_counts(tx, &region())), Ok((9, 5, 3)));
    });
}

#[test]
fn versions_of_divisions_read_back_and_rows_can_go() {
    on_every_engine(|t| {
        load(&t.db);
        let version = |at: &str, from, to| DivisionVersion {
            code: code(at),
            valid_from: from,
            valid_to: to,
            name: "双桥村".into(),
            level: Level::Village,
            source: "统计局 2026".into(),
        };
        let two = [version(JOINT, date(1, 1, 1), Some(date(2026, 12, 1))), version(JOINT, date(2026, 12, 1), None)];
        let changes = two.iter().map(|v| division_version_change(&region(), v)).collect();
        put(&t.db, &Stream::stations(), changes);
        assert_eq!(t.db.read(|tx| division_versions(tx, &region())).unwrap(), two);
        let known = t.db.read(|tx| known_divisions(tx, &region())).unwrap();
        assert_eq!((known.today.len(), known.versions.len(), known.stations.len()), (4, 2, 2));
        assert_eq!(known.stations, t.db.read(|tx| all_stations(tx, &region())).unwrap());
        assert_eq!(known.serves, [(code(TOWN), code(TOWN)), (code(JOINT), code(JOINT)), (code(SERVED), code(JOINT))]);
        let gone = vec![division_removal(&region(), &code(NONE)), serves_removal(&region(), &code(SERVED))];
        put(&t.db, &Stream::stations(), gone);
        assert_eq!(t.db.read(|tx| divisions(tx, &region())).unwrap().len(), 3);
        assert_eq!(t.db.read(|tx| serves(tx, &region())).unwrap().len(), 2);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}
