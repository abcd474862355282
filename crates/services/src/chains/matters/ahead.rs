//! Materials that only a later member needs, handed in before it begins (先交后面要用的材料): the member gets the id of its case
//! at the first such file, and the files lie there until it begins with them.

use std::path::Path;

use domain::{
    base::{CaseId, FileId},
    cases::CaseAhead,
    chains::{ChainFileAhead, MatterNo, MemberState},
    people::{Act, Desk, Reach, reach},
};
use store::{
    StoreError, Tx, chains as rows, files,
    journal::{self, Entry, Stream},
    people,
};

use super::{
    apply::OwnMatter,
    ground::Ground,
    refusal::MatterFailure,
    work::{Who, Work},
};
use crate::{
    Bureau, Failure, Never,
    cases::{Attached, FileNotKept, FileOpened, Incoming, TakenOut, attach_ahead, content, member},
};

/// A file that waits for a member to begin, as the window sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AheadFile {
    /// Id.
    pub id: FileId,
    /// Name of the material in the member's guide.
    pub material: String,
    /// Name of the file.
    pub name: String,
}

/// Members that wait and whose guides ask for a material of the merged list: each with the place in its own list.
fn waiting(ground: &Ground, filed: &domain::chains::Filed, place: usize) -> Result<Vec<(String, u16)>, StoreError> {
    let uses = ground.materials.materials.get(place).map(|m| m.uses.as_slice()).unwrap_or_default();
    let mut out = Vec::new();
    for at in uses.iter().filter(|u| u.from.is_empty()).map(|u| &u.at) {
        let listed = &ground.item(&at.member)?.content.guide.materials;
        let own = listed.iter().position(|m| m.name == at.name).and_then(|p| u16::try_from(p).ok());
        let state = filed.matter.members.get(&at.member);
        // Who may be handed in again waits for better files.
        let waits = matches!(state, Some(MemberState::Waiting | MemberState::Returned { .. }));
        out.extend(own.filter(|_| waits).map(|own| (at.member.clone(), own)));
    }
    Ok(out)
}

/// Hands in a file of such a material: for the first member that waits for it, from which the others have it when they
/// begin. The right was proved before.
///
/// # Errors
/// [`FileNotKept`] when the file does not do; `NotFound` where no member waits for the material.
pub(super) fn keep_ahead(
    bureau: &Bureau,
    desk: &Desk,
    (at, place): (&OwnMatter, usize),
    (file, exe): (&Incoming, &Path),
    key: Option<&str>,
) -> Result<Attached, Failure<FileNotKept>> {
    let found = reserved(bureau, desk, at, place).map_err(|f| match f {
        Failure::Denied(denied) => Failure::Denied(denied),
        Failure::Stale => Failure::Stale,
        Failure::Store(e) => Failure::Store(e),
        Failure::NotFound | Failure::Refused(_) => Failure::NotFound,
    })?;
    let (ahead, own) = found.ok_or(Failure::NotFound)?;
    attach_ahead(bureau, desk, (&ahead, own), file.clone(), exe, key)
}

