//! A run has found something (发现线索): new, the same as an open lead, or what was settled already.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{LeadNo, Stage, TrackedLead};
use crate::{
    base::{LeadId, RunId},
    oversight::detectors::{Lead, Row},
};

/// What a found lead is beside the newest of the same detector and subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Novelty {
    /// Nothing like it is known, or rows joined since the last one was settled.
    New,
    /// It is open: its rows are brought up to date.
    Again,
    /// It was settled with the same rows: somebody has looked already.
    Settled,
}

/// Compares a found lead with the newest known one.
#[must_use]
pub fn novelty(found: &Lead, known: Option<&TrackedLead>) -> Novelty {
    let Some(known) = known else { return Novelty::New };
    if known.stage.is_open() {
        return Novelty::Again;
    }
    let seen: BTreeSet<&Row> = known.lead.evidence.iter().map(|e| &e.row).collect();
    // Rows beyond those that a lead carries are told by its numerator alone.
    let more = found.part > known.lead.part && found.evidence.len() >= known.lead.evidence.len();
    if found.evidence.iter().any(|e| !seen.contains(&e.row)) || more { Novelty::New } else { Novelty::Settled }
}

/// When and by what it was found.
#[derive(Debug, Clone, Copy)]
pub struct Finding {
    /// The run.
    pub run: RunId,
    /// Instant.
    pub at: Timestamp,
    /// First day looked at.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// Puts a new lead on the register.
#[must_use]
pub fn find(id: LeadId, no: LeadNo, lead: Lead, finding: Finding) -> (TrackedLead, LeadFound) {
    let event = LeadFound {
        lead_no: no.to_string(),
        detector: lead.detector.id().to_owned(),
        subject: lead.subject.key(),
        finding: lead.finding.clone(),
        part: lead.part,
        whole: lead.whole,
    };
    let tracked = TrackedLead {
        id,
        version: 1,
        no,
        run: finding.run,
        last_run: finding.run,
        found_at: finding.at,
        last_found_at: finding.at,
        from: finding.from,
        to: finding.to,
        lead,
        stage: Stage::Found,
    };
    (tracked, event)
}

/// Brings an open lead up to date.
#[must_use]
pub fn find_again(known: TrackedLead, lead: Lead, finding: Finding) -> (TrackedLead, LeadFoundAgain) {
    let event = LeadFoundAgain { finding: lead.finding.clone(), part: lead.part, whole: lead.whole };
    let tracked = TrackedLead {
        version: known.version + 1,
        last_run: finding.run,
        last_found_at: finding.at,
        from: finding.from,
        to: finding.to,
        lead,
        ..known
    };
    (tracked, event)
}

/// Event: a lead was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadFound {
    /// 线索编号.
    pub lead_no: String,
    /// Number of the detector.
    pub detector: String,
    /// What it is about.
    pub subject: String,
    /// What was seen.
    pub finding: String,
    /// Numerator.
    pub part: u64,
    /// Denominator.
    pub whole: u64,
}

/// Event: an open lead was found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadFoundAgain {
    /// What is seen now.
    pub finding: String,
    /// Numerator.
    pub part: u64,
    /// Denominator.
    pub whole: u64,
}
