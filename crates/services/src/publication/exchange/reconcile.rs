//! Holding both sides against each other (对账): what the other node signs that it holds, page by page, against our catalogue
//! and our notes, while nothing is under way.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::Region,
    people::Desk,
    publication::{
        NodeWord,
        exchange::{
            HELD_ITEMS, HELD_REVIEWS, HeldPage, HeldRow, MessageKind, Peer, Reconciled, Side, reconcile as compare,
        },
    },
};
use store::{
    StoreError, Tx,
    journal::{self, Change, Entry, Stream},
    publication::{self as rows, KeptReconciliation, ReviewsReconciled},
};

use super::{
    Caller, HELD_AT,
    review_send::our_reviews,
    send::{Hold, our_items, question},
    sign::{Signed, said},
};
use crate::Bureau;

/// Pages of one reconciliation at most.
const PAGES: usize = 10_000;

/// Why both sides could not be held against each other.
#[derive(Debug, thiserror::Error)]
pub enum ReconcileFault {
    /// Storage.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Somebody sends at the same time.
    #[error("正在上报，等它做完再对账")]
    Busy,
    /// No answer, or none that can be used.
    #[error("对账没有做成：{0}")]
    Answer(String),
    /// The other side knows no such question.
    #[error("对账没有做成：对方不回答这一类，请对方升级")]
    NotAnswered,
}

/// Holds both sides against each other, keeps the finding, and has sent again what the other side lost or changed.
pub fn reconcile(bureau: &Bureau, caller: &dyn Caller, peer: &Peer) -> Result<KeptReconciliation, ReconcileFault> {
    let hold = Hold::take(bureau, &peer.code)?.ok_or(ReconcileFault::Busy)?;
    let (held, mut answer) = fetch(bureau, caller, peer, (&hold, HELD_ITEMS))?;
    let held_reviews = match fetch(bureau, caller, peer, (&hold, HELD_REVIEWS)) {
        Ok((rows, signed)) => {
            answer = store::digest(format!("{answer}\n{signed}\n").as_bytes());
            Some(rows)
        }
        // An older program there holds no ratings and says so.
        Err(ReconcileFault::NotAnswered) => None,
        Err(other) => return Err(other),
    };
    let (ours, our_reviews) = (our_items(bureau, peer)?, our_reviews(bureau)?);
    let (worker, code) = (bureau.clone(), peer.code);
    let done = bureau.db().write(move |tx| -> Result<KeptReconciliation, StoreError> {
        let (region, now) = (*worker.region(), worker.now());
        let known = rows::published(tx, &region, &code)?;
        let found = compare(&ours, &known, &held);
        let mut again_of_reviews = Vec::new();
        let reviews = match &held_reviews {
            Some(held) => {
                let known = rows::all_review_sendings(tx, &region, &code)?;
                let found = compare(&our_reviews, &known, held);
                again_of_reviews = found.again;
                let (ours, theirs, agree, lines) = (found.ours, found.theirs, found.agree, found.lines);
                Some(ReviewsReconciled { ours, theirs, agree, lines })
            }
            None => None,
        };
        if !found.again.is_empty() {
            // Nothing of ours changed, and all the same it is to be sent.
            rows::set_exchange_mark(tx, &region, (&code, MessageKind::Items), "")?;
        }
        let kept = KeptReconciliation {
            peer: code,
            day: worker.today(),
            ours: found.ours,
            theirs: found.theirs,
            agree: found.agree,
            lines: found.lines,
            reviews,
            answer: answer.clone(),
            done_at: now,
        };
        let event = Reconciled {
            with: code.as_str().to_owned(),
            ours: kept.ours,
            theirs: kept.theirs,
            agree: kept.agree,
            differences: kept.lines.len() as u64,
            review_differences: kept.reviews.as_ref().map(|r| r.lines.len() as u64),
        };
        let stream = Stream::exchange_out(&code);
        let head = journal::head(tx, &region, &stream)?;
        let stamp = Desk::system(format!("对账 {code}")).stamp(now, None);
        let entry = Entry::new(stream, head, "exchange.reconciled", &event)
            .with(rows::reconciliation_change(&region, &kept))
            .with_all(found.again.iter().map(|one| rows::published_change(&region, &code, one)))
            .with_all(again_of_reviews.iter().map(|one| rows::review_sending_change(&region, &code, one)))
            .with_all(words(tx, &worker, &code, &held)?);
        journal::append(tx, &region, &stamp, entry)?;
        Ok(kept)
    })?;
    drop(hold);
    Ok(done)
}

