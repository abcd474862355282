//! One station on its own page (站点), for everybody; the office sees how its name and plate stand and what shows it.

use axum::extract::{Path, State};
use domain::{
    base::date_text_with_year,
    people::{Act, authorise},
    stations::{Station, official_name},
};
use jiff::civil::Date;
use services::stations::{StationCard, card};

use super::{NamingState, StationPage};
use crate::{
    base::{Flag, paths},
    door::{App, Query, Reply, Seat, blocking, show},
};

fn flag(known: Option<bool>) -> Flag {
    match known {
        Some(true) => Flag::Yes,
        Some(false) => Flag::No,
        None => Flag::Unknown,
    }
}

fn day(known: Option<Date>) -> String {
    known.map(date_text_with_year).unwrap_or_default()
}

fn naming(station: &Station, found: &StationCard) -> NamingState {
    let official = found.division.as_ref().map(|d| official_name(&d.name, d.level)).unwrap_or_default();
    NamingState {
        official,
        name_ok: flag(station.name_ok),
        name_checked_on: day(station.name_checked_on),
        name_evidence: station.name_evidence.clone(),
        plate: station.plate.clone(),
        plate_ok: flag(station.plate_ok),
        plate_checked_on: day(station.plate_checked_on),
        plate_evidence: station.plate_evidence.clone(),
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(code): Path<String>, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || card(&bureau, &desk, &code)).await??;
    let (office, editor) = (seat.desk.staff.is_some(), authorise(&seat.desk, Act::StationEdit, None).is_ok());
    let station = &found.station;
    let at = station.code.as_str();
    let mut frame = app.frame(&seat, station.name.clone());
    frame.notice = (query.text("done") == "changed").then(|| "已保存".into());
    show(&StationPage {
        frame,
        town: found.town.clone(),
        division: found.division.as_ref().map(|d| d.name.clone()).unwrap_or_default(),
        open: station.open,
        serves: found.serves.join("、"),
        address: station.address.clone(),
        phone: station.phone.clone(),
        hours: station.hours.clone(),
        naming: office.then(|| naming(station, &found)),
        check: editor.then(|| paths::station_naming(at)),
        edit: editor.then(|| paths::station_edit(at)),
    })
}
