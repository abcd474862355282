//! What the receiver of a message says (回执): row by row, taken or sent back with the reason; and the questions that one
//! node asks another, which are signed like messages and carry their time, so that an old one cannot be asked again.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{ExchangeRow, FieldMap, HeldRow};

/// The form of answers and questions written now.
pub const ANSWER_FORM: u32 = 1;
/// The question what is held of the asker's items.
pub const HELD_ITEMS: &str = "held";
/// The question what is held of the asker's ratings.
pub const HELD_REVIEWS: &str = "held_reviews";
/// How old a question may be, and how far ahead the asker's clock.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// 已接收.
    Accepted,
    /// 已退回.
    Rejected,
}

/// The answer to one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowAnswer {
    /// The row's key.
    pub key: String,
    /// What became of it.
    pub outcome: RowOutcome,
    /// Why it was sent back; empty where it was taken.
    pub reason: String,
    /// The number it was given here: 办件编号 of an application that was taken; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub given: String,
}

/// The answer to a message. Its JSON text is signed by the receiver as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// [`ANSWER_FORM`].
    pub form: u32,
    /// Who received.
    pub by: String,
    /// Who had sent.
    pub of: String,
    /// The message's number.
    pub seq: i64,
    /// SM3 of its envelope, hexadecimal.
    pub digest: String,
    /// Each row, in the message's order.
    pub rows: Vec<RowAnswer>,
    /// When it was taken, UTC.
    pub at: Timestamp,
}

/// A question: what do you hold of mine, what have you for me. Its JSON text is signed by the asker as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// [`ANSWER_FORM`].
    pub form: u32,
    /// What is asked: `held`, `held_reviews` or `waiting`.
    pub what: String,
    /// Who asks.
    pub from: String,
    /// Who is asked.
    pub to: String,
    /// Keys behind this one, or messages behind this number.
    pub after: String,
    /// When, UTC.
    pub at: Timestamp,
}

/// Why a question is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskFlaw {
    /// Not a question of ours.
    #[error("问的内容没有读懂")]
    Form,
    /// For another node.
    #[error("这个问题是问 {0} 的，不是问本级的")]
    NotForUs(String),
    /// Nobody registered it, it is stopped, or the signature is not its own: told alike.
    #[error("提问节点没有登记、已停用，或签名对不上")]
    Unknown,
    /// Asked long ago, or from days to come.
    #[error("提问时间 {0} 与本机时间差 10 分钟以上，请双方核对时钟")]
    Stale(Timestamp),
}

impl Ask {
    /// Whether it may be answered. `known` says that its sender is registered and active, and the signature its own.
    pub fn check(&self, here: &str, what: &str, known: bool, now: Timestamp) -> Result<(), AskFlaw> {
        if self.form != ANSWER_FORM || self.what != what {
            return Err(AskFlaw::Form);
        }
        if self.to != here {
            return Err(AskFlaw::NotForUs(self.to.clone()));
        }
        if !known {
            return Err(AskFlaw::Unknown);
        }
        if now.duration_since(self.at).abs() > FRESH {
            return Err(AskFlaw::Stale(self.at));
        }
        Ok(())
    }
}

/// What a node holds of the asker's items, in the order of their keys; signed by the holder as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldPage {
    /// [`ANSWER_FORM`].
    pub form: u32,
    /// Who holds.
    pub by: String,
    /// Whose rows.
    pub of: String,
    /// Keys behind this one.
    pub after: String,
    /// How many messages of the asker were taken by then.
    pub taken: i64,
    /// The rows.
    pub rows: Vec<HeldRow>,
    /// There are more.
    pub more: bool,
    /// When, UTC.
    pub at: Timestamp,
}

/// What becomes of one row: whatever lacks what the map requires, or is older than what is held, goes back with the
/// reason. `held` is the version held so far.
pub fn take_row(row: &ExchangeRow, held: Option<i64>, map: &FieldMap) -> RowAnswer {
    let reason = why_not(row, held, map).unwrap_or_default();
    let outcome = if reason.is_empty() { RowOutcome::Accepted } else { RowOutcome::Rejected };
    RowAnswer { key: row.key.clone(), outcome, reason, given: String::new() }
}

fn why_not(row: &ExchangeRow, held: Option<i64>, map: &FieldMap) -> Option<String> {
    if row.key.trim().is_empty() || row.key.chars().count() > 80 {
        return Some("编码是空的，或超过 80 个字符".into());
    }
    if let Some(held) = held.filter(|held| *held > row.version) {
        return Some(format!("这边已有第 {held} 版，送来的是第 {} 版，请送最新的", row.version));
    }
    if row.withdrawn {
        return None;
    }
    let said = |fields: &BTreeMap<String, String>, local: &str| fields.get(local).is_some_and(|v| !v.trim().is_empty());
    let lacking: Vec<&str> =
        map.fields.iter().filter(|f| f.required && !said(&row.fields, &f.local)).map(|f| f.title.as_str()).collect();
    if lacking.is_empty() { None } else { Some(format!("缺{}，请补上", lacking.join("、"))) }
}
