//! Nodes, their messages and what follows from them (对接节点、信封留底、上报状态、对账). A message stands here as it was signed,
//! with its answer, so that both can be checked without the program.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, Region},
    publication::exchange::{
        ChainEnd, HeldRow, MessageKind, Peer, PublishState, Published, ReconcileLine, Side, SignedMessage, side_of,
    },
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val, in_lists, in_slots},
    vals,
};

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Sent by us.
    Out,
    /// Received.
    In,
}

impl Direction {
    /// Word in tables and in evidence files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::In => "in",
        }
    }
}

/// An answer as its receiver signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// JSON text, byte for byte as it was signed.
    pub text: String,
    /// SM2 over the text, hexadecimal.
    pub signature: String,
    /// When it was given or came.
    pub at: Timestamp,
}

/// A message as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptMessage {
    /// The other node.
    pub peer: Region,
    /// Which way it went.
    pub direction: Direction,
    /// The message.
    pub message: SignedMessage,
    /// SM3 of its envelope.
    pub digest: String,
    /// Rows in it.
    pub rows: u64,
    /// Of a message of cases: the place in the feed behind it; of what other words have carried: what it was about.
    pub mark: Option<String>,
    /// When it was sealed or taken in.
    pub kept_at: Timestamp,
    /// The answer; `None` while a message of ours has none.
    pub answer: Option<KeptAnswer>,
}

/// What both sides say of ratings (好差评).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewsReconciled {
    /// Ratings of ours.
    pub ours: u64,
    /// Ratings that they hold.
    pub theirs: u64,
    /// The same on both sides.
    pub agree: u64,
    /// The rest.
    pub lines: Vec<ReconcileLine>,
}

/// A reconciliation of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReconciliation {
    /// The other node.
    pub peer: Region,
    /// The day (Asia/Shanghai).
    pub day: Date,
    /// Items of ours that are to be there.
    pub ours: u64,
    /// Items that they hold.
    pub theirs: u64,
    /// The same on both sides.
    pub agree: u64,
    /// The rest.
    pub lines: Vec<ReconcileLine>,
    /// The same of ratings; `None` where the other side was not asked for them.
    pub reviews: Option<ReviewsReconciled>,
    /// SM3 over what the other side signed.
    pub answer: String,
    /// When.
    pub done_at: Timestamp,
}

const PEER: &str = "code, version, name, public_key, address, active";
pub(super) const MESSAGE: &str = "peer, direction, envelope, body, signature, digest, row_count, mark, kept_at, answer, \
                       answer_signature, answered_at";
pub(super) const ITEM: &str = "code, name, department_id, version, digest, state, reason, seq";

fn code_of(text: &str, place: &'static str) -> Result<Region, StoreError> {
    Region::parse(text).map_err(|e| StoreError::corrupt(place, e.to_string()))
}

fn read_peer(here: &Region, row: &Row) -> Result<Peer, StoreError> {
    let code = code_of(&row.text("code")?, "exchange_peer.code")?;
    let side: Side =
        side_of(here, &code).ok_or_else(|| StoreError::corrupt("exchange_peer.code", "既不是上级也不是下级"))?;
    Ok(Peer {
        code,
        version: row.int("version")?,
        name: row.text("name")?,
        side,
        public_key: row.text("public_key")?,
        address: row.text("address")?,
        active: row.flag("active")?,
    })
}

