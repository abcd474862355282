//! The exchange between nodes (省级平台对接): the same program runs at the county, the city and the province, and they tell
//! each other what they did in signed messages (信封). Each direction between two nodes is one chain of messages, so that
//! whoever keeps one side can show that nothing was taken out, put in or changed.
//!
//! Not here: signing and digests themselves (they are given as facts), carrying, and storing.

mod answer;
mod application;
mod batch;
mod chain;
mod envelope;
mod fields;
mod node;
mod policy;
mod policy_answer;
mod reconcile;

pub use answer::{
    ANSWER_FORM, Acknowledgement, Ask, AskFlaw, HELD_ITEMS, HELD_REVIEWS, HeldPage, RowAnswer, RowOutcome, take_row,
};
pub use application::{ApplicationHanded, HandFlaw, HandWanted, Handed};
pub use batch::{
    BATCH_BYTES, BATCH_ROWS, ExchangeBatch, ExchangeRow, HeldRow, OurItem, PublishState, Published, after_answer,
    next_batch,
};
pub use chain::{ChainEnd, Follow, follow};
pub use envelope::{Admission, Arrived, ENVELOPE_FORM, Envelope, EnvelopeFlaw, MessageKind, SignedMessage, admit};
pub use fields::{ExchangeField, FieldMap, FieldMapFlaw, FieldMaps, item_fields};
pub use node::{NodeKey, Peer, PeerFlaw, PeerSet, PeerWanted, Side, key_on, key_versions, side_of};
pub use policy::{Policy, PolicyFlaw, PolicyKind, PolicyPublished, PolicyWanted, ReplyKind, policy_key};
pub use policy_answer::{
    AnswerFlaw, AnswerWanted, PolicyAnswer, PolicyAnswered, PolicyStand, policy_row_flaw, policy_stand,
};
pub use reconcile::{ReconcileAct, ReconcileKind, ReconcileLine, Reconciliation, reconcile};

use serde::{Deserialize, Serialize};

/// Event: a message was sealed and stands ready to be carried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSealed {
    /// Division code of the receiver.
    pub to: String,
    /// Place in the chain, from 1.
    pub seq: i64,
    /// What it carries.
    pub kind: MessageKind,
    /// Rows in it.
    pub rows: u64,
    /// SM3 of the envelope, hexadecimal.
    pub digest: String,
}

/// Event: the receiver said what it took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageAcknowledged {
    /// Division code of the receiver.
    pub by: String,
    /// Which message.
    pub seq: i64,
    /// Rows taken.
    pub accepted: u64,
    /// Rows sent back.
    pub rejected: u64,
}

/// Event: a message of another node was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageReceived {
    /// Division code of the sender.
    pub from: String,
    /// Place in its chain.
    pub seq: i64,
    /// What it carries.
    pub kind: MessageKind,
    /// Rows taken.
    pub accepted: u64,
    /// Rows sent back.
    pub rejected: u64,
    /// SM3 of the envelope, hexadecimal.
    pub digest: String,
}

/// Event: both sides were held against each other (对账).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciled {
    /// Division code of the other side.
    pub with: String,
    /// What we say is there.
    pub ours: u64,
    /// What they say is there.
    pub theirs: u64,
    /// The same on both sides.
    pub agree: u64,
    /// Differences by kind.
    pub differences: u64,
    /// Differences of ratings; `None` where they were not held against each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_differences: Option<u64>,
}

#[cfg(test)]
mod tests;
