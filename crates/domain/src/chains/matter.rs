//! An application under a chain (一件事办件): received once, accepted once for all members that run beside each other
//! (domain §3.5, 浙江省保障“最多跑一次”改革规定 5), handled member by member, finished as a whole.
//!
//! Each act takes the matter and returns the next one with its events, or refuses. Not here: the members' cases,
//! which `services` opens, accepts and ends as the events say.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Chain, ChainAccepted, ChainEvent, ChainFinished, ChainOpened, Finish, MatterNo, MemberDropped, MemberMoved,
    MemberStarted, MemberState, MemberStopped, OnDenial, OpenStage, Refusal, States, WholeNotice, turn,
};
use crate::{
    base::{Calendar, MatterId},
    cases::{ApplicantKind, CaseRules},
    catalogue::{APPLICANT_KIND, Answers},
};

/// How far the one intake is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intake {
    /// 已收件, on this day; after a correction, the day it came.
    Received {
        /// Day.
        on: Date,
    },
    /// 待补正.
    CorrectionAsked,
    /// 已受理.
    Accepted {
        /// Instant: the acceptance of every member that runs beside the others.
        at: Timestamp,
        /// Civil day of that.
        on: Date,
    },
}

impl Intake {
    /// Word in tables and in the API.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::CorrectionAsked => "correction_asked",
            Self::Accepted { .. } => "accepted",
        }
    }
}

/// An application under a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// Id.
    pub id: MatterId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// Its number (一件事编号).
    pub no: MatterNo,
    /// 一件事编码.
    pub chain_code: String,
    /// Version of the chain it was filed under, for good.
    pub chain_version: i64,
    /// The one intake.
    pub intake: Intake,
    /// The one notice of what to supply, if there was one.
    pub notice: Option<WholeNotice>,
    /// Where the members stand.
    pub members: States,
    /// How it ended, and when.
    pub finish: Option<(Finish, Date)>,
}

/// What an application brings with it.
pub struct MatterOpening {
    /// Id.
    pub id: MatterId,
    /// Number.
    pub no: MatterNo,
    /// Day of receipt.
    pub on: Date,
    /// Person or organisation.
    pub applicant: ApplicantKind,
}

/// Receives an application: members that do not apply are dropped, those that wait for nobody begin together.
/// `answers` are those of the merged form, checked by it.
///
/// # Errors
/// [`Refusal::WrongApplicant`], [`Refusal::NothingApplies`].
pub fn open(chain: &Chain, answers: &Answers, opening: MatterOpening) -> Result<(Matter, Vec<ChainEvent>), Refusal> {
    if !chain.applicants.contains(&opening.applicant) {
        let only = match opening.applicant {
            ApplicantKind::Person => "单位",
            ApplicantKind::Organisation => "个人",
        };
        return Err(Refusal::WrongApplicant(chain.name.clone(), only));
    }
    let all = with_kind(answers, opening.applicant);
    if !chain.members.iter().any(|m| m.applies(&all)) {
        return Err(Refusal::NothingApplies);
    }
    let mut matter = Matter {
        id: opening.id,
        version: 0,
        no: opening.no,
        chain_code: chain.code.clone(),
        chain_version: chain.version,
        intake: Intake::Received { on: opening.on },
        notice: None,
        members: chain.members.iter().map(|m| (m.key.clone(), MemberState::Waiting)).collect(),
        finish: None,
    };
    let mut events = vec![ChainEvent::Opened(ChainOpened {
        matter_no: matter.no.to_string(),
        chain_code: chain.code.clone(),
        chain_version: chain.version,
        chain_name: chain.name.clone(),
        on: opening.on,
    })];
    advance(&mut matter, chain, &all, opening.on, &mut events);
    matter.version = events.len() as i64;
    Ok((matter, events))
}

/// The answers with the applicant's kind among them, for the conditions of members.
#[must_use]
pub fn with_kind(answers: &Answers, applicant: ApplicantKind) -> BTreeMap<String, String> {
    let mut all = answers.texts().clone();
    all.insert(APPLICANT_KIND.to_owned(), applicant.as_str().to_owned());
    all
}

/// Accepts the one intake: every member that has begun is accepted by it at the same moment. After that it accepts the
/// members that were returned and handed in again; the intake stays as it was accepted.
///
/// # Errors
/// [`Refusal::AcceptedAlready`], [`Refusal::AwaitsCorrection`], [`Refusal::AwaitsAgain`], [`Refusal::Finished`].
pub fn accept(mut matter: Matter, at: Timestamp, on: Date) -> Result<(Matter, ChainAccepted), Refusal> {
    still_open(&matter)?;
    let submitted = matter.members.values().any(|s| *s == MemberState::Open(OpenStage::Submitted));
    let returned = matter.members.values().any(|s| matches!(s, MemberState::Returned { .. }));
    match matter.intake {
        Intake::Received { .. } if !submitted && returned => return Err(Refusal::AwaitsAgain),
        Intake::Received { .. } => matter.intake = Intake::Accepted { at, on },
        Intake::CorrectionAsked => return Err(Refusal::AwaitsCorrection),
        Intake::Accepted { .. } if submitted => {}
        Intake::Accepted { on, .. } => return Err(Refusal::AcceptedAlready(on)),
    }
    matter.version += 1;
    let mut members = Vec::new();
    for (key, state) in &mut matter.members {
        if *state == MemberState::Open(OpenStage::Submitted) {
            // The day it is due comes with the next report of its case.
            *state = MemberState::Open(OpenStage::InHand { due: None });
            members.push(key.clone());
        }
    }
    let event = ChainAccepted { matter_no: matter.no.to_string(), on, members, silent: false };
    Ok((matter, event))
}

