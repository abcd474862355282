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
    };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), sent.clone());
    let failure = match blocking(move || check(&bureau, &desk, asked, key.as_deref())).await? {
        Ok(()) => return go(&address(paths::STATIONS, &[("renaming", "1"), ("done", "checked")])),
        Err(failure) => failure,
    };
    let mut page = blank(&app, &seat, &station).await?;
    page.name = Field::of(sent.name);
    page.plate = Field::of(sent.plate);
    match failure {
        Failure::Refused(refusal) => {
            let sentence = refusal.to_string();
            let (id, field) = match refusal {
                StationRefusal::NameMissing => ("name", &mut page.name),
                StationRefusal::PlateMissing => ("plate", &mut page.plate),
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
