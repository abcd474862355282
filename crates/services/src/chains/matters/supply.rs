//! Taking the answer to the one notice (补正): everything at once, for all members. The whole is received anew.

use std::collections::BTreeMap;

use domain::{
    cases::{Means, Said},
    catalogue::APPLICANT_KIND,
    chains::{self, Refusal},
    people::{Act, Desk},
};
use serde::Serialize;
use store::Tx;

use super::{
    apply::OwnMatter,
    refusal::{MatterFailure, MatterRefusal, of_case, of_rule},
    work::{MatterRef, Work},
};
use crate::{
    Bureau, Failure,
    cases::{
        answered,
        member::{self, Doing},
    },
};

/// What the answer holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SupplyForm {
    /// Materials that came, by their place in the merged list.
    pub materials: Vec<usize>,
    /// Answers of the merged form that change; the others stay as they were.
    pub answers: BTreeMap<String, String>,
}

/// Takes the answer in at a desk. Gives the version.
pub fn supply(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&MatterRef, &SupplyForm),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    bureau.may(desk, Act::CaseReceive)?;
    let command = bureau.command(desk, "matter.supply", key, &(at, form));
    let (worker, desk, at, form) = (bureau.clone(), desk.clone(), at.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let work = Work::load(&worker, tx, (&desk, Act::CaseReceive), &at)?;
        supplied(work, tx, &form, Means::Paper)
    })?;
    Ok(done.value)
}

/// The applicant answers, by number and query password. Files are added before ([`super::attach_own`]). Gives the
/// version.
pub fn supply_own(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&OwnMatter, &SupplyForm),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    at.let_in(bureau, desk)?;
    let command = bureau.command(desk, "matter.supply", key, &(at, form));
    let (worker, desk, at, form) = (bureau.clone(), desk.clone(), at.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let work = at.load(&worker, tx, &desk)?;
        supplied(work, tx, &form, Means::Upload)
    })?;
    Ok(done.value)
}

fn supplied(mut work: Work<'_>, tx: &mut Tx<'_>, form: &SupplyForm, means: Means) -> Result<i64, MatterFailure> {
    work.settle(tx)?;
    answer(&mut work, form)?;
    let asked: Vec<String> = work.filed.members.keys().filter(|k| work.is_asked(k)).cloned().collect();
    let waiting = work.filed.received_members();
    let (matter, event) =
        chains::supply_correction(work.filed.matter.clone(), &form.materials, work.today).map_err(of_rule)?;
    work.filed.matter = matter;
    work.came(&form.materials, means);
    work.received_today();
    keep_answers(&mut work);
    for (member, was_asked) in asked.iter().map(|k| (k, true)).chain(waiting.iter().map(|k| (k, false))) {
        let Some(id) = work.case_of(member) else { continue };
        let (materials, answers) = (work.own_materials(tx, member)?, work.own_answers(member)?);
        let (stamp, by) = work.doing();
        let doing = Doing { stamp: &stamp, by, now: work.now, today: work.today };
        let case = match was_asked {
            true => member::supply(work.bureau(), tx, doing, (id, &work.key), (materials, &answers)),
            false => member::receive_anew(work.bureau(), tx, doing, id, Some((&work.key, materials, answers))),
        };
        let case = case.map_err(of_case)?;
        work.stands(member, &case);
    }
    work.note("matter.correction_supplied", &event);
    Ok(work.save(tx)?)
}

/// Seals the answers of the whole as they are now.
pub(super) fn keep_answers(work: &mut Work<'_>) {
    work.sealed.answers = member::sealed(work.bureau(), &work.key, &kept(&work.answers));
}

/// Takes changed answers over, if all of them are right and none changes what is to be done.
pub(super) fn answer(work: &mut Work<'_>, form: &SupplyForm) -> Result<(), MatterFailure> {
    let mut typed = kept(&work.answers);
    typed.extend(form.answers.clone());
    // Nothing is said beside the form: what was said before stands among its answers.
    let said = Said { kind: work.filed.applicant_kind, code: "", name: "", contact: "", phone: "" };
    let (answers, flaws) = answered(&work.ground.form.form, said, &typed, work.today);
    if !flaws.is_empty() {
        return Err(Failure::Refused(MatterRefusal::Fields(Vec::new(), flaws)));
    }
    let next = chains::with_kind(&answers, work.filed.applicant_kind);
    let changed = |key: &&str| work.answers.get(*key) != next.get(*key);
    let label = |key: &str| work.ground.form.form.field(key).map_or_else(|| key.to_owned(), |f| f.label.clone());
    let moved: Vec<String> = work.ground.deciding().into_iter().filter(changed).map(label).collect();
    if !moved.is_empty() {
        return Err(of_rule(Refusal::Deciding(moved)));
    }
    work.answers = next;
    Ok(())
}

/// As they are kept: without the applicant's kind, which stands beside them.
fn kept(answers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut kept = answers.clone();
    kept.remove(APPLICANT_KIND);
    kept
}
