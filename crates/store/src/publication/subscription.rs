//! Subscriptions to events, how far each has come, and what was set aside for it. The way of each is working state: lost,
//! it would be walked again, and every event sent again under its own id.

use domain::{
    base::{DepartmentId, KeyId, Region, StaffId, SubscriptionId},
    publication::{Subscription, SubscriptionState},
};
use jiff::Timestamp;

use super::FeedPlace;
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str =
    "id, version, name, target, kinds, department_id, sm3, nonce, key_id, state, opened_at, opened_by";

fn read(row: &Row) -> Result<Subscription, StoreError> {
    let state = row.text("state")?;
    Ok(Subscription {
        id: SubscriptionId::new(row.int("id")?),
        version: row.int("version")?,
        name: row.text("name")?,
        target: row.text("target")?,
        kinds: row.json("kinds")?,
        department: row.opt_int("department_id")?.map(DepartmentId::new),
        sm3: row.flag("sm3")?,
        nonce: row.text("nonce")?,
        key: row.opt_int("key_id")?.map(KeyId::new),
        state: SubscriptionState::parse(&state)
            .ok_or_else(|| StoreError::corrupt("subscription.state", format!("不认识 {state}")))?,
        opened_at: row.instant("opened_at")?,
        opened_by: row.opt_int("opened_by")?.map(StaffId::new),
    })
}

/// All subscriptions by name.
pub fn subscriptions(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Subscription>, StoreError> {
    tx.rows(&format!("SELECT {COLUMNS} FROM subscription WHERE region = $1 ORDER BY name, id"), vals![region])?
        .iter()
        .map(read)
        .collect()
}

/// One subscription.
pub fn subscription(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId) -> Result<Option<Subscription>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM subscription WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The after-image of a subscription.
pub fn subscription_change(region: &Region, s: &Subscription) -> Change {
    Change::put(
        "subscription",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(s.id)),
            ("version", Val::from(s.version)),
            ("name", Val::from(&s.name)),
            ("target", Val::from(&s.target)),
            ("kinds", Val::from(serde_json::json!(s.kinds).to_string())),
            ("department_id", Val::from(s.department)),
            ("sm3", Val::from(s.sm3)),
            ("nonce", Val::from(&s.nonce)),
            ("key_id", Val::from(s.key)),
            ("state", Val::from(s.state.as_str())),
            ("opened_at", Val::from(s.opened_at)),
            ("opened_by", Val::from(s.opened_by)),
        ],
    )
}

/// Its removal, when it is closed.
pub fn subscription_removal(region: &Region, id: SubscriptionId) -> Change {
    Change::remove("subscription", vec![("region", Val::from(region)), ("id", Val::from(id))])
}

/// How far a subscription has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeliveryWay {
    /// Everything before this place was sent, passed over or set aside.
    pub at: FeedPlace,
    /// Rises when somebody turns the way back: whoever still walks the old one then stops.
    pub generation: i64,
    /// Tries of the event at this place so far.
    pub tries: u32,
    /// Not to be tried before; none: at once.
    pub due_at: Option<Timestamp>,
    /// Events the receiver has taken.
    pub sent: u64,
    /// When it took the last.
    pub sent_at: Option<Timestamp>,
    /// What the last sending came to, where it was not taken.
    pub fault: Option<String>,
    /// A trial is asked for.
    pub trial: bool,
    /// What the last trial came to, and when.
    pub tried: Option<(String, Timestamp)>,
}

/// Where a subscription stands on its way.
pub fn delivery_way(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId) -> Result<Option<DeliveryWay>, StoreError> {
    let found = tx.row(
        "SELECT block_no, taken, generation, tries, due_at, sent, sent_at, fault, trial, tried, tried_at \
         FROM delivery_way WHERE region = $1 AND subscription_id = $2",
        vals![region, id],
    )?;
    let Some(row) = found else { return Ok(None) };
    Ok(Some(DeliveryWay {
        at: FeedPlace { block: row.int("block_no")?, taken: row.int("taken")? },
        generation: row.int("generation")?,
        tries: row.num("tries")?,
        due_at: row.opt_instant("due_at")?,
        sent: row.num("sent")?,
        sent_at: row.opt_instant("sent_at")?,
        fault: row.opt_text("fault")?,
        trial: row.flag("trial")?,
        tried: row.opt_text("tried")?.zip(row.opt_instant("tried_at")?),
    }))
}

/// Begins the way of a new subscription at a place.
pub fn begin_way(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId, at: FeedPlace) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO delivery_way (region, subscription_id, block_no, taken, generation, tries, sent, trial) \
         VALUES ($1, $2, $3, $4, 1, 0, 0, 0)",
        vals![region, id, at.block, at.taken],
    )?;
    Ok(())
}

/// Moves on. False where the way was turned back meanwhile: nothing is changed then.
pub fn move_way(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId, way: &DeliveryWay) -> Result<bool, StoreError> {
    let moved = tx.run(
        "UPDATE delivery_way SET block_no = $3, taken = $4, tries = $5, due_at = $6, sent = $7, sent_at = $8, fault = $9 \
         WHERE region = $1 AND subscription_id = $2 AND generation = $10",
        vals![
            region,
            id,
            way.at.block,
            way.at.taken,
            way.tries,
            way.due_at,
            i64::try_from(way.sent).unwrap_or(i64::MAX),
            way.sent_at,
            way.fault.as_deref(),
            way.generation
        ],
    )?;
    Ok(moved == 1)
}

/// Turns the way back (or forth) to a place: from there all is sent again, under the ids it had.
pub fn turn_way(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId, to: FeedPlace) -> Result<(), StoreError> {
    tx.run(
        "UPDATE delivery_way SET block_no = $3, taken = $4, generation = generation + 1, tries = 0, due_at = NULL, \
         fault = NULL WHERE region = $1 AND subscription_id = $2",
        vals![region, id, to.block, to.taken],
    )?;
    Ok(())
}

