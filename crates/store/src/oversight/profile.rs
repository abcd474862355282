//! Thresholds of the detectors as rows (监测口径): every version stays.

use domain::{base::Region, oversight::detectors::Profile};
use jiff::Timestamp;

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// The newest profile; `None` = the county has not set one of its own.
pub fn detector_profile(tx: &mut Tx<'_>, region: &Region) -> Result<Option<Profile>, StoreError> {
    tx.row("SELECT body FROM detector_profile WHERE region = $1 ORDER BY version DESC LIMIT 1", vals![region])?
        .map(|r| {
            let profile: Profile = r.json("body")?;
            profile.check().map_err(|e| StoreError::corrupt("detector_profile.body", e.to_string()))?;
            Ok(profile)
        })
        .transpose()
}

/// Every profile of the county's own with when it was set, the oldest first.
pub fn detector_profiles(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<(Profile, Timestamp)>, StoreError> {
    tx.rows("SELECT body, entered_at FROM detector_profile WHERE region = $1 ORDER BY version", vals![region])?
        .iter()
        .map(|r| {
            let profile: Profile = r.json("body")?;
            profile.check().map_err(|e| StoreError::corrupt("detector_profile.body", e.to_string()))?;
            Ok((profile, r.instant("entered_at")?))
        })
        .collect()
}

/// The after-image of a profile.
pub fn detector_profile_change(region: &Region, profile: &Profile, at: Timestamp) -> Change {
    Change::put(
        "detector_profile",
        vec![
            ("region", Val::from(region)),
            ("version", Val::from(profile.version)),
            ("entered_at", Val::from(at)),
            ("body", Val::from(serde_json::json!(profile).to_string())),
        ],
    )
}
