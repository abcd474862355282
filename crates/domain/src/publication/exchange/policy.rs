//! Policies (政策下发): what a node above asks of those below: entries of the basic catalogue to claim (认领), chains to
//! implement (一件事), definitions of figures to count by (口径). Each has days in which it is to be answered, and the answer
//! goes up as a message. Whoever is asked decides; a policy changes nothing by itself.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::ExchangeRow;
use crate::base::{fold_line, parse_date};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyKind {
    /// 基本目录认领.
    Catalogue,
    /// 一件事清单.
    Chain,
    /// 指标口径.
    Profile,
}

impl PolicyKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Catalogue, Self::Chain, Self::Profile];

    /// Word in keys, tables and for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Chain => "chain",
            Self::Profile => "profile",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Catalogue => "基本目录",
            Self::Chain => "一件事",
            Self::Profile => "指标口径",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }

    /// What may be answered.
    pub fn replies(self) -> &'static [ReplyKind] {
        match self {
            Self::Catalogue => &[ReplyKind::Claimed, ReplyKind::Declined],
            Self::Chain => &[ReplyKind::Claimed, ReplyKind::Planned, ReplyKind::Declined],
            Self::Profile => &[ReplyKind::TakenOver, ReplyKind::Declined],
        }
    }
}

/// What is answered, without its details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyKind {
    /// 已认领, 已对应: by an item or a chain of ours.
    Claimed,
    /// 定了日期.
    Planned,
    /// 已执行: the definition was taken over.
    TakenOver,
    /// 不办, with the reason.
    Declined,
}

impl ReplyKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Claimed, Self::Planned, Self::TakenOver, Self::Declined];

    /// Word in tables and for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Planned => "planned",
            Self::TakenOver => "taken_over",
            Self::Declined => "declined",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Claimed => "已认领",
            Self::Planned => "已定日期",
            Self::TakenOver => "已执行",
            Self::Declined => "不办",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// One policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Kind and code: `catalogue/000139001000`.
    pub key: String,
    /// What is asked.
    pub kind: PolicyKind,
    /// From 1; rises with each change.
    pub version: i64,
    /// In one line.
    pub title: String,
    /// What is new, and why.
    pub detail: String,
    /// Of a definition: its profile as JSON; else empty.
    pub content: String,
    /// Days to answer in, from the day of publication.
    pub days: i64,
    /// When this version was published.
    pub published_on: Date,
    /// It is asked no longer.
    pub withdrawn: bool,
}

/// What somebody wants to publish.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PolicyWanted {
    /// Word of the kind.
    pub kind: String,
    /// 基本编码, code of the chain or of the figure.
    pub code: String,
    /// In one line.
    pub title: String,
    /// What is new, and why.
    pub detail: String,
    /// Of a definition: its profile as JSON.
    pub content: String,
    /// Days to answer in.
    pub days: String,
}

/// Why a policy is not published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFlaw {
    /// No kind of ours.
    #[error("请选一种：基本目录、一件事、指标口径")]
    Kind,
    /// A code that cannot be a key.
    #[error("请写编码，1 到 60 个字母、数字、横线或小数点")]
    Code,
    /// No title.
    #[error("请写标题，2 到 100 个字")]
    Title,
    /// Too long.
    #[error("说明最多 2000 个字")]
    Detail,
    /// Not a number of days.
    #[error("答复期限请写 1 到 365 之间的天数")]
    Days,
    /// A definition without one that can be read.
    #[error("口径没有读懂，请选本级正在用的口径")]
    Content,
    /// The same as before.
    #[error("和上一版一样，没有可发的变化")]
    Unchanged,
}

impl PolicyFlaw {
    /// The field of the form.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Code => "code",
            Self::Title | Self::Unchanged => "title",
            Self::Detail => "detail",
            Self::Days => "days",
            Self::Content => "content",
        }
    }
}

/// Event: a policy was published, changed or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyPublished {
    /// Its key.
    pub key: String,
    /// Its version.
    pub version: i64,
    /// In one line.
    pub title: String,
    /// It is asked no longer.
    pub withdrawn: bool,
}

/// The key that a kind and a code make.
pub fn policy_key(kind: PolicyKind, code: &str) -> Option<String> {
    let code = code.trim();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    ((1..=60).contains(&code.len()) && code.chars().all(fits)).then(|| format!("{}/{code}", kind.as_str()))
}

