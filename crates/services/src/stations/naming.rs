//! Checking a station's registered name and plate (更名“便民服务站”).

use domain::{
    base::DivisionCode,
    people::{Act, Desk},
    stations::{NamingFound, StationRefusal, check_naming},
};
use serde::Serialize;
use store::{
    journal::{self, Entry, Stream},
    stations as rows,
};

use crate::{Bureau, Failure};

/// What was found on the spot.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NamingForm {
    /// Division the station stands in.
    pub code: String,
    /// Version the form was made from.
    pub version: i64,
    /// Registered name.
    pub name: String,
    /// Plate; empty when not looked at.
    pub plate: String,
    /// Day on which the name was checked, as typed; empty = today.
    pub name_checked_on: String,
    /// What shows it.
    pub name_evidence: String,
    /// Day on which the plate was looked at, as typed; empty = today.
    pub plate_checked_on: String,
    /// What shows it.
    pub plate_evidence: String,
}

/// Notes what was found; the flags follow from the official name.
pub fn check(bureau: &Bureau, desk: &Desk, form: NamingForm, key: Option<&str>) -> Result<(), Failure<StationRefusal>> {
    let role = bureau.may(desk, Act::StationEdit)?;
    let code = DivisionCode::parse(&form.code).map_err(|_| Failure::NotFound)?;
    let (region, stamp, today) = (*bureau.region(), desk.stamp(bureau.now(), role), bureau.today());
    let command = bureau.command(desk, "station.check", key, &form);
    bureau
        .db()
        .commit(command, move |tx| {
            let station = rows::station(tx, &region, &code)?.ok_or(Failure::NotFound)?;
            if station.version != form.version {
                return Err(Failure::Stale);
            }
            // Without a division there is no official name to hold it against.
            let gone = || Failure::Refused(StationRefusal::DivisionUnknown(format!("区划代码 {code} ")));
            let division = rows::division(tx, &region, &code)?.ok_or_else(gone)?;
            let found = NamingFound {
                name: &form.name,
                plate: &form.plate,
                name_checked_on: &form.name_checked_on,
                name_evidence: &form.name_evidence,
                plate_checked_on: &form.plate_checked_on,
                plate_evidence: &form.plate_evidence,
            };
            let (station, event) = check_naming(station, &division, &found, today).map_err(Failure::Refused)?;
            let history = rows::history_changes(tx, &region, std::slice::from_ref(&station), &[], today)?;
            let head = journal::head(tx, &region, &Stream::stations())?;
            let entry = Entry::new(Stream::stations(), head, "station.naming_checked", &event)
                .with(rows::station_change(&region, &station))
                .with_all(history);
            journal::append(tx, &region, &stamp, entry)?;
            Ok(())
        })
        .map(|_| ())
}
