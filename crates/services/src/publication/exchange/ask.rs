//! Answering another node's questions: what we hold of its items, and which messages of ours wait for it. A question is
//! signed and fresh; who asks is known by that, not by a session.

use domain::{
    base::Region,
    publication::exchange::{ANSWER_FORM, Ask, AskFlaw, HELD_ITEMS, HELD_REVIEWS, HeldPage, MessageKind, Peer, Side},
};
use store::{
    StoreError, Tx,
    publication::{self as rows, Direction},
};

use super::{
    applications::travelling,
    send::{Ours, seal_next},
    sign::{Signed, Travelling, is_of, sign},
};
use crate::{Bureau, Failure};

/// Rows of one answer.
const PAGE: i64 = 1_000;
/// Messages of one answer.
const MESSAGES: i64 = 5;

/// Checks a question and names its asker.
fn asker(bureau: &Bureau, tx: &mut Tx<'_>, signed: &Signed, what: &str) -> Result<(Ask, Peer), Failure<AskFlaw>> {
    let region = bureau.region();
    let ask: Ask = serde_json::from_str(&signed.text).map_err(|_| Failure::Refused(AskFlaw::Form))?;
    let peer = match Region::parse(&ask.from) {
        Ok(code) => rows::peer(tx, region, &code)?.filter(|p| p.active && is_of(&p.public_key, signed)),
        Err(_) => None,
    };
    ask.check(region.as_str(), what, peer.is_some(), bureau.now()).map_err(Failure::Refused)?;
    peer.map(|peer| (ask, peer)).ok_or(Failure::Refused(AskFlaw::Unknown))
}

/// What is asked for inside a reading transaction keeps its own refusal.
type Inside<T> = Result<Result<T, Failure<AskFlaw>>, StoreError>;

/// Which rows a question is about; others are not answered by it.
fn asked_of(signed: &Signed) -> (&'static str, MessageKind) {
    let asked = serde_json::from_str::<Ask>(&signed.text).ok();
    match asked.is_some_and(|ask| ask.what == HELD_REVIEWS) {
        true => (HELD_REVIEWS, MessageKind::Reviews),
        false => (HELD_ITEMS, MessageKind::Items),
    }
}

/// What we hold of the asker's items, or ratings, behind a key, signed.
pub fn held(bureau: &Bureau, signed: &Signed) -> Result<Signed, Failure<AskFlaw>> {
    let (what, kind) = asked_of(signed);
    let page = bureau.db().read(|tx| -> Inside<HeldPage> {
        let (ask, peer) = match asker(bureau, tx, signed, what) {
            Ok(found) => found,
            Err(failure) => return Ok(Err(failure)),
        };
        let region = bureau.region();
        let of = (&peer.code, kind);
        let mut found = rows::held_page(tx, region, of, &ask.after, PAGE + 1)?;
        let more = found.len() as i64 > PAGE;
        found.truncate(PAGE as usize);
        Ok(Ok(HeldPage {
            form: ANSWER_FORM,
            by: region.as_str().to_owned(),
            of: ask.from,
            after: ask.after,
            taken: rows::chain_end(tx, region, &peer.code, Direction::In)?.seq,
            rows: found,
            more,
            at: bureau.now(),
        }))
    })??;
    Ok(sign(bureau, &page))
}

/// Messages of ours that the asker has not answered, the oldest first: it fetches them, because nobody may call into its
/// network. What it is to be told by now is sealed first.
pub fn waiting(bureau: &Bureau, signed: &Signed) -> Result<Vec<Travelling>, Failure<AskFlaw>> {
    let peer = bureau.db().read(|tx| -> Inside<Option<Peer>> {
        let found = asker(bureau, tx, signed, "waiting");
        let (_, peer) = match found {
            Ok(found) => found,
            Err(failure) => return Ok(Err(failure)),
        };
        let waits = !rows::unanswered(tx, bureau.region(), &peer.code, 1)?.is_empty();
        Ok(Ok((!waits && peer.side == Side::Below).then_some(peer)))
    })??;
    if let Some(peer) = peer {
        seal_next(bureau, &peer, &Ours::none())?;
    }
    bureau.db().read(|tx| -> Inside<Vec<Travelling>> {
        let (_, peer) = match asker(bureau, tx, signed, "waiting") {
            Ok(found) => found,
            Err(failure) => return Ok(Err(failure)),
        };
        let kept = rows::unanswered(tx, bureau.region(), &peer.code, MESSAGES)?;
        let mut out = Vec::new();
        for one in &kept {
            out.push(travelling(tx, bureau, one)?);
        }
        Ok(Ok(out))
    })?
}
