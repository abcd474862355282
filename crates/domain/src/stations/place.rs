//! Where a station is (站点坐标): longitude and latitude with the system that they were taken in named, and what they are in
//! the one that a browser tells its own place in.
//!
//! Not here: distances. The visitor's device computes them, so that its place goes nowhere.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::StationRefusal;
use crate::base::{DivisionCode, fold};

/// A system of coordinates. Maps that are published in China are shifted by law (GCJ-02), receivers are not (WGS-84).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Datum {
    /// WGS-84: receivers of GPS and BeiDou as browsers tell it.
    Wgs84,
    /// GCJ-02 (国测局坐标): 高德, 腾讯, 天地图 of some layers.
    Gcj02,
}

impl Datum {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Wgs84, Self::Gcj02];

    /// Word in tables and on pages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wgs84 => "WGS-84",
            Self::Gcj02 => "GCJ-02",
        }
    }

    /// Reads the word, with or without its hyphen.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bare = |t: &str| fold(t).replace(['-', '_'], "").to_ascii_uppercase();
        Self::ALL.into_iter().find(|d| bare(d.as_str()) == bare(text))
    }
}

/// A place, in millionths of a degree (some 0.1 m).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The system.
    pub datum: Datum,
    /// Longitude, east, in millionths of a degree.
    pub longitude: i64,
    /// Latitude, north, in millionths of a degree.
    pub latitude: i64,
}

/// Where a station is from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceVersion {
    /// The station's division.
    pub station: DivisionCode,
    /// First day.
    pub valid_from: Date,
    /// Where; `None` = no longer known.
    pub place: Option<Place>,
    /// Who says so: the registry, the office's form, a phone on the spot.
    pub source: String,
}

/// Event: somebody noted where a station is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationPlaced {
    /// The station's division.
    pub station: String,
    /// The system; empty where the place was taken back.
    pub datum: String,
    /// Who says so.
    pub source: String,
}

/// Millionths in a degree.
const MICRO: i64 = 1_000_000;
/// The country with its islands, in degrees: what lies outside is a slip, as longitude and latitude that changed places.
const LONGITUDES: (i64, i64) = (73, 136);
const LATITUDES: (i64, i64) = (3, 54);

/// Degrees as typed, in millionths; more digits are cut off.
fn degrees(text: &str) -> Option<i64> {
    let text = fold(text).trim_end_matches(['°', '度', 'E', 'N']).to_owned();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: String = part.chars().chain(std::iter::repeat('0')).take(6).collect();
    Some(whole.parse::<i64>().ok()? * MICRO + part.parse::<i64>().ok()?)
}

impl Place {
    /// A place as typed. All three empty is none.
    ///
    /// # Errors
    /// A part is missing, does not read, lies outside the country, or the system is another one.
    pub fn typed(longitude: &str, latitude: &str, datum: &str) -> Result<Option<Self>, StationRefusal> {
        let (longitude, latitude, datum) = (longitude.trim(), latitude.trim(), datum.trim());
        if longitude.is_empty() && latitude.is_empty() {
            return Ok(None);
        }
        let inside = |what: &'static str, text: &str, (least, most): (i64, i64)| {
            let at = degrees(text).filter(|at| (least * MICRO..=most * MICRO).contains(at));
            at.ok_or(StationRefusal::Degrees(what, least, most))
        };
        let longitude = inside("经度", longitude, LONGITUDES)?;
        let latitude = inside("纬度", latitude, LATITUDES)?;
        let datum = Datum::parse(datum).ok_or_else(|| StationRefusal::Datum(datum.to_owned()))?;
        Ok(Some(Self { datum, longitude, latitude }))
    }

    /// Degrees as they are written, six digits after the point.
    #[must_use]
    pub fn written(of: i64) -> String {
        format!("{}.{:06}", of / MICRO, of % MICRO)
    }

    /// The same place in WGS-84, to some metres: longitude and latitude in millionths of a degree.
    #[must_use]
    pub fn in_wgs84(&self) -> (i64, i64) {
        match self.datum {
            Datum::Wgs84 => (self.longitude, self.latitude),
            Datum::Gcj02 => unshifted(self.longitude, self.latitude),
        }
    }
}

/// Takes the shift of GCJ-02 back: the place whose shifted one is the given, found by going back the error five times.
fn unshifted(longitude: i64, latitude: i64) -> (i64, i64) {
    let wanted = (as_degrees(longitude), as_degrees(latitude));
    let mut at = wanted;
    for _ in 0..5 {
        let there = shifted(at);
        at = (at.0 - (there.0 - wanted.0), at.1 - (there.1 - wanted.1));
    }
    (as_micro(at.0), as_micro(at.1))
}

#[expect(clippy::cast_precision_loss, reason = "millionths of 180 degrees have nine digits")]
fn as_degrees(micro: i64) -> f64 {
    micro as f64 / MICRO as f64
}

#[expect(clippy::cast_possible_truncation, reason = "degrees within the country")]
fn as_micro(degrees: f64) -> i64 {
    (degrees * 1e6).round() as i64
}

