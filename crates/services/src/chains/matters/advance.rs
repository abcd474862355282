//! Bringing matters forward (联办流转): where members' cases moved, what follows is done at once: the next begin, those
//! that cannot are dropped, the whole ends. Where nobody answered in time, silence accepts the whole.
//!
//! A job that may run as often as it likes, each matter in a transaction of its own; being cut short does no harm.
//! It reads every matter that is not over: a county has some thousands, and nothing is written where nothing moved.
//! Drafts that nobody came back to go with it.

use domain::{
    base::{Calendar, MatterId},
    chains::{Filed, Intake, MatterNo, owed, received_again},
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{
    StoreError,
    chains::{self as rows, CaseStands},
};

use super::{
    refusal::MatterFailure,
    work::{Who, Work},
};
use crate::{Bureau, Failure, cases::case_rules};

/// Matters that are read at a time.
const AT_A_TIME: i64 = 200;

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advanced {
    /// Matters on which something moved.
    pub moved: u64,
    /// Of these, accepted by silence.
    pub silent: u64,
    /// Of these, over now.
    pub finished: u64,
    /// Numbers of those that could not be brought forward, with why: somebody must look.
    pub stuck: Vec<(String, String)>,
}

/// Brings every matter forward whose members moved, and accepts by silence what nobody answered in time.
pub fn advance(bureau: &Bureau) -> Result<Advanced, StoreError> {
    let region = *bureau.region();
    super::draft::sweep(bureau)?;
    let mut done = Advanced::default();
    let mut after = MatterId::new(0);
    loop {
        let (page, cases, calendar) = bureau.db().read(|tx| {
            let page = rows::open_matters(tx, &region, after, AT_A_TIME)?;
            let upto = page.last().map_or(after, |(last, _)| last.matter.id);
            let cases = rows::cases_of_open_matters(tx, &region, (after, upto))?;
            Ok((page, cases, bureau.calendar(tx)?))
        })?;
        let Some((last, _)) = page.last() else { return Ok(done) };
        after = last.matter.id;
        for (filed, _) in page {
            let (id, no) = (filed.matter.id, filed.matter.no.to_string());
            let its: Vec<&CaseStands> = cases.iter().filter(|c| c.matter == id).collect();
            if !is_behind(&filed, &its, (bureau.today(), &calendar)) {
                continue;
            }
            match one(bureau, id) {
                Ok(step) => {
                    done.moved += u64::from(step.moved);
                    done.silent += u64::from(step.silent);
                    done.finished += u64::from(step.finished);
                }
                Err(Failure::Store(e @ (StoreError::Db(_) | StoreError::TooLong))) => return Err(e),
                // Somebody was faster: the next run looks again.
                Err(Failure::Stale) => {}
                Err(why @ (Failure::Store(_) | Failure::Refused(_) | Failure::Denied(_) | Failure::NotFound)) => {
                    done.stuck.push((no, why.to_string()))
                }
            }
        }
    }
}

/// Brings one matter forward on demand, for whoever has it open. Whether something moved.
pub fn advance_one(bureau: &Bureau, desk: &Desk, matter_no: &str) -> Result<bool, MatterFailure> {
    bureau.may(desk, Act::CaseView)?;
    let no = MatterNo::parse(matter_no).map_err(|_| Failure::NotFound)?;
    let region = *bureau.region();
    let found = bureau.db().read(|tx| rows::matter_by_no(tx, &region, &no))?;
    let (filed, _) = found.ok_or(Failure::NotFound)?;
    Ok(one(bureau, filed.matter.id)?.moved)
}

/// Whether a look inside is worth a transaction; it decides again.
fn is_behind(filed: &Filed, cases: &[&CaseStands], (today, calendar): (Date, &Calendar)) -> bool {
    let member = |id| filed.members.iter().find(|(_, h)| h.case == Some(id)).map(|(key, _)| key);
    let moved = |c: &&CaseStands| {
        let state = member(c.case).and_then(|key| filed.matter.members.get(key));
        state.is_some_and(|s| !s.is_settled() && !s.is_as(&c.stage, c.due_on))
    };
    let late = |on: Date| case_rules().notice_by(on, calendar).on < today;
    let silent = match filed.matter.intake {
        Intake::Received { on } => !filed.received_members().is_empty() && late(on),
        Intake::Accepted { .. } => received_again(filed).is_some_and(late),
        Intake::CorrectionAsked => false,
    };
    // Its days to be handed in again are over.
    let lapsed = filed.again_by().is_some_and(|until| until < today);
    // A department that noted on its own case that something came that all of them wait for.
    let last = owed(&filed.materials).into_iter().map(|(_, _, until)| until).max();
    let brought = |c: &&CaseStands| {
        let in_hand = matches!(c.stage.as_str(), "accepted" | "in_review" | "suspended" | "decided");
        in_hand && last.is_some_and(|last| c.owed_until.is_none_or(|until| until > last))
    };
    cases.iter().any(|c| moved(c) || brought(c)) || silent || lapsed
}

struct Step {
    moved: bool,
    silent: bool,
    finished: bool,
}

fn one(bureau: &Bureau, id: MatterId) -> Result<Step, MatterFailure> {
    let worker = bureau.clone();
    bureau.db().write(move |tx| -> Result<Step, MatterFailure> {
        let nothing = Step { moved: false, silent: false, finished: false };
        // Looked at again inside: somebody may have acted meanwhile.
        let found = rows::matter(tx, worker.region(), id)?.ok_or(Failure::NotFound)?;
        if found.0.matter.finish.is_some() {
            return Ok(nothing);
        }
        let Some(mut work) = Work::of(&worker, tx, Who::system(worker.now()), found)? else { return Ok(nothing) };
        work.settle(tx)?;
        let silent = work.filed.matter.finish.is_none() && work.accept_by_silence(tx)?;
        let step = Step { moved: work.has_moved(), silent, finished: work.filed.matter.finish.is_some() };
        work.save(tx)?;
        Ok(step)
    })
}
