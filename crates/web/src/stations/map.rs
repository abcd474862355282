//! The approved map over HTTP (经审核的地图): the picture for everybody, and the form on which the office loads it or takes it
//! down.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse as _,
};
use papers::charts::area_map;
use services::{
    Failure,
    stations::{MapFlaw, MapForm, approved_map, load_map, map_version, take_down_map},
};

use super::MapPage;
use crate::{
    base::{Field, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, Upload, address, blocking, go, show, show_as},
};

/// The picture.
pub(crate) async fn picture(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let map = blocking(move || approved_map(&bureau, &desk)).await??.ok_or_else(Oops::not_found)?;
    let drawn = area_map(&map.title, &map.number, &map.areas);
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], drawn).into_response())
}

async fn draw(app: &App, seat: &Seat) -> Result<MapPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (shown, version) =
        blocking(move || -> Result<_, Oops> { Ok((approved_map(&bureau, &desk)?, map_version(&bureau, &desk)?)) })
            .await??;
    Ok(MapPage {
        frame: app.frame(seat, "站点地图"),
        shown: shown.map(|m| (m.title, m.number)),
        version,
        number: Field::default(),
        title: Field::default(),
        file: Field::default(),
    })
}

/// The form.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = draw(&app, &seat).await?;
    page.frame.notice = match query.text("done").as_str() {
        "loaded" => Some("地图已换上，审图号印在图下".into()),
        "unloaded" => Some("地图已取下，公众页面改用示意图".into()),
        _ => None,
    };
    show(&page)
}

/// Loads a map.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, sent: Upload) -> Reply {
    let form = MapForm {
        version: sent.form.number("expected_version").unwrap_or_default(),
        number: sent.form.text("number"),
        title: sent.form.text("title"),
    };
    let (inner, desk, key, asked) = (app.clone(), seat.desk.clone(), sent.form.key(), form.clone());
    let bytes = sent.bytes;
    let done =
        blocking(move || load_map(inner.bureau(), &desk, &asked, (&bytes, &inner.exe()), key.as_deref())).await?;
    match done {
        Ok(()) => go(&address(paths::STATION_MAP, &[("done", "loaded")])),
        Err(failure) => {
            let mut page = draw(&app, &seat).await?;
            (page.number, page.title) = (Field::of(form.number), Field::of(form.title));
            again(page, failure)
        }
    }
}

/// Takes it down.
pub(crate) async fn down(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let version = posted.number("expected_version").unwrap_or_default();
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || take_down_map(&bureau, &desk, version, key.as_deref())).await? {
        Ok(()) => go(&address(paths::STATION_MAP, &[("done", "unloaded")])),
        Err(failure) => again(draw(&app, &seat).await?, failure),
    }
}

fn again(mut page: MapPage, failure: Failure<MapFlaw>) -> Reply {
    let sentence = failure.to_string();
    let (field, status) = match failure {
        Failure::Refused(flaw) => (flaw.field(), StatusCode::UNPROCESSABLE_ENTITY),
        Failure::Stale => ("", StatusCode::CONFLICT),
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_)) => return Err(other.into()),
    };
    let wrong = Some(sentence.clone());
    match field {
        "number" => page.number.problem = wrong,
        "title" => page.title.problem = wrong,
        "file" => page.file.problem = wrong,
        _ => {}
    }
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(status, &page)
}
