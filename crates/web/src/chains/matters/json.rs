//! Shapes of what the API answers about matters (一件事办件接口的回答). Numbers and ids are text, personal values masked as on
//! the pages; days are `2026-12-02`, instants UTC.

use domain::chains::{DropReason, Finish, Holdup, Intake, Look, MemberState, OpenStage, Steps, WholeNotice};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::{
    cases::Outlook,
    chains::matters::{MatterProgress, MatterView, MatterWorkLine, MemberLine, ProgressMember},
};

use super::words::{self, Reader};
use crate::{
    base::paths,
    cases::{AnswerJson, ApplicantJson, EventJson, OutlookJson},
};

/// A line of the list.
#[derive(Serialize)]
pub(super) struct LineJson {
    matter_no: String,
    chain_name: String,
    applicant: String,
    lead: String,
    stage: &'static str,
    stage_label: &'static str,
    received_on: Date,
    next_on: Option<Date>,
    due_on: Option<Date>,
    outlook: OutlookJson,
    address: String,
}

impl LineJson {
    pub(super) fn of(line: MatterWorkLine) -> Self {
        Self {
            address: paths::api_matter(&line.matter_no),
            matter_no: line.matter_no,
            chain_name: line.chain_name,
            applicant: line.applicant,
            lead: line.lead,
            stage: line.stage.as_str(),
            stage_label: line.stage.label(),
            received_on: line.received_on,
            next_on: line.next_on,
            due_on: line.due_on,
            outlook: OutlookJson::of(line.outlook),
        }
    }
}

#[derive(Serialize)]
struct FinishJson {
    how: &'static str,
    label: &'static str,
    on: Date,
}

fn finish(how: (Finish, Date)) -> FinishJson {
    FinishJson { how: how.0.as_str(), label: how.0.label(), on: how.1 }
}

#[derive(Serialize)]
struct HoldupJson {
    member: String,
    words: String,
    due_on: Option<Date>,
    overdue: bool,
    waiting: usize,
}

fn holdup(one: &Holdup, name: &str, reader: Reader) -> HoldupJson {
    HoldupJson {
        member: one.member.clone(),
        words: words::holdup(one, name, reader),
        due_on: one.due,
        overdue: one.overdue,
        waiting: one.waiting,
    }
}

#[derive(Serialize)]
struct NoticeLineJson {
    material: Option<usize>,
    name: String,
    what: String,
    members: Vec<String>,
}

#[derive(Serialize)]
struct NoticeJson {
    on: Date,
    until: Date,
    supplied_on: Option<Date>,
    lines: Vec<NoticeLineJson>,
}

fn notice(of: &WholeNotice) -> NoticeJson {
    let line = |l: &domain::chains::NoticeLine| NoticeLineJson {
        material: l.material,
        name: l.name.clone(),
        what: l.what.clone(),
        members: l.members.clone(),
    };
    NoticeJson { on: of.on, until: of.until, supplied_on: of.supplied_on, lines: of.lines.iter().map(line).collect() }
}

#[derive(Serialize)]
struct MemberJson {
    key: String,
    name: String,
    department: String,
    state: &'static str,
    state_label: &'static str,
    reason: Option<&'static str>,
    words: String,
    case_no: Option<String>,
    earlier: Vec<String>,
    again_until: Option<Date>,
    due_on: Option<Date>,
    look: Option<&'static str>,
    needs: Vec<String>,
    waits_for: Vec<String>,
    own: bool,
}

/// Why it was not begun, or how its case ended without a decision.
fn reason(state: &MemberState) -> Option<&'static str> {
    match state {
        MemberState::Dropped(DropReason::NotApplicable) => Some("not_applicable"),
        MemberState::Dropped(DropReason::Stopped { .. }) => Some("stopped"),
        MemberState::Dropped(DropReason::AllStopped { .. }) => Some("all_stopped"),
        MemberState::Dropped(DropReason::Withdrawn) => Some("withdrawn"),
        MemberState::Ended { kind, .. } => Some(kind.as_str()),
        MemberState::Waiting
        | MemberState::Returned { .. }
        | MemberState::Open(
            OpenStage::Submitted
            | OpenStage::CorrectionAsked { .. }
            | OpenStage::InHand { .. }
            | OpenStage::Suspended { .. }
            | OpenStage::Decided { .. },
        )
        | MemberState::Granted { .. }
        | MemberState::Denied { .. } => None,
    }
}

