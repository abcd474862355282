//! What words to the right of this one have carried (信件内容): each says what a node is to be told next, and takes in what
//! one of them told. The list of them stands outside the words (`contents.rs`).

use domain::{
    base::Region,
    publication::exchange::{ExchangeRow, MessageKind, Peer},
};
use store::{StoreError, Tx, journal::Change, publication as rows};

use crate::{Bureau, contents::CONTENTS};

/// One kind of message, and who knows what stands in it.
#[derive(Debug, Clone, Copy)]
pub struct Content {
    /// The kind.
    pub kind: MessageKind,
    /// What a node is to be told next; `None` where it knows all. Asked before anything is written, so it may take its time.
    pub due: fn(&mut Tx<'_>, &Bureau, &Peer) -> Result<Option<Due>, StoreError>,
    /// Takes one row in, in the transaction that notes the message.
    pub take: fn(&mut Tx<'_>, &Bureau, &Came<'_>) -> Result<Taken, StoreError>,
}

/// The rows of the next message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The rows.
    pub rows: Vec<ExchangeRow>,
    /// What is carried under no second message.
    pub mark: String,
}

/// A row that came.
#[derive(Debug, Clone, Copy)]
pub struct Came<'a> {
    /// Whose message.
    pub from: &'a Region,
    /// Its number.
    pub seq: i64,
    /// The row.
    pub row: &'a ExchangeRow,
    /// It is the only one of its message.
    pub alone: bool,
}

/// What becomes of it.
#[derive(Debug)]
pub enum Taken {
    /// It is sent back: why, in words for the sender.
    Rejected(String),
    /// It is held, and these rows with it.
    With(Vec<Change>),
}

/// Who knows a kind; `None` for those that this word knows itself.
pub(super) fn content(kind: MessageKind) -> Option<&'static Content> {
    CONTENTS.iter().find(|c| c.kind == kind)
}

/// What a node is to be told next by any of them.
pub(super) fn next_due(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    peer: &Peer,
) -> Result<Option<(MessageKind, Due)>, StoreError> {
    for content in CONTENTS {
        if let Some(due) = (content.due)(tx, bureau, peer)? {
            return Ok(Some((content.kind, due)));
        }
    }
    Ok(None)
}

/// Whether something was sealed for a node meanwhile.
pub(super) fn is_told(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    (peer, kind): (&Region, MessageKind),
    mark: &str,
) -> Result<bool, StoreError> {
    Ok(rows::marked(tx, bureau.region(), (peer, kind), mark)?.is_some())
}
