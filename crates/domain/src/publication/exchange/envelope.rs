//! The envelope (信封): who tells whom what, at which place of the chain, signed over all of it. A message is taken when all
//! of it holds, and refused with the one reason that a person can act on.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{ChainEnd, Follow, Peer, Side, follow};
use crate::base::Region;

/// The form of envelopes written now.
pub const ENVELOPE_FORM: u32 = 1;
/// How far a sender's clock may be ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);

/// What a message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// 事项及其版本: upward.
    Items,
    /// 办件过程和结果: upward.
    Cases,
    /// 好差评: upward.
    Reviews,
    /// 指标快照: upward.
    Snapshot,
    /// 统一受理平台推送的办件: downward.
    Applications,
    /// 基本目录、一件事清单、指标口径: downward.
    Policy,
    /// 对它们的答复: upward.
    PolicyAnswers,
    /// 全市排名, what the receiver has to know of it: downward.
    Standing,
    /// 调取指标明细, the question: downward.
    EvidenceAsk,
    /// 指标明细, the rows asked for: upward.
    Evidence,
}

impl MessageKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Items,
        Self::Cases,
        Self::Reviews,
        Self::Snapshot,
        Self::Applications,
        Self::Policy,
        Self::PolicyAnswers,
        Self::Standing,
        Self::EvidenceAsk,
        Self::Evidence,
    ];

    /// Word in tables and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::Cases => "cases",
            Self::Reviews => "reviews",
            Self::Applications => "applications",
            Self::Snapshot => "snapshot",
            Self::Policy => "policy",
            Self::PolicyAnswers => "policy_answers",
            Self::Standing => "standing",
            Self::EvidenceAsk => "evidence_ask",
            Self::Evidence => "evidence",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Items => "事项",
            Self::Cases => "办件",
            Self::Reviews => "好差评",
            Self::Applications => "推送办件",
            Self::Snapshot => "指标快照",
            Self::Policy => "目录和口径",
            Self::PolicyAnswers => "对目录和口径的答复",
            Self::Standing => "排名",
            Self::EvidenceAsk => "调取明细",
            Self::Evidence => "指标明细",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }

    /// Where its sender stands, seen from the receiver.
    pub fn comes_from(self) -> Side {
        match self {
            Self::Items | Self::Cases | Self::Reviews | Self::Snapshot | Self::PolicyAnswers | Self::Evidence => {
                Side::Below
            }
            Self::Applications | Self::Policy | Self::Standing | Self::EvidenceAsk => Side::Above,
        }
    }
}

/// What stands on a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// [`ENVELOPE_FORM`].
    pub form: u32,
    /// Division code of the sender.
    pub from: String,
    /// Division code of the receiver.
    pub to: String,
    /// Place in the chain of this direction, from 1 without gaps.
    pub seq: i64,
    /// SM3 of the envelope before, hexadecimal; empty for the first.
    pub prev: String,
    /// What the body is.
    pub kind: MessageKind,
    /// SM3 of the body's bytes, hexadecimal.
    pub body_digest: String,
    /// When it was sealed, UTC.
    pub at: Timestamp,
}

impl Envelope {
    /// The text whose SM3 is the digest, and over which the signature is made. One line each, in this order, so that
    /// another program needs no JSON library to check it.
    pub fn text(&self) -> String {
        format!(
            "onedoor exchange {}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n",
            self.form,
            self.from,
            self.to,
            self.seq,
            self.prev,
            self.kind.as_str(),
            self.body_digest,
            self.at
        )
    }
}

/// A message as it goes over the network, into a file and into the evidence of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedMessage {
    /// What stands on it.
    pub envelope: Envelope,
    /// JSON text of its content, byte for byte as it was signed.
    pub body: String,
    /// SM2 over the envelope's text, hexadecimal.
    pub signature: String,
}

