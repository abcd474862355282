//! Sending (上报): what changed since the last message is sealed into the next one, carried, and its answer noted, until
//! nothing is left. A message stands in the database before it goes out, and goes out unchanged until it is answered: a lost
//! reply costs one repetition and has no second effect.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    catalogue::Status,
    people::Desk,
    publication::exchange::{
        ANSWER_FORM, Ask, BATCH_ROWS, ENVELOPE_FORM, Envelope, ExchangeBatch, ExchangeRow, MessageKind, MessageSealed,
        OurItem, Peer, Published, Side, item_fields, next_batch,
    },
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx, catalogue,
    journal::{self, Change, Entry, Stream},
    people,
    publication::{self as rows, Direction, FeedPlace, KeptMessage},
};

use super::{
    ANSWERS_AT, MESSAGES_AT, WAITING_AT,
    applications::{application_rows, travelling},
    content::{Due, is_told, next_due},
    field_maps,
    fields::fields_digest,
    policy_send::policy_rows,
    receive::{digest_of, receive_whole},
    review_send::review_rows,
    settle,
    sign::{Signed, Travelling, seal, sign},
};
use crate::{
    Bureau, Failure,
    publication::{
        CaseChange,
        changes::{Given, Names, mark, place},
    },
};

/// Calls another node over the network, within some seconds. The binary brings the real one.
pub trait Caller: Send + Sync {
    /// Posts JSON; the status and the body of the answer, or why there was none.
    fn call(&self, url: &str, body: &str) -> Result<(u16, String), String>;
}

/// Longer than the slowest answer; taken anew before every message.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Messages of one run at most: a run that never ends would keep everything else waiting.
const RUN: usize = 2_000;

/// What a run came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Pushed {
    /// Messages that were answered.
    pub messages: u64,
    /// Rows taken.
    pub accepted: u64,
    /// Rows sent back.
    pub rejected: u64,
    /// Why it stopped before everything was sent; `None` where everything was.
    pub fault: Option<String>,
}

/// What was fetched from above.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Collected {
    /// Messages taken in.
    pub messages: u64,
    /// Why it stopped before everything was fetched.
    pub fault: Option<String>,
}

/// What `Problem` says that a sender needs.
#[derive(Deserialize)]
struct Refused {
    #[serde(default)]
    code: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    errors: Vec<Pointed>,
}

#[derive(Deserialize)]
struct Pointed {
    field: String,
    detail: String,
}

/// What came of carrying one message.
enum Carried {
    Answered(Signed),
    /// Messages from this number on are missing there.
    Gap(i64),
    Not(String),
}

/// Holds the exchange with a node while something runs; of two programs on one database one does it.
pub(super) struct Hold {
    bureau: Bureau,
    peer: Region,
    holder: String,
}

impl Hold {
    /// `None` where another program has it.
    pub(super) fn take(bureau: &Bureau, peer: &Region) -> Result<Option<Self>, StoreError> {
        let holder = format!("{}-{}", std::process::id(), bureau.new_id());
        let hold = Self { bureau: bureau.clone(), peer: *peer, holder };
        Ok(hold.keep()?.then_some(hold))
    }

    /// Prolongs it.
    pub(super) fn keep(&self) -> Result<bool, StoreError> {
        let (region, peer, holder, now) = (*self.bureau.region(), self.peer, self.holder.clone(), self.bureau.now());
        self.bureau.db().write(move |tx| rows::take_exchange(tx, &region, &peer, &holder, (now, now + LEASE)))
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let (region, peer, holder) = (*self.bureau.region(), self.peer, self.holder.clone());
        let left = self.bureau.db().write(move |tx| rows::leave_exchange(tx, &region, &peer, &holder));
        // One that was not given back ends by itself within a minute.
        drop(left);
    }
}

/// Pushes to every node above that can be called, and fetches what it has for us.
pub fn push_all(bureau: &Bureau, caller: &dyn Caller) -> Result<Vec<(Peer, Pushed, Collected)>, StoreError> {
    let peers = bureau.db().read(|tx| rows::peers(tx, bureau.region()))?;
    let mut out = Vec::new();
    for peer in peers.into_iter().filter(|p| p.active && !p.address.is_empty()) {
        let pushed = push(bureau, caller, &peer)?;
        let collected = match peer.side {
            Side::Above => collect(bureau, caller, &peer)?,
            Side::Below => Collected::default(),
        };
        out.push((peer, pushed, collected));
    }
    Ok(out)
}