/// Asks for a trial, whatever else is on its way.
pub fn ask_trial(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId) -> Result<(), StoreError> {
    tx.run("UPDATE delivery_way SET trial = 1 WHERE region = $1 AND subscription_id = $2", vals![region, id])?;
    Ok(())
}

/// Notes what a trial came to.
pub fn note_trial(
    tx: &mut Tx<'_>,
    region: &Region,
    id: SubscriptionId,
    words: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "UPDATE delivery_way SET trial = 0, tried = $3, tried_at = $4 WHERE region = $1 AND subscription_id = $2",
        vals![region, id, words, at],
    )?;
    Ok(())
}

/// An event that was set aside (搁置).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// Its stream and its place there: its id.
    pub stream: String,
    /// Its place in the stream.
    pub seq: i64,
    /// Its kind.
    pub kind: String,
    /// 办件编号.
    pub case_no: String,
    /// Tries so far; 0 for one that only waits behind another of the same case.
    pub tries: u32,
    /// Why, in words.
    pub fault: String,
    /// When.
    pub parked_at: Timestamp,
    /// To be sent again.
    pub again: bool,
}

/// Sets an event aside; one that is there already is noted anew.
pub fn park(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId, parked: &Parked) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO delivery_parked (region, subscription_id, stream, seq, kind, case_no, tries, fault, parked_at, again) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (region, subscription_id, stream, seq) \
         DO UPDATE SET tries = excluded.tries, fault = excluded.fault, parked_at = excluded.parked_at, \
         again = excluded.again",
        vals![
            region,
            id,
            &parked.stream,
            parked.seq,
            &parked.kind,
            &parked.case_no,
            parked.tries,
            &parked.fault,
            parked.parked_at,
            parked.again
        ],
    )?;
    Ok(())
}

/// What is set aside for a subscription, in the order of its cases; `again`: only what is to be sent again.
pub fn parked(
    tx: &mut Tx<'_>,
    region: &Region,
    id: SubscriptionId,
    again: bool,
    limit: i64,
) -> Result<Vec<Parked>, StoreError> {
    tx.rows(
        "SELECT stream, seq, kind, case_no, tries, fault, parked_at, again FROM delivery_parked \
         WHERE region = $1 AND subscription_id = $2 AND again >= $3 ORDER BY stream, seq LIMIT $4",
        vals![region, id, again, limit],
    )?
    .iter()
    .map(|row| {
        Ok(Parked {
            stream: row.text("stream")?,
            seq: row.int("seq")?,
            kind: row.text("kind")?,
            case_no: row.text("case_no")?,
            tries: row.num("tries")?,
            fault: row.text("fault")?,
            parked_at: row.instant("parked_at")?,
            again: row.flag("again")?,
        })
    })
    .collect()
}

/// How many are set aside.
pub fn parked_count(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId) -> Result<u64, StoreError> {
    let row = tx.row(
        "SELECT count(*) AS n FROM delivery_parked WHERE region = $1 AND subscription_id = $2",
        vals![region, id],
    )?;
    row.map_or(Ok(0), |r| r.int("n").map(|n| u64::try_from(n).unwrap_or_default()))
}

/// Whether something of this stream is set aside: then what follows waits behind it.
pub fn is_parked(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId, stream: &str) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT seq FROM delivery_parked WHERE region = $1 AND subscription_id = $2 AND stream = $3 LIMIT 1",
        vals![region, id, stream],
    )?;
    Ok(found.is_some())
}

/// Everything that is set aside is to be sent again. Returns how many.
pub fn send_parked_again(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId) -> Result<u64, StoreError> {
    tx.run("UPDATE delivery_parked SET again = 1 WHERE region = $1 AND subscription_id = $2", vals![region, id])
}

/// What is set aside of a stream waits for somebody again.
pub fn leave_parked(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId, stream: &str) -> Result<(), StoreError> {
    tx.run(
        "UPDATE delivery_parked SET again = 0 WHERE region = $1 AND subscription_id = $2 AND stream = $3",
        vals![region, id, stream],
    )?;
    Ok(())
}

/// An event that was set aside has been taken.
pub fn unpark(
    tx: &mut Tx<'_>,
    region: &Region,
    id: SubscriptionId,
    (stream, seq): (&str, i64),
) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM delivery_parked WHERE region = $1 AND subscription_id = $2 AND stream = $3 AND seq = $4",
        vals![region, id, stream, seq],
    )?;
    Ok(())
}

/// Forgets the way of a subscription that was closed.
pub fn forget_way(tx: &mut Tx<'_>, region: &Region, id: SubscriptionId) -> Result<(), StoreError> {
    for table in ["delivery_way", "delivery_parked"] {
        tx.run(&format!("DELETE FROM {table} WHERE region = $1 AND subscription_id = $2"), vals![region, id])?;
    }
    Ok(())
}

/// Takes or keeps the lease on a subscription's way, so that of two programs one walks it.
pub fn take_way(
    tx: &mut Tx<'_>,
    region: &Region,
    id: SubscriptionId,
    holder: &str,
    (now, until): (Timestamp, Timestamp),
) -> Result<bool, StoreError> {
    let taken = tx.run(
        "INSERT INTO lease (region, name, holder, until) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (region, name) DO UPDATE SET holder = excluded.holder, until = excluded.until \
         WHERE lease.holder = excluded.holder OR lease.until < $5",
        vals![region, format!("delivery/{id}"), holder, until, now],
    )?;
    Ok(taken == 1)
}
