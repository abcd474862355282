//! The life of an item between draft and history (草稿、送审、发布、生效、撤回): what may follow what.
//!
//! One rule says which version holds: on a day it is the greatest version whose first day has come by
//! then. So the newest decision wins, and a version that waits for its day is withdrawn by publishing
//! one of today above it. Not here: rows of files (`import`), and who may do what (`people::access`).

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Content, Item, ItemRefusal, Status, item::check};
use crate::base::{ItemId, date_text_with_year};

/// Where a draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftState {
    /// 草稿: being written.
    Draft,
    /// 待审核: submitted.
    Submitted,
    /// 已退回: sent back with a note.
    Returned,
}

impl DraftState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Submitted, Self::Returned];

    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Submitted => "待审核",
            Self::Returned => "已退回",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// What a version is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionState {
    /// It held before.
    Past,
    /// It holds.
    InForce,
    /// Its first day is to come.
    Waiting,
    /// Its day was to come when a later version was published: it never held, or never will.
    Withdrawn,
}

impl VersionState {
    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Past => "历史版本",
            Self::InForce => "现行版本",
            Self::Waiting => "等待生效",
            Self::Withdrawn => "已撤回",
        }
    }
}

/// The version in force on a day, of versions with their first days.
pub fn in_force(versions: &[(i64, Date)], day: Date) -> Option<i64> {
    versions.iter().filter(|(_, from)| *from <= day).map(|(version, _)| *version).max()
}

/// The newest version when its day is to come.
pub fn waiting(versions: &[(i64, Date)], today: Date) -> Option<(i64, Date)> {
    versions.iter().copied().max_by_key(|(version, _)| *version).filter(|(_, from)| *from > today)
}

/// What one version is today. A version that a higher one outvoted before its first day never held.
pub fn version_state(versions: &[(i64, Date)], version: i64, today: Date) -> Option<VersionState> {
    let (_, from) = versions.iter().find(|(v, _)| *v == version)?;
    let outvoted = versions.iter().any(|(v, day)| *v > version && day < from);
    Some(if outvoted {
        VersionState::Withdrawn
    } else if *from > today {
        VersionState::Waiting
    } else if in_force(versions, today) == Some(version) {
        VersionState::InForce
    } else {
        VersionState::Past
    })
}

/// A change of an item that is not published yet. An item has at most one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which item; a new one has an id from its first draft on.
    pub item: ItemId,
    /// Where it stands.
    pub state: DraftState,
    /// Version it was made from; 0 for a new item.
    pub based_on: i64,
    /// First day that its author wishes.
    pub planned_on: Option<Date>,
    /// Why.
    pub why: String,
    /// When it was saved, and by whom, printed.
    pub saved: (Timestamp, String),
    /// When it was submitted, and by whom.
    pub submitted: Option<(Timestamp, String)>,
    /// Why it was sent back; empty when it was not.
    pub note: String,
    /// What the item is to be.
    pub content: Content,
}

/// Why a step of a draft's life is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LifeRefusal {
    /// What the content itself gets wrong.
    #[error(transparent)]
    Content(#[from] ItemRefusal),
    /// A version waits for its day.
    #[error("已有{}起生效的版本在等待，要改请先撤回它", date_text_with_year(*.0))]
    Waiting(Date),
    /// Nothing waits.
    #[error("这一版没有在等待生效，不用撤回")]
    NotWaiting,
    /// A day that has passed.
    #[error("生效日期不能早于今天，请改为今天或以后")]
    Past,
    /// The item has moved on since the draft was made.
    #[error("起草以后这一项又有了新版本，请核对差别后重新保存")]
    Outdated,
    /// It is not submitted.
    #[error("这份草稿还没有送审，请先送审")]
    NotSubmitted,
    /// It is submitted already.
    #[error("这份草稿已经送审，请等审核，或请审核人退回")]
    Submitted,
    /// Sent back without saying why.
    #[error("请写一句退回的原因")]
    NoteMissing,
    /// Another item has the code.
    #[error("编码“{0}”已用于另一项，请核对编码")]
    CodeTaken(String),
    /// Nothing to change to.
    #[error("这一项现在就是“{}”，没有需要改的", .0.label())]
    SameStatus(Status),
}

/// Whether a draft says something, and why. `old` is the content it was made from.
pub fn check_draft(draft: &Draft, old: Option<&Content>) -> Result<(), LifeRefusal> {
    check(old, &draft.content)?;
    if draft.why.trim().is_empty() {
        return Err(ItemRefusal::ReasonMissing.into());
    }
    if old == Some(&draft.content) {
        return Err(ItemRefusal::Unchanged.into());
    }
    Ok(())
}

/// Submits a draft (送审).
pub fn submit(draft: Draft, at: Timestamp, by: &str) -> Result<(Draft, DraftMoved), LifeRefusal> {
    match draft.state {
        DraftState::Draft | DraftState::Returned => {}
        DraftState::Submitted => return Err(LifeRefusal::Submitted),
    }
    let event = DraftMoved { code: draft.content.code.clone(), note: String::new() };
    let submitted = Some((at, by.to_owned()));
    Ok((Draft { state: DraftState::Submitted, submitted, note: String::new(), ..draft }, event))
}