/// Gives the member that waits for a material the id of its case, where it has none yet.
fn reserved(
    bureau: &Bureau,
    desk: &Desk,
    at: &OwnMatter,
    place: usize,
) -> Result<Option<(CaseAhead, u16)>, MatterFailure> {
    let no = MatterNo::parse(&at.matter_no).map_err(|_| Failure::NotFound)?;
    let (worker, desk, fresh) = (bureau.clone(), desk.clone(), CaseId::new(bureau.new_id()));
    bureau.db().write(move |tx| -> Result<Option<(CaseAhead, u16)>, MatterFailure> {
        let found = rows::matter_by_no(tx, worker.region(), &no)?.ok_or(Failure::NotFound)?;
        let who = Who { by: None, ..Who::at(&desk, None, worker.now()) };
        let Some(mut work) = Work::of(&worker, tx, who, found)? else { return Ok(None) };
        if work.filed.matter.finish.is_some() {
            return Ok(None);
        }
        let wanted = waiting(&work.ground, &work.filed, place)?;
        let Some((member, own)) = wanted.into_iter().next() else { return Ok(None) };
        let listed = &work.ground.item(&member)?.content.guide.materials;
        let materials = listed.iter().map(|m| m.name.clone()).collect();
        let (person, matter_no) = (work.filed.person, work.filed.matter.no.to_string());
        // The id of a case that was returned is used up.
        let known = work.filed.members.get(&member).and_then(|h| h.ahead.filter(|id| Some(*id) != h.case));
        let case = known.unwrap_or(fresh);
        let ahead = CaseAhead { case, person, matter_no: matter_no.clone(), materials };
        if known.is_none() {
            if let Some(handling) = work.filed.members.get_mut(&member) {
                handling.ahead = Some(case);
            }
            work.note("matter.file_ahead", &ChainFileAhead { matter_no, member, case });
            work.save(tx)?;
        }
        Ok(Some((ahead, own)))
    })
}

/// Files that wait for members to begin, by the order of the members.
pub(super) fn ahead_files(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (filed, ground): (&domain::chains::Filed, &Ground),
) -> Result<Vec<AheadFile>, StoreError> {
    let Some(key) = people::open_key(tx, bureau.region(), bureau.vault(), filed.person)? else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for (member, id) in filed.members.iter().filter(|(_, h)| h.case.is_none()).filter_map(|(k, h)| Some((k, h.ahead?)))
    {
        let listed = &ground.item(member)?.content.guide.materials;
        for (id, own, name) in member::file_names(bureau, tx, &key, id)? {
            let material = own.and_then(|p| listed.get(usize::from(p))).map(|m| m.name.clone()).unwrap_or_default();
            out.push(AheadFile { id, material, name });
        }
    }
    Ok(out)
}

/// Takes such a file out for whoever sees the whole; who did is noted.
///
/// # Errors
/// `NotFound` for files of no waiting member, and for whoever sees a part alone.
pub fn open_ahead(bureau: &Bureau, desk: &Desk, matter_no: &str, id: FileId) -> Result<TakenOut, Failure<Never>> {
    let (role, reach) = (bureau.may(desk, Act::CaseView)?, reach(desk, Act::CaseView)?);
    let no = MatterNo::parse(matter_no).map_err(|_| Failure::NotFound)?;
    let region = *bureau.region();
    let found = bureau.db().read(|tx| {
        let Some((filed, _)) = rows::matter_by_no(tx, &region, &no)? else { return Ok(None) };
        let is_whole = reach == Reach::County || reach.covers(filed.lead);
        let ground = Ground::of(bureau, tx, &filed)?;
        let Some(file) = ahead_files(bureau, tx, (&filed, &ground))?.into_iter().find(|f| is_whole && f.id == id)
        else {
            return Ok(None);
        };
        let (row, key) = (files::file(tx, &region, id)?, people::open_key(tx, &region, bureau.vault(), filed.person)?);
        Ok(row.zip(key).map(|(row, key)| (file, row, key)))
    })?;
    let (file, row, key) = found.ok_or(Failure::NotFound)?;
    let bytes = content(bureau, &key, &row).map_err(|_| Failure::NotFound)?;
    if let Some(staff) = &desk.staff {
        let stream = Stream::staff(staff.id);
        let (stamp, event) = (desk.stamp(bureau.now(), role), FileOpened { case_no: no.to_string(), file: id.get() });
        bureau.db().write(move |tx| -> Result<(), StoreError> {
            let head = journal::head(tx, &region, &stream)?;
            journal::append(tx, &region, &stamp, Entry::new(stream.clone(), head, "file.opened", &event)).map(|_| ())
        })?;
    }
    Ok(TakenOut { name: file.name, kind: row.file.kind, bytes })
}
