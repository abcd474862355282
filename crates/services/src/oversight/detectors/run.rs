//! A run (监测一次): every detector asked about the days, what was found frozen under one event, new leads put on the
//! register, open ones brought up to date.

use domain::{
    base::{LeadId, RunId},
    oversight::{
        detectors::{Found, Lead, Outcome, RunTaken, Tested},
        leads::{self as rules, LeadNo, Novelty},
    },
    people::{Act, Desk, Stamp},
};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    oversight::{self as rows, Finding, Run},
};

use super::facts::gather;
use crate::{Bureau, Failure, Never};

/// Longest stretch of days, so that a run stays within memory.
const LONGEST_DAYS: i32 = 400;
/// Days looked at unless somebody names others.
const USUAL_DAYS: i64 = 90;

/// Why nothing was run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DetectRefusal {
    /// A day to come.
    #[error("{0} 还没有到，最晚监测到今天")]
    Future(Date),
    /// The end before the beginning.
    #[error("开始日期晚于结束日期，请对调")]
    Turned,
    /// Too many days.
    #[error("一次最多监测 400 天，请分段")]
    TooLong,
}

/// What a run told.
#[derive(Debug, Clone)]
pub struct RunReport {
    /// The run.
    pub run: Run,
    /// What was found, with the lead on the register.
    pub findings: Vec<Finding>,
    /// How many of them are new on the register; `None` where an earlier run is shown.
    pub new: Option<u64>,
}

/// Runs the detectors over the days, both counted; of those not named the last 90 up to today.
pub fn detect(
    bureau: &Bureau,
    desk: &Desk,
    (from, to): (Option<Date>, Option<Date>),
) -> Result<RunReport, Failure<DetectRefusal>> {
    let role = bureau.may(desk, Act::LeadDetect)?;
    let today = bureau.today();
    let to = to.unwrap_or(today);
    let from = from.unwrap_or_else(|| to.saturating_sub((USUAL_DAYS - 1).days()));
    let refusal = match (to > today, from > to) {
        (true, _) => Some(DetectRefusal::Future(to)),
        (_, true) => Some(DetectRefusal::Turned),
        (false, false) => ((to - from).get_days() > LONGEST_DAYS).then_some(DetectRefusal::TooLong),
    };
    if let Some(refusal) = refusal {
        return Err(Failure::Refused(refusal));
    }
    let facts = gather(bureau, Some(desk), (from, to))?;
    let looked = facts.look();
    let now = bureau.now();
    let leads: Vec<Lead> = looked.iter().flat_map(|f| f.outcome.leads().iter().cloned()).collect();
    let run = Run {
        id: RunId::new(bureau.new_id()),
        taken_at: now,
        from,
        to,
        profile_version: facts.profile.version,
        tested: looked.into_iter().map(without_leads).collect(),
    };
    let ids: Vec<LeadId> = leads.iter().map(|_| LeadId::new(bureau.new_id())).collect();
    let stamp = desk.stamp(now, role);
    let (worker, kept) = (bureau.clone(), run.clone());
    let (findings, new) = bureau.db().write(move |tx| -> Result<(Vec<Finding>, u64), StoreError> {
        register(&worker, tx, &kept, &stamp, leads.iter().zip(&ids))
    })?;
    Ok(RunReport { run, findings, new: Some(new) })
}

/// The leads stand in the findings, once.
fn without_leads(found: Found) -> Found {
    let outcome = match found.outcome {
        Outcome::Tested(tested) => Outcome::Tested(Tested { leads: Vec::new(), ..tested }),
        outcome @ (Outcome::Off | Outcome::NoData(_)) => outcome,
    };
    Found { outcome, ..found }
}

/// Puts what was found on the register, and freezes the run.
fn register<'a>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    run: &Run,
    stamp: &Stamp,
    leads: impl Iterator<Item = (&'a Lead, &'a LeadId)>,
) -> Result<(Vec<Finding>, u64), StoreError> {
    let region = bureau.region();
    let occasion = rules::Finding { run: run.id, at: run.taken_at, from: run.from, to: run.to };
    let (mut findings, mut new) = (Vec::new(), 0);
    for ((lead, id), no) in leads.zip(1..) {
        let known = rows::newest_lead(tx, region, lead.detector, &lead.subject.key())?;
        let lead_id = match (rules::novelty(lead, known.as_ref()), known) {
            (Novelty::Again, Some(known)) => {
                let (next, event) = rules::find_again(known, lead.clone(), occasion);
                let entry = Entry::new(Stream::lead(next.id), next.version - 1, "oversight.lead_found_again", &event)
                    .with(rows::lead_change(region, &next));
                journal::append(tx, region, stamp, entry)?;
                next.id
            }
            (Novelty::Settled, Some(known)) => known.id,
            (Novelty::New | Novelty::Again | Novelty::Settled, _) => {
                new += 1;
                enter(bureau, tx, stamp, (*id, lead), occasion)?
            }
        };
        let finding = Finding { no, lead_id, lead: lead.clone() };
        rows::insert_finding(tx, region, run.id, &finding)?;
        findings.push(finding);
    }
    let count = |of: fn(&Outcome) -> bool| run.tested.iter().filter(|f| of(&f.outcome)).count() as u64;
    let event = RunTaken {
        from: run.from,
        to: run.to,
        profile_version: run.profile_version,
        tested: count(|o| matches!(o, Outcome::Tested(_))),
        without_data: count(|o| matches!(o, Outcome::NoData(_))),
        found: findings.len() as u64,
        new,
    };
    let frozen = journal::bulk(tx, region, "oversight_finding", run.id.get())?;
    let seq = journal::head(tx, region, &Stream::detectors())?;
    let entry = Entry::new(Stream::detectors(), seq, "oversight.run_taken", &event)
        .with(rows::run_change(region, run))
        .with_bulk(frozen);
    journal::append(tx, region, stamp, entry)?;
    Ok((findings, new))
}

/// A new line of the register.
fn enter(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    (id, lead): (LeadId, &Lead),
    occasion: rules::Finding,
) -> Result<LeadId, StoreError> {
    let (region, at): (_, Timestamp) = (bureau.region(), occasion.at);
    let year = domain::base::shanghai_day(at).year();
    let no = LeadNo::new(year, rows::take_lead_numbers(tx, region, year, 1)?);
    let (tracked, event) = rules::find(id, no, lead.clone(), occasion);
    let entry =
        Entry::new(Stream::lead(id), 0, "oversight.lead_found", &event).with(rows::lead_change(region, &tracked));
    journal::append(tx, region, stamp, entry)?;
    Ok(id)
}

/// Runs so far, the last first, at most 50.
pub fn run_list(bureau: &Bureau, desk: &Desk) -> Result<Vec<Run>, Failure<Never>> {
    bureau.may(desk, Act::LeadDetect)?;
    Ok(bureau.db().read(|tx| rows::runs(tx, bureau.region(), 50))?)
}

/// A run with everything it found.
pub fn run_report(bureau: &Bureau, desk: &Desk, id: RunId) -> Result<RunReport, Failure<Never>> {
    bureau.may(desk, Act::LeadDetect)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(run) = rows::run_of(tx, region, id)? else { return Ok(None) };
        Ok(Some(RunReport { findings: rows::run_findings(tx, region, id)?, run, new: None }))
    })?;
    found.ok_or(Failure::NotFound)
}
