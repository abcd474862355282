//! Taking a message in (收信): checked against the sender's registered key and its chain, its rows held with their
//! versions, the answer signed and kept beside it, all in one transaction. The same message again has the same answer and
//! no other effect.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    people::Desk,
    publication::exchange::{
        ANSWER_FORM, Acknowledgement, Admission, Arrived, EnvelopeFlaw, ExchangeBatch, ExchangeRow, FieldMap, HeldRow,
        MessageKind, MessageReceived, RowAnswer, RowOutcome, Side, SignedMessage, admit, policy_row_flaw, take_row,
    },
};
use store::{
    Tx,
    journal::{self, Change, Entry, Stream},
    publication::{self as rows, Direction, KeptAnswer, KeptMessage},
};

use super::{
    applications::{Opened, open_applications},
    content::{Came, Taken, content},
    field_maps,
    sign::{Signed, Travelling, is_sealed_by, sign},
};
use crate::{
    Bureau, Failure,
    cases::{PushRefusal, push_within},
};

/// Rows of one message that are looked at.
const MOST_ROWS: usize = 2_000;

/// Takes a message as it travelled.
pub fn receive_whole(bureau: &Bureau, message: &Travelling) -> Result<Signed, Failure<EnvelopeFlaw>> {
    let read = message.read().map_err(Failure::Refused)?;
    taken(bureau, &read, &message.enclosures)
}

/// Takes a message of another node in. Who may send is decided by the registered keys, not by a session.
pub fn receive(bureau: &Bureau, message: &SignedMessage) -> Result<Signed, Failure<EnvelopeFlaw>> {
    taken(bureau, message, &BTreeMap::new())
}

fn taken(
    bureau: &Bureau,
    message: &SignedMessage,
    enclosures: &BTreeMap<String, String>,
) -> Result<Signed, Failure<EnvelopeFlaw>> {
    let (bureau, message) = (bureau.clone(), message.clone());
    let digest = store::digest(message.envelope.text().as_bytes());
    let body_digest = store::digest(message.body.as_bytes());
    let unknown = || Failure::Refused(EnvelopeFlaw::UnknownSender(message.envelope.from.clone()));
    let from = Region::parse(&message.envelope.from).map_err(|_| unknown())?;
    if message.envelope.to != bureau.region().as_str() {
        return Err(Failure::Refused(EnvelopeFlaw::NotForUs(message.envelope.to.clone())));
    }
    // Whoever is not registered, or did not seal it, never gets to the one who writes.
    let known = bureau.db().read(|tx| rows::peer(tx, bureau.region(), &from))?.ok_or_else(unknown)?;
    if !is_sealed_by(&known.public_key, &message) {
        return Err(Failure::Refused(EnvelopeFlaw::Signature));
    }
    let is_theirs = known.active && known.side == Side::Above && message.envelope.kind == MessageKind::Applications;
    // Only what was sealed whole is opened.
    let opened = match is_theirs && message.envelope.body_digest == body_digest {
        true => open_applications(&bureau, &known, &message.body, enclosures)?,
        false => BTreeMap::new(),
    };

    bureau.clone().db().write(move |tx| -> Result<Signed, Failure<EnvelopeFlaw>> {
        let region = *bureau.region();
        let sender = rows::peer(tx, &region, &from)?;
        let end = rows::chain_end(tx, &region, &from, Direction::In)?;
        let arrived = Arrived {
            here: &region,
            sender: sender.as_ref(),
            end: &end,
            body_digest: &body_digest,
            digest: &digest,
            signed: sender.as_ref().is_some_and(|s| is_sealed_by(&s.public_key, &message)),
            now: bureau.now(),
        };
        match admit(&message.envelope, arrived).map_err(Failure::Refused)? {
            Admission::Again => kept_answer(tx, &region, &from, message.envelope.seq),
            Admission::New => take(tx, &bureau, &from, (&message, &digest), &opened),
        }
    })
}

/// The answer that was given before.
fn kept_answer(tx: &mut Tx<'_>, region: &Region, from: &Region, seq: i64) -> Result<Signed, Failure<EnvelopeFlaw>> {
    let kept = rows::messages(tx, region, (from, Direction::In), seq - 1, 1)?.pop();
    let answer = kept.and_then(|k| k.answer).ok_or(Failure::NotFound)?;
    Ok(Signed { text: answer.text, signature: answer.signature })
}

fn take(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    from: &Region,
    (message, digest): (&SignedMessage, &str),
    opened: &BTreeMap<String, Opened>,
) -> Result<Signed, Failure<EnvelopeFlaw>> {
    let unread = |why: String| Failure::Refused(EnvelopeFlaw::Body(why));
    let batch: ExchangeBatch = serde_json::from_str(&message.body).map_err(|e| unread(e.to_string()))?;
    if batch.rows.len() > MOST_ROWS {
        return Err(unread(format!("一封最多 {MOST_ROWS} 行")));
    }
    let (region, envelope, now) = (*bureau.region(), &message.envelope, bureau.now());
    let (answers, held) = hold(tx, bureau, (from, envelope.kind, envelope.seq), &batch, opened)?;
    let accepted = answers.iter().filter(|a| a.outcome == RowOutcome::Accepted).count() as u64;
    let event = MessageReceived {
        from: from.as_str().to_owned(),
        seq: envelope.seq,
        kind: envelope.kind,
        accepted,
        rejected: answers.len() as u64 - accepted,
        digest: digest.to_owned(),
    };
    let answer = Acknowledgement {
        form: ANSWER_FORM,
        by: region.as_str().to_owned(),
        of: from.as_str().to_owned(),
        seq: envelope.seq,
        digest: digest.to_owned(),
        rows: answers,
        at: now,
    };
    let signed = sign(bureau, &answer);
    let kept = KeptMessage {
        peer: *from,
        direction: Direction::In,
        message: message.clone(),
        digest: digest.to_owned(),
        rows: batch.rows.len() as u64,
        mark: None,
        kept_at: now,
        answer: Some(KeptAnswer { text: signed.text.clone(), signature: signed.signature.clone(), at: now }),
    };
    let stream = Stream::exchange_in(from);
    let head = journal::head(tx, &region, &stream)?;
    let stamp = Desk::system(format!("对接 {from}")).stamp(now, None);
    let entry =
        Entry::new(stream, head, "exchange.received", &event).with(rows::message_change(&region, &kept)).with_all(held);
    journal::append(tx, &region, &stamp, entry)?;
    Ok(signed)
}

