//! One matter as staff see it (一件事办件): the hall and the lead department the whole; a department with a member in it
//! its own part, and of the others name, office and state alone.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, date_text},
    cases::{ApplicantKind, Case, Channel, HandedIn, Rating},
    catalogue::{Told, told_masked},
    chains::{
        Chain, Filed, Finish, Holdup, Intake, Look, MatterNo, MatterStage, MemberState, MergedForm, MergedMaterials,
        Office, Plan, Steps, WholeNotice, consequences, holdups, owed, steps, waits_for,
    },
    people::{Act, Desk, Reach, ReceiptPrinted, reach},
};
use jiff::{Timestamp, civil::Date};
use store::{
    StoreError, Tx,
    cases::SealedFields,
    chains as rows,
    journal::{self, Entry, EventRow, Stream},
    people,
};

use super::{
    ahead::{AheadFile, ahead_files},
    ground::Ground,
};
use crate::{
    Bureau, Failure, Never,
    cases::{Outlook, Particulars, answers, outlook, particulars_of},
};

/// A matter with what stands around it.
#[derive(Debug, Clone)]
pub struct MatterView {
    /// Id.
    pub id: i64,
    /// Expected version for the next act.
    pub version: i64,
    /// 一件事编号.
    pub matter_no: String,
    /// 一件事编码.
    pub chain_code: String,
    /// Version of the chain it was filed under.
    pub chain_version: i64,
    /// Name of the chain then.
    pub chain_name: String,
    /// 牵头部门.
    pub lead: Office,
    /// Person or organisation.
    pub applicant_kind: ApplicantKind,
    /// Masked particulars.
    pub particulars: Particulars,
    /// How it came in.
    pub channel: Channel,
    /// Window.
    pub window_no: Option<u16>,
    /// Received on; after a correction, the day that came.
    pub received_on: Date,
    /// Last day to accept or to say once what is missing.
    pub notice_by: Option<Date>,
    /// The one intake.
    pub intake: Intake,
    /// The one notice; of a department's view the lines that ask for something of its own.
    pub notice: Option<WholeNotice>,
    /// Where it stands.
    pub stage: MatterStage,
    /// How it ended, and when.
    pub finish: Option<(Finish, Date)>,
    /// Last day of the whole, as far as it is known.
    pub due_on: Option<Date>,
    /// The day somebody must act by, seen from today.
    pub outlook: Outlook,
    /// Members in the chain's order.
    pub members: Vec<MemberLine>,
    /// Step list and headline; `None` where the order has a ring, which no published chain has.
    pub steps: Option<Steps>,
    /// Who holds it up; of a department's view its own members.
    pub holdups: Vec<Holdup>,
    /// The days ahead; `None` in a department's view.
    pub plan: Option<Plan>,
    /// What was handed in, by place of the merged list; empty in a department's view.
    pub materials: Vec<HandedIn>,
    /// What was answered on the merged form, personal fields masked; empty in a department's view.
    pub answers: Vec<Told>,
    /// Its events in order; empty in a department's view.
    pub history: Vec<EventRow>,
    /// What follows from members that came to nothing, in sentences; empty in a department's view.
    pub consequences: Vec<String>,
    /// Materials that are to follow (容缺), by place of the merged list, with their names and last days; empty in a
    /// department's view.
    pub owed: Vec<(usize, String, Date)>,
    /// Files that were handed in for members that have not begun; empty in a department's view.
    pub ahead: Vec<AheadFile>,
    /// Results that wait to be handed out.
    pub ready: usize,
    /// When everything had been handed out.
    pub delivered_at: Option<Timestamp>,
    /// Rating of the whole.
    pub rating: Option<Rating>,
    /// What it runs by: its chain, the one form and the one list of materials as it was filed under them; `None` in a
    /// department's view.
    pub runs_by: Option<RunsBy>,
    /// The whole is shown.
    pub is_whole: bool,
    /// Query password; only on the receipt.
    pub query_password: Option<String>,
}

impl MatterView {
    /// A member's name by its key; empty where there is none.
    #[must_use]
    pub fn name_of(&self, key: &str) -> &str {
        self.members.iter().find(|m| m.key == key).map_or("", |m| &m.name)
    }
}

/// What a matter runs by.
#[derive(Debug, Clone)]
pub struct RunsBy {
    /// The chain, in the version it was filed under.
    pub chain: Chain,
    /// 一表申请.
    pub form: MergedForm,
    /// 一套材料.
    pub materials: MergedMaterials,
}

/// One member.
#[derive(Debug, Clone)]
pub struct MemberLine {
    /// Key in the chain.
    pub key: String,
    /// Name of its item.
    pub name: String,
    /// Whose item.
    pub office: Office,
    /// Where it stands.
    pub state: MemberState,
    /// Why it was dropped, in words; empty where it was not.
    pub words: String,
    /// Its case: where the asker may see it.
    pub case_no: Option<String>,
    /// Numbers of its cases that were returned before it was handed in again: where the asker may see them.
    pub earlier: Vec<String>,
    /// Its day: where the asker may see it.
    pub due_on: Option<Date>,
    /// What its department says of what was handed in: where the asker may see it.
    pub look: Option<Look>,
    /// Members that it waits for, by name.
    pub waits_for: Vec<String>,
    /// Belongs to the asker's own part.
    pub is_own: bool,
}

