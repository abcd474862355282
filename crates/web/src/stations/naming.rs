//! Checking the name of one station (更名).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::stations::{StationRefusal, official_name};
use services::{
    Failure,
    stations::{NamingForm, check, view},
};

use super::NamingPage;
use crate::{
    base::{Field, Flag, paths},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, show, show_as},
};

async fn blank(app: &App, seat: &Seat, code: &str) -> Result<NamingPage, Oops> {
    let (bureau, desk, code) = (app.bureau().clone(), seat.desk.clone(), code.to_owned());
    let (division, station) = blocking(move || view(&bureau, &desk, &code)).await??;
    let flag = |known: Option<bool>| match known {
        Some(true) => Flag::Yes,
        Some(false) => Flag::No,
        None => Flag::Unknown,
    };
    Ok(NamingPage {
        frame: app.frame(seat, format!("{}：核对站点名称", division.name)),
        code: station.code.as_str().to_owned(),
        version: station.version,
        official: official_name(&division.name, division.level),
        name_ok: flag(station.name_ok),
        plate_ok: flag(station.plate_ok),
        address: station.address,
        phone: station.phone,
        name: Field::of(station.name),
        plate: Field::of(station.plate),
        // The proof stays on record; the day is that of the check that is being noted.
        name_checked_on: Field::default(),
        name_evidence: Field::of(station.name_evidence),
        plate_checked_on: Field::default(),
        plate_evidence: Field::of(station.plate_evidence),
    })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(station): Path<String>) -> Reply {
    show(&blank(&app, &seat, &station).await?)
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(station): Path<String>, form: Posted) -> Reply {
    let sent = NamingForm {
        code: station.clone(),
        version: form.number("expected_version").unwrap_or_default(),
        name: form.text("name"),
        plate: form.text("plate"),
        name_checked_on: form.text("name_checked_on"),
        name_evidence: form.text("name_evidence"),
        plate_checked_on: form.text("plate_checked_on"),
        plate_evidence: form.text("plate_evidence"),
    };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), sent.clone());
    let failure = match blocking(move || check(&bureau, &desk, asked, key.as_deref())).await? {
        Ok(()) => return go(&address(paths::STATIONS, &[("show", "renaming"), ("done", "checked")])),
        Err(failure) => failure,
    };
    let mut page = blank(&app, &seat, &station).await?;
    page.name = Field::of(sent.name);
    page.plate = Field::of(sent.plate);
    page.name_checked_on = Field::of(sent.name_checked_on);
    page.name_evidence = Field::of(sent.name_evidence);
    page.plate_checked_on = Field::of(sent.plate_checked_on);
    page.plate_evidence = Field::of(sent.plate_evidence);
    match failure {
        Failure::Refused(refusal) => {
            let sentence = refusal.to_string();
            let (id, field) = match refusal {
                StationRefusal::PlateMissing
                | StationRefusal::ProofWithoutPlate
                | StationRefusal::Long("牌子上的字", _) => ("plate", &mut page.plate),
                StationRefusal::Long("名称佐证", _) => ("name_evidence", &mut page.name_evidence),
                StationRefusal::Long("牌子佐证", _) => ("plate_evidence", &mut page.plate_evidence),
                StationRefusal::Day("牌子核对日期", _) | StationRefusal::DayToCome("牌子核对日期") => {
                    ("plate_checked_on", &mut page.plate_checked_on)
                }
                StationRefusal::Day(_, _) | StationRefusal::DayToCome(_) => {
                    ("name_checked_on", &mut page.name_checked_on)
                }
                StationRefusal::NameMissing
                | StationRefusal::Long(_, _)
                | StationRefusal::DivisionUnknown(_)
                | StationRefusal::DivisionTwice(_)
                | StationRefusal::Exists(_)
                | StationRefusal::Degrees(..)
                | StationRefusal::Datum(_)
                | StationRefusal::ItemUnknown(_)
                | StationRefusal::ItemTwice(_)
                | StationRefusal::BothWays(_)
                | StationRefusal::Unchanged => ("name", &mut page.name),
            };
            field.problem = Some(sentence.clone());
            page.frame = page.frame.with_problem(id, &sentence);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Failure::Stale => {
            // What was typed stays; beside it stands what the colleague noted.
            page.frame = page.frame.with_problem("", &Failure::<StationRefusal>::Stale.to_string());
            show_as(StatusCode::CONFLICT, &page)
        }
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_)) => Err(other.into()),
    }
}
