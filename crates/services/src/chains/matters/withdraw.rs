//! Taking the whole back (整件撤回): at a desk, or by whoever holds number and query password.

use domain::{
    cases::EndKind,
    chains::{self, ChainEvent},
    people::{Act, Desk},
};
use store::Tx;

use super::{
    apply::OwnMatter,
    refusal::{MatterFailure, of_rule},
    work::{MatterRef, Work},
};
use crate::Bureau;

/// Takes it back at a desk for the applicant; `reason` may be empty. Gives the version.
pub fn withdraw(
    bureau: &Bureau,
    desk: &Desk,
    (at, reason): (&MatterRef, &str),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    bureau.may(desk, Act::CaseReceive)?;
    let command = bureau.command(desk, "matter.withdraw", key, &(at, reason));
    let (worker, desk, at, why) = (bureau.clone(), desk.clone(), at.clone(), reason.to_owned());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let work = Work::load(&worker, tx, (&desk, Act::CaseReceive), &at)?;
        taken_back(work, tx, &why)
    })?;
    Ok(done.value)
}

/// The applicant takes it back. Gives the version.
pub fn withdraw_own(
    bureau: &Bureau,
    desk: &Desk,
    (at, reason): (&OwnMatter, &str),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    at.let_in(bureau, desk)?;
    let command = bureau.command(desk, "matter.withdraw", key, &(at, reason));
    let (worker, desk, at, why) = (bureau.clone(), desk.clone(), at.clone(), reason.to_owned());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let work = at.load(&worker, tx, &desk)?;
        taken_back(work, tx, &why)
    })?;
    Ok(done.value)
}

fn taken_back(mut work: Work<'_>, tx: &mut Tx<'_>, why: &str) -> Result<i64, MatterFailure> {
    // What was decided a moment ago is not taken back any more.
    work.settle(tx)?;
    let (matter, events) = chains::withdraw(work.filed.matter.clone(), work.today).map_err(of_rule)?;
    work.filed.matter = matter;
    for event in &events {
        if let ChainEvent::Withdrawn(withdrawn) = event {
            for member in &withdrawn.members {
                work.end(tx, member, (EndKind::Withdrawn, why))?;
            }
        }
    }
    work.follow(tx, events)?;
    Ok(work.save(tx)?)
}
