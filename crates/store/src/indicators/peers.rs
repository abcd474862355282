//! Published figures of the city's counties, and of the advanced counties beside them, as rows.

use domain::{
    base::Region,
    indicators::{CountyFigure, Indicator},
};
use jiff::civil::Date;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A published figure with its period and source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerFigure {
    /// Which.
    pub indicator: Indicator,
    /// County and value.
    pub figure: CountyFigure,
    /// The day it speaks of.
    pub as_of: Date,
    /// Where it was published.
    pub source: String,
}

const COLUMNS: &str = "county_code, county_name, indicator, value, as_of, benchmark, source";

fn county(r: &Row) -> Result<CountyFigure, StoreError> {
    Ok(CountyFigure {
        code: r.text("county_code")?,
        name: r.text("county_name")?,
        value: r.text("value")?,
        benchmark: r.opt_flag("benchmark")?.unwrap_or(false),
    })
}

/// Published figures for one indicator, by county code.
pub fn city_figures(tx: &mut Tx<'_>, region: &Region, indicator: Indicator) -> Result<Vec<CountyFigure>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM city_figure WHERE region = $1 AND indicator = $2 ORDER BY county_code"),
        vals![region, indicator.id()],
    )?
    .iter()
    .map(county)
    .collect()
}

/// All published figures with period and source, by county code and indicator.
pub fn peer_figures(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<PeerFigure>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM city_figure WHERE region = $1 ORDER BY county_code, indicator"),
        vals![region],
    )?
    .iter()
    .map(|r| {
        Ok(PeerFigure {
            indicator: Indicator::parse(&r.text("indicator")?)
                .ok_or_else(|| StoreError::corrupt("city_figure.indicator", "不认识的指标"))?,
            figure: county(r)?,
            as_of: r.date("as_of")?,
            source: r.opt_text("source")?.unwrap_or_default(),
        })
    })
    .collect()
}

/// The after-image of a county's published figure.
pub fn city_figure_change(region: &Region, peer: &PeerFigure) -> Change {
    let figure = &peer.figure;
    Change::put(
        "city_figure",
        vec![
            ("region", Val::from(region)),
            ("county_code", Val::from(&figure.code)),
            ("indicator", Val::from(peer.indicator.id())),
            ("county_name", Val::from(&figure.name)),
            ("value", Val::from(&figure.value)),
            ("as_of", Val::from(peer.as_of)),
            ("benchmark", Val::from(figure.benchmark.then_some(true))),
            ("source", Val::from((!peer.source.is_empty()).then_some(&*peer.source))),
        ],
    )
}

/// A county's figure is in no table any more.
pub fn city_figure_gone(region: &Region, indicator: Indicator, county_code: &str) -> Change {
    Change::remove(
        "city_figure",
        vec![
            ("region", Val::from(region)),
            ("county_code", Val::from(county_code)),
            ("indicator", Val::from(indicator.id())),
        ],
    )
}
