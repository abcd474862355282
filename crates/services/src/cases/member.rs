//! The cases of a matter's members (联办件): opened, accepted, corrected, ended and handed out with the whole, each with
//! its own event, inside a transaction of `chains`. No right is asked here: the act on the whole has asked it.

use std::collections::BTreeMap;

use domain::{
    base::{CaseId, FileId, MatterId, PersonId, StaffId},
    cases::{
        self, Accepter, Applicant, ApplicantKind, Case, CaseFile, CaseNo, Channel, CorrectionItem, DeliveryWay,
        EndKind, HandedIn, JointMember, Means, NewFile, Opening, Refusal, Stage,
    },
    catalogue::{Item, form_of},
    delegates::power_used,
    people::Stamp,
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use store::{
    StoreError, Tx,
    cases::{self as rows, SealedFields},
    files::{self, FileRow, SealedName},
    journal::{self, Change, Entry, Stream},
    people::{self, Standing},
    vault::PersonKey,
};

use super::{
    FILE_ROOM,
    attach::name_of,
    deliver::applicant as own_name,
    open::{answered, seal, sealed_answers},
    rules::case_rules,
    step::{Used, filed_item, put_with, under_letter},
};
use crate::{Bureau, Failure};

/// Who applies, found or made, with what is sealed of them.
pub(crate) struct Applying {
    pub(crate) person: PersonId,
    pub(crate) key: PersonKey,
    pub(crate) sealed: SealedFields,
    /// The after-image of somebody new.
    pub(crate) made: Option<Change>,
}

/// Finds or makes the applicant and seals the particulars and answers of a matter.
pub(crate) fn applying(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    applicant: &Applicant,
    new: PersonId,
    (query_password, answers): (&str, &BTreeMap<String, String>),
) -> Result<Applying, StoreError> {
    let region = bureau.region();
    let who = (applicant.kind.as_str(), applicant.code.as_str());
    let ready = people::ready_person(tx, region, (bureau.vault(), bureau.rng()), who, new)?;
    let made = match people::settle_person(tx, region, &ready)? {
        Standing::Known => None,
        Standing::New(change) => Some(change),
        Standing::Moved => {
            return Err(StoreError::Corrupt {
                place: "person".into(), why: "同一次写入里读到两种内容".into()
            });
        }
    };
    let sealed = seal(bureau, &ready.key, applicant, query_password, answers);
    Ok(Applying { person: ready.id, key: ready.key, sealed, made })
}

/// The answers of a form, sealed.
pub(crate) fn sealed(bureau: &Bureau, key: &PersonKey, answers: &BTreeMap<String, String>) -> Option<Vec<u8>> {
    sealed_answers(bureau, key, answers)
}

/// Who does something to a member's case, and when.
#[derive(Clone, Copy)]
pub(crate) struct Doing<'a> {
    pub(crate) stamp: &'a Stamp,
    /// `None` = the applicant or the system.
    pub(crate) by: Option<StaffId>,
    pub(crate) now: Timestamp,
    pub(crate) today: Date,
}

/// How the cases of a matter come in: as the matter did.
pub(crate) struct Origin<'a> {
    pub(crate) matter: MatterId,
    pub(crate) person: PersonId,
    pub(crate) key: &'a PersonKey,
    pub(crate) kind: ApplicantKind,
    pub(crate) channel: Channel,
    pub(crate) window_no: Option<u16>,
    /// Particulars and query password of the matter; its answers are not taken over.
    pub(crate) sealed: &'a SealedFields,
}

