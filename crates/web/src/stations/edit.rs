//! Entering and changing a station (登记、修改站点).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::stations::{StationForm, StationRefusal};
use services::{
    Failure,
    stations::{add, change, form},
};

use super::StationFormPage;
use crate::{
    base::{Choice, Field, paths},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, show, show_as},
};

fn filled(app: &App, seat: &Seat, sent: &StationForm, version: Option<i64>) -> StationFormPage {
    let title = if version.is_some() { format!("修改{}", sent.name) } else { "登记站点".to_owned() };
    let open = if sent.open { "1" } else { "0" };
    StationFormPage {
        frame: app.frame(seat, title),
        action: version.map_or_else(|| paths::STATION_NEW.to_owned(), |_| paths::station_edit(&sent.code)),
        back: version.map_or_else(|| paths::STATIONS.to_owned(), |_| paths::station(&sent.code)),
        version,
        code: Field::of(&*sent.code),
        name: Field::of(&*sent.name),
        plate: Field::of(&*sent.plate),
        address: Field::of(&*sent.address),
        phone: Field::of(&*sent.phone),
        hours: Field::of(&*sent.hours),
        longitude: Field::of(&*sent.longitude),
        latitude: Field::of(&*sent.latitude),
        datum: Choice::of(
            &[("", "请选择"), ("WGS-84", "WGS-84（手机、北斗定位）"), ("GCJ-02", "GCJ-02（高德、腾讯地图）")],
            &sent.datum,
        ),
        serves: Field::of(&*sent.serves),
        open: Choice::of(&[("1", "正常服务"), ("0", "暂停或停用")], open),
    }
}

pub(crate) async fn blank(State(app): State<App>, seat: Seat) -> Reply {
    show(&filled(&app, &seat, &StationForm { open: true, ..StationForm::default() }, None))
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(code): Path<String>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (known, version) = blocking(move || form(&bureau, &desk, &code)).await??;
    show(&filled(&app, &seat, &known, Some(version)))
}

fn sent(form: &Posted, code: String) -> StationForm {
    StationForm {
        code,
        name: form.text("name"),
        plate: form.text("plate"),
        address: form.text("address"),
        phone: form.text("phone"),
        hours: form.text("hours"),
        open: form.text("open") == "1",
        longitude: form.text("longitude"),
        latitude: form.text("latitude"),
        datum: form.text("datum"),
        serves: form.text("serves"),
    }
}

pub(crate) async fn enter(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    let sent = sent(&form, form.text("code"));
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), sent.clone());
    match blocking(move || add(&bureau, &desk, &asked, key.as_deref())).await? {
        Ok(()) => go(&address(paths::STATIONS, &[("done", "added")])),
        Err(failure) => mend(filled(&app, &seat, &sent, None), failure),
    }
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(code): Path<String>, form: Posted) -> Reply {
    let sent = sent(&form, code);
    let version: i64 = form.number("expected_version").unwrap_or_default();
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), sent.clone());
    match blocking(move || change(&bureau, &desk, version, &asked, key.as_deref())).await? {
        Ok(()) => go(&address(&paths::station(&sent.code), &[("done", "changed")])),
        Err(Failure::Stale) => {
            // What was typed stays; it is saved over the newer state when it is sent again.
            let (bureau, desk, at) = (app.bureau().clone(), seat.desk.clone(), sent.code.clone());
            let (_, newest) = blocking(move || services::stations::form(&bureau, &desk, &at)).await??;
            mend(filled(&app, &seat, &sent, Some(newest)), Failure::Stale)
        }
        Err(failure) => mend(filled(&app, &seat, &sent, Some(version)), failure),
    }
}

fn mend(mut page: StationFormPage, failure: Failure<StationRefusal>) -> Reply {
    let sentence = failure.to_string();
    match failure {
        Failure::Refused(refusal) => {
            let typed = page.code.value.trim().to_owned();
            if let StationRefusal::Datum(_) = &refusal {
                page.datum.problem = Some(sentence.clone());
                page.frame = page.frame.with_problem("datum", &sentence);
                return show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
            }
            let (id, field) = match &refusal {
                StationRefusal::DivisionUnknown(at) if *at == typed => ("code", &mut page.code),
                StationRefusal::Exists(_) => ("code", &mut page.code),
                StationRefusal::DivisionUnknown(_) | StationRefusal::DivisionTwice(_) => ("serves", &mut page.serves),
                StationRefusal::PlateMissing | StationRefusal::ProofWithoutPlate => ("plate", &mut page.plate),
                StationRefusal::Long("牌子上的字", _) => ("plate", &mut page.plate),
                StationRefusal::Long("地址", _) => ("address", &mut page.address),
                StationRefusal::Long("电话", _) => ("phone", &mut page.phone),
                StationRefusal::Long("办公时间", _) => ("hours", &mut page.hours),
                StationRefusal::Degrees("纬度", ..) => ("latitude", &mut page.latitude),
                StationRefusal::Degrees(..) => ("longitude", &mut page.longitude),
                StationRefusal::NameMissing
                | StationRefusal::Datum(_)
                | StationRefusal::Long(_, _)
                | StationRefusal::Day(_, _)
                | StationRefusal::DayToCome(_)
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
            page.frame = page.frame.with_problem("", &sentence);
            show_as(StatusCode::CONFLICT, &page)
        }
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_)) => Err(Oops::from(other)),
    }
}
