//! Disputes of rows (得分异议): raising one of one's own score, the list of those that wait, ruling.

use std::collections::BTreeMap;

use domain::{
    base::{EvaluationDisputeId, EvaluationRunId, StaffId},
    evaluation::{Dispute, Disputed, Excluded, Refusal, Subject, SubjectKind, raise, rule},
    people::{Act, Desk},
};
use serde::{Deserialize, Serialize};
use store::{
    evaluation as rows,
    journal::{self, Entry, Stream},
    people,
};

use super::{index, step::person};
use crate::{Bureau, Failure, Never};

/// What is disputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DisputeForm {
    /// The computation.
    pub run: i64,
    /// Source of the row.
    pub source: String,
    /// Its key.
    pub fact: String,
    /// The measure.
    pub measure: String,
    /// Why.
    pub reason: String,
}

/// Disputes a row of one's own score. Returns the dispute's id.
pub fn raise_dispute(
    bureau: &Bureau,
    desk: &Desk,
    form: &DisputeForm,
    key: Option<&str>,
) -> Result<EvaluationDisputeId, Failure<Refusal>> {
    let role = bureau.may(desk, Act::EvaluationOwn)?;
    let (by, now) = (person(desk)?, bureau.now());
    let (stamp, id) = (desk.stamp(now, role), EvaluationDisputeId::new(bureau.new_id()));
    let command = bureau.command(desk, "evaluation.dispute", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let region = worker.region();
        let run = rows::run(tx, region, EvaluationRunId::new(form.run))?.ok_or(Failure::NotFound)?;
        let own = Subject { kind: SubjectKind::Person, key: by.to_string() };
        let facts = rows::facts_of(tx, region, run.id, Some(&own))?;
        let fact = facts
            .into_iter()
            .find(|f| f.source == form.source && f.key == form.fact)
            .ok_or(Failure::Refused(Refusal::NotYours))?;
        if !fact.values.contains_key(&form.measure) {
            return Err(Failure::Refused(Refusal::NoRow));
        }
        let row = Excluded { source: fact.source, key: fact.key, measure: form.measure.clone() };
        if rows::dispute_of_row(tx, region, &row)?.is_some() {
            return Err(Failure::Refused(Refusal::Disputed));
        }
        let rules = index::at(tx, region, run.index_version)?.rules;
        let calendar = worker.calendar(tx)?;
        let new = Disputed {
            id,
            run: (run.id, run.computed_at),
            period: run.period.to_string(),
            row,
            label: fact.label,
            reason: &form.reason,
        };
        let (dispute, event) = raise(new, (&rules, &calendar), (by, now)).map_err(Failure::Refused)?;
        let entry = Entry::new(Stream::evaluation_dispute(id), 0, "evaluation.disputed", &event)
            .with(rows::dispute_change(region, &dispute));
        journal::append(tx, region, &stamp, entry)?;
        Ok(id.get())
    })?;
    Ok(EvaluationDisputeId::new(done.value))
}

/// A dispute with who raised it.
#[derive(Debug, Clone)]
pub struct DisputeLine {
    /// The dispute.
    pub dispute: Dispute,
    /// Who raised it, by name.
    pub by: String,
    /// Its day to rule is over.
    pub is_late: bool,
    /// Whether whoever asks may rule on it: it waits, and is not their own.
    pub can_rule: bool,
}

/// Disputes that are shown.
const SHOWN: i64 = 500;

/// All disputes, those that wait first.
pub fn disputes(bureau: &Bureau, desk: &Desk) -> Result<Vec<DisputeLine>, Failure<Never>> {
    bureau.may(desk, Act::EvaluationRule)?;
    let (me, region, today) = (person(desk)?, bureau.region(), bureau.today());
    let (found, names) = bureau.db().read(|tx| {
        let names: BTreeMap<StaffId, String> =
            people::staff_list(tx, region)?.into_iter().map(|s| (s.id, s.name)).collect();
        Ok((rows::disputes(tx, region, None, SHOWN)?, names))
    })?;
    Ok(found
        .into_iter()
        .map(|dispute| {
            let waits = dispute.stage == domain::evaluation::DisputeStage::Raised;
            DisputeLine {
                by: names.get(&dispute.by).cloned().unwrap_or_default(),
                is_late: waits && dispute.rule_by < today,
                can_rule: waits && dispute.by != me,
                dispute,
            }
        })
        .collect())
}

/// What came of a ruling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruled {
    /// Whether the row stops counting.
    pub upheld: bool,
}

/// Rules on a dispute under its expected version. One that is upheld takes the row out at the next run of the job.
pub fn rule_dispute(
    bureau: &Bureau,
    desk: &Desk,
    (id, expected): (EvaluationDisputeId, i64),
    (upheld, reason): (bool, &str),
    key: Option<&str>,
) -> Result<Ruled, Failure<Refusal>> {
    let role = bureau.may(desk, Act::EvaluationRule)?;
    let (by, now) = (person(desk)?, bureau.now());
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "evaluation.rule", key, &(id.get(), expected, upheld, reason));
    let (worker, reason) = (bureau.clone(), reason.to_owned());
    let done = bureau.db().commit(command, move |tx| -> Result<Ruled, Failure<Refusal>> {
        let region = worker.region();
        let dispute = rows::dispute(tx, region, id)?.ok_or(Failure::NotFound)?;
        if dispute.version != expected {
            return Err(Failure::Stale);
        }
        let (next, event) = rule(dispute, upheld, &reason, (by, now)).map_err(Failure::Refused)?;
        let entry = Entry::new(Stream::evaluation_dispute(id), expected, "evaluation.ruled", &event)
            .with(rows::dispute_change(region, &next));
        journal::append(tx, region, &stamp, entry)?;
        Ok(Ruled { upheld })
    })?;
    Ok(done.value)
}