/// Opens the case of a member as received, under an id that was drawn for it: its own materials, its own answers, and the
/// day on which its applicant committed, where that was done.
pub(crate) fn begin(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    doing: Doing<'_>,
    origin: &Origin<'_>,
    (id, committed_on): (CaseId, Option<Date>),
    (item, materials, answers): (&Item, Vec<HandedIn>, &BTreeMap<String, String>),
) -> Result<Case, Failure<Refusal>> {
    let (region, series) = (bureau.region(), origin.window_no.unwrap_or_default());
    let no = CaseNo::new(doing.today, series, rows::next_number(tx, region, doing.today, series)?);
    let opening = Opening {
        id,
        no,
        person: origin.person,
        by: doing.by,
        channel: origin.channel,
        window_no: origin.window_no,
        accepting_department: None,
        at: doing.now,
        today: doing.today,
    };
    let calendar = bureau.calendar(tx)?;
    let member = JointMember { matter: origin.matter, applicant: origin.kind, materials, committed_on };
    let (case, event) =
        cases::open_jointly(item, member, (case_rules(), &calendar), opening).map_err(Failure::Refused)?;
    let sealed =
        SealedFields { answers: sealed_answers(bureau, origin.key, answers), receiver: None, ..origin.sealed.clone() };
    let entry =
        Entry::new(Stream::case(case.id), 0, "case.submitted", &event).with(rows::case_change(region, &case, &sealed));
    journal::append(tx, region, doing.stamp, entry)?;
    Ok(case)
}

/// Puts the files that another case of the matter has of a material into this one: the same bytes under a row of its own.
/// `wanted` are places here with the case and place they come from. What is too much for one case stays where it is.
pub(crate) fn share_files(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    doing: Doing<'_>,
    to: &Case,
    wanted: &[(u16, CaseId, u16)],
) -> Result<(), StoreError> {
    let region = bureau.region();
    let mut held: Vec<CaseFile> = files::files_of_case(tx, region, to.id)?.into_iter().map(|row| row.file).collect();
    for (place, from, there) in wanted {
        for row in files::files_of_case(tx, region, *from)? {
            if row.file.place != Some(*there) || row.file.detached.is_some() {
                continue;
            }
            let (first, file) = (row.sealed.bytes_of.unwrap_or(row.file.id), row.file);
            let id = FileId::new(bureau.new_id());
            let new = NewFile { id, place: Some(*place), digest: file.digest, size: file.size, kind: file.kind };
            let Ok((file, event)) = cases::attach(&FILE_ROOM, to, &held, new, file.by, file.at) else { continue };
            held.push(file.clone());
            let shared = FileRow { file, sealed: SealedName { bytes_of: Some(first), ..row.sealed } };
            let entry = Entry::new(Stream::file(id), 0, "file.attached", &event);
            journal::append(tx, region, doing.stamp, entry.with(files::file_change(region, &shared)))?;
        }
    }
    Ok(())
}

/// Ids, places and names of the files of a member's case, as they were handed in; what was taken off is left out.
pub(crate) fn file_names(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    key: &PersonKey,
    id: CaseId,
) -> Result<Vec<(FileId, Option<u16>, String)>, StoreError> {
    let mut out = Vec::new();
    for row in files::files_of_case(tx, bureau.region(), id)? {
        if row.file.detached.is_none()
            && let Some(name) = name_of(bureau, Some(key), &row)?
        {
            out.push((row.file.id, row.file.place, name));
        }
    }
    Ok(out)
}

/// A member's own answers out of those of the merged form, as its own form checks them.
pub(crate) fn own_answers(
    item: &Item,
    raw: &BTreeMap<String, String>,
    kind: ApplicantKind,
    today: Date,
) -> BTreeMap<String, String> {
    let Some(form) = form_of(&item.content) else { return BTreeMap::new() };
    // Nothing is said beside the form: the merged answers hold it.
    let said = cases::Said { kind, code: "", name: "", contact: "", phone: "" };
    answered(&form, said, raw, today).0.texts().clone()
}

