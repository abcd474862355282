//! Checking a station's registered name and plate (更名“便民服务站”).

use domain::{
    base::DivisionCode,
    people::{Act, Desk},
    stations::{StationRefusal, check_naming},
};
use serde::Serialize;
use store::{
    journal::{self, Entry, Stream},
    stations as rows,
};

use crate::{Bureau, Failure};

/// What was found on the spot.
#[derive(Debug, Clone, Serialize)]
pub struct NamingForm {
    /// Division the station stands in.
    pub code: String,
    /// Version the form was made from.
    pub version: i64,
    /// Registered name.
    pub name: String,
    /// Plate; empty when not looked at.
    pub plate: String,
}

/// Notes what was found; the flags follow from the official name.
pub fn check(bureau: &Bureau, desk: &Desk, form: NamingForm, key: Option<&str>) -> Result<(), Failure<StationRefusal>> {
    let role = bureau.may(desk, Act::StationEdit)?;
    let code = DivisionCode::parse(&form.code).map_err(|_| Failure::NotFound)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "station.check", key, &form);
    bureau
        .db()
        .commit(command, move |tx| {
            let division = rows::division(tx, &region, &code)?.ok_or(Failure::NotFound)?;
            let station = rows::station(tx, &region, &code)?.ok_or(Failure::NotFound)?;
            if station.version != form.version {
                return Err(Failure::Stale);
            }
            let (station, event) = check_naming(station, &division.name, division.level, &form.name, &form.plate)
                .map_err(Failure::Refused)?;
            let head = journal::head(tx, &region, &Stream::stations())?;
            let entry = Entry::new(Stream::stations(), head, "station.naming_checked", &event)
                .with(rows::station_change(&region, &station));
            journal::append(tx, &region, &stamp, entry)?;
            Ok(())
        })
        .map(|_| ())
}
