//! `onedoor stations`: stations, the newest campaign and the newest round on the command line (站点). The JSON of campaign
//! and round is that of the API.

use domain::people::Desk;
use serde_json::{Value, json};
use services::{
    rectification::{round_view, rounds},
    stations::{OfferLine, StationFilter, StationRow, campaign_view, campaigns, list, offered},
};
use web::stations::{CampaignJson, RoundJson};

use super::DATA;
use crate::{
    cli::{Place, StationOffers, StationsCommand, StationsLook},
    failure::DONE,
    house::House,
    terminal,
};

/// More divisions than a county has.
const ALL: u32 = 100_000;

pub(super) fn run(place: &Place, command: &StationsCommand) -> anyhow::Result<u8> {
    match command {
        StationsCommand::List(args) => all(place, args),
        StationsCommand::Offers(args) => offers(place, args),
        StationsCommand::Progress(args) => progress(place, args),
        StationsCommand::Inspections(args) => inspections(place, args),
    }
}

fn desk() -> Desk {
    Desk::system("命令行")
}

fn row(r: &StationRow) -> Value {
    json!({
        "division": r.division_code,
        "division_name": r.division_name,
        "level": r.level.as_str(),
        "station": r.station_code,
        "station_name": r.station_name,
        "plate": r.plate.as_ref().filter(|p| !p.is_empty()),
        "open": r.open,
        "name_ok": r.name_ok,
        "plate_ok": r.plate_ok,
        "joint": r.station_code.as_ref().map(|s| *s != r.division_code),
    })
}

fn all(place: &Place, args: &StationsLook) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let rows = list(&bureau, &desk(), "", ALL, StationFilter::All)?;
    if args.json {
        terminal::print_json(&Value::Array(rows.iter().map(row).collect()))?;
        return Ok(DONE);
    }
    let served = rows.iter().filter(|r| r.open == Some(true)).count();
    terminal::print(&format!("{} 个乡镇、村（社区），有在用站点服务的 {served} 个", rows.len()));
    for r in &rows {
        let station = r.station_name.as_deref().unwrap_or("没有站点");
        terminal::print(&format!("{}  {}  {station}", r.division_code, r.division_name));
    }
    Ok(DONE)
}

fn offers(place: &Place, args: &StationOffers) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let found = offered(&bureau, &desk(), (&args.station, ""))?;
    if args.json {
        let of = |o: &OfferLine| {
            json!({
                "item": o.item.to_string(),
                "code": o.code,
                "name": o.name,
                "way": o.way.as_str(),
                "since": o.since,
            })
        };
        terminal::print_json(&Value::Array(found.iter().map(of).collect()))?;
        return Ok(DONE);
    }
    terminal::print(&format!("登记能办 {} 项", found.len()));
    for o in &found {
        terminal::print(&format!("{}  {}  {}", o.way.label(), o.code, o.name));
    }
    Ok(DONE)
}

fn progress(place: &Place, args: &StationsLook) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let newest = campaigns(&bureau, &desk())?.into_iter().next();
    let view = newest.map(|c| campaign_view(&bureau, &desk(), c.id)).transpose()?;
    if args.json {
        terminal::print_json(&serde_json::to_value(view.as_ref().map(CampaignJson::of))?)?;
        return Ok(DONE);
    }
    let Some(view) = view else {
        terminal::print("还没有开展过更名行动");
        return Ok(DONE);
    };
    let all = &view.all;
    terminal::print(&format!(
        "{}：{} 个站点要更名，已验收 {}，待验收 {}，退回重报 {}，待更名 {}，期限 {}",
        view.campaign.title, all.tasks, all.accepted, all.reported, all.sent_back, all.open, view.campaign.due_on
    ));
    for town in &view.towns {
        terminal::print(&format!("{}  已验收 {}/{}", town.name, town.progress.accepted, town.progress.tasks));
    }
    Ok(DONE)
}

fn inspections(place: &Place, args: &StationsLook) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let newest = rounds(&bureau, &desk())?.into_iter().next();
    let view = newest.map(|r| round_view(&bureau, &desk(), r.id)).transpose()?;
    if args.json {
        terminal::print_json(&serde_json::to_value(view.as_ref().map(RoundJson::of))?)?;
        return Ok(DONE);
    }
    let Some(view) = view else {
        terminal::print("还没有开展过规范化检查");
        return Ok(DONE);
    };
    let all = &view.all;
    terminal::print(&format!(
        "{}：{} 个在用站点，已检查 {}，全部符合 {}，还不符合 {} 条",
        view.round.title, all.stations, all.inspected, all.clean, all.lacking
    ));
    for town in &view.towns {
        let of = &town.inspected;
        terminal::print(&format!("{}  已检查 {}/{}，全部符合 {}", town.name, of.inspected, of.stations, of.clean));
    }
    Ok(DONE)
}
