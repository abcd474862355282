//! Handing a returned member in again within the matter (退件后重新提交): its corrected answers and materials, a new case in
//! its department; or giving it up, whereupon the chain's rule of a denial counts. At the window and by the
//! applicant.

use domain::{
    cases::Means,
    chains::{self, MemberGivenUp},
    people::{Act, Desk},
};
use store::Tx;

use super::{
    apply::OwnMatter,
    refusal::{MatterFailure, of_rule},
    supply::{SupplyForm, answer, keep_answers},
    work::{MatterRef, Work},
};
use crate::Bureau;

/// What becomes of a returned member.
#[derive(Debug, Clone, serde::Serialize)]
pub enum AgainForm {
    /// Handed in again, with what changed: materials that came and answers.
    HandIn(SupplyForm),
    /// Given up.
    GiveUp,
}

/// At a desk. Gives the version.
///
/// # Errors
/// [`chains::Refusal::NotReturned`], [`chains::Refusal::Day`]; of the answers as for a correction.
pub fn begin_again(
    bureau: &Bureau,
    desk: &Desk,
    (at, member, form): (&MatterRef, &str, &AgainForm),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    bureau.may(desk, Act::CaseReceive)?;
    let command = bureau.command(desk, "matter.begin_again", key, &(at, member, form));
    let (worker, desk, at, member, form) = (bureau.clone(), desk.clone(), at.clone(), member.to_owned(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let work = Work::load(&worker, tx, (&desk, Act::CaseReceive), &at)?;
        begun(work, tx, (&member, &form, Means::Paper))
    })?;
    Ok(done.value)
}

/// By the applicant, with number and query password; files are added before ([`super::attach_own`]). Gives the version.
///
/// # Errors
/// As [`begin_again`].
pub fn begin_again_own(
    bureau: &Bureau,
    desk: &Desk,
    (at, member, form): (&OwnMatter, &str, &AgainForm),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    at.let_in(bureau, desk)?;
    let command = bureau.command(desk, "matter.begin_again", key, &(at, member, form));
    let (worker, desk, at, member, form) = (bureau.clone(), desk.clone(), at.clone(), member.to_owned(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let work = at.load(&worker, tx, &desk)?;
        begun(work, tx, (&member, &form, Means::Upload))
    })?;
    Ok(done.value)
}

fn begun(
    mut work: Work<'_>,
    tx: &mut Tx<'_>,
    (member, form, means): (&str, &AgainForm, Means),
) -> Result<i64, MatterFailure> {
    work.settle(tx)?;
    let name = work.ground.name(member);
    let whose = (member, name.as_str());
    match form {
        AgainForm::HandIn(changed) => {
            answer(&mut work, changed)?;
            let (filed, event) = chains::begin_again(work.filed.clone(), whose, work.today).map_err(of_rule)?;
            work.filed = filed;
            keep_answers(&mut work);
            work.came(&changed.materials, means);
            work.start(tx, member, None)?;
            work.note("matter.member_begun_again", &event);
        }
        AgainForm::GiveUp => {
            let now = chains::given_up(&work.filed.matter, whose).map_err(of_rule)?;
            let (matter_no, member) = (work.filed.matter.no.to_string(), member.to_owned());
            work.note("matter.member_given_up", &MemberGivenUp { matter_no, member: member.clone(), on: work.today });
            let (before, day) = (work.filed.matter.clone(), (work.today, &*work.ground.calendar));
            let (matter, events) =
                chains::report(before, &work.ground.chain, &work.answers, (&member, now), day).map_err(of_rule)?;
            work.filed.matter = matter;
            work.follow(tx, events)?;
        }
    }
    Ok(work.save(tx)?)
}
