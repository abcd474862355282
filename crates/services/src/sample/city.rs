//! The city's counties with their published figures (全市各县公布的指标), ours among them.
//!
//! Deliberately not here: the rank, which is computed from them when a snapshot is read.

use domain::{indicators::CountyFigure, people::Desk};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    StoreError, indicators,
    journal::{self, Entry, Stream},
};

use super::{create::SampleFault, rows};
use crate::Bureau;

/// Event: figures that the city published were noted.
#[derive(Serialize)]
struct CityFiguresLoaded {
    source: &'static str,
    as_of: Date,
    counties: u64,
}

/// Writes the figures as published on the day of the clock.
pub(super) fn load(bureau: &Bureau) -> Result<(), SampleFault> {
    let counties = rows::counties()?;
    let (region, as_of) = (*bureau.region(), bureau.today());
    let event = CityFiguresLoaded { source: "样例：临溪市通报", as_of, counties: counties.len() as u64 };
    let mut figures = Vec::new();
    for county in &counties {
        for (indicator, value) in county.figures {
            let (code, name) = (county.region.as_str().to_owned(), county.name.to_owned());
            figures.push((indicator, CountyFigure { code, name, value: value.to_owned() }));
        }
    }
    let stamp = Desk::system("命令行").stamp(bureau.now(), None);
    bureau.db().write(move |tx| -> Result<(), StoreError> {
        let head = journal::head(tx, &region, &Stream::county())?;
        let changes = figures.iter().map(|(i, f)| indicators::city_figure_change(&region, *i, f, as_of));
        let entry = Entry::new(Stream::county(), head, "city.figures_loaded", &event).with_all(changes);
        journal::append(tx, &region, &stamp, entry).map(|_| ())
    })?;
    Ok(())
}
