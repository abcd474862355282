//! How this county stands by what the nodes above told (本县位次): its place, the gap to the next, what it would take by each
//! figure; what was reported last and what they asked to see.

use domain::{
    indicators::{EvidenceKey, ToldStanding},
    people::{Act, Desk},
    publication::exchange::{Acknowledgement, MessageKind, Peer, RowOutcome, Side},
};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use store::{
    StoreError, Tx,
    indicators::{self as rows},
    publication::{self, Direction},
};

use super::{
    give::{Given, asked},
    tell::told,
};
use crate::{Bureau, Failure, Never};

/// Days of the course.
const COURSE: i64 = 30;
/// Questions that are listed.
const QUESTIONS: i64 = 20;

/// Rows that a node above asked to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOfUs {
    /// Which.
    pub key: EvidenceKey,
    /// The day that the snapshot speaks of; `None` where it is none of ours.
    pub as_of: Option<Date>,
    /// Why, in the asker's words.
    pub why: String,
    /// When the question came.
    pub at: Timestamp,
    /// The answer is sealed.
    pub answered: bool,
}

/// What was reported last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastReport {
    /// When it was sealed.
    pub at: Timestamp,
    /// Whether it was taken; `None` where nobody answered yet.
    pub taken: Option<bool>,
    /// Why not.
    pub reason: String,
}

/// How we stand by one node above.
#[derive(Debug, Clone)]
pub struct OwnStanding {
    /// The node.
    pub from: Peer,
    /// The newest notice; `None` where it sent none.
    pub told: Option<ToldStanding>,
    /// Notices of the days before, the newest first.
    pub course: Vec<ToldStanding>,
    /// What was reported last.
    pub reported: Option<LastReport>,
    /// What it asked to see, the newest first.
    pub asked: Vec<AskedOfUs>,
}

/// By every node above, the highest first.
pub fn own_standings(bureau: &Bureau, desk: &Desk) -> Result<Vec<OwnStanding>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    Ok(bureau.db().read(|tx| {
        let peers = publication::peers(tx, bureau.region())?;
        peers.into_iter().filter(|p| p.side == Side::Above).map(|peer| one(tx, bureau, peer)).collect()
    })?)
}

fn one(tx: &mut Tx<'_>, bureau: &Bureau, from: Peer) -> Result<OwnStanding, StoreError> {
    let region = bureau.region();
    let last = publication::held_last(tx, region, (&from.code, MessageKind::Standing))?;
    let day: Option<Date> = last.and_then(|held| held.key.parse().ok());
    let mut course = match day {
        Some(day) => told(tx, bureau, &from, (day.saturating_sub(COURSE.days()), day))?,
        None => Vec::new(),
    };
    let told = if course.is_empty() { None } else { Some(course.remove(0)) };
    let way = (&from.code, Direction::Out, MessageKind::Snapshot);
    let newest = publication::newest_of_kind(tx, region, way, 1)?.pop();
    let reported = newest.map(|kept| {
        let said: Option<Acknowledgement> = kept.answer.and_then(|a| serde_json::from_str(&a.text).ok());
        let row = said.as_ref().and_then(|s| s.rows.first());
        LastReport {
            at: kept.kept_at,
            taken: row.map(|r| r.outcome == RowOutcome::Accepted),
            reason: row.map(|r| r.reason.clone()).unwrap_or_default(),
        }
    });
    let given = Given::to(tx, region, &from.code)?;
    let mut questions = Vec::new();
    let way = (&from.code, Direction::In, MessageKind::EvidenceAsk);
    for kept in publication::newest_of_kind(tx, region, way, QUESTIONS)? {
        if let Some((key, why)) = asked(&kept) {
            let as_of = rows::snapshot(tx, region, key.snapshot)?.map(|s| s.as_of);
            let answered = kept.message.envelope.seq <= given.upto;
            questions.push(AskedOfUs { key, as_of, why, at: kept.kept_at, answered });
        }
    }
    Ok(OwnStanding { from, told, course, reported, asked: questions })
}
