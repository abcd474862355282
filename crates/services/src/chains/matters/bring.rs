//! Materials of the one list that were to follow come (补交容缺材料): brought once, at the window, as a file online, or to
//! one department; noted in the case of every member that waits for them.

use domain::{
    cases::Means,
    chains,
    people::{Act, Desk},
};
use store::{StoreError, Tx};

use super::{
    apply::OwnMatter,
    refusal::{MatterFailure, of_case, of_rule},
    work::{MatterRef, Work},
};
use crate::{
    Bureau,
    cases::member::{self, Doing},
};

/// Notes that they came, by their place in the merged list. Gives the version.
pub fn bring(
    bureau: &Bureau,
    desk: &Desk,
    (at, places): (&MatterRef, &[usize]),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    bureau.may(desk, Act::CaseReceive)?;
    let command = bureau.command(desk, "matter.bring", key, &(at, places));
    let (worker, desk, at, places) = (bureau.clone(), desk.clone(), at.clone(), places.to_vec());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let mut work = Work::load(&worker, tx, (&desk, Act::CaseReceive), &at)?;
        work.settle(tx)?;
        brought(&mut work, tx, (&places, Means::Paper))?;
        Ok(work.save(tx)?)
    })?;
    Ok(done.value)
}

/// The applicant brings one online, by number and query password; its files were added before ([`super::attach_own`]).
/// Gives the version.
///
/// # Errors
/// [`chains::Refusal::NotOwed`]; [`chains::Refusal::FileMissing`] where no file came for it since the acceptance.
pub fn bring_own(
    bureau: &Bureau,
    desk: &Desk,
    (at, place): (&OwnMatter, usize),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    at.let_in(bureau, desk)?;
    let command = bureau.command(desk, "matter.bring_own", key, &(at, place));
    let (worker, desk, at) = (bureau.clone(), desk.clone(), at.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let mut work = at.load(&worker, tx, &desk)?;
        work.settle(tx)?;
        if !has_file(&work, tx, place)? {
            let name = work.filed.materials.get(place).map_or("这样材料", |m| m.name.as_str());
            return Err(of_rule(chains::Refusal::FileMissing(name.to_owned())));
        }
        brought(&mut work, tx, (&[place], Means::Upload))?;
        Ok(work.save(tx)?)
    })?;
    Ok(done.value)
}

/// Whether a file of this material lies with a member's case, or ready for one.
fn has_file(work: &Work<'_>, tx: &mut Tx<'_>, place: usize) -> Result<bool, StoreError> {
    let uses = work.ground.materials.materials.get(place).map(|m| m.uses.as_slice()).unwrap_or_default();
    for at in uses.iter().map(|u| &u.at) {
        let Some(id) = work.filed.members.get(&at.member).and_then(|h| h.case.or(h.ahead)) else { continue };
        let listed = &work.ground.item(&at.member)?.content.guide.materials;
        let own = listed.iter().position(|m| m.name == at.name).and_then(|p| u16::try_from(p).ok());
        let files = member::file_names(work.bureau(), tx, &work.key, id)?;
        if files.iter().any(|(_, there, _)| own.is_some() && *there == own) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Notes it in the matter and in every case that waits for it, in one event of the whole.
pub(super) fn brought(
    work: &mut Work<'_>,
    tx: &mut Tx<'_>,
    (places, means): (&[usize], Means),
) -> Result<(), MatterFailure> {
    let no = work.filed.matter.no.to_string();
    let listed = work.filed.materials.clone();
    let (materials, event) = chains::brought(&no, listed, (places, means), work.today).map_err(of_rule)?;
    work.filed.materials = materials;
    for member in work.filed.members.keys().cloned().collect::<Vec<_>>() {
        let Some(id) = work.case_of(&member) else { continue };
        let guide = &work.ground.item(&member)?.content.guide.materials;
        let own: Vec<usize> = guide
            .iter()
            .enumerate()
            .filter(|(_, m)| work.ground.materials.place_of(&member, &m.name).is_some_and(|p| places.contains(&p)))
            .map(|(own, _)| own)
            .collect();
        let (stamp, by) = work.doing();
        let doing = Doing { stamp: &stamp, by, now: work.now, today: work.today };
        let moved = member::bring(work.bureau(), tx, doing, (id, &own, means)).map_err(of_case)?;
        if let Some(case) = moved {
            work.stands(&member, &case);
        }
    }
    work.note("matter.materials_brought", &event);
    Ok(())
}
