//! One station: as everybody sees it, and for the form on which its name is checked.

use std::collections::BTreeSet;

use domain::{
    base::DivisionCode,
    people::{Act, Desk},
    stations::{Division, Station, StationRefusal, StationVersion, Surroundings},
};
use store::stations as rows;

use super::{PostedStaff, post::crew};
use crate::{Bureau, Failure, Never};

/// A station with the division it stands in.
pub fn view(bureau: &Bureau, desk: &Desk, code: &str) -> Result<(Division, Station), Failure<StationRefusal>> {
    bureau.may(desk, Act::StationEdit)?;
    let code = DivisionCode::parse(code).map_err(|_| Failure::NotFound)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| Ok((rows::division(tx, region, &code)?, rows::station(tx, region, &code)?)))?;
    match found {
        (Some(division), Some(station)) => Ok((division, station)),
        (Some(_) | None, Some(_) | None) => Err(Failure::NotFound),
    }
}

/// A station on its own page.
#[derive(Debug, Clone)]
pub struct StationCard {
    /// The station. Where nobody of the office asks, without the proofs of its checks.
    pub station: Station,
    /// The division it stands in; `None` where the division is no longer there.
    pub division: Option<Division>,
    /// Names of the divisions it serves, its own first.
    pub serves: Vec<String>,
    /// Name of the township above; empty for a township.
    pub town: String,
    /// Who works there, for the public too (帮办代办员公开).
    pub crew: Vec<PostedStaff>,
    /// What it was before, the newest first: first day, name, whether it worked. For the office only.
    pub history: Vec<StationVersion>,
}

/// A station for its page.
pub fn card(bureau: &Bureau, desk: &Desk, code: &str) -> Result<StationCard, Failure<Never>> {
    bureau.may(desk, Act::StationView)?;
    let code = DivisionCode::parse(code).map_err(|_| Failure::NotFound)?;
    let (known, crew, mut history) = bureau.db().read(|tx| {
        let known = rows::known_divisions(tx, bureau.region())?;
        Ok((known, crew(tx, bureau, &code)?, rows::station_versions(tx, bureau.region(), &code)?))
    })?;
    let around = Surroundings::of(&known);
    let mut station = known.stations.iter().find(|s| s.code == code).cloned().ok_or(Failure::NotFound)?;
    if desk.staff.is_none() {
        (station.name_evidence, station.plate_evidence) = (String::new(), String::new());
        history.clear();
    }
    let name = |c: &DivisionCode| around.divisions.get(c).map_or_else(|| c.to_string(), |d| d.name.clone());
    let served: BTreeSet<DivisionCode> = around.served_by(&code);
    let (own, others): (Vec<_>, Vec<_>) = served.iter().partition(|c| **c == code);
    let town = code.parent().filter(|p| around.divisions.contains_key(p));
    Ok(StationCard {
        division: around.divisions.get(&code).map(|d| (*d).clone()),
        serves: own.into_iter().chain(others).map(name).collect(),
        town: town.map(|t| name(&t)).unwrap_or_default(),
        station,
        crew,
        history: history.into_iter().rev().collect(),
    })
}