/// Why a message is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeFlaw {
    /// Written by a newer program, or by none of ours.
    #[error("信封格式 {0} 不认识，双方请升级到同一版本")]
    Form(u32),
    /// For another node.
    #[error("这封信是发给 {0} 的，不是发给本级的")]
    NotForUs(String),
    /// Nobody registered it.
    #[error("发信节点 {0} 没有登记，请本级管理员先登记它的区划代码和公钥")]
    UnknownSender(String),
    /// Registered, and stopped.
    #[error("与 {0} 的对接已停用")]
    Stopped(String),
    /// A county gives no catalogue to its province.
    #[error("{0}不能由这一方发出")]
    Direction(&'static str),
    /// The signature is not the sender's over this envelope.
    #[error("签名与登记的公钥对不上，没有收。请核对公钥，或查清是谁改了这封信")]
    Signature,
    /// The body is not the one that was signed.
    #[error("内容与信封上的摘要对不上，没有收")]
    Altered,
    /// From days to come.
    #[error("发信时间 {0} 比本机时间晚，请双方核对时钟")]
    Future(Timestamp),
    /// Numbers begin at 1.
    #[error("序号 {0} 不对，从 1 开始")]
    Number(i64),
    /// Taken long ago.
    #[error("第 {seq} 封早已收过（已收到第 {last} 封），不再收")]
    Replayed {
        /// The message's number.
        seq: i64,
        /// The newest that was taken.
        last: i64,
    },
    /// Another message under a number that is taken.
    #[error("第 {seq} 封与已收的不是同一封，发信方留的底和这边不一致，请双方核对留底")]
    Forked {
        /// The number.
        seq: i64,
    },
    /// Something before it is missing.
    #[error("缺第 {expected} 封（收到的是第 {seq} 封），请从第 {expected} 封起重发")]
    Gap {
        /// What is to come next.
        expected: i64,
        /// What came.
        seq: i64,
    },
    /// It names another predecessor.
    #[error("第 {seq} 封接不上前一封，发信方留的底和这边不一致，请双方核对留底")]
    Broken {
        /// The number.
        seq: i64,
    },
    /// The body cannot be read as what the envelope says.
    #[error("内容没有读懂：{0}")]
    Body(String),
}

impl EnvelopeFlaw {
    /// Word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form(_) => "form",
            Self::NotForUs(_) => "not_for_us",
            Self::UnknownSender(_) => "unknown_sender",
            Self::Stopped(_) => "stopped",
            Self::Direction(_) => "direction",
            Self::Signature => "signature",
            Self::Altered => "altered",
            Self::Future(_) => "future",
            Self::Number(_) => "number",
            Self::Replayed { .. } => "replayed",
            Self::Forked { .. } => "forked",
            Self::Gap { .. } => "gap",
            Self::Broken { .. } => "broken",
            Self::Body(_) => "body",
        }
    }
}

/// What the receiver found out about a message before it decides.
#[derive(Debug, Clone, Copy)]
pub struct Arrived<'a> {
    /// Our code.
    pub here: &'a Region,
    /// The sender as we know it.
    pub sender: Option<&'a Peer>,
    /// How far its chain has come here.
    pub end: &'a ChainEnd,
    /// SM3 of the body as it arrived.
    pub body_digest: &'a str,
    /// SM3 of the envelope's text.
    pub digest: &'a str,
    /// The signature is of the sender's registered key over the envelope's text.
    pub signed: bool,
    /// Our clock.
    pub now: Timestamp,
}

/// A message that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// For the first time: it has its effect.
    New,
    /// The newest once more: the kept answer is given, nothing else happens.
    Again,
}

/// Decides on a message. Who it is from is settled before what it says, so that nobody learns from the answers what a
/// chain holds.
pub fn admit(envelope: &Envelope, arrived: Arrived<'_>) -> Result<Admission, EnvelopeFlaw> {
    if envelope.form != ENVELOPE_FORM {
        return Err(EnvelopeFlaw::Form(envelope.form));
    }
    if envelope.to != arrived.here.as_str() {
        return Err(EnvelopeFlaw::NotForUs(envelope.to.clone()));
    }
    let Some(sender) = arrived.sender else {
        return Err(EnvelopeFlaw::UnknownSender(envelope.from.clone()));
    };
    if !arrived.signed {
        return Err(EnvelopeFlaw::Signature);
    }
    if !sender.active {
        return Err(EnvelopeFlaw::Stopped(sender.name.clone()));
    }
    if envelope.kind.comes_from() != sender.side {
        return Err(EnvelopeFlaw::Direction(envelope.kind.label()));
    }
    if envelope.body_digest != arrived.body_digest {
        return Err(EnvelopeFlaw::Altered);
    }
    if envelope.at > arrived.now + AHEAD {
        return Err(EnvelopeFlaw::Future(envelope.at));
    }
    if envelope.seq < 1 {
        return Err(EnvelopeFlaw::Number(envelope.seq));
    }
    match follow(arrived.end, envelope, arrived.digest)? {
        Follow::Next => Ok(Admission::New),
        Follow::Again => Ok(Admission::Again),
    }
}
