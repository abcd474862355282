//! Stations near a township over HTTP (就近站点): by choice alone, the township's centre first, then its villages.

use axum::{extract::State, http::StatusCode};
use domain::{
    people::{Act, authorise},
    stations::{Level, Place},
};
use papers::charts::{Tile, TileTown, tile_map};
use serde::Serialize;
use services::stations::{PlacedStation, StationFilter, StationRow, approved_map, list, placed_stations};

use super::{NearPage, list::line};
use crate::{
    base::{Choice, Pick, Svg, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, json, show},
};

/// More divisions than a county has.
const ALL: u32 = 100_000;
/// Digits that a township and its villages share.
const TOWN: usize = 9;

fn tile(row: &StationRow) -> Tile {
    match (&row.station_code, row.open) {
        (None, _) => Tile::Without,
        (Some(_), Some(false)) => Tile::Paused,
        (Some(at), _) if *at == row.division_code => Tile::Own,
        (Some(_), _) => Tile::Joint,
    }
}

/// The page; a township that is not known is none.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (rows, map) = blocking(move || -> Result<_, Oops> {
        Ok((list(&bureau, &desk, "", ALL, StationFilter::All)?, approved_map(&bureau, &desk)?))
    })
    .await??;
    let (mut towns, asked) = (Vec::<(&StationRow, TileTown)>::new(), query.text("town"));
    for row in rows.iter().filter(|r| r.level == Level::Town) {
        towns.push((row, TileTown { name: row.division_name.clone(), tiles: Vec::new() }));
    }
    for row in rows.iter().filter(|r| r.level == Level::Village) {
        let own =
            |(town, _): &&mut (&StationRow, TileTown)| town.division_code.get(..TOWN) == row.division_code.get(..TOWN);
        if let Some((_, town)) = towns.iter_mut().find(own) {
            town.tiles.push((row.division_name.clone(), tile(row)));
        }
    }
    let chosen =
        towns.iter().find(|(town, _)| town.division_code == asked).and_then(|(t, _)| t.division_code.get(..TOWN));
    let pick =
        |value: &str, label: &str| Pick { chosen: value == asked, value: value.to_owned(), label: label.to_owned() };
    let mut options = vec![pick("", "请选择")];
    options.extend(towns.iter().map(|(town, _)| pick(&town.division_code, &town.division_name)));
    let near = |r: &&StationRow| chosen.is_some() && r.division_code.get(..TOWN) == chosen;
    let tiles: Vec<TileTown> = towns.iter().map(|(_, tiles)| tiles.clone()).collect();
    show(&NearPage {
        frame: app.frame(&seat, "就近站点"),
        town: Choice { options, problem: None },
        rows: rows.iter().filter(near).map(|r| line(r, false, false)).collect(),
        chosen: chosen.is_some(),
        map: map.map(|m| (address(paths::STATION_MAP_PICTURE, &[("v", &m.version.to_string())]), m.title, m.number)),
        set_map: authorise(&seat.desk, Act::StationEdit, None).is_ok(),
        tiles: Svg::drawn(tile_map("站点示意图", &tiles)),
    })
}

#[derive(Serialize)]
struct PlaceJson {
    division: String,
    name: String,
    address: String,
    phone: String,
    hours: String,
    longitude: String,
    latitude: String,
}

/// Where stations are, for the script of the page: it tells nobody where the visitor is.
pub(crate) async fn places(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || placed_stations(&bureau, &desk)).await??;
    let of = |p: PlacedStation| PlaceJson {
        division: p.station.code.to_string(),
        name: p.station.name,
        address: p.station.address,
        phone: p.station.phone,
        hours: p.station.hours,
        longitude: Place::written(p.longitude),
        latitude: Place::written(p.latitude),
    };
    json(StatusCode::OK, &found.into_iter().map(of).collect::<Vec<_>>())
}
