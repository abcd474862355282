//! Publishing items upward (事项上报): which rows the next message carries, and how each item stands. One message is under
//! way at a time; what its answer says is noted row by row, so that a cut line costs nothing but time.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{RowAnswer, RowOutcome};
use crate::base::DepartmentId;

/// Rows of one message at most.
pub const BATCH_ROWS: usize = 200;
/// Bytes of their fields in one message at most, so that any receiver takes it.
pub const BATCH_BYTES: usize = 600_000;

/// How an item stands with the node above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishState {
    /// 未上报.
    NotSent,
    /// 已发出，等回执.
    Sent,
    /// 已接收.
    Accepted,
    /// 已退回, with the reason.
    Rejected,
    /// 两边不一致: they hold something else than they took.
    Differs,
    /// 已撤回.
    Withdrawn,
}

impl PublishState {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 6] =
        [Self::NotSent, Self::Sent, Self::Accepted, Self::Rejected, Self::Differs, Self::Withdrawn];

    /// Word in tables and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Differs => "differs",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotSent => "未上报",
            Self::Sent => "已发出",
            Self::Accepted => "已接收",
            Self::Rejected => "已退回",
            Self::Differs => "不一致",
            Self::Withdrawn => "已撤回",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// One row of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExchangeRow {
    /// What it is about: an item's code, a case's number.
    pub key: String,
    /// Version of it; rises.
    pub version: i64,
    /// It is no longer there.
    #[serde(default)]
    pub withdrawn: bool,
    /// Its fields under the province's names; none where it is withdrawn.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// The body of a message of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExchangeBatch {
    /// The rows.
    pub rows: Vec<ExchangeRow>,
}

/// What a node holds of another's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRow {
    /// Its key.
    pub key: String,
    /// The version held.
    pub version: i64,
    /// SM3 of its fields as JSON, keys in order, hexadecimal.
    pub digest: String,
    /// It was withdrawn.
    pub withdrawn: bool,
}

/// An item as it is to be published now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OurItem {
    /// 业务办理项编码.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whose.
    pub department: DepartmentId,
    /// Version in force.
    pub version: i64,
    /// Fields under the province's names.
    pub fields: BTreeMap<String, String>,
    /// SM3 of the fields, as in [`HeldRow`].
    pub digest: String,
}

/// How an item stands with the node above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// 业务办理项编码.
    pub key: String,
    /// Its name when it was last sent.
    pub name: String,
    /// Whose.
    pub department: DepartmentId,
    /// The version that was last sent.
    pub version: i64,
    /// SM3 of the fields that were last sent; empty for a withdrawal.
    pub digest: String,
    /// How it stands.
    pub state: PublishState,
    /// Why it was sent back, or what differs; else empty.
    pub reason: String,
    /// The message that last carried it.
    pub seq: i64,
}

impl Published {
    /// What is sent under a number.
    fn sent(item: &OurItem, seq: i64) -> Self {
        Self {
            key: item.key.clone(),
            name: item.name.clone(),
            department: item.department,
            version: item.version,
            digest: item.digest.clone(),
            state: PublishState::Sent,
            reason: String::new(),
            seq,
        }
    }

    /// What was last sent takes it back.
    pub fn is_withdrawal(&self) -> bool {
        self.digest.is_empty()
    }
}

/// The rows of the message `seq`, each with how its item stands once it is sealed. Changed and new items first, then
/// what is no longer there. An item that was sent back waits until its content changes.
pub fn next_batch(ours: &[OurItem], known: &BTreeMap<String, Published>, seq: i64) -> Vec<(ExchangeRow, Published)> {
    let mut out = Vec::new();
    let mut bytes = 0;
    for item in ours.iter().filter(|item| is_due(item, known.get(&item.key))) {
        bytes += item.fields.iter().map(|(k, v)| k.len() + v.len() + 8).sum::<usize>();
        if out.len() == BATCH_ROWS || (bytes > BATCH_BYTES && !out.is_empty()) {
            return out;
        }
        let row =
            ExchangeRow { key: item.key.clone(), version: item.version, withdrawn: false, fields: item.fields.clone() };
        out.push((row, Published::sent(item, seq)));
    }
    let here: BTreeSet<&str> = ours.iter().map(|i| i.key.as_str()).collect();
    for gone in known.values().filter(|p| !here.contains(p.key.as_str())) {
        let theirs = matches!(gone.state, PublishState::Accepted | PublishState::Differs);
        if out.len() == BATCH_ROWS || !theirs {
            continue;
        }
        // The same version: should the item come back unchanged, it is taken again.
        let row =
            ExchangeRow { key: gone.key.clone(), version: gone.version, withdrawn: true, fields: BTreeMap::new() };
        let (digest, reason) = (String::new(), String::new());
        let after = Published { digest, reason, state: PublishState::Sent, seq, ..gone.clone() };
        out.push((row, after));
    }
    out
}

fn is_due(item: &OurItem, known: Option<&Published>) -> bool {
    let Some(known) = known else { return true };
    match known.state {
        PublishState::NotSent | PublishState::Withdrawn | PublishState::Differs => true,
        // One message is under way at a time.
        PublishState::Sent => false,
        PublishState::Accepted | PublishState::Rejected => known.digest != item.digest,
    }
}

/// How an item stands after the answer to its row.
pub fn after_answer(sent: &Published, answer: &RowAnswer) -> Published {
    let state = match answer.outcome {
        RowOutcome::Rejected => PublishState::Rejected,
        RowOutcome::Accepted if sent.is_withdrawal() => PublishState::Withdrawn,
        RowOutcome::Accepted => PublishState::Accepted,
    };
    Published { state, reason: answer.reason.clone(), ..sent.clone() }
}
