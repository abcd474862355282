//! Computations of a period (评价计算): their scores and the rows behind them, frozen; the event of a computation vouches
//! for both by their digests.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{DepartmentId, EvaluationRunId, Region, StaffId},
    evaluation::{Excluded, Fact, Period, Score, Subject, SubjectKind, Who},
};
use jiff::Timestamp;

use crate::{
    journal::{self, Bulk, Change, insert},
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Id.
    pub id: EvaluationRunId,
    /// Its period.
    pub period: Period,
    /// Which computation of it, from 1: the last counts.
    pub nth: i64,
    /// Version of the index; 0 is the one that ships.
    pub index_version: u32,
    /// When.
    pub computed_at: Timestamp,
    /// Rows and measures that did not count.
    pub excluded: BTreeSet<Excluded>,
}

/// A score as it was computed.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRow {
    /// Whose.
    pub subject: Subject,
    /// Under which name then.
    pub name: String,
    /// Of which department; `None` where none is known.
    pub department: Option<DepartmentId>,
    /// The score with its parts.
    pub score: Score,
}

const COLUMNS: &str = "id, period, nth, index_version, computed_at, excluded";

fn read(row: &Row) -> Result<Run, StoreError> {
    let rows: Vec<(String, String, String)> = row.json("excluded")?;
    Ok(Run {
        id: EvaluationRunId::new(row.int("id")?),
        period: Period::parse(&row.text("period")?)
            .map_err(|e| StoreError::corrupt("evaluation_run.period", e.to_string()))?,
        nth: row.int("nth")?,
        index_version: row.num("index_version")?,
        computed_at: row.instant("computed_at")?,
        excluded: rows.into_iter().map(|(source, key, measure)| Excluded { source, key, measure }).collect(),
    })
}