/// Until when it may be handed in again; `None` where it was not returned.
fn again_until(state: &MemberState) -> Option<Date> {
    match state {
        MemberState::Returned { until, .. } => Some(*until),
        MemberState::Waiting
        | MemberState::Open(_)
        | MemberState::Dropped(_)
        | MemberState::Granted { .. }
        | MemberState::Denied { .. }
        | MemberState::Ended { .. } => None,
    }
}

fn member(m: &MemberLine) -> MemberJson {
    let (look, needs) = match &m.look {
        None => (None, Vec::new()),
        Some(Look::NotYet) => (Some("not_yet"), Vec::new()),
        Some(Look::Complete) => (Some("complete"), Vec::new()),
        Some(Look::Needs(items)) => (Some("needs"), items.iter().map(|i| i.what.clone()).collect()),
    };
    MemberJson {
        key: m.key.clone(),
        name: m.name.clone(),
        department: m.office.name.clone(),
        state: m.state.as_str(),
        state_label: m.state.label(),
        reason: reason(&m.state),
        words: m.words.clone(),
        case_no: m.case_no.clone(),
        earlier: m.earlier.clone(),
        again_until: again_until(&m.state),
        due_on: m.due_on,
        look,
        needs,
        waits_for: m.waits_for.clone(),
        own: m.is_own,
    }
}

#[derive(Serialize)]
struct MaterialJson {
    name: String,
    received: bool,
    means: &'static str,
    source: Option<String>,
    promised_on: Option<Date>,
    deferred_until: Option<Date>,
}

/// One matter.
#[derive(Serialize)]
pub(super) struct MatterJson {
    matter_no: String,
    version: i64,
    chain: String,
    chain_version: i64,
    chain_name: String,
    lead: String,
    applicant: ApplicantJson,
    channel: &'static str,
    window: Option<u16>,
    received_on: Date,
    notice_by: Option<Date>,
    intake: &'static str,
    accepted_at: Option<Timestamp>,
    accepted_on: Option<Date>,
    stage: &'static str,
    stage_label: &'static str,
    finish: Option<FinishJson>,
    due_on: Option<Date>,
    outlook: OutlookJson,
    headline: String,
    members: Vec<MemberJson>,
    holdups: Vec<HoldupJson>,
    notice: Option<NoticeJson>,
    materials: Vec<MaterialJson>,
    consequences: Vec<String>,
    answers: Vec<AnswerJson>,
    ready: usize,
    delivered_at: Option<Timestamp>,
    stars: Option<u8>,
    whole: bool,
    history: Vec<EventJson>,
}

impl MatterJson {
    pub(super) fn of(view: &MatterView) -> Self {
        let accepted = match view.intake {
            Intake::Accepted { at, on } => Some((at, on)),
            Intake::Received { .. } | Intake::CorrectionAsked => None,
        };
        Self {
            matter_no: view.matter_no.clone(),
            version: view.version,
            chain: view.chain_code.clone(),
            chain_version: view.chain_version,
            chain_name: view.chain_name.clone(),
            lead: view.lead.name.clone(),
            applicant: ApplicantJson::of(view.applicant_kind, &view.particulars),
            channel: view.channel.as_str(),
            window: view.window_no,
            received_on: view.received_on,
            notice_by: view.notice_by,
            intake: view.intake.as_str(),
            accepted_at: accepted.map(|(at, _)| at),
            accepted_on: accepted.map(|(_, on)| on),
            stage: view.stage.as_str(),
            stage_label: view.stage.label(),
            finish: view.finish.map(finish),
            due_on: view.due_on,
            outlook: OutlookJson::of(if view.finish.is_some() { Outlook::Stopped } else { view.outlook }),
            headline: headline(view.steps.as_ref()),
            members: view.members.iter().map(member).collect(),
            holdups: view.holdups.iter().map(|h| holdup(h, view.name_of(&h.member), Reader::Staff)).collect(),
            notice: view.notice.as_ref().map(notice),
            materials: view.materials.iter().map(material).collect(),
            consequences: view.consequences.clone(),
            answers: view.answers.iter().map(AnswerJson::of).collect(),
            ready: view.ready,
            delivered_at: view.delivered_at,
            stars: view.rating.as_ref().map(|r| r.stars),
            whole: view.is_whole,
            history: view.history.iter().map(EventJson::of).collect(),
        }
    }
}

