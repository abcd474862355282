//! What a registry of stations changes.

use jiff::civil::date;

use super::*;
use crate::{
    base::ItemId,
    stations::{Datum, KnownItem, Level, Offer, OfferWay},
};

fn code(text: &str) -> DivisionCode {
    DivisionCode::parse(text).unwrap()
}

const TOWN: &str = "990101100000";
const JOINT: &str = "990101100201";
const SERVED: &str = "990101100202";
const BARE: &str = "990101100203";

fn known() -> KnownDivisions {
    let divisions = [(TOWN, "云溪镇"), (JOINT, "双桥村"), (SERVED, "石桥村"), (BARE, "新村")];
    let today = divisions.map(|(at, name)| Division {
        code: code(at),
        name: name.into(),
        level: Level::of(&code(at)).unwrap(),
    });
    let station = |at: &str, name: &str| Station {
        name: name.into(),
        name_ok: Some(name.contains("便民服务")),
        version: 2,
        ..empty(code(at))
    };
    KnownDivisions {
        today: today.to_vec(),
        stations: vec![station(TOWN, "云溪镇便民服务中心"), station(JOINT, "双桥村党群服务中心便民室")],
        serves: vec![(code(TOWN), code(TOWN)), (code(JOINT), code(JOINT)), (code(SERVED), code(JOINT))],
        ..KnownDivisions::default()
    }
}

fn row(number: u32, cells: &[(&str, &str)]) -> TableRow {
    let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    TableRow { number, cells, ..TableRow::default() }
}

fn offers() -> KnownOffers {
    let item = |id: i64, name: &str| KnownItem { id: ItemId::new(id), code: format!("A{id}"), name: name.into() };
    let held = Offer {
        station: code(JOINT),
        item: ItemId::new(1),
        way: OfferWay::Assisted,
        valid_from: date(2026, 1, 5),
        valid_to: None,
    };
    KnownOffers { items: vec![item(1, "社会保险登记"), item(2, "高龄津贴申领")], offers: vec![held] }
}

fn places() -> Vec<PlaceVersion> {
    let place = Place { datum: Datum::Gcj02, longitude: 104_500_000, latitude: 30_500_000 };
    vec![PlaceVersion {
        station: code(JOINT), valid_from: date(2026, 1, 5), place: Some(place), source: "名册".into()
    }]
}

fn plan(rows: &[TableRow], complete: bool) -> StationPlan {
    plan_stations(
        (&known(), &offers()),
        rows,
        &StationsAsked { today: date(2026, 11, 20), complete, places: &places() },
    )
}

#[test]
fn a_second_load_changes_nothing() {
    let rows = [
        row(2, &[("code", TOWN), ("name", "云溪镇便民服务中心")]),
        row(3, &[("code", JOINT), ("name", "双桥村党群服务中心便民室"), ("serves", "石桥村")]),
    ];
    let plan = plan(&rows, true);
    assert!(plan.told.is_idle(), "{plan:?}");
    assert_eq!((plan.told.unchanged, plan.stations.len(), plan.taken.len()), (2, 0, 0));
}

#[test]
fn what_is_offered_comes_in_two_columns() {
    let name = ("name", "双桥村党群服务中心便民室");
    let with = |handled: &str, assisted: &str| {
        plan(&[row(2, &[("code", JOINT), name, ("handled", handled), ("assisted", assisted)])], false)
    };
    let changed = with("高龄津贴申领", "");
    assert_eq!(changed.offers.len(), 1, "what the other column says nothing of stays");
    let line = &changed.told.changed[0];
    assert_eq!(line.changes[0].before, "帮办代办 1 项：社会保险登记");
    assert_eq!(line.changes[0].after, "直接办理 1 项：高龄津贴申领；帮办代办 1 项：社会保险登记");
    assert!(changed.stations.is_empty(), "the station itself is as it was");
    assert!(with("", "A1").told.is_idle());
    assert_eq!(with("", "无").offers.len(), 1);
    let refused = with("出国", "");
    assert_eq!(refused.told.refused[0].why, ["“出国”不是在用的事项，请照事项库里的名称或编码填写"]);
    assert!(refused.offers.is_empty());
}

#[test]
fn coordinates_come_with_their_system() {
    let name = ("name", "双桥村党群服务中心便民室");
    let with = |longitude: &str, latitude: &str, datum: &str| {
        let cells = [("code", JOINT), name, ("longitude", longitude), ("latitude", latitude), ("datum", datum)];
        plan(&[row(2, &cells)], false)
    };
    assert!(with("104.5", "30.5", "GCJ-02").told.is_idle());
    assert!(with("", "", "").told.is_idle(), "an empty cell leaves the place as it is");
    let moved = with("104.5", "30.5", "WGS-84");
    let change = &moved.told.changed[0].changes[0];
    assert_eq!(change.before, "104.500000, 30.500000（GCJ-02）");
    assert_eq!((moved.places.len(), moved.places[0].1.datum), (1, Datum::Wgs84));
    let why = &with("104.5", "30.5", "").told.refused[0].why[0];
    assert!(why.contains("WGS-84 或 GCJ-02"), "{why}");
    assert_eq!(
        with("30.5", "104.5", "WGS-84").told.refused[0].why,
        ["经度请写成度，在 73 到 136 之间，例如 104.123456"]
    );
}

