//! Versions of the county's plan (回访方案).

use domain::{base::Region, followup::CountyPlan};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

fn read(row: &Row) -> Result<CountyPlan, StoreError> {
    Ok(CountyPlan { version: row.int("version")?, ..row.json("body")? })
}

/// The newest version; `None` while nobody has changed the one that ships.
pub fn followup_plan(tx: &mut Tx<'_>, region: &Region) -> Result<Option<CountyPlan>, StoreError> {
    tx.row("SELECT version, body FROM followup_plan WHERE region = $1 ORDER BY version DESC LIMIT 1", vals![region])?
        .as_ref()
        .map(read)
        .transpose()
}

/// One version.
pub fn followup_plan_at(tx: &mut Tx<'_>, region: &Region, version: i64) -> Result<Option<CountyPlan>, StoreError> {
    tx.row("SELECT version, body FROM followup_plan WHERE region = $1 AND version = $2", vals![region, version])?
        .as_ref()
        .map(read)
        .transpose()
}

/// All versions, the newest first.
pub fn followup_plans(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<CountyPlan>, StoreError> {
    tx.rows("SELECT version, body FROM followup_plan WHERE region = $1 ORDER BY version DESC", vals![region])?
        .iter()
        .map(read)
        .collect()
}

/// The after-image of a version.
pub fn plan_change(region: &Region, plan: &CountyPlan) -> Change {
    Change::put(
        "followup_plan",
        vec![
            ("region", Val::from(region)),
            ("version", Val::from(plan.version)),
            ("body", Val::from(serde_json::json!(plan).to_string())),
        ],
    )
}