fn headline(steps: Option<&Steps>) -> String {
    steps.map(|s| s.headline.clone()).unwrap_or_default()
}

fn material(m: &domain::cases::HandedIn) -> MaterialJson {
    MaterialJson {
        name: m.name.clone(),
        received: m.received,
        means: m.means.as_str(),
        source: Some(m.source.clone()).filter(|s| !s.is_empty()),
        promised_on: m.promised_on,
        deferred_until: m.deferred_until,
    }
}

#[derive(Serialize)]
struct OwnMemberJson {
    key: String,
    name: String,
    department: String,
    state: &'static str,
    state_label: &'static str,
    words: String,
    again_until: Option<Date>,
    result: Option<String>,
}

#[derive(Serialize)]
struct OwedJson {
    material: usize,
    name: String,
    until: Date,
}

fn own_member(m: &ProgressMember) -> OwnMemberJson {
    OwnMemberJson {
        key: m.key.clone(),
        name: m.name.clone(),
        department: m.office.clone(),
        state: m.state.as_str(),
        state_label: m.state.label(),
        words: m.words.clone(),
        again_until: again_until(&m.state),
        result: Some(m.result.clone()).filter(|r| !r.is_empty()),
    }
}

/// What its applicant is told.
#[derive(Serialize)]
pub(super) struct ProgressJson {
    matter_no: String,
    version: i64,
    chain: String,
    chain_name: String,
    applicant: String,
    stage: &'static str,
    stage_label: &'static str,
    finish: Option<FinishJson>,
    received_on: Date,
    due_on: Option<Date>,
    headline: String,
    members: Vec<OwnMemberJson>,
    holdups: Vec<HoldupJson>,
    notice: Option<NoticeJson>,
    consequences: Vec<String>,
    owed: Vec<OwedJson>,
    promised: Vec<String>,
    ready: usize,
    stars: Option<u8>,
    lead: String,
    phone: String,
    may_act: bool,
}

impl ProgressJson {
    pub(super) fn of(told: &MatterProgress) -> Self {
        Self {
            matter_no: told.matter_no.clone(),
            version: told.version,
            chain: told.chain_code.clone(),
            chain_name: told.chain_name.clone(),
            applicant: told.applicant.clone(),
            stage: told.stage.as_str(),
            stage_label: told.stage.label(),
            finish: told.finish.map(finish),
            received_on: told.received_on,
            due_on: told.due_on,
            headline: headline(told.steps.as_ref()),
            members: told.members.iter().map(own_member).collect(),
            holdups: told.holdups.iter().map(|h| holdup(h, told.name_of(&h.member), Reader::Applicant)).collect(),
            notice: told.notice.as_ref().map(notice),
            consequences: told.consequences.clone(),
            owed: told
                .owed
                .iter()
                .map(|(material, name, until)| OwedJson { material: *material, name: name.clone(), until: *until })
                .collect(),
            promised: told.promised.clone(),
            ready: told.ready,
            stars: told.stars,
            lead: told.lead.clone(),
            phone: told.phone.clone(),
            may_act: told.may_act,
        }
    }
}