#[test]
fn flags_carry_day_and_proof() {
    let cells = [
        ("code", JOINT),
        ("name", "双桥村便民服务站"),
        ("plate", "为民服务代办点"),
        ("name_checked_on", "2026.11.18"),
        ("name_evidence", "民政名录第 7 页"),
        ("plate_checked_on", "20261119"),
        ("plate_evidence", "照片 12"),
    ];
    let plan = plan(&[row(2, &cells)], false);
    let station = &plan.stations[0];
    assert_eq!((station.name_ok, station.plate_ok, station.version), (Some(true), Some(false), 3));
    assert_eq!(station.name_checked_on, Some(date(2026, 11, 18)));
    assert_eq!(station.plate_evidence, "照片 12");
    let fields: Vec<_> = plan.told.changed[0].changes.iter().map(|c| c.field).collect();
    assert_eq!(
        fields,
        ["站点名称", "门牌名称", "名称核对", "门牌核对", "名称核对日期", "名称佐证", "门牌核对日期", "门牌佐证"]
    );
    assert_eq!(plan.told.not_in_file.len(), 1);
}

#[test]
fn a_division_changes_hands_and_one_is_left_without() {
    let rows =
        [row(2, &[("code", SERVED), ("name", "石桥村便民服务站")]), row(3, &[("code", TOWN), ("serves", "新村")])];
    let plan = plan(&rows, false);
    assert_eq!(plan.taken, [(code(SERVED), code(SERVED)), (code(BARE), code(TOWN))]);
    assert!(plan.released.is_empty());
    assert!(plan.told.notes.contains(&"有在用站点的区划：现在 3/4，收下后 4/4".to_owned()), "{:?}", plan.told.notes);
    let rows = [row(2, &[("code", JOINT), ("serves", "新村")])];
    let plan = self::plan(&rows, false);
    assert_eq!(plan.released, [code(SERVED)]);
    assert!(plan.told.notes.contains(&"这些村（社区）不再有站点服务：石桥村".to_owned()));
    assert_eq!(plan.told.changed[0].changes[0].after, "双桥村、新村");
    assert!(plan.stations.is_empty(), "the station itself is as it was");
}

#[test]
fn what_two_rows_claim_the_second_does_not_get() {
    let rows = [
        row(2, &[("code", JOINT), ("serves", "石桥村、新村")]),
        row(3, &[("code", TOWN), ("serves", "新村")]),
        row(4, &[("code", JOINT), ("name", "双桥村便民服务站")]),
        row(5, &[("code", "990101100299"), ("name", "无")]),
        row(6, &[("code", BARE)]),
        row(7, &[("code", SERVED), ("name", "站"), ("name_checked_on", "2026-12-01")]),
        row(8, &[("code", BARE), ("name", "站"), ("plate_evidence", "照片")]),
        row(9, &[("code", BARE), ("name", "站"), ("open", "也许")]),
    ];
    let plan = plan(&rows, true);
    let refused: Vec<_> = plan.told.refused.iter().map(|r| (r.row, r.why[0].as_str())).collect();
    assert_eq!(
        refused,
        [
            (3, "新村已由第 2 行的站点服务，请只写在一处"),
            (4, "区划代码与第 2 行重复，请保留一行"),
            (5, "区划代码 990101100299 不在区划表里，请核对，或先导入区划表"),
            (6, "请填写站点登记名称"),
            (7, "名称核对日期还没有到，请写实际核对的那天"),
            (8, "写了牌子的核对日期或佐证，请把牌子上的字也填上"),
            (9, "是否启用“也许”不认识，请写是或否"),
        ]
    );
    assert!(plan.told.removed.is_empty(), "where a row is refused nothing is closed");
}

#[test]
fn a_complete_table_closes_what_it_leaves_out() {
    let plan = plan(&[row(2, &[("code", TOWN), ("name", "云溪镇便民服务中心")])], true);
    assert_eq!(plan.told.removed.len(), 1);
    assert_eq!((plan.stations.len(), plan.stations[0].open), (1, false));
    assert_eq!(plan.told.notes, ["有在用站点的区划：现在 3/4，收下后 1/4"]);
}

#[test]
fn a_closed_station_leaves_its_village_to_the_one_that_serves_it() {
    let closed = row(2, &[("code", SERVED), ("name", "石桥村便民服务站"), ("open", "否")]);
    let plan = plan(std::slice::from_ref(&closed), false);
    assert_eq!((plan.told.added.len(), plan.taken.len(), plan.released.len()), (1, 0, 0), "{plan:?}");
    let rows = [row(3, &[("code", JOINT), ("serves", "石桥村、新村")]), closed];
    let plan = self::plan(&rows, false);
    assert!(plan.told.refused.is_empty(), "{:?}", plan.told.refused);
    assert_eq!(plan.taken, [(code(BARE), code(JOINT))]);
}