/// A matter for staff. One that the asker has no part in looks like one that is not there.
pub fn view(bureau: &Bureau, desk: &Desk, matter_no: &str) -> Result<MatterView, Failure<Never>> {
    open(bureau, desk, matter_no, false)
}

/// The receipt of the whole with its query password, for whoever may accept. Each time it is drawn stands in the
/// journal of whoever drew it.
pub fn receipt(bureau: &Bureau, desk: &Desk, matter_no: &str) -> Result<MatterView, Failure<Never>> {
    let role = bureau.may(desk, Act::CaseAccept)?;
    let view = open(bureau, desk, matter_no, true)?;
    if let Some(staff) = &desk.staff {
        let (region, stream) = (*bureau.region(), Stream::staff(staff.id));
        let (stamp, event) = (desk.stamp(bureau.now(), role), ReceiptPrinted { case_no: view.matter_no.clone() });
        bureau.db().write(move |tx| -> Result<(), StoreError> {
            let head = journal::head(tx, &region, &stream)?;
            let entry = Entry::new(stream.clone(), head, "case.receipt_printed", &event);
            journal::append(tx, &region, &stamp, entry).map(|_| ())
        })?;
    }
    Ok(view)
}

fn open(bureau: &Bureau, desk: &Desk, matter_no: &str, with_password: bool) -> Result<MatterView, Failure<Never>> {
    let reach = reach(desk, Act::CaseView)?;
    let no = MatterNo::parse(matter_no).map_err(|_| Failure::NotFound)?;
    let found = bureau.db().read(|tx| {
        let Some((filed, sealed)) = rows::matter_by_no(tx, bureau.region(), &no)? else { return Ok(None) };
        let ground = Ground::of(bureau, tx, &filed)?;
        let is_whole = reach == Reach::County || reach.covers(filed.lead);
        let has_part = ground.chain.offices().iter().any(|o| reach.covers(o.id));
        if !is_whole && !has_part {
            return Ok(None);
        }
        told(bureau, tx, (filed, sealed, ground), (reach, is_whole), with_password).map(Some)
    })?;
    found.ok_or(Failure::NotFound)
}

fn told(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (filed, sealed, ground): (Filed, SealedFields, Ground),
    (reach, is_whole): (Reach, bool),
    with_password: bool,
) -> Result<MatterView, StoreError> {
    let (region, today) = (*bureau.region(), bureau.today());
    let (particulars, password) = particulars_of(bureau, tx, (filed.person, filed.applicant_kind), &sealed)?;
    let cases: BTreeMap<_, _> =
        rows::cases_of_matter(tx, &region, filed.matter.id)?.into_iter().map(|(c, _)| (c.id, c)).collect();
    let sees = |office: DepartmentId| is_whole || reach.covers(office);
    let own: Vec<&str> =
        ground.chain.members.iter().filter(|m| sees(m.item.office.id)).map(|m| m.key.as_str()).collect();
    let members = lines(&filed, &ground, &cases, &own);
    let plan = ground.plan(&filed.matter.members, today);
    let answers = match people::open_key(tx, &region, bureau.vault(), filed.person)? {
        Some(key) if is_whole => told_masked(&ground.form.form, &answers(bureau, &key, sealed.answers.as_deref())?),
        Some(_) | None => Vec::new(),
    };
    let lead = people::department(tx, &region, filed.lead)?.map(|d| d.name).unwrap_or_default();
    let history = match is_whole {
        true => journal::history(tx, &region, &Stream::matter(filed.matter.id))?,
        false => Vec::new(),
    };
    let finished = filed.matter.finish.is_some();
    Ok(MatterView {
        id: filed.matter.id.get(),
        version: filed.matter.version,
        matter_no: filed.matter.no.to_string(),
        chain_code: filed.matter.chain_code.clone(),
        chain_version: filed.matter.chain_version,
        chain_name: filed.chain_name.clone(),
        lead: Office { id: filed.lead, name: lead },
        applicant_kind: filed.applicant_kind,
        particulars,
        channel: filed.channel,
        window_no: filed.window_no,
        received_on: filed.receipt.on,
        notice_by: filed.receipt.notice_by,
        intake: filed.matter.intake.clone(),
        notice: filed.matter.notice.clone().map(|n| seen(n, &own)),
        stage: filed.stage(),
        finish: filed.matter.finish,
        due_on: filed.due_on,
        outlook: outlook(filed.next_on(), finished, today, &ground.calendar),
        steps: plan.as_ref().and_then(|p| steps(&ground.chain, &filed.matter, p).ok()),
        holdups: holdups(&ground.chain, &filed.matter, today)
            .into_iter()
            .filter(|h| own.contains(&h.member.as_str()))
            .collect(),
        plan: plan.filter(|_| is_whole),
        materials: if is_whole { filed.materials.clone() } else { Vec::new() },
        answers,
        history,
        consequences: match is_whole {
            true => sentences(&ground, &filed),
            false => Vec::new(),
        },
        owed: match is_whole {
            true => still_owed(&ground, &filed, &cases)?,
            false => Vec::new(),
        },
        ahead: match is_whole {
            true => ahead_files(bureau, tx, (&filed, &ground))?,
            false => Vec::new(),
        },
        ready: cases.values().filter(|c| matches!(c.stage, domain::cases::Stage::Completed(..))).count(),
        delivered_at: filed.delivered_at,
        rating: filed.rating.clone(),
        runs_by: is_whole.then_some(RunsBy { chain: ground.chain, form: ground.form, materials: ground.materials }),
        is_whole,
        query_password: with_password.then_some(password),
        members,
    })
}

