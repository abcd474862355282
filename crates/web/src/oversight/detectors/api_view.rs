//! Shapes of the answers about runs and residency (监测接口的回答), the same on the command line.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::oversight::{
    detectors::{HallView, Outcome, ResidencyEvidence, Run, RunReport},
    queue::QueueDays,
};

/// One detector's outcome.
#[derive(Debug, Serialize)]
struct OutcomeJson {
    detector: &'static str,
    label: &'static str,
    outcome: &'static str,
    why: Option<String>,
    subjects: Option<u64>,
    rows: Option<u64>,
    left_out: Vec<String>,
}

/// One thing found.
#[derive(Debug, Serialize)]
struct FindingJson {
    detector: &'static str,
    finding: String,
    part: u64,
    whole: u64,
    one_in: Option<u64>,
    rows: u64,
}

/// One run.
#[derive(Debug, Serialize)]
pub struct RunJson {
    id: String,
    taken_at: Timestamp,
    from: Date,
    to: Date,
    profile_version: i64,
    new: Option<u64>,
    outcomes: Vec<OutcomeJson>,
    findings: Vec<FindingJson>,
}

impl RunJson {
    /// A run with everything it found.
    pub fn of(report: &RunReport) -> Self {
        let findings = report.findings.iter().map(|f| FindingJson {
            detector: f.lead.detector.id(),
            finding: f.lead.finding.clone(),
            part: f.lead.part,
            whole: f.lead.whole,
            one_in: f.lead.one_in,
            rows: f.lead.evidence.len() as u64,
        });
        Self { findings: findings.collect(), new: report.new, ..Self::head(&report.run) }
    }

    /// A run as a list has it.
    pub(super) fn head(run: &Run) -> Self {
        let outcomes = run.tested.iter().map(|f| {
            let (why, tested) = match &f.outcome {
                Outcome::Off => (None, None),
                Outcome::NoData(why) => (Some(why.clone()), None),
                Outcome::Tested(tested) => (None, Some(tested)),
            };
            OutcomeJson {
                detector: f.detector.id(),
                label: f.detector.label(),
                outcome: f.outcome.as_str(),
                why,
                subjects: tested.map(|t| t.subjects),
                rows: tested.map(|t| t.rows),
                left_out: tested.map(|t| t.left_out.clone()).unwrap_or_default(),
            }
        });
        Self {
            id: run.id.to_string(),
            taken_at: run.taken_at,
            from: run.from,
            to: run.to,
            profile_version: run.profile_version,
            new: None,
            outcomes: outcomes.collect(),
            findings: Vec::new(),
        }
    }
}

/// Runs so far.
#[derive(Debug, Serialize)]
pub(super) struct RunsJson {
    pub(super) runs: Vec<RunJson>,
}

/// The hall as the thresholds have it.
#[derive(Debug, Serialize)]
pub(super) struct HallJson {
    version: i64,
    hours: Vec<String>,
    grace_minutes: u32,
    places: Vec<String>,
    terminals: Vec<String>,
    source: String,
}

impl HallJson {
    pub(super) fn of(view: &HallView) -> Self {
        let form = services::oversight::detectors::HallForm::of(&view.profile);
        let hall = &view.profile.hall;
        Self {
            version: view.profile.version,
            hours: form.hours.lines().map(str::to_owned).collect(),
            grace_minutes: hall.grace_minutes,
            places: hall.places.clone(),
            terminals: hall.terminals.clone(),
            source: hall.source.clone(),
        }
    }
}

/// A day with its tickets.
#[derive(Debug, Serialize)]
struct QueueDayJson {
    on: Date,
    tickets: u64,
    booked: u64,
    windows: u64,
    cases: u64,
    without: u64,
}

/// Tickets beside cases.
#[derive(Debug, Serialize)]
pub(super) struct QueueJson {
    slack_minutes: u32,
    days: Vec<QueueDayJson>,
}

impl QueueJson {
    pub(super) fn of(found: &QueueDays) -> Self {
        let day = |d: &services::oversight::queue::QueueDay| QueueDayJson {
            on: d.on,
            tickets: d.tickets,
            booked: d.booked,
            windows: d.windows,
            cases: d.cases,
            without: d.without,
        };
        Self { slack_minutes: found.slack_minutes, days: found.days.iter().map(day).collect() }
    }
}

/// One item in the hall.
#[derive(Debug, Serialize)]
struct ResidencyLineJson {
    item: String,
    name: String,
    department: String,
    cases: u64,
    in_hall: u64,
    sent_back: u64,
    elsewhere: Option<u64>,
}

/// What is really handled in the hall.
#[derive(Debug, Serialize)]
pub struct ResidencyJson {
    from: Date,
    to: Date,
    items: u64,
    resident: u64,
    handled: u64,
    decided: u64,
    decided_in_hall: u64,
    lists_held: bool,
    lines: Vec<ResidencyLineJson>,
}

impl ResidencyJson {
    /// The evidence as it was gathered.
    pub fn of(found: &ResidencyEvidence) -> Self {
        let lines = found.items.iter().map(|l| ResidencyLineJson {
            item: l.item.to_string(),
            name: l.name.clone(),
            department: l.department.clone(),
            cases: l.cases,
            in_hall: l.in_hall,
            sent_back: l.sent_back,
            elsewhere: found.lists_held.then_some(l.elsewhere),
        });
        Self {
            from: found.from,
            to: found.to,
            items: found.resident.whole(),
            resident: found.resident.part(),
            handled: found.handled.part(),
            decided: found.decided_in_hall.whole(),
            decided_in_hall: found.decided_in_hall.part(),
            lists_held: found.lists_held,
            lines: lines.collect(),
        }
    }
}
