//! The rows behind one leaf of one score (得分依据), each with the dispute that was raised of it.

use domain::{
    base::EvaluationRunId,
    evaluation::{Dispute, Excluded, Fact, Measure, NodeKind, Subject, SubjectKind, dispute_until},
    people::{Act, Desk, authorise},
};
use jiff::civil::Date;
use store::evaluation::{self as rows, Run, ScoreRow};

use super::{
    Source, index, measures,
    step::{is_own, may_open},
};
use crate::{Bureau, Failure, Never};

/// A row.
#[derive(Debug, Clone)]
pub struct LeafRow {
    /// The row.
    pub fact: Fact,
    /// What it says of the measure.
    pub value: f64,
    /// It does not count in this computation.
    pub is_excluded: bool,
    /// What was disputed of it.
    pub dispute: Option<Dispute>,
}

/// The rows of a leaf.
#[derive(Debug, Clone)]
pub struct LeafRows {
    /// Whose.
    pub row: ScoreRow,
    /// The computation.
    pub run: Run,
    /// Name of the indicator.
    pub name: String,
    /// What is measured.
    pub measure: Measure,
    /// Rows, the oldest first; none where too few were asked to be shown.
    pub rows: Vec<LeafRow>,
    /// There are rows, and too few to show them.
    pub withheld: Option<u32>,
    /// Last day to dispute one; `None` where whoever asks cannot.
    pub dispute_until: Option<Date>,
}

/// The rows behind a leaf, for whoever may open the score. Of fewer answers than the leaf asks for none is shown: they
/// would tell who answered.
pub fn leaf_rows(
    bureau: &Bureau,
    desk: &Desk,
    sources: &[Source],
    (run, subject): (EvaluationRunId, &Subject),
    leaf: &str,
) -> Result<LeafRows, Failure<Never>> {
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(run) = rows::run(tx, region, run)? else { return Ok(None) };
        let Some(row) = rows::score_of(tx, region, run.id, subject)? else { return Ok(None) };
        let index = index::at(tx, region, run.index_version)?;
        let facts = rows::facts_of(tx, region, run.id, Some(subject))?;
        Ok(Some((run, row, index, facts)))
    })?;
    let (run, row, index, facts) = found.ok_or(Failure::NotFound)?;
    may_open(desk, &row)?;
    let node = index.index.walk().find(|n| n.key == leaf).ok_or(Failure::NotFound)?;
    let NodeKind::Leaf(asked) = &node.kind else { return Err(Failure::NotFound) };
    let known = measures(sources);
    let measure = known.into_iter().find(|m| m.word == asked.measure).ok_or(Failure::NotFound)?;
    let of: Vec<(Fact, f64)> =
        facts.into_iter().filter_map(|f| f.values.get(measure.word).copied().map(|v| (f, v))).collect();
    let part = row.score.parts.iter().find(|p| p.key == leaf);
    let withheld = part.filter(|p| p.too_few).map(|_| of.len() as u32);
    let rows = match withheld {
        Some(_) => Vec::new(),
        None => bureau.db().read(|tx| {
            let one = |(fact, value): &(Fact, f64)| -> Result<LeafRow, store::StoreError> {
                let row =
                    Excluded { source: fact.source.clone(), key: fact.key.clone(), measure: measure.word.to_owned() };
                Ok(LeafRow {
                    is_excluded: run.excluded.contains(&row),
                    dispute: rows::dispute_of_row(tx, region, &row)?,
                    fact: fact.clone(),
                    value: *value,
                })
            };
            of.iter().map(one).collect::<Result<Vec<_>, _>>()
        })?,
    };
    let may_dispute = subject.kind == SubjectKind::Person
        && is_own(desk, subject)
        && authorise(desk, Act::EvaluationOwn, None).is_ok();
    let until = dispute_until(domain::base::shanghai_day(run.computed_at), &index.rules);
    Ok(LeafRows {
        dispute_until: (may_dispute && bureau.today() <= until).then_some(until),
        name: node.name.clone(),
        row,
        run,
        measure,
        rows,
        withheld,
    })
}