impl Policy {
    /// Publishes a policy, or its next version. `reads` says whether a text is a definition of a figure; what was taken back
    /// may be published again.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn publish(
        was: Option<&Self>,
        wanted: &PolicyWanted,
        today: Date,
        reads: impl Fn(&str) -> bool,
    ) -> Result<(Self, PolicyPublished), Vec<PolicyFlaw>> {
        let mut flaws = Vec::new();
        let kind = PolicyKind::parse(wanted.kind.trim());
        let key = kind.and_then(|kind| policy_key(kind, &wanted.code));
        if kind.is_none() {
            flaws.push(PolicyFlaw::Kind);
        } else if key.is_none() {
            flaws.push(PolicyFlaw::Code);
        }
        let title = fold_line(&wanted.title);
        if !(2..=100).contains(&title.chars().count()) {
            flaws.push(PolicyFlaw::Title);
        }
        let detail = wanted.detail.trim().replace("\r\n", "\n");
        if detail.chars().count() > 2_000 {
            flaws.push(PolicyFlaw::Detail);
        }
        let days: Option<i64> = wanted.days.trim().parse().ok().filter(|days| (1..=365).contains(days));
        if days.is_none() {
            flaws.push(PolicyFlaw::Days);
        }
        let content = if kind == Some(PolicyKind::Profile) { wanted.content.trim().to_owned() } else { String::new() };
        if kind == Some(PolicyKind::Profile) && !reads(&content) {
            flaws.push(PolicyFlaw::Content);
        }
        let (Some(kind), Some(key), Some(days), true) = (kind, key, days, flaws.is_empty()) else { return Err(flaws) };
        let version = was.map_or(0, |p| p.version) + 1;
        let next = Self { key, kind, version, title, detail, content, days, published_on: today, withdrawn: false };
        if was.is_some_and(|was| !was.withdrawn && was.says(&next)) {
            return Err(vec![PolicyFlaw::Unchanged]);
        }
        let event = next.event();
        Ok((next, event))
    }

    /// Takes it back; `None` where it was.
    pub fn withdraw(&self, today: Date) -> Option<(Self, PolicyPublished)> {
        if self.withdrawn {
            return None;
        }
        let next = Self { version: self.version + 1, withdrawn: true, published_on: today, ..self.clone() };
        let event = next.event();
        Some((next, event))
    }

    fn event(&self) -> PolicyPublished {
        let Self { key, version, title, withdrawn, .. } = self;
        PolicyPublished { key: key.clone(), version: *version, title: title.clone(), withdrawn: *withdrawn }
    }

    fn says(&self, other: &Self) -> bool {
        (&self.title, &self.detail, &self.content, self.days)
            == (&other.title, &other.detail, &other.content, other.days)
    }

    /// The code within its kind.
    pub fn code(&self) -> &str {
        self.key.split_once('/').map_or(self.key.as_str(), |(_, code)| code)
    }

    /// The last day on which an answer is in time.
    pub fn due_on(&self) -> Date {
        self.published_on.checked_add(self.days.days()).unwrap_or(Date::MAX)
    }

    /// As it travels.
    pub fn fields(&self) -> BTreeMap<String, String> {
        let named = [
            ("kind", self.kind.as_str().to_owned()),
            ("title", self.title.clone()),
            ("detail", self.detail.clone()),
            ("content", self.content.clone()),
            ("days", self.days.to_string()),
            ("published_on", self.published_on.to_string()),
        ];
        named.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.to_owned(), v)).collect()
    }

    /// As it is read from what travelled.
    ///
    /// # Errors
    /// Why it cannot be, in words.
    pub fn read(key: &str, version: i64, fields: &BTreeMap<String, String>) -> Result<Self, String> {
        let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let kind = PolicyKind::parse(&text("kind")).ok_or("没有写明是目录、一件事还是口径")?;
        let code = key.strip_prefix(kind.as_str()).and_then(|rest| rest.strip_prefix('/'));
        if code.and_then(|code| policy_key(kind, code)).as_deref() != Some(key) {
            return Err("编号与种类对不上".into());
        }
        let days: Option<i64> = text("days").parse().ok().filter(|days| (1..=365).contains(days));
        Ok(Self {
            key: key.to_owned(),
            kind,
            version,
            title: Some(text("title")).filter(|t| !t.trim().is_empty()).ok_or("没有标题")?,
            detail: text("detail"),
            content: text("content"),
            days: days.ok_or("答复期限没有读懂")?,
            published_on: parse_date(&text("published_on")).map_err(|_| "下发日期没有读懂")?,
            withdrawn: false,
        })
    }
}

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

#[cfg(test)]
mod tests;
