//! The sample county's divisions and stations (样例县区划与站点): 18 townships, 241 villages, some served by
//! a neighbour's station, twelve under an old name or plate.
//!
//! Deliberately not here: changing a station, which has its own use case.

use domain::{
    base::{DivisionCode, ItemId},
    catalogue::Clients,
    people::Desk,
    stations::{
        Datum, Division, DivisionVersion, DivisionsLoaded, Level, Offer, OfferStep, OfferWay, Place, PlaceVersion,
        Station, official_name,
    },
};
use jiff::{ToSpan as _, civil::Date};
use store::{
    StoreError,
    journal::{self, Entry, Stream},
    stations as store_rows,
};

use super::{
    catalogue::Catalogue,
    create::SampleFault,
    rows::{self, TownRow, VillageRow},
    tables::TableFault,
};
use crate::Bureau;

/// Since when the sample county's divisions are as they are, and what says so.
const DIVISIONS_SINCE: Date = Date::constant(2021, 1, 1);
const DIVISIONS_SOURCE: &str = "样例县区划表（2021 年起）";
/// What shows the registered name of every station.
const NAME_PROOF: &str = "青禾县便民服务站点名录";

fn version(division: &Division) -> DivisionVersion {
    DivisionVersion {
        code: division.code,
        valid_from: DIVISIONS_SINCE,
        valid_to: None,
        name: division.name.clone(),
        level: division.level,
        source: DIVISIONS_SOURCE.into(),
    }
}

struct Loaded {
    divisions: Vec<Division>,
    stations: Vec<Station>,
    /// Division, and the division its station stands in.
    serves: Vec<(DivisionCode, DivisionCode)>,
}

/// Writes divisions, stations and who serves whom under one event.
pub(super) fn load(bureau: &Bureau, catalogue: &Catalogue) -> Result<(), SampleFault> {
    let loaded = read(bureau.today())?;
    let offers = offers(&loaded.stations, &near_by(catalogue));
    let event = DivisionsLoaded {
        source: "样例县区划表".into(),
        divisions: loaded.divisions.len() as u64,
        stations: loaded.stations.len() as u64,
    };
    let (region, stamp) = (*bureau.region(), Desk::system("命令行").stamp(bureau.now(), None));
    bureau.db().write(move |tx| -> Result<(), StoreError> {
        let head = journal::head(tx, &region, &Stream::stations())?;
        let entry = Entry::new(Stream::stations(), head, "stations.loaded", &event)
            .with_all(loaded.divisions.iter().map(|d| store_rows::division_change(&region, d)))
            .with_all(loaded.divisions.iter().map(|d| store_rows::division_version_change(&region, &version(d))))
            .with_all(loaded.stations.iter().map(|s| store_rows::station_change(&region, s)))
            .with_all(loaded.serves.iter().map(|(d, s)| store_rows::serves_change(&region, d, s)))
            .with_all(loaded.stations.iter().map(|s| store_rows::place_change(&region, &place(&s.code))))
            .with_all(offers.iter().map(|step| store_rows::offer_change(&region, step)));
        journal::append(tx, &region, &stamp, entry).map(|_| ())
    })?;
    Ok(())
}

/// Where the sample county lies: in the Taklamakan desert, where nobody can be sent to a wrong door. Townships stand in
/// rows 0.1 degrees apart, villages around their centre.
fn place(station: &DivisionCode) -> PlaceVersion {
    const CORNER: (i64, i64) = (82_800_000, 38_800_000);
    let digits = |from: usize| station.as_str().get(from..from + 3).and_then(|d| d.parse::<i64>().ok()).unwrap_or(0);
    let (town, village) = (digits(6), digits(9));
    let aside = |n: i64| if village == 0 { 0 } else { (village * n) % 89 * 1_000 - 44_000 };
    let place = Place {
        datum: Datum::Gcj02,
        longitude: CORNER.0 + town % 5 * 100_000 + aside(37),
        latitude: CORNER.1 + town / 5 % 5 * 100_000 + aside(53),
    };
    PlaceVersion { station: *station, valid_from: DIVISIONS_SINCE, place: Some(place), source: NAME_PROOF.into() }
}

