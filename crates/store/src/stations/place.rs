//! Where stations are (站点坐标), in versions.

use domain::{
    base::Region,
    stations::{Datum, Place, PlaceVersion},
};

use super::station::code;
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

fn version(r: &Row) -> Result<PlaceVersion, StoreError> {
    let corrupt = |why: &str| StoreError::corrupt("station_place", why);
    let place = match (r.opt_text("datum")?, r.opt_int("longitude")?, r.opt_int("latitude")?) {
        (Some(datum), Some(longitude), Some(latitude)) => {
            let datum = Datum::parse(&datum).ok_or_else(|| corrupt("不认识的坐标系"))?;
            Some(Place { datum, longitude, latitude })
        }
        (None, None, None) => None,
        (_, _, _) => return Err(corrupt("坐标不齐")),
    };
    Ok(PlaceVersion {
        station: code(r, "station_code")?,
        valid_from: r.date("valid_from")?,
        place,
        source: r.text("source")?,
    })
}

/// All versions, by station and first day.
pub fn places(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<PlaceVersion>, StoreError> {
    tx.rows(
        "SELECT station_code, valid_from, datum, longitude, latitude, source FROM station_place WHERE region = $1 \
         ORDER BY station_code, valid_from",
        vals![region],
    )?
    .iter()
    .map(version)
    .collect()
}

/// The after-image of a version.
pub fn place_change(region: &Region, v: &PlaceVersion) -> Change {
    Change::put(
        "station_place",
        vec![
            ("region", Val::from(region)),
            ("station_code", Val::from(&v.station)),
            ("valid_from", Val::from(v.valid_from)),
            ("datum", Val::from(v.place.map(|p| p.datum.as_str().to_owned()))),
            ("longitude", Val::from(v.place.map(|p| p.longitude))),
            ("latitude", Val::from(v.place.map(|p| p.latitude))),
            ("source", Val::from(&v.source)),
        ],
    )
}