/// Sends everything that a node is to be told.
pub fn push(bureau: &Bureau, caller: &dyn Caller, peer: &Peer) -> Result<Pushed, StoreError> {
    let mut out = Pushed::default();
    let Some(hold) = Hold::take(bureau, &peer.code)? else {
        out.fault = Some("另一个程序正在上报".into());
        return Ok(out);
    };
    // Read when something is to be sealed, not while a message waits for its answer.
    let mut ours: Option<Ours> = None;
    for _ in 0..RUN {
        if !hold.keep()? {
            out.fault = Some("另一个程序接着上报了".into());
            return Ok(out);
        }
        let region = *bureau.region();
        let waiting = bureau.db().read(|tx| rows::unanswered(tx, &region, &peer.code, 1))?.pop();
        let next = match waiting {
            Some(kept) => Some(kept),
            None => {
                let read = match ours.take() {
                    Some(read) => read,
                    None => Ours::read(bureau, peer)?,
                };
                let sealed = seal_next(bureau, peer, &read)?;
                ours = Some(read);
                sealed
            }
        };
        let Some(kept) = next else { return Ok(out) };
        match carry(bureau, caller, peer, &kept)? {
            Carried::Answered(signed) => match settle(bureau, &peer.code, &signed) {
                Ok(done) => {
                    out.messages += 1;
                    out.accepted += done.accepted;
                    out.rejected += done.rejected;
                }
                Err(Failure::Store(e)) => return Err(e),
                Err(other) => {
                    out.fault = Some(other.to_string());
                    return Ok(out);
                }
            },
            Carried::Gap(from) if from < kept.message.envelope.seq => {
                if let Some(fault) = send_again(bureau, caller, peer, (from, kept.message.envelope.seq))? {
                    out.fault = Some(fault);
                    return Ok(out);
                }
            }
            Carried::Gap(from) => {
                out.fault = Some(format!("对方要第 {from} 封，本级还没有这一封，请双方核对留底"));
                return Ok(out);
            }
            Carried::Not(why) => {
                out.fault = Some(why);
                return Ok(out);
            }
        }
    }
    out.fault = Some(format!("一次最多 {RUN} 封，其余下次接着送"));
    Ok(out)
}

/// Sends what the other side lost once more, in order and as it was.
fn send_again(
    bureau: &Bureau,
    caller: &dyn Caller,
    peer: &Peer,
    (from, until): (i64, i64),
) -> Result<Option<String>, StoreError> {
    let region = *bureau.region();
    let mut at = from - 1;
    while at + 1 < until {
        let kept = bureau.db().read(|tx| rows::messages(tx, &region, (&peer.code, Direction::Out), at, 1))?.pop();
        let Some(kept) = kept else { return Ok(Some(format!("本级没有第 {} 封的留底", at + 1))) };
        match carry(bureau, caller, peer, &kept)? {
            Carried::Answered(_) => at = kept.message.envelope.seq,
            Carried::Gap(missing) => return Ok(Some(format!("对方还缺第 {missing} 封"))),
            Carried::Not(why) => return Ok(Some(why)),
        }
    }
    Ok(None)
}

fn carry(bureau: &Bureau, caller: &dyn Caller, peer: &Peer, kept: &KeptMessage) -> Result<Carried, StoreError> {
    let message = bureau.db().read(|tx| travelling(tx, bureau, kept))?;
    let body = serde_json::to_string(&message).expect("a message is a plain struct");
    Ok(match caller.call(&format!("{}{MESSAGES_AT}", peer.address), &body) {
        Ok((200, text)) => match serde_json::from_str(&text) {
            Ok(signed) => Carried::Answered(signed),
            Err(_) => Carried::Not("对方的回执没有读懂".into()),
        },
        Ok((status, text)) => refused(status, &text),
        Err(why) => Carried::Not(format!("没有得到回答：{why}")),
    })
}

fn refused(status: u16, text: &str) -> Carried {
    let Ok(refused) = serde_json::from_str::<Refused>(text) else {
        return Carried::Not(format!("对方回答 {status}"));
    };
    let expected = refused.errors.iter().find(|e| e.field == "seq").and_then(|e| e.detail.parse().ok());
    match (refused.code.as_str(), expected) {
        ("gap", Some(expected)) => Carried::Gap(expected),
        (_, _) => Carried::Not(format!("对方回答 {status}：{}", refused.detail)),
    }
}

