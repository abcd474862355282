//! Materials of the one list that were to follow come (补交容缺材料): brought once, noted in the case of every member that
//! waits for them.

use domain::{
    cases::Means,
    chains,
    people::{Act, Desk},
};

use super::{
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
        let no = work.filed.matter.no.to_string();
        let listed = work.filed.materials.clone();
        let (materials, event) = chains::brought(&no, listed, (&places, Means::Paper), work.today).map_err(of_rule)?;
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
            let moved = member::bring(work.bureau(), tx, doing, (id, &own, Means::Paper)).map_err(of_case)?;
            if let Some(case) = moved {
                work.stands(&member, &case);
            }
        }
        work.note("matter.materials_brought", &event);
        Ok(work.save(tx)?)
    })?;
    Ok(done.value)
}
