//! Policies (政策下发): what a node above asks of those below: entries of the basic catalogue to claim (认领), chains to
//! implement (一件事), definitions of figures to count by (口径). Each has days in which it is to be answered, and the answer
//! goes up as a message. Whoever is asked decides; a policy changes nothing by itself.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

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

#[cfg(test)]
mod tests;