/// Accepts the one intake that nobody answered in time, from the day of receipt (行政许可法 32(4): 逾期不告知的，自收到
/// 申请材料之日起即为受理). Done by the system, the day after the last day to say what is missing.
///
/// # Errors
/// As [`accept`]; [`Refusal::Day`] while the day has not passed.
pub fn deem_accepted(
    matter: Matter,
    (rules, calendar): (&CaseRules, &Calendar),
    (at, today): (Timestamp, Date),
) -> Result<(Matter, ChainAccepted), Refusal> {
    let received_on = match matter.intake {
        Intake::Received { on } => on,
        Intake::CorrectionAsked => return Err(Refusal::AwaitsCorrection),
        Intake::Accepted { on, .. } => return Err(Refusal::AcceptedAlready(on)),
    };
    if today <= rules.notice_by(received_on, calendar).on {
        return Err(Refusal::Day("告知期限还没有过，不能视为受理".into()));
    }
    let (matter, event) = accept(matter, at, received_on)?;
    Ok((matter, ChainAccepted { silent: true, ..event }))
}

/// Takes in where the case of a member stands now, and does what follows. The same report again changes nothing and
/// has no event. `answers` with the applicant's kind among them ([`with_kind`]); `on` is the day of the report.
///
/// # Errors
/// [`Refusal::UnknownMember`], [`Refusal::NotStarted`], [`Refusal::MemberSettled`], [`Refusal::Finished`].
pub fn report(
    mut matter: Matter,
    chain: &Chain,
    answers: &BTreeMap<String, String>,
    (key, now): (&str, MemberState),
    (on, calendar): (Date, &Calendar),
) -> Result<(Matter, Vec<ChainEvent>), Refusal> {
    let Some((member, state)) = chain.member(key).zip(matter.members.get(key)) else {
        return Err(Refusal::UnknownMember(key.to_owned()));
    };
    // A return that came while the whole was stopped or taken back changes nothing either.
    let out = matches!((state, &now), (MemberState::Dropped(_), MemberState::Returned { .. }));
    if *state == now || out {
        return Ok((matter, Vec::new()));
    }
    still_open(&matter)?;
    match state {
        MemberState::Waiting | MemberState::Dropped(_) => return Err(Refusal::NotStarted(member.item.name.clone())),
        MemberState::Granted { .. } | MemberState::Denied { .. } | MemberState::Ended { .. } => {
            return Err(Refusal::MemberSettled(member.item.name.clone()));
        }
        MemberState::Returned { .. } if now.is_settled() => {}
        MemberState::Returned { .. } => return Err(Refusal::NotStarted(member.item.name.clone())),
        MemberState::Open(_) => {}
    }
    let stops_all = now.is_unsuccessful() && member.denied == OnDenial::AllStops;
    let mut events = vec![ChainEvent::MemberMoved(MemberMoved {
        matter_no: matter.no.to_string(),
        member: key.to_owned(),
        now: now.clone(),
    })];
    matter.members.insert(key.to_owned(), now);
    // Nobody is left who waits for the applicant: the rest of the intake can be accepted.
    let asked = |s: &MemberState| matches!(s, MemberState::Open(OpenStage::CorrectionAsked { .. }));
    if matter.intake == Intake::CorrectionAsked && !matter.members.values().any(asked) {
        matter.intake = Intake::Received { on };
    }
    // A notice that comes on a day off counts on the next working day.
    let day = if calendar.is_workday(on).is_yes() { on } else { calendar.add_workdays(on, 1).on };
    let to_end = advance(&mut matter, chain, answers, day, &mut events);
    if stops_all {
        let stopped = |member| ChainEvent::MemberStopped(MemberStopped { matter_no: matter.no.to_string(), member });
        events.extend(to_end.into_iter().map(stopped));
    }
    matter.version += events.len() as i64;
    Ok((matter, events))
}

fn still_open(matter: &Matter) -> Result<(), Refusal> {
    matter.finish.map_or(Ok(()), |(how, _)| Err(Refusal::Finished(how.label())))
}

/// Does what follows from where the members stand; gives those in hand that must be ended.
fn advance(
    matter: &mut Matter,
    chain: &Chain,
    answers: &BTreeMap<String, String>,
    on: Date,
    events: &mut Vec<ChainEvent>,
) -> Vec<String> {
    let next = turn(chain, answers, &matter.members);
    let no = || matter.no.to_string();
    for (member, reason) in next.drops {
        events.push(ChainEvent::MemberDropped(MemberDropped {
            matter_no: no(),
            member: member.clone(),
            reason: reason.clone(),
        }));
        matter.members.insert(member, MemberState::Dropped(reason));
    }
    // Before the intake is accepted everybody begins with it; after that the notices themselves are the acceptance.
    let began = matches!(matter.intake, Intake::Accepted { .. });
    for member in next.starts {
        let state = match began {
            true => OpenStage::InHand { due: None },
            false => OpenStage::Submitted,
        };
        events.push(ChainEvent::MemberStarted(MemberStarted {
            matter_no: matter.no.to_string(),
            item_code: chain.member(&member).map(|m| m.item.code.clone()).unwrap_or_default(),
            member: member.clone(),
            accepted_on: began.then_some(on),
        }));
        matter.members.insert(member, MemberState::Open(state));
    }
    if let Some(how) = next.finish {
        matter.finish = Some((how, on));
        events.push(ChainEvent::Finished(ChainFinished { matter_no: matter.no.to_string(), how, on }));
    }
    next.to_end
}

#[cfg(test)]
mod tests;