/// The items that the node above is to have: in use, of the basic catalogue or our own, and not exempt from publication.
pub(super) fn our_items(bureau: &Bureau, peer: &Peer) -> Result<Vec<OurItem>, StoreError> {
    if peer.side == Side::Below {
        return Ok(Vec::new());
    }
    let (region, today) = (bureau.region(), bureau.today());
    let map = field_maps().items(region);
    let (items, departments) =
        bureau.db().read(|tx| Ok((catalogue::current_items(tx, region, today)?, people::departments(tx, region)?)))?;
    let codes: BTreeMap<i64, String> = departments.into_iter().map(|d| (d.id.get(), d.code)).collect();
    let due =
        items.iter().filter(|i| i.content.status == Status::InUse && i.content.standing.exempt_publication.is_none());
    let mut out: Vec<OurItem> = due
        .map(|item| {
            let code = codes.get(&item.content.department.get()).map_or("", String::as_str);
            let fields = map.apply(&item_fields(item, code));
            OurItem {
                key: item.content.code.clone(),
                name: item.content.name.clone(),
                department: item.content.department,
                version: item.version,
                digest: digest_of(&fields),
                fields,
            }
        })
        .collect();
    out.sort_by(|a, b| a.key.cmp(&b.key));
    out.dedup_by(|a, b| a.key == b.key);
    Ok(out)
}

/// Streams whose going on may change what an item says: the catalogue, an item, departments.
const ITEM_STREAMS: [&str; 3] = ["catalogue", "item/", "county"];

/// The items for a node above, where anything of them may have changed since they were all sealed.
#[derive(Clone)]
pub(super) struct Ours {
    items: Option<Vec<OurItem>>,
    /// What is noted once none of them is due.
    mark: String,
}

impl Ours {
    /// Nothing of ours: to a node below no item goes.
    pub(super) fn none() -> Self {
        Self { items: None, mark: String::new() }
    }

    /// Reads and digests them, unless day, program and journal say that they are as they were.
    pub(super) fn read(bureau: &Bureau, peer: &Peer) -> Result<Self, StoreError> {
        if peer.side == Side::Below {
            return Ok(Self::none());
        }
        let region = bureau.region();
        // Which version is in force depends on the day, what it is called on the program.
        let under = format!("{} {}", bureau.today(), fields_digest());
        let (reached, changed) = bureau.db().read(|tx| {
            let reached = rows::feed_end(tx, region)?;
            let noted = rows::exchange_mark(tx, region, &peer.code, MessageKind::Items)?.unwrap_or_default();
            let noted = noted.split_once(' ').filter(|(_, of)| *of == under).and_then(|(at, _)| place(at));
            let changed = match noted {
                Some(Given::Place(at)) => rows::went_on(tx, region, at, &ITEM_STREAMS)?,
                Some(Given::Now) | None => true,
            };
            Ok((reached, changed))
        })?;
        let mark = format!("{} {under}", mark(reached));
        Ok(Self { items: changed.then(|| our_items(bureau, peer)).transpose()?, mark })
    }
}

/// The place up to which the feed of a kind was read for a node.
pub(super) fn read_upto(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
    kind: MessageKind,
) -> Result<FeedPlace, StoreError> {
    let place = |text: Option<String>| match text.as_deref().and_then(place) {
        Some(Given::Place(place)) => Some(place),
        Some(Given::Now) | None => None,
    };
    // Whichever is further: the mark is working state, which a restored backup does not have.
    let noted = place(rows::exchange_mark(tx, region, peer, kind)?);
    let sent = place(rows::newest_mark(tx, region, peer, kind)?);
    Ok(noted.max(sent).unwrap_or_default())
}

/// Seals the next message to a node above: what other words have for it first, because that is little, then changed items,
/// what happened to cases, ratings, then answers to its policies; to one below: the former, applications, then policies.
/// `None` where there is nothing.
pub(super) fn seal_next(bureau: &Bureau, peer: &Peer, ours: &Ours) -> Result<Option<KeptMessage>, StoreError> {
    let due = bureau.db().read(|tx| next_due(tx, bureau, peer))?;
    let (bureau, peer, ours) = (bureau.clone(), peer.clone(), ours.clone());
    bureau.clone().db().write(move |tx| {
        let region = *bureau.region();
        if let Some((kind, due)) = due.clone()
            && !is_told(tx, &bureau, (&peer.code, kind), &due.mark)?
        {
            return seal_rows(tx, &bureau, &peer, kind, due).map(Some);
        }
        let end = rows::chain_end(tx, &region, &peer.code, Direction::Out)?;
        let plan = match peer.side {
            Side::Below => match application_rows(tx, &bureau, &peer, end.seq + 1)? {
                Some(plan) => Some(plan),
                None => policy_rows(tx, &bureau, &peer, end.seq + 1)?,
            },
            Side::Above => upward(tx, &bureau, &peer, (&ours, end.seq + 1))?,
        };
        plan.map(|plan| keep(tx, &bureau, &peer, plan)).transpose()
    })
}

