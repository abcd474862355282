//! Metric profiles as rows.

use domain::{
    base::Region,
    indicators::{Indicator, Profile},
};

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// Every profile, in the report's order; within a figure the one in force first.
pub fn all_profiles(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<(Indicator, Profile)>, StoreError> {
    let mut out = tx
        .rows("SELECT body FROM metric_profile WHERE region = $1 ORDER BY id", vals![region])?
        .iter()
        .map(|r| {
            let profile: Profile = r.json("body")?;
            let indicator = profile.of().ok_or_else(|| StoreError::corrupt("metric_profile.body", "不认识的指标"))?;
            Ok((indicator, profile))
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    out.sort_by_key(|(i, p)| (*i, !p.in_force));
    Ok(out)
}

/// The profiles in force, in the report's order: one a figure.
pub fn profiles(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<(Indicator, Profile)>, StoreError> {
    let mut all = all_profiles(tx, region)?;
    all.retain(|(_, p)| p.in_force);
    Ok(all)
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