/// Departments whose items for people are handled near home (就业、社会救助、医保…).
const NEAR_BY: [&str; 4] = ["human_resources", "civil_affairs", "medical_insurance", "disabled"];
/// Of these a centre handles so many, and a village hands in so many.
const AT_A_CENTRE: usize = 24;
const AT_A_VILLAGE: usize = 10;

/// The commonest item of each of their matters that people come for, one department after the other in turn.
fn near_by(catalogue: &Catalogue) -> Vec<ItemId> {
    let of = |department: &str| -> Vec<ItemId> {
        let listed = catalogue.items.iter().filter(|l| l.department == department && l.sides.0 <= 1 && l.sides.1 <= 1);
        listed.filter(|l| l.content.clients == Some(Clients::Person)).map(|l| l.id).collect()
    };
    let each = NEAR_BY.map(of);
    let longest = each.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest).flat_map(|n| each.iter().filter_map(move |own| own.get(n).copied())).collect()
}

/// What stations offer: a centre handles what a village hands in.
fn offers(stations: &[Station], items: &[ItemId]) -> Vec<OfferStep> {
    let of = |station: &Station| {
        let (way, many) = match Level::of(&station.code) {
            Some(Level::Village) => (OfferWay::Assisted, AT_A_VILLAGE),
            Some(Level::Town) | None => (OfferWay::Handled, AT_A_CENTRE),
        };
        let code = station.code;
        let offer = move |item: &ItemId| {
            OfferStep::Put(Offer { station: code, item: *item, way, valid_from: DIVISIONS_SINCE, valid_to: None })
        };
        items.iter().take(many).map(offer).collect::<Vec<_>>()
    };
    stations.iter().flat_map(of).collect()
}

/// `opening` is the day on which the county was opened; names and plates were checked in the month before.
fn read(opening: Date) -> Result<Loaded, TableFault> {
    let checked = (opening.saturating_sub(20.days()), opening.saturating_sub(8.days()));
    let (towns, villages) = (rows::towns()?, rows::villages()?);
    let mut out = Loaded { divisions: Vec::new(), stations: Vec::new(), serves: Vec::new() };
    for town in &towns {
        out.divisions.push(Division { code: town.code, name: town.name.into(), level: Level::Town });
        out.stations.push(town_station(town, checked));
        out.serves.push((town.code, town.code));
    }
    for village in &villages {
        let Some(town) = towns.iter().find(|t| village.code.parent() == Some(t.code)) else {
            return Err(village.at.fault("区划代码不在任何一个乡镇下"));
        };
        out.divisions.push(Division { code: village.code, name: village.name.into(), level: Level::Village });
        match village.served_by {
            None => {
                out.stations.push(village_station(village, town, checked));
                out.serves.push((village.code, village.code));
            }
            Some(neighbour) => {
                let open = villages.iter().any(|v| v.code == neighbour && v.served_by.is_none());
                if !open {
                    return Err(village.at.fault("“serves_by”所指的村没有自己的站点"));
                }
                out.serves.push((village.code, neighbour));
            }
        }
    }
    Ok(out)
}

fn town_station(town: &TownRow, checked: (Date, Date)) -> Station {
    let right = town.station == official_name(town.name, Level::Town);
    Station {
        code: town.code,
        name: town.station.into(),
        plate: town.station.into(),
        address: town.address.into(),
        phone: town.phone.into(),
        hours: town.hours.into(),
        open: true,
        name_ok: Some(right),
        plate_ok: Some(right),
        name_checked_on: Some(checked.0),
        name_evidence: NAME_PROOF.into(),
        plate_checked_on: Some(checked.1),
        plate_evidence: format!("照片 {}", town.code),
        version: 1,
    }
}

/// A village station is reached through its township's centre: telephone and hours are the centre's.
fn village_station(village: &VillageRow, town: &TownRow, checked: (Date, Date)) -> Station {
    let official = official_name(village.name, Level::Village);
    Station {
        code: village.code,
        name: village.station.into(),
        plate: village.plate.into(),
        address: format!("青禾县{}{}", town.name, village.name),
        phone: town.phone.into(),
        hours: town.hours.into(),
        open: true,
        name_ok: Some(village.station == official),
        plate_ok: Some(village.plate == official),
        name_checked_on: Some(checked.0),
        name_evidence: NAME_PROOF.into(),
        plate_checked_on: Some(checked.1),
        plate_evidence: format!("照片 {}", village.code),
        version: 1,
    }
}
