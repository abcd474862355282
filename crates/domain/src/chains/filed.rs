//! An application under a chain as it is kept (一件事办件): the matter with who applies, how it came in, what was handed
//! in, and each member's case. Personal fields are sealed and live beside it.
//!
//! Not here: what follows from an act (`matter`, `correction`, `close`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Certified, ChainLooked, Finish, Intake, Look, MaterialRef, Matter, MemberState, OpenStage, Refusal};
use crate::{
    base::{CaseId, ChainId, DepartmentId, PersonId},
    cases::{ApplicantKind, Channel, HandedIn, Rating, Receipt},
};

/// A matter with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Where it stands.
    pub matter: Matter,
    /// The chain it was filed under.
    pub chain: ChainId,
    /// Its name then.
    pub chain_name: String,
    /// 牵头部门.
    pub lead: DepartmentId,
    /// Applicant.
    pub person: PersonId,
    /// Person or organisation.
    pub applicant_kind: ApplicantKind,
    /// How it came in.
    pub channel: Channel,
    /// Window it was taken at.
    pub window_no: Option<u16>,
    /// When it was received; after a correction, the day that came.
    pub receipt: Receipt,
    /// What was handed in, by place of the merged list of materials.
    pub materials: Vec<HandedIn>,
    /// How each member is handled.
    pub members: BTreeMap<String, Handling>,
    /// Last day of the whole, as far as it is known.
    pub due_on: Option<Date>,
    /// When everything there was to hand out had been handed out.
    pub delivered_at: Option<Timestamp>,
    /// 评价 of the whole.
    pub rating: Option<Rating>,
}

/// How one member is handled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    /// The version of its item that the matter was filed under, for good.
    pub item_version: i64,
    /// Its case, once it has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// The id that its case will have, under which files lie that were handed in before it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<CaseId>,
    /// Its cases that were returned (退件) before it was handed in again, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<CaseId>,
    /// The day on which it was handed in again, the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again_on: Option<Date>,
    /// 告知承诺: the day on which the applicant signed, where its guide offers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub committed_on: Option<Date>,
    /// Materials of its own guide for which a certificate stands, by name.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub certified: BTreeSet<String>,
    /// What its department says of what was handed in.
    #[serde(default, skip_serializing_if = "Look::is_not_yet")]
    pub look: Look,
}

/// Where a matter stands, in a word for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatterStage {
    /// 待受理.
    Received,
    /// 待补正.
    CorrectionAsked,
    /// 联办中.
    InHand,
    /// 已办结: over, and something may be left to hand out.
    Finished,
    /// 已领取: everything was handed out.
    Delivered,
}

impl MatterStage {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [Self::Received, Self::CorrectionAsked, Self::InHand, Self::Finished, Self::Delivered];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::CorrectionAsked => "correction_asked",
            Self::InHand => "in_hand",
            Self::Finished => "finished",
            Self::Delivered => "delivered",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Received => "待受理",
            Self::CorrectionAsked => "待补正",
            Self::InHand => "联办中",
            Self::Finished => "已办结",
            Self::Delivered => "已领取",
        }
    }

    /// Reads the word of a table or form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

impl Filed {
    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> MatterStage {
        match (&self.matter.intake, self.matter.finish, self.delivered_at) {
            (_, Some(_), Some(_)) => MatterStage::Delivered,
            (_, Some(_), None) => MatterStage::Finished,
            (Intake::Received { .. }, None, _) => MatterStage::Received,
            (Intake::CorrectionAsked, None, _) => MatterStage::CorrectionAsked,
            (Intake::Accepted { .. }, None, _) => MatterStage::InHand,
        }
    }

    /// The day by which whoever it waits for must act: what lists are ordered by.
    #[must_use]
    pub fn next_on(&self) -> Option<Date> {
        match self.stage() {
            // Everything that was handed in is returned: the applicant must act.
            MatterStage::Received if self.received_members().is_empty() => self.again_by().or(self.receipt.notice_by),
            MatterStage::Received => self.receipt.notice_by,
            MatterStage::CorrectionAsked => self.matter.notice.as_ref().map(|n| n.until),
            MatterStage::InHand => self.due_on,
            MatterStage::Finished | MatterStage::Delivered => None,
        }
    }

    /// The first day until which a returned member may be handed in again; `None` where none was returned.
    #[must_use]
    pub fn again_by(&self) -> Option<Date> {
        let until = |s: &MemberState| match s {
            MemberState::Returned { until, .. } => Some(*until),
            MemberState::Waiting
            | MemberState::Open(_)
            | MemberState::Dropped(_)
            | MemberState::Granted { .. }
            | MemberState::Denied { .. }
            | MemberState::Ended { .. } => None,
        };
        self.matter.members.values().filter_map(until).min()
    }

    /// Materials of all members for which a certificate stands.
    #[must_use]
    pub fn certified(&self) -> Certified {
        let of = |(member, h): (&String, &Handling)| -> Vec<MaterialRef> {
            h.certified.iter().map(|name| MaterialRef { member: member.clone(), name: name.clone() }).collect()
        };
        self.members.iter().flat_map(of).collect()
    }

    /// How it ended.
    #[must_use]
    pub fn finish(&self) -> Option<Finish> {
        self.matter.finish.map(|(how, _)| how)
    }

    /// Keys of the members that have begun and are not accepted yet: those that the one intake decides on.
    #[must_use]
    pub fn received_members(&self) -> Vec<String> {
        let waits = |s: &MemberState| *s == MemberState::Open(OpenStage::Submitted);
        self.matter.members.iter().filter(|(_, s)| waits(s)).map(|(k, _)| k.clone()).collect()
    }
}

/// Notes what a member's department says of what was handed in, while the intake is not accepted.
///
/// # Errors
/// [`Refusal::UnknownMember`], [`Refusal::NotStarted`], [`Refusal::AcceptedAlready`], [`Refusal::AwaitsCorrection`],
/// [`Refusal::Finished`].
pub fn look(mut filed: Filed, member: (&str, &str), said: Look) -> Result<(Filed, ChainLooked), Refusal> {
    let (key, name) = member;
    if let Some(how) = filed.finish() {
        return Err(Refusal::Finished(how.label()));
    }
    match filed.matter.intake {
        Intake::Received { .. } => {}
        Intake::CorrectionAsked => return Err(Refusal::AwaitsCorrection),
        Intake::Accepted { on, .. } => return Err(Refusal::AcceptedAlready(on)),
    }
    let Some(handling) = filed.members.get_mut(key) else {
        return Err(Refusal::UnknownMember(key.to_owned()));
    };
    if handling.case.is_none() {
        return Err(Refusal::NotStarted(name.to_owned()));
    }
    handling.look = said.clone();
    filed.matter.version += 1;
    let event = ChainLooked { matter_no: filed.matter.no.to_string(), member: key.to_owned(), look: said };
    Ok((filed, event))
}
