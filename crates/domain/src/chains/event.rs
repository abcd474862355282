//! What a matter's journal holds (一件事的事件). The last one of an act is written with the after-image of the matter;
//! the cases of the members have their own.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DropReason, Finish, Look, MemberState, NoticeLine};
use crate::base::CaseId;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainEvent {
    /// 收件.
    Opened(ChainOpened),
    /// 受理.
    Accepted(ChainAccepted),
    /// 一次告知.
    CorrectionAsked(ChainCorrectionAsked),
    /// 补正.
    CorrectionSupplied(ChainCorrectionSupplied),
    /// A member begins.
    MemberStarted(MemberStarted),
    /// A member will never begin.
    MemberDropped(MemberDropped),
    /// A member's case moved.
    MemberMoved(MemberMoved),
    /// A member in hand must be ended.
    MemberStopped(MemberStopped),
    /// 办结.
    Finished(ChainFinished),
    /// 整件撤回.
    Withdrawn(ChainWithdrawn),
}

/// Event: an application under a chain was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainOpened {
    /// Its number.
    pub matter_no: String,
    /// 一件事编码.
    pub chain_code: String,
    /// Version of the chain, for good.
    pub chain_version: i64,
    /// Name of the chain then.
    pub chain_name: String,
    /// Day of receipt.
    pub on: Date,
}

/// Event: the one intake was accepted; it counts as acceptance by all of these at the same moment (domain §3.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainAccepted {
    /// Its number.
    pub matter_no: String,
    /// Day.
    pub on: Date,
    /// Members accepted with it.
    pub members: Vec<String>,
    /// 逾期不告知视为受理: nobody said in time what was missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
}

/// Event: the applicant was told once, for all members, what to supply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainCorrectionAsked {
    /// Its number.
    pub matter_no: String,
    /// All of it.
    pub lines: Vec<NoticeLine>,
    /// Last day.
    pub until: Date,
}

/// Event: the applicant answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainCorrectionSupplied {
    /// Its number.
    pub matter_no: String,
    /// Day.
    pub on: Date,
}

/// Event: a member is started; its case is opened with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberStarted {
    /// Number of the matter.
    pub matter_no: String,
    /// Member.
    pub member: String,
    /// Code of its item.
    pub item_code: String,
    /// Day on which it is accepted by the notices of those before it; `None` = with the one intake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_on: Option<Date>,
}

/// Event: a member is not started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberDropped {
    /// Number of the matter.
    pub matter_no: String,
    /// Member.
    pub member: String,
    /// Why.
    pub reason: DropReason,
}

/// Event: the case of a member moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberMoved {
    /// Number of the matter.
    pub matter_no: String,
    /// Member.
    pub member: String,
    /// Where it stands now.
    pub now: MemberState,
}

/// Event: a member in hand is to be ended, because the whole is stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberStopped {
    /// Number of the matter.
    pub matter_no: String,
    /// Member.
    pub member: String,
}

/// Event: the whole is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainFinished {
    /// Its number.
    pub matter_no: String,
    /// How.
    pub how: Finish,
    /// Day of the last notice.
    pub on: Date,
}

/// Event: a department said whether what was handed in will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainLooked {
    /// Number of the matter.
    pub matter_no: String,
    /// Member.
    pub member: String,
    /// What it says.
    pub look: Look,
}

/// Event: the applicant took the whole back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainWithdrawn {
    /// Number of the matter.
    pub matter_no: String,
    /// Day.
    pub on: Date,
    /// Members in hand that end with it.
    pub members: Vec<String>,
    /// Members that will not begin.
    pub dropped: Vec<String>,
}

/// Event: results were handed out in one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainDelivered {
    /// Number of the matter.
    pub matter_no: String,
    /// How: word of the way.
    pub way: String,
    /// Members whose result it was.
    pub members: Vec<String>,
    /// Nothing is left to hand out.
    pub whole: bool,
}

/// Event: the applicant hands in a material of a member that has not begun; files of it lie with the case that it will
/// have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainFileAhead {
    /// Number of the matter.
    pub matter_no: String,
    /// Member.
    pub member: String,
    /// Id that its case will have.
    pub case: CaseId,
}

/// Event: the applicant rated the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainRated {
    /// Number of the matter.
    pub matter_no: String,
    /// 5 to 1.
    pub stars: u8,
}
