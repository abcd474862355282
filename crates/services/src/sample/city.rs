//! The city's counties with their published figures (全市各县公布的指标), ours among them, and a second set
//! of profiles (另一套口径) to look at beside the one in force.
//!
//! Deliberately not here: the rank, which is computed from them when a snapshot is read.

use domain::{
    indicators::{CountyFigure, Profile},
    people::Desk,
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    StoreError,
    indicators::{self, PeerFigure},
    journal::{self, Entry, Stream},
};

use super::{create::SampleFault, rows, tables::TableFault};
use crate::Bureau;

/// Exempt items count as met, finer decimals, places without gaps: not in force.
const ALTERNATIVES: &str = include_str!("../../data/sample/profiles.json");

/// Event: figures that the city published were noted.
#[derive(Serialize)]
struct CityFiguresLoaded {
    source: &'static str,
    as_of: Date,
    counties: u64,
}

/// Event: profiles to look at were entered.
#[derive(Serialize)]
struct ProfilesLoaded {
    source: &'static str,
    profiles: u64,
}

const SOURCE: &str = "样例：临溪市通报";

/// Writes the second set of profiles.
pub(super) fn load_profiles(bureau: &Bureau) -> Result<(), SampleFault> {
    let fault = |why: String| TableFault { table: "profiles.json", row: 0, why };
    let profiles: Vec<Profile> = serde_json::from_str(ALTERNATIVES).map_err(|e| fault(e.to_string()))?;
    for profile in &profiles {
        profile.check().map_err(|e| fault(e.to_string()))?;
    }
    let (region, stamp) = (*bureau.region(), Desk::system("命令行").stamp(bureau.now(), None));
    let event = ProfilesLoaded { source: "样例：另一种常见算法", profiles: profiles.len() as u64 };
    bureau.db().write(move |tx| -> Result<(), StoreError> {
        let head = journal::head(tx, &region, &Stream::county())?;
        let changes = profiles.iter().map(|p| indicators::profile_change(&region, p));
        let entry = Entry::new(Stream::county(), head, "indicators.profiles_loaded", &event).with_all(changes);
        journal::append(tx, &region, &stamp, entry).map(|_| ())
    })?;
    Ok(())
}

/// Writes the figures as published on the day of the clock.
pub(super) fn load(bureau: &Bureau) -> Result<(), SampleFault> {
    let counties = rows::counties()?;
    let (region, as_of) = (*bureau.region(), bureau.today());
    let event = CityFiguresLoaded { source: SOURCE, as_of, counties: counties.len() as u64 };
    let mut figures = Vec::new();
    for county in &counties {
        for (indicator, value) in county.figures {
            let (code, name) = (county.region.as_str().to_owned(), county.name.to_owned());
            let figure = CountyFigure { code, name, value: value.to_owned(), benchmark: false };
            figures.push(PeerFigure { indicator, figure, as_of, source: SOURCE.into() });
        }
    }
    let stamp = Desk::system("命令行").stamp(bureau.now(), None);
    bureau.db().write(move |tx| -> Result<(), StoreError> {
        let head = journal::head(tx, &region, &Stream::county())?;
        let changes = figures.iter().map(|f| indicators::city_figure_change(&region, f));
        let entry = Entry::new(Stream::county(), head, "city.figures_loaded", &event).with_all(changes);
        journal::append(tx, &region, &stamp, entry).map(|_| ())
    })?;
    Ok(())
}
