//! Answers to policies (政策答复): what a county says to what is asked of it, and how each policy stands with whom it was
//! sent to.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ExchangeRow, Policy, ReplyKind};
use crate::base::parse_date;

/// The answer to a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyAnswer {
    /// The policy's key.
    pub key: String,
    /// Which version of it is answered.
    pub policy_version: i64,
    /// From 1; rises with each answer to this policy.
    pub version: i64,
    /// What is answered.
    pub reply: ReplyKind,
    /// Of 已认领: code of our item or chain; else empty.
    pub ours: String,
    /// Of 已定日期: the day.
    pub planned_on: Option<Date>,
    /// Of 不办: why; else a remark, or empty.
    pub reason: String,
    /// When.
    pub answered_on: Date,
}

/// What somebody wants to answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AnswerWanted {
    /// Word of the reply.
    pub reply: String,
    /// Code of our item or chain.
    pub ours: String,
    /// The day.
    pub planned_on: String,
    /// Why not.
    pub reason: String,
}

/// Why a policy is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFlaw {
    /// It is asked no longer.
    #[error("上级已撤回这一条，不用答复")]
    Withdrawn,
    /// Nothing that may be answered to this kind.
    #[error("请选一种答复")]
    Reply,
    /// No code.
    #[error("请写本级对应的编码")]
    Ours,
    /// A code that nothing of ours has.
    #[error("本级没有编码是 {0} 的，请核对")]
    Unknown(String),
    /// No day, or one that is over.
    #[error("请写今天以后的日期，如 2026-12-31")]
    Day,
    /// No reason.
    #[error("请写明原因，5 到 500 个字")]
    Reason,
}

impl AnswerFlaw {
    /// The field of the form.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Withdrawn | Self::Reply => "reply",
            Self::Ours | Self::Unknown(_) => "ours",
            Self::Day => "planned_on",
            Self::Reason => "reason",
        }
    }
}

/// Event: a policy was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyAnswered {
    /// Who asked, division code.
    pub from: String,
    /// The policy's key.
    pub key: String,
    /// Which version of it.
    pub policy_version: i64,
    /// What was answered.
    pub reply: ReplyKind,
    /// Code of ours, or empty.
    pub ours: String,
    /// Why not, or empty.
    pub reason: String,
}

impl PolicyAnswer {
    /// Answers a policy, or answers it anew. `exists` says whether we have an item or a chain of that code.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn give(
        policy: &Policy,
        was: Option<&Self>,
        wanted: &AnswerWanted,
        today: Date,
        exists: impl Fn(&str) -> bool,
    ) -> Result<Self, Vec<AnswerFlaw>> {
        if policy.withdrawn {
            return Err(vec![AnswerFlaw::Withdrawn]);
        }
        let reply = ReplyKind::parse(wanted.reply.trim()).filter(|r| policy.kind.replies().contains(r));
        let Some(reply) = reply else { return Err(vec![AnswerFlaw::Reply]) };
        let (ours, reason) = (wanted.ours.trim(), wanted.reason.trim());
        let planned = parse_date(wanted.planned_on.trim()).ok().filter(|day| *day >= today);
        let mut flaws = Vec::new();
        let length = reason.chars().count();
        match reply {
            ReplyKind::Claimed if ours.is_empty() => flaws.push(AnswerFlaw::Ours),
            ReplyKind::Claimed if !exists(ours) => flaws.push(AnswerFlaw::Unknown(ours.to_owned())),
            ReplyKind::Planned if planned.is_none() => flaws.push(AnswerFlaw::Day),
            ReplyKind::Declined if length < 5 => flaws.push(AnswerFlaw::Reason),
            ReplyKind::Claimed | ReplyKind::Planned | ReplyKind::TakenOver | ReplyKind::Declined => {}
        }
        if length > 500 {
            flaws.push(AnswerFlaw::Reason);
        }
        if !flaws.is_empty() {
            return Err(flaws);
        }
        Ok(Self {
            key: policy.key.clone(),
            policy_version: policy.version,
            version: was.map_or(0, |a| a.version) + 1,
            reply,
            ours: if reply == ReplyKind::Claimed { ours.to_owned() } else { String::new() },
            planned_on: planned.filter(|_| reply == ReplyKind::Planned),
            reason: reason.to_owned(),
            answered_on: today,
        })
    }

    /// As it travels.
    pub fn fields(&self) -> BTreeMap<String, String> {
        let named = [
            ("policy_version", self.policy_version.to_string()),
            ("reply", self.reply.as_str().to_owned()),
            ("ours", self.ours.clone()),
            ("planned_on", self.planned_on.map(|d| d.to_string()).unwrap_or_default()),
            ("reason", self.reason.clone()),
            ("answered_on", self.answered_on.to_string()),
        ];
        named.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.to_owned(), v)).collect()
    }

    /// As it is read from what travelled.
    ///
    /// # Errors
    /// Why it cannot be, in words.
    pub fn read(key: &str, version: i64, fields: &BTreeMap<String, String>) -> Result<Self, String> {
        let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let day = |name: &str| parse_date(&text(name)).ok();
        Ok(Self {
            key: key.to_owned(),
            policy_version: text("policy_version").parse().map_err(|_| "没有写明答复的是哪一版")?,
            version,
            reply: ReplyKind::parse(&text("reply")).ok_or("答复没有读懂")?,
            ours: text("ours"),
            planned_on: day("planned_on"),
            reason: text("reason"),
            answered_on: day("answered_on").ok_or("答复日期没有读懂")?,
        })
    }
}

/// How a policy stands with one that it was sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyStand {
    /// 未送达.
    NotDelivered,
    /// 待答复.
    Waiting,
    /// 超期未答复: by so many days.
    Late(i64),
    /// Answered, and this version.
    Answered(ReplyKind),
    /// 已撤回.
    Withdrawn,
}

impl PolicyStand {
    /// Word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotDelivered => "not_delivered",
            Self::Waiting => "waiting",
            Self::Late(_) => "late",
            Self::Answered(_) => "answered",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::NotDelivered => "未送达".into(),
            Self::Waiting => "待答复".into(),
            Self::Late(days) => format!("超期 {days} 天未答复"),
            Self::Answered(reply) => reply.label().into(),
            Self::Withdrawn => "已撤回".into(),
        }
    }
}

/// How a policy stands. An answer to an earlier version is none to this one. Lateness counts from the day of publication,
/// whenever it arrived; what was not delivered is not late, but not delivered.
pub fn policy_stand(policy: &Policy, delivered: bool, answer: Option<&PolicyAnswer>, today: Date) -> PolicyStand {
    if policy.withdrawn {
        return PolicyStand::Withdrawn;
    }
    if let Some(answer) = answer.filter(|a| a.policy_version == policy.version) {
        return PolicyStand::Answered(answer.reply);
    }
    if !delivered {
        return PolicyStand::NotDelivered;
    }
    let over = (today - policy.due_on()).get_days();
    if over > 0 { PolicyStand::Late(over.into()) } else { PolicyStand::Waiting }
}

/// Why a row of policies or answers goes back, beside the rules of all rows; `None` where it is taken.
pub fn policy_row_flaw(row: &ExchangeRow, answers: bool) -> Option<String> {
    if row.withdrawn {
        return None;
    }
    if answers {
        PolicyAnswer::read(&row.key, row.version, &row.fields).err()
    } else {
        Policy::read(&row.key, row.version, &row.fields).err()
    }
}
