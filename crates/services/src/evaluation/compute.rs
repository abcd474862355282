//! Computing a period (计算得分): as a job once its facts had time to come in, or by hand. Nothing is overwritten: a period
//! that is computed again gets a further computation, and the one before stays with its rows.

use std::collections::BTreeSet;

use domain::{
    base::EvaluationRunId,
    evaluation::{CountyIndex, Excluded, Fact, Period, PeriodComputed, Refusal, finished_periods},
    people::{Act, Desk, Stamp},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    evaluation::{self as rows, Run},
    journal::{self, Entry, Stream},
};

use super::{
    Source, index,
    step::{named, scored},
};
use crate::{Bureau, Failure};

/// What was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computed {
    /// Id of the computation.
    pub run: i64,
    /// Which computation of its period, from 1.
    pub nth: i64,
    /// Rows behind it.
    pub facts: u64,
    /// Subjects scored.
    pub subjects: u64,
}

/// The rows of all sources in a period. Whatever a source says of measures that it does not name is left out.
fn gathered(bureau: &Bureau, sources: &[Source], period: Period) -> Result<Vec<Fact>, StoreError> {
    bureau.db().read(|tx| {
        let mut out = Vec::new();
        for source in sources {
            for mut fact in (source.facts)(bureau, tx, period)? {
                fact.values.retain(|word, _| source.measures.iter().any(|m| m.word == word));
                if !fact.values.is_empty() && fact.who.subjects().next().is_some() {
                    out.push(fact);
                }
            }
        }
        Ok(out)
    })
}

/// Computes a period that is over, from the facts as they are now and by the index in force.
pub fn compute_period(
    bureau: &Bureau,
    desk: &Desk,
    sources: &'static [Source],
    period: Period,
    key: Option<&str>,
) -> Result<Computed, Failure<Refusal>> {
    let role = if desk.is_system() { None } else { bureau.may(desk, Act::EvaluationRule)? };
    if period.last_day() >= bureau.today() {
        return Err(Failure::Refused(Refusal::Running(period.label())));
    }
    let facts = gathered(bureau, sources, period)?;
    if facts.is_empty() {
        return Err(Failure::Refused(Refusal::NoFacts(period.label())));
    }
    let command = bureau.command(desk, "evaluation.compute", key, &period.to_string());
    let (worker, id) = (bureau.clone(), EvaluationRunId::new(bureau.new_id()));
    let stamp = desk.stamp(bureau.now(), role);
    let done = bureau.db().commit(command, move |tx| -> Result<Computed, Failure<Refusal>> {
        let index = index::in_force(tx, worker.region())?;
        let excluded = rows::upheld_rows(tx, worker.region())?;
        Ok(write(&worker, tx, &stamp, sources, (id, period), (&index, &facts, &excluded))?)
    })?;
    Ok(done.value)
}

/// Freezes a computation with its scores and rows.
fn write(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    sources: &[Source],
    (id, period): (EvaluationRunId, Period),
    (index, facts, excluded): (&CountyIndex, &[Fact], &BTreeSet<Excluded>),
) -> Result<Computed, StoreError> {
    let region = bureau.region();
    let held: BTreeSet<(&str, &str)> = facts.iter().map(|f| (f.source.as_str(), f.key.as_str())).collect();
    let excluded: BTreeSet<Excluded> =
        excluded.iter().filter(|e| held.contains(&(e.source.as_str(), e.key.as_str()))).cloned().collect();
    let nth = rows::latest_run(tx, region, period)?.map_or(1, |r| r.nth + 1);
    let scores = named(tx, region, scored(sources, index, facts, &excluded))?;
    let run = Run {
        id,
        period,
        nth,
        index_version: index.index.version,
        computed_at: stamp.entered_at,
        excluded: excluded.clone(),
    };
    let kept = [rows::keep_scores(tx, region, id, &scores)?, rows::keep_facts(tx, region, id, facts)?];
    let event = PeriodComputed {
        period: period.to_string(),
        nth,
        index: run.index_version,
        facts: facts.len() as u64,
        excluded: excluded.len() as u64,
        subjects: scores.len() as u64,
    };
    let head = journal::head(tx, region, &Stream::evaluation())?;
    let [of_scores, of_facts] = kept;
    let entry = Entry::new(Stream::evaluation(), head, "evaluation.computed", &event)
        .with(rows::run_change(region, &run))
        .with_bulk(of_scores)
        .with_bulk(of_facts);
    journal::append(tx, region, stamp, entry)?;
    Ok(Computed { run: id.get(), nth, facts: event.facts, subjects: event.subjects })
}

/// How many of the last computations are looked at for rulings that came after them.
const LOOKED_AT: i64 = 40;

/// Computes finished periods that nobody computed, and again those in whose rows a dispute was upheld since: from the
/// rows that were frozen, under the index of then, so that nothing else moves. A job that may run as often as it likes.
/// Returns the periods.
pub fn run_evaluations(bureau: &Bureau, sources: &'static [Source]) -> Result<Vec<Period>, StoreError> {
    let (today, desk) = (bureau.today(), Desk::system("定时任务"));
    let mut out = Vec::new();
    let rules = bureau.db().read(|tx| index::in_force(tx, bureau.region()))?.rules;
    for period in finished_periods(today, rules.settle_days) {
        if bureau.db().read(|tx| rows::latest_run(tx, bureau.region(), period))?.is_some() {
            continue;
        }
        match compute_period(bureau, &desk, sources, period, None) {
            Ok(_) => out.push(period),
            Err(Failure::Store(e)) => return Err(e),
            // Nothing happened in it, or another process was faster.
            Err(Failure::Refused(_) | Failure::Denied(_) | Failure::NotFound | Failure::Stale) => {}
        }
    }
    for run in bureau.db().read(|tx| rows::runs(tx, bureau.region(), LOOKED_AT))? {
        let (worker, id) = (bureau.clone(), EvaluationRunId::new(bureau.new_id()));
        let (stamp, period) = (desk.stamp(bureau.now(), None), run.period);
        if bureau.db().write(move |tx| corrected(&worker, tx, &stamp, sources, (&run, id)))? {
            out.push(period);
        }
    }
    Ok(out)
}

/// Computes a period again without the rows that were taken out of it since. Whether there were any.
fn corrected(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    sources: &[Source],
    (before, id): (&Run, EvaluationRunId),
) -> Result<bool, StoreError> {
    let region = bureau.region();
    let upheld = rows::upheld_rows(tx, region)?;
    let mut came = false;
    for row in upheld.iter().filter(|row| !before.excluded.contains(row)) {
        came |= rows::holds_fact(tx, region, before.id, row)?;
    }
    // Somebody may have computed it since the list was read.
    if !came || rows::latest_run(tx, region, before.period)?.is_none_or(|last| last.id != before.id) {
        return Ok(false);
    }
    let facts = rows::facts_of(tx, region, before.id, None)?;
    let index = index::at(tx, region, before.index_version)?;
    write(bureau, tx, stamp, sources, (id, before.period), (&index, &facts, &upheld))?;
    Ok(true)
}
