//! Metric profiles and the city's published figures, as rows.

use domain::{
    base::Region,
    indicators::{CountyFigure, Indicator, Profile},
};
use jiff::civil::Date;

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// The profiles in force, in the report's order.
pub fn profiles(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<(Indicator, Profile)>, StoreError> {
    let mut out = tx
        .rows("SELECT body FROM metric_profile WHERE region = $1 ORDER BY id", vals![region])?
        .iter()
        .map(|r| {
            let profile: Profile = r.json("body")?;
            let indicator = Indicator::parse(&profile.indicator)
                .ok_or_else(|| StoreError::corrupt("metric_profile.body", "不认识的指标"))?;
            Ok((indicator, profile))
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    out.sort_by_key(|(i, _)| *i);
    Ok(out)
}

/// The after-image of a profile.
pub fn profile_change(region: &Region, p: &Profile) -> Change {
    Change::put(
        "metric_profile",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(&p.id)),
            ("version", Val::from(p.version)),
            ("indicator", Val::from(&p.indicator)),
            ("body", Val::from(serde_json::json!(p).to_string())),
        ],
    )
}

/// Published figures of the city's counties for one indicator, by county code.
pub fn city_figures(tx: &mut Tx<'_>, region: &Region, indicator: Indicator) -> Result<Vec<CountyFigure>, StoreError> {
    tx.rows(
        "SELECT county_code, county_name, value FROM city_figure WHERE region = $1 AND indicator = $2 ORDER BY county_code",
        vals![region, indicator.id()],
    )?
    .iter()
    .map(|r| {
        Ok(CountyFigure { code: r.text("county_code")?, name: r.text("county_name")?, value: r.text("value")? })
    })
    .collect()
}

/// The after-image of a county's published figure.
pub fn city_figure_change(region: &Region, indicator: Indicator, figure: &CountyFigure, as_of: Date) -> Change {
    Change::put(
        "city_figure",
        vec![
            ("region", Val::from(region)),
            ("county_code", Val::from(&figure.code)),
            ("indicator", Val::from(indicator.id())),
            ("county_name", Val::from(&figure.name)),
            ("value", Val::from(&figure.value)),
            ("as_of", Val::from(as_of)),
        ],
    )
}