/// Seals rows of another word under their mark.
pub(crate) fn seal_rows(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    peer: &Peer,
    kind: MessageKind,
    due: Due,
) -> Result<KeptMessage, StoreError> {
    keep(
        tx,
        bureau,
        peer,
        Plan { kind, rows: due.rows, published: Vec::new(), changes: Vec::new(), mark: Some(due.mark) },
    )
}

fn upward(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    peer: &Peer,
    (ours, seq): (&Ours, i64),
) -> Result<Option<Plan>, StoreError> {
    let region = *bureau.region();
    if let Some(items) = &ours.items {
        let known = rows::published(tx, &region, &peer.code)?;
        let items = next_batch(items, &known, seq);
        if !items.is_empty() {
            let (rows, published): (Vec<ExchangeRow>, Vec<Published>) = items.into_iter().unzip();
            return Ok(Some(Plan { kind: MessageKind::Items, rows, published, changes: Vec::new(), mark: None }));
        }
        rows::set_exchange_mark(tx, &region, (&peer.code, MessageKind::Items), &ours.mark)?;
    }
    if let Some((rows, place)) = case_rows(tx, bureau, peer)? {
        let (published, changes, mark) = (Vec::new(), Vec::new(), Some(mark(place)));
        return Ok(Some(Plan { kind: MessageKind::Cases, rows, published, changes, mark }));
    }
    match review_rows(tx, bureau, &peer.code, seq)? {
        Some(plan) => Ok(Some(plan)),
        None => policy_rows(tx, bureau, peer, seq),
    }
}

/// What a message is to carry.
pub(super) struct Plan {
    pub(super) kind: MessageKind,
    pub(super) rows: Vec<ExchangeRow>,
    pub(super) published: Vec<Published>,
    /// What else changes with it.
    pub(super) changes: Vec<Change>,
    pub(super) mark: Option<String>,
}

/// The after-image of how a row of a message stands: items have a list of their own.
pub(super) fn stands(region: &Region, (peer, kind): (&Region, MessageKind), one: &Published) -> Change {
    match kind {
        MessageKind::Items => rows::published_change(region, peer, one),
        MessageKind::Reviews => rows::review_sending_change(region, peer, one),
        MessageKind::Cases
        | MessageKind::Applications
        | MessageKind::Snapshot
        | MessageKind::Policy
        | MessageKind::PolicyAnswers
        | MessageKind::Standing
        | MessageKind::EvidenceAsk
        | MessageKind::Evidence => rows::policy_sending_change(region, (peer, kind), one),
    }
}

/// Seals a message behind the end of the chain and keeps it, with how its items stand.
pub(super) fn keep(tx: &mut Tx<'_>, bureau: &Bureau, peer: &Peer, plan: Plan) -> Result<KeptMessage, StoreError> {
    let (region, now) = (*bureau.region(), bureau.now());
    let end = rows::chain_end(tx, &region, &peer.code, Direction::Out)?;
    let count = plan.rows.len() as u64;
    let body = serde_json::to_string(&ExchangeBatch { rows: plan.rows }).map_err(|e| StoreError::Db(e.to_string()))?;
    let envelope = Envelope {
        form: ENVELOPE_FORM,
        from: region.as_str().to_owned(),
        to: peer.code.as_str().to_owned(),
        seq: end.seq + 1,
        prev: end.digest,
        kind: plan.kind,
        body_digest: store::digest(body.as_bytes()),
        at: now,
    };
    let digest = store::digest(envelope.text().as_bytes());
    let event = MessageSealed {
        to: envelope.to.clone(),
        seq: envelope.seq,
        kind: plan.kind,
        rows: count,
        digest: digest.clone(),
    };
    let kept = KeptMessage {
        peer: peer.code,
        direction: Direction::Out,
        message: seal(bureau, envelope, body),
        digest,
        rows: count,
        mark: plan.mark,
        kept_at: now,
        answer: None,
    };
    let stream = Stream::exchange_out(&peer.code);
    let head = journal::head(tx, &region, &stream)?;
    let stamp = Desk::system(format!("对接 {}", peer.code)).stamp(now, None);
    let entry = Entry::new(stream, head, "exchange.sealed", &event)
        .with(rows::message_change(&region, &kept))
        .with_all(plan.published.iter().map(|one| stands(&region, (&peer.code, plan.kind), one)))
        .with_all(plan.changes);
    journal::append(tx, &region, &stamp, entry)?;
    Ok(kept)
}