/// All registered nodes by code: those above come first, because their codes are the smaller ones.
pub fn peers(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Peer>, StoreError> {
    let rows = tx.rows(&format!("SELECT {PEER} FROM exchange_peer WHERE region = $1 ORDER BY code"), vals![region])?;
    rows.iter().map(|row| read_peer(region, row)).collect()
}

/// One node.
pub fn peer(tx: &mut Tx<'_>, region: &Region, code: &Region) -> Result<Option<Peer>, StoreError> {
    let sql = format!("SELECT {PEER} FROM exchange_peer WHERE region = $1 AND code = $2");
    tx.row(&sql, vals![region, code])?.map(|row| read_peer(region, &row)).transpose()
}

/// The after-image of a node.
pub fn peer_change(region: &Region, peer: &Peer) -> Change {
    Change::put(
        "exchange_peer",
        vec![
            ("region", Val::from(region)),
            ("code", Val::from(&peer.code)),
            ("version", Val::from(peer.version)),
            ("name", Val::from(&peer.name)),
            ("public_key", Val::from(&peer.public_key)),
            ("address", Val::from(&peer.address)),
            ("active", Val::from(peer.active)),
        ],
    )
}

pub(super) fn read_message(row: &Row) -> Result<KeptMessage, StoreError> {
    let answer = match (row.opt_text("answer")?, row.opt_text("answer_signature")?, row.opt_instant("answered_at")?) {
        (Some(text), Some(signature), Some(at)) => Some(KeptAnswer { text, signature, at }),
        (None, None, None) => None,
        (_, _, _) => return Err(StoreError::corrupt("exchange_message.answer", "回执不完整")),
    };
    let direction = match row.text("direction")?.as_str() {
        "out" => Direction::Out,
        "in" => Direction::In,
        other => return Err(StoreError::corrupt("exchange_message.direction", format!("不认识 {other}"))),
    };
    Ok(KeptMessage {
        peer: code_of(&row.text("peer")?, "exchange_message.peer")?,
        direction,
        message: SignedMessage {
            envelope: row.json("envelope")?,
            body: row.text("body")?,
            signature: row.text("signature")?,
        },
        digest: row.text("digest")?,
        rows: row.num("row_count")?,
        mark: row.opt_text("mark")?,
        kept_at: row.instant("kept_at")?,
        answer,
    })
}

/// Where the chain of one direction has come to.
pub fn chain_end(tx: &mut Tx<'_>, region: &Region, peer: &Region, way: Direction) -> Result<ChainEnd, StoreError> {
    let found = tx.row(
        "SELECT seq, digest FROM exchange_message WHERE region = $1 AND peer = $2 AND direction = $3 \
         ORDER BY seq DESC LIMIT 1",
        vals![region, peer, way.as_str()],
    )?;
    found.map_or(Ok(ChainEnd::default()), |row| Ok(ChainEnd { seq: row.int("seq")?, digest: row.text("digest")? }))
}

/// Messages of one direction behind a number, at most `limit`.
pub fn messages(
    tx: &mut Tx<'_>,
    region: &Region,
    (peer, way): (&Region, Direction),
    after: i64,
    limit: i64,
) -> Result<Vec<KeptMessage>, StoreError> {
    let sql = format!(
        "SELECT {MESSAGE} FROM exchange_message WHERE region = $1 AND peer = $2 AND direction = $3 AND seq > $4 \
         ORDER BY seq LIMIT $5"
    );
    tx.rows(&sql, vals![region, peer, way.as_str(), after, limit])?.iter().map(read_message).collect()
}

/// Messages of ours that are not answered, the oldest first.
pub fn unanswered(tx: &mut Tx<'_>, region: &Region, peer: &Region, limit: i64) -> Result<Vec<KeptMessage>, StoreError> {
    let sql = format!(
        "SELECT {MESSAGE} FROM exchange_message WHERE region = $1 AND peer = $2 AND direction = 'out' \
         AND answer IS NULL ORDER BY seq LIMIT $3"
    );
    tx.rows(&sql, vals![region, peer, limit])?.iter().map(read_message).collect()
}

/// The after-image of a message.
pub fn message_change(region: &Region, kept: &KeptMessage) -> Change {
    let envelope = serde_json::to_string(&kept.message.envelope).unwrap_or_default();
    let answer = kept.answer.as_ref();
    Change::put(
        "exchange_message",
        vec![
            ("region", Val::from(region)),
            ("peer", Val::from(&kept.peer)),
            ("direction", Val::from(kept.direction.as_str())),
            ("seq", Val::from(kept.message.envelope.seq)),
            ("kind", Val::from(kept.message.envelope.kind.as_str())),
            ("envelope", Val::from(envelope)),
            ("body", Val::from(&kept.message.body)),
            ("signature", Val::from(&kept.message.signature)),
            ("digest", Val::from(&kept.digest)),
            ("row_count", Val::from(i64::try_from(kept.rows).unwrap_or(i64::MAX))),
            ("mark", Val::from(kept.mark.as_deref())),
            ("kept_at", Val::from(kept.kept_at)),
            ("answer", Val::from(answer.map(|a| a.text.as_str()))),
            ("answer_signature", Val::from(answer.map(|a| a.signature.as_str()))),
            ("answered_at", Val::from(answer.map(|a| a.at))),
        ],
    )
}

pub(super) fn read_item(row: &Row) -> Result<Published, StoreError> {
    let state = row.text("state")?;
    Ok(Published {
        key: row.text("code")?,
        name: row.text("name")?,
        department: DepartmentId::new(row.int("department_id")?),
        version: row.int("version")?,
        digest: row.text("digest")?,
        state: PublishState::parse(&state)
            .ok_or_else(|| StoreError::corrupt("exchange_item.state", format!("不认识 {state}")))?,
        reason: row.text("reason")?,
        seq: row.int("seq")?,
    })
}

/// How every item stands with a node above, by code.
pub fn published(tx: &mut Tx<'_>, region: &Region, peer: &Region) -> Result<BTreeMap<String, Published>, StoreError> {
    let sql = format!("SELECT {ITEM} FROM exchange_item WHERE region = $1 AND peer = $2");
    tx.rows(&sql, vals![region, peer])?.iter().map(|row| read_item(row).map(|one| (one.key.clone(), one))).collect()
}

/// The items that one message carried and no later one.
pub fn published_in(tx: &mut Tx<'_>, region: &Region, peer: &Region, seq: i64) -> Result<Vec<Published>, StoreError> {
    let sql = format!("SELECT {ITEM} FROM exchange_item WHERE region = $1 AND peer = $2 AND seq = $3 ORDER BY code");
    tx.rows(&sql, vals![region, peer, seq])?.iter().map(read_item).collect()
}

/// The after-image of how an item stands.
pub fn published_change(region: &Region, peer: &Region, one: &Published) -> Change {
    Change::put("exchange_item", stand_row(region, peer, one))
}

/// The row of how an item, or a rating, stands.
pub(super) fn stand_row(region: &Region, peer: &Region, one: &Published) -> Vec<(&'static str, Val)> {
    vec![
        ("region", Val::from(region)),
        ("peer", Val::from(peer)),
        ("code", Val::from(&one.key)),
        ("name", Val::from(&one.name)),
        ("department_id", Val::from(one.department)),
        ("version", Val::from(one.version)),
        ("digest", Val::from(&one.digest)),
        ("state", Val::from(one.state.as_str())),
        ("reason", Val::from(&one.reason)),
        ("seq", Val::from(one.seq)),
    ]
}

/// The versions held of these rows of a node below.
pub fn held_versions(
    tx: &mut Tx<'_>,
    region: &Region,
    (sender, kind): (&Region, MessageKind),
    keys: &[&str],
) -> Result<BTreeMap<String, i64>, StoreError> {
    let sql = format!(
        "SELECT code, version FROM exchange_held WHERE region = $1 AND sender = $2 AND kind = $3 AND code IN ({})",
        in_slots(3)
    );
    let keys: Vec<Val> = keys.iter().map(|k| Val::from(*k)).collect();
    in_lists(tx, &sql, vals![region, sender, kind.as_str()], &keys)?
        .iter()
        .map(|row| Ok((row.text("code")?, row.int("version")?)))
        .collect()
}

/// Rows held of a node below behind a key, in the order of their keys.
pub fn held_page(
    tx: &mut Tx<'_>,
    region: &Region,
    (sender, kind): (&Region, MessageKind),
    after: &str,
    limit: i64,
) -> Result<Vec<HeldRow>, StoreError> {
    tx.rows(
        "SELECT code, version, digest, withdrawn FROM exchange_held WHERE region = $1 AND sender = $2 AND kind = $3 \
         AND code > $4 ORDER BY code LIMIT $5",
        vals![region, sender, kind.as_str(), after, limit],
    )?
    .iter()
    .map(|row| {
        Ok(HeldRow {
            key: row.text("code")?,
            version: row.int("version")?,
            digest: row.text("digest")?,
            withdrawn: row.flag("withdrawn")?,
        })
    })
    .collect()
}

/// How many rows of each kind are held of each node below, without the withdrawn ones.
pub fn held_counts(tx: &mut Tx<'_>, region: &Region) -> Result<BTreeMap<(String, String), u64>, StoreError> {
    tx.rows(
        "SELECT sender, kind, count(*) AS n FROM exchange_held WHERE region = $1 AND withdrawn = 0 \
         GROUP BY sender, kind ORDER BY sender, kind",
        vals![region],
    )?
    .iter()
    .map(|row| Ok(((row.text("sender")?, row.text("kind")?), row.num("n")?)))
    .collect()
}

/// The after-image of a held row with its fields, and the message that brought it.
pub fn held_change(
    region: &Region,
    (sender, kind): (&Region, MessageKind),
    held: &HeldRow,
    fields: &BTreeMap<String, String>,
    seq: i64,
) -> Change {
    Change::put(
        "exchange_held",
        vec![
            ("region", Val::from(region)),
            ("sender", Val::from(sender)),
            ("kind", Val::from(kind.as_str())),
            ("code", Val::from(&held.key)),
            ("version", Val::from(held.version)),
            ("digest", Val::from(&held.digest)),
            ("fields", Val::from(serde_json::json!(fields).to_string())),
            ("withdrawn", Val::from(held.withdrawn)),
            ("seq", Val::from(seq)),
        ],
    )
}

/// The newest reconciliation with a node.
pub fn last_reconciliation(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
) -> Result<Option<KeptReconciliation>, StoreError> {
    tx.row(
        "SELECT day, ours, theirs, agree, lines, reviews, answer, done_at FROM exchange_reconciliation \
         WHERE region = $1 AND peer = $2 ORDER BY day DESC LIMIT 1",
        vals![region, peer],
    )?
    .map(|row| {
        Ok(KeptReconciliation {
            peer: *peer,
            day: row.date("day")?,
            ours: row.num("ours")?,
            theirs: row.num("theirs")?,
            agree: row.num("agree")?,
            lines: row.json("lines")?,
            reviews: match row.opt_text("reviews")? {
                Some(text) => {
                    let of_reviews = |e: serde_json::Error| StoreError::corrupt("reviews", e.to_string());
                    Some(serde_json::from_str(&text).map_err(of_reviews)?)
                }
                None => None,
            },
            answer: row.text("answer")?,
            done_at: row.instant("done_at")?,
        })
    })
    .transpose()
}

/// The after-image of a reconciliation; a later one of the same day takes its place, and the journal keeps both.
pub fn reconciliation_change(region: &Region, one: &KeptReconciliation) -> Change {
    let number = |n: u64| Val::from(i64::try_from(n).unwrap_or(i64::MAX));
    Change::put(
        "exchange_reconciliation",
        vec![
            ("region", Val::from(region)),
            ("peer", Val::from(&one.peer)),
            ("day", Val::from(one.day)),
            ("ours", number(one.ours)),
            ("theirs", number(one.theirs)),
            ("agree", number(one.agree)),
            ("lines", Val::from(serde_json::json!(one.lines).to_string())),
            ("reviews", Val::from(one.reviews.as_ref().map(|r| serde_json::json!(r).to_string()))),
            ("answer", Val::from(&one.answer)),
            ("done_at", Val::from(one.done_at)),
        ],
    )
}

/// Takes the lease of exchanging with a node, or prolongs the own one.
pub fn take_exchange(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
    holder: &str,
    (now, until): (Timestamp, Timestamp),
) -> Result<bool, StoreError> {
    let taken = tx.run(
        "INSERT INTO lease (region, name, holder, until) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (region, name) DO UPDATE SET holder = excluded.holder, until = excluded.until \
         WHERE lease.holder = excluded.holder OR lease.until < $5",
        vals![region, format!("exchange/{peer}"), holder, until, now],
    )?;
    Ok(taken == 1)
}

/// Gives the lease back.
pub fn leave_exchange(tx: &mut Tx<'_>, region: &Region, peer: &Region, holder: &str) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM lease WHERE region = $1 AND name = $2 AND holder = $3",
        vals![region, format!("exchange/{peer}"), holder],
    )?;
    Ok(())
}
