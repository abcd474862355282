//! Where stations are (站点坐标), for whoever looks for the nearest: all of them at once, so that the device that asks keeps its
//! own place to itself.

use domain::{
    base::{DivisionCode, Region},
    people::{Act, Desk},
    stations::{Place, PlaceVersion, Station, StationPlaced, place_on},
};
use jiff::civil::Date;
use store::{StoreError, Tx, journal::Change, stations as rows};

use crate::{Bureau, Failure, Never};

/// A station that works, and where it is.
#[derive(Debug, Clone)]
pub struct PlacedStation {
    /// The station.
    pub station: Station,
    /// Longitude in WGS-84, in millionths of a degree.
    pub longitude: i64,
    /// Latitude in WGS-84, in millionths of a degree.
    pub latitude: i64,
}

/// Every station that works and whose place is known.
pub fn placed_stations(bureau: &Bureau, desk: &Desk) -> Result<Vec<PlacedStation>, Failure<Never>> {
    bureau.may(desk, Act::StationView)?;
    let (region, today) = (bureau.region(), bureau.today());
    let (stations, places) = bureau.db().read(|tx| Ok((rows::stations(tx, region)?, rows::places(tx, region)?)))?;
    let of = |station: Station| {
        let (longitude, latitude) = place_on(&places, &station.code, today)?.in_wgs84();
        Some(PlacedStation { station, longitude, latitude })
    };
    Ok(stations.into_iter().filter(|s| s.open).filter_map(of).collect())
}

/// Where a station is today.
pub(super) fn place_today(
    tx: &mut Tx<'_>,
    region: &Region,
    (station, today): (&DivisionCode, Date),
) -> Result<Option<Place>, StoreError> {
    Ok(place_on(&rows::places(tx, region)?, station, today))
}

/// What noting a place writes, and what its event says.
pub(super) fn placed(
    region: &Region,
    (station, today): (DivisionCode, Date),
    (place, source): (Option<Place>, &str),
) -> (Change, StationPlaced) {
    let version = PlaceVersion { station, valid_from: today, place, source: source.to_owned() };
    let event = StationPlaced {
        station: station.to_string(),
        datum: place.map(|p| p.datum.as_str().to_owned()).unwrap_or_default(),
        source: source.to_owned(),
    };
    (rows::place_change(region, &version), event)
}