/// What follows from members that came to nothing, for whoever reads of the whole.
pub(super) fn sentences(ground: &Ground, filed: &Filed) -> Vec<String> {
    let name = |key: &str| ground.name(key);
    consequences(&ground.chain, &filed.matter.members).iter().map(|c| c.sentence(&name)).collect()
}

/// What is still to follow. A department may have noted on its own case that it came: where no case waits for it any more,
/// nobody does.
fn still_owed(
    ground: &Ground,
    filed: &Filed,
    cases: &BTreeMap<domain::base::CaseId, Case>,
) -> Result<Vec<(usize, String, Date)>, StoreError> {
    let mut out = Vec::new();
    for (place, name, until) in owed(&filed.materials) {
        let uses = ground.materials.materials.get(place).map(|m| m.uses.as_slice()).unwrap_or_default();
        let mut waits = false;
        for at in uses.iter().map(|u| &u.at) {
            let case = filed.members.get(&at.member).and_then(|h| h.case).and_then(|id| cases.get(&id));
            let ahead = filed.matter.members.get(&at.member) == Some(&MemberState::Waiting);
            let listed = &ground.item(&at.member)?.content.guide.materials;
            let own = listed.iter().position(|m| m.name == at.name);
            let open = case.zip(own).and_then(|(c, own)| c.materials.get(own)).is_some_and(HandedIn::is_owed);
            waits |= ahead || open;
        }
        if waits {
            out.push((place, name.to_owned(), until));
        }
    }
    Ok(out)
}

/// The lines of a notice that ask these members' things.
fn seen(notice: WholeNotice, own: &[&str]) -> WholeNotice {
    let lines = notice.lines.into_iter().filter(|l| l.members.iter().any(|m| own.contains(&m.as_str()))).collect();
    WholeNotice { lines, ..notice }
}

fn lines(
    filed: &Filed,
    ground: &Ground,
    cases: &BTreeMap<domain::base::CaseId, Case>,
    own: &[&str],
) -> Vec<MemberLine> {
    let one = |m: &domain::chains::Member| {
        let is_own = own.contains(&m.key.as_str());
        let handling = filed.members.get(&m.key).filter(|_| is_own);
        let case = handling.and_then(|h| cases.get(&h.case?));
        let state = filed.matter.members.get(&m.key).cloned().unwrap_or(MemberState::Waiting);
        let waits = waits_for(&ground.chain, &filed.matter.members, &m.key);
        MemberLine {
            key: m.key.clone(),
            name: m.item.name.clone(),
            office: m.item.office.clone(),
            words: state_words(&state, case, ground),
            case_no: case.map(|c| c.no.to_string()),
            earlier: handling
                .into_iter()
                .flat_map(|h| &h.earlier)
                .filter_map(|id| Some(cases.get(id)?.no.to_string()))
                .collect(),
            due_on: case.and_then(|c| c.due().on),
            look: handling.map(|h| h.look.clone()),
            waits_for: waits.into_iter().map(|m| m.item.name.clone()).collect(),
            state,
            is_own,
        }
    };
    ground.chain.members.iter().map(one).collect()
}

/// Why a member was dropped, or until when it may be handed in again; empty where neither is so.
pub(super) fn state_words(state: &MemberState, case: Option<&Case>, ground: &Ground) -> String {
    match state {
        MemberState::Dropped(reason) => reason.words(&|key: &str| ground.name(key)),
        MemberState::Returned { until, .. } => {
            let ending = case.and_then(|c| c.stage.ending());
            let why = ending.map(|e| format!("退件原因：{}。", e.reason.trim_end_matches('。'))).unwrap_or_default();
            format!("{why}可以在 {}前改好重新提交；到期不提交的，按没有办成处理", date_text(*until))
        }
        MemberState::Waiting
        | MemberState::Open(_)
        | MemberState::Granted { .. }
        | MemberState::Denied { .. }
        | MemberState::Ended { .. } => String::new(),
    }
}
