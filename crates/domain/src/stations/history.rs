//! Stations in versions (站点沿革): what a station was on a day, and who was served by it, so that a figure of a past day
//! speaks of that day's stations.
//!
//! A day has one version: a second change of the same day takes the place of the first. What was there before the first
//! version was written holds since ever.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{SINCE_EVER, Station};
use crate::base::DivisionCode;

/// A station as it stood from a day on, until its next version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StationVersion {
    /// First day; [`SINCE_EVER`] where that is not known.
    pub valid_from: Date,
    /// The station.
    pub station: Station,
}

/// Who serves a division from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServesVersion {
    /// The division.
    pub division: DivisionCode,
    /// First day.
    pub valid_from: Date,
    /// The station's division; `None` = none serves it any more.
    pub station: Option<DivisionCode>,
}

/// What is known before a change.
#[derive(Debug, Default)]
pub struct KnownHistory<'a> {
    /// Stations as they stand.
    pub stations: &'a [Station],
    /// Division, and the station that serves it.
    pub serves: &'a [(DivisionCode, DivisionCode)],
    /// Stations and divisions that have versions already.
    pub versioned: &'a [DivisionCode],
    /// Divisions whose serving has versions already.
    pub serving: &'a [DivisionCode],
}

/// The versions that a change of today writes: of what had none before, also the state that held until now.
#[must_use]
pub fn versions_of(
    known: &KnownHistory<'_>,
    stations: &[Station],
    serves: &[(DivisionCode, Option<DivisionCode>)],
    today: Date,
) -> (Vec<StationVersion>, Vec<ServesVersion>) {
    let (mut of_stations, mut of_serves) = (Vec::new(), Vec::new());
    for station in stations {
        if !known.versioned.contains(&station.code)
            && let Some(old) = known.stations.iter().find(|s| s.code == station.code)
        {
            of_stations.push(StationVersion { valid_from: SINCE_EVER, station: old.clone() });
        }
        of_stations.push(StationVersion { valid_from: today, station: station.clone() });
    }
    for (division, station) in serves {
        if !known.serving.contains(division)
            && let Some((_, old)) = known.serves.iter().find(|(d, _)| d == division)
        {
            of_serves.push(ServesVersion { division: *division, valid_from: SINCE_EVER, station: Some(*old) });
        }
        of_serves.push(ServesVersion { division: *division, valid_from: today, station: *station });
    }
    (of_stations, of_serves)
}

/// The stations of a day. What has no version has been as it is for ever.
#[must_use]
pub fn stations_on(today: &[Station], versions: &[StationVersion], day: Date) -> Vec<Station> {
    let mut newest: BTreeMap<DivisionCode, &StationVersion> = BTreeMap::new();
    for version in versions.iter().filter(|v| v.valid_from <= day) {
        let known = newest.entry(version.station.code).or_insert(version);
        if version.valid_from > known.valid_from {
            *known = version;
        }
    }
    let bare = today.iter().filter(|s| versions.iter().all(|v| v.station.code != s.code)).cloned();
    let mut all: Vec<Station> = newest.into_values().map(|v| v.station.clone()).chain(bare).collect();
    all.sort_by_key(|s| s.code);
    all
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn station(at: &str, name: &str) -> Station {
        Station {
            code: DivisionCode::parse(at).unwrap(),
            name: name.into(),
            plate: String::new(),
            address: String::new(),
            phone: String::new(),
            hours: String::new(),
            open: true,
            name_ok: None,
            plate_ok: None,
            name_checked_on: None,
            name_evidence: String::new(),
            plate_checked_on: None,
            plate_evidence: String::new(),
            version: 1,
        }
    }

    #[test]
    fn the_first_change_keeps_what_was_before_it() {
        let (old, other) = (station("990101100201", "便民室"), station("990101100202", "石坝站"));
        let serves = [(old.code, old.code)];
        let today = [old.clone(), other.clone()];
        let known = KnownHistory { stations: &today, serves: &serves, ..KnownHistory::default() };
        let new = Station { name: "便民服务站".into(), ..old.clone() };
        let day = date(2026, 12, 2);
        let (versions, serving) = versions_of(&known, std::slice::from_ref(&new), &[(old.code, None)], day);
        assert_eq!(versions.iter().map(|v| v.valid_from).collect::<Vec<_>>(), [SINCE_EVER, day]);
        assert_eq!(serving.iter().map(|v| v.station).collect::<Vec<_>>(), [Some(old.code), None]);
        let now = [new.clone(), other.clone()];
        let names = |day| stations_on(&now, &versions, day).into_iter().map(|s| s.name).collect::<Vec<_>>();
        assert_eq!(names(date(2026, 12, 1)), ["便民室", "石坝站"]);
        assert_eq!(names(day), ["便民服务站", "石坝站"]);
        let codes = [old.code];
        let known = KnownHistory { stations: &now, versioned: &codes, serving: &codes, ..known };
        let (versions, serving) = versions_of(&known, &[new], &[(codes[0], Some(other.code))], day);
        assert_eq!((versions.len(), serving.len()), (1, 1), "what has versions gets the new one alone");
    }

    #[test]
    fn a_station_of_later_is_not_there_before() {
        let new = station("990101100203", "新站");
        let (versions, _) = versions_of(&KnownHistory::default(), std::slice::from_ref(&new), &[], date(2026, 12, 2));
        assert_eq!(stations_on(std::slice::from_ref(&new), &versions, date(2026, 12, 1)), []);
        assert_eq!(stations_on(std::slice::from_ref(&new), &versions, date(2026, 12, 3)), [new]);
    }
}