/// Each row's answer, and what is held from now on of those that are taken.
fn hold(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    (from, kind, seq): (&Region, MessageKind, i64),
    batch: &ExchangeBatch,
    opened: &BTreeMap<String, Opened>,
) -> Result<(Vec<RowAnswer>, Vec<Change>), Failure<EnvelopeFlaw>> {
    let region = bureau.region();
    let map = match kind {
        MessageKind::Items => field_maps().items(region),
        MessageKind::Cases => field_maps().cases(region),
        MessageKind::Reviews => field_maps().reviews(region),
        MessageKind::Applications => field_maps().applications(region),
        // What they say is checked where they are used.
        MessageKind::Snapshot
        | MessageKind::Policy
        | MessageKind::PolicyAnswers
        | MessageKind::Standing
        | MessageKind::EvidenceAsk
        | MessageKind::Evidence => FieldMap::default(),
    };
    let keys: Vec<&str> = batch.rows.iter().map(|r| r.key.as_str()).collect();
    let mut versions = rows::held_versions(tx, region, (from, kind), &keys)?;
    let (mut answers, mut newest) = (Vec::with_capacity(batch.rows.len()), BTreeMap::new());
    let (mut beside, alone) = (Vec::new(), batch.rows.len() == 1);
    for row in &batch.rows {
        let mut answer = take_row(row, versions.get(&row.key).copied(), &map);
        let unread = match kind {
            MessageKind::Policy | MessageKind::PolicyAnswers => {
                policy_row_flaw(row, kind == MessageKind::PolicyAnswers)
            }
            MessageKind::Items
            | MessageKind::Cases
            | MessageKind::Reviews
            | MessageKind::Applications
            | MessageKind::Snapshot
            | MessageKind::Standing
            | MessageKind::EvidenceAsk
            | MessageKind::Evidence => match content(kind).filter(|_| answer.outcome == RowOutcome::Accepted) {
                None => None,
                Some(content) => match (content.take)(tx, bureau, &Came { from, seq, row, alone })? {
                    Taken::Rejected(reason) => Some(reason),
                    Taken::With(changes) => {
                        beside.extend(changes);
                        None
                    }
                },
            },
        };
        if let Some(reason) = unread.filter(|_| answer.outcome == RowOutcome::Accepted) {
            (answer.outcome, answer.reason) = (RowOutcome::Rejected, reason);
        }
        if kind == MessageKind::Applications && answer.outcome == RowOutcome::Accepted {
            match application(tx, bureau, row, opened.get(&row.key))? {
                Ok(case_no) => answer.given = case_no,
                Err(reason) => (answer.outcome, answer.reason) = (RowOutcome::Rejected, reason),
            }
        }
        if answer.outcome == RowOutcome::Accepted {
            versions.insert(row.key.clone(), row.version);
            newest.insert(row.key.as_str(), row);
        }
        answers.push(answer);
    }
    // Of several rows of one key the last is held; the message keeps them all.
    let held = newest.into_values().map(|row| {
        let digest = digest_of(&row.fields);
        let one = HeldRow { key: row.key.clone(), version: row.version, digest, withdrawn: row.withdrawn };
        rows::held_change(region, (from, kind), &one, &row.fields, seq)
    });
    Ok((answers, held.chain(beside).collect()))
}

/// Opens the case of an application that a node above handed on: its number, or why it goes back.
fn application(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    row: &ExchangeRow,
    opened: Option<&Opened>,
) -> Result<Result<String, String>, Failure<EnvelopeFlaw>> {
    if row.withdrawn {
        return Ok(Err("推送的办件不能撤回，请申请人到县里撤回申请".into()));
    }
    let ready = match opened {
        Some(Ok(ready)) => ready,
        Some(Err(why)) => return Ok(Err(why.clone())),
        None => return Ok(Err("一封最多 50 件，这一件请放到下一封".into())),
    };
    match push_within(tx, bureau, ready) {
        Ok(pushed) => Ok(Ok(pushed.case_no)),
        Err(Failure::Refused(refusal @ PushRefusal::Differs(..))) => Ok(Err(refusal.to_string())),
        // The guide changed since it was made ready: the whole message is looked at anew when it comes again.
        Err(Failure::Refused(_) | Failure::Stale | Failure::NotFound | Failure::Denied(_)) => Err(Failure::Stale),
        Err(Failure::Store(e)) => Err(e.into()),
    }
}

/// SM3 of a row's fields: both sides take it of the same text, JSON with the keys in order.
pub(super) fn digest_of(fields: &BTreeMap<String, String>) -> String {
    let text = serde_json::to_string(fields).expect("a map of texts is JSON");
    store::digest(text.as_bytes())
}