/// What the other side signs that it holds, where it is not what it had said.
fn words(tx: &mut Tx<'_>, bureau: &Bureau, code: &Region, held: &[HeldRow]) -> Result<Vec<Change>, StoreError> {
    let (region, today) = (bureau.region(), bureau.today());
    let said = rows::acknowledged(tx, region, code)?;
    let held: BTreeMap<&str, &HeldRow> = held.iter().map(|h| (h.key.as_str(), h)).collect();
    let keys: BTreeSet<&str> = said.keys().map(String::as_str).chain(held.keys().copied()).collect();
    let new = keys.into_iter().filter_map(|key| {
        let word = NodeWord::reconciled(said.get(key), held.get(key).copied(), today)?;
        Some(rows::acknowledged_change(region, code, key, &word))
    });
    Ok(new.collect())
}

/// All that the other side holds of ours, and the SM3 over what it signed.
fn fetch(
    bureau: &Bureau,
    caller: &dyn Caller,
    peer: &Peer,
    (hold, what): (&Hold, &str),
) -> Result<(Vec<HeldRow>, String), ReconcileFault> {
    let fault = |why: String| ReconcileFault::Answer(why);
    let (mut held, mut after, mut signed_texts) = (Vec::new(), String::new(), String::new());
    let mut taken: Option<i64> = None;
    for _ in 0..PAGES {
        if !hold.keep()? {
            return Err(ReconcileFault::Busy);
        }
        let asked = serde_json::to_string(&question(bureau, peer, what, &after)).expect("a plain struct");
        let (status, text) = caller.call(&format!("{}{HELD_AT}", peer.address), &asked).map_err(fault)?;
        if status == 422 && what != HELD_ITEMS {
            return Err(ReconcileFault::NotAnswered);
        }
        if status != 200 {
            return Err(fault(format!("对方回答 {status}")));
        }
        let signed: Signed = serde_json::from_str(&text).map_err(|_| fault("对方的回答没有读懂".into()))?;
        let page: HeldPage = said(peer, &signed).ok_or_else(|| fault("对方的签名与登记的公钥对不上".into()))?;
        let mine = bureau.region().as_str();
        if page.of != mine || page.by != peer.code.as_str() || page.after != after {
            return Err(fault("对方答的不是所问的".into()));
        }
        if taken.is_some_and(|before| before != page.taken) {
            return Err(fault("对账时对方还在收件，请稍后再对".into()));
        }
        taken = Some(page.taken);
        signed_texts.push_str(&signed.text);
        signed_texts.push('\n');
        let last = page.rows.last().map(|r| r.key.clone());
        held.extend(page.rows);
        match (page.more, last) {
            (true, Some(last)) if last > after => after = last,
            (true, _) => return Err(fault("对方的分页没有往前走".into())),
            (false, _) => {
                let keys: BTreeSet<&str> = held.iter().map(|h| h.key.as_str()).collect();
                if keys.len() != held.len() {
                    return Err(fault("对方的清单里有重复的编码".into()));
                }
                return Ok((held, store::digest(signed_texts.as_bytes())));
            }
        }
    }
    Err(fault(format!("超过 {PAGES} 页")))
}

/// What came of the reconciliation with one node.
pub type Outcome = Result<KeptReconciliation, ReconcileFault>;

/// The daily job: once a day with every node above. Returns what was found, or why not.
pub fn reconcile_due(bureau: &Bureau, caller: &dyn Caller) -> Result<Vec<(Region, Outcome)>, StoreError> {
    let region = bureau.region();
    let peers = bureau.db().read(|tx| rows::peers(tx, region))?;
    let mut out = Vec::new();
    for peer in peers.iter().filter(|p| p.side == Side::Above && p.active && !p.address.is_empty()) {
        let last = bureau.db().read(|tx| rows::last_reconciliation(tx, region, &peer.code))?;
        if last.is_none_or(|l| l.day < bureau.today()) {
            out.push((peer.code, reconcile(bureau, caller, peer)));
        }
    }
    Ok(out)
}