/// A WGS-84 place shifted to GCJ-02, by the terms that are commonly published (the eviltransform project): the ellipsoid
/// of Krasovsky 1940 and sums of sines. Good to some metres.
fn shifted((longitude, latitude): (f64, f64)) -> (f64, f64) {
    use std::f64::consts::PI;
    const AXIS: f64 = 6_378_245.0;
    const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;
    let (x, y) = (longitude - 105.0, latitude - 35.0);
    let root = x.abs().sqrt();
    let short = (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0;
    let wave = |of: f64, a: f64, b: f64| {
        let near = 20.0 * (of * PI).sin() + 40.0 * (of / 3.0 * PI).sin();
        (near + a * (of / 12.0 * PI).sin() + b * (of / 30.0 * PI).sin()) * 2.0 / 3.0
    };
    let north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + short + wave(y, 160.0, 320.0);
    let east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + short + wave(x, 150.0, 300.0);
    let lat = latitude / 180.0 * PI;
    let magic = 1.0 - ECCENTRICITY * lat.sin() * lat.sin();
    let north = north * 180.0 / (AXIS * (1.0 - ECCENTRICITY) / (magic * magic.sqrt()) * PI);
    let east = east * 180.0 / (AXIS / magic.sqrt() * lat.cos() * PI);
    (longitude + east, latitude + north)
}

/// Where each station is on a day: the newest version that is not after it.
#[must_use]
pub fn place_on(versions: &[PlaceVersion], station: &DivisionCode, day: Date) -> Option<Place> {
    let own = versions.iter().filter(|v| v.station == *station && v.valid_from <= day);
    own.max_by_key(|v| v.valid_from).and_then(|v| v.place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points in both systems as the eviltransform project publishes them: Shanghai, Shenzhen, Beijing.
    const PAIRS: [((f64, f64), (f64, f64)); 3] = [
        ((121.527_210_6, 31.177_427_6), (121.531_541_859_215, 31.175_303_983_645_97)),
        ((113.912_316, 22.543_847), (113.917_176_480_836_3, 22.540_796_131_694_766)),
        ((116.377_817, 39.911_954), (116.384_047_224_556_57, 39.913_345_455_360_69)),
    ];

    #[test]
    fn the_shift_is_the_published_one_and_is_taken_back() {
        for (plain, shift) in PAIRS {
            let found = shifted(plain);
            assert!((found.0 - shift.0).abs() < 1e-6 && (found.1 - shift.1).abs() < 1e-6, "{plain:?}: {found:?}");
            let (longitude, latitude) = (as_micro(shift.0), as_micro(shift.1));
            let back = Place { datum: Datum::Gcj02, longitude, latitude }.in_wgs84();
            assert!((back.0 - as_micro(plain.0)).abs() <= 2 && (back.1 - as_micro(plain.1)).abs() <= 2, "{back:?}");
        }
    }

    #[test]
    fn a_place_is_typed_whole_or_not_at_all() {
        let place = |longitude, latitude| Ok(Some(Place { datum: Datum::Wgs84, longitude, latitude }));
        for (typed, expected) in [
            (("", " ", ""), Ok(None)),
            (("", "", "WGS-84"), Ok(None)),
            (("104.5", "30.25", "wgs84"), place(104_500_000, 30_250_000)),
            (("104.1234567°", "３０.000001", "WGS-84"), place(104_123_456, 30_000_001)),
            (("30.25", "104.5", "WGS-84"), Err(StationRefusal::Degrees("经度", 73, 136))),
            (("104.5", "", "WGS-84"), Err(StationRefusal::Degrees("纬度", 3, 54))),
            (("104.5", "三十", "WGS-84"), Err(StationRefusal::Degrees("纬度", 3, 54))),
            (("104.5", "30.2", ""), Err(StationRefusal::Datum(String::new()))),
            (("104.5", "30.2", "BD-09"), Err(StationRefusal::Datum("BD-09".into()))),
        ] {
            assert_eq!(Place::typed(typed.0, typed.1, typed.2), expected, "{typed:?}");
        }
        assert_eq!(Place::written(104_000_001), "104.000001");
        assert_eq!(degrees(&Place::written(73_120_000)), Some(73_120_000));
    }

    #[test]
    fn a_past_day_has_the_place_of_that_day() {
        use jiff::civil::date;
        let code = DivisionCode::parse("990101100201").unwrap();
        let place = |longitude| Place { datum: Datum::Wgs84, longitude, latitude: 30_000_000 };
        let version = |day, place| PlaceVersion { station: code, valid_from: day, place, source: "名册".into() };
        let versions = [
            version(date(2026, 3, 1), Some(place(104_000_000))),
            version(date(2026, 9, 1), None),
            version(date(2026, 6, 1), Some(place(105_000_000))),
        ];
        let on = |month| place_on(&versions, &code, date(2026, month, 2)).map(|p| p.longitude);
        assert_eq!((on(2), on(4), on(7), on(10)), (None, Some(104_000_000), Some(105_000_000), None));
    }
}
