//! A matter under an act: loaded with what it runs by, moved on, its members' cases opened, accepted and ended as the
//! events say, and kept with all its events in one transaction.
//!
//! The last event of an act carries the row; what the system does by itself inside somebody's act has the system's
//! stamp.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{CaseId, FileId, StaffId},
    cases::{Accepter, Case, EndKind, HandedIn, Means, Stage, promised_until},
    catalogue::Answers,
    chains::{
        ChainAccepted, ChainEvent, Filed, Intake, MatterNo, MemberState, OpenStage, deem_accepted, deem_again_accepted,
        owed, report, standing, with_kind,
    },
    people::{Act, Desk, Role, Stamp, authorise},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::Value;
use store::{
    StoreError, Tx,
    cases::SealedFields,
    chains as rows,
    journal::{self, Change, Entry, Stream},
    people,
    vault::PersonKey,
};

use super::{
    bring::brought,
    ground::Ground,
    refusal::{MatterFailure, MatterRefusal, of_case, of_rule},
};
use crate::{
    Bureau, Failure,
    cases::{
        answers, case_rules,
        member::{self, Doing, Origin},
        opened,
    },
};

/// What kind of result is told as a certificate given out by a department (部门核发); others are shared (共享).
const CERTIFICATE: &str = "证照";

/// Which matter, and which version of it the page was made from.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MatterRef {
    /// 一件事编号.
    pub matter_no: String,
    /// Version.
    pub version: i64,
}

impl MatterRef {
    /// The number as it is kept; what is none names no matter.
    pub(super) fn number(&self) -> Result<MatterNo, MatterFailure> {
        MatterNo::parse(&self.matter_no).map_err(|_| Failure::NotFound)
    }
}

/// Who acts.
#[derive(Clone)]
pub(super) struct Who {
    pub(super) stamp: Stamp,
    /// `None` = the applicant or the system.
    pub(super) by: Option<StaffId>,
}

impl Who {
    /// A desk in the role in which it was allowed.
    pub(super) fn at(desk: &Desk, role: Option<Role>, now: Timestamp) -> Self {
        Self { stamp: desk.stamp(now, role), by: desk.staff.as_ref().map(|s| s.id) }
    }

    /// The program itself.
    pub(super) fn system(now: Timestamp) -> Self {
        Self { stamp: Desk::system("一件事联办").stamp(now, None), by: None }
    }

    /// The member of staff; acts of staff alone ask for it.
    pub(super) fn staff(&self) -> Result<StaffId, MatterFailure> {
        self.by.ok_or(Failure::Denied(domain::people::Denied::NotSignedIn))
    }
}

/// A matter under an act.
pub(super) struct Work<'a> {
    bureau: &'a Bureau,
    pub(super) filed: Filed,
    pub(super) sealed: SealedFields,
    pub(super) ground: Ground,
    pub(super) key: PersonKey,
    /// Answers of the merged form, the applicant's kind among them.
    pub(super) answers: BTreeMap<String, String>,
    pub(super) who: Who,
    pub(super) now: Timestamp,
    pub(super) today: Date,
    /// Events before this act.
    before: i64,
    events: Vec<(Stamp, &'static str, Value)>,
    /// Rows beside the matter's own that the first event carries.
    beside: Vec<Change>,
}

impl<'a> Work<'a> {
    /// One that is just being opened, with the rows that come with it.
    pub(super) fn begun(
        bureau: &'a Bureau,
        who: Who,
        (filed, sealed, key): (Filed, SealedFields, PersonKey),
        (ground, answers): (Ground, BTreeMap<String, String>),
        beside: Vec<Change>,
    ) -> Self {
        let (now, today) = (bureau.now(), bureau.today());
        Self { bureau, filed, sealed, ground, key, answers, who, now, today, before: 0, events: Vec::new(), beside }
    }

