//! Runs of the detectors (监测批次): what was tested under which thresholds, frozen with everything that was found.

use domain::{
    base::{LeadId, Region, RunId},
    oversight::detectors::{Found, Lead},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Id.
    pub id: RunId,
    /// When.
    pub taken_at: Timestamp,
    /// First day looked at.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Version of the thresholds.
    pub profile_version: i64,
    /// What came of each detector; leads stand in the findings.
    pub tested: Vec<Found>,
}

const COLUMNS: &str = "id, taken_at, from_on, to_on, profile_version, tested";

fn read(r: &Row) -> Result<Run, StoreError> {
    Ok(Run {
        id: RunId::new(r.int("id")?),
        taken_at: r.instant("taken_at")?,
        from: r.date("from_on")?,
        to: r.date("to_on")?,
        profile_version: r.int("profile_version")?,
        tested: r.json("tested")?,
    })
}

/// Runs, the last first.
pub fn runs(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<Run>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM oversight_run WHERE region = $1 ORDER BY taken_at DESC, id DESC LIMIT $2");
    tx.rows(&sql, vals![region, limit])?.iter().map(read).collect()
}

/// One run.
pub fn run_of(tx: &mut Tx<'_>, region: &Region, id: RunId) -> Result<Option<Run>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM oversight_run WHERE region = $1 AND id = $2");
    tx.row(&sql, vals![region, id])?.as_ref().map(read).transpose()
}

/// The after-image of a run.
pub fn run_change(region: &Region, run: &Run) -> Change {
    Change::put(
        "oversight_run",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(run.id)),
            ("taken_at", Val::from(run.taken_at)),
            ("from_on", Val::from(run.from)),
            ("to_on", Val::from(run.to)),
            ("profile_version", Val::from(run.profile_version)),
            ("tested", Val::from(serde_json::json!(run.tested).to_string())),
        ],
    )
}

/// One thing that a run found, and the lead on the register that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Place in the run, from 1.
    pub no: i64,
    /// The lead.
    pub lead_id: LeadId,
    /// What was seen.
    pub lead: Lead,
}

/// Writes a finding; the event of the run vouches for all of them in bulk.
pub fn insert_finding(tx: &mut Tx<'_>, region: &Region, run: RunId, f: &Finding) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO oversight_finding (region, run_id, no, detector, subject, lead_id, body) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        vals![
            region,
            run,
            f.no,
            f.lead.detector.as_str(),
            f.lead.subject.key(),
            f.lead_id,
            serde_json::json!(f.lead).to_string()
        ],
    )?;
    Ok(())
}

/// Everything a run found, in its order.
pub fn run_findings(tx: &mut Tx<'_>, region: &Region, run: RunId) -> Result<Vec<Finding>, StoreError> {
    tx.rows(
        "SELECT no, lead_id, body FROM oversight_finding WHERE region = $1 AND run_id = $2 ORDER BY no",
        vals![region, run],
    )?
    .iter()
    .map(|r| Ok(Finding { no: r.int("no")?, lead_id: LeadId::new(r.int("lead_id")?), lead: r.json("body")? }))
    .collect()
}
