//! Disputes of rows behind scores (得分异议), rebuilt from nullable columns by a total match.

use std::collections::BTreeSet;

use domain::{
    base::{EvaluationDisputeId, EvaluationRunId, Region, StaffId},
    evaluation::{Dispute, DisputeStage, Excluded, Ruling},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "id, version, run_id, period, source, fact_key, measure, label, reason, raised_by, raised_at, \
     rule_by, stage, ruling, ruled_by, ruled_at";

fn corrupt(why: &'static str) -> StoreError {
    StoreError::corrupt("evaluation_dispute", why)
}

fn row_of(row: &Row) -> Result<Excluded, StoreError> {
    Ok(Excluded { source: row.text("source")?, key: row.text("fact_key")?, measure: row.text("measure")? })
}

fn read(row: &Row) -> Result<Dispute, StoreError> {
    let ruling = match (row.opt_text("ruling")?, row.opt_int("ruled_by")?, row.opt_instant("ruled_at")?) {
        (None, None, None) => None,
        (Some(text), Some(by), Some(at)) => Some(Ruling { text, by: StaffId::new(by), at }),
        (_, _, _) => return Err(corrupt("裁定的内容、人员、时间不齐")),
    };
    let stage = match (row.text("stage")?.as_str(), ruling) {
        ("raised", None) => DisputeStage::Raised,
        ("upheld", Some(ruling)) => DisputeStage::Upheld(ruling),
        ("dismissed", Some(ruling)) => DisputeStage::Dismissed(ruling),
        (_, _) => return Err(corrupt("进度与裁定不一致")),
    };
    Ok(Dispute {
        id: EvaluationDisputeId::new(row.int("id")?),
        version: row.int("version")?,
        run: EvaluationRunId::new(row.int("run_id")?),
        period: row.text("period")?,
        row: row_of(row)?,
        label: row.text("label")?,
        reason: row.text("reason")?,
        by: StaffId::new(row.int("raised_by")?),
        at: row.instant("raised_at")?,
        rule_by: row.date("rule_by")?,
        stage,
    })
}

/// One dispute.
pub fn dispute(tx: &mut Tx<'_>, region: &Region, id: EvaluationDisputeId) -> Result<Option<Dispute>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM evaluation_dispute WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The dispute of a row and a measure, in whichever computation it was found.
pub fn dispute_of_row(tx: &mut Tx<'_>, region: &Region, row: &Excluded) -> Result<Option<Dispute>, StoreError> {
    tx.row(
        &format!(
            "SELECT {COLUMNS} FROM evaluation_dispute WHERE region = $1 AND source = $2 AND fact_key = $3 AND measure = $4"
        ),
        vals![region, &row.source, &row.key, &row.measure],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// All disputes, those that wait first; of one person or of all.
pub fn disputes(tx: &mut Tx<'_>, region: &Region, by: Option<StaffId>, limit: i64) -> Result<Vec<Dispute>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM evaluation_dispute WHERE region = $1 \
             AND (CAST($2 AS BIGINT) IS NULL OR raised_by = CAST($2 AS BIGINT)) \
             ORDER BY CASE WHEN stage = 'raised' THEN 0 ELSE 1 END, rule_by DESC, id DESC LIMIT $3"
        ),
        vals![region, by, limit],
    )?
    .iter()
    .map(read)
    .collect()
}

/// How many wait for a ruling.
pub fn open_dispute_count(tx: &mut Tx<'_>, region: &Region) -> Result<u64, StoreError> {
    tx.row("SELECT count(*) AS n FROM evaluation_dispute WHERE region = $1 AND stage = 'raised'", vals![region])?
        .map_or(Ok(0), |r| r.num("n"))
}

/// The rows that do not count any more.
pub fn upheld_rows(tx: &mut Tx<'_>, region: &Region) -> Result<BTreeSet<Excluded>, StoreError> {
    tx.rows(
        "SELECT source, fact_key, measure FROM evaluation_dispute WHERE region = $1 AND stage = 'upheld'",
        vals![region],
    )?
    .iter()
    .map(row_of)
    .collect()
}

/// The after-image of a dispute.
pub fn dispute_change(region: &Region, d: &Dispute) -> Change {
    let ruling = match &d.stage {
        DisputeStage::Raised => None,
        DisputeStage::Upheld(ruling) | DisputeStage::Dismissed(ruling) => Some(ruling),
    };
    Change::put(
        "evaluation_dispute",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(d.id)),
            ("version", Val::from(d.version)),
            ("run_id", Val::from(d.run)),
            ("period", Val::from(&d.period)),
            ("source", Val::from(&d.row.source)),
            ("fact_key", Val::from(&d.row.key)),
            ("measure", Val::from(&d.row.measure)),
            ("label", Val::from(&d.label)),
            ("reason", Val::from(&d.reason)),
            ("raised_by", Val::from(d.by)),
            ("raised_at", Val::from(d.at)),
            ("rule_by", Val::from(d.rule_by)),
            ("stage", Val::from(d.stage.as_str())),
            ("ruling", Val::from(ruling.map(|r| r.text.as_str()))),
            ("ruled_by", Val::from(ruling.map(|r| r.by))),
            ("ruled_at", Val::from(ruling.map(|r| r.at))),
        ],
    )
}
