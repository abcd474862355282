//! One's own scores (本人得分): of each period the last computation, with the disputes one raised.

use domain::{
    evaluation::{Dispute, Subject, SubjectKind},
    people::{Act, Desk},
};
use store::evaluation::{self as rows, Run, ScoreRow};

use super::step::person;
use crate::{Bureau, Failure, Never};

/// Periods that are listed, and disputes.
const PERIODS: i64 = 24;

/// One period.
#[derive(Debug, Clone)]
pub struct OwnScore {
    /// The computation.
    pub run: Run,
    /// The person's own score.
    pub score: Option<ScoreRow>,
    /// That of the window they sit at now.
    pub window: Option<ScoreRow>,
}

/// All of it.
#[derive(Debug, Clone)]
pub struct OwnScores {
    /// Periods, the newest first.
    pub periods: Vec<OwnScore>,
    /// Disputes that were raised, those that wait first.
    pub disputes: Vec<Dispute>,
}

/// The scores of whoever sits here.
pub fn own_scores(bureau: &Bureau, desk: &Desk) -> Result<OwnScores, Failure<Never>> {
    bureau.may(desk, Act::EvaluationOwn)?;
    let (me, region) = (person(desk)?, bureau.region());
    let window = desk.staff.as_ref().and_then(domain::people::Staff::window);
    Ok(bureau.db().read(|tx| {
        let mut periods = Vec::new();
        for run in rows::runs(tx, region, PERIODS)? {
            let of = |kind, key: String| Subject { kind, key };
            let score = rows::score_of(tx, region, run.id, &of(SubjectKind::Person, me.to_string()))?;
            let window = match window {
                Some(no) => rows::score_of(tx, region, run.id, &of(SubjectKind::Window, no.to_string()))?,
                None => None,
            };
            periods.push(OwnScore { run, score, window });
        }
        periods.sort_by_key(|p| std::cmp::Reverse((p.run.period.last_day(), p.run.period.first_day())));
        Ok(OwnScores { periods, disputes: rows::disputes(tx, region, Some(me), PERIODS)? })
    })?)
}