    /// One that is kept; `None` where its applicant was erased.
    pub(super) fn of(
        bureau: &'a Bureau,
        tx: &mut Tx<'_>,
        who: Who,
        (filed, sealed): (Filed, SealedFields),
    ) -> Result<Option<Self>, StoreError> {
        let Some(key) = people::open_key(tx, bureau.region(), bureau.vault(), filed.person)? else { return Ok(None) };
        // Who came again after an erasure has another key: what was sealed before stays closed.
        if opened(&key, bureau.region(), "name", &sealed.name)?.is_none() {
            return Ok(None);
        }
        let ground = Ground::of(bureau, tx, &filed)?;
        let kept = Answers::unchecked(answers(bureau, &key, sealed.answers.as_deref())?);
        let all = with_kind(&kept, filed.applicant_kind);
        let before = filed.matter.version;
        let work = Self::begun(bureau, who, (filed, sealed, key), (ground, all), Vec::new());
        Ok(Some(Self { before, ..work }))
    }

    /// One by its number for an act of staff: the right of its lead department or of the hall, and the expected
    /// version.
    pub(super) fn load(
        bureau: &'a Bureau,
        tx: &mut Tx<'_>,
        (desk, act): (&Desk, Act),
        at: &MatterRef,
    ) -> Result<Self, MatterFailure> {
        let (filed, sealed) = rows::matter_by_no(tx, bureau.region(), &at.number()?)?.ok_or(Failure::NotFound)?;
        let lead = people::department(tx, bureau.region(), filed.lead)?.map(|d| d.name).unwrap_or_default();
        let role = authorise(desk, act, Some((filed.lead, &lead)))?;
        Self::expected(bureau, tx, Who::at(desk, role, bureau.now()), (filed, sealed), at.version)
    }

    /// One under its expected version.
    pub(super) fn expected(
        bureau: &'a Bureau,
        tx: &mut Tx<'_>,
        who: Who,
        found: (Filed, SealedFields),
        version: i64,
    ) -> Result<Self, MatterFailure> {
        if found.0.matter.version != version {
            return Err(Failure::Stale);
        }
        Self::of(bureau, tx, who, found)?.ok_or(Failure::Refused(MatterRefusal::Erased))
    }

