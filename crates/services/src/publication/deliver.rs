//! Sending events to those who subscribed (推送). At least once and in the order of each case: the way of a subscription moves
//! on after its receiver has taken an event, so whatever ends in between is sent again under the same id.

use domain::{
    people::ApiKey,
    publication::{Outcome, Subscription, SubscriptionState, Then},
};
use jiff::{SignedDuration, Timestamp};
use store::{
    StoreError, people,
    publication::{self as rows, DeliveryWay, FeedPlace, Parked},
};

use super::{
    cloud_event::{headers, trial},
    told::{Reader, Told},
};
use crate::Bureau;

/// One message on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Where to.
    pub target: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: String,
}

/// Carries messages over the network, within some seconds. The binary brings the real one.
pub trait Carrier: Send + Sync {
    /// Sends one message and says what came of it.
    fn carry(&self, message: &Message) -> Outcome;
}

/// Events read at once.
const PAGE: usize = 50;
/// Events sent in one turn at most, so that a change of the subscription is soon seen.
const TURN: usize = 500;
/// A turn ends after so long, whatever is left.
const LONGEST: SignedDuration = SignedDuration::from_secs(5);
/// Longer than the slowest answer takes; taken anew before it is half over. What a program that was killed held is free
/// after it.
const LEASE: SignedDuration = SignedDuration::from_secs(40);
const RENEWED: SignedDuration = SignedDuration::from_secs(15);
/// Subscriptions that are served at the same time.
const AT_ONCE: usize = 8;

/// Gives every subscription one turn. Returns how many events were taken. A slow receiver holds up nobody else.
pub fn deliver(bureau: &Bureau, carrier: &dyn Carrier) -> Result<u64, StoreError> {
    let region = *bureau.region();
    let all = bureau.db().read(|tx| rows::subscriptions(tx, &region))?;
    let mut taken = 0;
    for some in all.chunks(AT_ONCE) {
        let turns: Vec<Result<u64, StoreError>> = std::thread::scope(|scope| {
            let running: Vec<_> = some.iter().map(|one| scope.spawn(|| turn(bureau, carrier, one))).collect();
            let lost = || Err(StoreError::Db("推送的线程没有做完".into()));
            running.into_iter().map(|t| t.join().unwrap_or_else(|_| lost())).collect()
        });
        for turn in turns {
            taken += turn?;
        }
    }
    Ok(taken)
}

/// One subscription on its way.
struct Walk<'a> {
    bureau: &'a Bureau,
    carrier: &'a dyn Carrier,
    subscription: &'a Subscription,
    way: DeliveryWay,
    taken: u64,
    leased_at: Timestamp,
    /// The system whose own cases alone it is told of; `None` = all that it asked for.
    own: Option<String>,
}

fn turn(bureau: &Bureau, carrier: &dyn Carrier, subscription: &Subscription) -> Result<u64, StoreError> {
    let (region, id) = (*bureau.region(), subscription.id);
    let read = bureau.db().read(|tx| {
        let key = subscription.key.map(|id| people::key(tx, &region, id)).transpose()?.flatten();
        Ok((rows::delivery_way(tx, &region, id)?, key.filter(ApiKey::sees_own_alone).map(|key| key.name)))
    })?;
    let (Some(way), own) = read else { return Ok(0) };
    let mut walk = Walk { bureau, carrier, subscription, way, taken: 0, leased_at: bureau.now(), own };
    if !walk.has_work()? || !walk.lease()? {
        return Ok(0);
    }
    if walk.way.trial {
        walk.try_out()?;
    }
    if subscription.state == SubscriptionState::Active {
        walk.send_aside()?;
        walk.send_on()?;
    }
    Ok(walk.taken)
}

