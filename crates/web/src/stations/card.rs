//! One station on its own page (站点), for everybody; the office sees how its name and plate stand and what shows it.

use axum::extract::{Path, State};
use domain::{
    base::date_text_with_year,
    people::{Act, authorise},
    stations::{SINCE_EVER, Station, official_name},
};
use jiff::civil::Date;
use services::stations::{StationCard, card, offered};

use super::{NamingState, StationPage, offer, work};
use crate::{
    base::{Field, Flag, paths},
    door::{App, Oops, Query, Reply, Seat, blocking, show, show_as},
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
    let mut page = draw(&app, &seat, (code, query.text("q"))).await?;
    page.frame.notice = match query.text("done").as_str() {
        "changed" => Some("已保存".into()),
        "offers" => Some("服务事项已保存，从今天起算".into()),
        "posted" => Some("已登记派驻".into()),
        _ => None,
    };
    show(&page)
}

/// The page once more, with a sign-in name that will not do.
pub(super) async fn again(app: &App, seat: &Seat, code: String, (login, sentence): (String, String)) -> Reply {
    let mut page = draw(app, seat, (code, String::new())).await?;
    page.login = Some(Field::wrong(login, sentence.clone()));
    page.frame = page.frame.with_problem("login", &sentence);
    show_as(work::MEND, &page)
}

async fn draw(app: &App, seat: &Seat, (code, words): (String, String)) -> Result<StationPage, Oops> {
    let (bureau, desk, asked) = (app.bureau().clone(), seat.desk.clone(), words.clone());
    let (found, all, offers) = blocking(move || -> Result<_, Oops> {
        let (found, all) = (card(&bureau, &desk, &code)?, offered(&bureau, &desk, (&code, ""))?);
        let offers = if asked.trim().is_empty() { all.clone() } else { offered(&bureau, &desk, (&code, &asked))? };
        Ok((found, all, offers))
    })
    .await??;
    let (office, editor) = (seat.desk.staff.is_some(), authorise(&seat.desk, Act::StationEdit, None).is_ok());
    let station = &found.station;
    let at = station.code.as_str();
    let since = |from: Date| if from == SINCE_EVER { "最早".to_owned() } else { date_text_with_year(from) };
    let history = found.history.iter().map(|v| {
        let open = if v.station.open { "" } else { "（停用）" };
        format!("{}起：{}{open}", since(v.valid_from), v.station.name)
    });
    Ok(StationPage {
        frame: app.frame(seat, station.name.clone()),
        crew: found.crew.iter().map(|c| c.name.clone()).collect::<Vec<_>>().join("、"),
        history: history.collect(),
        offered: all.len(),
        offers: offers.iter().take(offer::SHOWN).map(offer::row).collect(),
        more: offers.len() > offer::SHOWN,
        query: Field::of(words),
        here: paths::station(at),
        set_offers: offer::may_set(seat).then(|| paths::station_offers(at)),
        login: work::may_post(seat).then(Field::default),
        posts: paths::station_posts(at),
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
