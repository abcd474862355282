//! What goes on at the sample county's stations (样例更名行动、规范化检查): a campaign with reports of which one waits and one
//! came back, and a round of inspections with one order.
//!
//! Nothing is accepted, so that the naming figures stay those of the tables.

use std::{collections::BTreeMap, path::Path};

use domain::{
    base::ManualClock,
    people::{Desk, Staff},
    stations::{Level, Station, needs_renaming},
};
use jiff::{Timestamp, ToSpan as _};
use store::stations as rows;

use super::{create::SampleFault, staff::SampleStaff};
use crate::{
    Bureau,
    rectification::{RoundForm, VisitForm, inspect, next_visit, open_round},
    stations::{
        CampaignForm, IncomingPhoto, PostForm, ReportForm, SettleForm, naming_standard, open_campaign, post, report,
        settle,
    },
};

/// A drawing of a plate: the sample county shows no real place.
const PLATE: &[u8] = include_bytes!("../../data/sample/plate.png");

fn fault(failure: impl std::fmt::Display) -> SampleFault {
    SampleFault::Stations(failure.to_string())
}

/// Plays it at one instant.
pub(super) fn play(
    (bureau, clock): (&Bureau, &ManualClock),
    staff: &SampleStaff,
    at: Timestamp,
) -> Result<(), SampleFault> {
    clock.set(at);
    let desk = |who: &Staff| Desk::of(who.clone(), "样例");
    let missing = |who: &str| SampleFault::Stations(format!("样例人员表里没有{who}"));
    let editor = desk(staff.editor.as_ref().ok_or_else(|| missing("事项编制"))?);
    let supervisor = desk(staff.supervisor.as_ref().ok_or_else(|| missing("督查"))?);
    let [village, township] = staff.helpers.as_slice() else { return Err(missing("两名站点人员")) };
    let stations = bureau.db().read(|tx| rows::stations(tx, bureau.region()))?;
    let old: Vec<&Station> =
        stations.iter().filter(|s| needs_renaming(s) && Level::of(&s.code) == Some(Level::Village)).collect();
    let Some(first) = old.first() else { return Err(missing("待更名的站点")) };
    let town = first.code.parent().ok_or_else(|| missing("乡镇"))?;
    for (code, who) in [(first.code, village), (town, township)] {
        let form = PostForm { station: code.to_string(), login: who.login.as_str().to_owned() };
        post(bureau, &editor, &form, None).map_err(fault)?;
    }
    let today = bureau.today();
    let campaign = CampaignForm {
        title: "便民服务站统一更名行动".into(),
        basis: "青政办〔2026〕12号".into(),
        due_on: today.saturating_add(40.days()).to_string(),
    };
    let campaign = open_campaign(bureau, &editor, &campaign, None).map_err(fault)?;
    // The village reports; another one was reported by the office and came back from the township.
    let mut reports = vec![(*first, desk(village))];
    reports.extend(old.get(1).map(|s| (*s, editor.clone())));
    for (n, (station, who)) in reports.into_iter().enumerate() {
        let division = bureau.db().read(|tx| rows::division(tx, bureau.region(), &station.code))?;
        let division = division.ok_or_else(|| missing("站点所在的区划"))?;
        let name = naming_standard().name_of(&division);
        let form = ReportForm { station: station.code.to_string(), version: 1, name, ..ReportForm::default() };
        let photo = IncomingPhoto { name: "牌子.png".into(), bytes: PLATE.to_vec() };
        // A picture is looked into in this process: no program is called.
        report(bureau, &who, (campaign, &form), (Some(photo), Path::new("")), None).map_err(fault)?;
        if n == 1 {
            let form = SettleForm {
                station: station.code.to_string(),
                version: 2,
                accepted: false,
                reason: "照片里看不清牌子上的字，请靠近再拍一张".into(),
            };
            // Whoever reported does not accept: the centre, where it stands above, else nobody.
            if station.code.parent() == Some(town) {
                settle(bureau, &desk(township), (campaign, &form), None).map_err(fault)?;
            }
        }
    }
    let round = RoundForm {
        title: "站点规范化检查".into(),
        begins_on: today.saturating_sub(30.days()).to_string(),
        ends_on: today.saturating_add(30.days()).to_string(),
    };
    let round = open_round(bureau, &supervisor, &round, None).map_err(fault)?;
    for (n, station) in stations.iter().filter(|s| town == s.code || s.code.parent() == Some(town)).take(4).enumerate()
    {
        let (_, _, _, points) = next_visit(bureau, &supervisor, (round, station.code.as_str())).map_err(fault)?;
        let lacks = |key: &str| n == 1 && key == "posted";
        let answers: BTreeMap<String, (Option<bool>, String)> = points
            .iter()
            .map(|p| match lacks(&p.key) {
                true => (p.key.clone(), (Some(false), "门口没有贴服务时间".to_owned())),
                false => (p.key.clone(), (Some(true), String::new())),
            })
            .collect();
        let form = VisitForm { station: station.code.to_string(), visits: 0, on: String::new(), answers };
        inspect(bureau, &supervisor, (round, &form), (None, Path::new("")), None).map_err(fault)?;
    }
    Ok(())
}