impl Walk<'_> {
    /// Whether there is anything to do, so that an idle subscription writes nothing.
    fn has_work(&self) -> Result<bool, StoreError> {
        if self.way.trial {
            return Ok(true);
        }
        if self.subscription.state == SubscriptionState::Paused {
            return Ok(false);
        }
        let (region, id, at) = (*self.bureau.region(), self.subscription.id, self.way.at);
        self.bureau.db().read(|tx| {
            let behind =
                rows::feed_end(tx, &region)? > at && self.way.due_at.is_none_or(|due| due <= self.bureau.now());
            Ok(behind || !rows::parked(tx, &region, id, true, 1)?.is_empty())
        })
    }

    /// Of two programs on one database, one walks.
    fn lease(&self) -> Result<bool, StoreError> {
        let (region, id, now) = (*self.bureau.region(), self.subscription.id, self.bureau.now());
        let holder = format!("{}-{}", std::process::id(), self.bureau.vault().key_id());
        self.bureau.db().write(move |tx| rows::take_way(tx, &region, id, &holder, (now, now + LEASE)))
    }

    /// Holds the way for the next message; false where another program has taken it.
    fn hold(&mut self) -> Result<bool, StoreError> {
        let now = self.bureau.now();
        if now.duration_since(self.leased_at) < RENEWED {
            return Ok(true);
        }
        self.leased_at = now;
        self.lease()
    }

    /// Moves on. False where somebody has turned the way elsewhere meanwhile.
    fn keep(&self) -> Result<bool, StoreError> {
        let (region, id, way) = (*self.bureau.region(), self.subscription.id, self.way.clone());
        self.bureau.db().write(move |tx| rows::move_way(tx, &region, id, &way))
    }

    fn carry(&self, id: &str, body: &serde_json::Value) -> Outcome {
        let body = body.to_string();
        let headers = headers(self.bureau, self.subscription, (id, self.bureau.now()), &body);
        self.carrier.carry(&Message { target: self.subscription.target.clone(), headers, body })
    }

    /// The trial that somebody asked for.
    fn try_out(&mut self) -> Result<(), StoreError> {
        let now = self.bureau.now();
        let id = format!("trial/{}/{}", self.subscription.id, now.as_millisecond());
        let outcome = self.carry(&id, &trial(self.bureau.region(), &id, now));
        let (region, subscription, words) = (*self.bureau.region(), self.subscription.id, outcome.words());
        self.bureau.db().write(move |tx| rows::note_trial(tx, &region, subscription, &words, now))
    }

    /// What was set aside and is to be sent again, each case's in order.
    fn send_aside(&mut self) -> Result<(), StoreError> {
        let (region, id) = (*self.bureau.region(), self.subscription.id);
        let aside = self.bureau.db().read(|tx| rows::parked(tx, &region, id, true, TURN as i64))?;
        let mut held: Option<String> = None;
        for one in aside {
            if held.as_deref() == Some(one.stream.as_str()) {
                continue;
            }
            if !self.hold()? {
                return Ok(());
            }
            let told = self.bureau.db().read(|tx| match rows::feed_event(tx, &region, &one.stream, one.seq)? {
                Some(event) => Reader::new(region).told(tx, &event),
                None => Ok(None),
            })?;
            let outcome = match &told {
                Some(told) => self.carry(told.id(), &told.envelope(&region)),
                // Nothing is left of it that could be sent.
                None => Outcome::Answered(200),
            };
            let now = self.bureau.now();
            if outcome.then(1) == Then::GoOn {
                self.taken += 1;
                (self.way.sent, self.way.sent_at) = (self.way.sent + 1, Some(now));
                let way = self.way.clone();
                self.bureau.db().write(move |tx| {
                    rows::unpark(tx, &region, id, (&one.stream, one.seq))?;
                    rows::move_way(tx, &region, id, &way).map(|_| ())
                })?;
                continue;
            }
            held = Some(one.stream.clone());
            let (tries, fault) = (one.tries.saturating_add(1), outcome.words());
            self.bureau.db().write(move |tx| {
                rows::leave_parked(tx, &region, id, &one.stream)?;
                rows::park(tx, &region, id, &Parked { tries, fault: fault.clone(), again: false, ..one.clone() })
            })?;
        }
        Ok(())
    }

    /// The feed from where the subscription has come to.
    fn send_on(&mut self) -> Result<(), StoreError> {
        let region = *self.bureau.region();
        let begun = self.bureau.now();
        let mut reader = Reader::new(region);
        for _ in 0..TURN / PAGE {
            let now = self.bureau.now();
            if self.way.due_at.is_some_and(|due| due > now) || now.duration_since(begun) > LONGEST {
                return Ok(());
            }
            let from = self.way.at;
            let (changes, reached) = self.bureau.db().read(|tx| {
                let part = rows::whole_feed(tx, &region, from, PAGE)?;
                let mut changes = Vec::new();
                for event in &part.events {
                    if let Some(told) = reader.told(tx, &event.envelope)? {
                        changes.push((event.after, event.envelope.stream.clone(), told));
                    }
                }
                Ok((changes, part.reached))
            })?;
            for (after, stream, told) in changes {
                if told.is_for(self.subscription, self.own.as_ref()) && !self.step(after, &stream, &told)? {
                    return Ok(());
                }
            }
            if reached == from {
                return Ok(());
            }
            if reached > self.way.at {
                self.way.at = reached;
                if !self.keep()? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Sends one event and notes what came of it. False where the subscription must wait.
    fn step(&mut self, after: FeedPlace, stream: &str, told: &Told) -> Result<bool, StoreError> {
        let (region, id) = (*self.bureau.region(), self.subscription.id);
        if self.bureau.db().read(|tx| rows::is_parked(tx, &region, id, stream))? {
            return self.aside(after, stream, told, "等同一件的前一条");
        }
        if !self.hold()? {
            return Ok(false);
        }
        let outcome = self.carry(told.id(), &told.envelope(&region));
        let tries = self.way.tries + 1;
        match outcome.then(tries) {
            Then::GoOn => {
                self.taken += 1;
                let (sent, sent_at) = (self.way.sent + 1, Some(self.bureau.now()));
                let generation = self.way.generation;
                self.way = DeliveryWay { at: after, generation, sent, sent_at, ..DeliveryWay::default() };
                self.keep()
            }
            Then::Again(wait) => {
                (self.way.tries, self.way.due_at) = (tries, Some(self.bureau.now() + wait));
                self.way.fault = Some(outcome.words());
                self.keep()?;
                Ok(false)
            }
            Then::Park => {
                self.way.tries = tries;
                self.aside(after, stream, told, &outcome.words())
            }
        }
    }

    /// Sets an event aside and goes on behind it, both or neither.
    fn aside(&mut self, after: FeedPlace, stream: &str, told: &Told, fault: &str) -> Result<bool, StoreError> {
        let (region, id) = (*self.bureau.region(), self.subscription.id);
        let parked = Parked {
            stream: stream.to_owned(),
            seq: told.version(),
            kind: told.kind().to_owned(),
            case_no: told.number().to_owned(),
            tries: self.way.tries,
            fault: fault.to_owned(),
            parked_at: self.bureau.now(),
            again: false,
        };
        (self.way.at, self.way.tries, self.way.due_at, self.way.fault) = (after, 0, None, None);
        let way = self.way.clone();
        self.bureau.db().write(move |tx| {
            let moved = rows::move_way(tx, &region, id, &way)?;
            if moved {
                rows::park(tx, &region, id, &parked)?;
            }
            Ok(moved)
        })
    }
}
