//! What stations offer over HTTP (站点服务事项): which station does what, for everybody; the form on which the office sets it.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::ItemId,
    people::{Act, authorise},
    stations::StationRefusal,
};
use serde::Serialize;
use services::{
    Failure,
    stations::{
        OfferForm, OfferLine, OfferedItem, OfferingStation, offer_form, offered, offered_items, offering, set_offers,
    },
};

use super::{OfferFormPage, OfferRow, OffersPage};
use crate::{
    base::{Field, Link, paths},
    door::{App, Posted, Query, Reply, Seat, address, blocking, go, id, json, show, show_as},
};

/// Rows shown at once: a phone reads them.
pub(super) const SHOWN: usize = 40;

/// An item of a station, as a line.
pub(super) fn row(line: &OfferLine) -> OfferRow {
    OfferRow {
        name: Link::new(paths::guide(&line.item.to_string()), line.name.clone()),
        remark: line.way.label().to_owned(),
        more: String::new(),
    }
}

fn counted(item: &OfferedItem) -> OfferRow {
    let said = [("能直接办", item.handled), ("能代办", item.assisted)];
    let words = said.iter().filter(|(_, many)| *many > 0).map(|(what, many)| format!("{many} 个站点{what}"));
    OfferRow {
        name: Link::new(address(paths::STATION_OFFERS, &[("item", &item.item.to_string())]), item.name.clone()),
        remark: String::new(),
        more: words.collect::<Vec<_>>().join("，"),
    }
}

fn standing(station: &OfferingStation) -> OfferRow {
    let facts = [station.address.as_str(), station.phone.as_str()];
    OfferRow {
        name: Link::new(paths::station(station.code.as_str()), station.name.clone()),
        remark: station.way.label().to_owned(),
        more: facts.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>().join("　"),
    }
}

/// Items that stations offer, or with `?item=` the stations that offer one.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk, words, item) = (app.bureau().clone(), seat.desk.clone(), query.text("q"), query.text("item"));
    if !item.is_empty() {
        let item = id::<ItemId>(&item)?;
        let (name, found) = blocking(move || offering(&bureau, &desk, item)).await??;
        return show(&OffersPage {
            frame: app.frame(&seat, format!("哪里能办：{name}")),
            query: None,
            guide: Some(paths::guide(&item.to_string())),
            lead: match found.len() {
                0 => "还没有站点登记能办这件事，请看办事指南里的办理地点。".into(),
                many => format!("{many} 个站点能办，去之前先打电话问一声。"),
            },
            rows: found.iter().map(standing).collect(),
        });
    }
    let asked = words.clone();
    let found = blocking(move || offered_items(&bureau, &desk, &asked)).await??;
    let lead = match (found.len(), words.trim().is_empty()) {
        (0, true) => "站点的服务事项正在整理，请拨 12345 询问。".to_owned(),
        (0, false) => "没有站点登记能办这件事，换个说法再找，或者到县政务服务大厅办。".to_owned(),
        (many, _) if many > SHOWN => format!("共 {many} 项，先列出 {SHOWN} 项，请写上要办的事再找。"),
        (many, _) => format!("共 {many} 项。"),
    };
    show(&OffersPage {
        frame: app.frame(&seat, "站点能办的事"),
        query: Some(Field::of(words)),
        guide: None,
        lead,
        rows: found.iter().take(SHOWN).map(counted).collect(),
    })
}

fn filled(app: &App, seat: &Seat, form: &OfferForm, name: &str) -> OfferFormPage {
    OfferFormPage {
        frame: app.frame(seat, format!("{name}：服务事项")),
        code: form.station.clone(),
        version: form.version,
        handled: Field::of(&*form.handled),
        assisted: Field::of(&*form.assisted),
    }
}

/// The form.
pub(crate) async fn form(State(app): State<App>, seat: Seat, Path(station): Path<String>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (known, name) = blocking(move || offer_form(&bureau, &desk, &station)).await??;
    show(&filled(&app, &seat, &known, &name))
}

/// Sets what the station offers.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(station): Path<String>, form: Posted) -> Reply {
    let sent = OfferForm {
        version: form.number("expected_version").unwrap_or_default(),
        handled: form.text("handled"),
        assisted: form.text("assisted"),
        station: station.clone(),
    };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), sent.clone());
    let failure = match blocking(move || set_offers(&bureau, &desk, &asked, key.as_deref())).await? {
        Ok(()) => return go(&address(&paths::station(&station), &[("done", "offers")])),
        Err(failure) => failure,
    };
    let (bureau, desk, at) = (app.bureau().clone(), seat.desk.clone(), station);
    let (newest, name) = blocking(move || offer_form(&bureau, &desk, &at)).await??;
    let sentence = failure.to_string();
    match failure {
        Failure::Refused(refusal) => {
            let mut page = filled(&app, &seat, &sent, &name);
            let (id, field) = match refusal {
                StationRefusal::ItemUnknown(word) | StationRefusal::ItemTwice(word)
                    if !sent.handled.contains(word.as_str()) =>
                {
                    ("assisted", &mut page.assisted)
                }
                StationRefusal::BothWays(_) => ("assisted", &mut page.assisted),
                StationRefusal::ItemUnknown(_)
                | StationRefusal::ItemTwice(_)
                | StationRefusal::PlateMissing
                | StationRefusal::NameMissing
                | StationRefusal::Long(..)
                | StationRefusal::Day(..)
                | StationRefusal::DayToCome(_)
                | StationRefusal::ProofWithoutPlate
                | StationRefusal::DivisionUnknown(_)
                | StationRefusal::DivisionTwice(_)
                | StationRefusal::Exists(_)
                | StationRefusal::Degrees(..)
                | StationRefusal::Datum(_)
                | StationRefusal::Unchanged => ("handled", &mut page.handled),
            };
            field.problem = Some(sentence.clone());
            page.frame = page.frame.with_problem(id, &sentence);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Failure::Stale => {
            // What was typed stays; it is saved over the newer state when it is sent again.
            let mut page = filled(&app, &seat, &OfferForm { version: newest.version, ..sent }, &name);
            page.frame = page.frame.with_problem("", &sentence);
            show_as(StatusCode::CONFLICT, &page)
        }
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_)) => Err(other.into()),
    }
}

/// Whether the asker may set it.
pub(super) fn may_set(seat: &Seat) -> bool {
    authorise(&seat.desk, Act::StationEdit, None).is_ok()
}

#[derive(Serialize)]
struct OfferJson {
    item: String,
    code: String,
    name: String,
    way: &'static str,
    since: jiff::civil::Date,
}

/// What a station offers, as JSON.
pub(crate) async fn api(State(app): State<App>, seat: Seat, Path(station): Path<String>, query: Query) -> Reply {
    let (bureau, desk, words) = (app.bureau().clone(), seat.desk.clone(), query.text("q"));
    let found = blocking(move || offered(&bureau, &desk, (&station, &words))).await??;
    let of = |line: &OfferLine| OfferJson {
        item: line.item.to_string(),
        code: line.code.clone(),
        name: line.name.clone(),
        way: line.way.as_str(),
        since: line.since,
    };
    json(StatusCode::OK, &found.iter().map(of).collect::<Vec<_>>())
}
