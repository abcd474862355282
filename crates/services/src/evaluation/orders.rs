//! Orders upon low scores (倒逼整改): every department below the line of the index gets one in the register, once for a
//! period; the next score is the proof that closes it.

use std::collections::BTreeSet;

use domain::{
    base::{EvaluationRunId, OrderId},
    evaluation::{Period, Refusal, Subject, SubjectKind, asks_for_order, order_words, points_text},
    people::{Act, Desk},
    rectification::{self as register, Condition, NewOrder, Order, Proof, Source as OrderSource, SubjectKind as About},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    evaluation::{self as rows, Run, ScoreRow},
    rectification::{OrderFilter, orders},
};

use super::{index, step::person};
use crate::{Bureau, Failure, rectification::issue_within};

/// Orders of a period that are read.
const MOST: i64 = 1_000;

/// What was opened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Numbers as printed.
    pub orders: Vec<String>,
}

/// Departments of a computation that ask for an order and have none of this period, whether open or closed.
pub(super) fn due(bureau: &Bureau, tx: &mut Tx<'_>, run: &Run) -> Result<Vec<ScoreRow>, StoreError> {
    let region = bureau.region();
    let rules = index::at(tx, region, run.index_version)?.rules;
    let had: BTreeSet<String> = orders_of(bureau, tx, run.period)?.into_iter().map(|order| order.subject.key).collect();
    Ok(rows::scores_of_kind(tx, region, run.id, SubjectKind::Department)?
        .into_iter()
        .filter(|s| s.department.is_some() && asks_for_order(&s.subject, &s.score, &rules))
        .filter(|s| !had.contains(&s.subject.key))
        .collect())
}

/// The orders that were opened upon the scores of a period.
pub(super) fn orders_of(bureau: &Bureau, tx: &mut Tx<'_>, period: Period) -> Result<Vec<Order>, StoreError> {
    let filter = OrderFilter {
        source: Some(OrderSource::Score),
        source_ref: Some(period.to_string()),
        ..OrderFilter::default()
    };
    orders(tx, bureau.region(), &filter, bureau.today(), None, MOST)
}

/// Opens what the line of the index asks for. As often as it is asked for, a department gets one order a period.
pub fn open_orders(
    bureau: &Bureau,
    desk: &Desk,
    run: EvaluationRunId,
    key: Option<&str>,
) -> Result<Opened, Failure<Refusal>> {
    let role = bureau.may(desk, Act::EvaluationRule)?;
    let (by, stamp) = (person(desk)?, desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "evaluation.orders", key, &run.get());
    let waiting = bureau.db().read(|tx| match rows::run(tx, bureau.region(), run)? {
        Some(run) => due(bureau, tx, &run).map(Some),
        None => Ok(None),
    })?;
    // As many ids as can be needed: the closure may be run again and must not take chance anew.
    let ids: Vec<OrderId> = waiting.ok_or(Failure::NotFound)?.iter().map(|_| OrderId::new(bureau.new_id())).collect();
    let worker = bureau.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<Opened, Failure<Refusal>> {
        let region = worker.region();
        let run = rows::run(tx, region, run)?.ok_or(Failure::NotFound)?;
        let rules = index::at(tx, region, run.index_version)?.rules;
        let due_on = worker.calendar(tx)?.add_workdays(worker.today(), rules.order_workdays).on;
        let mut opened = Opened::default();
        for (row, id) in due(&worker, tx, &run)?.into_iter().zip(&ids) {
            let points = row.score.points.unwrap_or_default();
            let new = NewOrder {
                source: OrderSource::Score,
                source_ref: run.period.to_string(),
                subject: register::Subject { kind: About::Department, key: row.subject.key, name: row.name },
                department: row.department,
                unit_name: String::new(),
                blocker: String::new(),
                requirement: rules.requirement.clone(),
                was: order_words(&run.period.label(), points, &rules),
            };
            match issue_within(&worker, tx, &stamp, &new, (*id, by, due_on)) {
                Ok(order) => opened.orders.push(order.no.to_string()),
                Err(Failure::Refused(refusal)) => {
                    return Err(Failure::Refused(Refusal::OrderRefused(refusal.to_string())));
                }
                Err(other) => return Err(other.map(|r| Refusal::OrderRefused(r.to_string()))),
            }
        }
        Ok(opened)
    })?;
    Ok(done.value)
}

/// What the scores after it tell of an order: a later period of the same length at the line or above is met, one below is
/// not, and before there is one nobody knows.
pub fn prove_order(bureau: &Bureau, order: &Order) -> Result<Proof, StoreError> {
    let told = |condition, effect: String| Proof { condition, effect };
    let Ok(period) = Period::parse(&order.source_ref) else { return Ok(Proof::judged()) };
    let subject = Subject { kind: SubjectKind::Department, key: order.subject.key.clone() };
    bureau.db().read(|tx| {
        let region = bureau.region();
        let mut later: Vec<Run> = rows::runs(tx, region, MOST)?
            .into_iter()
            .filter(|r| r.period.before() >= period && is_alike(r.period, period))
            .collect();
        later.sort_by_key(|r| r.period.first_day());
        let Some(run) = later.pop() else {
            return Ok(told(Condition::NotMet, "下一期评价还没有算出来".to_owned()));
        };
        let Some(score) = rows::score_of(tx, region, run.id, &subject)? else {
            return Ok(told(Condition::Judged, format!("{}没有这个部门的数据", run.period.label())));
        };
        let rules = index::at(tx, region, run.index_version)?.rules;
        let label = run.period.label();
        Ok(match score.score.points {
            None => told(Condition::Judged, format!("{label}数据不够，没有得分")),
            Some(points) if asks_for_order(&subject, &score.score, &rules) => {
                told(Condition::NotMet, order_words(&label, points, &rules))
            }
            Some(points) => told(Condition::Met, format!("{label}评价 {} 分", points_text(points))),
        })
    })
}

/// Whether two periods are of the same length.
pub(super) fn is_alike(a: Period, b: Period) -> bool {
    match (a, b) {
        (Period::Month(..), Period::Month(..))
        | (Period::Quarter(..), Period::Quarter(..))
        | (Period::Year(_), Period::Year(_)) => true,
        (Period::Month(..) | Period::Quarter(..) | Period::Year(_), _) => false,
    }
}
