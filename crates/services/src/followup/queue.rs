//! The next call (下一件): laid before a caller by the queue, never chosen.

use domain::{
    base::LineId,
    followup::{Line, Refusal, Standing, next},
    people::{Act, Desk},
};
use store::followup::{self as rows, Hold};

use super::{
    CallRefusal, plan,
    step::{Actor, HELD, first_week, held, taken},
};
use crate::{Bureau, Failure, Never};

/// What waits for a caller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// The case that lies before them already.
    pub held: Option<LineId>,
    /// Cases that can be called now, by this caller.
    pub now: u64,
    /// Cases that were agreed for later, or rest until they are tried again.
    pub later: u64,
    /// The earliest of those.
    pub next_at: Option<jiff::Timestamp>,
}

/// What waits for whoever sits here.
pub fn waiting(bureau: &Bureau, desk: &Desk) -> Result<Waiting, Failure<Never>> {
    let actor = Actor::of(bureau, desk, Act::FollowupCall)?;
    Ok(bureau.db().read(|tx| {
        let plan = plan::in_force(tx, bureau.region())?;
        let mut lines: Vec<Line> =
            rows::lines_since(tx, bureau.region(), first_week(bureau, &plan))?.into_iter().map(|l| l.line).collect();
        let mut out = Waiting { held: held(tx, bureau, actor.by)?, ..Waiting::default() };
        for line in &lines {
            if let Standing::Waiting { not_before: Some(at) } = line.standing
                && at > actor.at
            {
                out.later += 1;
                out.next_at = Some(out.next_at.map_or(at, |first| first.min(at)));
            }
        }
        // As often as there is a next one, it is one of those that can be called.
        while let Some(found) = next(&lines, actor.caller, actor.at).map(|l| l.id) {
            out.now += 1;
            lines.retain(|l| l.id != found);
        }
        Ok(out)
    })?)
}

/// Lays the next case before whoever sits here. Whoever has one keeps it until it is written down: asking again brings
/// no other one.
pub fn take_next(bureau: &Bureau, desk: &Desk) -> Result<LineId, Failure<CallRefusal>> {
    let actor = Actor::of(bureau, desk, Act::FollowupCall)?;
    let worker = bureau.clone();
    bureau.db().write(move |tx| -> Result<LineId, Failure<CallRefusal>> {
        let region = *worker.region();
        let plan = plan::in_force(tx, &region)?;
        let holds = rows::holds(tx, &region)?;
        let lines: Vec<Line> =
            rows::lines_since(tx, &region, first_week(&worker, &plan))?.into_iter().map(|l| l.line).collect();
        let mine = holds.iter().find(|h| h.staff == actor.by).map(|h| h.line);
        let open: Vec<Line> = lines
            .into_iter()
            .filter(|l| match l.standing {
                // Those of others stay in the list only as far as they are over: a reserve opens by them.
                Standing::Waiting { .. } => !taken(&holds, l.id, actor.by, actor.at),
                Standing::Done(_) | Standing::Skipped { .. } => true,
            })
            .collect();
        let waits = |line: &&Line| match line.standing {
            Standing::Waiting { not_before } => not_before.is_none_or(|at| at <= actor.at),
            Standing::Done(_) | Standing::Skipped { .. } => false,
        };
        let kept = open.iter().find(|l| Some(l.id) == mine).filter(waits).map(|l| l.id);
        let found = kept.or_else(|| next(&open, actor.caller, actor.at).map(|l| l.id));
        let Some(line) = found else {
            rows::drop_hold(tx, &region, actor.by)?;
            return Err(Failure::Refused(Refusal::NothingToCall.into()));
        };
        rows::hold_line(tx, &region, Hold { staff: actor.by, line, until: actor.at + HELD })?;
        Ok(line)
    })
}
