//! The ranking as JSON, the same for the API and the command line. Points and figures are texts as printed; what is not known
//! is null, never zero.

use domain::{
    base::shanghai_text,
    indicators::{Evidenced, NextBetter, Standing, StandingPart, StandingRules, ToldStanding},
};
use serde::Serialize;
use services::indicators::{Board, CountyStanding, EvidenceView, KeptReport, KeptStanding, OwnStanding};

use super::{evidence::rows, part};

#[derive(Debug, Serialize)]
struct WeightJson {
    indicator: String,
    name: String,
    weight: u32,
}

#[derive(Debug, Serialize)]
struct RulesJson {
    version: u32,
    source: String,
    weights: Vec<WeightJson>,
}

impl RulesJson {
    fn of(rules: &StandingRules) -> Self {
        let weight = |w: &domain::indicators::StandingWeight| WeightJson {
            indicator: w.indicator.clone(),
            name: part::name(&w.indicator).to_owned(),
            weight: w.weight,
        };
        Self {
            version: rules.version,
            source: rules.source.clone(),
            weights: rules.weights.iter().map(weight).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct NextJson {
    name: String,
    value: String,
    rows: Option<u64>,
}

impl NextJson {
    fn of(next: &NextBetter) -> Self {
        Self { name: next.name.clone(), value: next.value.clone(), rows: next.rows }
    }
}

#[derive(Debug, Serialize)]
struct PartJson {
    indicator: String,
    name: String,
    reported: bool,
    value: Option<String>,
    parts: String,
    place: Option<u32>,
    score: Option<String>,
    next: Option<NextJson>,
    profile: String,
}

impl PartJson {
    fn of(one: &StandingPart) -> Self {
        Self {
            indicator: one.indicator.clone(),
            name: part::name(&one.indicator).to_owned(),
            reported: one.reported,
            value: one.value.clone(),
            parts: one.parts.clone(),
            place: one.place,
            score: one.score.clone(),
            next: one.next.as_ref().map(NextJson::of),
            profile: one.profile.clone(),
        }
    }
}

#[derive(Debug, Serialize)]
struct ReportOfJson {
    as_of: String,
    version: i64,
    late: bool,
}

#[derive(Debug, Serialize)]
struct RowJson {
    code: String,
    name: String,
    place: Option<u32>,
    total: Option<String>,
    gap: Option<String>,
    next: Option<NextJson>,
    before: Option<u32>,
    cases: Option<u64>,
    report: Option<ReportOfJson>,
    parts: Vec<PartJson>,
}

impl RowJson {
    fn of(one: &Standing, before: Option<u32>, cases: Option<u64>) -> Self {
        let report =
            one.report.as_ref().map(|r| ReportOfJson { as_of: r.as_of.to_string(), version: r.version, late: r.late });
        Self {
            code: one.code.clone(),
            name: one.name.clone(),
            place: one.place,
            total: one.total.clone(),
            gap: one.gap.clone(),
            next: one.next.as_ref().map(NextJson::of),
            before,
            cases,
            report,
            parts: one.parts.iter().map(PartJson::of).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct ChangeJson {
    code: String,
    name: String,
    was: String,
    now: String,
    reported_anew: bool,
}

#[derive(Debug, Serialize)]
struct VersionJson {
    version: i64,
    computed_at: String,
    basis: String,
    ranked: u64,
    unranked: u64,
    changes: Vec<ChangeJson>,
}

impl VersionJson {
    fn of(kept: &KeptStanding) -> Self {
        let change = |c: &domain::indicators::StandingChange| ChangeJson {
            code: c.code.clone(),
            name: c.name.clone(),
            was: c.was.clone(),
            now: c.now.clone(),
            reported_anew: c.reported_anew,
        };
        Self {
            version: kept.version,
            computed_at: shanghai_text(kept.computed_at),
            basis: kept.basis.clone(),
            ranked: kept.ranked,
            unranked: kept.unranked,
            changes: kept.changes.iter().map(change).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct OwnJson {
    from: String,
    name: String,
    day: Option<String>,
    version: Option<i64>,
    ranked: Option<u64>,
    standing: Option<RowJson>,
    rules: Option<RulesJson>,
    reported: Option<bool>,
    asked: usize,
}

impl OwnJson {
    fn of(one: &OwnStanding) -> Self {
        let told: Option<&ToldStanding> = one.told.as_ref();
        Self {
            from: one.from.code.as_str().to_owned(),
            name: one.from.name.clone(),
            day: told.map(|t| t.day.to_string()),
            version: told.map(|t| t.version),
            ranked: told.map(|t| t.ranked),
            standing: told.map(|t| RowJson::of(&t.standing, None, None)),
            rules: told.map(|t| RulesJson::of(&t.rules)),
            reported: one.reported.as_ref().and_then(|r| r.taken),
            asked: one.asked.len(),
        }
    }
}

/// The ranking of a day, and how this node stands by those above.
#[derive(Debug, Serialize)]
pub struct StandingsJson {
    day: String,
    version: Option<i64>,
    rules: RulesJson,
    counties: Vec<RowJson>,
    versions: Vec<VersionJson>,
    days: Vec<String>,
    own: Vec<OwnJson>,
}

impl StandingsJson {
    /// As the API and the command line give it.
    #[must_use]
    pub fn of(board: &Board, own: &[OwnStanding]) -> Self {
        Self {
            day: board.day.to_string(),
            version: board.frozen.as_ref().map(|kept| kept.version),
            rules: RulesJson::of(&board.rules),
            counties: board.rows.iter().map(|r| RowJson::of(&r.standing, r.before, r.cases)).collect(),
            versions: board.versions.iter().map(VersionJson::of).collect(),
            days: board.days.iter().map(ToString::to_string).collect(),
            own: own.iter().map(OwnJson::of).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct FigureChangeJson {
    indicator: String,
    was: String,
    now: String,
}

#[derive(Debug, Serialize)]
struct ReportJson {
    as_of: String,
    version: i64,
    snapshot: String,
    taken_at: String,
    came_at: String,
    message: i64,
    cases: u64,
    changes: Vec<FigureChangeJson>,
}

impl ReportJson {
    fn of(kept: &KeptReport) -> Self {
        let change = |c: &domain::indicators::ReportChange| FigureChangeJson {
            indicator: c.indicator.clone(),
            was: c.was.clone(),
            now: c.now.clone(),
        };
        Self {
            as_of: kept.report.as_of.to_string(),
            version: kept.version,
            snapshot: kept.report.snapshot.to_string(),
            taken_at: shanghai_text(kept.report.taken_at),
            came_at: shanghai_text(kept.came_at),
            message: kept.seq,
            cases: kept.report.cases,
            changes: kept.changes.iter().map(change).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct CourseJson {
    day: String,
    place: Option<u32>,
    total: Option<String>,
}

/// One county in the ranking.
#[derive(Debug, Serialize)]
pub(super) struct CountyStandingJson {
    day: String,
    version: Option<i64>,
    standing: RowJson,
    reports: Vec<ReportJson>,
    course: Vec<CourseJson>,
}

impl CountyStandingJson {
    pub(super) fn of(found: &CountyStanding) -> Self {
        let course = found.course.iter().map(|(day, one)| CourseJson {
            day: day.to_string(),
            place: one.place,
            total: one.total.clone(),
        });
        let own = found.board.rows.iter().find(|r| r.standing.code == found.standing.code);
        Self {
            day: found.board.day.to_string(),
            version: found.board.frozen.as_ref().map(|kept| kept.version),
            standing: RowJson::of(&found.standing, own.and_then(|r| r.before), own.and_then(|r| r.cases)),
            reports: found.reports.iter().map(ReportJson::of).collect(),
            course: course.collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct EvidenceRowJson {
    code: String,
    name: String,
    facts: String,
    owner: String,
}

/// The rows behind a part of a figure, as far as they came.
#[derive(Debug, Serialize)]
pub struct EvidenceJson {
    county: String,
    snapshot: String,
    indicator: &'static str,
    standing: &'static str,
    state: &'static str,
    reported_rows: u64,
    reported_digest: String,
    found_digest: Option<String>,
    reason: String,
    asked_at: Option<String>,
    rows: Vec<EvidenceRowJson>,
}

impl EvidenceJson {
    /// As the API and the command line give it; `state` is `not_asked`, `waiting`, `partly`, `refused`, `matches`, `differs`.
    #[must_use]
    pub fn of(view: &EvidenceView) -> Self {
        let state = match (&view.asked_at, &view.evidenced) {
            (None, _) => "not_asked",
            (Some(_), Evidenced::Waiting) => "waiting",
            (Some(_), Evidenced::Partly { .. }) => "partly",
            (Some(_), Evidenced::Refused(_)) => "refused",
            (Some(_), Evidenced::Matches(_)) => "matches",
            (Some(_), Evidenced::Differs { .. }) => "differs",
        };
        let (mut found_digest, mut reason) = (None, String::new());
        match &view.evidenced {
            Evidenced::Differs { digest, .. } => found_digest = Some(digest.clone()),
            Evidenced::Refused(why) => reason.clone_from(why),
            Evidenced::Waiting | Evidenced::Partly { .. } | Evidenced::Matches(_) => {}
        }
        let row = |row: &domain::indicators::EvidenceRow| EvidenceRowJson {
            code: row.code.clone(),
            name: row.name.clone(),
            facts: row.facts.clone(),
            owner: row.owner.clone(),
        };
        Self {
            county: view.report.county.as_str().to_owned(),
            snapshot: view.report.report.snapshot.to_string(),
            indicator: view.indicator.id(),
            standing: view.standing.as_str(),
            state,
            reported_rows: view.reported.rows,
            reported_digest: view.reported.digest.clone(),
            found_digest,
            reason,
            asked_at: view.asked_at.map(shanghai_text),
            rows: rows(view).iter().map(row).collect(),
        }
    }
}