/// Under which letter whoever acts on the whole does this to one case of it: what is accepted, asked or handed out for
/// all departments at once uses the power of each for its own member.
fn used(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    act: &str,
    case: &Case,
    doing: Doing<'_>,
) -> Result<Option<Used>, StoreError> {
    let (Some(by), Some(_)) = (doing.by.filter(|_| !doing.stamp.role.is_empty()), power_used(act)) else {
        return Ok(None);
    };
    let department = people::staff(tx, bureau.region(), by)?.and_then(|s| s.department);
    under_letter(bureau, tx, act, case, (by, department), doing.now)
}

/// Takes a case through one step inside the whole, and keeps it.
fn step<E: Serialize>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    doing: Doing<'_>,
    (id, kind): (CaseId, &'static str),
    rule: impl FnOnce(&mut Tx<'_>, Case, &mut SealedFields) -> Result<(Case, E), Failure<Refusal>>,
) -> Result<Case, Failure<Refusal>> {
    let (case, mut sealed) = rows::case(tx, bureau.region(), id)?.ok_or(Failure::NotFound)?;
    let (next, event) = rule(tx, case, &mut sealed)?;
    let used = used(bureau, tx, kind, &next, doing)?;
    put_with(bureau, tx, doing.stamp, (&next, &sealed), (kind, &event), (used, Vec::new()))?;
    Ok(next)
}

/// Accepts the case of a member from a day on. `materials` are its own list as it is now; `None` = as it was.
pub(crate) fn accept(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    doing: Doing<'_>,
    id: CaseId,
    (by, on, materials): (Accepter, Date, Option<Vec<HandedIn>>),
) -> Result<Case, Failure<Refusal>> {
    step(bureau, tx, doing, (id, "case.accepted"), |tx, mut case, _| {
        if let Some(materials) = materials {
            case.materials = materials;
        }
        let held: Vec<_> = files::files_of_case(tx, bureau.region(), id)?.into_iter().map(|row| row.file).collect();
        for place in cases::uploaded(&case, &held) {
            if let Some(material) = case.materials.get_mut(place).filter(|m| m.received && m.means == Means::Paper) {
                material.means = Means::Upload;
            }
        }
        let (item, calendar) = (filed_item(tx, bureau, &case)?, bureau.calendar(tx)?);
        cases::accept_jointly(case, &item.content, by, &calendar, (doing.now, on)).map_err(Failure::Refused)
    })
}

/// Notes in a member's case that materials came that were to follow, by their place in its own list; one that can take
/// none any more is left alone: `None`.
pub(crate) fn bring(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    doing: Doing<'_>,
    (id, places, means): (CaseId, &[usize], Means),
) -> Result<Option<Case>, Failure<Refusal>> {
    let (case, _) = rows::case(tx, bureau.region(), id)?.ok_or(Failure::NotFound)?;
    let owed: Vec<usize> =
        places.iter().copied().filter(|p| case.materials.get(*p).is_some_and(HandedIn::is_owed)).collect();
    if owed.is_empty() || cases::bring(case, &owed, means).is_err() {
        return Ok(None);
    }
    step(bureau, tx, doing, (id, "case.materials_brought"), |_, case, _| {
        cases::bring(case, &owed, means).map_err(Failure::Refused)
    })
    .map(Some)
}

/// Puts the member's part of the one notice into its case. `by` is whoever gives the notice.
pub(crate) fn ask(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    doing: Doing<'_>,
    id: CaseId,
    (items, until, by): (Vec<CorrectionItem>, Date, StaffId),
) -> Result<Case, Failure<Refusal>> {
    step(bureau, tx, doing, (id, "case.correction_asked"), |tx, case, _| {
        let calendar = bureau.calendar(tx)?;
        let who = (by, doing.now, doing.today);
        cases::ask_correction(case, items, Some(until), (case_rules(), &calendar), who).map_err(Failure::Refused)
    })
}

/// Lets a case that lacks nothing wait with the whole, its day to say what is missing held.
pub(crate) fn hold(bureau: &Bureau, tx: &mut Tx<'_>, doing: Doing<'_>, id: CaseId) -> Result<Case, Failure<Refusal>> {
    step(bureau, tx, doing, (id, "case.notice_held"), |_, case, _| cases::hold_notice(case).map_err(Failure::Refused))
}

/// Puts the member's part of the answer into its case: its own materials as they are now, and its own answers.
pub(crate) fn supply(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    doing: Doing<'_>,
    (id, key): (CaseId, &PersonKey),
    (materials, answers): (Vec<HandedIn>, &BTreeMap<String, String>),
) -> Result<Case, Failure<Refusal>> {
    step(bureau, tx, doing, (id, "case.correction_supplied"), |tx, case, sealed| {
        let calendar = bureau.calendar(tx)?;
        let here = |(place, m): (usize, &HandedIn)| m.received.then_some(place);
        let supplied: Vec<usize> = materials.iter().enumerate().filter_map(here).collect();
        let ground = (case_rules(), &*calendar);
        let who = (doing.by, doing.now, doing.today);
        let (next, event) = cases::supply(case, &supplied, Means::Paper, ground, who).map_err(Failure::Refused)?;
        sealed.answers = sealed_answers(bureau, key, answers);
        Ok((Case { materials, ..next }, event))
    })
}

/// Counts the days of a member's case anew with the whole; with its own answers as they are now, where they changed.
pub(crate) fn receive_anew(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    doing: Doing<'_>,
    id: CaseId,
    changed: Option<(&PersonKey, Vec<HandedIn>, BTreeMap<String, String>)>,
) -> Result<Case, Failure<Refusal>> {
    step(bureau, tx, doing, (id, "case.received_anew"), |tx, case, sealed| {
        let calendar = bureau.calendar(tx)?;
        let who = (doing.by, doing.now, doing.today);
        let (next, event) = cases::receive_anew(case, (case_rules(), &calendar), who).map_err(Failure::Refused)?;
        let Some((key, materials, answers)) = changed else { return Ok((next, event)) };
        sealed.answers = sealed_answers(bureau, key, &answers);
        Ok((Case { materials, ..next }, event))
    })
}

/// Ends the case of a member that the applicant takes back, or that the end of another one stops. One that is decided
/// or over is left alone: `None`.
pub(crate) fn end(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    doing: Doing<'_>,
    (id, kind, why): (CaseId, EndKind, &str),
) -> Result<Option<Case>, Failure<Refusal>> {
    let (case, _) = rows::case(tx, bureau.region(), id)?.ok_or(Failure::NotFound)?;
    let runs = match case.stage {
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..) => true,
        Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => false,
    };
    if !runs {
        return Ok(None);
    }
    step(bureau, tx, doing, (id, "case.ended"), |_, case, _| {
        cases::end(case, kind, (why, ""), doing.by, doing.now).map_err(Failure::Refused)
    })
    .map(Some)
}

/// Who receives the results: the applicant (for an organisation, who came for it), or somebody named.
pub(crate) fn receiver(
    bureau: &Bureau,
    key: &PersonKey,
    (kind, sealed): (ApplicantKind, &SealedFields),
    named: Option<&str>,
) -> Result<String, StoreError> {
    match named {
        Some(name) => Ok(name.trim().to_owned()),
        None => own_name(bureau, key, kind, sealed),
    }
}

/// Hands out the result of a member's case. The receiver's name is sealed under the applicant's key.
pub(crate) fn deliver(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    doing: Doing<'_>,
    (id, key): (CaseId, &PersonKey),
    (way, receiver, by): (DeliveryWay, &str, StaffId),
) -> Result<Case, Failure<Refusal>> {
    step(bureau, tx, doing, (id, "case.delivered"), |_, case, sealed| {
        let done = cases::deliver(case, way, receiver, by, doing.now).map_err(Failure::Refused)?;
        sealed.receiver = Some(key.seal(bureau.region(), "receiver", receiver, bureau.rng()));
        Ok(done)
    })
}
