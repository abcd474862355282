//! Peers on one list (排名): departments, windows, persons or townships of one computation, each with what it had in the
//! period before.

use std::collections::BTreeMap;

use domain::{
    base::EvaluationRunId,
    evaluation::{CountyIndex, Period, Subject, SubjectKind, places},
    people::{Act, Desk, authorise},
};
use store::evaluation::{self as rows, Run, ScoreRow};

use super::{index, step::may_open};
use crate::{Bureau, Failure, Never};

/// Periods that are offered.
const PERIODS: i64 = 40;

/// A line.
#[derive(Debug, Clone)]
pub struct RankLine {
    /// Whose, with the score.
    pub row: ScoreRow,
    /// Place; `None` = no score.
    pub place: Option<u32>,
    /// Points in the period before, where there were any.
    pub before: Option<f64>,
    /// Whether whoever asks may open it.
    pub can_open: bool,
}

/// The list.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Which kind.
    pub kind: SubjectKind,
    /// Kinds that whoever asks may see.
    pub kinds: Vec<SubjectKind>,
    /// The computation; `None` where nothing was computed.
    pub run: Option<Run>,
    /// The index that it was computed by.
    pub index: CountyIndex,
    /// Lines, the best first, those without a score last.
    pub lines: Vec<RankLine>,
    /// The last computation of each period, the newest period first.
    pub periods: Vec<Run>,
    /// All computations of this period, the last first.
    pub of_period: Vec<Run>,
}

/// Which kinds a desk may see as a list.
fn kinds(desk: &Desk) -> Vec<SubjectKind> {
    let may = |kind: &SubjectKind| match kind {
        SubjectKind::Department | SubjectKind::Window | SubjectKind::Township => true,
        SubjectKind::Person => authorise(desk, Act::EvaluationPersons, None).is_ok(),
    };
    SubjectKind::ALL.into_iter().filter(may).collect()
}

/// Peers of a kind: in a computation, else the last of a period, else of the newest period there is.
pub fn ranking(
    bureau: &Bureau,
    desk: &Desk,
    kind: SubjectKind,
    period: Option<Period>,
    run: Option<EvaluationRunId>,
) -> Result<Ranking, Failure<Never>> {
    bureau.may(desk, Act::EvaluationView)?;
    if kind == SubjectKind::Person {
        bureau.may(desk, Act::EvaluationPersons)?;
    }
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let mut periods = rows::runs(tx, region, PERIODS)?;
        periods.sort_by_key(|r| std::cmp::Reverse((r.period.last_day(), r.period.first_day())));
        let run = match (run, period) {
            (Some(id), _) => rows::run(tx, region, id)?,
            (None, Some(period)) => rows::latest_run(tx, region, period)?,
            (None, None) => periods.first().cloned(),
        };
        let Some(run) = run else {
            return Ok((None, index::in_force(tx, region)?, Vec::new(), BTreeMap::new(), periods, Vec::new()));
        };
        let scores = rows::scores_of_kind(tx, region, run.id, kind)?;
        let before: BTreeMap<Subject, f64> = match rows::latest_run(tx, region, run.period.before())? {
            Some(earlier) => rows::scores_of_kind(tx, region, earlier.id, kind)?
                .into_iter()
                .filter_map(|s| Some((s.subject, s.score.points?)))
                .collect(),
            None => BTreeMap::new(),
        };
        let of_period = rows::runs_of_period(tx, region, run.period)?;
        Ok((Some(run.clone()), index::at(tx, region, run.index_version)?, scores, before, periods, of_period))
    })?;
    let (run, index, scores, before, periods, of_period) = found;
    let places = places(&scores.iter().map(|s| &s.score).collect::<Vec<_>>());
    let mut lines: Vec<RankLine> = scores
        .into_iter()
        .zip(places)
        .map(|(row, place)| RankLine {
            before: before.get(&row.subject).copied(),
            can_open: may_open(desk, &row).is_ok(),
            place,
            row,
        })
        .collect();
    lines.sort_by(|a, b| (a.place.is_none(), a.place, &a.row.name).cmp(&(b.place.is_none(), b.place, &b.row.name)));
    Ok(Ranking { kind, kinds: kinds(desk), run, index, lines, periods, of_period })
}
