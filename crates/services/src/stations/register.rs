//! Entering and changing a station by hand (登记、修改站点).

use domain::{
    base::DivisionCode,
    people::{Act, Desk},
    stations::{
        KnownDivisions, Place, Registered, Station, StationForm, StationRefusal, StationRegistered, register,
        served_by_words,
    },
};
use serde::Serialize;
use store::{
    journal::{self, Entry, Stream},
    stations as rows,
};

use super::place::{place_today, placed};
use crate::{Bureau, Failure};

#[derive(Serialize)]
struct Sent<'a> {
    version: i64,
    form: &'a StationForm,
}

/// Enters a new station.
pub fn add(bureau: &Bureau, desk: &Desk, form: &StationForm, key: Option<&str>) -> Result<(), Failure<StationRefusal>> {
    save(bureau, desk, None, form, key)
}

/// Changes a station that was read as `version`.
pub fn change(
    bureau: &Bureau,
    desk: &Desk,
    version: i64,
    form: &StationForm,
    key: Option<&str>,
) -> Result<(), Failure<StationRefusal>> {
    save(bureau, desk, Some(version), form, key)
}

fn save(
    bureau: &Bureau,
    desk: &Desk,
    version: Option<i64>,
    form: &StationForm,
    key: Option<&str>,
) -> Result<(), Failure<StationRefusal>> {
    let role = bureau.may(desk, Act::StationEdit)?;
    let (region, stamp, today) = (*bureau.region(), desk.stamp(bureau.now(), role), bureau.today());
    let act = if version.is_some() { "station.change" } else { "station.add" };
    let command = bureau.command(desk, act, key, &Sent { version: version.unwrap_or(0), form });
    let form = form.clone();
    bureau
        .db()
        .commit(command, move |tx| {
            let known = rows::known_divisions(tx, &region)?;
            let old = match version {
                None => None,
                Some(seen) => {
                    let found = known.stations.iter().find(|s| is(s, &form.code)).ok_or(Failure::NotFound)?;
                    if found.version != seen {
                        return Err(Failure::Stale);
                    }
                    Some(found)
                }
            };
            let place = Place::typed(&form.longitude, &form.latitude, &form.datum).map_err(Failure::Refused)?;
            let held = match old {
                Some(station) => place_today(tx, &region, (&station.code, today))?,
                None => None,
            };
            let (made, event) = match (register(&known, old, &form), old) {
                (Err(StationRefusal::Unchanged), Some(station)) if place != held => moved(station),
                (made, _) => made.map_err(Failure::Refused)?,
            };
            let code = made.station.code;
            let serving: Vec<_> = made.taken.iter().map(|d| (*d, Some(code))).collect();
            let serving = [serving, made.released.iter().map(|d| (*d, None)).collect()].concat();
            let history = rows::history_changes(tx, &region, std::slice::from_ref(&made.station), &serving, today)?;
            let head = journal::head(tx, &region, &Stream::stations())?;
            let entry = Entry::new(Stream::stations(), head, "station.registered", &event)
                .with(rows::station_change(&region, &made.station))
                .with_all(made.taken.iter().map(|division| rows::serves_change(&region, division, &code)))
                .with_all(made.released.iter().map(|division| rows::serves_removal(&region, division)))
                .with_all(history);
            journal::append(tx, &region, &stamp, entry)?;
            if place != held {
                let (change, event) = placed(&region, (code, today), (place, "站点名册"));
                let head = journal::head(tx, &region, &Stream::stations())?;
                let entry = Entry::new(Stream::stations(), head, "station.placed", &event).with(change);
                journal::append(tx, &region, &stamp, entry)?;
            }
            Ok(())
        })
        .map(|_| ())
}

/// A station of which nothing but its place changes.
fn moved(station: &Station) -> (Registered, StationRegistered) {
    let event = StationRegistered {
        code: station.code.to_string(),
        name: station.name.clone(),
        open: station.open,
        taken: Vec::new(),
        released: Vec::new(),
    };
    let station = Station { version: station.version + 1, ..station.clone() };
    (Registered { station, taken: Vec::new(), released: Vec::new() }, event)
}

fn is(station: &Station, code: &str) -> bool {
    DivisionCode::parse(code).is_ok_and(|c| c == station.code)
}

/// What the form of a station is filled with, and the version it was read at.
pub fn form(bureau: &Bureau, desk: &Desk, code: &str) -> Result<(StationForm, i64), Failure<StationRefusal>> {
    bureau.may(desk, Act::StationEdit)?;
    let (known, places): (KnownDivisions, _) =
        bureau.db().read(|tx| Ok((rows::known_divisions(tx, bureau.region())?, rows::places(tx, bureau.region())?)))?;
    let station = known.stations.iter().find(|s| is(s, code)).ok_or(Failure::NotFound)?;
    let place = domain::stations::place_on(&places, &station.code, bureau.today());
    let degrees = |of: fn(&Place) -> i64| place.as_ref().map(|p| Place::written(of(p))).unwrap_or_default();
    let form = StationForm {
        longitude: degrees(|p| p.longitude),
        latitude: degrees(|p| p.latitude),
        datum: place.map(|p| p.datum.as_str().to_owned()).unwrap_or_default(),
        code: station.code.to_string(),
        name: station.name.clone(),
        plate: station.plate.clone(),
        address: station.address.clone(),
        phone: station.phone.clone(),
        hours: station.hours.clone(),
        open: station.open,
        serves: served_by_words(&known, &station.code),
    };
    Ok((form, station.version))
}