/// What happened to cases behind the last message of them, and the place reached. `None` where the feed is at its end.
fn case_rows(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    peer: &Peer,
) -> Result<Option<(Vec<ExchangeRow>, FeedPlace)>, StoreError> {
    let region = *bureau.region();
    let map = field_maps().cases(&region);
    // The first time: all of them.
    let from = read_upto(tx, &region, &peer.code, MessageKind::Cases)?;
    let mut names = Names::new(region);
    let mut at = from;
    // Stretches without an event of a case are passed over without a message.
    loop {
        let part = rows::feed(tx, &region, at, BATCH_ROWS)?;
        let mut out = Vec::new();
        for event in &part.events {
            if let Some(change) = names.change(tx, &event.envelope)? {
                let fields = map.apply(&case_fields(&change));
                let (key, version) = (change.case_no.clone(), change.version);
                out.push(ExchangeRow { key, version, withdrawn: false, fields });
            }
        }
        if !out.is_empty() {
            return Ok(Some((out, part.reached)));
        }
        if part.ended || part.reached == at {
            if part.reached != from {
                rows::set_exchange_mark(tx, &region, (&peer.code, MessageKind::Cases), &mark(part.reached))?;
            }
            return Ok(None);
        }
        at = part.reached;
    }
}

/// An event of a case under the canonical names.
fn case_fields(change: &CaseChange) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("project_no", change.case_no.clone()),
        ("task_handle_item", change.item_code.clone()),
        ("task_name", change.item_name.clone()),
        ("dept_name", change.department.clone()),
        ("dept_code", change.department_code.clone()),
        ("handle_event", change.kind.clone()),
        ("handle_state", change.stage.clone()),
        ("handle_result", change.outcome.clone().unwrap_or_default()),
        ("handle_time", change.happened_at.to_string()),
        ("promise_date", change.due_on.clone().unwrap_or_default()),
        ("apply_no", change.foreign_no.clone().unwrap_or_default()),
    ])
}

/// A question to a node, signed.
pub(super) fn question(bureau: &Bureau, peer: &Peer, what: &str, after: &str) -> Signed {
    let ask = Ask {
        form: ANSWER_FORM,
        what: what.to_owned(),
        from: bureau.region().as_str().to_owned(),
        to: peer.code.as_str().to_owned(),
        after: after.to_owned(),
        at: bureau.now(),
    };
    sign(bureau, &ask)
}

/// What a node answers to a fetch.
#[derive(Deserialize)]
struct Waiting {
    messages: Vec<Travelling>,
}

/// Fetches what a node above has for us, and hands the answers in.
pub fn collect(bureau: &Bureau, caller: &dyn Caller, peer: &Peer) -> Result<Collected, StoreError> {
    let mut out = Collected::default();
    for _ in 0..RUN {
        let asked = serde_json::to_string(&question(bureau, peer, "waiting", "")).expect("a plain struct");
        let waiting: Waiting = match caller.call(&format!("{}{WAITING_AT}", peer.address), &asked) {
            Ok((200, text)) => match serde_json::from_str(&text) {
                Ok(waiting) => waiting,
                Err(_) => return Ok(Collected { fault: Some("对方的回答没有读懂".into()), ..out }),
            },
            Ok((status, text)) => {
                let detail = serde_json::from_str::<Refused>(&text).map(|r| r.detail).unwrap_or_default();
                return Ok(Collected { fault: Some(format!("对方回答 {status}：{detail}")), ..out });
            }
            Err(why) => return Ok(Collected { fault: Some(format!("没有得到回答：{why}")), ..out }),
        };
        if waiting.messages.is_empty() {
            return Ok(out);
        }
        for travelling in &waiting.messages {
            let taken = receive_whole(bureau, travelling);
            let signed = match taken {
                Ok(signed) => signed,
                Err(Failure::Store(e)) => return Err(e),
                Err(other) => return Ok(Collected { fault: Some(other.to_string()), ..out }),
            };
            let answer = serde_json::json!({
                "from": bureau.region().as_str(), "text": signed.text, "signature": signed.signature,
            });
            match caller.call(&format!("{}{ANSWERS_AT}", peer.address), &answer.to_string()) {
                Ok((200, _)) => out.messages += 1,
                Ok((status, _)) => {
                    return Ok(Collected { fault: Some(format!("回执交不上，对方回答 {status}")), ..out });
                }
                Err(why) => return Ok(Collected { fault: Some(format!("回执交不上：{why}")), ..out }),
            }
        }
    }
    Ok(out)
}
