//! Whether something got better after an order (整改成效): the measures of the department in the period of the order and in
//! the last one after it, each with its interval.

use std::collections::BTreeMap;

use domain::{
    evaluation::{Effect, Measure, NodeKind, Period, Score, Subject, SubjectKind, Value, effect},
    rectification::Order,
};
use store::{
    StoreError, Tx,
    evaluation::{self as rows, Run},
};

use super::{Source, index, measures, orders::is_alike};
use crate::Bureau;

/// One measure before and after.
#[derive(Debug, Clone)]
pub struct EffectLine {
    /// Name of the indicator.
    pub name: String,
    /// What is measured.
    pub measure: Measure,
    /// The comparison.
    pub effect: Effect,
    /// In words.
    pub text: String,
}

/// What came after an order.
#[derive(Debug, Clone)]
pub struct OrderEffect {
    /// The order.
    pub order: Order,
    /// Points in its period.
    pub before: Option<f64>,
    /// The last period after it, with its points; `None` before there is one.
    pub after: Option<(Period, Option<f64>)>,
    /// Measures that have rows on both sides.
    pub lines: Vec<EffectLine>,
}

/// Compares the period of an order with the last one of its length after it.
pub(super) fn effect_of(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    sources: &[Source],
    order: Order,
) -> Result<OrderEffect, StoreError> {
    let region = bureau.region();
    let mut out = OrderEffect { before: None, after: None, lines: Vec::new(), order };
    let Ok(period) = Period::parse(&out.order.source_ref) else { return Ok(out) };
    let subject = Subject { kind: SubjectKind::Department, key: out.order.subject.key.clone() };
    let Some(then) = rows::latest_run(tx, region, period)? else { return Ok(out) };
    let mut later: Vec<Run> = rows::runs(tx, region, 1_000)?
        .into_iter()
        .filter(|r| r.period.first_day() > period.first_day() && is_alike(r.period, period))
        .collect();
    later.sort_by_key(|r| r.period.first_day());
    let was = rows::score_of(tx, region, then.id, &subject)?.map(|s| s.score);
    out.before = was.as_ref().and_then(|s| s.points);
    let Some(run) = later.pop() else { return Ok(out) };
    let is = rows::score_of(tx, region, run.id, &subject)?.map(|s| s.score);
    out.after = Some((run.period, is.as_ref().and_then(|s| s.points)));
    let (Some(was), Some(is)) = (was, is) else { return Ok(out) };
    let county = index::at(tx, region, run.index_version)?;
    let values = |score: &Score| -> BTreeMap<String, Value> {
        score.parts.iter().filter_map(|p| Some((p.key.clone(), p.value?))).collect()
    };
    let (was, is) = (values(&was), values(&is));
    let settings = (county.rules.effect_least, county.rules.confidence);
    let known = measures(sources);
    for node in county.index.walk() {
        let NodeKind::Leaf(leaf) = &node.kind else { continue };
        let measure = known.iter().find(|m| m.word == leaf.measure);
        let (Some(measure), Some(a), Some(b)) = (measure, was.get(&node.key), is.get(&node.key)) else { continue };
        let found = effect((*a, *b), leaf.direction, measure.unit, settings);
        out.lines.push(EffectLine {
            name: node.name.clone(),
            measure: *measure,
            text: found.text(measure.unit, county.rules.confidence),
            effect: found,
        });
    }
    Ok(out)
}