/// One computation.
pub fn run(tx: &mut Tx<'_>, region: &Region, id: EvaluationRunId) -> Result<Option<Run>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM evaluation_run WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The one that counts for a period: its last.
pub fn latest_run(tx: &mut Tx<'_>, region: &Region, period: Period) -> Result<Option<Run>, StoreError> {
    tx.row(
        &format!("SELECT {COLUMNS} FROM evaluation_run WHERE region = $1 AND period = $2 ORDER BY nth DESC LIMIT 1"),
        vals![region, period.to_string()],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// All of a period, the last first.
pub fn runs_of_period(tx: &mut Tx<'_>, region: &Region, period: Period) -> Result<Vec<Run>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM evaluation_run WHERE region = $1 AND period = $2 ORDER BY nth DESC"),
        vals![region, period.to_string()],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The last computations of all periods, the newest first.
pub fn runs(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<Run>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM evaluation_run r WHERE r.region = $1 AND r.nth = (SELECT max(n.nth) FROM \
             evaluation_run n WHERE n.region = r.region AND n.period = r.period) ORDER BY r.computed_at DESC, r.id DESC LIMIT $2"
        ),
        vals![region, limit],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The after-image of a computation.
pub fn run_change(region: &Region, run: &Run) -> Change {
    let excluded: Vec<(&str, &str, &str)> =
        run.excluded.iter().map(|e| (e.source.as_str(), e.key.as_str(), e.measure.as_str())).collect();
    Change::put(
        "evaluation_run",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(run.id)),
            ("period", Val::from(run.period.to_string())),
            ("nth", Val::from(run.nth)),
            ("index_version", Val::from(i64::from(run.index_version))),
            ("computed_at", Val::from(run.computed_at)),
            ("excluded", Val::from(serde_json::json!(excluded).to_string())),
        ],
    )
}

/// Freezes the scores of a computation.
pub fn keep_scores(
    tx: &mut Tx<'_>,
    region: &Region,
    run: EvaluationRunId,
    scores: &[ScoreRow],
) -> Result<Bulk, StoreError> {
    let rows: Vec<Vec<Val>> = scores
        .iter()
        .map(|s| {
            vals![
                region,
                run,
                s.subject.kind.as_str(),
                &s.subject.key,
                &s.name,
                s.department,
                serde_json::json!(s.score).to_string(),
            ]
            .to_vec()
        })
        .collect();
    insert(
        tx,
        "INSERT INTO evaluation_score (region, run_id, kind, subject, name, department_id, body) VALUES",
        "",
        &rows,
    )?;
    journal::bulk(tx, region, "evaluation_score", run.get())
}

/// Freezes the rows behind a computation.
pub fn keep_facts(tx: &mut Tx<'_>, region: &Region, run: EvaluationRunId, facts: &[Fact]) -> Result<Bulk, StoreError> {
    let rows: Vec<Vec<Val>> = facts
        .iter()
        .map(|f| {
            vals![
                region,
                run,
                &f.source,
                &f.key,
                &f.label,
                f.on,
                f.who.department,
                f.who.window,
                f.who.person,
                f.who.township.as_deref(),
                serde_json::json!(f.values).to_string(),
            ]
            .to_vec()
        })
        .collect();
    insert(
        tx,
        "INSERT INTO evaluation_fact (region, run_id, source, fact_key, label, happened_on, department_id, window_no, \
         staff_id, township, body) VALUES",
        "",
        &rows,
    )?;
    journal::bulk(tx, region, "evaluation_fact", run.get())
}

fn score(row: &Row) -> Result<ScoreRow, StoreError> {
    let kind = SubjectKind::parse(&row.text("kind")?)
        .ok_or_else(|| StoreError::corrupt("evaluation_score.kind", "不认识的评价对象"))?;
    Ok(ScoreRow {
        subject: Subject { kind, key: row.text("subject")? },
        name: row.text("name")?,
        department: row.opt_int("department_id")?.map(DepartmentId::new),
        score: row.json("body")?,
    })
}

fn scores(tx: &mut Tx<'_>, met: &str, values: &[Val]) -> Result<Vec<ScoreRow>, StoreError> {
    tx.rows(
        &format!(
            "SELECT kind, subject, name, department_id, body FROM evaluation_score \
             WHERE region = $1 AND run_id = $2{met} ORDER BY kind, subject"
        ),
        values,
    )?
    .iter()
    .map(score)
    .collect()
}

/// All scores of a computation.
pub fn scores_of(tx: &mut Tx<'_>, region: &Region, run: EvaluationRunId) -> Result<Vec<ScoreRow>, StoreError> {
    scores(tx, "", vals![region, run])
}

/// Those of one kind.
pub fn scores_of_kind(
    tx: &mut Tx<'_>,
    region: &Region,
    run: EvaluationRunId,
    kind: SubjectKind,
) -> Result<Vec<ScoreRow>, StoreError> {
    scores(tx, " AND kind = $3", vals![region, run, kind.as_str()])
}

/// One.
pub fn score_of(
    tx: &mut Tx<'_>,
    region: &Region,
    run: EvaluationRunId,
    subject: &Subject,
) -> Result<Option<ScoreRow>, StoreError> {
    let met = " AND kind = $3 AND subject = $4";
    Ok(scores(tx, met, vals![region, run, subject.kind.as_str(), &subject.key])?.pop())
}

fn fact(row: &Row) -> Result<Fact, StoreError> {
    let values: BTreeMap<String, f64> = row.json("body")?;
    Ok(Fact {
        source: row.text("source")?,
        key: row.text("fact_key")?,
        label: row.text("label")?,
        on: row.date("happened_on")?,
        who: Who {
            department: row.opt_int("department_id")?.map(DepartmentId::new),
            window: row.opt_num("window_no")?,
            person: row.opt_int("staff_id")?.map(StaffId::new),
            township: row.opt_text("township")?,
        },
        values,
    })
}

/// Whether a row stands behind a computation.
pub fn holds_fact(tx: &mut Tx<'_>, region: &Region, run: EvaluationRunId, row: &Excluded) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT source FROM evaluation_fact WHERE region = $1 AND run_id = $2 AND source = $3 AND fact_key = $4",
        vals![region, run, &row.source, &row.key],
    )?;
    Ok(found.is_some())
}

/// The rows behind a computation: all, or those of one subject.
pub fn facts_of(
    tx: &mut Tx<'_>,
    region: &Region,
    run: EvaluationRunId,
    of: Option<&Subject>,
) -> Result<Vec<Fact>, StoreError> {
    let column = of.map(|s| match s.kind {
        SubjectKind::Department => "CAST(department_id AS TEXT)",
        SubjectKind::Window => "CAST(window_no AS TEXT)",
        SubjectKind::Person => "CAST(staff_id AS TEXT)",
        SubjectKind::Township => "township",
    });
    let met = column.map_or_else(String::new, |c| format!(" AND {c} = $3"));
    let mut values = vals![region, run].to_vec();
    values.extend(of.map(|s| Val::from(&s.key)));
    tx.rows(
        &format!(
            "SELECT source, fact_key, label, happened_on, department_id, window_no, staff_id, township, body \
             FROM evaluation_fact WHERE region = $1 AND run_id = $2{met} ORDER BY happened_on, source, fact_key"
        ),
        &values,
    )?
    .iter()
    .map(fact)
    .collect()
}
