//! Noting an answer (回执): checked to be the receiver's own and about the message we keep; each row's item then stands as
//! it says.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    people::Desk,
    publication::{
        NodeWord,
        exchange::{Acknowledgement, MessageAcknowledged, MessageKind, RowAnswer, RowOutcome, after_answer},
    },
};
use store::{
    journal::{self, Entry, Stream},
    publication::{self as rows, Direction, KeptAnswer},
};

use super::{
    send::stands,
    sign::{Signed, said},
};
use crate::{Bureau, Failure};

/// Why an answer is not noted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettleFlaw {
    /// Not the receiver's, or not readable.
    #[error("回执的签名与登记的公钥对不上，或没有读懂")]
    Signature,
    /// About another message than ours.
    #[error("回执说的第 {0} 封与本级留底不是同一封")]
    Other(i64),
}

impl SettleFlaw {
    /// Word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Other(_) => "other_message",
        }
    }
}

/// What an answer said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settled {
    /// The message's number.
    pub seq: i64,
    /// It was noted now; not, where it had been before.
    pub new: bool,
    /// Rows taken.
    pub accepted: u64,
    /// Rows sent back.
    pub rejected: u64,
}

/// Notes the answer that a node gave to one of our messages.
pub fn settle(bureau: &Bureau, from: &Region, signed: &Signed) -> Result<Settled, Failure<SettleFlaw>> {
    let (bureau, from, signed) = (bureau.clone(), *from, signed.clone());
    bureau.clone().db().write(move |tx| -> Result<Settled, Failure<SettleFlaw>> {
        let (region, now) = (*bureau.region(), bureau.now());
        let peer = rows::peer(tx, &region, &from)?.ok_or(Failure::Refused(SettleFlaw::Signature))?;
        let answer: Acknowledgement = said(&peer, &signed).ok_or(Failure::Refused(SettleFlaw::Signature))?;
        let other = || Failure::Refused(SettleFlaw::Other(answer.seq));
        let mut kept = rows::messages(tx, &region, (&from, Direction::Out), answer.seq.saturating_sub(1), 1)?
            .pop()
            .ok_or_else(other)?;
        let ours = (answer.by.as_str(), answer.of.as_str()) == (from.as_str(), region.as_str())
            && (kept.message.envelope.seq, kept.digest.as_str()) == (answer.seq, answer.digest.as_str());
        if !ours {
            return Err(other());
        }
        let accepted = answer.rows.iter().filter(|r| r.outcome == RowOutcome::Accepted).count() as u64;
        let rejected = answer.rows.len() as u64 - accepted;
        let settled = Settled { seq: answer.seq, new: kept.answer.is_none(), accepted, rejected };
        if !settled.new {
            return Ok(settled);
        }
        kept.answer = Some(KeptAnswer { text: signed.text.clone(), signature: signed.signature.clone(), at: now });
        let mut changes = vec![rows::message_change(&region, &kept)];
        let kind = kept.message.envelope.kind;
        let answers: BTreeMap<&str, &RowAnswer> = answer.rows.iter().map(|r| (r.key.as_str(), r)).collect();
        if matches!(kind, MessageKind::Policy | MessageKind::PolicyAnswers) {
            let went = rows::policy_sending(tx, &region, (&from, kind))?;
            for sent in went.values().filter(|sent| sent.seq == answer.seq) {
                if let Some(answer) = answers.get(sent.key.as_str()) {
                    changes.push(stands(&region, (&from, kind), &after_answer(sent, answer)));
                }
            }
        }
        if kind == MessageKind::Applications {
            for sent in rows::handed_in(tx, &region, &from, answer.seq)? {
                if let Some(answer) = answers.get(sent.number.as_str()) {
                    changes.push(rows::handed_change(&region, &sent.answered(answer)));
                    rows::drop_enclosure(tx, &region, (&from, &sent.number))?;
                }
            }
        }
        if kind == MessageKind::Reviews {
            for sent in rows::review_sendings_in(tx, &region, &from, answer.seq)? {
                if let Some(answer) = answers.get(sent.key.as_str()) {
                    changes.push(stands(&region, (&from, kind), &after_answer(&sent, answer)));
                }
            }
        }
        if kind == MessageKind::Items {
            let keys: Vec<&str> = answers.keys().copied().collect();
            let said = rows::acknowledged_of(tx, &region, &from, &keys)?;
            for sent in rows::published_in(tx, &region, &from, answer.seq)? {
                if let Some(answer) = answers.get(sent.key.as_str()) {
                    changes.push(rows::published_change(&region, &from, &after_answer(&sent, answer)));
                    let of = (sent.version, bureau.today());
                    let word = NodeWord::answered(said.get(&sent.key), answer.outcome, sent.is_withdrawal(), of);
                    changes.push(rows::acknowledged_change(&region, &from, &sent.key, &word));
                }
            }
        }
        let event = MessageAcknowledged { by: from.as_str().to_owned(), seq: answer.seq, accepted, rejected };
        let stream = Stream::exchange_out(&from);
        let head = journal::head(tx, &region, &stream)?;
        let stamp = Desk::system(format!("对接 {from}")).stamp(now, None);
        journal::append(
            tx,
            &region,
            &stamp,
            Entry::new(stream, head, "exchange.acknowledged", &event).with_all(changes),
        )?;
        Ok(settled)
    })
}