    /// The county it is in.
    pub(super) fn bureau(&self) -> &'a Bureau {
        self.bureau
    }

    /// Stamp and member of staff of what is done now.
    pub(super) fn doing(&self) -> (Stamp, Option<StaffId>) {
        (self.who.stamp.clone(), self.who.by)
    }

    /// Writes an event down, to be kept with the rest.
    pub(super) fn note(&mut self, kind: &'static str, event: &impl Serialize) {
        let facts = serde_json::to_value(event).expect("events are plain structs with text keys");
        self.events.push((self.who.stamp.clone(), kind, facts));
    }

    /// Does what events of the whole say, and writes them down.
    pub(super) fn follow(&mut self, tx: &mut Tx<'_>, events: Vec<ChainEvent>) -> Result<(), MatterFailure> {
        for event in events {
            match event {
                ChainEvent::Opened(e) => self.note("matter.opened", &e),
                ChainEvent::Accepted(e) => self.note("matter.accepted", &e),
                ChainEvent::CorrectionAsked(e) => self.note("matter.correction_asked", &e),
                ChainEvent::CorrectionSupplied(e) => self.note("matter.correction_supplied", &e),
                ChainEvent::MemberStarted(e) => {
                    self.start(tx, &e.member, e.accepted_on)?;
                    self.note("matter.member_started", &e);
                }
                ChainEvent::MemberDropped(e) => self.note("matter.member_dropped", &e),
                ChainEvent::MemberMoved(e) => self.note("matter.member_moved", &e),
                ChainEvent::MemberStopped(e) => {
                    let why = "前面有事项没有办成，按这件事的规则整件终止";
                    self.end(tx, &e.member, (EndKind::StoppedWithMatter, why))?;
                    self.note("matter.member_stopped", &e);
                }
                ChainEvent::Finished(e) => self.note("matter.finished", &e),
                ChainEvent::Withdrawn(e) => self.note("matter.withdrawn", &e),
            }
        }
        Ok(())
    }

    /// Opens a member's case; accepts it at once where the notices of those before it have come.
    pub(super) fn start(
        &mut self,
        tx: &mut Tx<'_>,
        member: &str,
        accepted_on: Option<Date>,
    ) -> Result<(), MatterFailure> {
        let materials = self.own_materials(tx, member)?;
        let answers = self.own_answers(member)?;
        let (stamp, by) = self.doing();
        let doing = Doing { stamp: &stamp, by, now: self.now, today: self.today };
        let origin = Origin {
            matter: self.filed.matter.id,
            person: self.filed.person,
            key: &self.key,
            kind: self.filed.applicant_kind,
            channel: self.filed.channel,
            window_no: self.filed.window_no,
            sealed: &self.sealed,
        };
        let item = self.ground.item(member)?;
        let handling = self.filed.members.get(member);
        let id = handling.and_then(|h| h.ahead).unwrap_or_else(|| CaseId::new(self.bureau.new_id()));
        let whose = (id, handling.and_then(|h| h.committed_on));
        let mut case =
            member::begin(self.bureau, tx, doing, &origin, whose, (item, materials, &answers)).map_err(of_case)?;
        let mut shared = self.shared(member)?;
        self.add_earlier(tx, member, (case.id, &mut shared))?;
        member::share_files(self.bureau, tx, doing, &case, &shared)?;
        if let Some(on) = accepted_on {
            let how = (Accepter::Notices, on, None);
            case = member::accept(self.bureau, tx, doing, case.id, how).map_err(of_case)?;
        }
        if let Some(handling) = self.filed.members.get_mut(member) {
            handling.case = Some(case.id);
        }
        self.stands(member, &case);
        Ok(())
    }

    /// Files of the member's case that was returned before this one, as far as nothing new came for their material.
    fn add_earlier(
        &self,
        tx: &mut Tx<'_>,
        member: &str,
        (now, shared): (CaseId, &mut Vec<(u16, CaseId, u16)>),
    ) -> Result<(), StoreError> {
        let Some(before) = self.filed.members.get(member).and_then(|h| h.earlier.last().copied()) else {
            return Ok(());
        };
        let places = |names: Vec<(FileId, Option<u16>, String)>| names.into_iter().filter_map(|(_, place, _)| place);
        let here: BTreeSet<u16> = places(member::file_names(self.bureau, tx, &self.key, now)?).collect();
        let there: BTreeSet<u16> = places(member::file_names(self.bureau, tx, &self.key, before)?).collect();
        for place in there.difference(&here) {
            let other = shared.iter().find(|(at, _, _)| at == place).map(|(_, from, at)| (*from, *at));
            let has = match other {
                Some((from, at)) => places(member::file_names(self.bureau, tx, &self.key, from)?).any(|p| p == at),
                None => false,
            };
            // What another member has of it is as new at least.
            if !has {
                shared.retain(|(at, _, _)| at != place);
                shared.push((*place, before, *place));
            }
        }
        Ok(())
    }

    /// Places of a member's materials that another member has too whose case is there, with that case and the place in
    /// it: whatever file was handed in for one serves the other.
    fn shared(&self, member: &str) -> Result<Vec<(u16, CaseId, u16)>, StoreError> {
        let place_in = |member: &str, name: &str| -> Result<Option<u16>, StoreError> {
            let listed = &self.ground.item(member)?.content.guide.materials;
            Ok(listed.iter().position(|m| m.name == name).and_then(|p| u16::try_from(p).ok()))
        };
        let mut out = Vec::new();
        for listed in &self.ground.item(member)?.content.guide.materials {
            let merged = self.ground.materials.place_of(member, &listed.name);
            let uses = merged.and_then(|p| self.ground.materials.materials.get(p)).map(|m| m.uses.as_slice());
            for at in uses.unwrap_or_default().iter().map(|u| &u.at).filter(|at| at.member != member) {
                let ahead = || self.filed.members.get(&at.member).and_then(|h| h.ahead);
                let Some(from) = self.case_of(&at.member).or_else(ahead) else { continue };
                if let (Some(here), Some(there)) = (place_in(member, &listed.name)?, place_in(&at.member, &at.name)?) {
                    out.push((here, from, there));
                    break;
                }
            }
        }
        Ok(out)
    }

    /// Ends a member's case, taken back or stopped; what is decided already runs to its end.
    pub(super) fn end(
        &mut self,
        tx: &mut Tx<'_>,
        member: &str,
        (kind, why): (EndKind, &str),
    ) -> Result<(), MatterFailure> {
        let Some(id) = self.case_of(member) else { return Ok(()) };
        let (stamp, by) = self.doing();
        let doing = Doing { stamp: &stamp, by, now: self.now, today: self.today };
        member::end(self.bureau, tx, doing, (id, kind, why)).map_err(of_case).map(|_| ())
    }

    /// Accepts the cases of members with the whole, and notes it.
    pub(super) fn accept(&mut self, tx: &mut Tx<'_>, by: Accepter, event: &ChainAccepted) -> Result<(), MatterFailure> {
        for member in &event.members {
            let Some(id) = self.case_of(member) else { continue };
            // By silence with what was handed in and what was promised; whoever accepts has just looked.
            let materials = match by {
                Accepter::Staff(_) | Accepter::Silence => Some(self.own_materials(tx, member)?),
                Accepter::Elsewhere | Accepter::Notices => None,
            };
            let (stamp, who) = self.doing();
            let doing = Doing { stamp: &stamp, by: who, now: self.now, today: self.today };
            let case = member::accept(self.bureau, tx, doing, id, (by, event.on, materials)).map_err(of_case)?;
            self.stands(member, &case);
        }
        self.note("matter.accepted", event);
        Ok(())
    }

    /// Takes in where the members' cases stand now, and does what follows, by the program itself. Nothing new,
    /// nothing done.
    pub(super) fn settle(&mut self, tx: &mut Tx<'_>) -> Result<(), MatterFailure> {
        let desk = std::mem::replace(&mut self.who, Who::system(self.now));
        let done = self.settle_members(tx).and_then(|()| {
            let came = self.brought_to_one(tx)?;
            if came.is_empty() { Ok(()) } else { brought(self, tx, (&came, Means::Paper)) }
        });
        self.who = desk;
        done
    }

    fn settle_members(&mut self, tx: &mut Tx<'_>) -> Result<(), MatterFailure> {
        while self.filed.matter.finish.is_none() {
            let Some((member, now)) = self.first_that_moved(tx)? else { return Ok(()) };
            let asked = self.filed.matter.intake == Intake::CorrectionAsked;
            let day = (self.today, &*self.ground.calendar);
            let matter = self.filed.matter.clone();
            let (matter, events) =
                report(matter, &self.ground.chain, &self.answers, (&member, now), day).map_err(of_rule)?;
            self.filed.matter = matter;
            self.follow(tx, events)?;
            // Whoever was asked is out: the rest is received anew.
            if asked && matches!(self.filed.matter.intake, Intake::Received { .. }) {
                self.receive_anew(tx)?;
            }
        }
        Ok(())
    }

    /// Places of the merged list that are owed here and that a department noted on its own case as come (容缺补交).
    fn brought_to_one(&self, tx: &mut Tx<'_>) -> Result<Vec<usize>, StoreError> {
        if owed(&self.filed.materials).is_empty() {
            return Ok(Vec::new());
        }
        let mut out = BTreeSet::new();
        for (member, case) in self.cases(tx)? {
            for own in case.materials.iter().filter(|m| m.received && m.deferred_until.is_some()) {
                let place = self.ground.materials.place_of(&member, &own.name);
                out.extend(place.filter(|p| self.filed.materials.get(*p).is_some_and(HandedIn::is_owed)));
            }
        }
        Ok(out.into_iter().collect())
    }

    fn first_that_moved(&self, tx: &mut Tx<'_>) -> Result<Option<(String, MemberState)>, StoreError> {
        let cases = self.cases(tx)?;
        let moved = |(key, case): (&String, &Case)| {
            let before = self.filed.matter.members.get(key);
            let now = self.standing(key, case);
            // What is settled stays, also where the applicant gave up what might have been handed in again.
            (!before.is_some_and(MemberState::is_settled) && before != Some(&now)).then(|| (key.clone(), now))
        };
        Ok(cases.iter().find_map(moved))
    }

    /// Accepts by silence what nobody answered in time, as a whole. Whether it did.
    pub(super) fn accept_by_silence(&mut self, tx: &mut Tx<'_>) -> Result<bool, MatterFailure> {
        let (ground, when) = ((case_rules(), &*self.ground.calendar), (self.now, self.today));
        let deemed = match self.filed.matter.intake {
            Intake::Received { .. } => deem_accepted(self.filed.matter.clone(), ground, when),
            Intake::CorrectionAsked | Intake::Accepted { .. } => deem_again_accepted(&self.filed, ground, when),
        };
        let Ok((matter, event)) = deemed else { return Ok(false) };
        self.filed.matter = matter;
        let until = case_rules().deferral(self.today, &self.ground.calendar).until;
        self.filed.materials = promised_until(std::mem::take(&mut self.filed.materials), until);
        self.accept(tx, Accepter::Silence, &event)?;
        Ok(true)
    }

    /// Counts the days of the whole anew, and of every case that waits for the intake.
    fn receive_anew(&mut self, tx: &mut Tx<'_>) -> Result<(), MatterFailure> {
        self.received_today();
        for member in self.filed.received_members() {
            let Some(id) = self.case_of(&member) else { continue };
            let (stamp, by) = self.doing();
            let doing = Doing { stamp: &stamp, by, now: self.now, today: self.today };
            member::receive_anew(self.bureau, tx, doing, id, None).map_err(of_case)?;
        }
        Ok(())
    }

    /// The receipt of the whole is of today.
    pub(super) fn received_today(&mut self) {
        let notice_by = case_rules().notice_by(self.today, &self.ground.calendar).on;
        let receipt = &mut self.filed.receipt;
        (receipt.at, receipt.on, receipt.by, receipt.notice_by) = (self.now, self.today, self.who.by, Some(notice_by));
    }

    /// The case of a member, where it has begun.
    pub(super) fn case_of(&self, member: &str) -> Option<CaseId> {
        self.filed.members.get(member)?.case
    }

    /// The members' cases, in the order of their keys.
    pub(super) fn cases(&self, tx: &mut Tx<'_>) -> Result<BTreeMap<String, Case>, StoreError> {
        let found = rows::cases_of_matter(tx, self.bureau.region(), self.filed.matter.id)?;
        let of = |id: CaseId| self.filed.members.iter().find(|(_, h)| h.case == Some(id)).map(|(k, _)| k.clone());
        Ok(found.into_iter().filter_map(|(case, _)| Some((of(case.id)?, case))).collect())
    }

    /// Where a member stands by its case as this act has left it: no move to be told.
    pub(super) fn stands(&mut self, member: &str, case: &Case) {
        let now = self.standing(member, case);
        self.filed.matter.members.insert(member.to_owned(), now);
    }

    fn standing(&self, member: &str, case: &Case) -> MemberState {
        standing(&self.filed, (member, case), (case_rules(), &self.ground.calendar), self.today)
    }

    /// A member's own answers out of those of the merged form.
    pub(super) fn own_answers(&self, member: &str) -> Result<BTreeMap<String, String>, StoreError> {
        let raw = self.ground.form.answers_for(member, &self.answers);
        Ok(member::own_answers(self.ground.item(member)?, &raw, self.filed.applicant_kind, self.today))
    }

    /// A member's own list of materials: what the results of others bring, and what was handed in with the matter.
    pub(super) fn own_materials(&self, tx: &mut Tx<'_>, member: &str) -> Result<Vec<HandedIn>, StoreError> {
        let item = self.ground.item(member)?;
        let mut out = Vec::new();
        for listed in &item.content.guide.materials {
            let brought = self.brought(tx, member, &listed.name)?;
            let handling = self.filed.members.get(member);
            let certified = handling.filter(|h| h.certified.contains(&listed.name)).map(|_| HandedIn {
                received: true,
                means: Means::Certificate,
                ..HandedIn::default()
            });
            let came = || {
                let place = self.ground.materials.place_of(member, &listed.name)?;
                self.filed.materials.get(place).cloned()
            };
            let one = brought.or(certified).or_else(came).unwrap_or_default();
            out.push(HandedIn { name: listed.name.clone(), ..one });
        }
        Ok(out)
    }

    /// The result of another member that serves as a material of this one, once it is granted.
    fn brought(&self, tx: &mut Tx<'_>, member: &str, material: &str) -> Result<Option<HandedIn>, StoreError> {
        let Some(wanting) = self.ground.chain.member(member) else { return Ok(None) };
        let granted = |key: &&str| matches!(self.filed.matter.members.get(*key), Some(MemberState::Granted { .. }));
        let Some(from) = wanting.bringers(material).find(granted) else { return Ok(None) };
        let Some(id) = self.case_of(from) else { return Ok(None) };
        let Some((case, _)) = store::cases::case(tx, self.bureau.region(), id)? else { return Ok(None) };
        let Some(result) = case.stage.completion() else { return Ok(None) };
        let office = self.ground.chain.member(from).map(|m| m.item.office.name.as_str()).unwrap_or_default();
        let number = match result.result_no.is_empty() {
            true => String::new(),
            false => format!("（{}）", result.result_no),
        };
        let means = match self.ground.item(from)?.content.guide.result_kind == CERTIFICATE {
            true => Means::Certificate,
            false => Means::Shared,
        };
        Ok(Some(HandedIn {
            received: true,
            means,
            source: format!("{office}核发的“{}”{number}", result.result_name),
            ..HandedIn::default()
        }))
    }

    /// Required materials of the merged list that did not come, by name.
    pub(super) fn missing(&self) -> Vec<(usize, String)> {
        let applying = self.ground.applying(&self.filed.matter.members);
        let certified = self.filed.certified();
        let here = |place: usize| self.filed.materials.get(place).is_some_and(|m| m.received);
        let listed = self.ground.materials.materials.iter().enumerate();
        listed
            .filter(|(place, m)| {
                m.still_asked(&applying, &certified) == Some(domain::catalogue::Need::Required) && !here(*place)
            })
            .map(|(place, m)| (place, m.material.name.clone()))
            .collect()
    }

    /// Marks what came on the merged list.
    pub(super) fn came(&mut self, places: &[usize], means: Means) {
        for (place, material) in self.filed.materials.iter_mut().enumerate() {
            if places.contains(&place) {
                (material.received, material.means) = (true, means);
            }
        }
    }

    /// Keeps the matter with its events; without one nothing is written. Gives its version.
    pub(super) fn save(self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        self.save_and_tell(tx).map(|(version, _)| version)
    }

    /// The same with the last day of the whole.
    pub(super) fn save_and_tell(mut self, tx: &mut Tx<'_>) -> Result<(i64, Option<Date>), StoreError> {
        let region = self.bureau.region();
        if self.events.is_empty() {
            return Ok((self.before, self.filed.due_on));
        }
        self.filed.matter.version = self.before + self.events.len() as i64;
        if self.filed.matter.finish.is_none() {
            let accepted = matches!(self.filed.matter.intake, Intake::Accepted { .. });
            let plan = accepted.then(|| self.ground.plan(&self.filed.matter.members, self.today)).flatten();
            self.filed.due_on = plan.and_then(|p| p.due);
        } else if self.filed.delivered_at.is_none() && self.is_all_handed_out(tx)? {
            self.filed.delivered_at = Some(self.now);
        }
        let stream = Stream::matter(self.filed.matter.id);
        let row = rows::matter_change(region, &self.filed, &self.sealed);
        let last = self.events.len() - 1;
        let mut beside = std::mem::take(&mut self.beside);
        for (n, (stamp, kind, facts)) in self.events.iter().enumerate() {
            let mut entry = Entry::new(stream.clone(), self.before + n as i64, kind, facts).with_all(beside.drain(..));
            if n == last {
                entry = entry.with(row.clone());
            }
            journal::append(tx, region, stamp, entry)?;
        }
        Ok((self.filed.matter.version, self.filed.due_on))
    }

    /// Something was handed out before the last member ended, and nothing is left.
    fn is_all_handed_out(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let cases = self.cases(tx)?;
        let delivered = cases.values().any(|c| c.stage.delivery().is_some());
        Ok(delivered && !cases.values().any(|c| matches!(c.stage, Stage::Completed(..))))
    }

    /// Whether anything happened.
    pub(super) fn has_moved(&self) -> bool {
        !self.events.is_empty()
    }

    /// Whether a member waits for the applicant.
    pub(super) fn is_asked(&self, member: &str) -> bool {
        let state = self.filed.matter.members.get(member);
        matches!(state, Some(MemberState::Open(OpenStage::CorrectionAsked { .. })))
    }
}