/// Sends a submitted draft back (退回).
pub fn send_back(draft: Draft, note: &str) -> Result<(Draft, DraftMoved), LifeRefusal> {
    match draft.state {
        DraftState::Submitted => {}
        DraftState::Draft | DraftState::Returned => return Err(LifeRefusal::NotSubmitted),
    }
    let note = note.trim().to_owned();
    if note.is_empty() {
        return Err(LifeRefusal::NoteMissing);
    }
    let event = DraftMoved { code: draft.content.code.clone(), note: note.clone() };
    Ok((Draft { state: DraftState::Returned, note, ..draft }, event))
}

/// An item as the catalogue has it: its versions with their first days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// Which item.
    pub item: ItemId,
    /// Every version and its first day; empty for a new item.
    pub days: Vec<(i64, Date)>,
}

impl Versions {
    /// The newest version's number; 0 for a new item.
    pub fn newest(&self) -> i64 {
        self.days.iter().map(|(version, _)| *version).max().unwrap_or(0)
    }

    /// Refuses while a version waits for its day.
    pub fn nothing_waits(&self, today: Date) -> Result<(), LifeRefusal> {
        waiting(&self.days, today).map_or(Ok(()), |(_, day)| Err(LifeRefusal::Waiting(day)))
    }
}

/// Publishes a submitted draft with its first day (发布).
pub fn publish(
    draft: &Draft,
    versions: &Versions,
    effective_on: Date,
    today: Date,
) -> Result<(Item, ItemPublished), LifeRefusal> {
    match draft.state {
        DraftState::Submitted => {}
        DraftState::Draft | DraftState::Returned => return Err(LifeRefusal::NotSubmitted),
    }
    if draft.based_on != versions.newest() {
        return Err(LifeRefusal::Outdated);
    }
    next(versions, draft.content.clone(), effective_on, today, &draft.why)
}

/// Suspends, resumes or cancels an item with a reason (暂停、恢复、取消).
pub fn change_status(
    item: &Item,
    versions: &Versions,
    status: Status,
    effective_on: Date,
    today: Date,
    why: &str,
) -> Result<(Item, ItemPublished), LifeRefusal> {
    if item.content.status == status {
        return Err(LifeRefusal::SameStatus(status));
    }
    next(versions, Content { status, ..item.content.clone() }, effective_on, today, why)
}

fn next(
    versions: &Versions,
    content: Content,
    effective_on: Date,
    today: Date,
    why: &str,
) -> Result<(Item, ItemPublished), LifeRefusal> {
    versions.nothing_waits(today)?;
    if effective_on < today {
        return Err(LifeRefusal::Past);
    }
    if why.trim().is_empty() {
        return Err(ItemRefusal::ReasonMissing.into());
    }
    let version = versions.newest() + 1;
    let event = ItemPublished {
        code: content.code.clone(),
        version,
        effective_on,
        status: content.status.as_str().to_owned(),
        why: why.trim().to_owned(),
    };
    Ok((Item { id: versions.item, version, effective_on, content }, event))
}

/// Withdraws the version that waits (撤回): a version of today above it restates what is in force. An
/// item that has never been in force is cancelled.
pub fn withdraw(
    current: Option<&Content>,
    coming: &Item,
    versions: &Versions,
    today: Date,
    why: &str,
) -> Result<(Item, ItemWithdrawn), LifeRefusal> {
    if waiting(&versions.days, today).map(|(version, _)| version) != Some(coming.version) {
        return Err(LifeRefusal::NotWaiting);
    }
    if why.trim().is_empty() {
        return Err(ItemRefusal::ReasonMissing.into());
    }
    let never = || Content { status: Status::Cancelled, ..coming.content.clone() };
    let content = current.cloned().unwrap_or_else(never);
    let version = coming.version + 1;
    let event =
        ItemWithdrawn { code: content.code.clone(), withdrawn: coming.version, version, why: why.trim().to_owned() };
    Ok((Item { id: coming.id, version, effective_on: today, content }, event))
}

/// Event: a draft was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemDrafted {
    /// Its code.
    pub code: String,
    /// Version it was made from; 0 for a new item.
    pub based_on: i64,
    /// Reason given.
    pub why: String,
}

/// Event: a draft was submitted, sent back or thrown away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftMoved {
    /// Its code.
    pub code: String,
    /// Why it was sent back; empty otherwise.
    pub note: String,
}

/// Event: a version was published, to hold from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemPublished {
    /// Its code.
    pub code: String,
    /// Version that was made.
    pub version: i64,
    /// Its first day.
    pub effective_on: Date,
    /// Status word.
    pub status: String,
    /// Reason given.
    pub why: String,
}

/// Event: a version that waited for its day was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemWithdrawn {
    /// Its code.
    pub code: String,
    /// The version that will not hold.
    pub withdrawn: i64,
    /// Version that was made above it.
    pub version: i64,
    /// Reason given.
    pub why: String,
}

#[cfg(test)]
mod tests;
