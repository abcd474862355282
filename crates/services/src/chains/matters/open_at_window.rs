//! Taking an application under a chain in at the window (一窗受理), in one sitting: accepted at once for all members that
//! run beside each other, or told once what is missing for all of them.

use domain::{
    cases::{Accepter, Channel},
    chains,
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    ask_correction::{AskForm, asked, lacking},
    intake::{MatterForm, Opener, open},
    refusal::{MatterFailure, MatterRefusal, of_rule},
    work::{Who, Work},
};
use crate::{Bureau, Failure, cases::case_rules};

/// A matter that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// 一件事编号.
    pub matter_no: String,
    /// Id.
    pub id: i64,
    /// Its version.
    pub version: i64,
    /// Last day of the whole; `None` before acceptance, or where a limit on the way is not known.
    pub due_on: Option<Date>,
}

/// Takes a matter in. Without `ask` it is accepted, or refused with everything that is missing; with `ask` it is
/// received, and the applicant is told at once what all members lack: required materials, open answers, and what
/// else is said. One commit; the same key gives the same matter.
pub fn open_at_window(
    bureau: &Bureau,
    desk: &Desk,
    (form, ask): (&MatterForm, Option<&AskForm>),
    key: Option<&str>,
) -> Result<Opened, MatterFailure> {
    let role = bureau.may(desk, Act::CaseAccept)?;
    let staff = desk.staff.as_ref().ok_or(Failure::NotFound)?;
    let window = staff.window_no.ok_or(Failure::Refused(MatterRefusal::Window))?;
    let who = Who::at(desk, role, bureau.now());
    let opener = Opener::new(bureau, who, (Channel::Window, Some(window)), form)?;
    let command = bureau.command(desk, "matter.open", key, &(form, ask));
    let (worker, form, ask) = (bureau.clone(), form.clone(), ask.cloned());
    let done = bureau.db().commit(command, move |tx| -> Result<Opened, MatterFailure> {
        let begun = open(&worker, tx, (&opener, &form), ask.is_some())?;
        let mut work = begun.work;
        match &ask {
            None => take_in(&mut work, tx, (&form.deferred, form.promised))?,
            Some(more) => {
                let looks = lacking(&work, &begun.unanswered, more);
                asked(&mut work, tx, (&looks, more.until))?;
            }
        }
        let (matter_no, id) = (work.filed.matter.no.to_string(), work.filed.matter.id.get());
        let (version, due_on) = work.save_and_tell(tx)?;
        Ok(Opened { matter_no, id, version, due_on })
    })?;
    Ok(done.value)
}

/// Accepts the whole by a member of staff: every required material of every member that applies is there, and the one
/// intake is the acceptance of all that have begun (浙江省保障“最多跑一次”改革规定 5). What is deferred follows until the
/// county's day, by the applicant's word in writing.
pub(super) fn take_in(
    work: &mut Work<'_>,
    tx: &mut store::Tx<'_>,
    (deferred, promised): (&[usize], bool),
) -> Result<(), MatterFailure> {
    let by = work.who.staff()?;
    let until = work.ground.calendar.add_workdays(work.today, case_rules().deferred_workdays).on;
    let applying = work.ground.applying(&work.filed.matter.members);
    let certified = work.filed.certified();
    let listed = (&work.ground.materials, &applying, &certified);
    let materials =
        chains::defer(work.filed.materials.clone(), listed, (deferred, promised), until).map_err(of_rule)?;
    work.filed.materials = materials;
    let missing: Vec<String> = work.missing().into_iter().map(|(_, name)| name).collect();
    if !missing.is_empty() {
        return Err(of_rule(chains::Refusal::MaterialsMissing(missing)));
    }
    let (matter, event) = chains::accept(work.filed.matter.clone(), work.now, work.today).map_err(of_rule)?;
    work.filed.matter = matter;
    work.accept(tx, Accepter::Staff(by), &event)
}
